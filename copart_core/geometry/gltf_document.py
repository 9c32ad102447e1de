"""Reading a binary glTF 2.0 file: container, accessors, node transforms, images. It knows nothing of parts.

Everything that does not fit the specification is a ValueError that says what is wrong and what to do.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = 0x46546C67  # "glTF"
JSON_CHUNK, BIN_CHUNK = 0x4E4F534A, 0x004E4942
EXPORT_AGAIN = "export it again as one binary glTF 2.0 (.glb) file"
COMPONENTS = {5120: np.int8, 5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
MAX_COUNT = 50_000_000  # elements of an accessor: zero-filled ones cost a file nothing, but us memory
COMPRESSED = {"KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_meshopt_compression", "KHR_texture_basisu"}


@dataclass(frozen=True)
class MeshNode:
    """A node with a mesh, and its transform T_world_node [4, 4]."""

    index: int
    node: dict[str, Any]
    matrix: NDArray[np.float64]


class GltfDocument:
    """A parsed file. `json` is the document; arrays are read on demand."""

    def __init__(self, data: bytes):
        self.json, self._binary = _split_container(data)
        version = str(self.json.get("asset", {}).get("version", "?"))
        if not version.startswith("2."):
            raise ValueError(f"this file is glTF version {version}; expected 2.0: {EXPORT_AGAIN}")
        compressed = COMPRESSED & set(self.json.get("extensionsRequired", []))
        if compressed:
            raise ValueError(
                f"this GLB is compressed with {', '.join(sorted(compressed))}, which is not read here; export it again "
                "without compression"
            )
        self._buffers = [self._load_buffer(number) for number in range(len(self.json.get("buffers", [])))]
        self.parents: dict[int, int] = {}  # of the placed nodes, where they have one
        self.matrices = self._place_nodes()

    def _load_buffer(self, number: int) -> bytes:
        buffer = self.json["buffers"][number]
        data = _data_uri(buffer["uri"]) if "uri" in buffer else (self._binary if number == 0 else b"")
        if len(data) < buffer["byteLength"]:
            raise ValueError(
                f"this GLB is cut off: buffer {number} should have {buffer['byteLength']} bytes, has "
                f"{len(data)}; copy or {EXPORT_AGAIN}"
            )
        return data

    def view_bytes(self, index: int) -> bytes:
        """The bytes of a buffer view."""
        view = self.json["bufferViews"][index]
        start = view.get("byteOffset", 0)
        return self._slice(view["buffer"], start, view["byteLength"])

    def _slice(self, buffer: int, start: int, length: int) -> bytes:
        data = self._buffers[buffer]
        if start < 0 or length < 0 or start + length > len(data):
            raise ValueError(
                f"this GLB is damaged: bytes {start} to {start + length} lie outside buffer {buffer}, which "
                f"has {len(data)}; {EXPORT_AGAIN}"
            )
        return data[start : start + length]

    def accessor(self, index: int) -> NDArray[Any]:
        """[count, width] (or [count] for scalars) in the stored component type."""
        accessor = self.json["accessors"][index]
        dtype, width = np.dtype(COMPONENTS[accessor["componentType"]]), WIDTHS[accessor["type"]]
        count = accessor["count"]
        if not 0 <= count <= MAX_COUNT:
            raise ValueError(f"this GLB has an accessor of {count} elements; at most {MAX_COUNT} are read: simplify it")
        if "bufferView" in accessor:
            array = self._elements(accessor["bufferView"], accessor.get("byteOffset", 0), dtype, width, count)
        else:
            array = np.zeros((count, width), dtype)
        if "sparse" in accessor:
            array = self._with_sparse(array, accessor["sparse"])
        return array[:, 0] if width == 1 else array

    def _elements(self, view_index: int, offset: int, dtype: np.dtype, width: int, count: int) -> NDArray[Any]:
        view = self.json["bufferViews"][view_index]
        size = dtype.itemsize * width
        stride = view.get("byteStride", size)
        data = self.view_bytes(view_index)
        needed = offset + stride * (count - 1) + size if count else 0
        if offset < 0 or count < 0 or stride < size or needed > len(data):
            raise ValueError(
                f"this GLB is damaged: an accessor needs {needed} bytes of buffer view {view_index}, which "
                f"has {len(data)}; {EXPORT_AGAIN}"
            )
        rows = np.ndarray((count, width), dtype.newbyteorder("<"), data, offset, (stride, dtype.itemsize))
        return np.ascontiguousarray(rows).astype(dtype, copy=False)

    def _with_sparse(self, array: NDArray[Any], sparse: dict[str, Any]) -> NDArray[Any]:
        where, what = sparse["indices"], sparse["values"]
        count = sparse["count"]
        kind = np.dtype(COMPONENTS[where["componentType"]])
        rows = self._elements(where["bufferView"], where.get("byteOffset", 0), kind, 1, count)[:, 0]
        array = array.copy()
        array[rows] = self._elements(what["bufferView"], what.get("byteOffset", 0), array.dtype, array.shape[1], count)
        return array

    def floats(self, index: int) -> NDArray[np.float32]:
        """An accessor as float32; normalised integers are mapped to [0, 1] or [-1, 1]. Float data comes bit for bit."""
        array = self.accessor(index)
        if array.dtype == np.float32:
            return array
        if not self.json["accessors"][index].get("normalized", False):
            return array.astype(np.float32)
        scaled = array.astype(np.float64) / np.iinfo(array.dtype).max
        return np.maximum(scaled, -1.0).astype(np.float32)

    def image(self, texture: int) -> bytes | None:
        """The encoded bytes of a texture's image; None where the texture has no plain image."""
        source = self.json["textures"][texture].get("source")
        if source is None:
            return None
        image = self.json["images"][source]
        return self.view_bytes(image["bufferView"]) if "bufferView" in image else _data_uri(image["uri"])

    def _place_nodes(self) -> dict[int, NDArray[np.float64]]:
        """T_world_node of the nodes of the default scene, else of all roots; depth first in the order of the file."""
        nodes = self.json.get("nodes", [])
        scenes = self.json.get("scenes", [])
        if scenes:
            roots = scenes[self.json.get("scene", 0)].get("nodes", [])
        else:
            children = {child for node in nodes for child in node.get("children", [])}
            roots = [index for index in range(len(nodes)) if index not in children]
        placed: dict[int, NDArray[np.float64]] = {}
        stack = [(root, np.eye(4)) for root in reversed(roots)]
        while stack:
            index, parent = stack.pop()
            if index in placed:
                raise ValueError(f"this GLB is damaged: node {index} has two parents; {EXPORT_AGAIN}")
            placed[index] = parent @ local_matrix(nodes[index])
            children = nodes[index].get("children", [])
            self.parents.update((child, index) for child in children)
            stack.extend((child, placed[index]) for child in reversed(children))
        return placed

    def line_up(self, index: int) -> Iterator[int]:
        """The node and its ancestors, upward."""
        above: int | None = index
        while above is not None:
            yield above
            above = self.parents.get(above)

    def mesh_nodes(self) -> Iterator[MeshNode]:
        """The placed nodes that have a mesh."""
        for index, matrix in self.matrices.items():
            node = self.json["nodes"][index]
            if "mesh" in node:
                yield MeshNode(index, node, matrix)


def local_matrix(node: dict[str, Any]) -> NDArray[np.float64]:
    """[4, 4] T_parent_node from `matrix` or translation, rotation and scale."""
    if "matrix" in node:
        return np.array(node["matrix"], np.float64).reshape(4, 4).T
    x, y, z, w = node.get("rotation", (0.0, 0.0, 0.0, 1.0))
    rotation = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix = np.eye(4)
    matrix[:3, :3] = rotation * np.array(node.get("scale", (1.0, 1.0, 1.0)), np.float64)
    matrix[:3, 3] = node.get("translation", (0.0, 0.0, 0.0))
    return matrix


def _split_container(data: bytes) -> tuple[dict[str, Any], bytes]:
    if not data:
        raise ValueError(f"this file is empty; expected a GLB: {EXPORT_AGAIN}")
    if len(data) < 12 or struct.unpack_from("<I", data)[0] != MAGIC:
        hint = "a glTF text file, which needs its side files" if data.lstrip()[:1] == b"{" else f"{data[:4]!r}"
        raise ValueError(f"this is no GLB: expected it to begin with b'glTF', got {hint}; {EXPORT_AGAIN}")
    _, version, length = struct.unpack_from("<III", data)
    if version != 2:
        raise ValueError(f"this file is GLB version {version}; expected 2: {EXPORT_AGAIN}")
    if length > len(data):
        raise ValueError(f"this GLB is cut off: it should have {length} bytes, has {len(data)}; copy or {EXPORT_AGAIN}")
    chunks: dict[int, bytes] = {}
    offset = 12
    while offset + 8 <= length:
        size, kind = struct.unpack_from("<II", data, offset)
        if offset + 8 + size > length:
            raise ValueError(f"this GLB is cut off in the middle of a chunk; copy or {EXPORT_AGAIN}")
        chunks.setdefault(kind, data[offset + 8 : offset + 8 + size])
        offset += 8 + size
    if JSON_CHUNK not in chunks:
        raise ValueError(f"this GLB has no document in it; {EXPORT_AGAIN}")
    try:
        document = json.loads(chunks[JSON_CHUNK])
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"the document in this GLB is damaged ({error}); {EXPORT_AGAIN}") from None
    if not isinstance(document, dict):
        raise ValueError(f"the document in this GLB is not an object; {EXPORT_AGAIN}")
    return document, chunks.get(BIN_CHUNK, b"")


def _data_uri(uri: str) -> bytes:
    header, comma, payload = uri.partition(",")
    if not (header.startswith("data:") and header.endswith(";base64") and comma):
        raise ValueError(f"this GLB refers to another file ({uri[:80]!r}); {EXPORT_AGAIN} with everything embedded")
    try:
        return base64.b64decode(payload, validate=True)
    except binascii.Error as error:
        raise ValueError(f"embedded data in this GLB is damaged ({error}); {EXPORT_AGAIN}") from None

"""GLB files of named parts: one node, one mesh, one material and one texture a part; the parts of a placed object hang
on a node that bears its transform, so that they can be moved as one in other programs.

What we write is deterministic and reads back bit for bit, so a kept part survives any number of exports unchanged. What
others wrote is read as one part per mesh primitive (that is, per material), with node transforms applied.
"""

from __future__ import annotations

import json
import os
import struct
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copart_core.geometry.gltf_document import (
    BIN_CHUNK,
    EXPORT_AGAIN,
    JSON_CHUNK,
    MAGIC,
    GltfDocument,
    MeshNode,
    local_matrix,
)
from copart_core.geometry.gltf_primitive import UNIT_TOLERANCE, read_primitive
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.srgb import PNG_SIGNATURE, srgb_to_linear

GENERATOR = "CoPart Studio"
ROUGHNESS = 0.8
_ARRAY, _ELEMENT = 34962, 34963  # buffer view targets: vertex attributes, indices

NamedMesh = tuple[str, str | None, PartMesh]
"""(part name, part id or None where the file names none, mesh)"""


@dataclass(frozen=True)
class ObjectNode:
    """A node above the parts of one object: T_scene_object as glTF writes it."""

    name: str
    group_id: str
    translation: tuple[float, float, float]
    rotation: tuple[float, float, float, float]  # quaternion x, y, z, w
    scale: float
    parts: Sequence[int]  # which of the written parts are in it


# ---- writing --------------------------------------------------------------------------------------------------------


def unique_names(names: Iterable[str]) -> list[str]:
    """The names, with " 2", " 3", ... after those that came before; empty ones become "part"."""
    wanted = [name or "part" for name in names]
    taken: set[str] = set()
    result = []
    for name in wanted:
        candidate, number = name, 2
        while candidate in taken or (candidate != name and candidate in wanted):
            candidate, number = f"{name} {number}", number + 1
        taken.add(candidate)
        result.append(candidate)
    return result


def write_glb(
    path: str | Path | None,
    nodes: Iterable[NamedMesh],
    scene_name: str = "Scene",
    extras: Mapping[str, Any] | None = None,
    objects: Sequence[ObjectNode] = (),
) -> bytes:
    """The GLB of the parts `nodes`, also written to `path` (atomically) where one is given.

    Node extras hold {"part_id": ...}, those of `objects` {"group_id": ...}; a part is in one object at most, and its
    mesh is in that object's frame. `extras` goes to the scene and must be JSON. A texture wins over vertex colours.
    Equal input gives equal bytes. Errors: ValueError for no parts, or for arrays that do not make a mesh.
    """
    nodes = list(nodes)
    if not nodes:
        raise ValueError("there is no mesh to write; generate or import at least one part first")
    writer = _Writer()
    names = unique_names(name for name, _, _ in nodes)
    for name, (title, part_id, mesh) in zip(names, nodes, strict=True):
        _check(mesh, title or part_id or name)
        writer.add_part(name, part_id, mesh)
    for name, node in zip(unique_names([*names, *(node.name for node in objects)])[len(names):], objects, strict=True):
        writer.add_object(name, node)
    data = writer.finish(scene_name, dict(extras or {}))
    if path is not None:
        write_atomically(Path(path), data)
    return data


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, then rename: a crash leaves the former file whole."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.partial")
    try:
        partial.write_bytes(data)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _check(mesh: PartMesh, name: str) -> None:
    count = len(mesh.vertices)

    def demand(condition: bool, problem: str) -> None:
        if not condition:
            raise ValueError(f"part {name!r} cannot be written: {problem}; generate it again")

    demand(mesh.vertices.dtype == np.float32 and mesh.vertices.shape == (count, 3) and count > 0, "no [V, 3] vertices")
    demand(bool(np.isfinite(mesh.vertices).all()), "it has vertices that are not finite")
    demand(
        mesh.faces.dtype == np.uint32 and mesh.faces.ndim == 2 and mesh.faces.shape[1] == 3, "no uint32 [F, 3] faces"
    )
    demand(len(mesh.faces) > 0 and int(mesh.faces.max()) < count, "its faces do not fit its vertices")
    demand(mesh.normals.dtype == np.float32 and mesh.normals.shape == (count, 3), "no float32 normal for every vertex")
    lengths = np.linalg.norm(mesh.normals.astype(np.float64), axis=1)
    demand(bool((np.abs(lengths - 1) < UNIT_TOLERANCE).all()), "it has normals that are not of unit length")
    if mesh.texture_png is not None:
        demand(mesh.texture_png.startswith(PNG_SIGNATURE), "its texture is no PNG")
        demand(mesh.uv is not None, "it has a texture but no texture coordinates")
    if mesh.uv is not None:
        demand(mesh.uv.dtype == np.float32 and mesh.uv.shape == (count, 2), "no float32 [V, 2] texture coordinates")
        demand(bool(np.isfinite(mesh.uv).all()), "it has texture coordinates that are not finite")
    if mesh.colors is not None:
        demand(mesh.colors.dtype == np.uint8 and mesh.colors.shape == (count, 4), "no uint8 [V, 4] vertex colours")


class _Writer:
    """Collects buffer views, accessors and nodes in the order of the parts."""

    def __init__(self) -> None:
        self.binary = bytearray()
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []
        self.nodes: list[dict[str, Any]] = []
        self.meshes: list[dict[str, Any]] = []
        self.materials: list[dict[str, Any]] = []
        self.textures: list[dict[str, Any]] = []
        self.images: list[dict[str, Any]] = []

    def _view(self, data: bytes, target: int | None) -> int:
        self.binary += bytes(-len(self.binary) % 4)
        view: dict[str, Any] = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data)}
        if target is not None:
            view["target"] = target
        self.binary += data
        self.views.append(view)
        return len(self.views) - 1

    def _accessor(self, array: NDArray[Any], component: int, kind: str, target: int, **more: Any) -> int:
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        accessor = {"bufferView": self._view(little.tobytes(), target), "componentType": component,
                    "count": len(array), "type": kind, **more}  # fmt: skip
        self.accessors.append(accessor)
        return len(self.accessors) - 1

    def add_part(self, name: str, part_id: str | None, mesh: PartMesh) -> None:
        low, high = mesh.bounds()
        attributes = {
            "POSITION": self._accessor(
                mesh.vertices, 5126, "VEC3", _ARRAY, min=[float(x) for x in low], max=[float(x) for x in high]
            ),
            "NORMAL": self._accessor(mesh.normals, 5126, "VEC3", _ARRAY),
        }
        if mesh.uv is not None:
            attributes["TEXCOORD_0"] = self._accessor(mesh.uv, 5126, "VEC2", _ARRAY)
        if mesh.colors is not None and mesh.texture_png is None:
            attributes["COLOR_0"] = self._accessor(_linear_colors(mesh.colors), 5123, "VEC4", _ARRAY, normalized=True)
        surface: dict[str, Any] = {"metallicFactor": 0.0, "roughnessFactor": ROUGHNESS}
        if mesh.texture_png is not None:
            self.images.append(
                {"name": name, "mimeType": "image/png", "bufferView": self._view(mesh.texture_png, None)}
            )
            self.textures.append({"sampler": 0, "source": len(self.images) - 1})
            surface["baseColorTexture"] = {"index": len(self.textures) - 1}
        self.materials.append({"name": name, "pbrMetallicRoughness": surface})
        primitive = {
            "attributes": attributes,
            "indices": self._accessor(mesh.faces.reshape(-1), 5125, "SCALAR", _ELEMENT),
            "material": len(self.materials) - 1,
        }
        self.meshes.append({"name": name, "primitives": [primitive]})
        node: dict[str, Any] = {"name": name, "mesh": len(self.meshes) - 1}
        if part_id is not None:
            node["extras"] = {"part_id": part_id}
        self.nodes.append(node)

    def add_object(self, name: str, node: ObjectNode) -> None:
        self.nodes.append({
            "name": name, "children": list(node.parts), "translation": list(node.translation),
            "rotation": list(node.rotation), "scale": [node.scale] * 3, "extras": {"group_id": node.group_id},
        })  # fmt: skip

    def finish(self, scene_name: str, extras: dict[str, Any]) -> bytes:
        inside = {child for node in self.nodes for child in node.get("children", [])}
        roots = [index for index in range(len(self.nodes)) if index not in inside]
        scene: dict[str, Any] = {"name": scene_name, "nodes": roots}
        if extras:
            scene["extras"] = extras
        document: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": GENERATOR},
            "scene": 0,
            "scenes": [scene],
            "nodes": self.nodes,
            "meshes": self.meshes,
            "materials": self.materials,
        }
        if self.images:
            document["textures"], document["images"] = self.textures, self.images
            document["samplers"] = [{"magFilter": 9729, "minFilter": 9987}]  # linear, linear with mipmaps; repeat
        self.binary += bytes(-len(self.binary) % 4)
        document |= {
            "accessors": self.accessors,
            "bufferViews": self.views,
            "buffers": [{"byteLength": len(self.binary)}],
        }
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + len(self.binary)
        return b"".join(
            [struct.pack("<III", MAGIC, 2, total), struct.pack("<II", len(text), JSON_CHUNK), text,
             struct.pack("<II", len(self.binary), BIN_CHUNK), bytes(self.binary)]
        )  # fmt: skip


def _linear_colors(colors: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """sRGB bytes -> linear 16-bit, as glTF demands; 16 bits keep all 256 steps apart. Alpha is linear already."""
    linear = np.rint(srgb_to_linear(np.arange(256) / 255) * 65535).astype(np.uint16)[colors]
    linear[:, 3] = colors[:, 3].astype(np.uint16) * 257
    return linear


# ---- reading --------------------------------------------------------------------------------------------------------


def read_glb(source: bytes | str | Path) -> list[NamedMesh]:
    """The parts of a GLB: (name, part id or None, mesh) in the order of the file.

    Our own files come back bit for bit. In foreign files each triangle primitive is one part, in world coordinates and
    with its base colour as texture or vertex colours. Errors: ValueError that says what is wrong with the file.
    """
    if isinstance(source, bytes):
        return _read(source)
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        raise ValueError(f"cannot read {str(source)!r}: {error.strerror}; choose an existing .glb file") from None
    try:
        return _read(data)
    except ValueError as error:
        raise ValueError(f"{source}: {error}") from None


def _read(data: bytes) -> list[NamedMesh]:
    return [part for _, part in _parts(data, in_objects=False)]


def read_glb_objects(data: bytes) -> list[tuple[str | None, NamedMesh]]:
    """As `read_glb`, in the same order, but with each part in the frame of the object it is in, and that object's id.

    The object is the nearest node above the part whose extras hold a "group_id"; parts outside of such come with None
    and in world coordinates.
    """
    return _parts(data, in_objects=True)


def _parts(data: bytes, in_objects: bool) -> list[tuple[str | None, NamedMesh]]:
    parts: list[tuple[str | None, NamedMesh]] = []
    try:
        document = GltfDocument(data)
        for node in document.mesh_nodes():
            group, placed = _in_object(document, node) if in_objects else (None, node)
            parts += ((group, part) for part in _read_node(document, placed))
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"this GLB is damaged ({type(error).__name__}: {error}); {EXPORT_AGAIN}") from error
    if not parts:
        raise ValueError(
            "this GLB has no triangle meshes in it; export the objects, not only cameras, lights or curves"
        )
    return parts


def _in_object(document: GltfDocument, found: MeshNode) -> tuple[str | None, MeshNode]:
    """The id of the object that a node is in, and the node with its transform in that object's frame."""
    matrix = np.eye(4)
    for index in document.line_up(found.index):
        extras = document.json["nodes"][index].get("extras")
        group = extras.get("group_id") if isinstance(extras, dict) else None
        if isinstance(group, str):
            return group, replace(found, matrix=matrix)
        matrix = local_matrix(document.json["nodes"][index]) @ matrix
    return None, found


def _read_node(document: GltfDocument, found: MeshNode) -> list[NamedMesh]:
    mesh = document.json["meshes"][found.node["mesh"]]
    name = found.node.get("name") or mesh.get("name") or f"part {found.index + 1}"
    extras = found.node.get("extras")
    part_id = extras.get("part_id") if isinstance(extras, dict) else None
    primitives = [p for p in mesh["primitives"] if p.get("mode", 4) in (4, 5, 6) and "POSITION" in p["attributes"]]
    parts = []
    for primitive in primitives:
        material = document.json["materials"][primitive["material"]] if "material" in primitive else {}
        title = name if len(primitives) == 1 else f"{name} {material.get('name', len(parts) + 1)}"
        read = read_primitive(document, primitive, material, found, name)
        if read is not None:
            parts.append((str(title), part_id if isinstance(part_id, str) else None, read))
    return parts

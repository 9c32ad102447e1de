"""From a glTF primitive, whoever wrote it, to a PartMesh: triangles, transforms, skins at rest, base colour."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copart_core.geometry.gltf_document import EXPORT_AGAIN, GltfDocument, MeshNode
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.srgb import PNG_SIGNATURE, encode_png, linear_to_srgb, srgb_to_linear

MAX_PIXELS = 64 * 1024 * 1024  # of a foreign texture: more would exhaust the memory of a small machine
UNIT_TOLERANCE = 1e-3  # of a normal's length: what `glb.write_glb` takes as unit


def read_primitive(
    document: GltfDocument, primitive: dict[str, Any], material: dict[str, Any], found: MeshNode, name: str
) -> PartMesh | None:
    """The mesh of one primitive in world coordinates, None where it has no triangles.

    Where nothing moves it, arrays come as they are stored; normals that are no unit vectors are mended, so that what
    was read can be written. Errors: ValueError for a damaged mesh.
    """
    attributes = primitive["attributes"]
    vertices = document.floats(attributes["POSITION"])
    if "indices" in primitive:
        indices = document.accessor(primitive["indices"]).astype(np.uint32)
    else:
        indices = np.arange(len(vertices), dtype=np.uint32)
    faces = _triangles(indices, primitive.get("mode", 4))
    if len(faces) == 0:
        return None
    if not np.isfinite(found.matrix).all():
        raise _damaged(name, "its node's transform is not finite")
    if int(faces.max()) >= len(vertices):
        raise _damaged(name, f"its faces name vertex {int(faces.max())} of {len(vertices)}")
    _demand(name, "vertices", vertices, len(vertices), (3,))
    normals = document.floats(attributes["NORMAL"]) if "NORMAL" in attributes else None
    if normals is not None:
        _demand(name, "normals", normals, len(vertices), (3,), finite=False)
        normals = _usable_normals(normals, vertices, faces)
    if "skin" in found.node and "JOINTS_0" in attributes:
        vertices, normals = _at_rest(document, attributes, found.node["skin"], vertices), None
    elif not np.array_equal(found.matrix, np.eye(4)):
        vertices, faces, normals = _transformed(vertices, faces, normals, found.matrix)
    _demand(name, "vertices, where its node places them,", vertices, len(vertices), (3,))
    if normals is None:
        normals = vertex_normals(vertices, faces)
    uv, png, colors = _appearance(document, attributes, material, len(vertices), name)
    return PartMesh(vertices, faces, normals, uv, png, colors)


def _damaged(name: str, problem: str) -> ValueError:
    return ValueError(f"the mesh of {name!r} is damaged: {problem}; {EXPORT_AGAIN}")


def _demand(
    name: str, what: str, array: NDArray[Any], count: int, widths: tuple[int, ...], *, finite: bool = True
) -> None:
    """Errors: ValueError unless `array` is [count, one of `widths`] and, where asked, all finite."""
    if array.ndim != 2 or len(array) != count or array.shape[1] not in widths:
        wanted = " or ".join(f"[{count}, {width}]" for width in widths)
        raise _damaged(name, f"expected {what} of shape {wanted}, got {list(array.shape)}")
    if finite and not np.isfinite(array).all():
        raise _damaged(name, f"its {what} are not all finite")


def _usable_normals(
    normals: NDArray[np.float32], vertices: NDArray[np.float32], faces: NDArray[np.uint32]
) -> NDArray[np.float32]:
    """Unit normals: those that are unit already bit for bit, others scaled, zero or non-finite ones from the faces."""
    lengths = np.linalg.norm(normals.astype(np.float64), axis=1)
    off = ~(np.abs(lengths - 1) < UNIT_TOLERANCE)  # also where the length is NaN
    if not off.any():
        return normals
    hopeless = off & ~((lengths > 1e-30) & np.isfinite(lengths))
    usable = normals.copy()
    usable[off & ~hopeless] = _unit(normals[off & ~hopeless])
    if hopeless.any():
        usable[hopeless] = vertex_normals(vertices, faces)[hopeless]
    return usable


def _triangles(indices: NDArray[np.uint32], mode: int) -> NDArray[np.uint32]:
    if len(indices) < 3:
        return np.zeros((0, 3), np.uint32)
    if mode == 4:
        return indices[: len(indices) // 3 * 3].reshape(-1, 3)
    if mode == 5:  # a strip: every other triangle is turned over
        faces = np.stack([indices[:-2], indices[1:-1], indices[2:]], axis=1)
        faces[1::2] = faces[1::2, ::-1]
        return faces
    return np.stack([np.full(len(indices) - 2, indices[0], np.uint32), indices[1:-1], indices[2:]], axis=1)


def _at_rest(
    document: GltfDocument, attributes: dict[str, Any], skin_index: int, vertices: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Vertices of a skinned mesh where its joints stand in the file; the mesh's own node counts for nothing."""
    skin = document.json["skins"][skin_index]
    poses = np.stack([document.matrices[joint] for joint in skin["joints"]])
    if "inverseBindMatrices" in skin:
        poses = poses @ document.floats(skin["inverseBindMatrices"]).reshape(-1, 4, 4).transpose(0, 2, 1)
    joints = document.accessor(attributes["JOINTS_0"])
    weights = document.floats(attributes["WEIGHTS_0"]).astype(np.float64)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    placed = np.zeros((len(vertices), 3))
    for influence in range(4):
        pose = poses[joints[:, influence]]
        moved = np.einsum("vij,vj->vi", pose[:, :3, :3], vertices) + pose[:, :3, 3]
        placed += weights[:, influence, None] * moved
    return placed.astype(np.float32)


def _transformed(
    vertices: NDArray[np.float32], faces: NDArray[np.uint32], normals: NDArray[np.float32] | None, matrix: NDArray
) -> tuple[NDArray[np.float32], NDArray[np.uint32], NDArray[np.float32] | None]:
    linear = matrix[:3, :3]
    with np.errstate(over="ignore", invalid="ignore"):  # the caller looks whether all are finite
        vertices = (vertices @ linear.T + matrix[:3, 3]).astype(np.float32)
    determinant = np.linalg.det(linear)
    if determinant < 0:
        faces = np.ascontiguousarray(faces[:, ::-1])
    if normals is not None:
        if determinant == 0:  # flattened by its transform: the stored normals mean nothing any more
            return vertices, faces, None
        normals = _unit(normals @ np.linalg.inv(linear))
    return vertices, faces, normals


def _unit(vectors: NDArray[Any]) -> NDArray[np.float32]:
    """Unit length; vectors of length 0 become +y."""
    vectors = np.asarray(vectors, np.float64)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.where(lengths > 1e-30, vectors / np.maximum(lengths, 1e-30), [0.0, 1.0, 0.0]).astype(np.float32)


def vertex_normals(vertices: NDArray[Any], faces: NDArray[Any]) -> NDArray[np.float32]:
    """Area-weighted unit normals [V, 3]; vertices without area point to +y."""
    corners = np.asarray(vertices, np.float64)[faces]
    weighted = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros((len(vertices), 3))
    for corner in range(3):
        np.add.at(total, faces[:, corner], weighted)
    return _unit(total)


def _appearance(
    document: GltfDocument, attributes: dict[str, Any], material: dict[str, Any], count: int, name: str
) -> tuple[NDArray[np.float32] | None, bytes | None, NDArray[np.uint8] | None]:
    """(uv, PNG, vertex colours) of a primitive; the base colour factor is multiplied in."""
    surface = material.get("pbrMetallicRoughness", {})
    glossy = material.get("extensions", {}).get("KHR_materials_pbrSpecularGlossiness", {})
    factor = np.array(surface.get("baseColorFactor", glossy.get("diffuseFactor", (1.0, 1.0, 1.0, 1.0))), np.float64)
    texture = surface.get("baseColorTexture", glossy.get("diffuseTexture"))
    uv_index = attributes.get(f"TEXCOORD_{(texture or {}).get('texCoord', 0)}")
    uv = None if uv_index is None else document.floats(uv_index)
    if uv is not None:
        _demand(name, "texture coordinates", uv, count, (2,))
    image = document.image(texture["index"]) if texture is not None and uv is not None else None
    if image is not None and uv is not None and texture is not None:
        placed = texture.get("extensions", {}).get("KHR_texture_transform")
        return (_placed_uv(uv, placed) if placed else uv), _as_png(image, factor), None
    if "COLOR_0" in attributes:
        colors = document.floats(attributes["COLOR_0"]).astype(np.float64)
        _demand(name, "vertex colours", colors, count, (3, 4))
        if colors.shape[1] == 3:
            colors = np.column_stack([colors, np.ones(count)])
        return uv, None, _srgb_bytes(colors * factor)
    if (factor == 1).all():
        return uv, None, None
    return uv, None, np.tile(_srgb_bytes(factor[None]), (count, 1))


def _srgb_bytes(linear: NDArray[np.float64]) -> NDArray[np.uint8]:
    encoded = np.concatenate([linear_to_srgb(linear[:, :3]), np.clip(linear[:, 3:], 0, 1)], axis=1)
    return np.rint(encoded * 255).astype(np.uint8)


def _placed_uv(uv: NDArray[np.float32], placed: dict[str, Any]) -> NDArray[np.float32]:
    """KHR_texture_transform: scale, then rotate, then offset."""
    angle = placed.get("rotation", 0.0)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return ((uv * placed.get("scale", (1, 1))) @ rotation.T + placed.get("offset", (0, 0))).astype(np.float32)


def _as_png(image: bytes, factor: NDArray[np.float64]) -> bytes:
    """PNG bytes: untouched where they are PNG and the factor is white, else decoded, multiplied and encoded again."""
    white = bool((factor[:3] == 1).all())
    if image.startswith(PNG_SIGNATURE) and white:
        return image
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(image)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ValueError(f"a texture of this GLB has {opened.width} x {opened.height} pixels; scale it down")
            pixels = np.asarray(opened.convert("RGBA" if "A" in opened.getbands() else "RGB"))
    except (UnidentifiedImageError, OSError) as error:
        raise ValueError(f"a texture of this GLB cannot be read ({error}); use PNG or JPEG textures") from None
    if not white:
        table = srgb_to_linear(np.arange(256) / 255)
        linear = table[pixels[..., :3]] * factor[:3]
        pixels = np.concatenate([np.rint(linear_to_srgb(linear) * 255).astype(np.uint8), pixels[..., 3:]], axis=-1)
    return encode_png(pixels)

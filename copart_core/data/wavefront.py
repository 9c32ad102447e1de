"""A small reader of Wavefront OBJ and MTL that keeps what others lose: which group *and* material a face belongs to.

Polygons are cut into fans. Vertices at the same place become one, so that edges are shared and solids are closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_LABEL = ""


@dataclass(frozen=True)
class Material:
    color: tuple[int, int, int] = (200, 200, 200)  # sRGB
    texture: str | None = None  # file name as written in the MTL


@dataclass(frozen=True, eq=False)
class Wavefront:
    """Triangles of an OBJ file, with the group and the material of each."""

    vertices: NDArray[np.float64]  # [V, 3]
    faces: NDArray[np.int64]  # [F, 3]
    corner_uv: NDArray[np.float32]  # [F, 3, 2], origin at the upper left (glTF), NaN where the file has none
    face_group: NDArray[np.int64]  # [F], index into `groups`
    face_material: NDArray[np.int64]  # [F], index into `materials`
    groups: list[str]  # labels of `o` and `g` lines
    materials: list[str]  # names of `usemtl` lines
    library: dict[str, Material]


def read_wavefront(text: str, read_library: Callable[[str], str]) -> Wavefront:
    """Parse OBJ `text`; `read_library(name)` returns the text of an MTL file. A broken file is a `ValueError`."""
    vertex_words: list[str] = []
    uv_words: list[str] = []
    corners: list[str] = []  # "v/vt/vn" of the triangles, three each
    groups, materials = {NO_LABEL: 0}, {NO_LABEL: 0}
    group = material = 0
    runs: list[tuple[int, int, int]] = []  # (first triangle, group, material)
    library: dict[str, Material] = {}
    for line in text.splitlines():
        keyword, _, rest = line.lstrip().partition(" ")
        if keyword == "v":
            vertex_words += rest.split()[:3]
        elif keyword == "f":
            words = rest.split()
            if "-" in rest:
                raise ValueError("the OBJ file counts vertices backwards (negative indices); save it with plain ones")
            for second in range(1, len(words) - 1):
                corners += (words[0], words[second], words[second + 1])
        elif keyword == "vt":
            uv_words += [*rest.split(), "0"][:2]
        elif keyword in ("o", "g"):
            group = groups.setdefault(rest.strip(), len(groups))
            runs.append((len(corners) // 3, group, material))
        elif keyword == "usemtl":
            material = materials.setdefault(rest.strip(), len(materials))
            runs.append((len(corners) // 3, group, material))
        elif keyword == "mtllib":
            library |= read_materials(read_library(rest.strip()))
    if not corners:
        raise ValueError("the OBJ file has no faces")
    try:
        vertices = np.array(vertex_words, np.float64).reshape(-1, 3)
        uv = np.array(uv_words, np.float32).reshape(-1, 2)
        faces, uv_index = _indices(corners, len(vertices), len(uv))
    except ValueError as error:
        raise ValueError(f"the OBJ file is broken: {error}") from None
    uv = np.concatenate([uv, np.full((1, 2), np.nan, np.float32)])  # index -1 is this one
    corner_uv = uv[uv_index]
    corner_uv[..., 1] = 1 - corner_uv[..., 1]
    face_group, face_material = np.zeros(len(faces), np.int64), np.zeros(len(faces), np.int64)
    for start, run_group, run_material in runs:
        face_group[start:], face_material[start:] = run_group, run_material
    vertices, faces = merge_vertices(vertices, faces)
    return Wavefront(vertices, faces, corner_uv, face_group, face_material, list(groups), list(materials), library)


def _indices(corners: list[str], vertices: int, uvs: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Corner words -> vertex indices [F, 3] and UV indices [F, 3] (-1 where there is none), counted from 0."""
    split = [word.split("/") for word in corners]
    vertex = np.array([int(word[0]) for word in split], np.int64) - 1
    uv = np.array([int(word[1]) if len(word) > 1 and word[1] else 0 for word in split], np.int64) - 1
    if vertex.min() < 0 or vertex.max() >= vertices or uv.max() >= uvs:
        raise ValueError(f"a face names a vertex or UV beyond the {vertices} vertices and {uvs} UVs")
    return vertex.reshape(-1, 3), uv.reshape(-1, 3)


def read_materials(text: str) -> dict[str, Material]:
    """Parse MTL text: diffuse colour and texture of each material."""
    materials: dict[str, Material] = {}
    name = None
    for line in text.splitlines():
        keyword, _, rest = line.strip().partition(" ")
        rest = rest.strip()
        if keyword == "newmtl":
            name = rest
            materials[name] = Material()
        elif name is None:
            continue
        elif keyword == "Kd" and len(rest.split()) >= 3:
            red, green, blue = (round(255 * min(max(float(word), 0.0), 1.0)) for word in rest.split()[:3])
            materials[name] = Material((red, green, blue), materials[name].texture)
        elif keyword == "map_Kd" and rest:
            texture = re.sub(r"^(-\w+(\s+(-?[\d.]+|on|off))+\s+)+", "", rest)  # options before the file name
            materials[name] = Material(materials[name].color, texture)
    return materials


def merge_vertices(
    vertices: NDArray[np.float64], faces: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """One vertex for each place (to 1e-7 of the size); only used vertices stay, no face is dropped."""
    used, faces = np.unique(faces, return_inverse=True)
    vertices = vertices[used]
    grain = max(float(np.ptp(vertices, axis=0).max()) * 1e-7, 1e-300)
    keys = np.round((vertices - vertices.min(axis=0)) / grain).astype(np.int64)
    _, first, merged = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return vertices[first], merged.ravel()[faces].reshape(-1, 3)

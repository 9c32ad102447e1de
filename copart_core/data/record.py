"""One object with parts to its prepared record: surface samples, signed distances, axis views, wire frames, meshes.

Deterministic: every random draw is seeded by the object's id and the part's index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from copart_core.data.samples import (
    QUERY_POINTS,
    SURFACE_POINTS,
    VIEW_SIZE,
    ObjectSample,
    PartSample,
    split_of,
)
from copart_core.data.signed_distance import DistanceField
from copart_core.data.sources import SourceObject, SourcePart
from copart_core.data.wavefront import merge_vertices
from copart_core.geometry.finish import collapse_edges
from copart_core.geometry.frames import Frame
from copart_core.geometry.render import ColorFn, Hits, render_axis_views
from copart_core.geometry.sampling import sample_surface
from copart_core.geometry.wireframe import render_wireframes

NEAR_SHARE = 0.6  # of the queries near the surface, half of them with each sigma; all of this is our choice
NEAR_SIGMAS = (0.02, 0.08)  # box coordinates
NOTED_SHEETS = 0.05  # share of a part's surface that is worth a note
MESH_FACES = 20_000  # of the mesh in a record
QUERY_REACH = 1.1  # the other queries are uniform in [-1.1, 1.1]^3


def prepare_object(source: SourceObject) -> tuple[ObjectSample, list[str]]:
    """The record of one object, and notes (parts that are open sheets). Unusable geometry is a `ValueError`."""
    if not source.parts:
        raise ValueError(f"object {source.id!r} has no parts")
    split = split_of(source.id)
    records, fields, notes = [], [], []
    for index, part in enumerate(source.parts, start=1):
        try:
            frame = Frame.of_box(*_bounds(part.mesh))
            mesh = boxed(part.mesh, frame)
            field = DistanceField.of(mesh)
            surface = _mesh(field.vertices, field.faces)
            records.append(_record(part, mesh, surface, frame, field, field.half_thickness, _rng(source.id, index)))
        except ValueError as error:
            raise ValueError(f"part {part.name!r} of {source.id!r}: {error}") from None
        fields.append(field)
        if field.sheet_share > NOTED_SHEETS:
            notes.append(
                f"part {part.name!r}: {field.sheet_share:.0%} of it is open sheets; they were given a thickness"
            )
    boxes = np.stack([record.box for record in records])
    frame = Frame.of_box(boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0))
    whole = SourcePart(
        source.category, "object", joined([part.mesh for part in source.parts]), _joined_color(source.parts),
        source.main_color, source.captions,
    )  # fmt: skip
    distance = _union([part.mesh for part in source.parts], fields, frame)
    half_thickness = min(field.half_thickness for field in fields)  # 0 where one of them is a solid
    surface = _mesh(distance.vertices, distance.faces)
    records.insert(
        0, _record(whole, boxed(whole.mesh, frame), surface, frame, distance, half_thickness, _rng(source.id, 0))
    )
    wireframes = render_wireframes(frame.to_inner(boxes), VIEW_SIZE)
    about = (source.id, source.category, source.source, source.credit, split)
    return ObjectSample(*about, parts=records, wireframes=wireframes), notes


def boxed(mesh: trimesh.Trimesh, frame: Frame) -> trimesh.Trimesh:
    """A mesh of document space in the box coordinates of `frame`."""
    return _mesh(frame.to_box(mesh.vertices), mesh.faces)


def joined(meshes: list[trimesh.Trimesh]) -> trimesh.Trimesh:
    """All meshes as one; faces keep their order."""
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes[:-1]])
    faces = [np.asarray(mesh.faces) + start for mesh, start in zip(meshes, starts, strict=True)]
    vertices = [np.asarray(mesh.vertices) for mesh in meshes]
    return _mesh(np.concatenate(vertices), np.concatenate(faces))


def sample_queries(surface: ArrayLike, rng: np.random.Generator, count: int = QUERY_POINTS) -> NDArray[np.float16]:
    """Where distances are asked: [count, 3] in box coordinates, near the `surface` points [N, 3] and uniform."""
    surface = np.asarray(surface, np.float64)
    near = round(NEAR_SHARE * count)
    sigma = np.repeat(NEAR_SIGMAS, [near // 2, near - near // 2])[:, None]
    chosen = surface[rng.permutation(max(near, len(surface)))[:near] % len(surface)]
    around = chosen + sigma * rng.normal(size=(near, 3))
    uniform = rng.uniform(-QUERY_REACH, QUERY_REACH, (count - near, 3))
    queries = np.concatenate([around, uniform]).clip(-QUERY_REACH, QUERY_REACH)
    return rng.permutation(queries).astype(np.float16)


def _record(
    part: SourcePart,
    mesh: trimesh.Trimesh,
    surface: trimesh.Trimesh,
    frame: Frame,
    distance: Callable[[ArrayLike], NDArray[np.float32]],
    half_thickness: float,
    rng: np.random.Generator,
) -> PartSample:
    """`mesh` is the part in the box coordinates of `frame`, with the faces that its colour knows; `surface` is the same
    turned outward and without needles."""
    points, normals, _ = sample_surface(surface, SURFACE_POINTS, rng)
    queries = sample_queries(points, rng)
    views, _ = render_axis_views(mesh.vertices, mesh.faces, _in_document(part.color, frame), VIEW_SIZE)
    vertices, faces = light_mesh(surface, frame.extent)
    return PartSample(
        points=points.astype(np.float16), normals=normals.astype(np.float16),
        queries=queries, distances=distance(queries.astype(np.float64)).astype(np.float16),
        views=views, vertices=vertices, faces=faces, half_thickness=half_thickness,
        captions=part.captions, name=part.name, kind=part.kind, main_color=part.main_color,
        box=np.stack(_bounds(part.mesh)),
    )  # fmt: skip


def light_mesh(mesh: trimesh.Trimesh, extent: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """The mesh [V, 3], [F, 3] of a record: one vertex a place, used ones only, at most about `MESH_FACES` faces.

    Decimation works in part space (box coordinates * `extent`), for lengths mean nothing in a stretched frame.
    """
    vertices, faces = merge_vertices(np.asarray(mesh.vertices), np.asarray(mesh.faces))
    if len(faces) > MESH_FACES:
        points, faces = collapse_edges(vertices * extent, faces, MESH_FACES)
        vertices, faces = merge_vertices(points / extent, faces)
    faces = faces[(faces != np.roll(faces, 1, axis=1)).all(axis=1)]  # merging may close a needle
    return vertices.astype(np.float32), faces.astype(np.int32)


def _in_document(color: ColorFn, frame: Frame) -> ColorFn:
    """`color` wants document space; the views are rendered in box coordinates."""

    def boxed_color(hits: Hits) -> NDArray[np.uint8]:
        normals = hits.normals / frame.extent  # normals go by the inverse of the stretch
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        return color(replace(hits, points=frame.from_box(hits.points), normals=normals))

    return boxed_color


def _joined_color(parts: list[SourcePart]) -> ColorFn:
    """The colour of the concatenation of the parts' meshes."""
    ends = np.cumsum([len(part.mesh.faces) for part in parts])

    def color(hits: Hits) -> NDArray[np.uint8]:
        colors = np.zeros((len(hits.ray), 3), np.uint8)
        owner = np.searchsorted(ends, hits.face, side="right")
        for index in np.unique(owner).tolist():
            mine = owner == index
            colors[mine] = parts[index].color(hits.select(mine, int(ends[index]) - len(parts[index].mesh.faces)))
        return colors

    return color


def _union(meshes: list[trimesh.Trimesh], fields: list[DistanceField], frame: Frame) -> DistanceField:
    """The signed distance of all parts together, in the box coordinates of the object's `frame`.

    The solids' winding numbers add up, so that a point inside any of them is inside.
    """
    starts = np.cumsum([0] + [len(field.vertices) for field in fields[:-1]])
    solid, sheets = (
        np.concatenate([faces + start for faces, start in zip(side, starts, strict=True)])
        for side in ([field.solid for field in fields], [field.sheets for field in fields])
    )
    vertices = frame.to_box(np.concatenate([np.asarray(mesh.vertices) for mesh in meshes]))
    return DistanceField(np.ascontiguousarray(vertices), solid, sheets)


def _mesh(vertices: ArrayLike, faces: ArrayLike) -> trimesh.Trimesh:
    return trimesh.Trimesh(vertices, faces, process=False, validate=False)


def _bounds(mesh: trimesh.Trimesh) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The corners of the box around the used vertices."""
    used = np.asarray(mesh.vertices, np.float64)[np.asarray(mesh.faces).ravel()]
    if not len(used):
        raise ValueError("expected a mesh with faces, got none")
    return used.min(axis=0), used.max(axis=0)


def _rng(object_id: str, index: int) -> np.random.Generator:
    digest = hashlib.sha256(f"{object_id}/{index}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))

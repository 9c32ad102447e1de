"""Modelling operations: lofts, lathes, sweeps, extrusions, rounded boxes and booleans.

Every operation returns a closed trimesh with outward winding. Sizes are free; `fit` puts a mesh exactly into a box.
Vertices are never merged by position: the operations share them by construction, so meshes are watertight as built.
"""

from __future__ import annotations

from collections.abc import Sequence

import manifold3d
import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Indices = NDArray[np.integer]


def solid(vertices: ArrayLike, faces: ArrayLike) -> trimesh.Trimesh:
    """A mesh of closed surfaces with outward winding (flipped as a whole if its signed volume is negative)."""
    points = np.asarray(vertices, dtype=np.float64)
    triangles = np.asarray(faces, dtype=np.int64)
    corners = points[triangles] - points.mean(axis=0)
    if np.einsum("fi,fi->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) < 0:
        triangles = triangles[:, ::-1]
    return trimesh.Trimesh(points, triangles, process=False, validate=False)


def fit(mesh: trimesh.Trimesh, low: ArrayLike, high: ArrayLike) -> trimesh.Trimesh:
    """Rescale each axis so that the bounds of `mesh` are exactly `low` and `high` ([3] each)."""
    low, high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    start, stop = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
    unit = (np.asarray(mesh.vertices) - start) / (stop - start)
    return trimesh.Trimesh(low * (1 - unit) + high * unit, mesh.faces, process=False, validate=False)


def refined(mesh: trimesh.Trimesh, at_least: int = 100) -> trimesh.Trimesh:
    """`mesh` with each triangle split in four, as often as it takes to have `at_least` faces."""
    vertices, faces = np.asarray(mesh.vertices), np.asarray(mesh.faces)
    while len(faces) < at_least:
        edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
        pairs, where = np.unique(edges, axis=0, return_inverse=True)
        ab, bc, ca = len(vertices) + where.reshape(3, -1)
        a, b, c = faces.T
        vertices = np.concatenate([vertices, vertices[pairs].mean(axis=1)])
        corners = [[a, ab, ca], [ab, b, bc], [ca, bc, c], [ab, bc, ca]]
        faces = np.concatenate([np.stack(corner, axis=1) for corner in corners])
    return trimesh.Trimesh(vertices, faces, process=False, validate=False)


def along(mesh: trimesh.Trimesh, axis: str) -> trimesh.Trimesh:
    """Turn a mesh that stands along y so that it lies along `axis` ("x", "y" or "z")."""
    order = {"y": [0, 1, 2], "x": [1, 2, 0], "z": [2, 0, 1]}[axis]
    return solid(np.asarray(mesh.vertices)[:, order], mesh.faces)


def flipped(mesh: trimesh.Trimesh, axes: str) -> trimesh.Trimesh:
    """Mirror a mesh in each of the named axes, winding kept outward."""
    sign = np.array([-1.0 if axis in axes else 1.0 for axis in "xyz"])
    return solid(np.asarray(mesh.vertices) * sign, mesh.faces)


def _cap(ring: Array, first: int) -> Indices:
    """Triangles that close a planar, simple, perhaps concave ring [K, 3] of vertices numbered from `first`."""
    centred = ring - ring.mean(axis=0)
    normal = np.cross(centred, np.roll(centred, -1, axis=0)).sum(axis=0)
    helper = np.eye(3)[np.argmin(np.abs(normal))]
    u = np.cross(normal, helper)
    u /= np.linalg.norm(u)
    v = np.cross(normal, u)
    v /= np.linalg.norm(v)
    flat = np.stack([centred @ u, centred @ v], axis=1)
    return manifold3d.triangulate([flat]) + first


def loft(rings: ArrayLike, closed: bool = False) -> trimesh.Trimesh:
    """Skin rings [R, K, 3] of equal length; a ring shrunk to a point is a pole, other ends get flat caps.

    `closed` joins the last ring to the first instead (a torus).
    """
    rings = np.asarray(rings, dtype=np.float64)
    size = np.ptp(rings.reshape(-1, 3), axis=0).max()
    poles = np.ptp(rings, axis=1).max(axis=1) < 1e-9 * size
    count, sides = rings.shape[:2]
    starts, vertices, total = [], [], 0
    for ring, pole in zip(rings, poles, strict=True):
        starts.append(total)
        vertices.append(ring[:1] if pole else ring)
        total += 1 if pole else sides
    here = np.arange(sides)
    there = (here + 1) % sides
    faces = []
    for one in range(count if closed else count - 1):
        two = (one + 1) % count
        a, b = starts[one], starts[two]
        if not poles[one]:
            faces.append(np.stack([a + here, a + there, b + (0 if poles[two] else 1) * here], axis=1))
        if not poles[two]:
            faces.append(np.stack([a + (0 if poles[one] else 1) * there, b + there, b + here], axis=1))
    if not closed:
        if not poles[0]:
            faces.append(_oriented(_cap(rings[0], starts[0]), starts[0], sides, reverse=True))
        if not poles[-1]:
            faces.append(_oriented(_cap(rings[-1], starts[-1]), starts[-1], sides, reverse=False))
    return solid(np.concatenate(vertices), np.concatenate(faces))


def _oriented(cap: Indices, first: int, sides: int, reverse: bool) -> Indices:
    """Turn a cap's triangles so that the ring's edges run along the ring (`reverse`: against it)."""
    edges = np.concatenate([cap[:, [0, 1]], cap[:, [1, 2]], cap[:, [2, 0]]]) - first
    runs_along = np.any((edges[:, 1] - edges[:, 0]) % sides == 1)
    runs_against = np.any((edges[:, 0] - edges[:, 1]) % sides == 1)
    assert runs_along != runs_against or sides == 3
    return cap[:, ::-1] if runs_along == reverse else cap


def superellipse(sides: int = 24, exponent: float = 2.0) -> Array:
    """A ring [sides, 2] of radius 1: exponent 2 is a circle, 4 and more a rounded square, 1 a diamond."""
    angle = (np.arange(sides) + 0.5) * 2 * np.pi / sides
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([np.sign(c) * np.abs(c) ** (2 / exponent), np.sign(s) * np.abs(s) ** (2 / exponent)], axis=1)


def polygon(sides: int) -> Array:
    """A regular polygon [sides, 2], its first edge flat towards +z."""
    angle = (np.arange(sides) + 0.5) * 2 * np.pi / sides + np.pi / 2
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def lathe(profile: ArrayLike, section: ArrayLike | None = None) -> trimesh.Trimesh:
    """Turn a profile [K, 2] of (radius, y), from pole to pole, about y; `section` [S, 2] (x, z) replaces the circle."""
    profile = np.asarray(profile, dtype=np.float64)
    ring = superellipse() if section is None else np.asarray(section, dtype=np.float64)
    radius, height = profile[:, 0, None], np.broadcast_to(profile[:, 1, None], (len(profile), len(ring)))
    return loft(np.stack([radius * ring[None, :, 0], height, radius * ring[None, :, 1]], axis=-1))


def curve(points: ArrayLike, count: int = 16) -> Array:
    """A smooth (Catmull-Rom) curve [count, D] through `points` [K, D]."""
    points = np.asarray(points, dtype=np.float64)
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    where = np.linspace(0, len(points) - 1, count)
    base = np.minimum(where.astype(int), len(points) - 2)
    t = (where - base)[:, None]
    a, b, c, d = (padded[base + shift] for shift in range(4))
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def sweep(path: ArrayLike, section: ArrayLike, scale: ArrayLike = 1.0, closed: bool = False) -> trimesh.Trimesh:
    """Carry a section [S, 2] along a path [M, 3], scaled by [M] or a number, in rotation-minimising frames."""
    path = np.asarray(path, dtype=np.float64)
    section = np.asarray(section, dtype=np.float64)
    scale = np.broadcast_to(np.asarray(scale, dtype=np.float64), len(path))
    if closed:
        tangent = np.roll(path, -1, axis=0) - np.roll(path, 1, axis=0)
    else:
        tangent = np.gradient(path, axis=0)
    tangent = tangent / np.linalg.norm(tangent, axis=1, keepdims=True)
    side = np.cross(tangent[0], np.eye(3)[np.argmin(np.abs(tangent[0]))])
    rings = []
    for point, direction, factor in zip(path, tangent, scale, strict=True):
        side = side - direction * (side @ direction)
        side = side / np.linalg.norm(side)
        over = np.cross(direction, side)
        rings.append(point + factor * (section[:, :1] * side + section[:, 1:] * over))
    return loft(np.stack(rings), closed=closed)


def rounded_box(size: ArrayLike, radius: float, steps: int = 2) -> trimesh.Trimesh:
    """A box of `size` [3] about the origin, all edges rounded with `radius` (clipped to half the thinnest side)."""
    half = np.asarray(size, dtype=np.float64) / 2
    radius = float(np.clip(radius, 1e-3 * half.min(), 0.999 * half.min()))
    slope = np.tan(np.linspace(0, np.pi / 4, steps + 1))[1:]
    grid = np.concatenate([-1 - slope[::-1], [-1, 1], 1 + slope])  # beyond +-1: on the rounding
    count = len(grid)
    index = -np.ones((count, count, count), dtype=np.int64)
    outer = np.zeros_like(index, dtype=bool)
    for axis in range(3):
        np.moveaxis(outer, axis, 0)[[0, -1]] = True
    index[outer] = np.arange(outer.sum())
    where = grid[np.argwhere(outer)]
    inner, beyond = np.clip(where, -1, 1), where - np.clip(where, -1, 1)
    length = np.linalg.norm(beyond, axis=1, keepdims=True)
    vertices = inner * (half - radius) + radius * beyond / length
    faces = []
    for axis in range(3):
        for end, order in ((0, (0, 2, 1)), (-1, (0, 1, 2))):
            sheet = np.moveaxis(index, axis, 0)[end]
            quad = [sheet[:-1, :-1], sheet[1:, :-1], sheet[1:, 1:], sheet[:-1, 1:]]
            a, b, c, d = (corner.ravel() for corner in quad)
            both = np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])
            sign = 1 if axis != 1 else -1  # moving y to the front leaves (x, z), a left-handed pair
            faces.append(both[:, list(order)][:, ::sign])
    return solid(vertices, np.concatenate(faces))


def extrude(outline: ArrayLike, depth: float, bevel: float = 0.0, holes: Sequence[ArrayLike] = ()) -> trimesh.Trimesh:
    """Raise a counter-clockwise outline [K, 2] (x, y) with `holes` by `depth` along z.

    `bevel` insets both ends of an outline without holes; keep it smaller than the outline's finest bend.
    """
    outline = np.asarray(outline, dtype=np.float64)
    if len(holes):
        cross = manifold3d.CrossSection([outline]) - manifold3d.CrossSection([np.asarray(hole) for hole in holes])
        return from_manifold(manifold3d.Manifold.extrude(cross, depth))
    rings = [(outline, 0.0), (outline, depth)]
    if bevel > 0:
        edge = np.roll(outline, -1, axis=0) - outline
        normal = np.stack([edge[:, 1], -edge[:, 0]], axis=1)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12
        corner = normal + np.roll(normal, 1, axis=0)
        corner /= np.maximum(np.linalg.norm(corner, axis=1, keepdims=True), 0.5)
        bevel = min(bevel, 0.45 * depth)
        inset = outline - bevel * corner
        half = outline - 0.3 * bevel * corner
        rings = [(inset, 0.0), (half, 0.3 * bevel), (outline, bevel)]
        rings += [(ring, depth - z) for ring, z in reversed(rings)]
    return loft(np.stack([np.column_stack([ring, np.full(len(ring), z)]) for ring, z in rings]))


def to_manifold(mesh: trimesh.Trimesh) -> manifold3d.Manifold:
    """The mesh as a manifold3d solid, for booleans."""
    return manifold3d.Manifold(
        manifold3d.Mesh64(np.ascontiguousarray(mesh.vertices), np.ascontiguousarray(mesh.faces, dtype=np.uint64))
    )


def from_manifold(body: manifold3d.Manifold) -> trimesh.Trimesh:
    """A manifold3d solid as a mesh."""
    if body.is_empty():
        raise ValueError("expected a boolean with something left, got an empty solid; check that the operands overlap")
    mesh = body.to_mesh64()
    return solid(np.asarray(mesh.vert_properties)[:, :3], np.asarray(mesh.tri_verts))


def union(meshes: Sequence[trimesh.Trimesh]) -> trimesh.Trimesh:
    """One solid out of several that may overlap."""
    return from_manifold(
        manifold3d.Manifold.batch_boolean([to_manifold(mesh) for mesh in meshes], manifold3d.OpType.Add)
    )


def difference(mesh: trimesh.Trimesh, cutters: Sequence[trimesh.Trimesh]) -> trimesh.Trimesh:
    """`mesh` without what lies in any of the cutters."""
    bodies = [to_manifold(mesh), *(to_manifold(cutter) for cutter in cutters)]
    return from_manifold(manifold3d.Manifold.batch_boolean(bodies, manifold3d.OpType.Subtract))

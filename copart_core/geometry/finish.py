"""From an extracted surface to a mesh worth showing: clean, closed, light, with normals that keep creases.

All lengths are isotropic here (part space or document space), not box coordinates: decimation and angles mean nothing
in a stretched frame.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import fast_simplification
import manifold3d
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_matrix, csr_array
from scipy.sparse.csgraph import connected_components

Vertices = NDArray[np.float64]
Faces = NDArray[np.int64]

FLOATER_SHARE = 0.02  # of both area and volume: below, a loose piece is noise of the field (our choice)
CREASE_ANGLE = 40.0  # degrees: a twelve-sided table leg stays round, a box keeps its edges (our choice)
COINCIDENT = 2e-6  # vertices nearer than this are one after a few single-precision transforms
_SIMPLIFIER = threading.Lock()  # fast_simplification keeps its mesh in globals: one call at a time
MAX_VOLUME_CHANGE = 0.1  # decimation that changes the volume more has collapsed something thin
SMOOTH_COSINE = 0.7  # faces that meet at more than 45 degrees do not smooth each other (our choice)
VERTEX_STEPS = 2  # of the vertices towards their faces' planes, for each pass over the normals (our choice)


@dataclass(frozen=True)
class FinishReport:
    """What `finish` found and did."""

    faces_before: int
    faces_after: int
    floaters_removed: int
    cavities_removed: int
    area_removed: float  # share of the whole area, 0..1
    decimation: str  # "none", "quadric", "manifold" (the fallback) or "refused" (no result was closed)
    box_scale: tuple[float, float, float] | None  # factors that fitted the bounds to the box, where asked
    volume_smoothed: float  # share by which smoothing changed the volume, 0 where it was not asked for
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Finished:
    """A closed mesh whose vertices are doubled along creases; weld equal positions to see that it is closed."""

    vertices: NDArray[np.float32]  # [V, 3]
    faces: NDArray[np.uint32]  # [F, 3], counter-clockwise seen from outside
    normals: NDArray[np.float32]  # [V, 3], unit
    report: FinishReport = field(repr=False)


def finish(
    vertices: ArrayLike,
    faces: ArrayLike,
    target_faces: int,
    *,
    crease_angle: float = CREASE_ANGLE,
    fit_to_box: tuple[ArrayLike, ArrayLike] | None = None,
    smoothing: int = 0,
) -> Finished:
    """Clean, close and lighten a mesh [V, 3], [F, 3] and give it normals.

    Loose pieces with less than `FLOATER_SHARE` of area and volume and inner cavities go; `smoothing` passes (5 is
    plenty) take the ripples of the grid away but keep edges; then the mesh is decimated to about `target_faces` where
    it has more and stays closed; `fit_to_box` = (low, high) scales each axis so that the bounds equal the box. Errors:
    ValueError for a mesh that is empty or cannot be closed.
    """
    if target_faces < 4:
        raise ValueError(f"expected a target of at least 4 faces, got {target_faces}")
    if smoothing < 0:
        raise ValueError(f"expected 0 or more passes of smoothing, got {smoothing}")
    points, triangles = _closed(vertices, faces)
    before = len(triangles)
    points, triangles, floaters, cavities, removed = remove_floaters(points, triangles)
    volume = signed_volume(points, triangles)
    points = smooth(points, triangles, smoothing)
    swelling = signed_volume(points, triangles) / volume - 1 if smoothing else 0.0
    points, triangles, method, notes = decimate(points, triangles, target_faces)
    points = separate(points, triangles)
    scale = None
    if fit_to_box is not None:
        points, scale = fit(points, *fit_to_box)
    smooth_points, smooth_faces, normals = crease_normals(points, triangles, crease_angle)
    report = FinishReport(before, len(triangles), floaters, cavities, removed, method, scale, swelling, tuple(notes))
    return Finished(smooth_points.astype(np.float32), smooth_faces.astype(np.uint32), normals, report)


# ---- closedness -----------------------------------------------------------------------------------------------------


def weld(vertices: ArrayLike, faces: ArrayLike) -> tuple[Vertices, Faces]:
    """One vertex for each distinct position; faces that collapse to a line by that are dropped."""
    points, where = np.unique(np.asarray(vertices, np.float64), axis=0, return_inverse=True)
    triangles = where.reshape(-1)[np.asarray(faces, np.int64)]
    a, b, c = triangles.T
    return points, triangles[(a != b) & (b != c) & (c != a)]


def open_edges(faces: Faces) -> int:
    """How many directed edges have no single opposite one: 0 where the mesh is closed, oriented and edge-manifold."""
    if len(faces) == 0:
        return 0
    start, end = faces.reshape(-1), faces[:, [1, 2, 0]].reshape(-1)
    size = int(faces.max()) + 1
    forward, backward = np.sort(start * size + end), np.sort(end * size + start)
    repeated = forward[1:] == forward[:-1]
    if not repeated.any() and np.array_equal(forward, backward):
        return 0
    return int(repeated.sum()) + int((~np.isin(forward, backward)).sum())


def is_watertight(vertices: ArrayLike, faces: ArrayLike) -> bool:
    """Whether the mesh is closed and oriented once equal positions are welded."""
    _, triangles = weld(vertices, faces)
    return len(triangles) > 0 and open_edges(triangles) == 0


def signed_volume(vertices: Vertices, faces: Faces) -> float:
    a, b, c = vertices[faces].transpose(1, 0, 2)
    return float(np.einsum("fi,fi->", np.cross(a, b), c) / 6)


def _closed(vertices: ArrayLike, faces: ArrayLike) -> tuple[Vertices, Faces]:
    points, triangles = np.asarray(vertices, np.float64), np.asarray(faces, np.int64)
    if points.ndim != 2 or points.shape[1] != 3 or triangles.ndim != 2 or triangles.shape[1] != 3 or not len(triangles):
        raise ValueError(f"expected vertices [V, 3] and faces [F, 3], got shapes {points.shape} and {triangles.shape}")
    if not np.isfinite(points).all():
        raise ValueError("the mesh has vertices that are not finite; extract it again")
    if open_edges(triangles) == 0:
        return points, triangles
    points, triangles = weld(points, triangles)
    if len(triangles) and open_edges(triangles) == 0:
        return points, triangles
    mesh = manifold3d.Mesh(points.astype(np.float32), triangles.astype(np.uint32))
    mesh.merge()
    solid = manifold3d.Manifold(mesh)
    if solid.status() != manifold3d.Error.NoError or solid.is_empty():
        raise ValueError(
            f"the mesh is not closed: {open_edges(triangles)} of its edges have no single partner; close its holes or "
            "remesh it before finishing"
        )
    return _arrays(solid)


def _arrays(solid: manifold3d.Manifold) -> tuple[Vertices, Faces]:
    mesh = solid.to_mesh()
    return np.asarray(mesh.vert_properties, np.float64)[:, :3], np.asarray(mesh.tri_verts, np.int64)


# ---- floaters -------------------------------------------------------------------------------------------------------


def remove_floaters(vertices: Vertices, faces: Faces) -> tuple[Vertices, Faces, int, int, float]:
    """Drop inner cavities and loose specks: vertices, faces, floaters and cavities dropped, share of area dropped."""
    ends = (np.tile(faces[:, 0], 2), faces[:, 1:].T.reshape(-1))
    graph = coo_matrix((np.ones(2 * len(faces), bool), ends), shape=(len(vertices), len(vertices)))
    _, label = connected_components(graph, directed=False)
    used, piece = np.unique(label[faces[:, 0]], return_inverse=True)
    a, b, c = vertices[faces].transpose(1, 0, 2)
    normals = np.cross(b - a, c - a)
    areas = np.bincount(piece, np.linalg.norm(normals, axis=1) / 2, len(used))
    centre = vertices.mean(axis=0)
    volumes = np.bincount(piece, np.einsum("fi,fi->f", normals, a - centre) / 6, len(used))
    cavity = volumes < 0
    solid = volumes[~cavity].sum()
    if cavity.all():
        raise ValueError("the mesh has no outward-facing solid piece; check its orientation or generate the part again")
    floater = ~cavity & (areas < FLOATER_SHARE * areas.sum()) & (volumes < FLOATER_SHARE * solid)
    floater[volumes.argmax()] = False  # where all is dust, the largest grain is the part
    drop = cavity | floater
    if not drop.any():
        return vertices, faces, 0, 0, 0.0
    kept = faces[~drop[piece]]
    used_vertices, renumbered = np.unique(kept, return_inverse=True)
    share = float(areas[drop].sum() / areas.sum())
    return vertices[used_vertices], renumbered.reshape(-1, 3), int(floater.sum()), int(cavity.sum()), share


def separate(vertices: Vertices, faces: Faces) -> Vertices:
    """Move vertices that stand at one place apart, each a little towards its own neighbours.

    Where two sheets of a closed surface touch, vertices of different sheets may coincide. A GLB stores positions, not
    sheets: read back and welded, their edges would have four faces and the mesh would no longer count as closed.
    """
    place = np.round(vertices / COINCIDENT).astype(np.int64)
    _, where, count = np.unique(place, axis=0, return_inverse=True, return_counts=True)
    touching = count[where.reshape(-1)] > 1
    if not touching.any():
        return vertices
    total, neighbours = np.zeros_like(vertices), np.zeros(len(vertices))
    for corner in range(3):
        for other in (1, 2):
            np.add.at(total, faces[:, corner], vertices[faces[:, (corner + other) % 3]])
            np.add.at(neighbours, faces[:, corner], 1)
    towards = total / np.maximum(neighbours, 1)[:, None] - vertices
    towards /= np.maximum(np.linalg.norm(towards, axis=1, keepdims=True), 1e-12)
    return np.where(touching[:, None], vertices + 20 * COINCIDENT * towards, vertices)


# ---- smoothing -----------------------------------------------------------------------------------------------------


def smooth(vertices: Vertices, faces: Faces, passes: int = 5) -> Vertices:
    """Vertices [V, 3] of a mesh without the fine ripples that an extraction grid or a noisy field leaves.

    Two steps, after Sun, Rosin, Martin, Langbein 2007 ("Fast and Effective Feature-Preserving Mesh Denoising"): face
    normals are averaged with those of the faces that share a vertex, weighted by area and by (cosine - T)^2, so that
    nothing is averaged across an edge sharper than T; then vertices move towards the planes that their faces should lie
    in. Unlike Laplacian (Taubin, HC) smoothing this keeps edges, and the volume within a few tenths of a percent.
    """
    if passes == 0:
        return vertices
    incidence = csr_array(
        (np.ones(faces.size), (faces.reshape(-1), np.repeat(np.arange(len(faces)), 3))),
        shape=(len(vertices), len(faces)),
    )
    neighbours = (incidence.T @ incidence).tocoo()
    one, other = neighbours.coords
    normals, areas = _face_normals(vertices, faces)
    for _ in range(passes):
        likeness = np.maximum(np.einsum("ec,ec->e", normals[one], normals[other]) - SMOOTH_COSINE, 0)
        averaged = csr_array((areas[other] * likeness**2, (one, other)), shape=neighbours.shape) @ normals
        length = np.linalg.norm(averaged, axis=1, keepdims=True)
        normals = np.where(length > 0, averaged / np.maximum(length, 1e-300), normals)  # no area, no normal: stays 0
    planes = np.einsum("fi,fj->fij", normals, normals)
    around = (incidence @ planes.reshape(-1, 9)).reshape(-1, 3, 3)  # V 3 3
    valence = np.maximum(incidence.sum(axis=1), 1)[:, None]
    for _ in range(VERTEX_STEPS * passes):
        offset = np.einsum("fij,fj->fi", planes, vertices[faces].mean(axis=1))
        vertices = vertices + (incidence @ offset - np.einsum("vij,vj->vi", around, vertices)) / valence
    return vertices


def _face_normals(vertices: Vertices, faces: Faces) -> tuple[Vertices, NDArray[np.float64]]:
    """Unit normals [F, 3], 0 where a face has no area, and twice the areas [F]."""
    a, b, c = vertices[faces].transpose(1, 0, 2)
    cross = np.cross(b - a, c - a)
    length = np.linalg.norm(cross, axis=1)
    return cross / np.maximum(length, 1e-300)[:, None], length


# ---- decimation -----------------------------------------------------------------------------------------------------


def decimate(vertices: Vertices, faces: Faces, target_faces: int) -> tuple[Vertices, Faces, str, list[str]]:
    """At most about `target_faces` faces of a closed mesh that stays closed: vertices, faces, method, notes.

    Quadric edge collapse first; where that tears the mesh, collapses that keep it manifold (manifold3d) at the smallest
    tolerance that reaches the target; where both fail the mesh comes back as it was, and the notes say so.
    """
    if len(faces) <= target_faces:
        return vertices, faces, "none", []
    before = signed_volume(vertices, faces)
    points, triangles = collapse_edges(vertices, faces, target_faces)
    problem = _damage(points, triangles, before)
    if problem is None:
        return points, triangles, "quadric", []
    notes = [f"quadric decimation to {target_faces} faces {problem}"]
    reduced = _manifold_decimation(vertices, faces, target_faces)
    if reduced is not None:
        problem = _damage(*reduced, before)
        if problem is None:
            return *reduced, "manifold", notes
        notes.append(f"manifold decimation {problem}")
    else:
        notes.append("manifold decimation could not start: the mesh is not a manifold solid")
    return vertices, faces, "refused", [*notes, f"all {len(faces)} faces are kept"]


def collapse_edges(vertices: Vertices, faces: Faces, target_faces: int) -> tuple[Vertices, Faces]:
    """Quadric edge collapse to about `target_faces` faces, of any mesh; nothing is promised of its edges."""
    with _SIMPLIFIER:
        simplified = fast_simplification.simplify(vertices, faces.astype(np.int32), target_count=target_faces)
    return np.asarray(simplified[0], np.float64), np.asarray(simplified[1], np.int64)


def _damage(vertices: Vertices, faces: Faces, volume: float) -> str | None:
    """What a decimation broke, None where nothing."""
    if len(faces) < 4:
        return "left nothing"
    torn = open_edges(faces)
    if torn:
        return f"left {torn} open edges"
    change = abs(signed_volume(vertices, faces) - volume) / abs(volume)
    if change > MAX_VOLUME_CHANGE:
        return f"changed the volume by {change:.0%}"
    return None


def _manifold_decimation(vertices: Vertices, faces: Faces, target_faces: int) -> tuple[Vertices, Faces] | None:
    solid = manifold3d.Manifold(manifold3d.Mesh(vertices.astype(np.float32), faces.astype(np.uint32)))
    if solid.status() != manifold3d.Error.NoError or solid.is_empty():
        return None
    size = float(np.ptp(vertices, axis=0).max())
    low, high = 1e-6 * size, 0.05 * size
    best = solid.simplify(high)
    for _ in range(10):  # bisect the logarithm of the tolerance: a factor of 5e4 in steps of 1 %
        middle = float(np.sqrt(low * high))
        candidate = solid.simplify(middle)
        if candidate.num_tri() > target_faces:
            low = middle
        else:
            high, best = middle, candidate
    return _arrays(best)


# ---- box and normals ------------------------------------------------------------------------------------------------


def fit(vertices: Vertices, low: ArrayLike, high: ArrayLike) -> tuple[Vertices, tuple[float, float, float]]:
    """Vertices whose bounds equal the box (low, high) [3], and the factor along each axis."""
    low, high = np.asarray(low, np.float64), np.asarray(high, np.float64)
    if not (high > low).all():
        raise ValueError(f"expected a box with positive sides to fit to, got {low} .. {high}")
    start, size = vertices.min(axis=0), np.ptp(vertices, axis=0)
    if not (size > 0).all():
        raise ValueError(f"a mesh of size {size} is flat and cannot be fitted to a box")
    factor = (high - low) / size
    return low + (vertices - start) * factor, tuple(float(f) for f in factor)  # type: ignore[return-value]


def crease_normals(
    vertices: Vertices, faces: Faces, crease_angle: float = CREASE_ANGLE
) -> tuple[Vertices, Faces, NDArray[np.float32]]:
    """Smooth area-weighted normals that break at edges sharper than `crease_angle` (degrees).

    A vertex is doubled where creases part its faces: positions [V', 3], faces [F, 3], unit normals [V', 3]. The order
    and the number of faces stay.
    """
    corners = vertices[faces]
    weighted = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(weighted, axis=1)
    flat = area <= 1e-12 * max(float(area.max()), 1e-300)
    unit = weighted / np.maximum(area, 1e-300)[:, None]

    # Corner 3 f + k starts edge k of face f. Two faces share the vertices of an edge where it is smooth: the start of
    # the one is the end of the other.
    start, end = faces.reshape(-1), faces[:, [1, 2, 0]].reshape(-1)
    corner = np.arange(len(start))
    ending = corner // 3 * 3 + (corner + 1) % 3
    keys, opposite = start * len(vertices) + end, end * len(vertices) + start
    order = np.argsort(keys)
    place = np.minimum(np.searchsorted(keys, opposite, sorter=order), len(keys) - 1)
    paired = keys[order[place]] == opposite
    one, other = corner[paired], order[place][paired]
    f, g = one // 3, other // 3
    smooth = (np.einsum("ei,ei->e", unit[f], unit[g]) >= np.cos(np.radians(crease_angle))) | flat[f] | flat[g]
    joined = np.stack([one[smooth], ending[other[smooth]]])
    graph = coo_matrix((np.ones(joined.shape[1], bool), tuple(joined)), shape=(len(start), len(start)))
    count, label = connected_components(graph, directed=False)

    normals = np.stack([np.bincount(label, np.repeat(weighted[:, axis], 3), count) for axis in range(3)], axis=1)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.where(length > 1e-300, normals / np.maximum(length, 1e-300), [0.0, 1.0, 0.0])
    origin = np.zeros(count, np.int64)
    origin[label] = start
    return vertices[origin], label.reshape(-1, 3).astype(np.int64), normals.astype(np.float32)

"""Signed distances of meshes that need not be watertight: negative inside, positive outside.

The size of the distance comes from libigl's AABB tree, the sign from the winding number w: a point is inside where
|w| > 1/2, which also serves overlapping solids (their numbers add up) and solids turned inside out. The number of the
connected pieces whose edges are all matched is counted exactly by the signed crossings of two opposite rays, which
is several times faster; for the open pieces, and where the two rays disagree, libigl's fast winding number (Barill et
al. 2018) tells it.

Open but curved surfaces get an inside on their hollow side, a bowl is full. About a tenth of the parts in real data are
flat open sheets, which have no inside: `sheet_share` finds them, and `signed_distance` gives them a thickness, the
distance to the surface grown by `SHEET_HALF_THICKNESS` to both sides.
"""

from __future__ import annotations

import igl
import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from copart_core.geometry.render import RayScene
from copart_core.geometry.sampling import sample_surface

SHEET_HALF_THICKNESS = 0.02  # in the mesh's coordinates, meant for box coordinates
_PROBES = 256  # surface points that decide whether a mesh is a sheet
_PROBE_STEP = 0.01  # how far to both sides of the surface the probes look
_SHEET_SHARE = 0.5  # a mesh is a sheet where more than this share of its surface has no inside
_RAY = np.array([0.5298, 0.6291, 0.5688], np.float32)  # unit, oblique to the axes, along which real edges run
_RAY_STEP = 1e-5  # beyond a crossing, before the next is looked for
_MAX_CROSSINGS = 64


def signed_distance(mesh: trimesh.Trimesh, points: ArrayLike) -> NDArray[np.float32]:
    """Signed distance [N] of points [N, 3] to `mesh`, in its coordinates (box coordinates for training).

    A mesh without faces or area, or with coordinates that are not finite, is a `ValueError`.
    """
    return DistanceField(mesh)(points)


def sheet_share(mesh: trimesh.Trimesh) -> float:
    """The share of the surface with an inside on neither side: about 0 for solids, 1 for open sheets."""
    return DistanceField(mesh).open_share


class DistanceField:
    """The signed distance of one mesh, prepared once and asked often.

    `sheet` None finds out whether the mesh is an open sheet; True or False decides it.
    """

    def __init__(self, mesh: trimesh.Trimesh, *, sheet: bool | None = None) -> None:
        points, normals, _ = sample_surface(mesh, _PROBES, np.random.default_rng(0))  # also refuses what has no area
        self.vertices = np.ascontiguousarray(mesh.vertices, np.float64)  # [V, 3]
        self.faces = _with_area(self.vertices, np.asarray(mesh.faces, np.int64))  # [F, 3], outward where closed
        closed = _closed_pieces(self.faces)
        self._closed, self._open = (np.ascontiguousarray(self.faces[side]) for side in (closed, ~closed))
        if len(self._closed):
            self._scene = RayScene(self.vertices, self._closed)
        self.open_share = 0.0  # see `sheet_share`
        if sheet is None:
            step = _PROBE_STEP * normals.astype(np.float64)
            winding = self.winding(np.concatenate([points + step, points - step])).reshape(2, _PROBES)
            strongest = np.take_along_axis(winding, np.abs(winding).argmax(axis=0)[None], axis=0)[0]
            solid = np.abs(strongest) > 0.5
            self.open_share = float(1 - solid.mean())
            if solid.any() and np.median(strongest[solid]) < 0:  # turned inside out
                self.faces = np.ascontiguousarray(self.faces[:, ::-1])  # |w| stays, so `winding` need not follow
            sheet = self.open_share > _SHEET_SHARE
        self.half_thickness = SHEET_HALF_THICKNESS if sheet else 0.0

    @property
    def is_sheet(self) -> bool:
        return self.half_thickness > 0

    def winding(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """[N]: the generalised winding number of the mesh about points [N, 3]."""
        points = np.ascontiguousarray(points)
        number: NDArray[np.float64] = np.zeros(len(points))
        if len(self._closed):
            forth = _crossings(self._scene, points, _RAY)
            number += forth
            doubtful = np.flatnonzero(forth != _crossings(self._scene, points, -_RAY))
            if len(doubtful):
                number[doubtful] = _fast_winding_number(self.vertices, self._closed, points[doubtful])
        if len(self._open):
            number += _fast_winding_number(self.vertices, self._open, points)
        return number

    def __call__(self, points: ArrayLike) -> NDArray[np.float32]:
        """Signed distance [N] of points [N, 3]."""
        points = np.ascontiguousarray(points, np.float64)
        if points.ndim != 2 or points.shape[1] != 3:
            raise ValueError(f"expected points [N, 3], got shape {points.shape}")
        squared = igl.point_mesh_squared_distance(points, self.vertices, self.faces)[0]
        distance = np.sqrt(np.maximum(squared, 0.0))
        inside = np.abs(self.winding(points)) > 0.5
        return (np.where(inside, -distance, distance) - self.half_thickness).astype(np.float32)


def _with_area(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> NDArray[np.int64]:
    """The faces that have an area: needles spoil the winding number."""
    sides = np.diff(vertices[faces], axis=1)
    return np.ascontiguousarray(faces[np.linalg.norm(np.cross(sides[:, 0], sides[:, 1]), axis=1) > 0])


def _closed_pieces(faces: NDArray[np.int64]) -> NDArray[np.bool_]:
    """[F]: whether a face belongs to a connected piece in which each directed edge has its opposite as often as itself.

    The winding number of such a piece is a whole number everywhere.
    """
    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    count = int(faces.max()) + 1
    forth, back = np.sort(start * count + end), np.sort(end * count + start)
    if np.array_equal(forth, back):
        return np.ones(len(faces), bool)
    edges, times = np.unique(forth, return_counts=True)
    opposite = edges % count * count + edges // count
    matched = np.searchsorted(forth, opposite, "right") - np.searchsorted(forth, opposite, "left") == times
    links = sparse.coo_array((np.ones(len(start), bool), (start, end)), (count, count))
    _, piece = sparse.csgraph.connected_components(links, directed=False)
    return ~np.isin(piece[faces[:, 0]], piece[edges[~matched] // count])


def _fast_winding_number(
    vertices: NDArray[np.float64], faces: NDArray[np.int64], points: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.asarray(igl.fast_winding_number(vertices, faces, points), np.float64)


def _crossings(scene: RayScene, points: NDArray[np.float64], direction: NDArray[np.float32]) -> NDArray[np.int64]:
    """[N]: how often the rays from points [N, 3] leave the solid, less how often they enter it."""
    leaving = np.sign(scene.face_normals @ direction.astype(np.float64)).astype(np.int64)
    origins = points.astype(np.float32)
    directions = np.tile(direction, (len(points), 1))
    total, active = np.zeros(len(points), np.int64), np.arange(len(points))
    for _ in range(_MAX_CROSSINGS):
        face, depth = scene.first_faces(origins, directions[: len(active)])
        hit = np.flatnonzero(face >= 0)
        active = active[hit]
        if not len(active):
            return total
        total[active] += leaving[face[hit]]
        origins = (origins[hit] + (depth[hit, None] + _RAY_STEP) * direction).astype(np.float32)
    total[active] = np.where(direction[0] > 0, _MAX_CROSSINGS, -_MAX_CROSSINGS)  # unlike the opposite ray's: doubtful
    return total

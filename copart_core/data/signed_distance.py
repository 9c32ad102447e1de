"""Signed distances of meshes that need not be watertight: negative inside, positive outside.

The size of the distance comes from libigl's AABB tree, the sign from the winding number w of the faces turned outward
(data/orientation.py): a point is inside where |w| > 1/2, which also serves overlapping solids (their numbers add up).
The number of the connected pieces whose edges are all matched is counted exactly by the signed crossings of two
opposite rays, which is several times faster; for the open pieces, and where the two rays disagree, libigl's fast
winding number (Barill et al. 2018) tells it.

Open but curved surfaces get an inside on their hollow side, a bowl is full. Flat open sheets have no inside: a
connected piece most of whose surface has none gets a thickness, the distance to it shrinks by `SHEET_HALF_THICKNESS` on
both sides. benchmarks/signed_distance.py measures all this on real parts.
"""

from __future__ import annotations

import igl
import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from copart_core.data.orientation import areas, closed_pieces, outward, pieces, stratified_points, with_area
from copart_core.geometry.render import RayScene
from copart_core.geometry.sampling import sample_surface

SHEET_HALF_THICKNESS = 0.02  # in the mesh's coordinates, meant for box coordinates
_ALL_PROBES = 1024  # surface points that decide which pieces are sheets ...
_PROBES = (8, 256)  # ... of one piece, at least and at most
_PROBE_STEP = 0.01  # how far to both sides of the surface the probes look
_SHEET_SHARE = 0.5  # a piece is a sheet where more than this share of its surface has no inside
_RAY = np.array([0.5298, 0.6291, 0.5688], np.float32)  # unit, oblique to the axes, along which real edges run
_RAY_STEP = 1e-5  # beyond a crossing, before the next is looked for
_MAX_CROSSINGS = 64


def signed_distance(mesh: trimesh.Trimesh, points: ArrayLike) -> NDArray[np.float32]:
    """Signed distance [N] of points [N, 3] to `mesh`, in its coordinates (box coordinates for training).

    A mesh without faces or area, or with coordinates that are not finite, is a `ValueError`.
    """
    return DistanceField.of(mesh)(points)


class DistanceField:
    """The signed distance of one mesh, prepared once and asked often; see `of`.

    `vertices` [V, 3]; `solid` [F, 3] faces turned outward, whose winding number tells the sign; `sheets` [F', 3] faces
    that get a thickness.
    """

    def __init__(self, vertices: NDArray[np.float64], solid: NDArray[np.int64], sheets: NDArray[np.int64]) -> None:
        self.vertices, self.solid, self.sheets = vertices, solid, sheets
        self._winding = WindingNumber(vertices, solid)

    @classmethod
    def of(cls, mesh: trimesh.Trimesh) -> DistanceField:
        """Turn the faces of a mesh outward and find its open sheets."""
        sample_surface(mesh, 1, np.random.default_rng(0))  # refuses what has no area
        vertices = np.ascontiguousarray(mesh.vertices, np.float64)
        faces = outward(vertices, with_area(vertices, np.asarray(mesh.faces, np.int64)))
        sheet = _sheets(vertices, faces)
        return cls(vertices, np.ascontiguousarray(faces[~sheet]), np.ascontiguousarray(faces[sheet]))

    @property
    def faces(self) -> NDArray[np.int64]:
        """[F + F', 3], the solid ones first."""
        return np.concatenate([self.solid, self.sheets])

    @property
    def sheet_share(self) -> float:
        """The share of the surface that is open sheets: 0 for solids."""
        area = areas(self.vertices, self.faces)
        return float(area[len(self.solid) :].sum() / area.sum())

    @property
    def half_thickness(self) -> float:
        """What most of the surface was thickened by, to either side: 0 or `SHEET_HALF_THICKNESS`."""
        return SHEET_HALF_THICKNESS if self.sheet_share > 0.5 else 0.0

    def __call__(self, points: ArrayLike) -> NDArray[np.float32]:
        """Signed distance [N] of points [N, 3]."""
        points = np.ascontiguousarray(points, np.float64)
        if points.ndim != 2 or points.shape[1] != 3:
            raise ValueError(f"expected points [N, 3], got shape {points.shape}")
        distance = np.full(len(points), np.inf)
        if len(self.solid):
            distance = _distance(self.vertices, self.solid, points)
            distance = np.where(np.abs(self._winding(points)) > 0.5, -distance, distance)
        if len(self.sheets):
            distance = np.minimum(distance, _distance(self.vertices, self.sheets, points) - SHEET_HALF_THICKNESS)
        return distance.astype(np.float32)


class WindingNumber:
    """The generalised winding number of faces [F, 3] about points."""

    def __init__(self, vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> None:
        self.vertices = vertices
        closed = closed_pieces(faces) if len(faces) else np.zeros(0, bool)
        self._closed, self._open = (np.ascontiguousarray(faces[side]) for side in (closed, ~closed))
        if len(self._closed):
            self._scene = RayScene(vertices, self._closed)

    def __call__(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """[N] of points [N, 3]."""
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


def _sheets(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> NDArray[np.bool_]:
    """[F]: whether a face belongs to a piece most of whose surface has an inside on neither side."""
    label = pieces(faces)
    count = int(label.max()) + 1
    probes = int(np.clip(_ALL_PROBES // count, *_PROBES))
    points, normals = stratified_points(vertices, faces, label, probes, np.random.default_rng(0))
    step = _PROBE_STEP * normals
    winding = WindingNumber(vertices, faces)(np.concatenate([points + step, points - step]))
    solid = (np.abs(winding) > 0.5).reshape(2, count, probes).any(axis=0)
    return (1 - solid.mean(axis=1) > _SHEET_SHARE)[label]


def _distance(
    vertices: NDArray[np.float64], faces: NDArray[np.int64], points: NDArray[np.float64]
) -> NDArray[np.float64]:
    squared = igl.point_mesh_squared_distance(points, vertices, faces)[0]
    return np.sqrt(np.maximum(squared, 0.0))


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

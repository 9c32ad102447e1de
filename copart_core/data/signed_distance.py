"""Signed distances of meshes that need not be watertight: negative inside, positive outside.

The size of the distance comes from libigl's AABB tree, the sign from its fast winding number: a point is inside where
|w| > 1/2, which also serves overlapping solids (their numbers add up) and solids turned inside out. About a tenth of the
parts in real data are open sheets, which have no inside: `sheet_share` finds them, and `signed_distance` gives
them a thickness, i.e. it returns the distance to the surface grown by `SHEET_HALF_THICKNESS` to both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import igl
import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from copart_core.geometry.sampling import sample_surface

SHEET_HALF_THICKNESS = 0.02  # in the mesh's coordinates, meant for box coordinates
_PROBES = 256  # surface points that decide whether a mesh is a sheet
_PROBE_STEP = 0.01  # how far to both sides of the surface the probes look
_SHEET_SHARE = 0.5  # a mesh is a sheet where more than this share of its surface has no inside


def signed_distance(mesh: trimesh.Trimesh, points: ArrayLike) -> NDArray[np.float32]:
    """Signed distance [N] of points [N, 3] to `mesh`, in its coordinates (box coordinates for training).

    A mesh without faces or area, or with coordinates that are not finite, is a `ValueError`.
    """
    return DistanceField(mesh)(points)


def sheet_share(mesh: trimesh.Trimesh) -> float:
    """The share of the surface with an inside on neither side: about 0 for solids, 1 for open sheets."""
    return DistanceField(mesh).open_share


@dataclass(frozen=True, eq=False, init=False)
class DistanceField:
    """The signed distance of one mesh, prepared once and asked often."""

    vertices: NDArray[np.float64]  # [V, 3]
    faces: NDArray[np.int64]  # [F, 3]
    open_share: float  # see `sheet_share`
    half_thickness: float  # 0 for solids

    def __init__(self, mesh: trimesh.Trimesh, half_thickness: float = SHEET_HALF_THICKNESS) -> None:
        points, normals, _ = sample_surface(mesh, _PROBES, np.random.default_rng(0))  # also refuses what has no area
        vertices = np.ascontiguousarray(mesh.vertices, np.float64)
        faces = np.ascontiguousarray(mesh.faces, np.int64)
        if len(faces) > 1:
            doubled = np.linalg.norm(np.cross(*np.moveaxis(np.diff(vertices[faces], axis=1), 1, 0)), axis=1)
            faces = np.ascontiguousarray(faces[doubled > 0])  # needles without area have no winding number
        object.__setattr__(self, "vertices", vertices)
        object.__setattr__(self, "faces", faces)
        step = _PROBE_STEP * normals.astype(np.float64)
        inside = self.inside(np.concatenate([points + step, points - step])).reshape(2, _PROBES)
        share = float(1 - inside.any(axis=0).mean())
        object.__setattr__(self, "open_share", share)
        object.__setattr__(self, "half_thickness", half_thickness if share > _SHEET_SHARE else 0.0)

    @property
    def is_sheet(self) -> bool:
        return self.half_thickness > 0

    def inside(self, points: ArrayLike) -> NDArray[np.bool_]:
        """[N]: whether the winding number calls the points [N, 3] inside (any thickness is left out)."""
        points = np.ascontiguousarray(points, np.float64)
        return np.abs(igl.fast_winding_number(self.vertices, self.faces, points)) > 0.5

    def __call__(self, points: ArrayLike) -> NDArray[np.float32]:
        points = np.ascontiguousarray(points, np.float64)
        if points.ndim != 2 or points.shape[1] != 3:
            raise ValueError(f"expected points [N, 3], got shape {points.shape}")
        squared = igl.point_mesh_squared_distance(points, self.vertices, self.faces)[0]
        distance = np.sqrt(np.maximum(squared, 0.0))
        return (np.where(self.inside(points), -distance, distance) - self.half_thickness).astype(np.float32)

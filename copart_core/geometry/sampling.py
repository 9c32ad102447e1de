"""Points and normals (P, Q) on surfaces: meshes and the six faces of a box (METHOD sections 1 and 3).

Sampling is uniform by area and systematic: the cumulated area is cut into `count` equal strips and one point is drawn
in each, so that a face gets its share of points up to one. The order of the points is random, any subset is a sample.
"""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray


def sample_surface(
    mesh: trimesh.Trimesh, count: int, rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
    """`count` points uniform by area on `mesh`, in the mesh's own coordinates.

    Returns points [N, 3], unit face normals [N, 3] and the index of each point's face [N]. A mesh without area is a
    `ValueError`.
    """
    _require_count(count)
    triangles = np.asarray(mesh.vertices, np.float64)[np.asarray(mesh.faces)]  # F 3 3
    if not len(triangles):
        raise ValueError("expected a mesh with faces to sample, got none; leave this part out")
    cross = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    doubled = np.linalg.norm(cross, axis=1)
    if not np.isfinite(doubled).all():
        raise ValueError("expected finite vertices to sample, got NaN or infinity; repair the mesh")
    if not doubled.sum() > 0:
        raise ValueError(f"expected a mesh with a surface, got {len(triangles)} faces of no area; leave this part out")
    face = _strips(doubled, count, rng)
    first, second = rng.random((2, count, 1))
    folded = first + second > 1
    first, second = np.where(folded, 1 - first, first), np.where(folded, 1 - second, second)
    corners = triangles[face]
    points = corners[:, 0] + first * (corners[:, 1] - corners[:, 0]) + second * (corners[:, 2] - corners[:, 0])
    normals = cross[face] / doubled[face, None]
    return points.astype(np.float32), normals.astype(np.float32), face


def box_surface(
    low: ArrayLike, high: ArrayLike, count: int, rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(P, Q) [N, 3] each, uniform by area on the closed box with corners `low`, `high` [3] (METHOD section 3)."""
    _require_count(count)
    low, high = np.asarray(low, np.float64), np.asarray(high, np.float64)
    side = high - low
    if low.shape != (3,) or high.shape != (3,) or not (np.isfinite(side).all() and (side > 0).all()):
        raise ValueError(f"expected a box with positive finite sides, got {low} .. {high}")
    areas = np.repeat(side.prod() / side, 2)  # -x +x -y +y -z +z
    face = _strips(areas, count, rng)
    axis, positive = face // 2, face % 2
    rows = np.arange(count)
    points = low + side * rng.random((count, 3))
    points[rows, axis] = np.where(positive == 1, high[axis], low[axis])
    normals = np.zeros((count, 3), np.float32)
    normals[rows, axis] = 2 * positive - 1
    return points.astype(np.float32), normals


def _strips(weights: NDArray[np.float64], count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """`count` indices drawn systematically in proportion to `weights`, in random order."""
    ends = np.cumsum(weights)
    positions = (np.arange(count) + rng.random(count)) * (ends[-1] / count)
    chosen = np.searchsorted(ends, positions, side="right").clip(max=len(weights) - 1)
    return rng.permutation(chosen)


def _require_count(count: int) -> None:
    if count < 1:
        raise ValueError(f"expected a count of at least 1 point, got {count}")

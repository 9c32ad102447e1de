"""How near a reconstructed surface is to the true one: Chamfer distance, F-score, normal consistency, Hausdorff.

Frame: the part frame (geometry/frames.py; isotropic, the longest side of the part spans [-1, 1]), so that a threshold
of 0.01 is half a percent of the part's longest side whatever the part. For whole objects read: the object frame.

Each surface is sampled uniformly by area (`SAMPLES` points, seeded), and a point's error is its exact distance to the
other *surface*, not to samples of it. Between two sets of samples even a perfect reconstruction is punished: 20,000
points on a cube of side 2 lie 0.03 apart, and the F-score of the cube against itself at 0.01 would be 0.23. With exact
distances it is 1, and what is left is the noise of the average over the samples.

Conventions, where the literature has several:
- Chamfer distance: the mean of the two directions' mean Euclidean (not squared) distances.
- F-score at t: harmonic mean of precision (share of the made surface within t of the truth) and recall (the reverse).
- Normal consistency: mean of both directions' mean absolute cosine between the face normals of a point and of the
  nearest point on the other surface. Absolute, because the faces of real meshes do not agree on inside and outside.
- Hausdorff: the largest distance of any sample in either direction (a lower bound of the true one).

Real meshes hide surface inside: the back of a cushion's cover, duplicated layers, faces between two bodies that
interpenetrate. No closed reconstruction has them. With `visible_only` recall asks only for the part of the truth that
can be seen from outside; precision stays as it is, against the whole truth. Off by default: quote both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import igl
import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from copart_core.geometry.finish import is_watertight
from copart_core.geometry.render import RayScene
from copart_core.geometry.sampling import sample_surface

Floats = NDArray[np.float64]
Mesh = tuple[ArrayLike, ArrayLike]  # vertices [V, 3], faces [F, 3]

SAMPLES = 20_000
FRAME_DIAGONAL = 2 * 3**0.5  # of [-1, 1]^3: the error of a surface that is not there
DIRECTIONS = 64  # a point is visible where a ray along any of these, from either side of its face, goes free
OFFSET = 1e-4  # of such a ray's start from the surface; layers nearer than this count as one


@dataclass(frozen=True)
class SurfaceMetrics:
    """Two surfaces compared; lengths in the meshes' own (part) frame."""

    chamfer: float
    f_score_01: float  # at 0.01
    f_score_02: float  # at 0.02
    normal_consistency: float
    hausdorff: float
    watertight: bool  # of the made mesh

    @classmethod
    def missing(cls) -> SurfaceMetrics:
        """Of a reconstruction that is empty: F-score and consistency 0, and the largest distance the frame holds."""
        return cls(FRAME_DIAGONAL, 0.0, 0.0, 0.0, FRAME_DIAGONAL, False)


def surface_metrics(
    truth: Mesh, made: Mesh, *, count: int = SAMPLES, seed: int = 0, visible_only: bool = False
) -> SurfaceMetrics:
    """Compare a made mesh with the true one, both in the part frame. A mesh without area is a `ValueError`."""
    return compare(Surface(*truth, count=count, seed=seed), Surface(*made, count=count, seed=seed + 1)).metrics(
        visible_only=visible_only
    )


# ---- a surface and its samples --------------------------------------------------------------------------------------


class Surface:
    """A mesh (vertices [V, 3], faces [F, 3]) with `count` seeded samples; prepared once, compared with many."""

    def __init__(self, vertices: ArrayLike, faces: ArrayLike, *, count: int = SAMPLES, seed: int = 0) -> None:
        self.vertices = np.ascontiguousarray(vertices, np.float64)
        mesh = trimesh.Trimesh(self.vertices, np.asarray(faces, np.int64), process=False, validate=False)
        points, normals, _ = sample_surface(mesh, count, np.random.default_rng(seed))
        self.points, self.normals = points.astype(np.float64), normals.astype(np.float64)  # [N, 3] each
        self.watertight = is_watertight(vertices, faces)
        corners = self.vertices[np.asarray(mesh.faces)]
        cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        length = np.linalg.norm(cross, axis=1)
        self.faces = np.ascontiguousarray(np.asarray(mesh.faces)[length > 0])  # faces without area have no normal
        self.face_normals = cross[length > 0] / length[length > 0, None]

    def nearest(self, points: Floats) -> tuple[Floats, Floats]:
        """Distance [N] from points [N, 3] to the surface, and the face normal [N, 3] there."""
        squared, face, _ = igl.point_mesh_squared_distance(np.ascontiguousarray(points), self.vertices, self.faces)
        return np.sqrt(np.maximum(squared, 0.0)), self.face_normals[face]

    @cached_property
    def visible(self) -> NDArray[np.bool_]:
        """[N]: whether a sample can be seen from far away, from either side of its face, in any of `DIRECTIONS`."""
        scene = RayScene(self.vertices, self.faces)
        hidden = np.arange(len(self.points))
        for direction in _sphere_directions(DIRECTIONS):
            side = np.where(self.normals[hidden] @ direction < 0, -1.0, 1.0)[:, None]
            starts = self.points[hidden] + OFFSET * side * self.normals[hidden]
            hidden = hidden[scene.blocked(starts, np.tile(direction, (len(hidden), 1)))]
            if not len(hidden):
                break
        seen = np.ones(len(self.points), bool)
        seen[hidden] = False
        return seen


def _sphere_directions(count: int) -> Floats:
    """Unit vectors [count, 3] spread evenly over the sphere (a Fibonacci spiral), in an order that jumps about."""
    index = np.arange(count)
    height = 1 - (2 * index + 1) / count
    angle = np.pi * (1 + 5**0.5) * index
    ring = np.sqrt(1 - height**2)
    spiral = np.stack([ring * np.cos(angle), height, ring * np.sin(angle)], axis=1)
    return np.random.default_rng(0).permutation(spiral)


# ---- two surfaces ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Errors:
    """The errors at the samples of both surfaces: distance to the other one, cosine of the angle between normals."""

    truth_distance: Floats  # [N]
    truth_cosine: Floats  # [N], in [0, 1]
    made_distance: Floats  # [M]
    made_cosine: Floats  # [M]
    truth: Surface
    watertight: bool

    def metrics(self, *, visible_only: bool = False) -> SurfaceMetrics:
        """The numbers; with `visible_only` recall leaves out what of the truth is hidden inside it."""
        rows = self.truth.visible if visible_only else np.ones(len(self.truth_distance), bool)
        if not rows.any():
            raise ValueError("no part of the true surface can be seen from outside; compare without visible_only")
        there, back = self.truth_distance[rows], self.made_distance
        return SurfaceMetrics(
            chamfer=float(there.mean() + back.mean()) / 2,
            f_score_01=f_score(there, back, 0.01),
            f_score_02=f_score(there, back, 0.02),
            normal_consistency=float(self.truth_cosine[rows].mean() + self.made_cosine.mean()) / 2,
            hausdorff=float(max(there.max(), back.max())),
            watertight=self.watertight,
        )


def compare(truth: Surface, made: Surface) -> Errors:
    """The errors between two surfaces, from which `Errors.metrics` reads the numbers with or without hidden surface."""
    there, normals_made = made.nearest(truth.points)
    back, normals_truth = truth.nearest(made.points)
    return Errors(
        there, np.abs(np.einsum("nc,nc->n", truth.normals, normals_made)),
        back, np.abs(np.einsum("nc,nc->n", made.normals, normals_truth)),
        truth, made.watertight,
    )  # fmt: skip


def f_score(truth_distance: Floats, made_distance: Floats, threshold: float) -> float:
    """Harmonic mean of the shares of truth samples [N] (recall) and made samples [M] (precision) within `threshold`."""
    recall, precision = float((truth_distance <= threshold).mean()), float((made_distance <= threshold).mean())
    return 2 * recall * precision / (recall + precision) if recall + precision > 0 else 0.0


# ---- many parts -----------------------------------------------------------------------------------------------------


def aggregate(rows: Sequence[SurfaceMetrics]) -> dict[str, float]:
    """Over the parts: <name>_median and <name>_mean of each metric, a percentile, and `watertight`, the share.

    The percentile tells how bad the bad parts are: the 5th, <name>_p5, of F-score and consistency, and the 95th,
    <name>_p95, of distances.
    """
    if not rows:
        raise ValueError("expected at least one part to aggregate, got none")
    result: dict[str, float] = {}
    for name in (field.name for field in fields(SurfaceMetrics)):
        values = np.array([getattr(row, name) for row in rows], np.float64)
        if name == "watertight":
            result[name] = float(values.mean())
            continue
        worst = 95 if name in ("chamfer", "hausdorff") else 5
        result[f"{name}_median"] = float(np.median(values))
        result[f"{name}_mean"] = float(values.mean())
        result[f"{name}_p{worst}"] = float(np.percentile(values, worst))
    return result

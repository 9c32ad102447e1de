"""Random boxes as parts to learn from: E3D must encode boxes anywhere in the object cube (paper eq. 6).

Their signed distance is known in closed form, and a cube is a cube in every model's coordinates.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from copart_core.geometry.sampling import box_surface
from copart_core.train.draw import Draw
from copart_core.train.parts import Part, PartBatch


class RandomBoxes:
    """A `train.parts.PartSource`."""

    def draw(self, draw: Draw, rows: list[int], points: int, queries: int) -> PartBatch:
        boxes = [_part(draw.row_rng(row), points, queries) for row in rows]
        return PartBatch.of(boxes, points, queries, draw.rng())


def _part(rng: np.random.Generator, points: int, queries: int) -> Part:
    low, high = random_box(rng)
    surface, normals = box_surface(low, high, points, rng)
    near = surface[rng.integers(points, size=queries // 2)] + rng.normal(0, 0.05, (queries // 2, 3))
    around = np.concatenate([near, rng.uniform(-1.1, 1.1, (queries - len(near), 3))])
    return Part(surface, normals, around, box_distance(low, high, around), np.ones(3, np.float32), None)


def random_box(rng: np.random.Generator) -> tuple[NDArray, NDArray]:
    """Corners of a box in the cube: sides from thin to whole, half of them touching the border somewhere."""
    half = np.exp(rng.uniform(np.log(0.02), 0, 3))
    if rng.random() < 0.5:
        half = half / half.max()  # a box in its own part frame: the longest side spans the cube
    center = rng.uniform(-1, 1, 3) * (1 - half)
    if rng.random() < 0.5:
        center = np.where(rng.random(3) < 0.5, center, 0)
    return center - half, center + half


def box_distance(low: NDArray, high: NDArray, points: NDArray) -> NDArray:
    """Signed distance [N] of points [N, 3] to the box, negative inside."""
    outside = np.abs(points - (low + high) / 2) - (high - low) / 2
    return np.linalg.norm(np.maximum(outside, 0), axis=-1) + np.minimum(outside.max(axis=-1), 0)

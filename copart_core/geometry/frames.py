"""The three frames and the transforms between them.

- document space: the user's coordinates, y up, right-handed, any unit.
- object space: the whole, centred on its box, the longest side spans [-1, 1] (METHOD section 1).
- part space: one part, centred on its own box, isotropic, the longest side spans [-1, 1]; `extent` holds the half
  sides there, so max(extent) == 1. Dividing by `extent` gives *box coordinates* in [-1, 1]^3 (our choice): there every
  part fills the cube whatever its proportions, which keeps a thin plate as sharp as a cushion.

All arrays are float64 and x, y, z last.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from copart_core.scene import Box

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """`outer = center + scale * inner`; `extent` are the half sides of the box in inner coordinates (max 1)."""

    center: Array  # [3]
    scale: float
    extent: Array  # [3], in (0, 1]

    @classmethod
    def of_box(cls, low: ArrayLike, high: ArrayLike) -> Frame:
        """The frame of the box with corners `low`, `high` [3]; every side must be positive."""
        low, high = np.asarray(low, np.float64), np.asarray(high, np.float64)
        half = (high - low) / 2
        if not (np.isfinite(half).all() and (half > 0).all()):
            raise ValueError(f"expected a box with positive finite sides, got {low} .. {high}")
        scale = float(half.max())
        return cls((low + high) / 2, scale, half / scale)

    @classmethod
    def of(cls, box: Box) -> Frame:
        return cls.of_box(np.array(box.min), np.array(box.max))

    def to_inner(self, points: ArrayLike) -> Array:
        """[..., 3] outer -> inner."""
        return (np.asarray(points, np.float64) - self.center) / self.scale

    def to_outer(self, points: ArrayLike) -> Array:
        """[..., 3] inner -> outer."""
        return self.center + self.scale * np.asarray(points, np.float64)

    def to_box(self, points: ArrayLike) -> Array:
        """[..., 3] outer -> box coordinates in [-1, 1]^3."""
        return self.to_inner(points) / self.extent

    def from_box(self, points: ArrayLike) -> Array:
        """[..., 3] box coordinates -> outer."""
        return self.to_outer(np.asarray(points, np.float64) * self.extent)

    def matrix(self) -> Array:
        """[4, 4] homogeneous transform T_outer_inner."""
        matrix = np.diag([self.scale, self.scale, self.scale, 1.0])
        matrix[:3, 3] = self.center
        return matrix

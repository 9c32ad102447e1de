"""PartMesh: the textured mesh of one part, as plain arrays, and how it is drawn from and put into trimesh."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class PartMesh:
    """One part, in the frame of its object (y up).

    Arrays are stored in a GLB as they are, so a kept part stays bit-identical.
    """

    vertices: NDArray[np.float32]  # [V, 3]
    faces: NDArray[np.uint32]  # [F, 3], counter-clockwise seen from outside
    normals: NDArray[np.float32]  # [V, 3], unit
    uv: NDArray[np.float32] | None = None  # [V, 2], glTF convention: origin at the upper left
    texture_png: bytes | None = None  # base colour, sRGB
    colors: NDArray[np.uint8] | None = None  # [V, 4], sRGB with alpha, where there is no texture

    def bounds(self) -> NDArray[np.float32]:
        """[2, 3]: lowest and highest corner."""
        return np.stack([self.vertices.min(axis=0), self.vertices.max(axis=0)])

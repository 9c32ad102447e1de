"""From a decoder's field to a closed mesh: a dense FlexiCubes grid over the box of one part.

All coordinates are box coordinates (`frames`). The field is queried at every grid vertex, the weights at the cubes that
the surface crosses only. The outermost layer of vertices is forced outside, so the mesh is always closed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float, Int
from numpy.typing import NDArray
from torch import Tensor

from copart_core.geometry.flexicubes import Resolution, find_surface, grid_vertices, place

CHUNK = 1 << 18  # points a query, which bounds the decoder's memory

FieldFunction = Callable[[Tensor], tuple[Tensor, Tensor]]
"""points [N, 3] -> signed distance [N] (negative inside), deformation [N, 3] in (-1, 1) of half a cell"""
WeightsFunction = Callable[[Tensor], tuple[Tensor, Tensor, Tensor]]
"""cube centres [S, 3] -> alpha [S, 8], beta [S, 12], gamma [S], all > 0"""


class EmptyPartError(ValueError):
    """The field has no surface: there is nothing to show for this part."""


@dataclass(frozen=True)
class FlexiGrid:
    """A regular grid over [-bound, bound]^3 of box coordinates."""

    resolution: Resolution
    bound: float = 1.05

    @classmethod
    def of(cls, resolution: int | Resolution, bound: float) -> FlexiGrid:
        """`resolution` cubes an axis. Errors: ValueError under 3 cubes (two are padding), or for a bound <= 0."""
        triple = (resolution,) * 3 if isinstance(resolution, int) else tuple(resolution)
        if len(triple) != 3 or min(triple) < 3:
            raise ValueError(f"expected at least 3 cubes along each axis, got {resolution}; use 32 to 128")
        if not bound > 0:
            raise ValueError(f"expected a positive bound, got {bound}; 1.05 leaves a margin around the box")
        return cls(triple, float(bound))

    @property
    def cell(self) -> Float[Tensor, "3"]:
        """Side lengths of a cube."""
        return 2 * self.bound / torch.tensor(self.resolution, dtype=torch.float32)

    def vertices(self) -> Float[Tensor, "G 3"]:
        return (2 * grid_vertices(self.resolution) - 1) * self.bound

    def centers(self, cubes: Int[Tensor, " S"]) -> Float[Tensor, "S 3"]:
        """Centres of the cubes with these flat indices."""
        _, ry, rz = self.resolution
        index = torch.stack([cubes // (ry * rz), cubes // rz % ry, cubes % rz], dim=1)
        return (index + 0.5) * self.cell.to(cubes.device) - self.bound

    def border(self) -> Tensor:
        """[G] bool: vertices of the outermost layer."""
        mask = torch.ones([r + 1 for r in self.resolution], dtype=torch.bool)
        mask[1:-1, 1:-1, 1:-1] = False
        return mask.reshape(-1)


@torch.inference_mode()
def extract(
    field: FieldFunction, weights: WeightsFunction, resolution: int | Resolution, bound: float = 1.05
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The zero surface of `field` in box coordinates: vertices [V, 3], faces [M, 3] counter-clockwise from outside.

    The mesh is closed and manifold. Errors: `EmptyPartError` where no surface is found; ValueError for a field that is
    not finite or of the wrong shape.
    """
    grid = FlexiGrid.of(resolution, bound)
    vertices = grid.vertices()
    sdf, deformation = _query(field, vertices)
    border = grid.border().to(sdf.device)
    # Mirrored rather than set to a constant, the surface then closes about half way to the border whatever the field's
    # unit.
    sdf = torch.where(border, sdf.abs(), sdf)
    deformation = torch.where(border[:, None], 0, deformation)
    surface = find_surface(sdf, grid.resolution)
    if surface.vertex_count == 0:
        raise EmptyPartError(
            f"the field is positive everywhere on a {' x '.join(map(str, grid.resolution))} grid: there is no surface; "
            "generate the part again with another seed or caption, or make its box thicker"
        )
    deformed = vertices.to(sdf) + deformation * (grid.cell / 2).to(sdf)
    alpha, beta, gamma = (weight.to(sdf) for weight in weights(grid.centers(surface.cubes)))
    placed, faces, _ = place(surface, deformed, sdf, alpha, beta, gamma)
    if not bool(torch.isfinite(placed).all()):
        raise ValueError("the decoder gave FlexiCubes weights that are not finite or not positive; check its weights")
    return placed.float().cpu().numpy(), faces.cpu().numpy()


def _query(field: FieldFunction, points: Float[Tensor, "G 3"]) -> tuple[Float[Tensor, " G"], Float[Tensor, "G 3"]]:
    answers = [field(chunk) for chunk in points.split(CHUNK)]
    sdf = torch.cat([sdf for sdf, _ in answers]).float()
    deformation = torch.cat([deformation for _, deformation in answers]).float()
    if sdf.shape != (len(points),) or deformation.shape != (len(points), 3):
        raise ValueError(
            f"expected a signed distance [{len(points)}] and a deformation [{len(points)}, 3] from the field, got "
            f"{tuple(sdf.shape)} and {tuple(deformation.shape)}"
        )
    if not bool(torch.isfinite(sdf).all() & torch.isfinite(deformation).all()):
        raise ValueError("the decoder gave a field that is not finite; check its latents and weights")
    return sdf, deformation

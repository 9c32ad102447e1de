"""A decoder's field on the vertices of a regular grid: several parts at once, within the memory that the user allows.

All coordinates are box coordinates (`frames`). The field is closed here: on the outermost layer of vertices it is
mirrored to the outside, so its surface never reaches the border.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import torch
from jaxtyping import Float, Int
from torch import Tensor

from copart_core.geometry.flexicubes import Resolution, grid_vertices

MIB = 1 << 20
PADDING = 1.25  # a padded query may ask for this many times the wanted points
SMALL_QUERY = 1 << 13  # and any query up to so many points: more calls would cost more


class Field(Protocol):
    """What P parts decode to. Keys and values, or feature grids, are computed once, when the object is made.

    Points may come from any device; answers stay on the field's. Points for which nothing is wanted are padding.
    """

    @property
    def parts(self) -> int:
        """P."""
        ...

    @property
    def bytes_per_point(self) -> int:
        """Working memory of one query point."""
        ...

    @property
    def truncation(self) -> float:
        """Distances are meaningful up to here, box coordinates; inf where they are not truncated."""
        ...

    def distance(self, points: Float[Tensor, "P N 3"]) -> tuple[Float[Tensor, "P N"], Float[Tensor, "P N 3"]]:
        """Signed distance, negative inside, and deformation in (-1, 1) of half a grid cell."""
        ...

    def weights(
        self, centers: Float[Tensor, "P S 3"]
    ) -> tuple[Float[Tensor, "P S 8"], Float[Tensor, "P S 12"], Float[Tensor, "P S"]]:
        """FlexiCubes' alpha, beta, gamma, all > 0, of the cubes at `centers`."""
        ...

    def select(self, rows: list[int]) -> Field:
        """The field of these parts only, in this order."""
        ...


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
            raise ValueError(f"expected at least 3 cubes along each axis, got {resolution}; use 32 to 256")
        if not bound > 0:
            raise ValueError(f"expected a positive bound, got {bound}; 1.05 leaves a margin around the box")
        return cls(triple, float(bound))

    @property
    def cell(self) -> Float[Tensor, "3"]:
        """Side lengths of a cube."""
        return 2 * self.bound / torch.tensor(self.resolution, dtype=torch.float32)

    def axes(self) -> list[Float[Tensor, " R1"]]:
        """Coordinates of the vertices along each axis."""
        return [(2 * torch.linspace(0, 1, r + 1) - 1) * self.bound for r in self.resolution]

    def vertices(self) -> Float[Tensor, "G 3"]:
        """All vertices, z fastest."""
        return (2 * grid_vertices(self.resolution) - 1) * self.bound


class FieldSamples:
    """A field asked at grid vertices and cube centres that are named by lattice keys, in any order and number.

    `broken` [P] remembers the parts that ever gave numbers that are not finite; there they read as outside.
    """

    def __init__(self, field: Field, grid: FlexiGrid, memory_mib: float):
        self.field, self.grid = field, grid
        self.points_per_query = int(memory_mib * MIB / field.bytes_per_point)
        if self.points_per_query < field.parts:
            raise ValueError(
                f"expected memory for a point of each of the {field.parts} parts ({field.bytes_per_point} bytes each), "
                f"got {memory_mib} MiB; raise memory_mib or extract fewer parts at once"
            )
        self._subset: tuple[list[int], Field] = (list(range(field.parts)), field)
        with torch.no_grad():
            probe, _ = field.distance(torch.zeros(field.parts, 1, 3))
        self.device = probe.device
        self.broken = torch.zeros(field.parts, dtype=torch.bool, device=self.device)
        self._axes = [axis.to(self.device) for axis in grid.axes()]
        self._cell = grid.cell.to(self.device)

    def positions(self, keys: Int[Tensor, " N"]) -> Float[Tensor, "N 3"]:
        """Box coordinates of grid vertices."""
        x, y, z = self._axes
        return torch.stack([x[keys >> 32 & 0xFFFF], y[keys >> 16 & 0xFFFF], z[keys & 0xFFFF]], dim=1)

    def centers(self, cubes: Int[Tensor, " S"]) -> Float[Tensor, "S 3"]:
        index = torch.stack([cubes >> 32 & 0xFFFF, cubes >> 16 & 0xFFFF, cubes & 0xFFFF], dim=1)
        return (index + 0.5) * self._cell - self.grid.bound

    def distance(self, points: Float[Tensor, "N 3"], part: Int[Tensor, " N"]) -> Float[Tensor, " N"]:
        """Signed distance anywhere, of the given parts."""
        (sdf,) = self._ask(lambda field, at: field.distance(at)[:1], points, part)
        return self._checked(sdf, part, outside=True)

    def vertices(self, keys: Int[Tensor, " G"]) -> Float[Tensor, "G 4"]:
        """Signed distance and deformation at grid vertices, closed at the border."""
        part = keys >> 48
        sdf, deformation = self._ask(lambda field, at: field.distance(at), self.positions(keys), part)
        sdf, deformation = self._checked(sdf, part, outside=True), self._checked(deformation, part)
        border = torch.zeros_like(keys, dtype=torch.bool)
        for shift, last in zip((32, 16, 0), self.grid.resolution, strict=True):
            index = keys >> shift & 0xFFFF
            border |= (index == 0) | (index == last)
        # Mirrored rather than set to a constant, the surface then closes about half way to the border whatever the
        # field's unit.
        sdf = torch.where(border, sdf.abs(), sdf)
        return torch.cat([sdf[:, None], torch.where(border[:, None], 0, deformation)], dim=1)

    def weights(self, cubes: Int[Tensor, " S"]) -> tuple[Tensor, Tensor, Tensor]:
        """alpha [S, 8], beta [S, 12], gamma [S] of the cubes with these keys."""
        alpha, beta, gamma = self._ask(lambda field, at: field.weights(at), self.centers(cubes), cubes >> 48)
        return alpha, beta, gamma

    def _checked(self, answer: Tensor, part: Tensor, outside: bool = False) -> Tensor:
        """Numbers that are not finite mark their part as broken and read as 1 (far outside) or 0."""
        finite = torch.isfinite(answer)
        if bool(finite.all()):
            return answer
        self.broken[part[~(finite if outside else finite.all(dim=1))]] = True
        return torch.where(finite, answer, 1.0 if outside else 0.0)

    def _ask(
        self, ask: Callable[[Field, Tensor], tuple[Tensor, ...]], points: Float[Tensor, "N 3"], part: Int[Tensor, " N"]
    ) -> list[Tensor]:
        """The answers in the order of the points, of which there is at least one.

        Parts are padded to equal lengths where that wastes little; else the longer ones go on alone.
        """
        order = part.argsort(stable=True)
        counts = torch.bincount(part, minlength=self.field.parts)
        first = counts.cumsum(0) - counts
        place = torch.empty_like(part)  # where among all answers that of each point stands
        pieces, answered, done = [], 0, 0
        while len(rows := (counts > done).nonzero().squeeze(1)):
            left = counts[rows] - done
            longest = int(left.max())
            waste_is_small = len(rows) * longest <= max(PADDING * int(left.sum()), SMALL_QUERY)
            length = min(longest if waste_is_small else int(left.min()), self.points_per_query // len(rows))
            step = torch.arange(done, done + length, device=part.device)
            index = order[first[rows, None] + torch.minimum(step, counts[rows, None] - 1)]  # padded with the last point
            piece = ask(self._select(rows.tolist()), points[index])
            _check_shapes(piece, index)
            pieces.append([answer.flatten(0, 1).float() for answer in piece])
            place[index] = torch.arange(answered, answered + index.numel(), device=part.device).reshape(index.shape)
            answered, done = answered + index.numel(), done + length
        return [torch.cat(same)[place] for same in zip(*pieces, strict=True)]

    def _select(self, rows: list[int]) -> Field:
        if rows == list(range(self.field.parts)):
            return self.field
        if rows != self._subset[0]:
            self._subset = (rows, self.field.select(rows))
        return self._subset[1]


def _check_shapes(answers: tuple[Tensor, ...], index: Tensor) -> None:
    for answer in answers:
        if answer.shape[:2] != index.shape:
            raise ValueError(
                f"expected answers of shape {tuple(index.shape)} and more from the field, got {tuple(answer.shape)}"
            )

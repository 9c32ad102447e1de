"""Follow a surface through a fine lattice, cube by cube, asking for values at the corners of its cubes only.

A cube that the surface crosses has a face with corners of both signs, unless all the surface is inside it; the cube
beyond such a face is crossed as well. So from one cube of each connected piece all others are found (the continuation
method of Wyvill et al., "Data structure for soft objects", 1986), and nothing is evaluated in vain.

Places are lattice keys (`flexicubes.lattice_keys`), so that several grids are followed at once.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Float, Int
from torch import Tensor

from copart_core.geometry.dual_tables import CORNERS
from copart_core.geometry.flexicubes import AXIS_STEP, Resolution, corner_keys

Values = Callable[[Int[Tensor, " N"]], Float[Tensor, "N C"]]
"""lattice keys of grid vertices -> their values, the first of which is the signed distance"""

_BITS = 3  # a block has 8 points along each axis
_BLOCK = 1 << 3 * _BITS


class LatticeIndex:
    """Numbers 0, 1, 2... for the points of a lattice in the order in which they are met.

    Two tables (points of a block, blocks of the lattice) instead of one, so memory follows the surface, not the
    volume; a look-up costs two reads and nothing is sorted.
    """

    def __init__(self, batch: int, points: Resolution, device: torch.device):
        self._blocks = [(count - 1 >> _BITS) + 1 for count in points]  # along each axis
        x, y, z = self._blocks
        self._block = torch.full((batch * x * y * z,), -1, device=device)  # -> which slots
        self._slots = torch.empty(0, dtype=torch.int32, device=device)  # -> the point's number, -1 where not met
        self._used = 0  # blocks with slots
        self.count = 0

    def find(self, keys: Int[Tensor, "*N"]) -> Int[Tensor, "*N"]:
        """The numbers of the points with these keys, -1 for those never inserted."""
        if self.count == 0:
            return torch.full_like(keys, -1)
        block, inner = self._address(keys)
        slots = self._block[block]
        return torch.where(slots >= 0, self._slots[slots.clamp(min=0) * _BLOCK + inner].long(), -1)

    def insert(self, keys: Int[Tensor, "*N"]) -> tuple[Int[Tensor, "*N"], Int[Tensor, " M"]]:
        """The numbers of the points, and the keys of those that are new, in the order of their numbers."""
        flat = keys.reshape(-1)
        block, inner = self._address(flat)
        missing = block[self._block[block] < 0]
        if len(missing):
            new = missing[_first_of_each(self._block, missing)]
            self._block[new] = torch.arange(len(new), device=keys.device) + self._used
            self._reserve(len(new))
        place = self._block[block] * _BLOCK + inner
        unmet = (self._slots[place] < 0).nonzero().squeeze(1)
        fresh = unmet[_first_of_each(self._slots, place[unmet])]
        self._slots[place[fresh]] = torch.arange(
            self.count, self.count + len(fresh), dtype=torch.int32, device=keys.device
        )
        self.count += len(fresh)
        return self._slots[place].long().reshape(keys.shape), flat[fresh]

    def _address(self, keys: Tensor) -> tuple[Tensor, Tensor]:
        """Block of the lattice, and point of the block."""
        _, by, bz = self._blocks
        x, y, z = keys >> 32 & 0xFFFF, keys >> 16 & 0xFFFF, keys & 0xFFFF
        block = (((keys >> 48) * self._blocks[0] + (x >> _BITS)) * by + (y >> _BITS)) * bz + (z >> _BITS)
        return block, ((x & 7) << 2 * _BITS) + ((y & 7) << _BITS) + (z & 7)

    def _reserve(self, blocks: int) -> None:
        self._used += blocks
        if self._used * _BLOCK > len(self._slots):
            wanted = max(self._used * _BLOCK, len(self._slots) * 3 // 2)
            more = torch.full((wanted - len(self._slots),), -1, dtype=torch.int32, device=self._slots.device)
            self._slots = torch.cat([self._slots, more])


def _first_of_each(table: Tensor, at: Tensor) -> Tensor:
    """One index into `at` for each different place in `table`: all write their number there, the one read back won.

    The places hold -1 before, and negative numbers after.
    """
    ticket = -2 - torch.arange(len(at), dtype=table.dtype, device=at.device)
    table[at] = ticket
    return (table[at] == ticket).nonzero().squeeze(1)


class SurfaceTracker:
    """The surface cubes of `batch` grids of `resolution` cubes that were found so far, and the values around them.

    The surface must not reach the grids' border (`extraction` closes it before).
    """

    def __init__(self, values: Values, channels: int, batch: int, resolution: Resolution, device: torch.device):
        rx, ry, rz = resolution
        self._ask = values
        self._visited = LatticeIndex(batch, resolution, device)
        self._surface = LatticeIndex(batch, resolution, device)
        self._vertices = LatticeIndex(batch, (rx + 1, ry + 1, rz + 1), device)
        self._values = torch.empty(0, channels, device=device)  # more rows than used, so that it seldom grows
        no_keys = torch.empty(0, dtype=torch.int64, device=device)
        self._vertex_keys = [no_keys]
        self._found = [(no_keys, no_keys.new_empty(0, 8))]  # cube keys [S], corners [S, 8]

    def follow(self, seeds: Int[Tensor, " N"]) -> None:
        """Visit the cubes with these keys, in which the surface may be or not, and all that hang together with them."""
        _, frontier = self._visited.insert(seeds)
        while len(frontier):
            corners, fresh = self._vertices.insert(corner_keys(frontier))
            self._remember(fresh)
            inside = self.values[corners.reshape(-1), 0].reshape(-1, 8) < 0
            crossed = _mixed(inside)
            cubes, inside = frontier[crossed], inside[crossed]
            self._found.append((cubes, corners[crossed]))
            self._surface.insert(cubes)
            beyond = [cubes[_mixed(inside[:, face])] + step for face, step in _FACES]
            _, frontier = self._visited.insert(torch.cat(beyond))

    def near(self, cubes: Int[Tensor, " N"]) -> Tensor:
        """[N] bool: whether a cube (not on the border) or one of its 26 neighbours is a surface cube already."""
        around = torch.cartesian_prod(*([torch.arange(-1, 2)] * 3)) @ torch.tensor(AXIS_STEP)
        return (self._surface.find(cubes[:, None] + around.to(cubes.device)) >= 0).any(dim=1)

    @property
    def values(self) -> Float[Tensor, "G C"]:
        """At the vertices in the order of `vertex_keys`."""
        return self._values[: self._vertices.count]

    @property
    def vertex_keys(self) -> Int[Tensor, " G"]:
        return torch.cat(self._vertex_keys)

    def cubes(self) -> tuple[Int[Tensor, " S"], Int[Tensor, "S 8"]]:
        """Keys of all surface cubes, and their corners as indices into `vertex_keys`."""
        keys, corners = zip(*self._found, strict=True)
        return torch.cat(keys), torch.cat(corners)

    def _remember(self, fresh: Tensor) -> None:
        if len(fresh) == 0:
            return
        answer = self._ask(fresh)
        known, count = self._vertices.count - len(fresh), self._vertices.count
        if count > len(self._values):
            grown = answer.new_empty(max(count, 2 * known), answer.shape[1])
            grown[:known] = self._values[:known]
            self._values = grown
        self._values[known:count] = answer
        self._vertex_keys.append(fresh)


def _mixed(inside: Tensor) -> Tensor:
    """[S] bool: whether there are corners of both signs among [S, K]."""
    return inside.any(dim=1) & ~inside.all(dim=1)


# Corners of each face of a cube, and the step to the cube beyond.
_FACES = [
    ((CORNERS[:, axis] == side).nonzero()[0].tolist(), step if side else -step)
    for axis, step in enumerate(AXIS_STEP)
    for side in (0, 1)
]

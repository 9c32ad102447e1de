"""Where the outlines of a mesh run between pixel centres: the edges, the crossings, and which of them are seen.

An edge belongs to the outline of a view where all of its faces lie on one side of it in the image: the border of an
open sheet, and the edges between faces turned to and away from the viewer. This needs no orientation, and holds for
edges of more than two faces. Faces seen exactly from their side have no area in the image and do not count.

An outline edge that is steeper than 45 degrees is looked at between horizontal neighbours, another one between vertical
neighbours. Each edge then moves the sum of the mask by its length times its motion along its normal, as it should: a
row's sum changes by the motion over the normal's x, and the edge crosses length times the normal's x rows.

All of it is index work in numpy on detached numbers. M pixels, K crossings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_TIE = 1e-3  # pixels: embree works in float32, so that a crossing this near a pixel centre may lie on its other side


@dataclass(frozen=True, eq=False)
class Outline:
    """Outline edges of one mesh in its views."""

    view: Ints  # [E]
    ends: Ints  # [E, 2], vertices
    side: NDArray[np.int8]  # [E], sign of the cross product of the edge and the way to its faces, in pixels


@dataclass(frozen=True, eq=False)
class Crossings:
    """Where outline edges pass between the centres of two neighbouring pixels of a view."""

    view: Ints  # [K]
    ends: Ints  # [K, 2], vertices of the edge
    axis: Ints  # [K], 0 where the two pixels are neighbours in a row, 1 in a column
    line: Ints  # [K], the row, or column, that both pixels lie in
    first: Ints  # [K], the left, or upper, one's place in it
    inward: NDArray[np.bool_]  # [K], whether the faces lie on the side of the second pixel
    place: Floats  # [K], pixel coordinate of the crossing along the line
    depth: Floats  # [K], of the edge there

    def __getitem__(self, rows: NDArray) -> Crossings:
        return Crossings(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))

    def shifted(self, views: int, vertices: int) -> Crossings:
        """With views and vertices counted from other numbers."""
        return replace(self, view=self.view + views, ends=self.ends + vertices)

    def pixels(self, size: int) -> tuple[Ints, Ints]:
        """(the pixel on the faces' side, the other one), each [K], counted over all views row by row."""
        across = self.axis == 0
        row, column = np.where(across, self.line, self.first), np.where(across, self.first, self.line)
        first = (self.view * size + row) * size + column
        second = first + np.where(across, 1, size)
        return np.where(self.inward, second, first), np.where(self.inward, first, second)

    def positions(self) -> Floats:
        """[K, 2]: pixel coordinates (x, y) of the crossings."""
        line, across = self.line + 0.5, self.axis == 0
        return np.stack([np.where(across, self.place, line), np.where(across, line, self.place)], axis=-1)


def outline(faces: Ints, pixels: Floats) -> Outline:
    """The outline edges of one mesh: faces [F, 3], projected vertices [V, N, 2]."""
    corners = pixels[:, faces]  # [V, F, 3, 2]
    along, across = corners[:, :, 1] - corners[:, :, 0], corners[:, :, 2] - corners[:, :, 0]
    turn = np.sign(along[..., 0] * across[..., 1] - along[..., 1] * across[..., 0]).astype(np.int8)  # [V, F]

    starts, stops = faces.ravel(), np.roll(faces, -1, axis=1).ravel()  # [3F], the edges as the faces walk them
    low, high = np.minimum(starts, stops), np.maximum(starts, stops)
    key = low * (int(faces.max()) + 1) + high
    order = np.argsort(key, kind="stable")
    key = key[order]
    begins = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    forward = np.where(starts <= stops, 1, -1).astype(np.int8)[order]
    sides = turn[:, order // 3] * forward  # [V, 3F]
    total = np.add.reduceat(sides, begins, axis=1, dtype=np.int32)
    count = np.add.reduceat(np.abs(sides), begins, axis=1, dtype=np.int32)
    view, edge = np.nonzero((np.abs(total) == count) & (count > 0))
    first = order[begins[edge]]
    return Outline(view, np.stack([low[first], high[first]], axis=-1), np.sign(total[view, edge]).astype(np.int8))


def cross(edges: Outline, pixels: Floats, depth: Floats, perspective: NDArray[np.bool_], size: int) -> Crossings:
    """All crossings of a mesh's outline, hidden ones too: projected vertices [V, N, 2] and depth [V, N], views [V]."""
    ends = pixels[edges.view[:, None], edges.ends]  # [E, 2, 2]
    depths = depth[edges.view[:, None], edges.ends]
    step = np.abs(ends[:, 1] - ends[:, 0])
    steep = step[:, 1] >= step[:, 0]
    chosen = (np.flatnonzero(steep), np.flatnonzero(~steep))
    return joined([_cross(edges, ends, depths, perspective, size, axis, chosen[axis]) for axis in (0, 1)])


def joined(parts: list[Crossings]) -> Crossings:
    names = Crossings.__dataclass_fields__
    return Crossings(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _cross(
    edges: Outline, ends: Floats, depths: Floats, perspective: NDArray[np.bool_], size: int, axis: int, chosen: Ints
) -> Crossings:
    """The crossings of the `chosen` edges between neighbours along `axis` (0: x)."""
    run = ends[chosen, :, 1 - axis]  # the coordinate that counts the lines
    below = np.clip(np.ceil(run.min(axis=1) - 0.5), 0, size).astype(np.int64)
    above = np.clip(np.ceil(run.max(axis=1) - 0.5), 0, size).astype(np.int64)
    lines = np.maximum(above - below, 0)
    edge = np.repeat(chosen, lines)
    line = np.arange(lines.sum()) + np.repeat(below - np.cumsum(lines) + lines, lines)
    start, stop = ends[edge, 0], ends[edge, 1]
    share = (line + 0.5 - start[:, 1 - axis]) / (stop[:, 1 - axis] - start[:, 1 - axis])
    place = start[:, axis] + share * (stop[:, axis] - start[:, axis])
    near, far = depths[edge].T
    with np.errstate(divide="ignore", invalid="ignore"):  # orthographic depths may be 0 or negative
        inverse = 1 / ((1 - share) / near + share / far)
    at = np.where(perspective[edges.view[edge]], inverse, (1 - share) * near + share * far)
    first = np.floor(place - 0.5).astype(np.int64)
    # the faces lie towards growing x where side * -dy > 0, towards growing y where side * dx > 0
    rise = (stop - start)[:, 1 - axis] * (1 if axis else -1)
    inward = edges.side[edge] * rise > 0

    rest = place - 0.5 - first
    again = [(slice(None), 0), (rest < _TIE, -1), (rest > 1 - _TIE, 1)]
    rows = np.concatenate([np.arange(len(place))[which] for which, _ in again])
    first = np.concatenate([first[which] + shift for which, shift in again])
    keep = (first >= 0) & (first < size - 1)
    rows, first = rows[keep], first[keep]
    edge = edge[rows]
    view, ends_of, axes = edges.view[edge], edges.ends[edge], np.full(len(rows), axis)
    return Crossings(view, ends_of, axes, line[rows], first, inward[rows], place[rows], at[rows])

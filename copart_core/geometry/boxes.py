"""Boxes as shapes: their meshes, how well two agree, and what looks wrong in a layout.

The paper leaves wrong boxes to the user; `box_report` says where to look, `tidy` repairs small errors, and `clipping`
measures what came out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from copart_core.geometry.placement import ObjectScene, box_corners, objects_of
from copart_core.scene import Box, Part, Scene

Array = NDArray[np.float64]

DEEP_OVERLAP = 0.3  # IoU: more means two parts in one place; nesting (a bulb in its shade) is fine (our choice)
CONTACT = 0.02  # of the object's longest side: boxes this close count as touching (as in `tidy`)
NEAR = 0.08  # of the object's longest side: boxes that face each other this closely were probably meant to touch (ours)
FACING = 0.5  # of the smaller face: how much of it must look at the other box for a gap to be one (our choice)
FIRM = 0.25  # of the smaller side: boxes that share less along two axes touch at an edge or corner only (our choice)

_CORNERS = np.array([[k & 1, k >> 1 & 1, k >> 2 & 1] for k in range(8)])
_FACES = np.array(
    [[0, 4, 6], [0, 6, 2], [1, 3, 7], [1, 7, 5], [0, 1, 5], [0, 5, 4],
     [2, 6, 7], [2, 7, 3], [0, 2, 3], [0, 3, 1], [4, 5, 7], [4, 7, 6]]
)  # fmt: skip


def corners(box: Box) -> Array:
    """[2, 3]: lowest and highest corner."""
    return np.array([box.min, box.max], np.float64)


def box_mesh(low: ArrayLike, high: ArrayLike) -> tuple[Array, NDArray[np.int64]]:
    """The closed mesh of a box: vertices [8, 3], faces [12, 3] counter-clockwise from outside, two a side.

    Sides follow one another: -x, +x, -y, +y, -z, +z. Errors: ValueError for a side that is not positive.
    """
    low, high = np.asarray(low, np.float64), np.asarray(high, np.float64)
    if not (np.isfinite(high - low).all() and (high > low).all()):
        raise ValueError(f"expected a box with positive finite sides, got {low} .. {high}")
    return np.where(_CORNERS, high, low), _FACES.copy()


def box_iou(one: ArrayLike, other: ArrayLike) -> Array:
    """Intersection over union of boxes [..., 2, 3] (lowest, highest corner), broadcast; 0 where both are empty."""
    one, other = np.asarray(one, np.float64), np.asarray(other, np.float64)
    shared = _volume(np.maximum(one[..., 0, :], other[..., 0, :]), np.minimum(one[..., 1, :], other[..., 1, :]))
    union = _volume(one[..., 0, :], one[..., 1, :]) + _volume(other[..., 0, :], other[..., 1, :]) - shared
    return np.divide(shared, union, out=np.zeros_like(union), where=union > 0)


def _volume(low: Array, high: Array) -> Array:
    return np.asarray(np.prod(np.maximum(high - low, 0), axis=-1))


# ---- layout ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BoxNote:
    """Something in a layout that will probably look wrong; generation works all the same."""

    kind: Literal["overlap", "gap", "edge", "floating"]
    part_ids: tuple[str, ...]
    amount: float  # overlap: IoU of the two; gap: its width; edge, floating: height over the ground, in document units
    message: str  # one sentence for the user: what is wrong and what to do


def box_report(scene: Scene) -> list[BoxNote]:
    """What looks wrong, object by object and then between objects; empty where all is sound. For each object:

    - overlap: pairs that fill much the same place, in the order of the parts;
    - gap: parts that nearly touch and are not held together otherwise: one over the other, or beside each other where
      one of them does not stand on the ground. Things that stand side by side are left alone;
    - edge: parts whose only contacts are at edges or corners, so that they hang on nothing;
    - floating: parts that touch neither the ground (the object's lowest point) nor, through others, a part that does.

    Between placed objects: overlap of their parts, and objects that float over the scene's lowest point.
    """
    objects = objects_of(scene)
    notes = [note for single in objects for note in _Layout(single).notes()]
    return notes + (_between(objects) if len(objects) > 1 else [])


class _Layout:
    """The boxes of one object, how they lie to each other, and which hang together."""

    def __init__(self, single: ObjectScene):
        self.parts = single.scene.parts
        self.unit = single.placement.scale  # a length of the object's frame in document units
        boxes = np.stack([corners(part.box) for part in self.parts])  # [P, 2, 3]
        self.low, self.high = boxes[:, 0], boxes[:, 1]
        self.longest = float(np.ptp(boxes.reshape(-1, 3), axis=0).max())
        # [P, P, 3]: along each axis the distance of two boxes, or minus the length that they share.
        self.gaps = np.maximum(self.low[:, None] - self.high[None], self.low[None] - self.high[:, None])
        sides = self.high - self.low
        self.shared = -self.gaps / np.minimum(sides[:, None], sides[None])  # of the smaller of the two sides
        self.reach = CONTACT * self.longest
        self.height = self.low[:, 1] - self.low[:, 1].min()
        self.touching: NDArray[np.bool_] = np.all(self.gaps <= self.reach, axis=-1)
        self.firm: NDArray[np.bool_] = self.touching & ((self.shared >= FIRM).sum(axis=-1) >= 2)

    def islands(self, contact: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """[P]: which island of parts that hang together by `contact` each is in, and whether that is on the ground."""
        _, island = connected_components(coo_matrix(contact), directed=False)
        grounded = np.unique(island[self.height <= self.reach])
        return island, np.isin(island, grounded)

    def notes(self) -> list[BoxNote]:
        island, on_ground = self.islands(self.touching)
        gaps = self._gaps(island, on_ground)
        explained = {island[row] for pair, _ in gaps if on_ground[list(pair)].any() for row in pair}
        return [*self._overlaps(), *(note for _, note in gaps), *self._edges(on_ground),
                *self._floating(island, on_ground, explained)]

    def _overlaps(self) -> list[BoxNote]:
        return [
            _overlap(one, other, share)
            for one, other in combinations(self.parts, 2)
            if (share := float(box_iou(corners(one.box), corners(other.box)))) > DEEP_OVERLAP
        ]

    def _gaps(
        self, island: NDArray[np.int32], on_ground: NDArray[np.bool_]
    ) -> list[tuple[tuple[int, int], BoxNote]]:
        """The narrowest gap between any two islands, where there is one that was probably not meant."""
        apart = (self.gaps > self.reach) & (self.gaps <= NEAR * self.longest)
        found: dict[tuple[int, int], tuple[float, int, int, int]] = {}
        for a, b in combinations(range(len(self.parts)), 2):
            across = [axis for axis in range(3) if apart[a, b, axis]]
            if island[a] == island[b] or len(across) != 1:
                continue
            (axis,) = across
            facing = np.delete(self.shared[a, b], axis).clip(0, 1).prod()
            if facing < FACING or (axis != 1 and on_ground[a] and on_ground[b]):
                continue
            pair = (int(min(island[a], island[b])), int(max(island[a], island[b])))
            found[pair] = min(found.get(pair, (np.inf, a, b, axis)), (float(self.gaps[a, b, axis]), a, b, axis))
        return [((a, b), self._gap(a, b, axis, width)) for width, a, b, axis in sorted(found.values())]

    def _gap(self, a: int, b: int, axis: int, width: float) -> BoxNote:
        one, other = (a, b) if self.low[a, axis] <= self.low[b, axis] else (b, a)
        names = f"{self.parts[one].title!r} and {self.parts[other].title!r}"
        where = {0: "beside each other", 1: "one over the other", 2: "one behind the other"}[axis]
        amount = width * self.unit
        message = f"{names} nearly touch, {where}, but leave a gap of {amount:.3g}; move or resize one to close it"
        return BoxNote("gap", (self.parts[one].id, self.parts[other].id), amount, message)

    def _edges(self, on_ground: NDArray[np.bool_]) -> list[BoxNote]:
        """Islands that would float if contacts at edges and corners did not count."""
        island, held = self.islands(self.firm)
        notes = []
        for number in dict.fromkeys(island[on_ground & ~held].tolist()):
            members = np.flatnonzero(island == number)
            others = np.flatnonzero(self.touching[members].any(axis=0) & (island != number))
            names, verb, pronoun = self._names(members, "hangs", "hang")
            held_by = ", ".join(repr(self.parts[row].title) for row in others)
            message = (f"{names} {verb} on nothing but an edge or corner of {held_by}; let {pronoun} overlap or rest "
                       "on it")
            notes.append(BoxNote("edge", self._ids(members), self._height(members), message))
        return notes

    def _floating(self, island: NDArray[np.int32], on_ground: NDArray[np.bool_], explained: set[int]) -> list[BoxNote]:
        notes = []
        for number in dict.fromkeys(island[~on_ground].tolist()):
            if number in explained:
                continue
            members = np.flatnonzero(island == number)
            names, verb, pronoun = self._names(members, "floats", "float")
            message = (f"{names} {verb} {self._height(members):.3g} above the ground; lower {pronoun}, or add what "
                       f"holds {pronoun}")
            notes.append(BoxNote("floating", self._ids(members), self._height(members), message))
        return notes

    def _ids(self, members: NDArray[np.int64]) -> tuple[str, ...]:
        return tuple(self.parts[row].id for row in members)

    def _height(self, members: NDArray[np.int64]) -> float:
        return float(self.height[members].min()) * self.unit

    def _names(self, members: NDArray[np.int64], singular: str, plural: str) -> tuple[str, str, str]:
        names = ", ".join(repr(self.parts[row].title) for row in members)
        return (names, singular, "it") if len(members) == 1 else (names, plural, "them")


def _overlap(one: Part, other: Part, share: float) -> BoxNote:
    message = (
        f"{one.title!r} and {other.title!r} fill much the same place ({share:.0%} in common) and will clip; "
        "move or resize one of them"
    )
    return BoxNote("overlap", (one.id, other.id), share, message)


# ---- between placed objects -----------------------------------------------------------------------------------------


def _between(objects: list[ObjectScene]) -> list[BoxNote]:
    """Overlaps of parts of different objects, and objects that float. Boxes of turned objects are taken as turned."""
    placed = [[box_corners(part.box, single.placement) for part in single.scene.parts] for single in objects]
    notes = [
        _overlap(part, other_part, share)
        for (one, shapes), (other, other_shapes) in combinations(zip(objects, placed, strict=True), 2)
        for part, shape in zip(one.scene.parts, shapes, strict=True)
        for other_part, other_shape in zip(other.scene.parts, other_shapes, strict=True)
        if (share := turned_iou(shape, other_shape)) > DEEP_OVERLAP
    ]
    bounds = [np.stack([np.stack([shape.min(axis=0), shape.max(axis=0)]) for shape in shapes]) for shapes in placed]
    everything = np.concatenate(bounds)
    ground = float(everything[:, 0, 1].min())
    reach = CONTACT * float(np.ptp(everything.reshape(-1, 3), axis=0).max())
    touching = np.array([[_touch(one, other, reach) for other in bounds] for one in bounds])
    _, island = connected_components(coo_matrix(touching), directed=False)
    heights = np.array([float(own[:, 0, 1].min()) - ground for own in bounds])
    for row, single in enumerate(objects):
        height = float(heights[island == island[row]].min())
        if height > reach:
            message = (f"object {single.scene.name!r} floats {heights[row]:.3g} above the ground; lower it, or add "
                       "what holds it")
            notes.append(BoxNote("floating", tuple(part.id for part in single.scene.parts), heights[row], message))
    return notes


def _touch(one: Array, other: Array, reach: float) -> bool:
    """Whether any box of [P, 2, 3] comes within `reach` of any of [Q, 2, 3]."""
    gaps = np.maximum(one[:, None, 0] - other[None, :, 1], other[None, :, 0] - one[:, None, 1])
    return bool((gaps <= reach).all(axis=-1).any())


def turned_iou(one: ArrayLike, other: ArrayLike) -> float:
    """Intersection over union of two boxes that are turned about y, given by their corners [8, 3]."""
    import manifold3d

    one, other = np.asarray(one, np.float64), np.asarray(other, np.float64)
    bounds = np.stack([one.min(axis=0), one.max(axis=0)]), np.stack([other.min(axis=0), other.max(axis=0)])
    if not box_iou(*bounds):
        return 0.0
    plans = [manifold3d.CrossSection.hull_points(np.ascontiguousarray(shape[:, ::2])) for shape in (one, other)]
    height = float(min(bounds[0][1, 1], bounds[1][1, 1]) - max(bounds[0][0, 1], bounds[1][0, 1]))
    shared = (plans[0] ^ plans[1]).area() * height
    volumes = [plan.area() * float(np.ptp(own[:, 1])) for plan, own in zip(plans, bounds, strict=True)]
    return shared / (sum(volumes) - shared)

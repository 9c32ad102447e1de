"""Box tidy: make a hand-drawn layout meet exactly, without moving anything by more than a hair.

The paper leaves wrong boxes, which make parts clip or float, to the user (section 7); this is our answer for the small
errors. A pass does three things, each only within the tolerance, and passes repeat until nothing changes:

1. boxes that almost stand on the ground (y = 0) stand on it, unless they rest on another box exactly;
2. faces of neighbouring boxes that almost meet, or are almost flush, coincide; the smaller boxes follow the larger;
3. pairs that are almost mirror images about the x mid-plane of the object, and then those about its z mid-plane, become
   exact ones; the first listed leads.

Placed objects are tidied one by one, in their own frames: nothing of one follows anything of another.

Locked parts never move, and others follow them. No step changes a side by more than a quarter, so that a small part
keeps its proportions, nor makes it thinner than the tolerance (or than it was).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from copart_core.geometry.placement import objects_of
from copart_core.scene import AXES, MIN_SIDE_RATIO, Box, Part, Scene

Array = NDArray[np.float64]

DEFAULT_TOLERANCE = 0.02  # of the object's longest side
EQUAL = 1e-9  # of the object's longest side: closer faces coincide already
MOST_CHANGE = 0.25  # of a side, in one step
MAX_PASSES = 32
X, Y, Z = range(3)
LOW, HIGH = 0, 1
GROUND = -1  # stands for the ground plane where faces are listed


@dataclass(frozen=True)
class Change:
    """One side of one part: its extent along `axis` before and after, in the frame of its object."""

    part_id: str
    axis: str
    before: tuple[float, float]
    after: tuple[float, float]

    def __str__(self) -> str:
        (a, b), (c, d) = self.before, self.after
        return f"{self.part_id}: {self.axis} {a:.6g} .. {b:.6g} -> {c:.6g} .. {d:.6g}"


def tidy(scene: Scene, tolerance: float | None = None) -> tuple[Scene, list[Change]]:
    """The tidied scene and what changed, in the order of the parts. Tidying again changes nothing.

    `tolerance` is in document units; left out it is 2 % of an object's longest side. An object whose parts pull each
    other in circles is left as it is. Errors: ValueError for a tolerance that is not a number of 0 or more.
    """
    if tolerance is not None and not (np.isfinite(tolerance) and tolerance >= 0):
        raise ValueError(f"expected a tolerance of 0 or more, got {tolerance}; leave it out for 2 % of the scene")
    if not scene.parts:
        return scene, []
    before = _boxes(scene.parts)
    after, row_of = before.copy(), {part.id: row for row, part in enumerate(scene.parts)}
    for single in objects_of(scene):
        rows = [row_of[part.id] for part in single.scene.parts]
        after[rows] = _tidied(single.scene.parts, None if tolerance is None else tolerance / single.placement.scale)
    return _with_boxes(scene, before, after), _changes(scene, before, after)


def _boxes(parts: list[Part]) -> Array:
    """[P, 2, 3]"""
    return np.array([[part.box.min, part.box.max] for part in parts])


def _tidied(parts: list[Part], tolerance: float | None) -> Array:
    """The boxes [P, 2, 3] of one object, tidied; `tolerance` is in its own units."""
    before, locked = _boxes(parts), np.array([part.locked for part in parts])
    after = before
    for _ in range(MAX_PASSES):
        tidied = _one_pass(after, locked, tolerance)
        if np.array_equal(tidied, after):
            return after
        after = tidied
    return before


def _one_pass(boxes: Array, locked: NDArray[np.bool_], tolerance: float | None) -> Array:
    """[P, 2, 3] -> [P, 2, 3]. A function of its arguments alone, so that a fixed point is one for the next call too."""
    longest = _longest(boxes)
    reach = DEFAULT_TOLERANCE * longest if tolerance is None else float(tolerance)
    layout = _Layout(boxes.copy(), locked, reach, EQUAL * longest, max(reach, 2 * MIN_SIDE_RATIO * longest))
    _drop(layout)
    for axis in range(3):
        _snap(layout, axis)
    for axis in (X, Z):
        _mirror(layout, axis)
    sides = layout.boxes[:, HIGH] - layout.boxes[:, LOW]
    if (sides < MIN_SIDE_RATIO * _longest(layout.boxes)).any():  # the scene grew, and a sheet is too thin for it now
        return boxes
    return layout.boxes


def _longest(boxes: Array) -> float:
    return float((boxes[:, HIGH].max(axis=0) - boxes[:, LOW].min(axis=0)).max())


@dataclass
class _Layout:
    boxes: Array  # [P, 2, 3], changed in place
    locked: NDArray[np.bool_]  # [P]
    reach: float  # the tolerance
    equal: float  # faces that are closer coincide
    thinnest: float  # no side is made thinner than this

    def may_become(self, part: int, axis: int, low: float, high: float) -> bool:
        old = self.boxes[part, HIGH, axis] - self.boxes[part, LOW, axis]
        return high - low >= min(old, self.thinnest) and abs(high - low - old) <= MOST_CHANGE * old

    def near(self, a: int, b: int, axis: int) -> bool:
        """Whether the boxes, grown by the tolerance, overlap along `axis`."""
        low = max(self.boxes[a, LOW, axis], self.boxes[b, LOW, axis])
        high = min(self.boxes[a, HIGH, axis], self.boxes[b, HIGH, axis])
        return bool(low <= high + self.reach)

    def rests(self, part: int) -> bool:
        """Whether the box stands exactly on the top of another one."""
        bottom = self.boxes[part, LOW, Y]
        return any(
            other != part
            and abs(self.boxes[other, HIGH, Y] - bottom) <= self.equal
            and all(self.near(part, other, axis) for axis in (X, Z))
            for other in range(len(self.boxes))
        )

    def differs(self, a: float, b: float) -> bool:
        """Not equal, yet within the tolerance."""
        return bool(self.equal < abs(a - b) <= self.reach)


# ---- 1. the ground -------------------------------------------------------------------------------------------------


def _drop(layout: _Layout) -> None:
    """Boxes whose top carries nothing are moved down whole; under others only the lower face moves."""
    for part, (low, high) in enumerate(layout.boxes[:, :, Y].copy()):
        if layout.locked[part] or not layout.differs(low, 0.0) or layout.rests(part):
            continue
        carries = any(
            other != part
            and abs(layout.boxes[other, LOW, Y] - high) <= layout.reach
            and all(layout.near(part, other, axis) for axis in (X, Z))
            for other in range(len(layout.boxes))
        )
        if not carries:
            layout.boxes[part, :, Y] = 0.0, high - low
        elif layout.may_become(part, Y, 0.0, high):
            layout.boxes[part, LOW, Y] = 0.0


# ---- 2. faces that meet --------------------------------------------------------------------------------------------


@dataclass
class _Plane:
    """Faces (part, side) that coincide and move as one."""

    faces: list[tuple[int, int]]
    fixed: bool = False
    volume: float = 0.0
    merged: _Plane | None = field(default=None, repr=False)

    def root(self) -> _Plane:
        plane = self
        while plane.merged is not None:
            plane = plane.merged
        return plane


def _snap(layout: _Layout, axis: int) -> None:
    """Join the faces across `axis` that are nearest first; a plane that holds a locked face or the ground stays."""
    count = len(layout.boxes)
    volumes = np.prod(layout.boxes[:, HIGH] - layout.boxes[:, LOW], axis=1)
    planes = {
        (part, side): _Plane([(part, side)], bool(layout.locked[part]), float(volumes[part]))
        for part in range(count) for side in (LOW, HIGH)
    }
    planes[GROUND, LOW] = _Plane([], fixed=True)
    candidates = [
        (abs(layout.boxes[a, i, axis] - layout.boxes[b, j, axis]), (a, i), (b, j))
        for a in range(count) for b in range(a + 1, count)
        if all(layout.near(a, b, other) for other in range(3) if other != axis)
        for i in (LOW, HIGH) for j in (LOW, HIGH)
    ]
    if axis == Y:
        standing = [part for part in range(count) if not layout.rests(part)]
        candidates += [(abs(layout.boxes[part, LOW, Y]), (GROUND, LOW), (part, LOW)) for part in standing]
    for distance, first, second in sorted(candidates):
        if distance > layout.reach:
            break
        a, b = planes[first].root(), planes[second].root()
        if a is not b:
            _join(layout, axis, a, b, first, second)


def _join(layout: _Layout, axis: int, a: _Plane, b: _Plane, first: tuple[int, int], second: tuple[int, int]) -> None:
    """Make the planes one, if no side suffers by it. The smaller volume follows the larger; all follow fixed ones."""
    if {part for part, _ in a.faces} & {part for part, _ in b.faces}:
        return  # both faces of one box
    at_a, at_b = (0.0 if part == GROUND else float(layout.boxes[part, side, axis]) for part, side in (first, second))
    if abs(at_a - at_b) <= layout.equal:
        _merge(b, a)
    elif abs(at_a - at_b) <= layout.reach:  # else moved apart meanwhile
        leads = (a.fixed, a.volume) >= (b.fixed, b.volume)
        moving, staying, place = (b, a, at_a) if leads else (a, b, at_b)
        if not moving.fixed and _can_move(layout, axis, moving, place):
            for part, side in moving.faces:
                layout.boxes[part, side, axis] = place
            _merge(moving, staying)


def _can_move(layout: _Layout, axis: int, plane: _Plane, place: float) -> bool:
    for part, side in plane.faces:
        extent = layout.boxes[part, :, axis].copy()
        extent[side] = place
        if not layout.may_become(part, axis, extent[LOW], extent[HIGH]):
            return False
    return True


def _merge(gone: _Plane, into: _Plane) -> None:
    into.faces += gone.faces
    into.fixed |= gone.fixed
    into.volume += gone.volume
    gone.merged = into


# ---- 3. mirror images ----------------------------------------------------------------------------------------------


def _mirror(layout: _Layout, axis: int) -> None:
    boxes = layout.boxes
    middle = (boxes[:, LOW, axis].min() + boxes[:, HIGH, axis].max()) / 2
    for leader, follower in _pairs(layout, axis, middle):
        image = _image(boxes[leader], axis, middle)
        if np.abs(image - boxes[follower]).max() > layout.equal:
            boxes[follower] = image


def _image(box: Array, axis: int, middle: float) -> Array:
    """[2, 3] -> [2, 3], mirrored about the plane where `axis` is `middle`."""
    image = box.copy()
    image[LOW, axis], image[HIGH, axis] = 2 * middle - box[HIGH, axis], 2 * middle - box[LOW, axis]
    return image


def _pairs(layout: _Layout, axis: int, middle: float) -> list[tuple[int, int]]:
    """(leader, follower) of the almost mirrored boxes on either side of the middle, the best match first."""
    boxes, found = layout.boxes, []
    for a in range(len(boxes)):
        image = _image(boxes[a], axis, middle)
        if abs(boxes[a, :, axis].mean() - middle) <= layout.reach:
            continue  # it stands in the middle: no pair
        for b in range(a + 1, len(boxes)):
            error = float(np.abs(image - boxes[b]).max())
            if error <= layout.reach and not (layout.locked[a] and layout.locked[b]):
                found.append((error, a, b))
    pairs, taken = [], set()
    for _, a, b in sorted(found):
        if not {a, b} & taken:
            taken |= {a, b}
            pairs.append((b, a) if layout.locked[b] else (a, b))
    return pairs


# ---- back to the document ------------------------------------------------------------------------------------------


def _with_boxes(scene: Scene, before: Array, after: Array) -> Scene:
    parts = [
        part if np.array_equal(old, new)
        else part.model_copy(update={"box": Box.model_validate({"min": new[LOW].tolist(), "max": new[HIGH].tolist()})})
        for part, old, new in zip(scene.parts, before, after, strict=True)
    ]
    return Scene.model_validate(scene.model_copy(update={"parts": parts}).model_dump())


def _changes(scene: Scene, before: Array, after: Array) -> list[Change]:
    return [
        Change(part.id, AXES[axis], (float(old[LOW]), float(old[HIGH])), (float(new[LOW]), float(new[HIGH])))
        for part, olds, news in zip(scene.parts, before, after, strict=True)
        for axis, (old, new) in enumerate(zip(olds.T, news.T, strict=True))
        if not np.array_equal(old, new)
    ]

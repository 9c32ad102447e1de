"""Boxes as shapes: their meshes, how well two agree, and what looks wrong in a layout.

The paper leaves wrong boxes to the user (METHOD section 5); `box_report` says where to look, `tidy` repairs small
errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from copart_core.scene import Box, Part, Scene

Array = NDArray[np.float64]

DEEP_OVERLAP = 0.3  # IoU: more means two parts in one place; nesting (a bulb in its shade) is fine (our choice)
CONTACT = 0.02  # of the scene's longest side: boxes this close count as touching (as in `tidy`)

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

    kind: Literal["overlap", "floating"]
    part_ids: tuple[str, ...]
    amount: float  # overlap: IoU of the two; floating: height over what lies below, in document units
    message: str  # one sentence for the user: what is wrong and what to do


def box_report(scene: Scene) -> list[BoxNote]:
    """Pairs of boxes that overlap deeply, in the order of the parts, then parts that float; empty where all is sound.

    A part floats if it touches neither the ground (the lowest point of the scene) nor, through others, a part that
    does.
    """
    return [*_overlaps(scene.parts), *_floating(scene.parts)]


def _overlaps(parts: list[Part]) -> list[BoxNote]:
    notes = []
    for one, other in combinations(parts, 2):
        share = float(box_iou(corners(one.box), corners(other.box)))
        if share > DEEP_OVERLAP:
            message = (
                f"{one.title!r} and {other.title!r} fill much the same place ({share:.0%} in common) and will clip; "
                "move or resize one of them"
            )
            notes.append(BoxNote("overlap", (one.id, other.id), share, message))
    return notes


def _floating(parts: list[Part]) -> list[BoxNote]:
    if not parts:
        return []
    boxes = np.stack([corners(part.box) for part in parts])  # [P, 2, 3]
    low, high = boxes[:, 0], boxes[:, 1]
    reach = CONTACT * float(np.ptp(boxes.reshape(-1, 3), axis=0).max())
    gaps = np.maximum(low[:, None] - high[None], low[None] - high[:, None])  # [P, P, 3], negative where they overlap
    touching = (gaps <= reach).all(axis=-1)
    _, island = connected_components(coo_matrix(touching), directed=False)
    ground = low[:, 1].min()
    notes = []
    for number in dict.fromkeys(island.tolist()):
        members = np.flatnonzero(island == number)
        height = float(low[members, 1].min() - ground)
        if height <= reach:
            continue
        names = ", ".join(repr(parts[index].title) for index in members)
        verb, pronoun = ("floats", "it") if len(members) == 1 else ("float", "them")
        message = f"{names} {verb} {height:.3g} above the ground; lower {pronoun}, or add what holds {pronoun}"
        notes.append(BoxNote("floating", tuple(parts[index].id for index in members), height, message))
    return notes

"""Which kept parts matter most to the parts that are made (supplementary D.2, where the paper picks them by hand).

Our choice, by boxes alone: a symmetric sibling first (mirrored along x about the middle of the part's group, or of the
scene where it has none, and of the same size), then parts by the gap between the boxes, of equally near ones those of
the same size, and of touching ones those with the larger contact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from copart_core.scene import Box, Part, Scene

SAME = 0.02  # of the longest side of the scene: boxes that differ by less are alike
NEAR = 0.01  # gaps are told apart in steps of this share of the scene, so that rounding never decides


def most_relevant(scene: Scene, to: Iterable[Part], among: Iterable[Part], count: int) -> list[Part]:
    """The `count` parts of `among` that matter most to the parts `to`, all of them where there are no more.

    Each part of `to`, the largest first, names its best in turn until enough are named. The result depends on the boxes
    and, between equals, on the ids: never on the order of what is given.
    """
    left = {part.id: part for part in among}
    wishes = [_ranked(scene, part, left.values()) for part in sorted(to, key=by_size)]
    chosen: dict[str, Part] = {}
    while wishes and len(chosen) < min(count, len(left)):
        for wish in wishes:
            best = next((part for part in wish if part.id not in chosen), None)
            if best is not None and len(chosen) < count:
                chosen[best.id] = best
    return list(chosen.values())


def by_size(part: Part) -> tuple[float, str]:
    """Sorts the largest box first, equal ones by id."""
    return -part.box.volume, part.id


def gap(a: Box, b: Box) -> float:
    """The distance between two boxes; 0 where they touch or overlap."""
    low, high = np.maximum(a.min, b.min), np.minimum(a.max, b.max)
    return float(np.linalg.norm(np.maximum(low - high, 0)))


def contact(a: Box, b: Box, slack: float) -> float:
    """The largest face over which two boxes lie together, each grown by `slack`; 0 where they are apart."""
    shared = np.minimum(a.max, b.max) - np.maximum(a.min, b.min) + 2 * slack
    if (shared <= 0).any():
        return 0.0
    return float(max(np.prod(np.delete(shared, axis)) for axis in range(3)))


def _ranked(scene: Scene, part: Part, among: Iterable[Part]) -> list[Part]:
    around = Box.around([other.box for other in scene.parts])
    scale = max(around.size)
    middle = _middle(scene, part)

    def key(other: Part) -> tuple[bool, int, bool, float, str]:
        alike = _close(part.box.size, other.box.size, SAME * scale)
        mirrored = alike and _mirrored(part.box, other.box, middle, SAME * scale)
        steps = round(gap(part.box, other.box) / (NEAR * scale))
        touching = contact(part.box, other.box, NEAR * scale) / scale**2
        return not mirrored, steps, not alike, -round(touching, 6), other.id

    return sorted(among, key=key)


def _middle(scene: Scene, part: Part) -> float:
    """Where the plane of symmetry stands."""
    company = [other.box for other in scene.parts if part.group is None or other.group == part.group]
    return Box.around(company).center[0]


def _mirrored(a: Box, b: Box, middle: float, slack: float) -> bool:
    return _close((2 * middle - a.center[0], *a.center[1:]), b.center, slack)


def _close(a: Sequence[float], b: Sequence[float], slack: float) -> bool:
    return bool(np.abs(np.subtract(a, b)).max() <= slack)

"""Finishes: the colour of a surface, plain or patterned, and the words for it.

A finish paints from coordinates relative to the part's box, so siblings in boxes of one size look alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copart_core.data import colors

Rng = np.random.Generator
Array = NDArray[np.float64]
Paint = Callable[[Array, Array, Array, Array], NDArray[Any]]
"""(unit [N, 3] in the box's 0..1, metric [N, 3] from the box's centre over its longest side, normals [N, 3],
the box's size [3]) -> rgb [N, 3]"""

NATURAL: dict[str, tuple[str, tuple[int, int, int]]] = {
    "oak": ("wood", (196, 154, 102)),
    "walnut": ("wood", (98, 68, 48)),
    "pine": ("wood", (226, 190, 134)),
    "steel": ("metal", (176, 182, 190)),
    "brass": ("metal", (196, 162, 82)),
    "copper": ("metal", (190, 112, 76)),
    "marble": ("stone", (226, 226, 224)),
    "stone": ("stone", (152, 148, 140)),
    "terracotta": ("stone", (196, 98, 66)),
    "wicker": ("woven", (202, 166, 112)),
}
"""Material named without a colour word -> (kind of grain, its natural colour)."""

COLORED_MATERIALS = ("wooden", "plastic", "metal", "fabric", "leather", "ceramic", "glass", "rubber", "velvet")


@dataclass(frozen=True)
class Finish:
    """How a part is coloured and how a caption says so."""

    color: str | None  # palette name
    material: str | None  # "wooden", "oak"; None: not said
    pattern: str | None  # "striped"; None: plain
    paint: Paint


def _shade(base: Array, amount: float) -> Array:
    """Darker (< 0) or lighter (> 0), in 8-bit steps."""
    return np.clip(base + amount, 0, 255)


def _plain(base: Array) -> Paint:
    return lambda unit, metric, normals, size: np.broadcast_to(base, unit.shape)


def _mix(base: Array, second: Array, weight: Array) -> Array:
    return base + np.clip(weight, 0, 1)[:, None] * (second - base)


def _grain(rng: Rng, base: Array, strength: float = 16) -> Paint:
    """Wood: wavy rings along the box's longest axis."""
    phase, density, wave = rng.uniform(0, 6, 3), rng.uniform(14, 26), rng.uniform(2, 5)

    def paint(unit: Array, metric: Array, normals: Array, size: Array) -> Array:
        a, b, c = (metric[:, axis] for axis in np.argsort(size))
        rings = np.sin(density * (a + 0.6 * b) + 0.8 * np.sin(wave * c + phase[0]) + phase[1])
        fine = np.sin(5 * density * (b + 0.5 * a) + phase[2])
        return base + (strength * (0.5 * rings - 0.3) + 0.25 * strength * fine)[:, None]

    return paint


def _veins(rng: Rng, base: Array) -> Paint:
    direction, phase = rng.normal(size=(3, 3)), rng.uniform(0, 6, 3)

    def paint(unit: Array, metric: Array, normals: Array, size: Array) -> Array:
        warp = np.sin(4 * metric @ direction[0] + phase[0]) + np.sin(7 * metric @ direction[1] + phase[1])
        vein = 1 - np.abs(np.sin(3 * metric @ direction[2] + warp + phase[2]))
        return _mix(base, _shade(base, -48), vein**5)

    return paint


def _weave(rng: Rng, base: Array) -> Paint:
    density = rng.uniform(50, 80)

    def paint(unit: Array, metric: Array, normals: Array, size: Array) -> Array:
        x, y, z = density * metric.T
        return base + 4 * (np.sin(x) * np.sin(y) + np.sin(y + 1) * np.sin(z) + np.sin(x) * np.sin(z + 1))[:, None]

    return paint


def _brushed(rng: Rng, base: Array) -> Paint:
    density = rng.uniform(60, 120)
    return lambda unit, metric, normals, size: (
        base + 5 * np.sin(density * metric[:, 1])[:, None] + 10 * normals[:, 1, None]
    )


def _stripes(rng: Rng, base: Array, second: Array, axis: int) -> Paint:
    count, share = int(rng.integers(2, 6)), rng.uniform(0.2, 0.32)

    def paint(unit: Array, metric: Array, normals: Array, size: Array) -> Array:
        longest = np.argsort(size)[axis]  # never the thinnest: a stripe there would swallow a whole face
        where = (unit[:, longest] * count + (1 - share) / 2 + share) % 1.0
        return np.where((where < share)[:, None], second, base)

    return paint


def _checks(rng: Rng, base: Array, second: Array) -> Paint:
    count = rng.uniform(4, 8)

    def paint(unit: Array, metric: Array, normals: Array, size: Array) -> Array:
        face = np.argmax(np.abs(normals), axis=1)
        cell = np.floor(metric * count + 100).astype(int)
        pair = np.array([[1, 2], [0, 2], [0, 1]])[face]
        odd = [np.take_along_axis(cell, pair[:, i : i + 1], axis=1)[:, 0] % 2 == 1 for i in (0, 1)]
        return np.where((odd[0] & odd[1])[:, None], second, base)

    return paint


def _dots(rng: Rng, base: Array, second: Array) -> Paint:
    count, radius = rng.uniform(5, 8), rng.uniform(0.24, 0.32)

    def paint(unit: Array, metric: Array, normals: Array, size: Array) -> Array:
        face = np.argmax(np.abs(normals), axis=1)
        away = (metric * count) % 1.0 - 0.5
        away[np.arange(len(away)), face] = 0
        return np.where((np.linalg.norm(away, axis=1) < radius)[:, None], second, base)

    return paint


def _banded(rng: Rng, base: Array, second: Array, axis: int) -> Paint:
    share = rng.uniform(0.1, 0.2)  # at the upper end: below, a cone or a dome has most of its area

    def paint(unit: Array, metric: Array, normals: Array, size: Array) -> Array:
        where = unit[:, 1 if size[1] > 0.4 * size.max() else np.argsort(size)[axis]]
        return np.where((where > 1 - share)[:, None], second, base)

    return paint


def _finished(paint: Paint) -> Paint:
    return lambda unit, metric, normals, size: np.clip(np.rint(paint(unit, metric, normals, size)), 0, 255).astype(
        np.uint8
    )


def _keeps_name(name: str, base: Array, amplitude: float) -> bool:
    """Whether the base stays `name` when lightened or darkened by `amplitude`."""
    return all(colors.nearest(_shade(base, change)) == name for change in (-amplitude, amplitude))


def colored(rng: Rng, name: str, material: str | None = None, patterned: float = 0.2) -> Finish:
    """A finish in a palette colour; with probability `patterned` it bears a pattern in a second colour."""
    base = colors.jitter(name, rng).astype(np.float64)
    if rng.random() < patterned:
        second_name = "white" if name not in ("white", "beige", "yellow") else str(rng.choice(["navy", "red", "teal"]))
        if rng.random() < 0.3:
            others = [other for other in colors.PALETTE if other != name]
            second_name = str(rng.choice(others))
        second = colors.jitter(second_name, rng).astype(np.float64)
        pattern = str(rng.choice(["striped", "checked", "dotted", "two-tone", "striped"]))
        if pattern == "striped":
            paint = _stripes(rng, base, second, int(rng.choice([1, 2, 2])))
        elif pattern == "checked":
            paint = _checks(rng, base, second)
        elif pattern == "dotted":
            paint = _dots(rng, base, second)
        else:
            paint = _banded(rng, base, second, int(rng.choice([1, 2])))
        return Finish(name, material, pattern, _finished(paint))
    if material == "wooden" and _keeps_name(name, base, 14):
        return Finish(name, material, None, _finished(_grain(rng, base, 14)))
    if material in ("fabric", "velvet") and _keeps_name(name, base, 20):
        return Finish(name, material, None, _finished(_weave(rng, base)))
    return Finish(name, material, None, _finished(_plain(base)))


def natural(rng: Rng, material: str) -> Finish:
    """A finish named by its material alone ("oak")."""
    grain, rgb = NATURAL[material]
    base = _shade(np.array(rgb, dtype=np.float64), rng.normal(0, 6))
    paint = {"wood": _grain, "metal": _brushed, "stone": _veins, "woven": _weave}[grain](rng, base)
    return Finish(None, material, None, _finished(paint))


def draw(
    rng: Rng,
    materials: tuple[str, ...] = (),
    naturals: tuple[str, ...] = (),
    palette: tuple[str, ...] = tuple(colors.PALETTE),
    natural_share: float = 0.25,
    patterned: float = 0.15,
) -> Finish:
    """Draw a finish: a natural material of `naturals` with `natural_share`, else a colour of `palette`."""
    if naturals and rng.random() < natural_share:
        return natural(rng, str(rng.choice(naturals)))
    material = str(rng.choice(materials)) if materials and rng.random() < 0.6 else None
    return colored(rng, str(rng.choice(palette)), material, patterned)

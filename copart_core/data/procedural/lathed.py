"""Named shapes with a round or polygonal section: rods, cones, wheels, vessels, shades."""

from __future__ import annotations

import numpy as np
import trimesh

from copart_core.data.procedural import solids
from copart_core.data.procedural.shapes import Rng, Shape
from copart_core.data.procedural.solids import Array


def turned(words: tuple[str, ...], profile: Array, axis: str = "y", section: Array | None = None) -> Shape:
    """Any lathe profile [K, 2] under a name, standing along `axis`."""
    return Shape(words, lambda size: solids.along(solids.lathe(profile, section), axis))


def _rod(top: float, bottom: float, bevel: float = 0.06, rings: int = 5) -> Array:
    """Profile of a straight or tapered rod of height 1 and slightly broken edges."""
    y = np.linspace(bevel / 2, 1 - bevel / 2, rings)
    r = np.linspace(bottom, top, rings)
    ends = ([[0, 0], [bottom * (1 - bevel), 0]], [[top * (1 - bevel), 1], [0, 1]])
    return np.concatenate([ends[0], np.stack([r, y], axis=1), ends[1]])


def disc(rng: Rng, axis: str = "y") -> Shape:
    """A flat round plate with rounded rim."""
    bevel = rng.uniform(0.15, 0.5)
    return turned(("round", "circular"), _rod(1, 1, bevel / 2, 3), axis, solids.superellipse(36))


def oval(rng: Rng, axis: str = "y") -> Shape:
    """A plate of superelliptic plan, between an oval and a rectangle."""
    return turned(("oval", "elongated oval"), _rod(1, 1, 0.15, 3), axis, solids.superellipse(36, rng.uniform(2.4, 3)))


def cylinder(rng: Rng, axis: str = "y") -> Shape:
    """A straight round rod."""
    return turned(("cylindrical", "round straight"), _rod(1, 1), axis)


def tapered(rng: Rng, axis: str = "y", square: bool | None = None, up: bool = False) -> Shape:
    """A rod that narrows downward (`up`: upward), square or round in section."""
    square = bool(rng.random() < 0.5) if square is None else square
    thin = rng.uniform(0.35, 0.55)
    profile = _rod(thin, 1) if up else _rod(1, thin)
    words = ("tapered square", "square tapering") if square else ("tapered round", "round tapering")
    return turned(words, profile, axis, solids.superellipse(24, 12) if square else None)


def cone(rng: Rng, axis: str = "y") -> Shape:
    """A cone, point up."""
    tip = rng.uniform(0.0, 0.06)
    profile = np.array([[0, 0], [0.96, 0], [1, 0.03], [(1 + tip) / 2, 0.5], [tip, 0.99], [0, 1]])
    return turned(("conical", "cone-shaped", "pointed"), profile, axis, solids.superellipse(28))


def pyramid(rng: Rng) -> Shape:
    """A four-sided pyramid."""
    profile = np.array([[0, 0], [1, 0], [0.75, 0.25], [0.5, 0.5], [0.25, 0.75], [0, 1]])
    return turned(("pyramid-shaped", "pyramidal"), profile, "y", solids.superellipse(32, 20))


def barrel(rng: Rng, axis: str = "y") -> Shape:
    """A rod thickest in the middle."""
    end = rng.uniform(0.55, 0.72)
    y = np.linspace(0, 1, 9)
    profile = np.stack([end + (1 - end) * np.sin(np.pi * y), y], axis=1)
    return turned(("barrel-shaped", "bulging"), np.concatenate([[[0, 0]], profile, [[0, 1]]]), axis)


def waisted(rng: Rng, axis: str = "y") -> Shape:
    """A rod thinnest in the middle."""
    waist = rng.uniform(0.3, 0.5)
    y = np.linspace(0, 1, 11)
    profile = np.stack([waist + (1 - waist) * np.cos(np.pi * y) ** 2, y], axis=1)
    return turned(("hourglass-shaped", "waisted"), np.concatenate([[[0, 0]], profile, [[0, 1]]]), axis)


def beaded(rng: Rng) -> Shape:
    """A classic turned leg: beads and coves."""
    beads = int(rng.integers(2, 5))
    y = np.linspace(0, 1, 29)
    radius = 0.55 + 0.3 * np.abs(np.sin(np.pi * beads * y)) + 0.15 * (y > 0.85)
    profile = np.stack([radius, y], axis=1)
    return turned(
        ("turned", "turned and beaded", "ornate turned"),
        np.concatenate([[[0, 0]], profile, [[0, 1]]]),
        "y",
        solids.superellipse(16),
    )


def prism(rng: Rng, sides: int | None = None, axis: str = "y") -> Shape:
    """A prism with a polygon for a base."""
    sides = int(rng.choice([6, 8])) if sides is None else sides
    word = {3: "triangular", 5: "pentagonal", 6: "hexagonal", 8: "octagonal"}[sides]
    return turned((word, f"{word} prism-like"), _rod(1, 1, 0.06, 4), axis, solids.polygon(sides))


def capsule(rng: Rng, axis: str = "y") -> Shape:
    """A rod with half-ball ends."""

    def build(size: Array) -> trimesh.Trimesh:
        length = size["xyz".index(axis)]
        radius = min(np.delete(size, "xyz".index(axis)).mean() / 2, 0.49 * length)
        angle = np.linspace(0, np.pi / 2, 6)
        arc = radius * np.stack([np.sin(angle), 1 - np.cos(angle)], axis=1)
        arc[0, 0] = 0
        upper = np.stack([arc[::-1, 0], length - arc[::-1, 1]], axis=1)
        return solids.along(solids.lathe(np.concatenate([arc, upper]), solids.superellipse(20)), axis)

    return Shape(("pill-shaped", "capsule-shaped"), build)


def ring(rng: Rng, axis: str = "y") -> Shape:
    """A torus about `axis`."""
    thickness = rng.uniform(0.18, 0.32)

    def build(size: Array) -> trimesh.Trimesh:
        angle = np.arange(28) * 2 * np.pi / 28
        path = np.stack([np.cos(angle), np.zeros(28), np.sin(angle)], axis=1)
        return solids.along(solids.sweep(path, thickness * solids.superellipse(12), closed=True), axis)

    return Shape(("ring-shaped", "hollow ring"), build)


def wheel(rng: Rng, axis: str = "x") -> Shape:
    """A tyre with a hub standing out on both sides."""
    hub, dip = rng.uniform(0.2, 0.35), rng.uniform(0.1, 0.25)
    style = rng.choice(["round", "chunky"])
    shoulder = 0.86 if style == "round" else 0.95
    half = [[0, 0.5], [hub * 0.8, 0.5], [hub, 0.5 - dip], [0.62, 0.5 - dip], [0.7, 0.46], [shoulder, 0.46], [1, 0.3]]
    profile = np.array([[r, -y] for r, y in half] + [[r, y] for r, y in reversed(half)])
    words = ("round", "circular") if style == "round" else ("chunky round", "fat round")
    return turned(words, profile, axis, solids.superellipse(28))


def bowl(rng: Rng, flare: float | None = None, wall: float = 0.1, sides: int = 32, depth: float = 0.85) -> Shape:
    """An open shell: outside and inside walls, rim rounded. `flare` < 0 closes in towards the rim."""
    flare = rng.uniform(0.3, 0.6) if flare is None else flare
    power = rng.uniform(1.8, 3.0)
    y = np.linspace(0, 1, 8)
    outside = np.stack([1 - flare * (1 - y) ** power, y], axis=1)
    inside = np.stack([1 - wall - flare * (1 - y) ** power, 1 - depth * (1 - y)], axis=1)[::-1]
    inside[:, 0] = np.maximum(inside[:, 0], 0.05)
    profile = np.concatenate([[[0, 0]], outside, [[1 - wall / 2, 1.02]], inside, [[0, inside[-1, 1]]]])
    return turned(("hollow", "open hollow"), profile, "y", solids.superellipse(sides))


def shade(rng: Rng) -> Shape:
    """A lamp shade: a thin-walled, slanted tube, open below and closed by a top."""
    top = rng.uniform(0.3, 0.7)
    round_top = bool(rng.random() < 0.4)
    y = np.linspace(0, 1, 7)
    radius = np.sqrt(1 - (1 - top**2) * y**2) if round_top else 1 - (1 - top) * y
    outside = np.stack([radius, y], axis=1)
    inside = np.stack([radius - 0.06, np.minimum(y + 0.0, 0.95)], axis=1)
    profile = np.concatenate([[[0, 0.95]], inside[::-1], outside, [[0, 1]]])
    words = ("bell-shaped", "domed hollow") if round_top else ("conical", "cone-shaped", "flaring")
    return turned(words, profile, "y", solids.superellipse(32))


def disc_z(rng: Rng) -> Shape:
    return disc(rng, "z")


def ring_z(rng: Rng) -> Shape:
    return ring(rng, "z")


def capsule_z(rng: Rng) -> Shape:
    return capsule(rng, "z")


def disc_x(rng: Rng) -> Shape:
    return disc(rng, "x")


def ring_x(rng: Rng) -> Shape:
    return ring(rng, "x")


def capsule_x(rng: Rng) -> Shape:
    return capsule(rng, "x")


def cylinder_z(rng: Rng) -> Shape:
    return cylinder(rng, "z")


def barrel_z(rng: Rng) -> Shape:
    return barrel(rng, "z")


def tapered_up(rng: Rng) -> Shape:
    """A round rod that narrows upward."""
    return tapered(rng, square=False, up=True).called("tapered round", "upward-tapering round")


def ogive(rng: Rng) -> Shape:
    """A bullet's nose."""
    y = np.linspace(0, 1, 10)
    profile = np.stack([(1 - y**2) ** 0.9, y], axis=1)
    profile[-1, 0] = 0
    return turned(("bullet-shaped", "rounded pointed"), np.concatenate([[[0, 0]], profile]))


def vase(rng: Rng) -> Shape:
    """A round-bellied vessel with a neck and a flared lip, hollow at the top."""
    belly, neck = rng.uniform(0.25, 0.45), rng.uniform(0.3, 0.5)
    outline = solids.curve([[0.5, 0], [0.9, belly * 0.6], [1, belly], [neck, 0.8], [neck + 0.15, 1]], 14)
    inside = [[neck + 0.05, 1.0], [neck - 0.1, 0.8], [neck - 0.12, 0.6], [0, 0.58]]
    return turned(("round-bellied", "bulbous"), np.concatenate([[[0, 0]], outline, inside]))


def mushroom_cap(rng: Rng) -> Shape:
    """A flat dome with a rolled-in rim."""
    profile = solids.curve([[0, 0.1], [0.6, 0.1], [0.95, 0.0], [1, 0.2], [0.8, 0.65], [0.4, 0.93], [0, 1]], 18)
    profile[[0, -1], 0] = 0
    return turned(("mushroom-shaped", "mushroom-like"), profile)


def cone_z(rng: Rng) -> Shape:
    return cone(rng, "z")


def cone_x(rng: Rng) -> Shape:
    return cone(rng, "x")


def oval_z(rng: Rng) -> Shape:
    return oval(rng, "z")


def lollipop(rng: Rng) -> Shape:
    """A thin rod with a ball on top."""
    ball_low = rng.uniform(0.55, 0.7)
    angle = np.linspace(-np.pi / 2 + 0.25, np.pi / 2, 11)
    half = (1 - ball_low) / 2
    bead = np.stack([np.cos(angle), ball_low + half + half * np.sin(angle)], axis=1)
    bead[-1, 0] = 0
    return turned(("ball-tipped", "round-tipped"), np.concatenate([[[0, 0], [0.2, 0], [0.2, ball_low * 0.5]], bead]))


def top_hat(rng: Rng) -> Shape:
    """A brim and a crown."""
    crown, brim = rng.uniform(0.5, 0.68), rng.uniform(0.08, 0.14)
    profile = [
        [0, 0],
        [0.97, 0],
        [1, brim / 2],
        [0.97, brim],
        [crown, brim],
        [crown * 0.95, 0.5],
        [crown, 0.97],
        [crown * 0.96, 1],
        [0, 1],
    ]
    return turned(("brimmed", "wide-brimmed"), np.array(profile))


def onion(rng: Rng) -> Shape:
    """An onion dome."""
    profile = solids.curve([[0.75, 0], [1, 0.2], [0.85, 0.42], [0.35, 0.65], [0.1, 0.85], [0, 1]], 18)
    profile = np.abs(profile)
    profile[-1, 0] = 0
    return turned(("onion-shaped", "bulbous pointed"), np.concatenate([[[0, 0]], profile]))


def flared_trunk(rng: Rng) -> Shape:
    """A trunk that widens towards its foot and a little towards the crown."""
    thin = rng.uniform(0.4, 0.55)
    y = np.linspace(0, 1, 9)
    radius = thin + (1 - thin) * (1 - y) ** 3 + 0.15 * y**3
    return turned(
        ("flared", "wide-footed"),
        np.concatenate([[[0, 0]], np.stack([radius, y], axis=1), [[0, 1]]]),
        "y",
        solids.superellipse(16),
    )


def superellipse_ribbed(ribs: int = 8) -> Array:
    """A ribbed circle, three points a rib."""
    angle = np.arange(3 * ribs) * 2 * np.pi / (3 * ribs)
    radius = np.where(np.arange(3 * ribs) % 3 == 0, 0.84, 1.0)[:, None]
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def tulip(rng: Rng) -> Shape:
    """A closed cup with a waved rim."""
    profile = solids.curve([[0.2, 0], [0.85, 0.25], [1, 0.5], [0.8, 1]], 9)
    inside = [[0.68, 1.0], [0.85, 0.5], [0.5, 0.25], [0, 0.2]]
    return turned(
        ("tulip-shaped", "cup-like"), np.concatenate([[[0, 0]], profile, inside]), "y", superellipse_ribbed(6)
    )


def ball_flat(rng: Rng) -> Shape:
    """A ball with a flattened top and bottom."""
    y = np.linspace(-0.85, 0.85, 13)
    profile = np.stack([np.sqrt(1 - y**2), y], axis=1)
    return turned(("round-bellied", "ball-like"), np.concatenate([[[0, -0.85]], profile, [[0, 0.85]]]))


def neck(rng: Rng) -> Shape:
    """A bottle's shoulder narrowing into its neck."""
    profile = solids.curve([[1, 0], [0.9, 0.2], [0.5, 0.5], [0.42, 0.8], [0.45, 1]], 12)
    return turned(("shouldered", "sloping-shouldered"), np.concatenate([[[0, 0]], profile, [[0, 1]]]))


def sleeve(rng: Rng) -> Shape:
    """A thin band around a cylinder."""
    profile = np.array([[0.9, 0], [1, 0], [1, 0.5], [1, 1], [0.9, 1], [0.9, 0.5]])
    angle = (np.arange(32) + 0.5) * 2 * np.pi / 32
    rings = np.stack([np.stack([r * np.cos(angle), np.full(32, y), r * np.sin(angle)], axis=1) for r, y in profile])
    return Shape(("band-like", "hollow band"), lambda size: solids.loft(rings, closed=True))

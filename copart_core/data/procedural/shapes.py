"""Named shapes: a word that a caption can say, and the modelling that the word stands for.

A `Shape` draws its free parameters once, so siblings that share it (four legs) are alike; it then models any box
size, with bevels and wall thicknesses in the box's own unit. The result need not fill the box: the assembly fits it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import trimesh

from copart_core.data.procedural import solids
from copart_core.data.procedural.solids import Array

Rng = np.random.Generator


@dataclass(frozen=True)
class Shape:
    """`words[0]` is the usual adjective, the rest are synonyms; `build(size [3])` models it about any origin."""

    words: tuple[str, ...]
    build: Callable[[Array], trimesh.Trimesh]

    def called(self, *words: str) -> Shape:
        """The same modelling under other words."""
        return Shape(words, self.build)


def _box_of(mesh: trimesh.Trimesh, size: Array) -> trimesh.Trimesh:
    return solids.fit(mesh, -size / 2, size / 2)


# Boxes and cushions ---------------------------------------------------------------------------------------------------


def block(rng: Rng, word: str = "square") -> Shape:
    """A box with slightly broken edges."""
    share = rng.uniform(0.04, 0.12)
    words = {"square": ("square", "boxy"), "flat": ("flat", "thin flat"), "straight": ("straight", "plain straight")}
    return Shape(words.get(word, (word,)), lambda size: solids.rounded_box(size, share * size.min()))


def rounded(rng: Rng) -> Shape:
    """A box with generously rounded edges."""
    share = rng.uniform(0.28, 0.46)
    return Shape(("rounded", "softly rounded"), lambda size: solids.rounded_box(size, share * size.min(), 3))


def superquadric(vertical: float, around: float, rings: int = 13, sides: int = 28) -> trimesh.Trimesh:
    """A superellipsoid; exponent 2 is an ellipsoid, more is boxier (`vertical` in profile, `around` in plan)."""
    angle = np.linspace(-np.pi / 2, np.pi / 2, rings)
    c, s = np.clip(np.cos(angle), 0, None), np.sin(angle)
    c[[0, -1]] = 0
    profile = np.stack([c ** (2 / vertical), np.sign(s) * np.abs(s) ** (2 / vertical)], axis=1)
    return solids.lathe(profile, solids.superellipse(sides, around))


def cushion(rng: Rng) -> Shape:
    """A stuffed cushion: a pillow with soft square corners."""
    vertical, around = rng.uniform(2.0, 2.6), rng.uniform(4.0, 7.0)

    def build(size: Array) -> trimesh.Trimesh:
        thin = "xyz"[int(np.argmin(size))]
        return solids.along(superquadric(vertical, around), thin)

    return Shape(("cushioned", "padded", "soft puffy"), build)


def ball(rng: Rng) -> Shape:
    """An ellipsoid."""
    return Shape(("ball-shaped", "spherical"), lambda size: superquadric(2, 2, 15, 24))


def egg(rng: Rng) -> Shape:
    """An egg, its thick end down."""
    lean = rng.uniform(0.25, 0.4)

    def build(size: Array) -> trimesh.Trimesh:
        angle = np.linspace(-np.pi / 2, np.pi / 2, 15)
        radius = np.clip(np.cos(angle), 0, None) * (1 - lean * np.sin(angle))
        radius[[0, -1]] = 0
        return solids.lathe(np.stack([radius, np.sin(angle)], axis=1))

    return Shape(("egg-shaped", "oval egg-like"), build)


def dome(rng: Rng, axis: str = "y") -> Shape:
    """A half ball, flat side down."""

    def build(size: Array) -> trimesh.Trimesh:
        angle = np.linspace(0, np.pi / 2, 9)
        profile = np.concatenate([[[0, 0]], np.stack([np.cos(angle), np.sin(angle)], axis=1)])
        profile[-1, 0] = 0
        return solids.along(solids.lathe(profile, solids.superellipse(28)), axis)

    return Shape(("domed", "dome-shaped", "half-ball"), build)


def wedge(rng: Rng) -> Shape:
    """A ramp: full height at the back (-z), thin at the front."""
    front = rng.uniform(0.15, 0.35)

    def build(size: Array) -> trimesh.Trimesh:
        w, h, d = size
        outline = np.array([[0, 0], [d, 0], [d, h], [0, front * h]])
        return solids.along(solids.extrude(outline, w, 0.05 * size.min()), "x")

    return Shape(("wedge-shaped", "sloping"), lambda size: _box_of(build(size[[0, 1, 2]]), size))


# Things with a round or polygonal section -----------------------------------------------------------------------------


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


# Outlines raised to plates --------------------------------------------------------------------------------------------


def plate(words: tuple[str, ...], outline: Array, axis: str = "z", bevel: float = 0.12) -> Shape:
    """A plate with the `outline` [K, 2] in the plane across `axis` ("z": x, y; "x": z, y; "y": x, z)."""

    def build(size: Array) -> trimesh.Trimesh:
        across = {"z": size[[0, 1]], "x": size[[2, 1]], "y": size[[0, 2]]}[axis]
        depth = size["xyz".index(axis)]
        low, high = outline.min(axis=0), outline.max(axis=0)
        flat = (outline - low) / (high - low) * across
        area = 0.5 * np.sum(flat[:, 0] * np.roll(flat[:, 1], -1) - flat[:, 1] * np.roll(flat[:, 0], -1))
        flat = flat if area > 0 else flat[::-1]
        edges = np.linalg.norm(np.roll(flat, -1, axis=0) - flat, axis=1)
        mesh = solids.extrude(flat, depth, min(bevel * depth, 0.3 * np.median(edges)))
        x, y, z = np.asarray(mesh.vertices).T
        columns = {"z": [x, y, z], "x": [z, y, x], "y": [x, z, y]}[axis]
        return solids.solid(np.stack(columns, axis=1), mesh.faces)

    return Shape(words, build)


def rectangle(corner: float = 0.2, sides: int = 32) -> Array:
    """A rounded rectangle outline in [-1, 1]^2."""
    angle = (np.arange(sides) + 0.5) * 2 * np.pi / sides
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([np.sign(c) * (1 - corner), np.sign(s) * (1 - corner)], axis=1) + corner * np.stack([c, s], axis=1)


def arch_outline(rise: float) -> Array:
    """Straight sides and a round top over the upper `rise` of the height."""
    angle = np.linspace(0, np.pi, 19)
    top = np.stack([np.cos(angle), 1 - rise + rise * np.sin(angle)], axis=1)
    return np.concatenate([[[-1, 0], [0, 0], [1, 0]], top])


def arched(rng: Rng, axis: str = "z") -> Shape:
    """A plate with a round top."""
    return plate(("arched", "round-topped"), arch_outline(rng.uniform(0.35, 0.6)), axis)


def heart(rng: Rng, axis: str = "z") -> Shape:
    """A heart-shaped plate."""
    t = (np.arange(40) + 0.5) * 2 * np.pi / 40
    outline = np.stack(
        [16 * np.sin(t) ** 3, 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)], axis=1
    )
    return plate(("heart-shaped",), outline, axis)


def star(rng: Rng, axis: str = "z") -> Shape:
    """A five-pointed star."""
    angle = np.pi / 2 + np.arange(10) * np.pi / 5
    radius = np.where(np.arange(10) % 2 == 0, 1, rng.uniform(0.4, 0.55))[:, None]
    return plate(("star-shaped", "five-pointed"), radius * np.stack([np.cos(angle), np.sin(angle)], axis=1), axis, 0.2)


def trapezoid(rng: Rng, axis: str = "z", top: float | None = None) -> Shape:
    """A plate narrower at the top than at the bottom."""
    top = rng.uniform(0.45, 0.7) if top is None else top
    outline = np.array([[-1, 0], [1, 0], [(1 + top) / 2, 0.5], [top, 1], [-top, 1], [-(1 + top) / 2, 0.5]])
    return plate(("trapezoidal", "narrow-topped"), outline, axis)


def gable(rng: Rng, axis: str = "z") -> Shape:
    """A triangular prism, ridge up and running along `axis`."""
    return plate(
        ("gabled", "triangular", "pointed gable"),
        np.array([[-1, 0], [0, 0], [1, 0], [0.5, 0.5], [0, 1], [-0.5, 0.5]]),
        axis,
        0.02,
    )


def pierced(words: tuple[str, ...], holes: Callable[[float, float], list[Array]], top: Array | None = None) -> Shape:
    """A plate in x, y with the holes that `holes(width, height)` returns as outlines."""

    def build(size: Array) -> trimesh.Trimesh:
        width, height, depth = size
        outline = rectangle(0.08) if top is None else top
        flat = (outline - outline.min(axis=0)) / np.ptp(outline, axis=0) * np.array([width, height])
        return solids.extrude(flat, depth, holes=holes(width, height))

    return Shape(words, build)


def _slot(x0: float, x1: float, y0: float, y1: float) -> Array:
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


def slatted(rng: Rng) -> Shape:
    """A frame with upright slats."""
    gaps, rim = int(rng.integers(2, 6)), rng.uniform(0.1, 0.16)
    bar = rng.uniform(0.3, 0.5)

    def holes(w: float, h: float) -> list[Array]:
        step = w * (1 - 2 * rim) / (gaps + (gaps - 1) * bar)
        starts = rim * w + step * (1 + bar) * np.arange(gaps)
        return [_slot(x, x + step, rim * h, (1 - rim) * h) for x in starts]

    return pierced(("slatted", "spindle-slatted", "barred"), holes)


def ladder(rng: Rng) -> Shape:
    """A frame with level rungs."""
    gaps, rim = int(rng.integers(2, 5)), rng.uniform(0.1, 0.18)
    bar = rng.uniform(0.4, 0.7)

    def holes(w: float, h: float) -> list[Array]:
        step = h * (1 - 2 * rim) / (gaps + (gaps - 1) * bar)
        starts = rim * h + step * (1 + bar) * np.arange(gaps)
        return [_slot(rim * w, (1 - rim) * w, y, y + step) for y in starts]

    return pierced(("ladder-like", "laddered", "open-runged"), holes)


def lattice(rng: Rng) -> Shape:
    """A grid of square holes."""
    nx, ny, bar = int(rng.integers(2, 4)), int(rng.integers(2, 4)), rng.uniform(0.3, 0.5)

    def holes(w: float, h: float) -> list[Array]:
        a, b = w / (nx + (nx + 1) * bar), h / (ny + (ny + 1) * bar)
        xs, ys = a * bar + a * (1 + bar) * np.arange(nx), b * bar + b * (1 + bar) * np.arange(ny)
        return [_slot(x, x + a, y, y + b) for x in xs for y in ys]

    return pierced(("latticed", "grid-like"), holes)


def frame(rng: Rng) -> Shape:
    """An open rectangular frame."""
    rim = rng.uniform(0.14, 0.24)
    return pierced(("open-framed", "frame-like"), lambda w, h: [_slot(rim * w, (1 - rim) * w, rim * h, (1 - rim) * h)])


def archway(rng: Rng) -> Shape:
    """An arched plate with an arched opening."""
    rise, rim = rng.uniform(0.4, 0.6), rng.uniform(0.2, 0.28)

    def holes(w: float, h: float) -> list[Array]:
        inner = arch_outline(rise)
        inner = (inner * [0.5 * (1 - 2 * rim), 1 - 2 * rim] + [0.5, rim]) * [w, h]
        return [inner]

    return pierced(("arched open", "arched hollow"), holes, arch_outline(rise))


# Bent things ----------------------------------------------------------------------------------------------------------


def curved_back(rng: Rng) -> Shape:
    """A plate bent about the vertical: its sides come forward (+z)."""
    bend = rng.uniform(0.5, 1.0)

    def build(size: Array) -> trimesh.Trimesh:
        w, h, d = size
        wall = 0.35 * d
        angle = np.linspace(-bend, bend, 17)
        outer = np.stack(
            [np.sin(angle) / np.sin(bend) * w / 2, (1 - np.cos(angle)) / (1 - np.cos(bend)) * (d - wall)], axis=1
        )
        outline = np.concatenate([outer, outer[::-1] + np.array([0, wall])])
        mesh = solids.extrude(outline, h, 0.15 * wall)
        return solids.solid(np.asarray(mesh.vertices)[:, [0, 2, 1]], mesh.faces)

    return Shape(("curved", "bent"), build)


def curved_leg(rng: Rng) -> Shape:
    """A sabre leg: it sweeps outward towards its foot at (+x, +z)."""
    thin = rng.uniform(0.5, 0.7)
    path = solids.curve([[-1, 1, -1], [-0.75, 0.55, -0.75], [-0.2, 0.2, -0.2], [1, 0, 1]], 12)

    def build(size: Array) -> trimesh.Trimesh:
        spread = size * [0.3, 1, 0.3]
        radius = 0.32 * min(size[0], size[2])
        section = radius * solids.superellipse(12, 3)
        return solids.sweep(path * spread, section, np.linspace(1, thin, 12))

    return Shape(("curved", "sweeping curved"), build)


def splayed_leg(rng: Rng) -> Shape:
    """A straight leg that leans outward to its foot at (+x, +z)."""
    thin = rng.uniform(0.5, 0.8)

    def build(size: Array) -> trimesh.Trimesh:
        path = np.linspace([-1, 1, -1], [1, 0, 1], 5) * size * [0.25, 1, 0.25]
        section = 0.28 * min(size[0], size[2]) * solids.superellipse(16)
        return solids.sweep(path, section, np.linspace(1, thin, 5))

    return Shape(("splayed", "slanted", "leaning"), build)


def tube(words: tuple[str, ...], path: Array, thickness: float, taper: float = 1.0, sides: int = 12) -> Shape:
    """A round tube along `path` [M, 3] given in box units; `thickness` is relative to the thinnest side of the box."""

    def build(size: Array) -> trimesh.Trimesh:
        extent = np.maximum(np.ptp(path, axis=0), 1e-9)
        flat = extent < 1e-6
        thin = np.where(flat, np.inf, size).min() if not flat.all() else size.min()
        radius = 0.5 * thickness * (min(thin, size[flat].min()) if flat.any() and thickness >= 1 else thin)
        inner = np.where(flat, 0, np.maximum(size - 2 * radius, 0.1 * size))
        centred = (path - path.mean(axis=0)) / extent * inner
        section = radius * solids.superellipse(sides)
        return solids.sweep(centred, section, np.linspace(1, taper, len(path)))

    return Shape(words, build)


def handle(rng: Rng) -> Shape:
    """A C-shaped handle in the x, y plane, open towards -x."""
    angle = np.linspace(np.pi / 2, -np.pi / 2, 15)
    flat = rng.uniform(0.7, 1.0)
    c, s = np.cos(angle) ** flat, np.sin(angle)
    path = np.stack([c, s, np.zeros(15)], axis=1)
    return tube(("curved", "c-shaped", "looped"), path, rng.uniform(0.25, 0.4))


def hairpin(rng: Rng) -> Shape:
    """A thin U of bent rod, the bend down."""
    angle = np.linspace(np.pi, 2 * np.pi, 11)
    bend = np.stack([0.35 * np.cos(angle), 0.12 * np.sin(angle) + 0.12, np.zeros(11)], axis=1)
    path = np.concatenate([[[-1, 1, 0]], bend, [[1, 1, 0]]])
    return tube(("hairpin", "u-bent wire"), path, 0.16)


def s_curve(rng: Rng, thickness: float = 0.3) -> Shape:
    """A gooseneck: up and over to the front (+z)."""
    path = solids.curve([[0, 0, 0], [0, 0.5, -0.1], [0, 0.9, 0.15], [0, 1, 0.6], [0, 0.85, 1]], 20)
    return tube(("curved gooseneck", "curved"), path, thickness)


def elbow(rng: Rng, thickness: float = 0.8) -> Shape:
    """A bent arm of two straight pieces: up, then over to the front (+z)."""
    path = np.array([[0, 0, 0.1], [0, 0.3, 0.06], [0, 0.62, 0.0], [0, 0.66, 0.04], [0, 0.8, 0.5], [0, 1.0, 1.0]])
    return tube(("angled", "bent angular"), path, thickness, sides=10)


# The same in other directions -----------------------------------------------------------------------------------------


def sideways(shape: Shape) -> Shape:
    """A plate modelled in x, y, turned to stand in z, y."""
    return Shape(shape.words, lambda size: _swapped(shape.build(size[[2, 1, 0]]), [2, 1, 0]))


def lying(shape: Shape) -> Shape:
    """A plate modelled in x, y, laid flat in x, z."""
    return Shape(shape.words, lambda size: _swapped(shape.build(size[[0, 2, 1]]), [0, 2, 1]))


def upside_down(shape: Shape) -> Shape:
    """The shape with its top down."""
    return Shape(shape.words, lambda size: solids.flipped(shape.build(size), "y"))


def _swapped(mesh: trimesh.Trimesh, order: list[int]) -> trimesh.Trimesh:
    return solids.solid(np.asarray(mesh.vertices)[:, order], mesh.faces)


def frame_x(rng: Rng) -> Shape:
    return sideways(frame(rng))


def slatted_x(rng: Rng) -> Shape:
    return sideways(slatted(rng))


def ladder_x(rng: Rng) -> Shape:
    return sideways(ladder(rng))


def hairpin_x(rng: Rng) -> Shape:
    return sideways(hairpin(rng))


def arched_x(rng: Rng) -> Shape:
    return arched(rng, "x")


def trapezoid_x(rng: Rng) -> Shape:
    return trapezoid(rng, "x")


def star_y(rng: Rng) -> Shape:
    return star(rng, "y")


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


def pennant(rng: Rng) -> Shape:
    """A pointed flag that flies towards -z."""
    return plate(
        ("triangular", "pennant-shaped"), np.array([[1, 0], [1, 1], [0, 0.75], [-1, 0.5], [0, 0.25]]), "x", 0.1
    )


def ogive(rng: Rng) -> Shape:
    """A bullet's nose."""
    y = np.linspace(0, 1, 10)
    profile = np.stack([(1 - y**2) ** 0.9, y], axis=1)
    profile[-1, 0] = 0
    return turned(("bullet-shaped", "rounded pointed"), np.concatenate([[[0, 0]], profile]))


def trough(rng: Rng) -> Shape:
    """A box open at the top."""
    wall = rng.uniform(0.06, 0.12)

    def build(size: Array) -> trimesh.Trimesh:
        thick = wall * min(size[0], size[2])
        inner = solids.rounded_box(size - [2 * thick, 0, 2 * thick], 0.05 * size.min())
        lifted = solids.solid(inner.vertices + np.array([0, 2 * thick, 0]), inner.faces)
        return solids.difference(solids.rounded_box(size, 0.05 * size.min()), [lifted])

    return Shape(("open-topped", "hollow open-topped"), build)


def egg_down(rng: Rng) -> Shape:
    return upside_down(egg(rng)).called("pear-shaped", "bulb-shaped")


def block_flat(rng: Rng) -> Shape:
    return block(rng, "flat")


def rounded_plan(rng: Rng) -> Shape:
    """A flat board with round corners."""
    corner = rng.uniform(0.25, 0.6)
    return plate(("round-cornered", "flat round-cornered"), rectangle(corner), "y", 0.2)


# Composed outlines ----------------------------------------------------------------------------------------------------


def scalloped(rng: Rng, axis: str = "z") -> Shape:
    """A plate whose top runs in waves."""
    waves = int(rng.integers(2, 5))
    x = np.linspace(1, -1, 41)
    top = 0.8 + 0.2 * np.abs(np.cos(np.pi * waves * (x + 1) / 2 + np.pi / 2))
    return plate(
        ("scalloped", "wavy-topped"), np.concatenate([[[-1, 0], [0, 0], [1, 0]], np.stack([x, top], axis=1)]), axis, 0.1
    )


def rolled_arm(rng: Rng) -> Shape:
    """An arm rest whose top is a roll wider than its body."""
    neck, center = rng.uniform(0.5, 0.7), 0.74
    angle = np.linspace(-np.pi / 3, np.pi + np.pi / 3, 21)
    roll = np.stack([np.cos(angle), center + (1 - center) * np.sin(angle)], axis=1)
    return plate(("rolled", "scroll-topped"), np.concatenate([[[-neck, 0], [neck, 0]], roll]), "z", 0.06)


def draped(rng: Rng) -> Shape:
    """A cloth over a bed: an upturned shallow trough along z with soft edges."""
    wall = rng.uniform(0.12, 0.2)
    angle = np.linspace(0, np.pi / 2, 6)
    corner = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    right = np.concatenate([[[1.0, 0.0]], [0.9, 0.6] + corner * [0.1, 0.4]])
    outer = np.concatenate([right, (right * [-1, 1])[::-1]])
    inner = np.array([[-1 + 0.04, 0.0], [-0.96, 1 - 2 * wall], [0.96, 1 - 2 * wall], [0.96, 0.0]])
    return plate(("draped", "folded-over"), np.concatenate([outer, inner]), "z", 0.0)


def book_row(rng: Rng) -> Shape:
    """A row of books as one solid: spines side by side, of unequal heights and depths."""
    count = int(rng.integers(4, 10))
    widths = rng.uniform(0.6, 1.4, count)
    edges = np.concatenate([[0], np.cumsum(widths)]) / widths.sum()
    heights = rng.uniform(0.72, 1.0, count)

    def build(size: Array) -> trimesh.Trimesh:
        outline = [[0.0, 0.0], [1.0, 0.0]]
        for i in reversed(range(count)):
            groove = 0.12 * (edges[i + 1] - edges[i])
            outline += [[edges[i + 1] - (groove if i < count - 1 else 0), heights[i]], [edges[i] + groove, heights[i]]]
            if i > 0:
                outline += [[edges[i] + groove * 0.5, 0.5], [edges[i] - groove * 0.2, 0.5]]
        return solids.extrude(np.array(outline) * size[:2], size[2], 0)

    return Shape(("upright", "standing"), build)


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


# Small and odd --------------------------------------------------------------------------------------------------------


def cone_z(rng: Rng) -> Shape:
    return cone(rng, "z")


def cone_x(rng: Rng) -> Shape:
    return cone(rng, "x")


def oval_z(rng: Rng) -> Shape:
    return oval(rng, "z")


def gable_x(rng: Rng) -> Shape:
    return gable(rng, "x")


def arched_roof(rng: Rng) -> Shape:
    """A barrel vault, its axis along z."""
    angle = np.linspace(0, np.pi, 21)
    return plate(("arched", "barrel-vaulted"), np.stack([np.cos(angle), np.sin(angle)], axis=1), "z", 0.02)


def rounded_upright(rng: Rng) -> Shape:
    """An upright plate with round corners."""
    return plate(("round-cornered", "soft-cornered"), rectangle(rng.uniform(0.3, 0.6)), "z", 0.15)


def tapered_plate(rng: Rng) -> Shape:
    """A slim plate, a little narrower at the top."""
    return trapezoid(rng, "z", rng.uniform(0.6, 0.8)).called("tapered", "narrowing")


def trapezoid_down(rng: Rng) -> Shape:
    """A plate narrower at the bottom than at the top."""
    return upside_down(trapezoid(rng)).called("flaring", "wide-topped")


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


def twig(rng: Rng) -> Shape:
    """A forked branch rising towards +x."""

    def build(size: Array) -> trimesh.Trimesh:
        section = solids.superellipse(8)
        pieces = [
            ([[-1, -0.8, 0], [0.2, 0, 0], [1, 1, 0]], 0.14),
            ([[0.2, 0, 0], [0.65, -0.02, 0.1], [1, 0.1, 0.2]], 0.11),
            ([[0.1, 0, 0], [0.2, 0.5, -0.1], [0.35, 0.95, -0.2]], 0.11),
        ]
        return solids.union(
            [solids.sweep(solids.curve(path, 7), r * section, np.linspace(1, 0.5, 7)) for path, r in pieces]
        )

    return Shape(("forked", "branching"), build)


def drop_plate(rng: Rng) -> Shape:
    """A hanging drop in z, y: an ear."""
    t = np.arange(24) * 2 * np.pi / 24
    outline = np.stack([np.cos(t) * (0.72 - 0.28 * np.sin(t)), np.sin(t)], axis=1)
    return plate(("floppy", "drop-shaped"), outline, "x", 0.3)


def tail(rng: Rng) -> Shape:
    """A tail that curls up, root at the low -z end."""
    path = solids.curve([[0, -1, -1], [0, -0.7, 0.2], [0, 0, 0.8], [0, 1, 0.7]], 12)
    return tube(("curled", "curved"), path, 0.7, 0.5, 10)


def onion(rng: Rng) -> Shape:
    """An onion dome."""
    profile = solids.curve([[0.75, 0], [1, 0.2], [0.85, 0.42], [0.35, 0.65], [0.1, 0.85], [0, 1]], 18)
    profile = np.abs(profile)
    profile[-1, 0] = 0
    return turned(("onion-shaped", "bulbous pointed"), np.concatenate([[[0, 0]], profile]))


def flag_pole(rng: Rng) -> Shape:
    """A pole with a pointed flag that flies towards -z."""
    outline = [[0.9, 0], [1, 0], [1, 1], [0.9, 1], [0.9, 0.99], [-1, 0.8], [0.9, 0.58], [0.9, 0.3]]
    return plate(("pointed", "triangular"), np.array(outline), "x", 0.1)


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


def cactus(rng: Rng) -> Shape:
    """A ribbed column with two arms."""

    def build(size: Array) -> trimesh.Trimesh:
        ring = superellipse_ribbed()
        arm = solids.curve([[0, 0.35, 0], [0.6, 0.4, 0], [0.75, 0.55, 0], [0.75, 0.85, 0]], 9)
        taper = np.array([1, 1, 1, 1, 1, 1, 0.95, 0.8, 0.3])
        low = solids.curve([[0, 0.2, 0], [-0.55, 0.25, 0], [-0.7, 0.38, 0], [-0.7, 0.62, 0]], 9)
        stem = solids.sweep(np.stack([np.zeros(9), np.linspace(0, 1.1, 9), np.zeros(9)], axis=1), 0.28 * ring, taper)
        return solids.union([stem, solids.sweep(arm, 0.17 * ring, taper), solids.sweep(low, 0.17 * ring, taper)])

    return Shape(("two-armed cactus", "ribbed cactus"), build)


def superellipse_ribbed(ribs: int = 8) -> Array:
    """A ribbed circle, three points a rib."""
    angle = np.arange(3 * ribs) * 2 * np.pi / (3 * ribs)
    radius = np.where(np.arange(3 * ribs) % 3 == 0, 0.84, 1.0)[:, None]
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def leaf_blade(rng: Rng) -> Shape:
    """A single leaf, root at the low -x end, rising to a point."""
    path = solids.curve([[-1, 0, 0], [-0.3, 0.6, 0], [0.4, 0.9, 0], [1, 1, 0]], 11)
    width = np.sin(np.linspace(0.15, np.pi - 0.02, 11)) ** 0.8
    return Shape(
        ("pointed", "almond-shaped"), lambda size: solids.sweep(path, solids.superellipse(10) * [0.12, 0.5], width)
    )


def tulip(rng: Rng) -> Shape:
    """A closed cup with a waved rim."""
    profile = solids.curve([[0.2, 0], [0.85, 0.25], [1, 0.5], [0.8, 1]], 9)
    inside = [[0.68, 1.0], [0.85, 0.5], [0.5, 0.25], [0, 0.2]]
    return turned(
        ("tulip-shaped", "cup-like"), np.concatenate([[[0, 0]], profile, inside]), "y", superellipse_ribbed(6)
    )


# Kitchen --------------------------------------------------------------------------------------------------------------


def square_handle(rng: Rng) -> Shape:
    """An angular handle in the x, y plane, open towards -x."""
    path = np.array(
        [
            [-1, 1, 0],
            [0.3, 1, 0],
            [0.85, 0.95, 0],
            [1, 0.7, 0],
            [1, 0, 0],
            [1, -0.7, 0],
            [0.85, -0.95, 0],
            [0.3, -1, 0],
            [-1, -1, 0],
        ]
    )
    return tube(("angular", "square-cornered"), path, rng.uniform(0.28, 0.4), sides=8)


def hoop(rng: Rng) -> Shape:
    """A handle that arches over the top, in x, y."""
    angle = np.linspace(0, np.pi, 17)
    return tube(("arched", "hoop-shaped"), np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1), 0.2)


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


def spoon(rng: Rng, axis: str = "x") -> Shape:
    """A spoon along `axis`, bowl at the low end."""
    t = np.linspace(0, 1, 21)
    half = np.where(t < 0.32, np.sqrt(np.clip(1 - ((t - 0.16) / 0.17) ** 2, 0.02, 1)), 0.2 + 0.1 * t)
    half = np.maximum(half, 0.18)
    right = np.stack([half, 2 * t - 1], axis=1)
    shape = plate(("oval-ended", "round-ended"), np.concatenate([right, (right * [-1, 1])[::-1]]), "y", 0.3)
    return shape if axis == "z" else Shape(shape.words, lambda size: _swapped(shape.build(size[[2, 1, 0]]), [2, 1, 0]))


def spoon_z(rng: Rng) -> Shape:
    return upside_down(
        Shape(("oval-ended", "round-ended"), lambda size: solids.flipped(spoon(rng, "z").build(size), "z"))
    )


def fork(rng: Rng) -> Shape:
    """A fork along z, three prongs away from the user (-z)."""
    right = [
        [0.22, 1],
        [0.16, 0.2],
        [0.25, -0.1],
        [0.95, -0.3],
        [1.0, -1],
        [0.62, -1],
        [0.6, -0.5],
        [0.2, -0.5],
        [0.18, -1],
    ]
    right = np.array(right)
    return plate(("three-pronged", "pronged"), np.concatenate([right, (right * [-1, 1])[::-1]]), "y", 0.0)


def knife(rng: Rng) -> Shape:
    """A knife along z, its tip away from the user (-z)."""
    outline = np.array([[0.6, 1], [0.6, 0.1], [1, 0.05], [1, -0.6], [0.6, -0.9], [-0.6, -1], [-0.6, 0], [-0.6, 1]])
    return plate(("bladed", "blade-like"), outline, "y", 0.0)

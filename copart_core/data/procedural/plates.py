"""Named shapes raised from an outline: boards, slatted and arched backs, hearts, stars, cutlery."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import trimesh

from copart_core.data.procedural import shapes, solids
from copart_core.data.procedural.shapes import Rng, Shape
from copart_core.data.procedural.solids import Array


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


def frame_x(rng: Rng) -> Shape:
    return shapes.sideways(frame(rng))


def slatted_x(rng: Rng) -> Shape:
    return shapes.sideways(slatted(rng))


def ladder_x(rng: Rng) -> Shape:
    return shapes.sideways(ladder(rng))


def arched_x(rng: Rng) -> Shape:
    return arched(rng, "x")


def trapezoid_x(rng: Rng) -> Shape:
    return trapezoid(rng, "x")


def star_y(rng: Rng) -> Shape:
    return star(rng, "y")


def pennant(rng: Rng) -> Shape:
    """A pointed flag that flies towards -z."""
    return plate(
        ("triangular", "pennant-shaped"), np.array([[1, 0], [1, 1], [0, 0.75], [-1, 0.5], [0, 0.25]]), "x", 0.1
    )


def rounded_plan(rng: Rng) -> Shape:
    """A flat board with round corners."""
    corner = rng.uniform(0.25, 0.6)
    return plate(("round-cornered", "flat round-cornered"), rectangle(corner), "y", 0.2)


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
    return shapes.upside_down(trapezoid(rng)).called("flaring", "wide-topped")


def drop_plate(rng: Rng) -> Shape:
    """A hanging drop in z, y: an ear."""
    t = np.arange(24) * 2 * np.pi / 24
    outline = np.stack([np.cos(t) * (0.72 - 0.28 * np.sin(t)), np.sin(t)], axis=1)
    return plate(("floppy", "drop-shaped"), outline, "x", 0.3)


def flag_pole(rng: Rng) -> Shape:
    """A pole with a pointed flag that flies towards -z."""
    outline = [[0.9, 0], [1, 0], [1, 1], [0.9, 1], [0.9, 0.99], [-1, 0.8], [0.9, 0.58], [0.9, 0.3]]
    return plate(("pointed", "triangular"), np.array(outline), "x", 0.1)


def spoon(rng: Rng, axis: str = "x") -> Shape:
    """A spoon along `axis`, bowl at the low end."""
    t = np.linspace(0, 1, 21)
    half = np.where(t < 0.32, np.sqrt(np.clip(1 - ((t - 0.16) / 0.17) ** 2, 0.02, 1)), 0.2 + 0.1 * t)
    half = np.maximum(half, 0.18)
    right = np.stack([half, 2 * t - 1], axis=1)
    shape = plate(("oval-ended", "round-ended"), np.concatenate([right, (right * [-1, 1])[::-1]]), "y", 0.3)
    return shape if axis == "z" else shapes.sideways(shape)


def spoon_z(rng: Rng) -> Shape:
    """A spoon along z, its bowl away from the user (-z)."""
    return spoon(rng, "z")


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

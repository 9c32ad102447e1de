"""Named shapes that bend: curved backs and legs, tubes, handles, branches."""

from __future__ import annotations

import numpy as np
import trimesh

from copart_core.data.procedural import lathed, shapes, solids
from copart_core.data.procedural.shapes import Rng, Shape
from copart_core.data.procedural.solids import Array


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


def hairpin_x(rng: Rng) -> Shape:
    return shapes.sideways(hairpin(rng))


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


def tail(rng: Rng) -> Shape:
    """A tail that curls up, root at the low -z end."""
    path = solids.curve([[0, -1, -1], [0, -0.7, 0.2], [0, 0, 0.8], [0, 1, 0.7]], 12)
    return tube(("curled", "curved"), path, 0.7, 0.5, 10)


def cactus(rng: Rng) -> Shape:
    """A ribbed column with two arms."""

    def build(size: Array) -> trimesh.Trimesh:
        ring = lathed.superellipse_ribbed()
        arm = solids.curve([[0, 0.35, 0], [0.6, 0.4, 0], [0.75, 0.55, 0], [0.75, 0.85, 0]], 9)
        taper = np.array([1, 1, 1, 1, 1, 1, 0.95, 0.8, 0.3])
        low = solids.curve([[0, 0.2, 0], [-0.55, 0.25, 0], [-0.7, 0.38, 0], [-0.7, 0.62, 0]], 9)
        stem = solids.sweep(np.stack([np.zeros(9), np.linspace(0, 1.1, 9), np.zeros(9)], axis=1), 0.28 * ring, taper)
        return solids.union([stem, solids.sweep(arm, 0.17 * ring, taper), solids.sweep(low, 0.17 * ring, taper)])

    return Shape(("two-armed cactus", "ribbed cactus"), build)


def leaf_blade(rng: Rng) -> Shape:
    """A single leaf, root at the low -x end, rising to a point."""
    path = solids.curve([[-1, 0, 0], [-0.3, 0.6, 0], [0.4, 0.9, 0], [1, 1, 0]], 11)
    width = np.sin(np.linspace(0.15, np.pi - 0.02, 11)) ** 0.8
    return Shape(
        ("pointed", "almond-shaped"), lambda size: solids.sweep(path, solids.superellipse(10) * [0.12, 0.5], width)
    )


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

"""Named shapes: a word that a caption can say, and the modelling that the word stands for.

A `Shape` draws its free parameters once, so siblings that share it (four legs) are alike; it then models any box
size, with bevels and wall thicknesses in the box's own unit. The result need not fill the box: the assembly fits it.
Here are boxes, cushions and balls; `lathed`, `plates`, `bent` and `bodies` have the others.
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


def sideways(shape: Shape) -> Shape:
    """A plate modelled in x, y, turned to stand in z, y."""
    return Shape(shape.words, lambda size: swapped(shape.build(size[[2, 1, 0]]), [2, 1, 0]))


def lying(shape: Shape) -> Shape:
    """A plate modelled in x, y, laid flat in x, z."""
    return Shape(shape.words, lambda size: swapped(shape.build(size[[0, 2, 1]]), [0, 2, 1]))


def upside_down(shape: Shape) -> Shape:
    """The shape with its top down."""
    return Shape(shape.words, lambda size: solids.flipped(shape.build(size), "y"))


def swapped(mesh: trimesh.Trimesh, order: list[int]) -> trimesh.Trimesh:
    return solids.solid(np.asarray(mesh.vertices)[:, order], mesh.faces)


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

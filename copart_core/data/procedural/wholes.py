"""Whole things as one part, for mini-scenes: a table, a chair, a sofa ... each one solid composed of shapes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import trimesh

from copart_core.data.procedural import bent, bodies, lathed, plates, shapes, solids
from copart_core.data.procedural.shapes import Rng, Shape
from copart_core.data.procedural.solids import Array


def compose(words: tuple[str, ...], pieces: Sequence[tuple[Shape, Sequence[float], Sequence[float], str]]) -> Shape:
    """One solid out of several shapes, each in its own sub-box (corners as shares of the whole) and mirrored."""

    def build(size: Array) -> trimesh.Trimesh:
        meshes = []
        for shape, low_share, high_share, mirror in pieces:
            low, high = np.asarray(low_share) * size, np.asarray(high_share) * size
            mesh = shape.build(high - low)
            meshes.append(solids.fit(solids.flipped(mesh, mirror) if mirror else mesh, low, high))
        return solids.union(meshes)

    return Shape(words, build)


def teapot_whole(rng: Rng) -> Shape:
    """A teapot as one solid."""
    return compose(
        ("round-bellied", "pot-bellied"),
        [
            (lathed.ball_flat(rng), (0.2, 0, 0.05), (0.75, 0.8, 0.95), ""),
            (bodies.spout(rng), (0.68, 0.25, 0.4), (1, 0.85, 0.6), ""),
            (bent.handle(rng), (0, 0.15, 0.42), (0.26, 0.7, 0.58), "x"),
            (lathed.lollipop(rng), (0.38, 0.72, 0.3), (0.57, 1, 0.7), ""),
        ],
    )


def _legs(leg: Shape, top: float, thick: tuple[float, float], inset: float = 0.0) -> list:
    """Four legs up to the height `top`, in shares of the box."""
    pieces = []
    for x, mirror_x in ((1 - inset - thick[0], ""), (inset, "x")):
        for z, mirror_z in ((1 - inset - thick[1], ""), (inset, "z")):
            pieces.append((leg, (x, 0, z), (x + thick[0], top, z + thick[1]), mirror_x + mirror_z))
    return pieces


def whole_table(rng: Rng) -> Shape:
    """A table: top and legs, or top and pedestal."""
    board = rng.uniform(0.06, 0.12)
    kind = int(rng.integers(3))
    if kind == 0:
        legs = _legs(lathed.tapered(rng), 1 - board, (0.08, 0.08), 0.02)
        return compose(
            ("four-legged rectangular", "rectangular four-legged"),
            [(plates.rounded_plan(rng), (0, 1 - board, 0), (1, 1, 1), ""), *legs],
        )
    if kind == 1:
        legs = _legs(lathed.cylinder(rng), 1 - board, (0.07, 0.07), 0.16)
        return compose(
            ("four-legged round", "round four-legged"), [(lathed.disc(rng), (0, 1 - board, 0), (1, 1, 1), ""), *legs]
        )
    column = lathed.waisted(rng)
    foot = shapes.dome(rng)
    pieces = [
        (lathed.disc(rng), (0, 1 - board, 0), (1, 1, 1), ""),
        (column, (0.4, 0.05, 0.4), (0.6, 1 - board * 0.5, 0.6), ""),
        (foot, (0.22, 0, 0.22), (0.78, 0.14, 0.78), ""),
    ]
    return compose(("round pedestal", "round one-legged"), pieces)


def whole_chair(rng: Rng) -> Shape:
    """A chair that faces +z."""
    knee, thick = rng.uniform(0.42, 0.5), rng.uniform(0.05, 0.1)
    kind = int(rng.integers(3))
    back = (plates.slatted(rng), plates.arched(rng), shapes.rounded(rng))[kind]
    words = (("slat-backed", "slatted"), ("arch-backed", "round-backed"), ("square-backed", "plain square"))[kind]
    pieces = [
        (plates.rounded_plan(rng), (0, knee, 0), (1, knee + thick, 1), ""),
        (back, (0.03, knee + thick * 0.5, 0), (0.97, 1, 0.1), ""),
        *_legs(lathed.tapered(rng, square=True), knee + thick * 0.5, (0.12, 0.12), 0.03),
    ]
    return compose(words, pieces)


def whole_sofa(rng: Rng) -> Shape:
    """A sofa that faces +z."""
    boxy = bool(rng.random() < 0.5)
    soft = shapes.block(rng) if boxy else shapes.rounded(rng)
    arm = rng.uniform(0.1, 0.16)
    pieces = [
        (soft, (0, 0.06, 0.02), (1, 0.45, 1), ""),
        (soft, (0, 0.1, 0), (1, 1, 0.28), ""),
        (soft, (0, 0.1, 0.02), (arm, 0.7, 1), ""),
        (soft, (1 - arm, 0.1, 0.02), (1, 0.7, 1), ""),
        *_legs(shapes.block(rng), 0.12, (0.06, 0.1), 0.02),
    ]
    return compose(("boxy armed", "square armed") if boxy else ("rounded armed", "soft rounded"), pieces)


def whole_bed(rng: Rng) -> Shape:
    """A bed, its head at -z."""
    arch = bool(rng.random() < 0.5)
    head = plates.arched(rng) if arch else shapes.block(rng)
    pieces = [
        (head, (0, 0, 0), (1, 1, 0.06), ""),
        (shapes.rounded(rng), (0.02, 0.14, 0.03), (0.98, 0.55, 1), ""),
        (shapes.cushion(rng), (0.15, 0.5, 0.07), (0.85, 0.7, 0.28), ""),
        *_legs(shapes.block(rng), 0.3, (0.08, 0.05), 0.02),
    ]
    return compose(("arch-headed", "round-headed") if arch else ("square-headed", "straight-headed"), pieces)


def whole_shelf(rng: Rng) -> Shape:
    """A bookcase with open shelves towards +z."""
    rows = int(rng.integers(3, 6))
    rim = 0.06

    def build(size: Array) -> trimesh.Trimesh:
        cutters = []
        step = (1 - rim) / rows
        for i in range(rows):
            low = np.array([rim, rim * 0.6 + i * step, 0.12]) * size
            high = np.array([1 - rim, (i + 1) * step, 1.2]) * size
            cutters.append(solids.fit(solids.rounded_box(high - low, 1e-3), low, high))
        body = solids.fit(solids.rounded_box(size, 0.03 * size.min()), np.zeros(3), size)
        return solids.difference(body, cutters)

    return Shape(("open-shelved", "tall open"), build)


def whole_lamp(rng: Rng) -> Shape:
    """A standing lamp."""
    domed = bool(rng.random() < 0.4)
    top = shapes.dome(rng) if domed else lathed.shade(rng)
    pieces = [
        (lathed.disc(rng), (0.15, 0, 0.15), (0.85, 0.06, 0.85), ""),
        (lathed.cylinder(rng), (0.45, 0.03, 0.45), (0.55, 0.97, 0.55), ""),
        (top, (0, 0.68, 0), (1, 1, 1), ""),
    ]
    return compose(("dome-shaded", "domed") if domed else ("cone-shaded", "slant-shaded"), pieces)


def whole_plant(rng: Rng) -> Shape:
    """A plant in its pot."""
    spikes = bool(rng.random() < 0.5)
    pieces = [
        (lathed.tapered(rng, square=False), (0.25, 0, 0.25), (0.75, 0.4, 0.75), ""),
        (bodies.spiky(rng) if spikes else bodies.cloud(rng), (0, 0.33, 0), (1, 1, 1), ""),
    ]
    return compose(("spiky potted", "pointed potted") if spikes else ("bushy potted", "leafy potted"), pieces)


def whole_cabinet(rng: Rng) -> Shape:
    """A low cabinet on legs."""
    pieces = [
        (shapes.rounded(rng), (0, 0.18, 0), (1, 1, 0.97), ""),
        *_legs(lathed.tapered(rng), 0.25, (0.07, 0.12), 0.04),
    ]
    for x in (0.3, 0.66):
        pieces.append((shapes.ball(rng), (x, 0.55, 0.94), (x + 0.05, 0.63, 1), ""))
    return compose(("low legged", "rounded legged"), pieces)

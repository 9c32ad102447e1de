"""Shapes of vehicles, buildings, instruments and plants."""

from __future__ import annotations

import numpy as np
import trimesh

from copart_core.data.procedural import bent, lathed, plates, shapes, solids
from copart_core.data.procedural.shapes import Rng, Shape
from copart_core.data.procedural.solids import Array

# Vehicles -------------------------------------------------------------------------------------------------------------


def car_body(rng: Rng) -> Shape:
    """The lower body of a car, seen from its side (z forward)."""
    nose, tail = rng.uniform(0.45, 0.8), rng.uniform(0.55, 0.95)
    kind = rng.choice(["sleek", "boxy", "rounded"])
    if kind == "sleek":
        points = [[-1, 0.15], [-0.9, 0], [0.9, 0], [1, 0.2], [0.95, nose * 0.7], [0.45, 0.95], [-0.6, 1], [-0.97, tail]]
        return plates.plate(("sleek", "streamlined"), np.array(points), "x", 0.12)
    if kind == "boxy":
        return shapes.block(rng).called("boxy", "square-edged")
    return shapes.rounded(rng)


def cabin(rng: Rng) -> Shape:
    """The part of a car with the windows."""
    kind = int(rng.integers(4))
    if kind == 0:
        outline = np.array([[-1, 0], [1, 0], [0.75, 0.5], [0.5, 1], [-0.6, 1], [-0.85, 0.5]])
        return plates.plate(("sloping", "slanted"), outline, "x", 0.1)
    if kind == 1:
        angle = np.linspace(0, np.pi, 17)
        return plates.plate(("curved", "arched"), np.stack([np.cos(angle), np.sin(angle)], axis=1), "x", 0.12)
    return shapes.rounded(rng) if kind == 2 else shapes.dome(rng)


def cab_sloped(rng: Rng) -> Shape:
    """A driver's cab with a slanted windscreen at the front (+z)."""
    knee = rng.uniform(0.35, 0.5)
    outline = np.array([[-1, 0], [0, 0], [1, 0], [1, knee], [0.45, 1], [-0.3, 1], [-1, 1]])
    return plates.plate(("sloping-fronted", "slant-fronted"), outline, "x", 0.08)


def flat_dome(rng: Rng) -> Shape:
    """A shallow vaulted roof."""
    return shapes.dome(rng)


def fin_outward(rng: Rng) -> tuple[Shape, Shape]:
    """A rocket's fin, root at the low side: one towards +x (in x, y), and the same towards +z (in z, y)."""
    kind = int(rng.integers(3))
    if kind == 0:
        outline = np.array([[-1, 0.3], [1, 0], [1, 0.25], [-1, 1]])
        words = ("swept", "swept-down")
    elif kind == 1:
        angle = np.linspace(0, np.pi / 2, 11)
        outline = np.concatenate([[[-1, 0]], np.stack([-1 + 2 * np.cos(angle), np.sin(angle)], axis=1)])
        words = ("rounded", "quarter-round")
    else:
        outline = np.array([[-1, 0], [1, 0], [0.5, 0.25], [0, 0.5], [-1, 1]])
        words = ("triangular", "three-cornered")
    return plates.plate(words, outline, "z", 0.2), plates.plate(words, outline, "x", 0.2)


def hull(rng: Rng) -> Shape:
    """A boat's hull, pointed at the bow (+z), with a hollowed deck."""
    blunt, depth = rng.uniform(0.5, 0.9), rng.uniform(0.5, 0.75)

    def shell(scale: float, floor: float, deck: float) -> trimesh.Trimesh:
        rings = []
        angle = np.linspace(np.pi, 2 * np.pi, 15)
        for z in np.linspace(-1, 1, 15):
            beam = scale * (1 - 0.98 * max(z, 0) ** 2.2) * (blunt + (1 - blunt) * min(1, (z + 1) * 1.5))
            keel = floor + 0.35 * max(z, 0) ** 2
            x, y = beam * np.cos(angle), deck + (deck - keel) * np.sin(angle)
            rings.append(np.stack([x, y, np.full_like(x, z * scale)], axis=1))
        return solids.loft(rings)

    def build(size: Array) -> trimesh.Trimesh:
        return solids.difference(shell(1, 0, 1), [shell(0.86, 1 - depth, 1.15)])

    return Shape(("pointed hollow", "pointed open"), build)


def fuselage(rng: Rng, axis: str = "z") -> Shape:
    """A long body of revolution: blunt nose at +axis, slim tail."""
    kind = rng.choice(["cigar", "drop"])
    y = np.array([0, 0.02, 0.15, 0.35, 0.6, 0.8, 0.92, 0.98, 1.0])
    r = [0, 0.22, 0.5, 0.85, 1, 0.97, 0.75, 0.42, 0] if kind == "drop" else [0, 0.55, 0.85, 1, 1, 1, 0.85, 0.5, 0]
    profile = solids.curve(np.stack([r, y], axis=1), 21)
    profile[:, 0] = np.maximum(profile[:, 0], 0.01)
    profile[[0, -1], 0] = 0
    words = ("cigar-shaped", "long rounded") if kind == "cigar" else ("teardrop", "tapering teardrop")
    return lathed.turned(words, profile, axis)


def wing(rng: Rng) -> Shape:
    """The wing on +x, in plan, root at -x."""
    kind = rng.choice(["swept", "straight", "delta", "rounded"])
    if kind == "delta":
        return plates.plate(
            ("triangular", "delta-shaped"), np.array([[-1, -1], [1, -1], [1, -0.8], [0, 0.1], [-1, 1]]), "y", 0.25
        )
    if kind == "rounded":
        angle = np.linspace(-np.pi / 2, np.pi / 2, 15)
        tip = np.stack([0.3 + 0.7 * np.cos(angle), np.sin(angle)], axis=1)
        return plates.plate(("round-tipped", "rounded"), np.concatenate([[[-1, -1]], tip, [[-1, 1]]]), "y", 0.25)
    if kind == "straight":
        return shapes.block(rng, "straight")
    outline = np.array([[-1, -0.2], [1, -1], [1, -0.55], [-1, 1]])
    return plates.plate(("swept", "swept-back"), outline, "y", 0.25)


def fin(rng: Rng, axis: str = "x") -> Shape:
    """An upright fin at the tail (z backward), in the plane across `axis`."""
    kind = rng.choice(["swept", "rounded", "square"])
    if kind == "swept":
        return plates.plate(("swept", "swept-back"), np.array([[-1, 0], [1, 0], [-0.3, 1], [-1, 1]]), axis, 0.2)
    if kind == "rounded":
        angle = np.linspace(0, np.pi / 2, 11)
        arc = np.stack([-1 + 2 * np.cos(angle), np.sin(angle)], axis=1)
        return plates.plate(("rounded", "quarter-round"), np.concatenate([[[-1, 0]], arc]), axis, 0.2)
    return shapes.block(rng)


def propeller(rng: Rng) -> Shape:
    """Blades about z."""
    blades = int(rng.integers(2, 5))
    angle = np.arange(60) * 2 * np.pi / 60
    radius = (0.16 + 0.84 * np.abs(np.cos(blades * angle / 2)) ** 5)[:, None]
    word = {2: "two-bladed", 3: "three-bladed", 4: "four-bladed"}[blades]
    return plates.plate((word,), radius * np.stack([np.sin(angle), np.cos(angle)], axis=1), "z", 0.15)


def sail(rng: Rng) -> Shape:
    """A triangular or square sail in y, z."""
    if rng.random() < 0.7:
        return plates.plate(
            ("triangular", "three-cornered"), np.array([[-1, 0], [0, 0], [1, 0], [0.1, 0.5], [-1, 1]]), "x", 0.1
        )
    return plates.plate(("square", "rectangular"), plates.rectangle(0.1), "x", 0.1)


def funnel(rng: Rng) -> Shape:
    """A chimney that flares to a hollow top."""
    neck = rng.uniform(0.45, 0.65)
    profile = [[0, 0], [neck, 0], [neck, 0.5], [1, 0.8], [1, 1], [0.75, 1], [0.7, 0.8], [neck * 0.6, 0.6], [0, 0.6]]
    return lathed.turned(("flared", "flaring hollow"), np.array(profile))


def nozzle(rng: Rng) -> Shape:
    """A rocket engine's bell, wide end down, hollow below."""
    y = np.linspace(0, 1, 8)
    r = 1 - 0.55 * y ** rng.uniform(0.5, 0.9)
    outside = np.stack([r, y], axis=1)
    inside = np.stack([r - 0.12, np.minimum(y, 0.85)], axis=1)[::-1]
    profile = np.concatenate([[[0, 0.85]], inside, outside, [[0, 1]]])
    return lathed.turned(("bell-shaped", "flaring bell"), profile)


# Buildings ------------------------------------------------------------------------------------------------------------


def crenellated(rng: Rng, round_plan: bool) -> Shape:
    """A tower or a keep with notches in its upper rim."""
    teeth = 8 if round_plan else 4
    body = lathed.cylinder(rng) if round_plan else shapes.block(rng)

    def build(size: Array) -> trimesh.Trimesh:
        mesh = solids.fit(body.build(size), -size / 2, size / 2)
        notch = min(0.16 * size[1], 0.3 * min(size[0], size[2]))
        core = np.array([0.74, 1, 0.74]) * size
        cutters = [_cutter(np.zeros(3), core, size, notch)]
        if round_plan:
            for angle in np.arange(teeth // 2) * 2 * np.pi / teeth:
                cutters.append(_cutter(np.zeros(3), [1.2 * size[0], 1, 0.16 * size[2]], size, notch, angle))
        else:
            for share in (-0.25, 0.0, 0.25):
                cutters.append(_cutter([share * size[0], 0, 0], [0.13 * size[0], 1, 1.2 * size[2]], size, notch))
                cutters.append(_cutter([0, 0, share * size[2]], [1.2 * size[0], 1, 0.13 * size[2]], size, notch))
        return solids.difference(mesh, cutters)

    return Shape(
        ("round crenellated", "round battlemented") if round_plan else ("square crenellated", "battlemented square"),
        build,
    )


def _cutter(center, extent, size: Array, notch: float, angle: float = 0.0) -> trimesh.Trimesh:
    """A box that cuts `notch` deep into the top of a body of `size` about the origin."""
    mesh = solids.rounded_box(np.array([extent[0], 2 * notch, extent[2]]), 1e-3)
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    where = np.array([center[0], size[1] / 2, center[2]])
    return solids.solid(np.asarray(mesh.vertices) @ turn.T + where, mesh.faces)


def hipped(rng: Rng) -> Shape:
    """A roof of four slopes and a short ridge along x."""
    ridge = rng.uniform(0.3, 0.6)

    def build(size: Array) -> trimesh.Trimesh:
        corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], dtype=float)
        ring = [
            np.stack([c + t * (n - c) for c, n in zip(corners, np.roll(corners, -1, axis=0), strict=True)])
            for t in (0.0, 0.25, 0.5, 0.75)
        ]
        plan = np.stack(ring, axis=1).reshape(-1, 2)
        rings = []
        for y in (0.0, 0.04, 0.5, 0.999, 1.0):
            shrink = np.array([1 - (1 - ridge) * y, 1 - 0.98 * y])
            flat = plan * shrink
            rings.append(np.stack([flat[:, 0], np.full(len(flat), y), flat[:, 1]], axis=1))
        return solids.loft(rings)

    return Shape(("hipped", "four-sloped"), build)


# Instruments ----------------------------------------------------------------------------------------------------------


def guitar_body(rng: Rng) -> Shape:
    """A guitar's body in x, y."""
    kind = rng.choice(["figure-eight", "pear-shaped", "v-shaped", "round"])
    if kind == "v-shaped":
        outline = np.array([[-1, -1], [-0.75, -1], [0, -0.35], [0.75, -1], [1, -1], [0.25, 1], [-0.25, 1]])
        return plates.plate(("v-shaped", "flying-v"), outline, "z", 0.15)
    if kind == "round":
        return lathed.disc(rng, "z")
    t = np.linspace(0, np.pi, 25)
    waist = rng.uniform(0.24, 0.34) if kind == "figure-eight" else 0.0
    y = -np.cos(t)
    half = (
        np.sin(t) ** 0.7 * (0.85 - 0.2 * y)
        if waist == 0
        else np.sin(t) ** 0.55 * (0.88 - 0.1 * y - waist * np.exp(-(((y - 0.2) / 0.3) ** 2)))
    )
    if waist == 0:
        half = np.sin(t) ** 0.8 * (0.75 - 0.35 * y)
    right = np.stack([half, y], axis=1)
    outline = np.concatenate([right, (right * [-1, 1])[::-1][1:-1]])
    words = ("figure-eight", "waisted figure-eight") if waist else ("pear-shaped", "drop-shaped")
    return plates.plate(words, outline, "z", 0.12)


# Plants and food ------------------------------------------------------------------------------------------------------


def cloud(rng: Rng) -> Shape:
    """A crown of several balls."""
    count = int(rng.integers(4, 7))
    angle = np.arange(count - 1) * 2 * np.pi / (count - 1)
    centers = np.concatenate(
        [
            [[0, 0.45, 0]],
            np.stack([0.55 * np.cos(angle), rng.uniform(-0.25, 0.1, count - 1), 0.55 * np.sin(angle)], axis=1),
        ]
    )
    radii = rng.uniform(0.5, 0.65, count)

    def build(size: Array) -> trimesh.Trimesh:
        ball = shapes.superquadric(2, 2, 9, 16)
        return solids.union(
            [solids.solid(np.asarray(ball.vertices) * r + c, ball.faces) for c, r in zip(centers, radii, strict=True)]
        )

    return Shape(("bushy", "cloud-like"), build)


def tiered(rng: Rng) -> Shape:
    """A fir: cones stacked."""
    tiers = int(rng.integers(3, 5))
    profile = [[0.0, 0.0]]
    for i in range(tiers):
        wide = 1 - i / (tiers + 0.6)
        y = i / tiers
        profile += [[wide, y], [wide * 0.5 if i < tiers - 1 else 0.0, y + 1.0 / tiers]]
    return lathed.turned(("tiered conical", "stepped conical"), np.array(profile), "y", solids.superellipse(24))


def leaf_fan(rng: Rng) -> Shape:
    """Leaves that arch outward from one root, as one solid."""
    count = int(rng.integers(5, 8))
    lift = rng.uniform(0.9, 1.4)
    slim = rng.uniform(0.12, 0.2)

    def build(size: Array) -> trimesh.Trimesh:
        leaves = []
        path = solids.curve([[0, 0, 0], [0.15, 0.55 * lift, 0], [0.55, 0.9 * lift, 0], [1, 0.7 * lift, 0]], 9)
        section = solids.superellipse(8) * [0.25, 1.0]
        width = slim * np.array([0.45, 0.6, 0.8, 1, 1, 0.9, 0.7, 0.4, 0.1])
        blade = solids.sweep(path, section, width)
        for i in range(count):
            angle = 2 * np.pi * i / count
            c, s = np.cos(angle), np.sin(angle)
            turn = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
            leaves.append(solids.solid(np.asarray(blade.vertices) @ turn.T, blade.faces))
        return solids.union(leaves)

    return Shape(("arching", "fan-like"), build)


def spiky(rng: Rng) -> Shape:
    """Pointed leaves standing up from one root."""
    count = int(rng.integers(6, 10))
    lean = rng.uniform(0.3, 0.7)

    def build(size: Array) -> trimesh.Trimesh:
        spikes = []
        for i in range(count + 1):
            angle, out = 2 * np.pi * i / count, 0.0 if i == count else lean
            tip = np.array([out * np.cos(angle), 1 - 0.3 * out, out * np.sin(angle)])
            path = np.linspace([0, 0, 0], tip, 4)
            spikes.append(solids.sweep(path, 0.14 * solids.superellipse(8), [0.8, 1, 0.6, 0.05]))
        return solids.union(spikes)

    return Shape(("spiky", "pointed spiky"), build)


def flower_head(rng: Rng) -> Shape:
    """Petals about y."""
    petals = int(rng.integers(5, 9))
    angle = np.arange(72) * 2 * np.pi / 72
    radius = (0.5 + 0.5 * np.abs(np.cos(petals * angle / 2)) ** 0.7)[:, None]
    return plates.plate(
        ("petalled", "star-like petalled"), radius * np.stack([np.cos(angle), np.sin(angle)], axis=1), "y", 0.3
    )


def fruit_pile(rng: Rng) -> Shape:
    """Three or four balls lying together and one on top."""
    count = int(rng.integers(3, 5))

    def build(size: Array) -> trimesh.Trimesh:
        ball = shapes.superquadric(2, 2, 11, 18)
        angle = np.arange(count) * 2 * np.pi / count
        centers = [*np.stack([0.6 * np.cos(angle), 0 * angle, 0.6 * np.sin(angle)], axis=1), [0, 0.6, 0]]
        return solids.union([solids.solid(np.asarray(ball.vertices) * 0.55 + c, ball.faces) for c in centers])

    return Shape(("piled round", "heaped round"), build)


def loaf(rng: Rng) -> Shape:
    """A loaf of bread: a half round along x with notched top."""
    angle = np.linspace(0, np.pi, 15)
    arc = np.stack([np.cos(angle), 0.25 + 0.75 * np.sin(angle) ** 0.7], axis=1)
    return plates.plate(("loaf-shaped", "half-round"), np.concatenate([[[-0.9, 0], [0.9, 0]], arc]), "x", 0.25)


# Vessels --------------------------------------------------------------------------------------------------------------


def cup(rng: Rng) -> Shape:
    """A drinking vessel, hollow."""
    kind = rng.choice(["cylindrical", "tapered", "round", "barrel"])
    y = np.linspace(0, 1, 9)
    radius = {
        "cylindrical": np.ones(9),
        "tapered": 0.65 + 0.35 * y,
        "round": 0.55 + 0.45 * np.sin(np.pi * (0.15 + 0.5 * y)),
        "barrel": 0.78 + 0.22 * np.sin(np.pi * y),
    }[kind]
    words = {
        "cylindrical": ("hollow cylindrical", "straight hollow"),
        "tapered": ("hollow tapered", "hollow flaring"),
        "round": ("hollow round-bellied", "round-bellied open"),
        "barrel": ("hollow barrel-shaped", "bulging hollow"),
    }[kind]
    return lathed.turned(words, hollowed(radius, y))


def hollowed(radius: Array, y: Array, wall: float = 0.1, floor: float = 0.1) -> Array:
    """The profile of a vessel with the given outside and an even wall."""
    outside = np.stack([radius, y], axis=1)
    inside = np.stack([radius - wall, np.maximum(y, floor)], axis=1)[::-1]
    inside[-1, 1] = floor
    keep = np.concatenate([[True], np.diff(inside[:, 1]) != 0])
    return np.concatenate([[[0, y[0]]], outside, inside[keep], [[0, floor]]])


def goblet(rng: Rng) -> Shape:
    """A stemmed glass: foot, stem and hollow bowl."""
    mouth = rng.uniform(0.7, 0.95)
    bowl = solids.curve([[0.12, 0.45], [0.75, 0.55], [1, 0.72], [mouth, 1]], 10)
    inside = [[mouth - 0.1, 1.0], [0.88, 0.74], [0.62, 0.6], [0, 0.55]]
    profile = np.concatenate([[[0, 0], [0.8, 0], [0.8, 0.03], [0.14, 0.08], [0.1, 0.3]], bowl, inside])
    return lathed.turned(("stemmed", "tall stemmed"), profile)


def bottle(rng: Rng) -> Shape:
    """A whole bottle: body, shoulder, neck and lip."""
    shoulder, neck = rng.uniform(0.5, 0.68), rng.uniform(0.28, 0.42)
    profile = solids.curve(
        [[0.97, 0.03], [1, 0.1], [1, shoulder * 0.8], [0.95, shoulder], [neck, shoulder + 0.18], [neck, 0.97]], 16
    )
    profile = np.concatenate([[[0, 0], [0.9, 0]], profile, [[neck + 0.08, 0.97], [neck + 0.08, 1], [0, 1]]])
    return lathed.turned(("long-necked", "slender-necked"), profile)


def shallow_plate(rng: Rng) -> Shape:
    """A dinner plate: a shallow dish with a broad rim."""
    profile = [[0, 0], [0.55, 0], [0.62, 0.15], [1, 0.9], [0.98, 1], [0.62, 0.5], [0.55, 0.35], [0, 0.35]]
    square = bool(rng.random() < 0.25)
    section = solids.superellipse(32, 7.0 if square else 2.0)
    words = ("square shallow", "flat square") if square else ("round shallow", "flat round")
    return lathed.turned(words, np.array(profile), "y", section)


def spout(rng: Rng) -> Shape:
    """A teapot's spout towards +x."""
    path = solids.curve([[-1, -1, 0], [-0.2, -0.7, 0], [0.2, 0.3, 0], [1, 1, 0]], 12)
    return bent.tube(("curved tapering", "bent tapering"), path, 0.45, 0.5)


def battlement_square(rng: Rng) -> Shape:
    return crenellated(rng, False)


def battlement_round(rng: Rng) -> Shape:
    return crenellated(rng, True)

"""Figures, instruments, buildings and plants: robot, snowman, dog, guitar, house, castle, tree, potted plant."""

from __future__ import annotations

from copart_core.data.procedural import bent, bodies, finishes, lathed, plates, shapes
from copart_core.data.procedural.furniture import METALS, WOODS, pick
from copart_core.data.procedural.parts import Assembly, Rng, centred, span, standing

GREENS = ("green", "lime", "teal", "green", "yellow", "orange", "red", "pink")


def robot(rng: Rng) -> Assembly:
    """Head with eyes and antenna, torso with a panel, arms, legs, feet."""
    a = Assembly(rng, "robot")
    skin = finishes.draw(rng, ("metal", "plastic"), ("steel", "copper", "brass"), patterned=0.1)
    limb = skin if rng.random() < 0.4 else finishes.draw(rng, ("metal", "plastic"), METALS, patterned=0.1)
    w, h, d = rng.uniform(0.4, 0.7), rng.uniform(0.45, 0.75), rng.uniform(0.28, 0.45)
    leg, foot = rng.uniform(0.25, 0.5), rng.uniform(0.07, 0.12)
    low = leg + foot
    torso = pick(rng, shapes.block, shapes.rounded, lathed.cylinder, lathed.barrel, shapes.egg, lathed.tapered)
    a.add("torso", a.style("torso", torso, skin), standing(0, low, 0, w, h, d))
    s, tall, neck = rng.uniform(0.55, 0.95) * w, rng.uniform(0.25, 0.4), rng.uniform(0.0, 0.04)
    head = pick(
        rng, shapes.block, shapes.rounded, shapes.ball, shapes.dome, lathed.cylinder, lathed.barrel, lathed.prism
    )
    a.add(
        "head",
        a.style("head", head, limb if rng.random() < 0.5 else skin),
        standing(0, low + h + neck, 0, s, tall, d * 0.85),
    )
    eye = a.style(
        "eye",
        pick(rng, shapes.ball, lathed.disc_z, lathed.ring_z, shapes.block),
        finishes.draw(rng, ("glass",), patterned=0),
    )
    e, y = rng.uniform(0.18, 0.26) * s, low + h + neck + tall * 0.5
    z = d * 0.425 - (0.06 if head.words[0] in ("ball-shaped", "domed") else 0.02)
    a.pair(eye, s * 0.42, (y, y + e), (z + 0.012, z + 0.08), e)
    arm = a.style("arm", pick(rng, lathed.capsule, lathed.cylinder, shapes.block, lathed.tapered), limb)
    t = rng.uniform(0.09, 0.16)
    a.pair(arm, w + t + 0.01, (low + h * rng.uniform(-0.05, 0.25), low + h * 0.95), (-t / 2, t / 2), t)
    legs = a.style("leg", pick(rng, lathed.cylinder, shapes.block, lathed.tapered, lathed.capsule, lathed.barrel), limb)
    t, shod = rng.uniform(0.12, 0.18), bool(rng.random() < 0.4)
    a.pair(legs, w * 0.5, (foot if shod else 0, low), (-t / 2, t / 2), t)
    if shod:
        shoe_shape = pick(rng, shapes.rounded, shapes.block, shapes.dome, shapes.wedge)
        shoe = a.style("foot", shoe_shape, finishes.draw(rng, ("metal", "rubber")))
        a.pair(shoe, w * 0.5, (0, foot), (-t * 0.6, t * 1.1), t * 1.3)
    if rng.random() < 0.6:
        top = low + h + neck + tall
        antenna = a.style(
            "antenna",
            pick(rng, lathed.cone, lathed.lollipop, lathed.cylinder),
            finishes.draw(rng, ("metal",), ("steel",)),
        )
        a.add("antenna", antenna, standing(0, top - 0.01, 0, 0.09, rng.uniform(0.12, 0.25), 0.09))
    if rng.random() < 0.6 and torso.words[0] in ("square", "rounded"):
        panel = a.style(
            "panel",
            pick(rng, shapes.block_flat, lathed.disc_z, shapes.rounded, plates.heart, plates.star),
            finishes.draw(rng, ("glass",)),
        )
        a.add("panel", panel, centred(0, low + h * 0.6, d / 2 + 0.01, w * 0.5, h * 0.35, 0.05))
    return a


def snowman(rng: Rng) -> Assembly:
    """Three balls with a hat, a nose, arms, a scarf and buttons."""
    a = Assembly(rng, "snowman", 0.1)
    snow = finishes.colored(
        rng, "white" if rng.random() < 0.75 else str(rng.choice(["blue", "beige", "pink", "gray"])), None, 0
    )
    ball = a.style("ball", pick(rng, shapes.ball, shapes.ball, shapes.egg), snow)
    big, mid, small = rng.uniform(0.75, 0.95), rng.uniform(0.52, 0.66), rng.uniform(0.36, 0.46)
    a.add("bottom ball", ball, standing(0, 0, 0, big, big * 0.88, big))
    y = big * 0.83
    a.add("middle ball", ball, standing(0, y, 0, mid, mid * 0.9, mid))
    y2 = y + mid * 0.85
    a.add("head", a.style("head", shapes.ball(rng), snow), standing(0, y2, 0, small, small, small))
    nose = a.style(
        "nose", lathed.cone_z(rng), finishes.colored(rng, str(rng.choice(["orange", "orange", "red"])), None, 0)
    )
    a.add(
        "nose",
        nose,
        span((-0.035, 0.035), (y2 + small * 0.45, y2 + small * 0.45 + 0.07), (small * 0.46, small * 0.46 + 0.22)),
    )
    hat = a.style(
        "hat",
        pick(rng, lathed.top_hat, lathed.cone, shapes.dome, lathed.tapered_up),
        finishes.draw(rng, ("fabric",), patterned=0.3),
    )
    a.add("hat", hat, standing(0, y2 + small * 0.9, 0, small * 0.95, rng.uniform(0.2, 0.36), small * 0.95))
    if rng.random() < 0.7:
        scarf = a.style("scarf", lathed.ring(rng), finishes.draw(rng, ("fabric",), patterned=0.4))
        a.add("scarf", scarf, centred(0, y2 + 0.02, 0, mid * 0.78, 0.1, mid * 0.78))
    arm = a.style(
        "arm",
        pick(rng, bent.twig, lathed.capsule_x, lathed.cone_x),
        finishes.draw(rng, ("wooden",), WOODS, ("brown", "black", "gray"), patterned=0),
    )
    a.pair(arm, mid * 0.98 + 0.35, (y + mid * 0.4, y + mid * 0.75), (-0.04, 0.04), 0.38)
    if rng.random() < 0.5:
        dark = finishes.draw(rng, palette=("black", "red", "blue", "brown", "green"), patterned=0)
        button = a.style("button", pick(rng, shapes.ball, lathed.disc_z), dark)
        for name, share in (("lower button", 0.35), ("upper button", 0.62)):
            a.add(name, button, centred(0, y + mid * 0.9 * share, mid * 0.49, 0.07, 0.07, 0.05))
    return a


def dog(rng: Rng) -> Assembly:
    """An animal of simple bodies: trunk, head, muzzle, ears, legs, tail, collar."""
    a = Assembly(rng, "dog", 0.18)
    fur = finishes.draw(rng, ("plastic", "wooden"), ("oak", "walnut"), patterned=0.15)
    trim = fur if rng.random() < 0.5 else finishes.draw(rng, patterned=0)
    d, r, leg = rng.uniform(0.7, 1.2), rng.uniform(0.3, 0.45), rng.uniform(0.2, 0.5)
    trunk = pick(rng, lathed.capsule_z, shapes.rounded, lathed.barrel_z, shapes.block)
    a.add("trunk", a.style("trunk", trunk, fur), standing(0, leg, 0, r, r, d))
    s = rng.uniform(0.28, 0.42)
    y, z = leg + r * 0.75, d / 2 + s * 0.2
    a.add(
        "head", a.style("head", pick(rng, shapes.ball, shapes.rounded, shapes.block), fur), standing(0, y, z, s, s, s)
    )
    muzzle = a.style("muzzle", pick(rng, shapes.rounded, lathed.cone_z, lathed.capsule_z, shapes.ball), trim)
    a.add(
        "muzzle",
        muzzle,
        span(
            (-s * 0.25, s * 0.25), (y + s * 0.1, y + s * 0.5), (z + s * 0.45, z + s * 0.45 + s * rng.uniform(0.35, 0.6))
        ),
    )
    ear = a.style("ear", pick(rng, lathed.cone, plates.drop_plate, shapes.rounded, lathed.pyramid), trim)
    up = ear.shape.words[0] in ("conical", "pyramid-shaped")
    e = s * rng.uniform(0.3, 0.4)
    if up:
        a.pair(ear, s * 0.6, (y + s * 0.88, y + s * 1.3), (z - e / 2, z + e / 2), e)
    else:
        a.pair(ear, s * 1.12, (y + s * 0.25, y + s * 0.95), (z - e, z + e), s * 0.14)
    t = rng.uniform(0.1, 0.15)
    legs = a.style("leg", pick(rng, lathed.cylinder, lathed.tapered, lathed.capsule, shapes.block), fur)
    a.corners(legs, (0, 0), (r - t, d * 0.72), (0, leg + r * 0.08), (t, t))
    tail = a.style("tail", pick(rng, bent.tail, lathed.cone, lathed.capsule), trim)
    a.add(
        "tail",
        tail,
        span((-0.04, 0.04), (leg + r * 0.6, leg + r * 0.6 + rng.uniform(0.25, 0.4)), (-d / 2 - 0.16, -d / 2 + 0.02)),
        "z",
    )
    if rng.random() < 0.35:
        a.add(
            "saddle",
            a.style("saddle", pick(rng, plates.arched, shapes.rounded), finishes.draw(rng, ("leather", "fabric"))),
            standing(0, leg + r * 0.96, 0, r * 0.8, 0.1, d * 0.4),
        )
    return a


def guitar(rng: Rng) -> Assembly:
    """Body, neck, headstock, bridge, sound hole, strings and pegs; it stands upright, strings towards +z."""
    a = Assembly(rng, "guitar", 0.12)
    w, h, d = rng.uniform(0.36, 0.5), rng.uniform(0.42, 0.58), rng.uniform(0.05, 0.14)
    body = finishes.draw(rng, ("wooden", "plastic"), WOODS, natural_share=0.35)
    a.add("guitar body", a.style("guitar body", bodies.guitar_body(rng), body), standing(0, 0, 0, w, h, d))
    neck_h, neck_w = rng.uniform(0.4, 0.6), rng.uniform(0.05, 0.08)
    start, face = h * 0.96, d / 2
    wood = finishes.draw(rng, ("wooden",), WOODS, natural_share=0.5, patterned=0)
    neck = a.style("neck", pick(rng, shapes.block, shapes.rounded, plates.tapered_plate, lathed.cylinder), wood)
    a.add("neck", neck, span((-neck_w / 2, neck_w / 2), (start, start + neck_h), (face - 0.04, face)))
    top = start + neck_h
    head_h = rng.uniform(0.12, 0.18)
    head = a.style(
        "headstock",
        pick(rng, plates.trapezoid_down, shapes.block_flat, plates.arched, plates.heart, shapes.rounded),
        wood if rng.random() < 0.6 else body,
    )
    a.add("headstock", head, span((-neck_w * 0.85, neck_w * 0.85), (top, top + head_h), (face - 0.035, face)))
    bridge = a.style(
        "bridge",
        pick(rng, shapes.block, shapes.rounded, plates.scalloped),
        finishes.draw(rng, ("wooden", "metal"), ("walnut", "steel"), patterned=0),
    )
    a.add("bridge", bridge, span((-w * 0.2, w * 0.2), (h * 0.16, h * 0.16 + 0.035), (face, face + 0.02)))
    if rng.random() < 0.7:
        s = w * rng.uniform(0.24, 0.32)
        hole = a.style(
            "sound hole",
            pick(rng, lathed.disc_z, lathed.ring_z, lathed.oval_z),
            finishes.draw(rng, palette=("black", "brown", "navy", "white", "gold"), patterned=0),
        )
        a.add(
            "sound hole",
            hole,
            span((-s / 2, s / 2), (h * 0.55 - s / 2, h * 0.55 + s / 2), (face - 0.002, face + 0.012)),
        )
    else:
        pickup = a.style(
            "pickup",
            pick(rng, shapes.block, shapes.rounded),
            finishes.draw(rng, ("metal", "plastic"), ("steel",), patterned=0),
        )
        for name, y in (("lower pickup", 0.36), ("upper pickup", 0.6)):
            a.add(name, pickup, span((-w * 0.14, w * 0.14), (h * y, h * y + 0.05), (face - 0.003, face + 0.018)))
    peg = a.style(
        "tuning peg",
        pick(rng, shapes.ball, lathed.disc_x, lathed.capsule_x),
        finishes.draw(rng, ("metal", "plastic"), METALS, natural_share=0.4, patterned=0),
    )
    for i, place in enumerate(("lower", "upper") if rng.random() < 0.35 else ("",)):
        y = top + head_h * (0.25 + 0.45 * i)
        for side, sign in (("left", 1), ("right", -1)):
            x = sign * (neck_w * 0.85 + 0.018)
            a.add(
                f"{place} {side} tuning peg".strip(),
                peg,
                centred(x, y, face - 0.017, 0.04, 0.03, 0.025),
                "x" if sign < 0 else "",
            )
    return a


def house(rng: Rng) -> Assembly:
    """Walls, roof, door, windows, chimney and a step."""
    a = Assembly(rng, "house", 0.2)
    w, h, d = rng.uniform(0.9, 1.5), rng.uniform(0.6, 1.1), rng.uniform(0.8, 1.2)
    round_plan = rng.random() < 0.12
    walls = lathed.cylinder(rng) if round_plan else pick(rng, shapes.block, shapes.block, shapes.rounded)
    a.add(
        "walls",
        a.style("house wall", walls, finishes.draw(rng, ("wooden",), ("stone", "terracotta", "pine"))),
        standing(0, 0, 0, w, h, d),
    )
    roofs = (
        (lathed.cone, shapes.dome)
        if round_plan
        else (plates.gable, plates.gable_x, bodies.hipped, lathed.pyramid, plates.arched_roof, shapes.block_flat)
    )
    roof = a.style("roof", pick(rng, *roofs), finishes.draw(rng, (), ("terracotta", "wicker"), natural_share=0.2))
    over = rng.uniform(1.05, 1.2)
    tall = 0.08 if roof.shape.words[0] == "flat" else rng.uniform(0.35, 0.75)
    a.add("roof", roof, standing(0, h, 0, w * over, tall, d * over))
    face = d / 2 - (0.06 if round_plan else 0)
    door_w, door_h = rng.uniform(0.2, 0.3), h * rng.uniform(0.5, 0.65)
    x = rng.choice([-0.25, 0.0, 0.0, 0.25]) * w * (0 if round_plan else 1)
    door = a.style(
        "door",
        pick(rng, shapes.block_flat, plates.arched, plates.rounded_upright),
        finishes.draw(rng, ("wooden",), WOODS),
    )
    a.add("door", door, standing(x, 0, face + 0.02, door_w, door_h, 0.06))
    s = rng.uniform(0.16, 0.26)
    pane = finishes.draw(rng, ("glass",), palette=("blue", "yellow", "white", "black", "teal"), patterned=0)
    window = a.style(
        "window", pick(rng, plates.frame, plates.lattice, lathed.disc_z, shapes.block_flat, plates.archway), pane
    )
    y = h * 0.52
    for place, sign in (("left", 1), ("right", -1)):
        middle = sign * w * 0.32 if x == 0 else -x + sign * s * 0.8
        if not round_plan and abs(middle - x) > (door_w + s) / 2:
            a.add(f"{place} window", window, standing(middle, y, face + 0.018, s, s * 1.1, 0.05))
    if rng.random() < 0.7 and not round_plan:
        chimney = a.style(
            "chimney",
            pick(rng, shapes.block, lathed.cylinder, bodies.funnel),
            finishes.draw(rng, (), ("stone", "terracotta"), natural_share=0.4),
        )
        a.add(
            "chimney", chimney, standing(w * 0.3, h + tall * 0.35, -d * 0.15, 0.16, max(tall * 0.65, 0.2) + 0.1, 0.16)
        )
    if rng.random() < 0.4:
        a.add(
            "step",
            a.style(
                "step",
                pick(rng, shapes.block_flat, shapes.wedge, lathed.disc),
                finishes.draw(rng, (), ("stone", "oak")),
            ),
            standing(x, 0, d / 2 + 0.15, door_w * 1.4, 0.06, 0.2),
        )
    return a


def castle(rng: Rng) -> Assembly:
    """A keep, towers with or without roofs, and a gate."""
    a = Assembly(rng, "castle", 0.15)
    stone = finishes.draw(rng, (), ("stone", "marble", "terracotta"), natural_share=0.5, patterned=0)
    w, h, d = rng.uniform(1.0, 1.5), rng.uniform(0.5, 0.8), rng.uniform(0.8, 1.2)
    a.add("keep", a.style("keep", pick(rng, shapes.block, bodies.battlement_square), stone), standing(0, 0, 0, w, h, d))
    t, tall = rng.uniform(0.28, 0.4), h * rng.uniform(1.15, 1.7)
    tower = a.style(
        "tower",
        pick(rng, lathed.cylinder, bodies.battlement_round, bodies.battlement_square, lathed.prism, lathed.tapered_up),
        stone if rng.random() < 0.7 else finishes.draw(rng),
    )
    a.corners(tower, (0, 0), (w + t * 0.6, d + t * 0.6), (0, tall), (t, t))
    if tower.shape.words[0] in ("cylindrical", "hexagonal", "octagonal"):
        roof = a.style(
            "tower roof",
            pick(rng, lathed.cone, lathed.cone, shapes.dome, lathed.pyramid, lathed.onion),
            finishes.draw(rng),
        )
        a.corners(
            roof, (0, 0), (w + t * 0.6, d + t * 0.6), (tall, tall + rng.uniform(0.25, 0.45)), (t * 1.15, t * 1.15)
        )
    gate = a.style(
        "gate",
        pick(rng, plates.arched, plates.archway, plates.slatted, shapes.block_flat),
        finishes.draw(rng, ("wooden", "metal"), ("oak", "walnut", "steel")),
    )
    a.add("gate", gate, standing(0, 0, d / 2 + 0.025, rng.uniform(0.25, 0.4), h * 0.65, 0.06))
    if rng.random() < 0.5:
        flag = a.style("flag", plates.flag_pole(rng), finishes.draw(rng, ("fabric",)))
        a.add(
            "flag",
            flag,
            standing(0, h * (0.9 if "crenellated" in a.slots[0].style.shape.words[0] else 1), 0, 0.06, 0.5, 0.34),
        )
    return a


def tree(rng: Rng) -> Assembly:
    """A trunk with one to three crowns; fruits in some."""
    a = Assembly(rng, "tree", 0.2)
    bark = finishes.draw(
        rng, ("wooden",), ("walnut", "oak"), ("brown", "brown", "gray", "beige", "white"), patterned=0.05
    )
    trunk_h, t = rng.uniform(0.4, 1.0), rng.uniform(0.12, 0.25)
    trunk = a.style(
        "trunk", pick(rng, lathed.cylinder, lathed.tapered_up, lathed.flared_trunk, lathed.tapered_up), bark
    )
    a.add("trunk", trunk, standing(0, 0, 0, t, trunk_h, t))
    green = finishes.colored(rng, str(rng.choice(GREENS)), None, 0.05)
    w = rng.uniform(0.7, 1.3)
    kind = rng.random()
    if kind < 0.25:
        style = a.style("crown", pick(rng, lathed.cone, lathed.pyramid), green)
        tiers = int(rng.integers(2, 4))
        y = trunk_h * 0.85
        for i in range(tiers):
            size, tall = w * (1 - 0.24 * i), rng.uniform(0.4, 0.5) * (1 - 0.1 * i)
            a.add(
                f"{('lower', 'middle', 'upper')[i] if tiers == 3 else ('lower', 'upper')[i]} crown",
                style,
                standing(0, y, 0, size, tall, size),
            )
            y += tall * 0.84
        top = y + tall * 0.1
    elif kind < 0.75:
        tall = rng.uniform(0.7, 1.4)
        shape = pick(
            rng, bodies.tiered, shapes.ball, shapes.egg, bodies.cloud, bodies.cloud, lathed.cone, lathed.mushroom_cap
        )
        a.add("crown", a.style("crown", shape, green), standing(0, trunk_h * 0.92, 0, w, tall, w))
        top = trunk_h * 0.92 + tall
    elif kind < 0.9:
        ball = a.style("crown", pick(rng, shapes.ball, bodies.cloud, shapes.egg), green)
        s = w * 0.7
        a.add("left crown", ball, centred(s * 0.46, trunk_h + s * 0.3, 0, s, s * 0.9, s))
        a.add("right crown", ball, centred(-s * 0.46, trunk_h + s * 0.35, 0, s, s * 0.9, s), "x")
        a.add("top crown", ball, centred(0, trunk_h + s * 1.05, 0, s, s * 0.9, s))
        top = trunk_h + s * 1.45
    else:
        palm = a.style("crown", pick(rng, bodies.leaf_fan, bodies.spiky), green)
        a.add("crown", palm, standing(0, trunk_h * 0.97, 0, w, 0.5, w))
        fruit = a.style(
            "coconuts",
            bodies.fruit_pile(rng),
            finishes.draw(rng, (), (), ("brown", "orange", "yellow", "green"), patterned=0),
        )
        a.add("coconuts", fruit, standing(0, trunk_h * 0.8, t * 0.75, 0.2, 0.18, 0.2))
        top = 0
    if top and rng.random() < 0.25:
        a.add(
            "star",
            a.style(
                "star", plates.star(rng), finishes.colored(rng, str(rng.choice(["yellow", "gold", "red"])), None, 0)
            ),
            standing(0, top - 0.02, 0, 0.24, 0.24, 0.06),
        )
    if rng.random() < 0.3:
        a.add(
            "pot",
            a.style(
                "pot",
                pick(rng, shapes.trough, lathed.tapered, bodies.cup),
                finishes.draw(rng, ("ceramic",), ("terracotta",)),
            ),
            standing(0, -0.22, 0, t * 2.2, 0.24, t * 2.2),
        )
    return a


def potted_plant(rng: Rng) -> Assembly:
    """A pot with leaves, or with a stem, leaves and a flower."""
    a = Assembly(rng, "potted plant", 0.15)
    w, h = rng.uniform(0.3, 0.45), rng.uniform(0.22, 0.4)
    glaze = finishes.draw(rng, ("ceramic",), ("terracotta", "wicker", "stone"), natural_share=0.35, patterned=0.25)
    a.add(
        "pot",
        a.style("pot", pick(rng, bodies.cup, bodies.cup, lathed.bowl, shapes.trough, lathed.vase), glaze),
        standing(0, 0, 0, w, h, w),
    )
    if rng.random() < 0.5:
        a.add("saucer", a.style("saucer", lathed.disc(rng), glaze), standing(0, -0.03, 0, w * 1.1, 0.035, w * 1.1))
    green = finishes.colored(rng, str(rng.choice(["green", "green", "lime", "teal"])), None, 0)
    if rng.random() < 0.5:
        leaves = a.style("leaves", pick(rng, bodies.leaf_fan, bodies.spiky, bodies.cloud, bent.cactus), green)
        a.add(
            "leaves",
            leaves,
            standing(0, h * 0.85, 0, w * rng.uniform(0.9, 1.6), rng.uniform(0.35, 0.7), w * rng.uniform(0.9, 1.6)),
        )
        return a
    tall = rng.uniform(0.35, 0.6)
    a.add(
        "stem",
        a.style("stem", pick(rng, lathed.cylinder, lathed.tapered_up), green),
        standing(0, h * 0.5, 0, 0.045, tall + h * 0.5, 0.045),
    )
    leaf = a.style("leaf", bent.leaf_blade(rng), green)
    y = h + tall * rng.uniform(0.25, 0.45)
    a.pair(leaf, 0.22, (y, y + 0.1), (-0.06, 0.06), 0.18)
    flower = finishes.colored(
        rng, str(rng.choice(["red", "pink", "yellow", "purple", "orange", "white", "blue"])), None, 0
    )
    s = rng.uniform(0.2, 0.32)
    a.add(
        "flower",
        a.style("flower", pick(rng, bodies.flower_head, bodies.flower_head, shapes.ball, lathed.tulip), flower),
        standing(0, h + tall, 0, s, s * rng.uniform(0.3, 0.6), s),
    )
    return a

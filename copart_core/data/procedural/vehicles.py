"""Vehicles, front towards +z: car, truck, plane, boat, rocket, train. Each returns its assembly."""

from __future__ import annotations

from copart_core.data.procedural import bodies, finishes, lathed, plates, shapes
from copart_core.data.procedural.furniture import pick
from copart_core.data.procedural.parts import Assembly, Rng, centred, span, standing

DARK = ("black", "gray", "brown", "navy")


def paintwork(rng: Rng, patterned: float = 0.15) -> finishes.Finish:
    """A painted hull."""
    return finishes.draw(rng, ("metal", "plastic"), patterned=patterned)


def tyres(rng: Rng) -> finishes.Finish:
    """A finish for wheels, mostly dark."""
    palette = DARK if rng.random() < 0.65 else tuple(finishes.colors.PALETTE)
    return finishes.draw(rng, ("rubber",), palette=palette, patterned=0)


def wheels(a: Assembly, rng: Rng, w: float, front: float, back: float, size: float, thick: float) -> None:
    """Four wheels under a body of width w, with axles at z = back and z = front."""
    shape = pick(rng, lathed.wheel, lathed.wheel, lathed.disc_x, lathed.ring_x)
    style = a.style("wheel", shape, tyres(rng))
    a.corners(style, (0, (front + back) / 2), (w, front - back), (0, size), (thick, size))


def car(rng: Rng) -> Assembly:
    """Body, cabin, wheels, lights and bumpers."""
    a = Assembly(rng, "car")
    w, d, h = rng.uniform(0.8, 1.0), rng.uniform(1.7, 2.4), rng.uniform(0.35, 0.5)
    tyre, thick = rng.uniform(0.32, 0.46), rng.uniform(0.12, 0.2)
    low = tyre * rng.uniform(0.35, 0.55)
    paint = paintwork(rng)
    a.add("car body", a.style("car body", bodies.car_body(rng), paint), standing(0, low, 0, w, h, d))
    cabin_finish = paint if rng.random() < 0.4 else finishes.draw(rng, ("glass", "metal"))
    height, z = rng.uniform(0.25, 0.42), rng.uniform(-0.15, 0.05) * d
    cabin = a.style("cabin", bodies.cabin(rng), cabin_finish)
    a.add(
        "cabin", cabin, standing(0, low + h - 0.01, z, w * rng.uniform(0.78, 0.95), height, d * rng.uniform(0.4, 0.6))
    )
    wheels(a, rng, w + thick * 0.4, d * 0.32, -d * 0.32, tyre, thick)
    s = rng.uniform(0.1, 0.16)
    lamp = finishes.draw(rng, ("glass",), palette=("yellow", "white", "orange", "yellow"), patterned=0)
    light = a.style("headlight", pick(rng, lathed.disc_z, shapes.ball, shapes.rounded), lamp)
    y = low + h * 0.5
    a.pair(light, w * 0.62, (y, y + s), (d / 2 - 0.008, d / 2 + 0.06), s)
    if rng.random() < 0.25:
        bumper = a.style(
            "bumper",
            pick(rng, shapes.rounded, shapes.block, lathed.capsule_x),
            finishes.draw(rng, ("metal", "plastic"), ("steel",)),
        )
        a.add("front bumper", bumper, centred(0, low + 0.05, d / 2 + 0.03, w, 0.1, 0.1))
        a.add("back bumper", bumper, centred(0, low + 0.05, -d / 2 - 0.03, w, 0.1, 0.1))
    elif rng.random() < 0.3:
        a.add(
            "spoiler",
            a.style("spoiler", pick(rng, shapes.block_flat, shapes.wedge), paint),
            standing(0, low + h, -d * 0.46, w, 0.12, 0.14),
        )
    return a


def truck(rng: Rng) -> Assembly:
    """Cab, cargo box or tank, and wheels."""
    a = Assembly(rng, "truck")
    w, h, d = rng.uniform(0.8, 1.0), rng.uniform(0.7, 1.1), rng.uniform(1.2, 1.9)
    tyre, cab = rng.uniform(0.35, 0.48), rng.uniform(0.5, 0.75)
    low = tyre * 0.6
    length = d + cab + 0.08
    chassis = a.style("chassis", shapes.block_flat(rng), finishes.draw(rng, ("metal",), ("steel",), DARK, patterned=0))
    a.add("chassis", chassis, span((-w * 0.4, w * 0.4), (low - 0.08, low), (-length / 2, length / 2)))
    cab_box = span((-w / 2, w / 2), (low, low + h * rng.uniform(0.7, 1)), (length / 2 - cab, length / 2))
    a.add("cab", a.style("cab", pick(rng, shapes.rounded, shapes.block, bodies.cab_sloped), paintwork(rng)), cab_box)
    cargo = a.style(
        "cargo box",
        pick(rng, shapes.block, shapes.rounded, lathed.cylinder_z, lathed.capsule_z, shapes.trough),
        paintwork(rng, 0.3),
    )
    a.add("cargo box", cargo, span((-w / 2, w / 2), (low, low + h), (-length / 2, -length / 2 + d)))
    wheels(a, rng, w, length / 2 - cab * 0.5, -length / 2 + d * 0.25, tyre, 0.16)
    light = a.style(
        "headlight", pick(rng, lathed.disc_z, shapes.ball), finishes.draw(rng, palette=("yellow", "white"), patterned=0)
    )
    a.pair(light, w * 0.65, (low + 0.08, low + 0.2), (length / 2 - 0.01, length / 2 + 0.05), 0.12)
    return a


def plane(rng: Rng) -> Assembly:
    """Fuselage, wings, tail, and a propeller or engines."""
    a = Assembly(rng, "plane")
    d, r = rng.uniform(1.8, 2.6), rng.uniform(0.28, 0.42)
    body, trim = paintwork(rng), paintwork(rng)
    a.add(
        "fuselage",
        a.style("fuselage", pick(rng, bodies.fuselage, bodies.fuselage, lathed.capsule_z), body),
        centred(0, 0.5, 0, r, r, d),
    )
    reach, chord = rng.uniform(0.7, 1.2), rng.uniform(0.35, 0.6)
    y = 0.5 + rng.choice([-0.25, 0.0, 0.3]) * r
    wing = a.style("wing", bodies.wing(rng), trim)
    inner = r * 0.42 if abs(y - 0.5) < 0.01 else r * 0.3
    z = rng.uniform(-0.05, 0.15) * d
    a.pair(wing, 2 * inner + reach, (y - 0.025, y + 0.025), (z - chord / 2, z + chord / 2), reach)
    tail_trim = trim if rng.random() < 0.7 else paintwork(rng)
    fin_height = rng.uniform(0.3, 0.5)
    a.add(
        "tail fin",
        a.style("tail fin", bodies.fin(rng), tail_trim),
        span((-0.02, 0.02), (0.5 + r * 0.2, 0.5 + fin_height), (-d / 2, -d / 2 + 0.35)),
    )
    stabiliser = a.style("tailplane", bodies.wing(rng), tail_trim)
    a.pair(stabiliser, 0.1 + reach * 0.4, (0.5, 0.53), (-d / 2, -d / 2 + 0.25), reach * 0.4)
    kind = rng.random()
    if kind < 0.5:
        size = rng.uniform(0.5, 0.8)
        a.add(
            "propeller",
            a.style("propeller", bodies.propeller(rng), finishes.draw(rng, ("metal",), ("steel", "oak"))),
            centred(0, 0.5, d / 2 + 0.02, size, size, 0.05),
        )
    else:
        engine = a.style("engine", pick(rng, lathed.cylinder_z, lathed.barrel_z, bodies.fuselage), paintwork(rng, 0))
        a.pair(engine, 2 * inner + reach * 0.7, (y - 0.2, y - 0.03), (z - 0.1, z + 0.3), 0.17)
    if rng.random() < 0.5:
        canopy = a.style("cockpit", pick(rng, shapes.dome, shapes.ball, shapes.rounded), finishes.draw(rng, ("glass",)))
        a.add("cockpit", canopy, span((-r * 0.3, r * 0.3), (0.5 + r * 0.35, 0.5 + r * 0.75), (d * 0.2, d * 0.36)))
    return a


def boat(rng: Rng) -> Assembly:
    """A hull with a mast and sails, or with a cabin and a funnel."""
    a = Assembly(rng, "boat")
    w, h, d = rng.uniform(0.6, 0.9), rng.uniform(0.3, 0.5), rng.uniform(1.5, 2.2)
    a.add(
        "hull",
        a.style("hull", bodies.hull(rng), finishes.draw(rng, ("wooden", "metal"), ("oak", "walnut"))),
        standing(0, 0, 0, w, h, d),
    )
    if rng.random() < 0.6:
        mast_h, z = rng.uniform(1.2, 1.9), rng.uniform(-0.1, 0.2) * d
        mast = a.style(
            "mast",
            pick(rng, lathed.cylinder, lathed.cone, lathed.tapered_up),
            finishes.draw(rng, (), ("oak", "pine", "steel"), natural_share=0.6),
        )
        a.add("mast", mast, standing(0, h * 0.4, z, 0.06, mast_h, 0.06))
        cloth = finishes.draw(
            rng, ("fabric",), palette=("white", "red", "orange", "beige", "blue", "yellow", "teal"), patterned=0.35
        )
        sail = a.style("sail", bodies.sail(rng), cloth)
        y = h + 0.1
        a.add(
            "main sail",
            sail,
            span((-0.015, 0.015), (y, h * 0.4 + mast_h * 0.95), (-d * 0.42, z - 0.035)),
            "z" if sail.shape.words[0] == "triangular" else "",
        )
        if rng.random() < 0.6:
            a.add("front sail", sail, span((-0.015, 0.015), (y, mast_h * 0.8), (z + 0.035, d * 0.46)))
        if rng.random() < 0.5:
            flag = a.style("flag", pick(rng, plates.pennant, shapes.block_flat), finishes.draw(rng, ("fabric",)))
            a.add("flag", flag, span((-0.01, 0.01), (h * 0.4 + mast_h, h * 0.4 + mast_h + 0.15), (z - 0.25, z + 0.02)))
        if rng.random() < 0.5:
            bench = a.style("bench", shapes.block_flat(rng), finishes.draw(rng, ("wooden",), ("oak", "pine")))
            a.add("bench", bench, standing(0, h * 0.7, -d * 0.25, w * 0.75, 0.05, 0.2))
    else:
        cabin_h = rng.uniform(0.3, 0.45)
        house = a.style(
            "cabin", pick(rng, shapes.block, shapes.rounded, bodies.cab_sloped), finishes.draw(rng, ("metal", "wooden"))
        )
        a.add("cabin", house, standing(0, h * 0.55, -d * 0.1, w * 0.62, cabin_h + h * 0.45, d * 0.35))
        stack = a.style("funnel", pick(rng, bodies.funnel, lathed.cylinder, lathed.tapered_up), paintwork(rng, 0.5))
        a.add("funnel", stack, standing(0, h + cabin_h, -d * 0.15, 0.2, rng.uniform(0.25, 0.4), 0.2))
        ring = a.style(
            "lifebuoy", lathed.ring_x(rng), finishes.draw(rng, palette=("red", "orange", "white"), patterned=0.2)
        )
        a.pair(ring, w * 0.62 + 0.06, (h + 0.05, h + 0.25), (-d * 0.15, -d * 0.15 + 0.2), 0.06)
    return a


def rocket(rng: Rng) -> Assembly:
    """Body, nose, fins, engine and a window."""
    a = Assembly(rng, "rocket", 0.12)
    r, h = rng.uniform(0.4, 0.6), rng.uniform(1.0, 1.8)
    bell = rng.uniform(0.15, 0.25)
    fins = rng.uniform(0.25, 0.4)
    base = bell * 0.8
    a.add(
        "rocket body",
        a.style(
            "rocket body",
            pick(rng, lathed.cylinder, lathed.barrel, lathed.tapered_up, lathed.prism),
            paintwork(rng, 0.3),
        ),
        standing(0, base, 0, r, h, r),
    )
    nose_h = rng.uniform(0.3, 0.6)
    shape = pick(rng, lathed.cone, shapes.dome, lathed.ogive)
    tip = paintwork(rng, 0)
    straight = a.slots[0].style.shape.words[0] in ("cylindrical", "hexagonal", "octagonal")
    a.add(
        "nose cone",
        a.style("nose cone", shape, tip),
        standing(0, base + h, 0, r * (1 if straight else 0.6), nose_h, r * (1 if straight else 0.6)),
    )
    a.add(
        "engine",
        a.style(
            "engine", pick(rng, bodies.nozzle, lathed.tapered_up), finishes.draw(rng, ("metal",), ("steel", "copper"))
        ),
        standing(0, 0, 0, r * 0.7, bell, r * 0.7),
    )
    fin_x, fin_z = bodies.fin_outward(rng)
    finish = tip if rng.random() < 0.6 else paintwork(rng)
    style_x = a.style("fin", fin_x, finish)
    style_z = type(style_x)("fin", fin_z, finish, style_x.captions)
    inner, top = r * 0.46, base + rng.uniform(0.3, 0.5)
    a.add("left fin", style_x, span((inner, inner + fins), (0, top), (-0.03, 0.03)))
    a.add("right fin", style_x, span((-inner - fins, -inner), (0, top), (-0.03, 0.03)), "x")
    a.add("front fin", style_z, span((-0.03, 0.03), (0, top), (inner, inner + fins)))
    a.add("back fin", style_z, span((-0.03, 0.03), (0, top), (-inner - fins, -inner)), "z")
    s = r * rng.uniform(0.35, 0.5)
    window = a.style(
        "window",
        pick(rng, lathed.disc_z, lathed.ring_z, shapes.block),
        finishes.draw(rng, ("glass",), palette=("blue", "teal", "yellow", "white", "black"), patterned=0),
    )
    a.add("window", window, centred(0, base + h * 0.62, r * (0.52 if straight else 0.44), s, s, 0.07))
    return a


def train(rng: Rng) -> Assembly:
    """A steam locomotive: boiler, cab, funnel, wheels, cow-catcher."""
    a = Assembly(rng, "train")
    w, d = rng.uniform(0.5, 0.7), rng.uniform(1.2, 1.7)
    size = rng.uniform(0.3, 0.42)
    floor = size * 0.75
    paint = paintwork(rng)
    deck = a.style("chassis", shapes.block_flat(rng), finishes.draw(rng, ("metal",), ("steel",), patterned=0))
    a.add("chassis", deck, span((-w * 0.42, w * 0.42), (floor - 0.1, floor), (-d / 2, d / 2)))
    cab_d, cab_h = d * 0.32, rng.uniform(0.6, 0.8)
    a.add(
        "cab",
        a.style("cab", pick(rng, shapes.block, shapes.rounded), paint),
        span((-w / 2, w / 2), (floor, floor + cab_h), (-d / 2, -d / 2 + cab_d)),
    )
    r = w * rng.uniform(0.75, 0.95)
    boiler = a.style(
        "boiler", pick(rng, lathed.cylinder_z, lathed.cylinder_z, lathed.capsule_z, lathed.barrel_z), paintwork(rng)
    )
    a.add("boiler", boiler, span((-r / 2, r / 2), (floor, floor + r), (-d / 2 + cab_d, d / 2 - 0.02)))
    roof = a.style("roof", pick(rng, shapes.block_flat, plates.arched, bodies.flat_dome), paintwork(rng))
    a.add(
        "roof",
        roof,
        span((-w * 0.56, w * 0.56), (floor + cab_h, floor + cab_h + 0.09), (-d / 2 - 0.05, -d / 2 + cab_d + 0.05)),
    )
    stack = a.style("funnel", pick(rng, bodies.funnel, lathed.cylinder, lathed.tapered_up), paintwork(rng, 0.2))
    a.add("funnel", stack, standing(0, floor + r * 0.96, d * 0.36, 0.2, rng.uniform(0.22, 0.36), 0.2))
    if rng.random() < 0.5:
        a.add(
            "steam dome",
            a.style(
                "steam dome",
                pick(rng, shapes.dome, shapes.ball),
                finishes.draw(rng, (), ("brass", "copper"), natural_share=0.5),
            ),
            standing(0, floor + r * 0.94, d * 0.08, 0.2, 0.18, 0.2),
        )
    wheels(a, rng, w, d * 0.3, -d * 0.28, size, 0.12)
    if rng.random() < 0.7:
        plough = a.style("cowcatcher", shapes.wedge(rng), paintwork(rng, 0))
        a.add("cowcatcher", plough, span((-w * 0.42, w * 0.42), (0.02, floor - 0.1), (d * 0.5, d * 0.5 + 0.2)))
    return a

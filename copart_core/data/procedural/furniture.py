"""Furniture: chair, stool, table, desk lamp, floor lamp, sofa, bookcase, cabinet, bed. Each returns its assembly."""

from __future__ import annotations

import numpy as np

from copart_core.data.procedural import bent, finishes, lathed, plates, shapes
from copart_core.data.procedural.parts import Assembly, Rng, centred, span, standing
from copart_core.data.procedural.shapes import Shape

WOODS = ("oak", "walnut", "pine")
METALS = ("steel", "brass", "copper")
MUTED = ("beige", "gray", "white", "brown", "navy", "teal", "green", "red", "yellow", "pink", "blue", "orange", "black")


def pick(rng: Rng, *makers):
    """Call one of several shape makers with the generator."""
    return makers[int(rng.integers(len(makers)))](rng)


def wood_or_paint(rng: Rng, natural_share: float = 0.35, patterned: float = 0.05) -> finishes.Finish:
    """A finish for joinery."""
    return finishes.draw(rng, ("wooden", "metal"), (*WOODS, "steel"), natural_share=natural_share, patterned=patterned)


def fabric(rng: Rng) -> finishes.Finish:
    """A finish for upholstery."""
    return finishes.draw(rng, ("fabric", "leather", "velvet"), patterned=0.2)


def leg_shape(rng: Rng) -> Shape:
    """Any straight leg."""
    return pick(
        rng,
        lambda r: shapes.block(r, "straight").called("square", "straight square"),
        lathed.cylinder,
        lathed.tapered,
        lathed.tapered,
        lathed.beaded,
        lathed.waisted,
        lambda r: lathed.prism(r, 6),
    )


def flat_square(rng: Rng) -> Shape:
    """A flat board, as a seat."""
    return shapes.block_flat(rng).called("square", "flat square")


def seat_shape(rng: Rng) -> Shape:
    """A seat: flat or padded, in several plans."""
    return pick(rng, flat_square, lathed.disc, lathed.oval, shapes.cushion, shapes.rounded, lathed.prism)


def back_shape(rng: Rng) -> Shape:
    """A chair's back."""
    return pick(
        rng, plates.slatted, plates.ladder, plates.arched, bent.curved_back, shapes.rounded, shapes.cushion,
        plates.frame, plates.lattice, plates.heart, shapes.block, plates.archway, plates.trapezoid,
    )  # fmt: skip


def chair(rng: Rng) -> Assembly:
    """A seat, a back, four legs or a pedestal, and arms now and then."""
    a = Assembly(rng, "chair")
    w, d = rng.uniform(0.38, 0.65), rng.uniform(0.38, 0.6)
    knee = rng.uniform(0.28, 0.55)
    thick = rng.uniform(0.04, 0.14)
    tall = rng.uniform(0.3, 0.75)
    seat_finish = pick(rng, fabric, wood_or_paint)
    legs = wood_or_paint(rng)
    seat = seat_shape(rng)
    a.add("seat", a.style("seat", seat, seat_finish), standing(0, knee, 0, w, thick, d))
    back_depth = rng.uniform(0.03, 0.1)
    back_width = w * rng.uniform(0.8, 1.0)
    back_finish = seat_finish if rng.random() < 0.5 else wood_or_paint(rng)
    low, z = knee + thick * rng.uniform(0.6, 1.2), -d / 2 + back_depth * rng.uniform(-0.1, 0.5)
    a.add(
        "backrest", a.style("backrest", back_shape(rng), back_finish), standing(0, low, z, back_width, tall, back_depth)
    )
    under_chair(a, rng, legs, w, d, knee, inset_of(seat))
    if rng.random() < 0.25:
        height = rng.uniform(0.12, 0.22)
        width = rng.uniform(0.04, 0.08)
        arm = a.style("armrest", pick(rng, shapes.rounded, shapes.block, lathed.capsule_z), legs)
        y = knee + thick + height
        a.pair(arm, w + width * 0.6, (y - 0.05, y + width * 0.4), (-d / 2 + back_depth, d / 2 - 0.04), width)
    return a


def inset_of(top: Shape) -> float:
    """How far the corners of a seat or top lie inside its box, as a share of its width (a circle's: 0.29)."""
    return {"round": 0.29, "oval": 0.22, "hexagonal": 0.22, "octagonal": 0.18, "cushioned": 0.08}.get(top.words[0], 0.0)


def under_chair(a: Assembly, rng: Rng, finish: finishes.Finish, w: float, d: float, knee: float, share: float) -> None:
    """Four legs, or a pedestal with a foot, below a seat of width w and depth d at height knee.

    The legs keep off the box's corners by `share` of the seat, so that they stand below a round one.
    """
    full = (w, d)
    w, d = w * (1 - share), d * (1 - share)
    kind = rng.random()
    if kind < 0.62:
        t = rng.uniform(0.03, 0.07)
        inset = rng.uniform(0.0, 0.06)
        a.corners(a.style("leg", leg_shape(rng), finish), (0, 0), (w - t - inset, d - t - inset), (0, knee), (t, t))
    elif kind < 0.8:
        t = rng.uniform(0.1, 0.16)
        shape = pick(rng, bent.splayed_leg, bent.curved_leg)
        a.corners(a.style("leg", shape, finish), (0, 0), (w - t, d - t), (0, knee), (t, t))
    else:
        foot = rng.uniform(0.03, 0.07)
        r = rng.uniform(0.05, 0.1)
        column = pick(rng, lathed.cylinder, lathed.waisted, lathed.tapered, lathed.beaded, lathed.barrel)
        a.add("column", a.style("column", column, finish), span((-r / 2, r / 2), (foot, knee), (-r / 2, r / 2)))
        base = pick(rng, lathed.disc, plates.star_y, shapes.dome, shapes.block)
        a.add("foot", a.style("base", base, finish), standing(0, 0, 0, full[0] * 0.9, foot, full[1] * 0.9))


def stool(rng: Rng) -> Assembly:
    """A seat on three or four legs or a pedestal, without a back."""
    a = Assembly(rng, "stool", 0.2)
    w = rng.uniform(0.3, 0.5)
    d = w if rng.random() < 0.7 else w * rng.uniform(0.7, 1.3)
    knee, thick = rng.uniform(0.3, 0.8), rng.uniform(0.04, 0.16)
    seat = seat_shape(rng)
    a.add("seat", a.style("seat", seat, pick(rng, fabric, wood_or_paint)), standing(0, knee, 0, w, thick, d))
    finish = wood_or_paint(rng)
    under_chair(a, rng, finish, w, d, knee, inset_of(seat))
    if rng.random() < 0.3 and len(a.slots) > 4:
        y = knee * rng.uniform(0.25, 0.5)
        a.add("footrest", a.style("footrest", lathed.ring(rng), finish), centred(0, y, 0, w * 0.8, 0.03, d * 0.8))
    return a


def table(rng: Rng) -> Assembly:
    """A top on four legs, on two panels or on a column."""
    a = Assembly(rng, "table", 0.22)
    w, d, h = rng.uniform(0.7, 1.8), rng.uniform(0.6, 1.0), rng.uniform(0.35, 0.8)
    thick = rng.uniform(0.03, 0.09)
    top_finish = finishes.draw(
        rng, ("wooden", "plastic", "glass"), (*WOODS, "marble"), natural_share=0.35, patterned=0.1
    )
    top = pick(
        rng, lathed.disc, lathed.oval, lambda r: shapes.block(r, "flat").called("rectangular", "flat rectangular"),
        plates.rounded_plan, lambda r: lathed.prism(r), plates.rounded_plan,
    )  # fmt: skip
    a.add("table top", a.style("table top", top, top_finish), standing(0, h, 0, w, thick, d))
    finish = wood_or_paint(rng)
    kind = rng.random()
    if kind < 0.6:
        t = rng.uniform(0.04, 0.12)
        shape = leg_shape(rng) if rng.random() < 0.75 else pick(rng, bent.splayed_leg, bent.curved_leg)
        t = t if shape.words[0] not in ("splayed", "curved") else t + 0.1
        inset = rng.uniform(0.02, 0.15) + inset_of(top) * min(w, d)
        a.corners(a.style("leg", shape, finish), (0, 0), (w - t - inset, d - t - inset), (0, h), (t, t))
        if rng.random() < 0.3:
            shelf = a.style("shelf", pick(rng, shapes.block_flat, plates.rounded_plan), wood_or_paint(rng))
            a.add("lower shelf", shelf, standing(0, h * 0.3, 0, w - 2 * t - inset, thick, d - 2 * t - inset))
    elif kind < 0.8:
        t = rng.uniform(0.05, 0.12)
        panel = pick(rng, shapes.block, plates.frame_x, plates.slatted_x, plates.trapezoid_x, bent.hairpin_x)
        a.pair(a.style("side panel", panel, finish), w * rng.uniform(0.6, 0.85), (0, h), (-d * 0.4, d * 0.4), t)
    else:
        foot = rng.uniform(0.03, 0.08)
        r = rng.uniform(0.08, 0.3)
        column = pick(rng, lathed.cylinder, lathed.waisted, lathed.beaded, lathed.barrel, lathed.prism)
        a.add("column", a.style("column", column, finish), span((-r / 2, r / 2), (foot, h), (-r / 2, r / 2)))
        base = pick(rng, lathed.disc, plates.star_y, shapes.dome, shapes.block)
        a.add("foot", a.style("base", base, finish), standing(0, 0, 0, w * 0.55, foot, d * 0.55))
    if rng.random() < 0.15:
        vase = a.style(
            "vase", pick(rng, lathed.vase, shapes.egg, lathed.cylinder), finishes.draw(rng, ("ceramic", "glass"))
        )
        a.add("vase", vase, standing(w * rng.uniform(-0.25, 0.25), h + thick, 0, 0.14, rng.uniform(0.2, 0.35), 0.14))
    return a


def desk_lamp(rng: Rng) -> Assembly:
    """A base, an arm and a shade; a bulb in some."""
    a = Assembly(rng, "desk lamp")
    finish = finishes.draw(rng, ("metal", "plastic"), METALS, patterned=0.05)
    foot, w = rng.uniform(0.03, 0.08), rng.uniform(0.22, 0.36)
    base = pick(rng, lathed.disc, shapes.dome, shapes.block_flat, lathed.prism, shapes.rounded)
    a.add("base", a.style("base", base, finish), standing(0, 0, 0, w, foot, w * rng.uniform(0.8, 1.1)))
    shade_finish = finish if rng.random() < 0.4 else finishes.draw(rng, ("metal", "fabric", "glass"), ("brass",))
    sw, sh = rng.uniform(0.2, 0.42), rng.uniform(0.15, 0.3)
    shade = pick(rng, lathed.shade, lathed.shade, shapes.dome, shapes.ball, lathed.cylinder, lathed.mushroom_cap)
    if rng.random() < 0.55:
        h = rng.uniform(0.3, 0.6)
        r = rng.uniform(0.03, 0.09)
        pole = pick(rng, lathed.cylinder, lathed.beaded, lathed.waisted, lathed.tapered, shapes.egg)
        r = r * 2.2 if pole.words[0] in ("egg-shaped", "turned") else r
        a.add("pole", a.style("pole", pole, finish), span((-r / 2, r / 2), (foot, foot + h), (-r / 2, r / 2)))
        a.add("lamp shade", a.style("lamp shade", shade, shade_finish), standing(0, foot + h - 0.02, 0, sw, sh, sw))
        if rng.random() < 0.2:
            knob = finishes.draw(rng, ("plastic",), ("brass",))
            a.add(
                "switch",
                a.style("switch", shapes.ball(rng), knob),
                centred(w * 0.3, foot + 0.015, w * 0.3, 0.04, 0.04, 0.04),
            )
    else:
        h, reach = rng.uniform(0.4, 0.6), rng.uniform(0.25, 0.4)
        arm = pick(rng, bent.s_curve, bent.elbow)
        z = -w * 0.2
        a.add("arm", a.style("arm", arm, finish), span((-0.02, 0.02), (foot, foot + h), (z - 0.03, z + reach)))
        y = foot + h * 0.86
        a.add("lamp shade", a.style("lamp shade", shade, shade_finish), standing(0, y - sh, z + reach, sw, sh, sw))
        if rng.random() < 0.5:
            bulb = a.style(
                "bulb",
                pick(rng, shapes.ball, shapes.egg_down),
                finishes.colored(rng, str(rng.choice(["yellow", "white"])), "glass", 0),
            )
            a.add("bulb", bulb, standing(0, y - sh - 0.04, z + reach, 0.08, 0.1, 0.08))
    return a


def floor_lamp(rng: Rng) -> Assembly:
    """A tall pole with a shade, on a base or on three legs."""
    a = Assembly(rng, "floor lamp", 0.12)
    finish = finishes.draw(rng, ("metal", "wooden"), (*METALS, *WOODS), natural_share=0.4, patterned=0)
    h, w = rng.uniform(1.0, 1.5), rng.uniform(0.26, 0.4)
    base = pick(rng, lathed.disc, shapes.dome, lathed.cone, lathed.prism)
    a.add("base", a.style("base", base, finish), standing(0, 0, 0, w, 0.06, w))
    pole = pick(rng, lathed.cylinder, lathed.beaded, lathed.tapered, lathed.waisted)
    a.add("pole", a.style("pole", pole, finish), standing(0, 0.05, 0, 0.06, h, 0.06))
    sw = rng.uniform(0.35, 0.6)
    shade = pick(rng, lathed.shade, lathed.shade, lathed.cylinder, shapes.ball, shapes.dome)
    lamp_shade = a.style("lamp shade", shade, finishes.draw(rng, ("fabric", "glass"), patterned=0.25))
    a.add("lamp shade", lamp_shade, standing(0, h, 0, sw, rng.uniform(0.25, 0.45), sw))
    if rng.random() < 0.4:
        a.add(
            "tray",
            a.style("tray", pick(rng, lathed.disc, shapes.block_flat), finish),
            standing(0, h * 0.45, 0, 0.3, 0.03, 0.3),
        )
    return a


def sofa(rng: Rng) -> Assembly:
    """A frame, one to three cushions, a back, two arms and feet."""
    a = Assembly(rng, "sofa")
    w, d = rng.uniform(1.2, 2.4), rng.uniform(0.7, 1.0)
    foot, frame, thick = rng.uniform(0.05, 0.14), rng.uniform(0.14, 0.24), rng.uniform(0.12, 0.2)
    arm_w, arm_h, back = rng.uniform(0.12, 0.26), rng.uniform(0.15, 0.3), rng.uniform(0.35, 0.6)
    body = fabric(rng)
    seat = body if rng.random() < 0.5 else fabric(rng)
    back_d = rng.uniform(0.14, 0.24)
    top = foot + frame
    a.add(
        "sofa base",
        a.style("sofa base", pick(rng, shapes.block, shapes.rounded), body),
        standing(0, foot, 0, w, frame, d),
    )
    inner = w - 2 * arm_w
    count = int(rng.choice([1, 2, 2, 3]))
    pillow = a.style("seat cushion", pick(rng, shapes.cushion, shapes.rounded, shapes.block), seat)
    for i in range(count):
        x = inner * ((i + 0.5) / count - 0.5)
        name = (
            "seat cushion"
            if count == 1
            else f"{('left', 'right')[i] if count == 2 else ('left', 'middle', 'right')[i]} seat cushion"
        )
        a.add(name, pillow, standing(x, top, back_d / 2, inner / count, thick, d - back_d))
    shape = pick(rng, shapes.rounded, shapes.block, shapes.cushion, plates.arched, plates.scalloped)
    a.add(
        "backrest",
        a.style("backrest", shape, body),
        standing(0, top, -d / 2 + back_d / 2, w - 2 * arm_w if rng.random() < 0.5 else w, back, back_d),
    )
    wide = a.slots[-1].high[0] > inner / 2 + 1e-6
    arm = a.style("armrest", pick(rng, shapes.rounded, shapes.block, plates.rolled_arm, plates.arched), body)
    a.pair(arm, w - arm_w, (top, top + thick + arm_h), (-d / 2 + (back_d if wide else 0), d / 2), arm_w)
    if rng.random() < 0.4:
        t = rng.uniform(0.05, 0.1)
        shape = pick(rng, lathed.tapered, lathed.cylinder, shapes.ball, shapes.block)
        a.corners(a.style("foot", shape, wood_or_paint(rng, 0.6)), (0, 0), (w - 2 * t, d - 2 * t), (0, foot), (t, t))
    return a


def bookcase(rng: Rng) -> Assembly:
    """Two sides, shelves between them, a back, and rows of books."""
    a = Assembly(rng, "bookcase", 0.2)
    w, h, d = rng.uniform(0.6, 1.3), rng.uniform(0.9, 2.0), rng.uniform(0.25, 0.4)
    t = rng.uniform(0.03, 0.06)
    finish = wood_or_paint(rng, 0.45)
    side = a.style(
        "side panel", pick(rng, shapes.block, shapes.block, plates.arched_x, plates.ladder_x, plates.frame_x), finish
    )
    a.pair(side, w - t, (0, h), (-d / 2, d / 2), t)
    count = int(rng.integers(3, 6))
    shelf_finish = finish if rng.random() < 0.6 else wood_or_paint(rng)
    board = a.style("shelf", pick(rng, shapes.block_flat, shapes.block_flat, shapes.rounded), shelf_finish)
    ys = np.linspace(0.04 * h, h - t - 0.01, count).tolist()
    has_back = rng.random() < 0.5
    z = (-d / 2 + (0.02 if has_back else 0), d / 2)
    names = {0: "bottom shelf", count - 1: "top shelf"}
    for i, y in enumerate(ys):
        a.add(names.get(i, f"shelf {i + 1}"), board, span((-w / 2 + t, w / 2 - t), (y, y + t), z))
    if has_back:
        back = a.style(
            "back panel",
            pick(rng, shapes.block_flat, plates.lattice),
            finish if rng.random() < 0.5 else wood_or_paint(rng),
        )
        a.add("back panel", back, span((-w / 2 + t, w / 2 - t), (0, h), (-d / 2, -d / 2 + 0.02)))
    gap = ys[1] - ys[0] - t
    for i in rng.permutation(count - 1)[: int(rng.integers(0, 4))]:
        row = rng.uniform(0.4, 0.95) * (w - 2 * t)
        style = a.style("books", plates.book_row(rng), finishes.draw(rng, patterned=0), category="bookcase")
        left = -w / 2 + t + rng.uniform(0, 1) * (w - 2 * t - row)
        y = ys[i] + t
        a.add(
            f"books {i + 1}", style, span((left, left + row), (y, y + gap * rng.uniform(0.6, 0.9)), (-d * 0.3, d * 0.4))
        )
    return a


def cabinet(rng: Rng) -> Assembly:
    """A body with doors or drawers, knobs and feet."""
    a = Assembly(rng, "cabinet", 0.25)
    w, h, d = rng.uniform(0.6, 1.2), rng.uniform(0.6, 1.3), rng.uniform(0.35, 0.5)
    foot = rng.uniform(0.06, 0.2)
    body, front = wood_or_paint(rng), wood_or_paint(rng)
    metal = finishes.draw(rng, ("metal",), METALS, natural_share=0.5, patterned=0)
    a.add(
        "cabinet body",
        a.style("cabinet body", pick(rng, shapes.block, shapes.rounded), body),
        span((-w / 2, w / 2), (foot, foot + h), (-d / 2, d / 2)),
    )
    knob_shape = pick(rng, shapes.ball, lathed.disc_z, lathed.capsule, lathed.ring_z)
    knob = a.style("knob", knob_shape, metal)
    k, face = rng.uniform(0.03, 0.06), d / 2 + 0.03
    if rng.random() < 0.5:
        door = a.style("door", pick(rng, shapes.block_flat, plates.arched, shapes.rounded, plates.slatted), front)
        a.pair(door, w * 0.49, (foot + 0.03, foot + h - 0.03), (d / 2, face), w * 0.45)
        a.pair(knob, w * 0.12, (foot + h * 0.5, foot + h * 0.5 + k), (face, face + k), k)
    else:
        count = int(rng.integers(2, 4))
        drawer = a.style("drawer", pick(rng, shapes.block, shapes.rounded), front)
        step = (h - 0.04) / count
        for i in range(count):
            y = foot + 0.03 + i * step
            name = ("bottom", "middle", "top")[i if count == 3 else 2 * i]
            a.add(f"{name} drawer", drawer, span((-w * 0.46, w * 0.46), (y, y + step - 0.02), (d / 2, face)))
            a.add(f"{name} knob", knob, centred(0, y + step / 2, face + k / 2, k, k, k))
    t = rng.uniform(0.05, 0.09)
    a.corners(a.style("leg", leg_shape(rng), body), (0, 0), (w - t, d - t), (0, foot), (t, t))
    return a


def bed(rng: Rng) -> Assembly:
    """A frame, a mattress, head and foot boards, pillows, a blanket and legs."""
    a = Assembly(rng, "bed")
    w, d = rng.uniform(0.9, 1.9), rng.uniform(1.9, 2.2)
    foot, frame, thick = rng.uniform(0.08, 0.22), rng.uniform(0.1, 0.2), rng.uniform(0.14, 0.26)
    wood = wood_or_paint(rng, 0.5)
    t = rng.uniform(0.05, 0.1)
    a.add(
        "bed frame",
        a.style("bed frame", pick(rng, shapes.block, shapes.rounded), wood),
        standing(0, foot, 0, w, frame, d),
    )
    linen = finishes.draw(rng, ("fabric",), palette=("white", "beige", "gray", "pink", "blue", "teal"), patterned=0.1)
    mattress = a.style("mattress", pick(rng, shapes.rounded, shapes.rounded, shapes.cushion), linen)
    top = foot + frame + thick
    a.add("mattress", mattress, standing(0, foot + frame, 0, w * 0.96, thick, d * 0.98))
    head = a.style("headboard", back_shape(rng), wood if rng.random() < 0.6 else fabric(rng))
    a.add("headboard", head, standing(0, foot, -d / 2 - t / 2, w, rng.uniform(0.7, 1.2), t))
    if rng.random() < 0.4:
        board = a.style("footboard", back_shape(rng), wood)
        a.add("footboard", board, standing(0, foot, d / 2 + t / 2, w, rng.uniform(0.35, 0.6), t))
    count = 2 if w > 1.25 else 1
    pillow = a.style("pillow", shapes.cushion(rng), finishes.draw(rng, ("fabric",), patterned=0.2))
    for i in range(count):
        x = w * ((i + 0.5) / count - 0.5)
        name = "pillow" if count == 1 else ("left pillow", "right pillow")[1 - i]
        a.add(name, pillow, standing(x, top - 0.01, -d / 2 + 0.25, w / count * 0.8, 0.14, 0.38))
    blanket = a.style(
        "blanket", pick(rng, plates.draped, shapes.rounded), finishes.draw(rng, ("fabric",), patterned=0.4)
    )
    long = d * rng.uniform(0.45, 0.65)
    a.add("blanket", blanket, span((-w / 2, w / 2), (top - thick * 0.15, top + 0.06), (d * 0.49 - long, d * 0.49)))
    if rng.random() < 0.4:
        leg = a.style("leg", pick(rng, shapes.block, lathed.tapered, lathed.cylinder, shapes.ball), wood)
        a.corners(leg, (0, 0), (w - t, d - t), (0, foot), (t, t))
    return a

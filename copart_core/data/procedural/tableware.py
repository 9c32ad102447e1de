"""Kitchenware: mug, teapot, bottle, place setting. Each returns its assembly."""

from __future__ import annotations

from copart_core.data.procedural import bent, bodies, finishes, lathed, plates, shapes, wholes
from copart_core.data.procedural.furniture import METALS, pick
from copart_core.data.procedural.parts import Assembly, Rng, centred, span, standing


def glaze(rng: Rng, patterned: float = 0.25) -> finishes.Finish:
    """A finish for crockery."""
    return finishes.draw(
        rng, ("ceramic", "plastic"), ("steel", "copper", "terracotta"), natural_share=0.1, patterned=patterned
    )


def mug(rng: Rng) -> Assembly:
    """A hollow body with a handle; a saucer, a spoon or a lid in some."""
    a = Assembly(rng, "mug", 0.15)
    w, h = rng.uniform(0.6, 0.9), rng.uniform(0.6, 1.2)
    body = glaze(rng)
    a.add("mug body", a.style("mug body", bodies.cup(rng), body), standing(0, 0, 0, w, h, w))
    reach, t = rng.uniform(0.22, 0.36), rng.uniform(0.1, 0.16)
    grip = a.style(
        "handle",
        pick(rng, bent.handle, bent.handle, bent.square_handle),
        body if rng.random() < 0.6 else glaze(rng, 0),
    )
    inner = w * 0.47
    a.add("handle", grip, span((inner, inner + reach), (h * 0.2, h * 0.85), (-t / 2, t / 2)))
    if rng.random() < 0.55:
        s = w * rng.uniform(1.5, 2)
        saucer = a.style("saucer", bodies.shallow_plate(rng), body if rng.random() < 0.6 else glaze(rng))
        a.add("saucer", saucer, standing(0, -0.08, 0, s, 0.1, s))
        if rng.random() < 0.6:
            spoon = a.style(
                "spoon", plates.spoon(rng), finishes.draw(rng, ("metal",), METALS, natural_share=0.5, patterned=0)
            )
            a.add("spoon", spoon, span((-s * 0.3, s * 0.3), (0.02, 0.07), (w * 0.53, w * 0.53 + 0.14)))
    if rng.random() < 0.25:
        a.add(
            "lid",
            a.style("lid", pick(rng, lathed.disc, shapes.dome), glaze(rng)),
            standing(0, h, 0, w * 0.98, 0.12, w * 0.98),
        )
    return a


def teapot(rng: Rng) -> Assembly:
    """Body, spout, handle, lid and knob."""
    a = Assembly(rng, "teapot", 0.15)
    w, h = rng.uniform(0.8, 1.1), rng.uniform(0.6, 0.95)
    body, trim = glaze(rng), glaze(rng, 0.1)
    trim = body if rng.random() < 0.4 else trim
    shape = pick(rng, lathed.ball_flat, lathed.barrel, shapes.egg, lathed.cylinder, lathed.tapered_up, lathed.prism)
    a.add("teapot body", a.style("teapot body", shape, body), standing(0, 0.05, 0, w, h, w))
    base = a.style("base", lathed.disc(rng), trim)
    a.add("base", base, standing(0, 0, 0, w * 0.6, 0.07, w * 0.6))
    reach = rng.uniform(0.35, 0.5)
    a.add(
        "spout",
        a.style("spout", bodies.spout(rng), body),
        span((w * 0.42, w * 0.42 + reach), (h * 0.35, h * 1.0), (-0.1, 0.1)),
    )
    lid_w, lid_h = w * rng.uniform(0.4, 0.6), rng.uniform(0.1, 0.2)
    top = h + 0.03
    a.add(
        "lid",
        a.style("lid", pick(rng, shapes.dome, lathed.disc, lathed.cone), trim),
        standing(0, top, 0, lid_w, lid_h, lid_w),
    )
    a.add(
        "knob",
        a.style("knob", pick(rng, shapes.ball, lathed.cylinder, shapes.egg), glaze(rng, 0)),
        standing(0, top + lid_h - 0.01, 0, 0.13, 0.12, 0.13),
    )
    grip = a.style("handle", pick(rng, bent.handle, bent.square_handle), trim)
    if rng.random() < 0.75:
        a.add("handle", grip, span((-w * 0.44 - 0.36, -w * 0.44), (h * 0.25, h * 0.95), (-0.06, 0.06)), "x")
    else:
        hoop = a.style("handle", bent.hoop(rng), trim)
        a.add("handle", hoop, span((-w * 0.36, w * 0.36), (h * 0.85, h + 0.55), (-0.05, 0.05)))
    return a


def bottle(rng: Rng) -> Assembly:
    """Body, neck, cap and label."""
    a = Assembly(rng, "bottle", 0.18)
    w, h = rng.uniform(0.35, 0.55), rng.uniform(0.6, 1.0)
    glass = finishes.draw(rng, ("glass", "plastic"), patterned=0.05)
    shape = pick(
        rng,
        lathed.cylinder,
        lathed.barrel,
        shapes.rounded,
        lathed.prism,
        shapes.ball,
        lathed.tapered_up,
        lathed.waisted,
    )
    a.add("bottle body", a.style("bottle body", shape, glass), standing(0, 0, 0, w, h, w))
    neck_h, neck_w = rng.uniform(0.2, 0.45), w * rng.uniform(0.3, 0.45)
    neck = a.style("neck", pick(rng, lathed.neck, lathed.cylinder, lathed.tapered_up), glass)
    wide = w * 0.7 if neck.shape.words[0] == "shouldered" else neck_w
    a.add("neck", neck, standing(0, h - 0.02, 0, wide, neck_h, wide))
    top = h - 0.02 + neck_h
    cap = a.style(
        "cap",
        pick(rng, lathed.cylinder, shapes.ball, lathed.tapered, lathed.disc, shapes.dome),
        finishes.draw(rng, ("plastic", "metal"), ("oak", "brass")),
    )
    cap_w = neck_w * rng.uniform(1.0, 1.4)
    a.add("cap", cap, standing(0, top - 0.01, 0, cap_w, rng.uniform(0.08, 0.2), cap_w))
    if shape.words[0] == "cylindrical" and rng.random() < 0.7:
        band = a.style("label", lathed.sleeve(rng), finishes.draw(rng, ("plastic",), patterned=0.3))
        a.add("label", band, centred(0, h * 0.5, 0, w * 1.03, h * rng.uniform(0.3, 0.5), w * 1.03))
    return a


def vessel_styles(a: Assembly, rng: Rng) -> dict[str, tuple]:
    """Styles of small things for a table: kind -> (style, width, height)."""
    drink = finishes.draw(rng, ("glass",), patterned=0)
    return {
        "cup": (a.style("cup", bodies.cup(rng), glaze(rng), ""), 0.1, 0.1),
        "glass": (a.style("glass", pick(rng, bodies.goblet, bodies.cup), drink, ""), 0.09, 0.17),
        "bowl": (a.style("bowl", lathed.bowl(rng), glaze(rng), ""), 0.18, 0.09),
        "bottle": (a.style("bottle", bodies.bottle(rng), finishes.draw(rng, ("glass",), patterned=0), ""), 0.1, 0.34),
        "vase": (a.style("vase", lathed.vase(rng), glaze(rng), ""), 0.13, 0.25),
        "bread": (
            a.style(
                "bread",
                bodies.loaf(rng),
                finishes.colored(rng, str(rng.choice(["brown", "beige", "gold"])), None, 0),
                "",
            ),
            0.24,
            0.12,
        ),
        "fruits": (
            a.style(
                "fruits",
                bodies.fruit_pile(rng),
                finishes.colored(rng, str(rng.choice(["red", "orange", "green", "yellow", "lime"])), None, 0),
                "",
            ),
            0.2,
            0.14,
        ),
        "candle": (
            a.style(
                "candle",
                pick(rng, lathed.cylinder, lathed.tapered_up, lathed.beaded),
                finishes.colored(rng, str(rng.choice(["white", "red", "beige", "yellow", "pink"])), None, 0.1),
                "",
            ),
            0.05,
            0.2,
        ),
        "teapot": (a.style("teapot", wholes.teapot_whole(rng), glaze(rng), ""), 0.24, 0.18),
    }


def place_setting(rng: Rng) -> Assembly:
    """A plate with cutlery, a glass, a bowl or a cup on a mat."""
    a = Assembly(rng, "place setting", 0.12)
    w = rng.uniform(0.26, 0.32)
    if rng.random() < 0.6:
        mat = a.style(
            "place mat",
            pick(rng, plates.rounded_plan, shapes.block_flat, lathed.oval),
            finishes.draw(rng, ("fabric",), ("wicker",), patterned=0.35),
        )
        a.add("place mat", mat, standing(0, -0.012, 0, w * 1.85, 0.012, w * 1.3))
    a.add("plate", a.style("plate", bodies.shallow_plate(rng), glaze(rng), ""), standing(0, 0, 0, w, 0.035, w))
    metal = finishes.draw(rng, ("metal", "plastic"), ("steel", "brass"), natural_share=0.55, patterned=0)
    t, long = 0.03, w * 0.8
    for kind, maker, x in (
        ("fork", plates.fork, -0.66),
        ("knife", plates.knife, 0.62),
        ("spoon", plates.spoon_z, 0.78),
    ):
        if rng.random() < 0.85:
            a.add(kind, a.style(kind, maker(rng), metal, ""), standing(x * w, 0, 0, t * 1.2, 0.012, long))
    things = vessel_styles(a, rng)
    kind = str(rng.choice(["glass", "cup"]))
    style, wide, tall = things[kind]
    a.add(kind, style, standing(w * 0.55, 0, -w * 0.62, wide, tall * rng.uniform(0.8, 1.2), wide))
    kind = str(rng.choice(["bowl", "bottle", "bread", "fruits", "teapot"]))
    style, wide, tall = things[kind]
    if kind == "bowl" and rng.random() < 0.5:
        a.add(kind, style, standing(0, 0.012, 0, wide * 0.85, tall * 0.8, wide * 0.85))
    else:
        a.add(kind, style, standing(-w * 0.5, 0, -w * 0.75, wide, tall, wide * 0.9))
    return a

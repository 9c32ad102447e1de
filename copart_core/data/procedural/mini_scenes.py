"""Mini-scenes of whole things, one part each: a dinner table and a room."""

from __future__ import annotations

import numpy as np

from copart_core.data.procedural import bodies, finishes, lathed, plates, shapes, wholes
from copart_core.data.procedural.furniture import MUTED, WOODS, fabric, pick, wood_or_paint
from copart_core.data.procedural.parts import Assembly, Rng, span, standing
from copart_core.data.procedural.tableware import glaze, vessel_styles


def dinner_table(rng: Rng) -> Assembly:
    """A table that is laid: plates with cups or glasses, and things in the middle; chairs in some."""
    a = Assembly(rng, "dinner table", 0.1)
    w, d, h = rng.uniform(0.9, 1.5), rng.uniform(0.75, 1.0), rng.uniform(0.45, 0.75)
    wood = finishes.draw(rng, ("wooden",), (*WOODS, "marble"), natural_share=0.45, patterned=0)
    a.add("table", a.style("table", wholes.whole_table(rng), wood, ""), standing(0, 0, 0, w, h, d))
    things = vessel_styles(a, rng)
    guests = int(rng.choice([2, 2, 3, 4]))
    size = rng.uniform(0.2, 0.26)
    dish = a.style("plate", bodies.shallow_plate(rng), glaze(rng), "")
    drink, wide, tall = things[str(rng.choice(["cup", "glass"]))]
    places = [(-0.2, 0.3), (0.2, -0.3)] if guests == 2 and rng.random() < 0.5 else [(-0.3, 0.0), (0.3, 0.0)]
    if guests > 2:
        places = [(-0.26, 0.28), (0.26, 0.28), (-0.26, -0.28), (0.26, -0.28)][:guests]
    for i, (x, z) in enumerate(places):
        a.add(f"plate {i + 1}", dish, standing(x * w, h, z * d, size, 0.035, size))
        side = 1 if x < 0 else -1
        a.add(
            f"{drink.kind} {i + 1}",
            drink,
            standing(x * w + side * (size + wide) * 0.54, h, z * d * 0.9, wide, tall, wide),
        )
    middle = [str(k) for k in rng.permutation(["bowl", "bottle", "vase", "bread", "fruits", "candle", "teapot"])]
    spots = [(0.0, -0.05), (0.0, 0.34), (0.0, -0.38)] if guests == 2 else [(0.0, 0.0)]
    for kind, (x, z) in zip(middle[: len(spots)], spots, strict=True):
        style, wide, tall = things[kind]
        deep = wide * (0.6 if kind in ("bread", "teapot") else 1)
        a.add(kind, style, standing(x * w, h, z * d, wide, tall, deep))
    if len(a.slots) <= 9 and rng.random() < 0.4:
        chair = a.style("chair", wholes.whole_chair(rng), wood_or_paint(rng, patterned=0), "")
        a.add("back chair", chair, standing(0, 0, -d / 2 - 0.26, 0.42, h * 1.25, 0.42))
    return a


def room(rng: Rng) -> Assembly:
    """Furniture on a rug or a floor, one part for each piece."""
    a = Assembly(rng, "room", 0.08)
    w, d = rng.uniform(2.6, 3.6), rng.uniform(2.4, 3.2)
    if rng.random() < 0.7:
        floor = a.style(
            "floor", shapes.block_flat(rng), finishes.draw(rng, ("wooden",), (*WOODS, "marble"), MUTED, 0.5, 0.1)
        )
        a.add("floor", floor, standing(0, -0.08, 0, w, 0.08, d))
        if rng.random() < 0.5:
            wall = a.style("wall", shapes.block_flat(rng), finishes.draw(rng, (), (), MUTED, patterned=0.2))
            a.add("back wall", wall, span((-w / 2, w / 2), (0, rng.uniform(1.6, 2.2)), (-d / 2 - 0.08, -d / 2)))
    rug = a.style(
        "rug",
        pick(rng, plates.rounded_plan, lathed.disc, lathed.oval, shapes.block_flat),
        finishes.draw(rng, ("fabric",), patterned=0.4),
        "",
    )
    a.add("rug", rug, standing(0, 0, d * 0.12, w * rng.uniform(0.4, 0.6), 0.03, d * rng.uniform(0.35, 0.5)))
    back = -d / 2
    if rng.random() < 0.6:
        sofa_w = rng.uniform(1.3, 1.8)
        a.add(
            "sofa",
            a.style("sofa", wholes.whole_sofa(rng), fabric(rng), ""),
            standing(0, 0, back + 0.45, sofa_w, 0.75, 0.8),
        )
        used = sofa_w / 2
    else:
        bed_w = rng.uniform(1.0, 1.5)
        a.add(
            "bed",
            a.style("bed", wholes.whole_bed(rng), fabric(rng), ""),
            standing(0, 0, back + 0.95, bed_w, rng.uniform(0.8, 1.0), 1.9),
        )
        used = bed_w / 2
    side = used + 0.12
    room_left = w / 2 - side
    tall = a.style("bookcase", wholes.whole_shelf(rng), wood_or_paint(rng, patterned=0), "")
    lamp = a.style("lamp", wholes.whole_lamp(rng), finishes.draw(rng, ("metal",), patterned=0.1), "")
    plant = a.style(
        "plant", wholes.whole_plant(rng), finishes.colored(rng, str(rng.choice(["green", "lime", "teal"])), None, 0), ""
    )
    low = a.style("cabinet", wholes.whole_cabinet(rng), wood_or_paint(rng, patterned=0), "")
    options = [(tall, 0.8, 1.6, 0.32), (lamp, 0.42, 1.5, 0.42), (plant, 0.5, 1.0, 0.5), (low, 0.8, 0.6, 0.4)]
    order = rng.permutation(len(options))
    for i, sign in zip(order[:2], (1, -1), strict=True):
        style, wide, high, deep = options[int(i)]
        wide = min(wide, room_left)
        x = sign * (side + wide / 2)
        a.add(
            f"{'left' if sign > 0 else 'right'} {style.kind}",
            style,
            standing(x, 0, back + 0.05 + deep / 2, wide, high * rng.uniform(0.9, 1.1), deep),
        )
    _middle(a, rng, w, d)
    if rng.random() < 0.5:
        style, wide, high, deep = options[int(order[2])]
        x = -(w / 2 - wide / 2)
        a.add(style.kind, style, standing(x, 0, d * 0.3, wide, high, deep))
    return a


def _middle(a: Assembly, rng: Rng, w: float, d: float) -> None:
    """A low table on the rug with something on it, and a chair beside it."""
    on_bed = any(slot.name == "bed" for slot in a.slots)
    z = d * (0.36 if on_bed else 0.15)
    table_w, table_h = rng.uniform(0.6, 0.9), rng.uniform(0.3, 0.45)
    table_d = table_w * rng.uniform(0.6, 1)
    table = a.style("table", wholes.whole_table(rng), wood_or_paint(rng, patterned=0), "")
    a.add("table", table, standing(0, 0.03, z, table_w, table_h, min(table_d, d * 0.25)))
    if rng.random() < 0.5:
        kind = str(rng.choice(["vase", "bowl", "teapot", "fruits"]))
        style, wide, tall = vessel_styles(a, rng)[kind]
        a.add(kind, style, standing(0, 0.03 + table_h, z, wide * 1.3, tall * 1.3, wide * 1.2))
    if rng.random() < 0.6:
        chair = a.style("chair", wholes.whole_chair(rng), wood_or_paint(rng, patterned=0), "")
        a.add("chair", chair, standing(np.sign(rng.random() - 0.2) * w * 0.36, 0, z, 0.48, 0.9, 0.5))

import random

import pytest

from copart_core.pipeline.relevance import contact, gap, most_relevant
from copart_core.scene import Box, Group, Part, Scene


def part(name: str, low, high, **fields) -> Part:
    return Part(id=name, box=Box(min=low, max=high), **fields)


@pytest.fixture
def table() -> Scene:
    """A top on four legs, and a cup on it."""
    parts = [part("top", (-1, 0.9, -0.6), (1, 1, 0.6)), part("cup", (0.5, 1, 0), (0.6, 1.1, 0.1))]
    for x, side in ((-0.9, "left"), (0.8, "right")):
        for z, end in ((0.4, "front"), (-0.5, "back")):
            parts.append(part(f"{end}-{side}", (x, 0, z), (x + 0.1, 0.9, z + 0.1)))
    return Scene(parts=parts)


def names(scene: Scene, to: list[str], count: int) -> list[str]:
    chosen = [scene.part(name) for name in to]
    return [p.id for p in most_relevant(scene, chosen, [p for p in scene.parts if p.id not in to], count)]


def test_the_mirror_image_comes_first_then_what_touches_then_what_is_near(table: Scene) -> None:
    assert names(table, ["front-left"], 6) == ["front-right", "top", "back-left", "cup", "back-right"]
    assert names(table, ["cup"], 1) == ["top"]
    assert names(table, ["top"], 2)[0].endswith(("left", "right"))  # legs touch it over more than the cup


def test_every_made_part_is_served_in_turn(table: Scene) -> None:
    assert names(table, ["front-left", "cup"], 2) == ["front-right", "top"]
    assert set(names(table, ["front-left", "back-left"], 3)) == {"front-right", "back-right", "top"}


def test_all_and_none(table: Scene) -> None:
    assert len(names(table, ["cup"], 64)) == 5
    assert names(table, ["cup"], 0) == [] and names(table, [], 3) == []


def test_a_group_has_its_own_middle(table: Scene) -> None:
    moved = [
        p.model_copy(update={"box": Box(min=(p.box.min[0] + 9, *p.box.min[1:]), max=(p.box.max[0] + 9, *p.box.max[1:])),
                             "id": f"b-{p.id}", "group": "b"})
        for p in table.parts
    ]
    both = Scene(parts=[*table.parts, *moved], groups=[Group(id="b")])
    assert names(both, ["b-front-left"], 2) == ["b-front-right", "b-top"]


def test_order_never_matters(table: Scene) -> None:
    for seed in range(8):
        shuffled = list(table.parts)
        random.Random(seed).shuffle(shuffled)
        again = Scene(parts=shuffled)
        for made in (["top"], ["cup", "back-left"], ["front-left", "front-right", "cup"]):
            assert names(again, made, 3) == names(table, made, 3)


def test_gap_and_contact() -> None:
    a, b = Box(min=(0, 0, 0), max=(1, 1, 1)), Box(min=(1, 0, 0), max=(2, 0.5, 1))
    far = Box(min=(4, 5, 0), max=(5, 6, 1))
    assert gap(a, b) == 0 and gap(a, far) == 5
    assert contact(a, b, 0.001) == pytest.approx(0.5, rel=0.01) and contact(a, far, 0.1) == 0

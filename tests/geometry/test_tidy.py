"""Box tidy: what it must repair, and what it must never do."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copart_core.geometry.tidy import tidy
from copart_core.scene import MIN_SIDE_RATIO, Box, Group, Part, Placement, Scene

Corners = tuple[tuple[float, float, float], tuple[float, float, float]]


def scene_of(boxes: dict[str, Corners], *locked: str) -> Scene:
    return Scene(
        parts=[Part(id=name, box=Box(min=low, max=high), locked=name in locked) for name, (low, high) in boxes.items()]
    )


# a table drawn by a shaky hand: gaps, overlaps and overhangs of up to 1.5 cm, 1 m long
SHAKY: dict[str, Corners] = {
    "top": ((-0.5, 0.7, -0.4), (0.5, 0.75, 0.4)),
    "front_left": ((-0.49, 0.01, 0.31), (-0.4, 0.69, 0.392)),
    "front_right": ((0.405, -0.006, 0.3), (0.497, 0.705, 0.4)),
    "back_left": ((-0.5, 0.004, -0.4), (-0.41, 0.71, -0.31)),
    "back_right": ((0.4, 0.0, -0.39), (0.49, 0.7, -0.3)),
}


def test_a_shaky_table_becomes_exact() -> None:
    tidied, changes = tidy(scene_of(SHAKY))
    top = tidied.part("top").box
    assert (top.min, top.max) == ((-0.5, 0.7, -0.4), (0.5, 0.75, 0.4)), "the largest box stays where it is"
    for name in ("front_left", "front_right", "back_left", "back_right"):
        leg = tidied.part(name).box
        assert leg.min[1] == 0.0 and leg.max[1] == top.min[1], f"{name} stands on the ground and carries the top"
    for row in ("front", "back"):
        left, right = tidied.part(f"{row}_left").box, tidied.part(f"{row}_right").box
        assert left.min[0] == top.min[0] and right.max[0] == top.max[0], "the legs are flush with the top"
        assert left.min[0] + right.max[0] == pytest.approx(0, abs=1e-12)
        assert left.max[0] + right.min[0] == pytest.approx(0, abs=1e-12), "and mirror images"
        assert (left.min[1:], left.max[1:]) == (right.min[1:], right.max[1:])
    named = {change.part_id for change in changes}
    assert named == {"front_left", "front_right", "back_left", "back_right"}
    first = next(change for change in changes if change.part_id == "front_left" and change.axis == "y")
    assert (first.before, first.after) == ((0.01, 0.69), (0.0, 0.7))
    assert str(first) == "front_left: y 0.01 .. 0.69 -> 0 .. 0.7"


def test_an_exact_layout_is_left_alone() -> None:
    scene, _ = tidy(scene_of(SHAKY))
    again, changes = tidy(scene)
    assert changes == [] and again == scene


def test_far_faces_are_left_alone() -> None:
    scene = scene_of({"a": ((0, 0, 0), (1, 1, 1)), "b": ((1.1, 0, 0.2), (1.9, 0.9, 0.8))})
    assert tidy(scene) == (scene, [])


def test_faces_of_boxes_that_are_not_neighbours_are_left_alone() -> None:
    scene = scene_of({"a": ((0, 0, 0), (0.3, 1, 0.3)), "b": ((0.7, 0, 0), (1.2, 0.99, 0.3))})
    assert tidy(scene) == (scene, [])


def test_a_floating_object_drops_whole_and_a_sunk_one_rises() -> None:
    tidied, _ = tidy(scene_of({"cube": ((0, 0.01, 0), (1, 1.01, 1)), "rug": ((2, -0.01, 0), (4, 0.03, 1))}))
    assert tidied.part("cube").box.min[1] == 0 and tidied.part("cube").box.max[1] == pytest.approx(1.0)
    assert tidied.part("rug").box.min[1] == 0 and tidied.part("rug").box.max[1] == pytest.approx(0.04)


def test_what_rests_on_a_rug_stays_on_it() -> None:
    scene = scene_of({"rug": ((-2, 0, -2), (2, 0.03, 2)), "table": ((-1, 0.03, -1), (1, 0.6, 1))})
    assert tidy(scene) == (scene, [])


def test_small_parts_keep_their_proportions() -> None:
    scene = scene_of({"board": ((0, 0, 0), (1, 1, 0.1)), "button": ((0.4, 0.4, 0.1), (0.42, 0.42, 0.115))})
    assert tidy(scene) == (scene, [])
    flush = scene_of({"board": ((0, 0, 0), (1, 1, 0.1)), "strip": ((0.98, 0.985, 0.1), (1.02, 1.015, 0.2))})
    assert tidy(flush) == (flush, []), "nor does the board move for the strip"


def test_others_follow_a_locked_part() -> None:
    boxes: dict[str, Corners] = {"big": ((0, 0, 0), (1, 1, 1)), "pin": ((0.4, 1.01, 0.4), (0.6, 1.3, 0.6))}
    free, _ = tidy(scene_of(boxes))
    assert free.part("big").box.max[1] == free.part("pin").box.min[1] == 1.0
    held, _ = tidy(scene_of(boxes, "pin"))
    assert held.part("big").box.max[1] == held.part("pin").box.min[1] == 1.01


def test_two_locked_parts_stay_apart() -> None:
    scene = scene_of({"a": ((0, 0, 0), (1, 1, 1)), "b": ((0, 1.01, 0), (1, 2, 1))}, "a", "b")
    assert tidy(scene) == (scene, [])


def test_a_locked_part_leads_its_mirror_image() -> None:
    scene = scene_of({"left": ((-1.0, 0, 0), (-0.8, 0.5, 0.2)), "right": ((0.79, 0, 0), (1.0, 0.51, 0.2))}, "right")
    tidied, _ = tidy(scene)
    assert tidied.part("right").box == scene.part("right").box
    assert tidied.part("left").box.max == pytest.approx((-0.79, 0.51, 0.2))


def test_front_and_back_become_mirror_images_too() -> None:
    """Legs that nothing else aligns: each stands apart."""
    tidied, changes = tidy(scene_of({
        "front_left": ((-1, 0, 0.8), (-0.8, 1, 1)), "front_right": ((0.8, 0, 0.79), (1, 1, 1)),
        "back_left": ((-1, 0, -1), (-0.8, 0.99, -0.81)), "back_right": ((0.79, 0, -1), (1, 1.01, -0.8)),
    }))  # fmt: skip
    leg = tidied.part("front_left").box
    assert (leg.min, leg.max) == ((-1, 0, 0.8), (-0.8, 1, 1)), "the first leads"
    for name, x, z in (("front_right", -1, 1), ("back_left", 1, -1), ("back_right", -1, -1)):
        box = tidied.part(name).box
        assert sorted((x * leg.min[0], x * leg.max[0])) == pytest.approx([box.min[0], box.max[0]])
        assert sorted((z * leg.min[2], z * leg.max[2])) == pytest.approx([box.min[2], box.max[2]])
        assert (box.min[1], box.max[1]) == (0, 1)
    assert {change.part_id for change in changes} == {"front_right", "back_left", "back_right"}


def test_placed_objects_are_tidied_one_by_one() -> None:
    table = scene_of(SHAKY)
    copies = [part.model_copy(update={"id": f"{name}.{part.id}", "group": name}) for name in "ab"
              for part in table.parts]  # fmt: skip
    places = {"a": Placement(position=(0, 0, 0.01)), "b": Placement(position=(3, 5, 0), yaw=20, scale=0.5)}
    loose = Part(id="wall", box=Box(min=(-9, 0, -0.44), max=(9, 3, -0.41)))
    scene = Scene(parts=[*copies, loose], groups=[Group(id=key, placement=place) for key, place in places.items()])
    tidied, changes = tidy(scene)
    alone, few = tidy(table)
    assert [part.box for part in tidied.parts] == [part.box for part in alone.parts] * 2 + [loose.box]
    assert [str(change) for change in changes] == [f"{name}.{change}" for name in "ab" for change in few]
    assert tidied.groups == scene.groups
    assert {change.part_id[0] for change in tidy(scene, tolerance=0.011)[1]} == {"a", "b"}
    fine = tidy(scene, tolerance=0.005)[0]
    assert fine.part("a.front_left").box.min[1] == 0.01, "further than 5 mm from the ground"
    assert fine.part("b.front_left").box.min[1] == 0.0, "in document units it is 5 mm of half the size"


def test_tolerance_is_in_document_units() -> None:
    scene = scene_of({"a": ((0, 0, 0), (1, 1, 1)), "b": ((0, 1.1, 0), (1, 2, 1))})
    assert tidy(scene)[1] == []
    assert tidy(scene, tolerance=0.2)[0].part("b").box.min[1] == pytest.approx(1.0)
    assert tidy(scene_of(SHAKY), tolerance=0)[1] == []


@pytest.mark.parametrize("tolerance", [-0.1, math.nan, math.inf])
def test_bad_tolerance(tolerance: float) -> None:
    with pytest.raises(ValueError, match="tolerance of 0 or more"):
        tidy(scene_of(SHAKY), tolerance)


def test_an_empty_scene_has_nothing_to_tidy() -> None:
    empty = Scene(parts=[])
    assert tidy(empty) == (empty, [])


def test_all_else_is_kept() -> None:
    scene = scene_of(SHAKY, "top")
    tidied, _ = tidy(scene)
    blank = Box(min=(0, 0, 0), max=(1, 1, 1))
    for old, new in zip(scene.parts, tidied.parts, strict=True):
        assert old.model_copy(update={"box": blank}) == new.model_copy(update={"box": blank})


# a coarse lattice with jitter: faces that almost meet are then common
jitter = st.floats(-0.03, 0.03)


@st.composite
def layouts(draw: st.DrawFn) -> Scene:
    parts = []
    for number in range(draw(st.integers(1, 6))):
        low = [draw(st.integers(-2, 2)) * 0.5 + draw(jitter) for _ in range(3)]
        size = [draw(st.sampled_from([0.02, 0.1, 0.5, 1.0])) + abs(draw(jitter)) for _ in range(3)]
        high = tuple(a + b for a, b in zip(low, size, strict=True))
        parts.append(Part(id=f"p{number}", locked=draw(st.booleans()), box=Box(min=tuple(low), max=high)))  # type: ignore[arg-type]
    return Scene(parts=parts)


tolerances = st.none() | st.floats(0, 0.3)


@settings(max_examples=300)
@given(layouts(), tolerances)
def test_laws(scene: Scene, tolerance: float | None) -> None:
    tidied, changes = tidy(scene, tolerance)
    again, more = tidy(tidied, tolerance)
    assert again == tidied and more == [], "tidying twice is tidying once"
    for old, new in zip(scene.parts, tidied.parts, strict=True):
        if old.locked:
            assert new.box == old.box, "locked parts never move"
    longest = max(tidied.box.size)
    assert min(min(part.box.size) for part in tidied.parts) >= MIN_SIDE_RATIO * longest, "no box is flattened"
    changed = {(change.part_id, change.axis) for change in changes}
    for old, new in zip(scene.parts, tidied.parts, strict=True):
        for axis, letter in enumerate("xyz"):
            same = (old.box.min[axis], old.box.max[axis]) == (new.box.min[axis], new.box.max[axis])
            assert same == ((old.id, letter) not in changed), "every change is listed, and nothing else"

"""The scene document: what is accepted, what is refused and how the refusal reads."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copart_core.scene import (
    MAX_CAPTION,
    MAX_COORDINATE,
    MAX_GROUPS,
    MAX_NAME,
    MAX_PARTS,
    SCENE_VERSION,
    Box,
    Part,
    Scene,
    SceneError,
    json_schema,
)


def part(part_id: str = "seat", low: Any = (0, 0, 0), high: Any = (1, 1, 1), **more: Any) -> dict[str, Any]:
    return {"id": part_id, "box": {"min": list(low), "max": list(high)}, **more}


def document(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"version": SCENE_VERSION, "parts": list(parts), **more}


def refusal(data: Any) -> str:
    """The message with which a parsed document is refused."""
    with pytest.raises(SceneError) as caught:
        Scene.from_dict(data)
    message = str(caught.value)
    assert "\n" not in message and "pydantic" not in message, message
    return message


# ---- accepted ------------------------------------------------------------------------------------------------------


def test_the_documented_form_is_read() -> None:
    scene = Scene.from_dict(
        document(
            part("seat", name="Seat", caption="a seat", locked=True, seed=7, color="#AaBb09", group="g", visible=False),
            part("leg", (0, -1, 0), (0.1, 0, 0.1), joint={"type": "hinge", "parent": "seat", "axis": [1, 0, 0]}),
            name="Stool", caption="a stool", seed=3, groups=[{"id": "g", "name": "Top"}],
        )
    )
    assert [p.id for p in scene.parts] == ["seat", "leg"]
    assert scene.part("seat").locked and not scene.part("leg").locked
    joint = scene.part("leg").joint
    assert joint is not None and joint.axis == (1.0, 0.0, 0.0)
    assert scene.seed == 3 and scene.part("seat").seed == 7


def test_defaults_are_those_of_a_new_part() -> None:
    only = Scene.from_dict(document(part())).parts[0]
    assert (only.name, only.caption, only.locked, only.visible, only.seed) == ("", "", False, True, 0)
    assert only.title == "seat"


def test_an_empty_scene_can_be_edited_but_not_generated() -> None:
    scene = Scene.from_dict(document(name="Blank"))
    assert scene.parts == []
    with pytest.raises(SceneError, match=r"'Blank' has no boxes; draw at least one box"):
        scene.require_parts()
    with pytest.raises(SceneError, match="no boxes"):
        _ = scene.box


def test_sixty_four_parts_are_accepted() -> None:
    assert len(Scene.from_dict(document(*(part(f"p{i}") for i in range(MAX_PARTS)))).parts) == MAX_PARTS


def test_overlapping_boxes_are_accepted() -> None:
    scene = Scene.from_dict(document(part("a"), part("b", (0.5, 0.5, 0.5), (1.5, 1.5, 1.5))))
    a, b = scene.parts
    assert a.box.intersection_volume(b.box) == pytest.approx(0.125)
    assert b.box.intersection_volume(a.box) == pytest.approx(0.125)


@pytest.mark.parametrize(
    "caption",
    [
        "ein runder roter Stuhl mit Füßen",
        "一把红色的椅子",
        "كرسي أحمر",
        "🪑 chair",
        "${alert(1)} `${7*7}`",
        "<img src=x onerror=alert(1)>",
        "{{ 7 * 7 }} {%raw%}",
        "a \\ backslash, \"quotes\", a\ttab and\na line break",
        "\u202eright to left\u202c and \u0000 null",
        "",
    ],
)
def test_captions_are_kept_as_they_are(caption: str, tmp_path: Path) -> None:
    scene = Scene.from_dict(document(part(caption=caption, name=caption[:MAX_NAME]), caption=caption))
    scene.save(tmp_path / "scene.json")
    again = Scene.load(tmp_path / "scene.json")
    assert again == scene
    assert again.parts[0].caption == again.caption == caption


def test_a_caption_may_have_512_characters() -> None:
    assert len(Scene.from_dict(document(part(caption="x" * MAX_CAPTION))).parts[0].caption) == 512


# ---- round trip ----------------------------------------------------------------------------------------------------

coordinate = st.floats(-100, 100, allow_nan=False, width=32)
side = st.floats(0.5, 50, allow_nan=False, width=32)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    low = draw(st.tuples(coordinate, coordinate, coordinate))
    size = draw(st.tuples(side, side, side))
    return Box(min=low, max=tuple(a + b for a, b in zip(low, size, strict=True)))  # type: ignore[arg-type]


@given(st.lists(boxes(), max_size=8), st.text(max_size=MAX_CAPTION), st.integers(0, 2**31 - 1))
def test_json_round_trip_is_exact(layout: list[Box], caption: str, seed: int) -> None:
    parts = [Part(id=f"p{i}", caption=caption, box=box, seed=seed) for i, box in enumerate(layout)]
    scene = Scene(parts=parts, caption=caption, seed=seed)
    assert Scene.from_json(scene.to_json()) == scene
    assert Scene.from_json(scene.to_json().encode()) == scene
    assert Scene.from_dict(scene.to_dict()) == scene


@given(boxes(), boxes())
def test_box_algebra(a: Box, b: Box) -> None:
    both = Box.around([a, b])
    shared = a.intersection_volume(b)
    assert shared == b.intersection_volume(a)
    assert 0 <= shared <= min(a.volume, b.volume) * (1 + 1e-9)
    assert a.intersection_volume(both) == pytest.approx(a.volume)
    assert all(low <= center <= high for low, center, high in zip(a.min, a.center, a.max, strict=True))
    assert a.volume == pytest.approx(math.prod(a.size))


def test_schema_describes_the_document() -> None:
    schema = json_schema()
    assert {"version", "name", "caption", "seed", "parts", "groups"} <= set(schema["properties"])
    assert {"id", "name", "caption", "box", "locked", "seed", "visible", "color", "group", "joint"} <= set(
        schema["$defs"]["Part"]["properties"]
    )
    assert schema["properties"]["parts"]["maxItems"] == MAX_PARTS
    json.dumps(schema, allow_nan=False)


# ---- refused: boxes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("corner", ["min", "max"])
def test_not_finite(bad: float, corner: str) -> None:
    seat = part(name="Seat")
    seat["box"][corner][1] = bad
    message = refusal(document(seat))
    assert "part 'Seat'" in message and f"y is {bad}" in message and "finite number" in message


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_not_finite_in_json_text(text: str) -> None:
    source = json.dumps(document(part("leg"))).replace("[0, 0, 0]", f"[{text}, 0, 0]")
    with pytest.raises(SceneError, match=r"part 'leg'.*x is -?(nan|inf).*finite"):
        Scene.from_json(source)


def test_inverted_corners() -> None:
    message = refusal(document(part("leg", (0, 2, 0), (1, 1, 1))))
    assert "part 'leg': the box is inverted along y" in message and "inverted along y" in message and "swap" in message


def test_no_size() -> None:
    message = refusal(document(part("leg", (0, 0, 1), (1, 1, 1))))
    assert "part 'leg'" in message and "no size along z" in message and "above 0" in message


def test_too_thin_for_the_scene() -> None:
    message = refusal(document(part("floor", (0, 0, 0), (100, 1, 1)), part("foil", (0, 0, 0), (1, 0.01, 1))))
    assert "part 'foil'" in message and "too thin along y" in message and "at least 0.1" in message


@pytest.mark.parametrize(
    ("corner", "expected"),
    [
        ([0, 0], "three numbers"),
        ([0, 0, 0, 0], "three numbers"),
        ("0 0 0", "three numbers"),
        (None, "three numbers"),
        ({"x": 0, "y": 0, "z": 0}, "three numbers"),
        ([0, "0", 0], "y should be a number"),
        ([0, 0, True], "z should be a number"),
        ([0, 0, None], "z should be a number"),
        ([0, [1], 0], "y should be a number"),
        ([-2 * MAX_COORDINATE, 0, 0], "within"),
        ([-(10**400), 0, 0], "within"),
    ],
)
def test_wrong_corners(corner: Any, expected: str) -> None:
    seat = part(name="Seat")
    seat["box"]["min"] = corner
    message = refusal(document(seat))
    assert "part 'Seat'" in message and expected in message, message


@pytest.mark.parametrize("box", [None, [], [0, 0, 0, 1, 1, 1], "box", 3])
def test_box_of_another_kind(box: Any) -> None:
    message = refusal(document({"id": "seat", "box": box}))
    assert "part 'seat'" in message and '"min"' in message and '"max"' in message, message


# ---- refused: parts ------------------------------------------------------------------------------------------------


def test_duplicate_ids() -> None:
    message = refusal(document(part("leg"), part("leg", (2, 2, 2), (3, 3, 3))))
    assert "two parts have the id 'leg'" in message and "own id" in message


def test_sixty_five_parts() -> None:
    message = refusal(document(*(part(f"p{i}") for i in range(MAX_PARTS + 1))))
    assert "65 parts" in message and "at most 64" in message and "delete" in message


@pytest.mark.parametrize("where", ["part", "scene", "group"])
def test_caption_of_513_characters(where: str) -> None:
    long = "x" * (MAX_CAPTION + 1)
    if where == "part":
        data = document(part(caption=long))
    elif where == "scene":
        data = document(part(), caption=long)
    else:
        data = document(part(), groups=[{"id": "g", "caption": long}])
    message = refusal(data)
    assert "longer than 512 characters; shorten it" in message
    assert {"part": "part 'seat'", "scene": "caption", "group": "group 'g'"}[where] in message
    assert long not in message


@pytest.mark.parametrize("bad", ["", "a b", "a/b", "../x", "ü", "x" * (MAX_NAME + 1), 5, None])
def test_bad_ids(bad: Any) -> None:
    message = refusal(document(part("ok"), {**part("x", (2, 2, 2), (3, 3, 3)), "id": bad}))
    assert "id" in message and ("part number 2" in message or repr(bad) in message), message


def test_missing_fields() -> None:
    assert "part number 1: id is missing" in refusal(document({"box": part()["box"]}))
    assert "part 'seat': box is missing" in refusal(document({"id": "seat"}))
    assert "box.max is missing" in refusal(document({"id": "seat", "box": {"min": [0, 0, 0]}}))


def test_unknown_fields_are_named() -> None:
    assert "part 'seat': colour is not a known field" in refusal(document(part(colour="#ffffff")))
    assert "shape is not a known field" in refusal(document(part(), shape="round"))


@pytest.mark.parametrize("seed", [-1, 2**31, 1.5, "x", None])
def test_seed_out_of_range(seed: Any) -> None:
    message = refusal(document(part(seed=seed)))
    assert "part 'seat': seed" in message and "2147483647" in message, message


def test_broken_unicode() -> None:
    with pytest.raises(SceneError, match=r"part 'seat': caption .*Unicode"):
        Scene.from_json(json.dumps(document(part(caption="\ud800"))))


def test_bad_color() -> None:
    message = refusal(document(part(color="red")))
    assert "part 'seat': color" in message and "#rrggbb" in message, message


@pytest.mark.parametrize("field", ["locked", "visible"])
def test_switches_take_true_or_false(field: str) -> None:
    message = refusal(document(part(**{field: "maybe"})))
    assert f"part 'seat': {field}" in message and "true or false" in message


def test_text_fields_take_text() -> None:
    message = refusal(document(part(caption=5)))
    assert "part 'seat': caption" in message and "text" in message


@pytest.mark.parametrize("entry", [None, 5, "seat", []])
def test_a_part_that_is_no_object(entry: Any) -> None:
    assert "part number 1" in refusal(document(entry))


@pytest.mark.parametrize("parts", [None, 5, "seat", {}])
def test_parts_that_are_no_list(parts: Any) -> None:
    assert "parts" in refusal({"version": 1, "parts": parts})


def test_references() -> None:
    assert "part 'seat' is in group 'x'" in refusal(document(part(group="x")))
    assert "two groups have the same id" in refusal(document(part(), groups=[{"id": "g"}, {"id": "g"}]))
    for parent in ("nobody", "seat"):
        message = refusal(document(part(joint={"type": "hinge", "parent": parent})))
        assert "joint of part 'seat'" in message and "not another part" in message
    assert "group 'g'" in refusal(document(part(), groups=[{"id": "g", "parent": "h"}]))
    assert "group 'a'" in refusal(document(part(), groups=[{"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}]))
    assert "group 'a'" in refusal(document(part(), groups=[{"id": "a", "parent": "a"}]))
    hung = [part("a", joint={"type": "hinge", "parent": "b"}), part("b", joint={"type": "hinge", "parent": "c"})]
    message = refusal(document(*hung, part("c", joint={"type": "hinge", "parent": "b"})))
    assert "joint of part 'b'" in message and "remove one" in message


def test_a_group_deep_inside_itself_is_named() -> None:
    chain: list[dict[str, Any]] = [{"id": f"g{number}", "parent": f"g{number + 1}"} for number in range(64)]
    chain[-1]["parent"] = "g40"
    assert "group 'g40' is inside itself" in refusal(document(part(), groups=chain))
    chain[-1]["parent"] = None
    assert len(Scene.from_dict(document(part(), groups=chain)).groups) == MAX_GROUPS


def test_many_groups_are_refused_at_once() -> None:
    groups = [{"id": f"g{number}", "parent": f"g{number - 1}"} for number in range(200_000)]
    started = time.monotonic()
    assert "200000 groups; at most 64" in refusal(document(part(), groups=groups))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "data", [document(part(group="x" * 81)), document(part(), groups=[{"id": "g", "parent": "x" * 81}])]
)
def test_long_references_are_refused_without_repeating_them(data: Any) -> None:
    message = refusal(data)
    assert "longer than 80 characters" in message and "xxx" not in message


def test_the_largest_document_is_small() -> None:
    wide, name = "\U0001fa91", lambda number: f"{number:02}" + "\U0001fa91" * 78
    groups = [{"id": name(number), "name": wide * 80, "caption": wide * 512} for number in range(64)]
    parts = [part(f"p{number}".ljust(80, "x"), name=wide * 80, caption=wide * 512, group=name(number))
             for number in range(64)]  # fmt: skip
    assert len(Scene.from_dict(document(*parts, groups=groups)).to_json().encode()) < 500_000


def test_joints() -> None:
    message = refusal(document(part(), part("lid", joint={"type": "hinge", "parent": "seat", "axis": [0, 0, 0]})))
    assert "part 'lid': joint: the axis is zero" in message
    message = refusal(document(part(), part("lid", joint={"type": "slider", "lower": 1, "upper": 0})))
    assert "part 'lid'" in message and "lower" in message and "upper" in message
    message = refusal(document(part(joint={"type": "screw"})))
    assert "part 'seat': joint.type" in message and "hinge" in message
    message = refusal(document(part(), part("lid", joint={"type": "slider", "lower": -math.inf, "upper": 0})))
    assert "part 'lid'" in message and "finite" in message


# ---- refused: documents --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["", "text"])
def test_other_files_are_recognised(kind: str) -> None:
    files = {b"glTF\x02\0\0\0": r"this is a GLB.*use `place", b"PK\x03\x04\0": r"this is a \.copart project"}
    for data, message in files.items():
        with pytest.raises(SceneError, match=message):
            Scene.from_json(data.decode() if kind else data)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[1, 2", "hello", b"\xff\xfe\x00", "\x00", '{"version": 1, "parts": [}',
        pytest.param("[" * 100_000, id="nested too deep"), pytest.param("9" * 10_000, id="number too long"),
    ],
)
def test_unreadable_json(text: str | bytes) -> None:
    with pytest.raises(SceneError, match=r"not readable JSON.*export the scene again"):
        Scene.from_json(text)


@pytest.mark.parametrize(
    "text", ["null", "5", '"x"', "[]", "{}", '{"asset": {"version": "2.0"}, "nodes": []}', '{"version": 1}']
)
def test_foreign_json(text: str) -> None:
    with pytest.raises(SceneError, match='not a CoPart scene: expected an object with "version" and "parts"'):
        Scene.from_json(text)


@pytest.mark.parametrize("version", [None, 0, 2, "1", 99, True, 1.0, [1]])
def test_other_versions(version: Any) -> None:
    message = refusal({"version": version, "parts": []})
    assert f"version {version!r}" in message and "Update CoPart Studio" in message


def test_a_utf8_bom_is_read() -> None:
    assert Scene.from_json(b"\xef\xbb\xbf" + json.dumps(document(part())).encode()).parts[0].id == "seat"
    assert Scene.from_json("\ufeff" + json.dumps(document(part()))).parts[0].id == "seat"


def test_loading_names_the_file(tmp_path: Path) -> None:
    missing = tmp_path / "none.json"
    with pytest.raises(SceneError, match=r"cannot read the scene .*none\.json"):
        Scene.load(missing)
    with pytest.raises(SceneError, match="cannot read the scene"):
        Scene.load(tmp_path)
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    with pytest.raises(SceneError, match=r"broken\.json: this is not readable JSON"):
        Scene.load(broken)


def test_unknown_part_lists_the_known_ones() -> None:
    scene = Scene.from_dict(document(part("seat"), part("leg")))
    with pytest.raises(SceneError, match=r"no part 'arm'.*seat, leg"):
        scene.part("arm")


def test_refusals_are_value_errors() -> None:
    with pytest.raises(ValueError, match="inverted"):
        Box(min=(0, 2, 0), max=(1, 1, 1))
    assert issubclass(SceneError, ValueError)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
fields = st.sampled_from(["id", "name", "caption", "box", "locked", "visible", "seed", "color", "group", "joint"])


@given(st.dictionaries(fields, json_values, max_size=6), json_values, json_values)
def test_any_json_is_a_scene_or_a_clear_refusal(odd: dict[str, Any], groups: Any, other: Any) -> None:
    mixed = document(part(), {**part("b"), **odd})
    for data in (mixed, document(part(), groups=groups), document(part(), name=other), other):
        try:
            Scene.from_dict(data)
        except SceneError as error:
            assert str(error) and "\n" not in str(error)

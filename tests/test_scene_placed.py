"""Placed objects in the scene document: what is accepted, what is refused and how the refusal reads."""

from __future__ import annotations

import math
from typing import Any

import pytest

from copart_core.scene import MAX_COORDINATE, SCENE_VERSION, Scene, SceneError, json_schema


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


def placed(group_id: str = "chair", **placement: Any) -> dict[str, Any]:
    return {"id": group_id, "name": group_id.title(), "placement": placement}


def test_placements_are_read_and_kept() -> None:
    data = document(part(group="chair"), groups=[placed(position=[1, 0, 2], yaw=-30, scale=0.5, seed=4), {"id": "g"}])
    scene = Scene.from_dict(data)
    placement = scene.groups[0].placement
    assert placement is not None and (placement.position, placement.yaw, placement.scale) == ((1, 0, 2), -30, 0.5)
    assert Scene.from_json(scene.to_json()) == scene
    assert scene.to_dict()["version"] == SCENE_VERSION == 1
    assert scene.to_dict()["groups"][0]["placement"] == {"position": [1, 0, 2], "yaw": -30, "scale": 0.5, "seed": 4}
    assert "Placement" in json_schema()["$defs"]


def test_documents_without_placements_keep_their_bytes() -> None:
    scene = Scene.from_dict(document(part(group="g"), groups=[{"id": "g", "name": "Top"}]))
    assert scene.to_dict()["groups"] == [{"id": "g", "name": "Top", "caption": "", "parent": None}]


@pytest.mark.parametrize(
    ("placement", "expected"),
    [
        ({"position": [0, math.nan, 0]}, "y is nan"),
        ({"position": [0, 0]}, "three numbers"),
        ({"yaw": math.nan}, "yaw should be degrees from -360 to 360"),
        ({"yaw": 361}, "yaw should be degrees from -360 to 360"),
        ({"scale": 0}, "scale should be a factor from 0.001 to 1000"),
        ({"scale": -1}, "scale should be a factor"),
        ({"scale": math.inf}, "scale should be a factor"),
        ({"seed": -1}, "seed should be a whole number"),
        ({"pitch": 3}, "placement.pitch is not a known field"),
    ],
)
def test_bad_placements(placement: dict[str, Any], expected: str) -> None:
    message = refusal(document(part(group="chair"), groups=[placed(**placement)]))
    assert "group 'Chair'" in message and expected in message, message


def test_a_placement_that_is_no_object() -> None:
    message = refusal(document(part(), groups=[{"id": "g", "placement": [1, 2, 3]}]))
    assert "group 'g'" in message and '"yaw": degrees' in message


def test_only_top_level_groups_are_placed() -> None:
    message = refusal(document(part(), groups=[{"id": "row"}, {**placed(), "parent": "row"}]))
    assert "group 'Chair' has a placement but is inside group 'row'" in message and "take it out" in message


def test_an_object_that_is_placed_out_of_reach() -> None:
    message = refusal(document(part(group="chair"), groups=[placed(position=[MAX_COORDINATE, 0, 0])]))
    assert "group 'Chair'" in message and "reaches beyond" in message and "change its position or scale" in message


def test_thinness_is_judged_in_each_object() -> None:
    tiny, huge = part("pin", (0, 0, 0), (0.01, 0.1, 0.01), group="pin"), part("hall", (0, 0, 0), (100, 20, 100))
    assert "part 'pin' is too thin along x" in refusal(document({**tiny, "group": None}, huge))
    assert len(Scene.from_dict(document(tiny, huge, groups=[placed("pin")])).parts) == 2
    foil = part("foil", (0, 0, 0), (10, 0.001, 10), group="pin")
    message = refusal(document(foil, huge, groups=[placed("pin")]))
    assert "part 'foil' is too thin along y" in message and "object 'Pin', which is 10 long" in message


def test_joints_stay_within_their_object() -> None:
    lid = part("lid", (0, 1, 0), (1, 2, 1), group="chair", joint={"type": "hinge", "parent": "seat"})
    message = refusal(document(part(), lid, groups=[placed()]))
    assert "joint of part 'lid'" in message and "belongs to another object" in message
    assert Scene.from_dict(document(part(group="chair"), lid, groups=[placed()])).part("lid").joint

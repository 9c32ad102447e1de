import pytest

from copart_core.pipeline.plan import plan_run
from copart_core.scene import Scene, SceneError


def ids(parts) -> list[str]:
    return [part.id for part in parts]


def locked(scene: Scene, *names: str) -> Scene:
    parts = [part.model_copy(update={"locked": part.id in names}) for part in scene.parts]
    return scene.model_copy(update={"parts": parts})


def test_all_parts_are_made_by_default(chair: Scene) -> None:
    plan = plan_run(chair, None, [])
    assert ids(plan.make.values()) == ["seat", "back", "leg"] and plan.keep == {}


def test_locked_parts_are_kept(chair: Scene) -> None:
    plan = plan_run(locked(chair, "seat"), None, ["seat", "back"])
    assert ids(plan.parts) == ["seat", "back", "leg"]  # document order, whatever is locked
    assert list(plan.make) == [2, 3] and list(plan.keep) == [1]
    assert ids(plan.make.values()) == ["back", "leg"] and ids(plan.keep.values()) == ["seat"]


def test_chosen_parts_are_made_and_made_ones_kept(chair: Scene) -> None:
    plan = plan_run(chair, ["leg"], ["seat"])
    assert ids(plan.make.values()) == ["leg"] and ids(plan.keep.values()) == ["seat"]  # "back" stays an empty box


@pytest.mark.parametrize(
    ("parts", "lock", "made", "message"),
    [
        (None, ("seat", "back", "leg"), ["seat", "back", "leg"], "all parts of 'Chair' are locked; unlock"),
        (None, ("seat",), [], "part 'Seat' is locked but has no mesh yet; unlock"),
        ([], (), [], "choose at least one"),
        (["seat"], ("seat",), ["seat"], "part 'Seat' is locked; unlock"),
        (["wing"], (), [], "no part 'wing'.*its parts are: seat, back, leg"),
    ],
)
def test_what_cannot_be_done_is_said(chair: Scene, parts, lock, made, message) -> None:
    with pytest.raises(SceneError, match=message):
        plan_run(locked(chair, *lock), parts, made)


def test_an_empty_scene_is_an_error(chair: Scene) -> None:
    with pytest.raises(SceneError, match="draw at least one box"):
        plan_run(chair.model_copy(update={"parts": []}), None, [])

import random

import pytest

from copart_core.pipeline.plan import plan_run
from copart_core.pipeline.sequence import plan_passes
from copart_core.pipeline.settings import Settings
from copart_core.scene import Box, Part, Scene


@pytest.fixture
def shelf() -> Scene:
    """Twenty boxes in a row, the further right the smaller."""
    parts = [
        Part(id=f"p{index:02}", box=Box(min=(index, 0, 0), max=(index + 0.9, 2 - index / 20, 1))) for index in range(20)
    ]
    return Scene(parts=parts)


def passes(scene: Scene, made=(), parts=None, **settings):
    return plan_passes(scene, plan_run(scene, parts, list(made)), Settings.checked(**settings), trained_parts=8)


def ids(parts) -> list[str]:
    return [part.id for part in parts]


def test_jointly_there_is_one_pass_in_document_order(shelf: Scene) -> None:
    (only,) = passes(shelf, mode="joint")
    assert ids(only.make) == ids(shelf.parts) and only.fixed == () and only.first and only.rows == 21


@pytest.mark.parametrize(("window", "context"), [(None, None), (8, 5), (6, 0), (1, 0), (20, 3)])
def test_every_part_is_made_once_in_windows_of_the_size(shelf: Scene, window, context) -> None:
    found = passes(shelf, mode="windows", window=window, context=context)
    size, most = window or 8, 4 if context is None else context
    assert sorted(part for one in found for part in ids(one.make)) == ids(shelf.parts)
    assert [one.first for one in found] == [True] + [False] * (len(found) - 1)
    done: set[str] = set()
    for one in found:
        assert one.rows - 1 <= size and len(one.fixed) == min(most, len(done)) and one.make
        assert set(ids(one.fixed)) <= done  # only what is made can guide
        assert ids(one.make) == sorted(ids(one.make)) and ids(one.fixed) == sorted(ids(one.fixed))
        done |= set(ids(one.make))


def test_the_largest_boxes_come_first_and_neighbours_guide(shelf: Scene) -> None:
    first, second, *_ = passes(shelf, mode="windows", window=8, context=4)
    assert ids(first.make) == [f"p{index:02}" for index in range(8)] and first.fixed == ()
    assert ids(second.make) == ["p08", "p09", "p10", "p11"]
    assert ids(second.fixed) == ["p04", "p05", "p06", "p07"]  # the nearest to what is made


def test_siblings_are_made_together() -> None:
    legs = [
        Part(id=f"{row}{side}", box=Box(min=(x, 0, row), max=(x + 0.1, 1, row + 0.1)))
        for row in range(4) for side, x in (("l", -1), ("r", 0.9))
    ]  # fmt: skip
    top = Part(id="top", box=Box(min=(-1, 1, 0), max=(1, 1.5, 4)))
    for one in passes(Scene(parts=[top, *legs]), mode="windows", window=3, context=1)[1:]:
        assert len(one.make) == 1 or len({part.id[0] for part in one.make}) == 1


def test_locked_parts_are_never_made_and_guide_from_the_start(shelf: Scene) -> None:
    parts = [part.model_copy(update={"locked": part.id in ("p03", "p15")}) for part in shelf.parts]
    found = passes(shelf.model_copy(update={"parts": parts}), made=["p03", "p15"], mode="windows", window=8, context=4)
    made = [part for one in found for part in ids(one.make)]
    assert sorted(made) == [name for name in ids(shelf.parts) if name not in ("p03", "p15")]
    assert ids(found[0].fixed) == ["p03", "p15"] and found[0].rows == 9


def test_only_relevant_kept_parts_guide_a_joint_pass(shelf: Scene) -> None:
    (only,) = passes(shelf, made=ids(shelf.parts), parts=["p10"])
    assert ids(only.make) == ["p10"] and "p09" in ids(only.fixed) and only.rows < 6
    (whole,) = passes(shelf, made=ids(shelf.parts), parts=["p10"], context=64)
    assert len(whole.fixed) == 19
    (alone,) = passes(shelf, made=ids(shelf.parts), parts=["p10"], context=0)
    assert alone.fixed == ()


def test_a_window_that_is_given_decides_in_auto(shelf: Scene) -> None:
    assert len(passes(shelf, window=8)) > 1
    assert len(passes(shelf, window=20)) == 1
    assert len(passes(shelf, made=ids(shelf.parts), parts=["p10"], window=8)) == 1


def test_the_order_of_the_document_changes_no_window(shelf: Scene) -> None:
    def sets(scene: Scene):
        return [(set(ids(one.make)), set(ids(one.fixed))) for one in passes(scene, mode="windows")]

    shuffled = list(shelf.parts)
    random.Random(1).shuffle(shuffled)
    assert sets(shelf) == sets(Scene(parts=shuffled))

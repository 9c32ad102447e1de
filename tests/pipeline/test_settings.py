import pytest

from copart_core.pipeline.settings import GUIDANCE, STEPS, Settings


def test_what_is_left_out_is_the_default() -> None:
    assert Settings.checked() == Settings(STEPS, GUIDANCE, None, "auto", None, None)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"steps": 0}, "1 to 200 steps, got 0"),
        ({"steps": 201}, "1 to 200 steps, got 201"),
        ({"steps": 2.5}, "a whole number for steps, got 2.5; give"),
        ({"steps": "16"}, "a whole number for steps, got '16'; give"),
        ({"steps": True}, "a whole number for steps, got True; give"),
        ({"window": 4.0}, "a whole number for window, got 4.0; give"),
        ({"context": "2"}, "a whole number for context, got '2'; give"),
        ({"guidance": "3"}, "a number for the guidance, got '3'; give"),
        ({"guidance": -0.1}, "guidance of 0 to 30, got -0.1"),
        ({"guidance": float("nan")}, "guidance of 0 to 30, got nan"),
        ({"mode": "serial"}, "the mode 'auto', 'joint', 'windows', got 'serial'"),
        ({"window": 0}, "window of 1 to 64 parts, got 0"),
        ({"window": 65}, "window of 1 to 64 parts, got 65"),
        ({"context": -1}, "context of 0 to 64 kept parts, got -1"),
        ({"context": 65}, "context of 0 to 64 kept parts, got 65"),
        ({"mode": "joint", "window": 8}, "joint sampling has no window, got 8; leave"),
    ],
)
def test_settings_out_of_range_are_named(given, message) -> None:
    with pytest.raises(ValueError, match=message):
        Settings.checked(**given)


def test_a_window_has_room_for_a_part_to_make() -> None:
    assert Settings.checked(mode="windows").window_sizes(12) == (12, 6)
    assert Settings.checked(mode="windows", window=8, context=5).window_sizes(12) == (8, 5)
    assert Settings.checked(mode="windows", window=1).window_sizes(12) == (1, 0)
    with pytest.raises(ValueError, match="smaller than the window of 4 parts, got 4; a window must have room"):
        Settings.checked(mode="windows", window=4, context=4).window_sizes(12)


def test_few_made_parts_need_few_kept_ones() -> None:
    assert Settings.checked().joint_context(make=1, keep=7) < 7
    assert Settings.checked().joint_context(make=1, keep=1) == 1
    assert Settings.checked(context=5).joint_context(make=1, keep=7) == 5
    assert Settings.checked(context=64).joint_context(make=1, keep=7) == 7
    assert Settings.checked(context=0).joint_context(make=1, keep=7) == 0
    assert Settings.checked(window=8).joint_context(make=6, keep=40) == 2  # no pass is larger than the window
    assert Settings.checked(window=8, context=7).joint_context(make=8, keep=40) == 0

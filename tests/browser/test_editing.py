"""Editing by mouse and keyboard: draw, resize, move, type, delete, undo, lock; the document follows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from copart_core.scene import Scene
from tests.browser.driver import StudioPage

OpenPage = Callable[..., StudioPage]
Server = Callable[..., str]


@pytest.fixture
def studio(server: Server, open_page: OpenPage) -> StudioPage:
    return open_page(server())


def empty(studio: StudioPage) -> None:
    studio.click("new")
    studio.page.wait_for_function("() => window.copart.scene().parts.length === 0")
    studio.settle()


def draw(studio: StudioPage, low: tuple[float, float], high: tuple[float, float], lift: float) -> str:
    """Draw a box: its base from corner to corner on the ground (x, z), then its height by `lift` pixels and a click."""
    before = set(studio.ids())
    studio.click("tool-draw")
    end = studio.screen((high[0], 0, high[1]))
    studio.drag(studio.screen((low[0], 0, low[1])), end)
    studio.page.mouse.move(end[0], end[1] - lift, steps=6)
    studio.page.mouse.click(end[0], end[1] - lift)
    studio.page.wait_for_function("count => window.copart.scene().parts.length === count", arg=len(before) + 1)
    (new,) = set(studio.ids()) - before
    return new


def test_the_first_page_has_a_scene_ready_to_generate(studio: StudioPage) -> None:
    assert len(Scene.from_dict(studio.scene()).parts) >= 2
    expect(studio.get("generate")).to_have_text(re.compile(r"Generate \d+ parts"))
    expect(studio.get("generate")).to_be_enabled()
    studio.picture("starter-dark")


def test_draw_a_box(studio: StudioPage) -> None:
    empty(studio)
    new = draw(studio, (-0.4, -0.3), (0.4, 0.3), 90)
    box = Scene.from_dict(studio.scene()).part(new).box
    assert box.min[1] == 0
    assert box.min[0] == pytest.approx(-0.4, abs=0.06) and box.max[0] == pytest.approx(0.4, abs=0.06)
    assert box.min[2] == pytest.approx(-0.3, abs=0.06) and box.max[2] == pytest.approx(0.3, abs=0.06)
    assert box.size[1] > 0.05
    assert studio.selection() == new
    studio.picture("drawn-box")


@pytest.mark.parametrize(("axis", "side"), [("x", "max"), ("y", "max"), ("z", "max")])
def test_a_face_handle_moves_its_face_only(studio: StudioPage, axis: str, side: str) -> None:
    empty(studio)
    new = draw(studio, (-0.4, -0.3), (0.4, 0.3), 90)
    number = "xyz".index(axis)
    before = Scene.from_dict(studio.scene()).part(new).box
    middle = list(before.center)
    middle[number] = before.max[number]
    goal = [*middle]
    goal[number] += 0.3
    start, end = studio.screen(tuple(middle)), studio.screen(tuple(goal))  # type: ignore[arg-type]
    studio.drag_locator(f"handle-{axis}-{side}", (end[0] - start[0], end[1] - start[1]))
    after = Scene.from_dict(studio.scene()).part(new).box
    assert after.min == before.min, "the opposite faces stay"
    for other in range(3):
        if other != number:
            assert after.max[other] == before.max[other]
    assert after.max[number] == pytest.approx(before.max[number] + 0.3, abs=0.08)


def test_a_box_moves_as_a_whole(studio: StudioPage) -> None:
    empty(studio)
    new = draw(studio, (-0.4, -0.3), (0.4, 0.3), 90)
    before = Scene.from_dict(studio.scene()).part(new).box
    studio.drag_locator("arrow-x", (80, 0))
    after = Scene.from_dict(studio.scene()).part(new).box
    assert after.size == pytest.approx(before.size)
    assert after.min[0] != before.min[0] and after.min[1:] == before.min[1:]


def test_text_is_text(studio: StudioPage) -> None:
    part = studio.ids()[0]
    studio.select(part)
    caption, name = "<b>${1+1}</b> {{value}} 🪑 椅子", "<img src=x onerror=alert(1)> ${7*7}"
    studio.type_into("part-caption", caption)
    studio.type_into("part-name", name)
    assert (studio.part(part)["caption"], studio.part(part)["name"]) == (caption, name)
    expect(studio.get(f"outliner-row-{part}")).to_contain_text(name)
    expect(studio.get(f"outliner-row-{part}")).to_contain_text("<b>${1+1}</b>")
    expect(studio.get("part-caption")).to_have_value(caption)
    studio.wait_saved()
    studio.reload()
    assert (studio.part(part)["caption"], studio.part(part)["name"]) == (caption, name)


def test_sizes_are_typed_and_nonsense_is_refused(studio: StudioPage) -> None:
    part = studio.ids()[0]
    studio.select(part)
    studio.type_into("size-x", "0.75")
    box = Scene.from_dict(studio.scene()).part(part).box
    assert box.size[0] == pytest.approx(0.75)
    for nonsense in ("0", "-1", "wide", "1e99"):
        studio.type_into("size-x", nonsense)
        assert Scene.from_dict(studio.scene()).part(part).box.size[0] == pytest.approx(0.75), nonsense
    expect(studio.get("field-error").first).to_be_visible()


def test_delete_undo_redo(studio: StudioPage) -> None:
    before = studio.scene()
    part = studio.ids()[-1]
    studio.select(part)
    studio.press("Delete")
    assert part not in studio.ids()
    studio.press("Control+z")
    assert studio.scene() == before
    studio.press("Control+Shift+z")
    assert part not in studio.ids()
    studio.click("undo")
    assert studio.scene() == before


def test_keys_do_nothing_while_typing(studio: StudioPage) -> None:
    ids = studio.ids()
    studio.select(ids[0])
    field = studio.get("part-caption")
    field.click()
    field.press("End")
    field.press("Delete")
    field.press("Backspace")
    studio.page.keyboard.type("dgfx1")
    assert studio.ids() == ids


def test_templates_open_and_can_be_undone_or_left(studio: StudioPage) -> None:
    studio.template("robot")
    robot = Scene.from_dict(studio.scene())
    assert "robot" in (robot.name + robot.caption).lower() and len(robot.parts) >= 5
    studio.picture("template-robot")
    studio.template("guitar")
    assert Scene.from_dict(studio.scene()) != robot


def test_a_reload_keeps_the_scene(studio: StudioPage) -> None:
    studio.template("sofa")
    studio.select(studio.ids()[0])
    studio.type_into("part-caption", "a green leather seat")
    before, project = studio.scene(), studio.project()
    studio.reload()  # at once: before the autosave
    assert studio.scene() == before and studio.project() == project


def test_a_lock_protects_and_says_so(studio: StudioPage) -> None:
    ids = studio.ids()
    studio.click(f"lock-{ids[0]}")
    assert studio.part(ids[0])["locked"]
    expect(studio.get("generate")).to_contain_text(f"{len(ids) - 1} part")
    for part in ids[1:]:
        studio.click(f"lock-{part}")
    expect(studio.get("generate")).to_be_disabled()
    studio.get("generate").hover(force=True)
    expect(studio.page.get_by_role("tooltip")).to_contain_text(re.compile("lock", re.IGNORECASE))
    studio.picture("all-locked")


def test_an_empty_scene_says_what_to_do(studio: StudioPage) -> None:
    empty(studio)
    expect(studio.get("empty-state")).to_be_visible()
    expect(studio.get("generate")).to_be_disabled()
    studio.get("generate").hover(force=True)
    expect(studio.page.get_by_role("tooltip")).to_contain_text(re.compile("box", re.IGNORECASE))
    studio.picture("empty-dark")

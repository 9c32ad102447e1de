"""Runs as the page shows them, files in and out, two tabs, both themes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import trimesh
from playwright.sync_api import expect

from copart_core.pipeline.compose import duplicate, place
from copart_core.pipeline.project import Project
from copart_core.scene import Scene
from tests.browser.driver import GatedEngine, StudioPage

TEMPLATES = Path(__file__).resolve().parents[2] / "assets" / "templates"
OpenPage = Callable[..., StudioPage]
Server = Callable[..., str]


def test_generate_shows_progress_previews_and_meshes(
    server: Server, open_page: OpenPage, engine: GatedEngine
) -> None:
    studio = open_page(server())
    studio.template("chair")
    ids = studio.ids()
    engine.gate.clear()
    studio.click("generate")
    studio.wait_state("running")
    expect(studio.get("progress")).to_be_visible()
    expect(studio.get("run-message")).to_contain_text("Denoising step")
    expect(studio.get("cancel")).to_be_visible()
    studio.page.wait_for_function("count => window.copart.shown().length === count", arg=len(ids))
    assert studio.meshes() == {}, "these are previews"
    studio.picture("running-dark")
    engine.gate.set()
    studio.wait_state("done")
    studio.settle()
    assert studio.shown() == sorted(ids) == sorted(studio.meshes())
    studio.picture("done-dark")


def test_locked_parts_stay_and_others_change(server: Server, open_page: OpenPage) -> None:
    studio = open_page(server())
    studio.template("chair")
    studio.generate()
    before = studio.mesh_bytes()
    locked, changed, *_ = studio.ids()
    studio.click(f"lock-{locked}")
    studio.select(changed)
    studio.generate(f"regenerate-{changed}")
    after = studio.mesh_bytes()
    assert {id for id in before if before[id] != after[id]} == {changed}
    studio.generate("generate-all")
    last = studio.mesh_bytes()
    assert last[locked] == before[locked] and all(last[id] != after[id] for id in last if id != locked)


def test_cancel_stops_and_keeps_the_scene(server: Server, open_page: OpenPage, engine: GatedEngine) -> None:
    studio = open_page(server())
    studio.template("chair")
    before = studio.scene()["parts"]
    engine.gate.clear()
    studio.click("generate")
    studio.wait_state("running")
    studio.click("cancel")
    assert studio.wait_state("cancelled", "done") == "cancelled"
    assert [part["id"] for part in studio.scene()["parts"]] == [part["id"] for part in before]
    expect(studio.get("generate")).to_be_enabled()
    assert studio.shown() == [] and studio.meshes() == {}
    studio.picture("cancelled-dark")


def test_a_reload_in_the_middle_of_a_run_comes_back_to_it(
    server: Server, open_page: OpenPage, engine: GatedEngine
) -> None:
    studio = open_page(server())
    studio.template("chair")
    engine.gate.clear()
    studio.click("generate")
    studio.wait_state("running")
    studio.reload()
    # Gradio's words for the stream that the reload cut in the middle of a message
    studio.forget_problems("AbortError", "Connection errored out", "Unexpected client exception")
    studio.wait_state("running")
    engine.gate.set()
    studio.wait_state("done")
    studio.settle()
    assert studio.shown() == sorted(studio.ids())


def test_a_reload_keeps_the_meshes(server: Server, open_page: OpenPage) -> None:
    studio = open_page(server())
    studio.template("desk-lamp")
    studio.generate()
    before, scene = studio.mesh_bytes(), studio.scene()
    studio.reload()
    studio.page.wait_for_function("count => window.copart.shown().length === count", arg=len(before))
    assert studio.mesh_bytes() == before and studio.scene() == scene


def test_a_new_server_knows_the_project(server: Server, open_page: OpenPage, tmp_path: Path) -> None:
    """Another process on the same folder: the scene and the meshes are on disk, not in the process."""
    studio = open_page(server(home=tmp_path / "shared"))
    studio.template("car")
    studio.generate()
    studio.wait_saved()
    before = studio.mesh_bytes()
    other = open_page(server(home=tmp_path / "shared"), share=studio)
    stored = studio.page.evaluate("() => ({...localStorage})")
    stored = {key: value for key, value in stored.items() if key == "copart.project"}
    other.page.evaluate("stored => { localStorage.clear(); sessionStorage.clear(); "
                        "Object.assign(localStorage, stored); }", stored)
    other.reload()
    other.page.wait_for_function("count => window.copart.shown().length === count", arg=len(before))
    assert other.scene()["parts"] == studio.scene()["parts"] and other.mesh_bytes() == before


@pytest.mark.parametrize(("name", "data", "message"), [
    ("broken.json", b"{ this is not JSON", "not readable JSON"),
    ("list.json", b"[1, 2, 3]", "not a CoPart scene"),
    ("foreign.json", b'{"scenes": []}', "not a CoPart scene"),
    ("new.json", b'{"version": 99, "parts": []}', "version 99"),
    ("nan.json", b'{"version":1,"parts":[{"id":"a","name":"Arm","box":{"min":[0,0,0],"max":[NaN,1,1]}}]}', "Arm"),
    ("binary.glb", b"glTF\x02\x00\x00\x00\xff\xfe", "binary.glb"),
])
def test_a_bad_file_says_what_is_wrong(
    server: Server, open_page: OpenPage, name: str, data: bytes, message: str
) -> None:
    studio = open_page(server())
    before = studio.scene()
    studio.get("import-file").set_input_files({"name": name, "mimeType": "application/json", "buffer": data})
    expect(studio.get("toast").first).to_contain_text(message)
    assert studio.scene() == before
    studio.picture(f"import-{Path(name).stem}")


def test_a_scene_goes_out_and_in_again(server: Server, open_page: OpenPage, tmp_path: Path) -> None:
    studio = open_page(server())
    studio.template("bookcase")
    scene = studio.scene()
    studio.click("export")
    with studio.page.expect_download() as waiting:
        studio.click("export-json")
    path = tmp_path / "out.json"
    waiting.value.save_as(path)
    assert Scene.load(path) == Scene.from_dict(scene)
    studio.template("car")
    studio.get("import-file").set_input_files(path)
    studio.page.wait_for_function("name => window.copart.scene().name === name", arg=scene["name"])
    assert json.dumps(studio.scene()["parts"]) == json.dumps(scene["parts"])


def test_the_downloaded_glb_has_the_parts_by_name(server: Server, open_page: OpenPage, tmp_path: Path) -> None:
    studio = open_page(server())
    studio.template("chair")
    studio.select(studio.ids()[0])
    studio.type_into("part-name", "Séat ${x} 🪑")
    studio.generate()
    studio.click("export")
    with studio.page.expect_download() as waiting:
        studio.click("export-glb")
    path = tmp_path / "out.glb"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename.endswith(".glb")
    nodes = set(trimesh.load_scene(path).graph.nodes_geometry)
    assert {part["name"] for part in studio.scene()["parts"]} <= nodes


def test_two_tabs_work_on_one_project(server: Server, open_page: OpenPage) -> None:
    first = open_page(server())
    first.template("chair")
    first.wait_saved()
    second = open_page(first.url, share=first)
    assert second.project() == first.project() and second.scene() == first.scene()
    part = first.ids()[0]
    second.select(part)
    second.type_into("part-caption", "from the second tab")
    first.page.wait_for_function("window.copart.scene().parts[0].caption === 'from the second tab'")
    first.generate()
    second.generate()
    assert second.state() == "done" and len(second.meshes()) == len(second.ids())


def test_the_server_goes_away_and_comes_back(server: Server, open_page: OpenPage, tmp_path: Path) -> None:
    """Offline is a state, not a failure: the scene stays, and edits are kept in the browser."""
    studio = open_page(server())
    studio.template("chair")
    studio.wait_saved()
    studio.page.context.set_offline(True)
    studio.select(studio.ids()[0])
    studio.type_into("part-caption", "typed while offline")
    expect(studio.get("save-state")).to_contain_text("ffline")
    studio.picture("offline-dark")
    studio.page.context.set_offline(False)
    studio.wait_saved()
    studio.forget_problems("ERR_INTERNET_DISCONNECTED", "Connection errored out", "Could not get API info")
    assert studio.scene()["parts"][0]["caption"] == "typed while offline"


def test_the_light_theme(server: Server, open_page: OpenPage) -> None:
    studio = open_page(server(), scheme="light")
    studio.template("chair")
    studio.picture("edit-light")
    assert studio.brightness() > 200
    studio.generate()
    studio.select(studio.ids()[0])
    studio.picture("done-light")
    studio.click("theme")
    studio.click("theme-dark")
    assert studio.brightness() < 60
    studio.picture("theme-chosen-dark")
    studio.reload()
    assert studio.brightness() < 60, "the choice is kept"


@pytest.mark.parametrize(("width", "height"), [(1440, 860), (1000, 700), (420, 800)])
def test_nothing_scrolls_and_nothing_is_cut_off(server: Server, open_page: OpenPage, width: int, height: int) -> None:
    studio = open_page(server(), width=width, height=height)
    studio.picture(f"size-{width}")
    assert studio.page.evaluate("() => document.documentElement.scrollHeight <= innerHeight && "
                                "document.documentElement.scrollWidth <= innerWidth")
    for test_id in ("generate", "canvas"):
        box = studio.get(test_id).bounding_box()
        assert box and box["x"] >= 0 and box["y"] >= 0
        assert box["x"] + box["width"] <= width + 1 and box["y"] + box["height"] <= height + 1


def test_placed_objects_are_shown_where_they_stand_and_kept(
    server: Server, open_page: OpenPage, tmp_path: Path
) -> None:
    studio = open_page(server())
    chair = Project(Scene.load(TEMPLATES / "chair.json"))
    scene = duplicate(place(chair, position=(-0.6, 0, 0)), "chair", position=(0.5, 0, 0.2), yaw=30, scale=0.8).scene
    scene.save(tmp_path / "chairs.json")
    studio.get("import-file").set_input_files(tmp_path / "chairs.json")
    studio.page.wait_for_function("() => window.copart.scene().groups.length === 2")
    studio.settle()
    placement = scene.placements["chair-2"].placement
    assert placement is not None
    seat = placement.apply(scene.part("seat-cushion-2").box.center)
    studio.page.mouse.click(*studio.screen(seat))
    assert studio.selection() == "seat-cushion-2", "picked where it stands"
    expect(studio.get("arrow-x")).to_be_hidden()
    studio.type_into("part-caption", "a blue seat cushion")
    studio.picture("placed-boxes")
    studio.generate()
    studio.wait_saved()
    studio.settle()
    studio.picture("placed-meshes")
    kept = Scene.from_dict(studio.scene())
    assert kept.groups == scene.groups and kept.part("seat-cushion-2").caption == "a blue seat cushion"
    assert len(studio.meshes()) == len(scene.parts)
    studio.reload()
    assert Scene.from_dict(studio.scene()).groups == scene.groups

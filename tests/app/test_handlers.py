"""What the page can ask for, as it asks for it: dicts in, dicts out, sentences for every problem."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.handlers import Studio
from app.store import Store
from app.viewport.protocol import Update
from copart_core.scene import Scene

ID = "project_one"


def generate(studio: Studio, request: object) -> list[Update]:
    async def collect() -> list[Update]:
        return [update async for update in studio.generate(request)]

    with ThreadPoolExecutor(1) as pool:  # the main thread may hold the event loop of the browser tests
        return pool.submit(asyncio.run, collect()).result()


def test_generate_saves_the_scene_then_ends_with_done(studio: Studio, store: Store, chair: Scene) -> None:
    updates = generate(studio, {"project": ID, "scene": chair.to_dict(), "parts": None})
    assert updates[0].state == "running" and updates[-1].state == "done"
    assert set(updates[-1].meshes) == {"seat", "back", "leg"}
    assert store.load_scene(ID) == chair


@pytest.mark.parametrize("request_", [None, "x", [], {}, {"project": "../x"}, {"project": ID},
                                      {"project": ID, "scene": []},
                                      {"project": ID, "scene": {"version": 99, "parts": []}}])
def test_a_bad_request_is_one_error_update(studio: Studio, request_: object) -> None:
    updates = generate(studio, request_)
    assert [update.state for update in updates] == ["error"]
    assert updates[0].message and "Traceback" not in updates[0].message


def test_a_bad_scene_names_the_part_and_keeps_the_meshes(studio: Studio, chair: Scene) -> None:
    made = generate(studio, {"project": ID, "scene": chair.to_dict()})[-1].meshes
    data = chair.to_dict()
    data["parts"][0]["box"]["max"] = [0, 0, 0]
    (update,) = generate(studio, {"project": ID, "scene": data})
    assert update.state == "error" and "Seat" in update.message and update.meshes == made


def test_an_empty_scene_is_saved_and_refused(studio: Studio, store: Store) -> None:
    (update,) = generate(studio, {"project": ID, "scene": Scene(parts=[]).to_dict()})
    assert update.state == "error" and "draw at least one box" in update.message
    assert store.load_scene(ID) is not None


def test_save_and_load(studio: Studio, chair: Scene) -> None:
    assert studio.load({"project": ID}) == {"scene": None, "meshes": {}}
    assert set(studio.save({"project": ID, "scene": chair.to_dict()})) == {"saved"}
    assert studio.load({"project": ID})["scene"] == chair.to_dict()


def test_captions_survive_untouched(studio: Studio, chair: Scene) -> None:
    caption = "<b>${1+1}</b> 🪑 椅子 {{x}}"
    chair.parts[0].caption = caption
    studio.save({"project": ID, "scene": chair.to_dict()})
    assert studio.load({"project": ID})["scene"]["parts"][0]["caption"] == caption


@pytest.mark.parametrize("name", ["save", "load", "import_scene", "export_glb", "cancel", "status"])
@pytest.mark.parametrize("data", [None, 5, "x", [], {}, {"project": "../../../etc/passwd"}, {"project": {"a": 1}}])
def test_server_functions_answer_nonsense_with_an_error(studio: Studio, name: str, data: object) -> None:
    answer = getattr(studio, name)(data)
    assert set(answer) == {"error"} and isinstance(answer["error"], str)
    json.dumps(answer)


@pytest.mark.parametrize(("text", "message"), [
    ("{", "not readable JSON"), ("[]", "not a CoPart scene"), ('{"version": 7, "parts": []}', "version 7"),
    ("glTF\x02\0\0\0", "this is a GLB"), ('{"version": 1, "parts": [{}]}', "part number 1"),
])
def test_import_says_what_is_wrong_with_the_file(studio: Studio, text: str, message: str) -> None:
    answer = studio.import_scene({"project": ID, "name": "my scene.json", "text": text})
    assert "my scene.json was not imported" in answer["error"] and message in answer["error"]


def test_import_gives_the_scene(studio: Studio, chair: Scene) -> None:
    answer = studio.import_scene({"project": ID, "name": "chair.json", "text": chair.to_json()})
    assert answer == {"scene": chair.to_dict()}


def test_export_before_and_after(studio: Studio, chair: Scene) -> None:
    assert "generate the parts first" in studio.export_glb({"project": ID})["error"]
    generate(studio, {"project": ID, "scene": chair.to_dict()})
    answer = studio.export_glb({"project": ID})
    assert answer["name"] == "Chair.glb"
    assert Path(answer["url"].removeprefix("/gradio_api/file=")).read_bytes()[:4] == b"glTF"


def test_status_tells_the_engine_then_the_run(studio: Studio, chair: Scene) -> None:
    idle = studio.status({"project": ID})
    assert idle["state"] == "ready" and "no model" in idle["message"]
    last = generate(studio, {"project": ID, "scene": chair.to_dict()})[-1]
    assert studio.status({"project": ID}) == last.model_dump()
    assert studio.status({"project": "another_project"})["state"] == "ready"


def test_cancel_without_a_run_is_false(studio: Studio) -> None:
    assert studio.cancel({"project": ID}) == {"cancelled": False}


def test_a_damaged_saved_scene_is_an_error_not_a_crash(studio: Studio, store: Store, chair: Scene) -> None:
    store.save_scene(ID, chair)
    (store.projects / ID / "scene.json").write_text("{")
    assert "set aside" in studio.load({"project": ID})["error"]
    assert studio.load({"project": ID})["scene"] is None


def test_templates_are_offered_whole(studio: Studio) -> None:
    templates = studio.templates({})["templates"]
    assert len(templates) >= 10
    for template in templates:
        assert Scene.from_dict(template["scene"]).parts and template["parts"] == len(template["scene"]["parts"])

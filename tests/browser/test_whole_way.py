"""The user's whole way on the embedded model, on the server that `python launch.py` starts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import trimesh
from playwright.sync_api import expect

from app.main import free_port
from copart_core.geometry.glb import read_glb
from copart_core.scene import Scene
from tests.browser.driver import StudioPage
from tests.browser.test_editing import draw, empty

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
RUN_SECONDS = 300  # a busy machine is allowed; benchmarks measure speed


@pytest.fixture(scope="module")
def launched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a real server process."""
    home = tmp_path_factory.mktemp("home")
    port = free_port("127.0.0.1", None)
    log = (home / "server.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "launch.py"), "--no-setup", "--no-browser", "--port", str(port)],
        stdout=log, stderr=subprocess.STDOUT, env={**os.environ, "COPART_HOME": str(home)}, cwd=ROOT,
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                urllib.request.urlopen(url, timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                text = (home / "server.log").read_text(errors="replace")
                assert process.poll() is None, f"the server ended:\n{text}"
                assert time.monotonic() < deadline, f"no page after {START_SECONDS} s:\n{text}"
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def overlap(low: np.ndarray, high: np.ndarray, box_low: np.ndarray, box_high: np.ndarray) -> float:
    """Intersection over union of two axis-aligned boxes [3] .. [3]."""
    shared = np.prod(np.clip(np.minimum(high, box_high) - np.maximum(low, box_low), 0, None))
    return float(shared / (np.prod(high - low) + np.prod(box_high - box_low) - shared))


def test_draw_generate_lock_change_regenerate_download_reload(
    launched: str, open_page: Callable[..., StudioPage], tmp_path: Path
) -> None:
    studio = open_page(launched)
    # the page is usable while the model loads: draw, resize, move, name, caption, delete, undo, redo
    empty(studio)
    drawn = draw(studio, (-0.4, -0.3), (0.4, 0.3), 90)
    before = Scene.from_dict(studio.scene()).part(drawn).box
    studio.drag_locator("handle-x-max", (40, 0))
    resized = Scene.from_dict(studio.scene()).part(drawn).box
    assert resized.max[0] != before.max[0] and resized.min == before.min
    studio.press("ArrowRight")
    moved = Scene.from_dict(studio.scene()).part(drawn).box
    assert moved.center != resized.center and np.allclose(moved.size, resized.size)
    studio.type_into("part-name", "footstool")
    studio.type_into("part-caption", "a round green stool seat")
    studio.press("Delete")
    assert drawn not in studio.ids()
    studio.press("Control+z")
    assert studio.part(drawn)["name"] == "footstool"
    studio.press("Control+Shift+z")
    assert drawn not in studio.ids()
    studio.press("Control+z")
    studio.wait_state("ready", seconds=RUN_SECONDS)
    studio.generate(seconds=RUN_SECONDS)
    assert studio.shown() == [drawn]

    # a template; cancelled once, then made
    studio.template("chair")
    ids = studio.ids()
    studio.click("generate")
    studio.page.wait_for_function("() => window.copart.state() === 'running'", timeout=RUN_SECONDS * 1000)
    studio.click("cancel")
    assert studio.wait_state("cancelled", "done", seconds=RUN_SECONDS) == "cancelled"

    studio.click("generate")
    studio.page.wait_for_function("() => window.copart.shown().length > 0", timeout=RUN_SECONDS * 1000)
    studio.picture("whole-way-preview")
    assert studio.wait_state("done", "error", "cancelled", seconds=RUN_SECONDS) == "done", \
        studio.get("run-message").inner_text()
    studio.settle()
    assert studio.shown() == sorted(ids)
    studio.picture("whole-way-made")
    first = studio.mesh_bytes()

    # lock two parts, change a caption, make that part again
    locked, changed = ids[:2], ids[2]
    for part in locked:
        studio.click(f"lock-{part}")
    studio.select(changed)
    studio.type_into("part-caption", "a bright red leather part")
    expect(studio.get("part-regenerate")).to_be_enabled()
    studio.generate("part-regenerate", seconds=RUN_SECONDS)
    second = studio.mesh_bytes()
    assert {part for part in ids if first[part] != second[part]} == {changed}
    # and all that is not locked
    studio.generate("generate-all", seconds=RUN_SECONDS)
    third = studio.mesh_bytes()
    assert {part for part in ids if second[part] == third[part]} == set(locked)

    # the download: names, extents, textures, and the kept parts to the byte
    studio.click("export")
    with studio.page.expect_download() as waiting:
        studio.click("export-glb")
    path = tmp_path / "chair.glb"
    waiting.value.save_as(path)
    document = Scene.from_dict(studio.scene())
    opened = trimesh.load_scene(path)
    assert {part.title for part in document.parts} <= set(opened.graph.nodes_geometry)
    ious = []
    for part in document.parts:
        transform, geometry = opened.graph[part.title]
        mesh = opened.geometry[geometry]
        assert isinstance(mesh, trimesh.Trimesh) and len(mesh.faces) > 50
        corners = trimesh.transform_points(mesh.vertices, transform)
        ious.append(overlap(corners.min(0), corners.max(0), np.array(part.box.min), np.array(part.box.max)))
        assert ious[-1] > 0.5, f"{part.title} does not fill its box"
        material = getattr(mesh.visual, "material", None)
        assert getattr(material, "baseColorTexture", None) is not None, part.title
    assert np.median(ious) >= 0.85, ious
    exported = {part_id: mesh for _, part_id, mesh in read_glb(path)}
    for part in ids:
        if part not in locked:
            continue
        ((_, _, kept),) = read_glb(first[part])
        for name in ("vertices", "faces", "normals", "uv", "colors"):
            before, after = getattr(kept, name), getattr(exported[part], name)
            assert (before is None) == (after is None)
            assert before is None or before.tobytes() == after.tobytes(), f"{name} of {part} changed"
        assert kept.texture_png == exported[part].texture_png

    # a reload keeps everything
    studio.wait_saved()
    studio.reload()
    studio.page.wait_for_function("count => window.copart.shown().length === count", arg=len(ids))
    assert studio.scene() == document.to_dict()
    assert studio.mesh_bytes() == third
    studio.picture("whole-way-reloaded")


def test_a_caption_of_another_language_and_markup_is_only_text(
    launched: str, open_page: Callable[..., StudioPage]
) -> None:
    studio = open_page(launched)
    studio.template("desk-lamp")
    studio.wait_state("ready", seconds=RUN_SECONDS)
    studio.select(studio.ids()[0])
    studio.type_into("part-caption", "<b>${1+1}</b> 赤いランプ 🪔")
    studio.generate(seconds=RUN_SECONDS)
    expect(studio.get("run-message")).to_contain_text(re.compile("Made|ready", re.IGNORECASE))
    assert sorted(studio.meshes()) == sorted(studio.ids())

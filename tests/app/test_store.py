"""Projects on disk: nothing half-written, nothing outside the folder, nothing of another project."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path
from urllib.parse import unquote

import pytest

from app.engine import BoxEngine
from app.store import Store, StoreError, default_root, read_templates
from app.viewport.protocol import Report
from copart_core.pipeline.events import Done
from copart_core.pipeline.project import Project
from copart_core.scene import Scene

ID = "project_one"


def make(scene: Scene, previous: Project | None = None, parts: list[str] | None = None) -> Project:
    *_, last = BoxEngine(0).stream(scene, parts, previous, 2, None, lambda: False)
    assert isinstance(last, Done)
    return last.project


def served(store: Store, url: str) -> Path:
    path = Path(unquote(url.removeprefix("/gradio_api/file=")))
    assert path.is_relative_to(store.files)
    return path


def test_a_scene_comes_back_as_it_was_saved(store: Store, chair: Scene) -> None:
    assert store.load_scene(ID) is None
    store.save_scene(ID, chair)
    assert store.load_scene(ID) == chair
    assert Store(store.root).load_scene(ID) == chair  # another process


@pytest.mark.parametrize("project", ["..", "../../x", "a/../../b", "/etc/passwd", "", "x" * 65, "abc\0defgh"])
def test_ids_that_leave_the_folder_are_refused(store: Store, chair: Scene, project: str) -> None:
    for call in (lambda: store.save_scene(project, chair), lambda: store.load_scene(project),
                 lambda: store.meshes(project), lambda: store.export_glb(project)):
        with pytest.raises(StoreError, match="project id"):
            call()
    assert sorted(path.name for path in store.root.iterdir()) == ["files", "projects"]


def test_reading_an_unknown_project_leaves_no_trace(store: Store) -> None:
    assert store.load_scene(ID) is None and store.load_made(ID) is None and store.meshes(ID) == {}
    assert not list(store.projects.iterdir()) and not list(store.files.iterdir())


def test_a_damaged_scene_is_set_aside_and_told(store: Store, chair: Scene) -> None:
    store.save_scene(ID, chair)
    path = store.projects / ID / "scene.json"
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(StoreError, match="set aside"):
        store.load_scene(ID)
    assert store.load_scene(ID) is None
    assert len(list(path.parent.glob("scene.json.damaged-*"))) == 1


@pytest.mark.parametrize("grace", [0, 3600])
def test_meshes_are_served_under_names_that_change_with_their_content(tmp_path: Path, chair: Scene, grace: int) -> None:
    store = Store(tmp_path, grace_seconds=grace)
    first = make(chair)
    store.save_made(ID, first, {})
    urls = store.meshes(ID)
    assert set(urls) == {"seat", "back", "leg"}
    seat = chair.part("seat").model_copy(update={"seed": 5})
    changed = chair.model_copy(update={"parts": [seat, *chair.parts[1:]]})
    before = served(store, urls["back"]).read_bytes()
    store.save_made(ID, make(changed, first, ["seat"]), {})
    assert store.meshes(ID)["seat"] != urls["seat"]
    assert store.meshes(ID)["back"] == urls["back"]
    assert served(store, urls["back"]).read_bytes() == before
    assert served(store, urls["seat"]).exists() == (grace > 0), "the old mesh outlives its use by the grace only"
    assert [path.name for path in (store.projects / ID).glob("revision-*")] == ["revision-2"]


def test_what_was_made_is_read_back_exactly(store: Store, chair: Scene) -> None:
    made = make(chair)
    store.save_made(ID, made, {})
    back = Store(store.root).load_made(ID)
    assert back is not None and back.scene == chair and set(back.meshes) == set(made.meshes)
    for id, mesh in made.meshes.items():
        assert mesh.vertices.tobytes() == back.meshes[id].vertices.tobytes()
        assert mesh.faces.tobytes() == back.meshes[id].faces.tobytes()
        assert mesh.texture_png == back.meshes[id].texture_png


def test_a_damaged_revision_is_told_and_the_project_goes_on(store: Store, chair: Scene) -> None:
    store.save_made(ID, make(chair), {})
    damage(store.projects / ID / "revision-1")
    with pytest.raises(StoreError, match="generate all parts again"):
        store.load_made(ID)
    assert store.load_made(ID) is None
    store.save_made(ID, make(chair), {})
    assert store.load_made(ID) is not None


def damage(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")


def test_a_damaged_pointer_falls_back_to_the_newest_revision(store: Store, chair: Scene) -> None:
    first = make(chair)
    for _ in range(3):
        store.save_made(ID, first, {})
    urls, folder = store.meshes(ID), store.projects / ID
    (folder / "made.json").write_text('{"revision": -1}')
    assert store.meshes(ID) == urls
    assert len(list(folder.glob("made.json.damaged-*"))) == 1
    back = Store(store.root).load_made(ID)
    assert back is not None and set(back.meshes) == {"seat", "back", "leg"}
    store.save_made(ID, first, {})
    assert [path.name for path in folder.glob("revision-*")] == ["revision-4"]


def test_a_damaged_pointer_and_revision_never_lead_to_deleting(store: Store, chair: Scene) -> None:
    store.save_made(ID, make(chair), {})
    folder = store.projects / ID
    shutil.copytree(folder / "revision-1", folder / "revision-7")
    damage(folder / "revision-7")
    (folder / "made.json").write_text("{")
    assert set(store.meshes(ID)) == {"seat", "back", "leg"}, "revision 1 is whole"
    store.save_made(ID, make(chair), {})
    (aside,) = folder.glob("revision-7.damaged-*")
    assert (aside / "scene.json").read_bytes() == b"damaged"


def test_revisions_that_no_pointer_names_are_never_overwritten(store: Store, chair: Scene) -> None:
    store.save_made(ID, make(chair), {})
    folder = store.projects / ID
    (folder / "revision-1").rename(folder / "revision-7")
    (folder / "made.json").unlink()
    store.save_made(ID, make(chair), {})
    assert [path.name for path in folder.glob("revision-*")] == ["revision-8"]


def test_the_grace_counts_from_the_end_of_the_use(store: Store, chair: Scene) -> None:
    first = make(chair)
    store.save_made(ID, first, {})
    old = served(store, store.meshes(ID)["seat"])
    past = time.time() - 2 * store.grace_seconds
    os.utime(old, (past, past))
    changed = chair.model_copy(update={"parts": [chair.parts[0].model_copy(update={"seed": 5}), *chair.parts[1:]]})
    second = make(changed, first, ["seat"])
    store.save_made(ID, second, {})
    assert old.exists(), "a page may show it still"
    os.utime(old, (past, past))
    store.save_made(ID, second, {})
    assert not old.exists()


def test_a_deleted_part_comes_back_with_undo(tmp_path: Path, chair: Scene) -> None:
    store = Store(tmp_path, grace_seconds=0)
    first = make(chair)
    store.save_made(ID, first, {"leg": Report(triangles=1, watertight=True, box_iou=1)})
    urls = store.meshes(ID)
    without_leg = chair.model_copy(update={"parts": chair.parts[:2]})
    for seed in (1, 2):  # the leg stays over several runs without it
        run = without_leg.model_copy(update={"seed": seed})
        store.save_made(ID, make(run, store.load_made(ID)), {})
    assert store.meshes(ID)["leg"] == urls["leg"] and served(store, urls["leg"]).exists()
    assert set(store.reports(ID)) == {"leg"}
    store.save_scene(ID, without_leg)
    assert b"Leg" not in store.export_glb(ID)[0].read_bytes()
    store.save_scene(ID, chair)
    assert b"Leg" in store.export_glb(ID)[0].read_bytes()
    back = store.load_made(ID)
    assert back is not None and back.scene.part("leg").box == chair.part("leg").box
    third = make(chair, back, ["seat"])
    assert third.meshes["leg"].vertices.tobytes() == first.meshes["leg"].vertices.tobytes()
    store.save_made(ID, third, {})
    assert store.meshes(ID)["leg"] == urls["leg"]
    assert '"shelf": {}' in (store.projects / ID / "made.json").read_text()


def test_urls_of_odd_folders_are_quoted(tmp_path: Path, chair: Scene) -> None:
    store = Store(tmp_path / "my home #1 100%?")
    store.save_made(ID, make(chair), {})
    url = store.meshes(ID)["seat"]
    assert "my%20home%20%231%20100%25%3F" in url and served(store, url).exists()


def test_concurrent_saves_leave_one_whole_document(store: Store, chair: Scene) -> None:
    names = [f"Chair {number} " + "x" * number for number in range(24)]
    failures: list[BaseException] = []

    def save(name: str) -> None:
        try:
            for _ in range(5):
                store.save_scene(ID, chair.model_copy(update={"name": name}))
                assert store.load_scene(ID) is not None
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=save, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    scene = store.load_scene(ID)
    assert scene is not None and scene.name in names
    assert [path.name for path in (store.projects / ID).iterdir()] == ["scene.json"], "nothing half-written is left"


def test_export_holds_the_parts_of_the_document_by_name(store: Store, chair: Scene, tmp_path: Path) -> None:
    import trimesh

    with pytest.raises(StoreError, match="generate the parts first"):
        store.export_glb(ID)
    store.save_made(ID, make(chair), {})
    without_leg = chair.model_copy(update={"name": "My chair!", "parts": chair.parts[:2]})
    store.save_scene(ID, without_leg)
    path, name = store.export_glb(ID)
    assert name == "My-chair.glb"
    scene = trimesh.load_scene(path)
    assert {"Seat", "Back"} <= set(scene.graph.nodes) and "Leg" not in scene.graph.nodes


def test_previews_go_once_nothing_uses_them(tmp_path: Path, chair: Scene) -> None:
    store = Store(tmp_path, grace_seconds=0)
    made = make(chair)
    url = store.write_preview(ID, "seat", made.meshes["seat"])
    assert served(store, url).exists()
    store.save_made(ID, made, {})
    assert not served(store, url).exists()
    assert all(served(store, url).exists() for url in store.meshes(ID).values())


def test_clean_up_removes_only_what_is_old(store: Store, chair: Scene) -> None:
    for id in ("old_project", "new_project", "api_call-abcdefgh"):
        store.save_made(id, make(chair), {})
        store.save_scene(id, chair)
    for id, days in (("old_project", 10), ("new_project", 2), ("api_call-abcdefgh", 2)):
        past = time.time() - days * 86_400
        folder = store.projects / id
        for path in [*folder.rglob("*"), folder]:
            os.utime(path, (past, past))
    assert store.clean_up(days=None) == ["api_call-abcdefgh"], "a user's projects are the user's"
    assert store.load_scene("old_project") == chair
    past = time.time() - 10 * 86_400
    os.utime(store.projects / "old_project", (past, past))  # it was just opened
    assert store.clean_up(days=9) == ["old_project"]
    assert store.load_scene("old_project") is None and not (store.files / "old_project").exists()
    assert store.load_scene("new_project") == chair


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="COPART_HOME"):
        Store(tmp_path / "file" / "home")


def test_the_root_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COPART_HOME", str(tmp_path))
    assert default_root() == tmp_path
    monkeypatch.delenv("COPART_HOME")
    monkeypatch.setenv("SPACE_ID", "someone/space")
    assert default_root() == Path("/tmp/copart-studio")
    monkeypatch.delenv("SPACE_ID")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_root() == tmp_path / "data" / "copart-studio"


def test_templates_are_read_in_order(tmp_path: Path, chair: Scene) -> None:
    chair.save(tmp_path / "b.json")
    chair.model_copy(update={"name": "Other"}).save(tmp_path / "a.json")
    templates = read_templates(tmp_path)
    assert [(template["id"], template["name"], template["parts"]) for template in templates] == [
        ("a", "Other", 3), ("b", "Chair", 3)]

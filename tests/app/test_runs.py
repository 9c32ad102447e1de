"""Runs: one at a time, cancelled at once, what was finished is kept, every failure is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from app.engine import BoxEngine, EngineState
from app.runs import MAX_WAITING, Run, Runs, report
from app.store import Store
from copart_core.pipeline.events import Event, PartReady
from copart_core.scene import Box, Scene

ID, OTHER = "project_one", "project_two"


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def ended(run: Run) -> str:
    until(lambda: run.ended is not None)
    return run.update.state


class Gated(BoxEngine):
    """BoxEngine that stops after each finished part until `gate` is set, and then raises `failure`, if any."""

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__(0)
        self.gate = threading.Event()
        self.failure = failure

    def stream(self, *arguments, **named) -> Iterator[Event]:
        for event in super().stream(*arguments, **named):
            yield event
            if isinstance(event, PartReady):
                self.gate.wait(20)
                if self.failure:
                    raise self.failure


def test_a_run_ends_with_meshes_and_reports(store: Store, chair: Scene) -> None:
    run = Runs(BoxEngine(0), store).start(ID, chair)
    assert ended(run) == "done"
    assert set(run.update.meshes) == set(run.update.reports) == {"seat", "back", "leg"}
    assert run.update.previews == {} and run.update.fraction == 1
    assert run.update.meshes == store.meshes(ID) and run.update.reports == store.reports(ID)
    assert all(item.watertight and item.box_iou > 0.99 for item in run.update.reports.values())


def test_updates_rise_and_say_step_and_parts(store: Store, chair: Scene) -> None:
    seen = []
    run = Runs(BoxEngine(0.02), store).start(ID, chair)
    while run.ended is None:
        if not seen or seen[-1] is not run.update:
            seen.append(run.update)
    assert [update.seq for update in seen] == sorted({update.seq for update in seen})
    assert any(update.message.startswith("Denoising step 3 of 8 · Seat, Back, Leg") for update in seen)
    assert any(set(update.previews) == {"seat", "back", "leg"} for update in seen)


def test_runs_queue_and_say_so(store: Store, chair: Scene) -> None:
    engine = Gated()
    runs = Runs(engine, store)
    first = runs.start(ID, chair)
    until(lambda: bool(first.update.meshes))
    second, third = runs.start(OTHER, chair), runs.start(ID, chair)
    assert second.update.message == "Waiting for 1 other generation"
    assert third.update.message == "Waiting for 2 other generations"
    assert runs.cancel(OTHER) and second.update.state == "cancelled"
    assert third.update.message == "Waiting for 1 other generation"
    engine.gate.set()
    assert [ended(first), ended(third)] == ["done", "done"]
    assert store.meshes(OTHER) == {}


def test_the_queue_is_bounded(store: Store, chair: Scene) -> None:
    engine = Gated()
    runs = Runs(engine, store)
    first = runs.start(ID, chair)
    until(lambda: bool(first.update.meshes))
    for number in range(MAX_WAITING):
        runs.start(f"project-{number}", chair)
    with pytest.raises(ValueError, match="try again in a minute"):
        runs.start(OTHER, chair)
    for number in range(MAX_WAITING):
        runs.cancel(f"project-{number}")
    engine.gate.set()
    assert ended(first) == "done"


def test_cancel_keeps_what_was_finished(store: Store, chair: Scene) -> None:
    engine = Gated()
    runs = Runs(engine, store)
    run = runs.start(ID, chair)
    until(lambda: bool(run.update.meshes))
    assert runs.cancel(ID) and run.update.message == "Cancelling"
    engine.gate.set()
    assert ended(run) == "cancelled"
    assert run.update.message == "Cancelled; 1 finished part was kept"
    assert set(store.meshes(ID)) == {"seat"} == set(run.update.meshes)
    made = store.load_made(ID)
    assert made is not None and set(made.meshes) == {"seat"}
    assert not runs.cancel(ID), "nothing is left to cancel"
    assert ended(runs.start(ID, chair)) == "done" and len(store.meshes(ID)) == 3


def test_cancel_before_anything_was_made_changes_nothing(store: Store, chair: Scene) -> None:
    runs = Runs(BoxEngine(0.05), store)
    run = runs.start(ID, chair)
    until(lambda: run.update.stage == "denoise")
    runs.cancel(ID)
    assert ended(run) == "cancelled" and "nothing was changed" in run.update.message
    assert store.meshes(ID) == {}


def test_a_failure_is_told_without_a_traceback_and_the_next_run_works(store: Store, chair: Scene) -> None:
    engine = Gated(RuntimeError("out of memory\n  File secret.py"))
    engine.gate.set()
    runs = Runs(engine, store)
    run = runs.start(ID, chair)
    assert ended(run) == "error"
    assert "RuntimeError: out of memory" in run.update.message and "secret.py" not in run.update.message
    assert "1 finished part was kept" in run.update.message and set(run.update.meshes) == {"seat"}
    engine.failure = None
    assert ended(runs.start(ID, chair)) == "done"


def test_locked_parts_and_kept_parts_stay_the_same(store: Store, chair: Scene) -> None:
    runs = Runs(BoxEngine(0), store)
    ended(runs.start(ID, chair))
    before = store.meshes(ID)
    parts = [part.model_copy(update={"seed": 9, "locked": part.id == "back"}) for part in chair.parts]
    changed = chair.model_copy(update={"parts": parts})
    run = runs.start(ID, changed)
    ended(run)
    assert run.update.meshes["back"] == before["back"]
    assert run.update.meshes["seat"] != before["seat"] and run.update.meshes["leg"] != before["leg"]
    with pytest.raises(ValueError, match="'Back' is locked"):
        runs.start(ID, changed, ["back"])


@pytest.mark.parametrize(("parts", "message"), [(["arm"], "no part 'arm'"), ([], "select at least one")])
def test_nothing_to_make_is_refused_at_once(store: Store, chair: Scene, parts: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Runs(BoxEngine(0), store).start(ID, chair, parts)


def test_all_locked_and_empty_scenes_are_refused(store: Store, chair: Scene) -> None:
    runs = Runs(BoxEngine(0), store)
    with pytest.raises(ValueError, match="unlock one"):
        locked = [part.model_copy(update={"locked": True}) for part in chair.parts]
        runs.start(ID, chair.model_copy(update={"parts": locked}))
    with pytest.raises(ValueError, match="draw at least one box"):
        runs.start(ID, Scene(parts=[]))


class Loading(BoxEngine):
    """BoxEngine whose state the test sets."""

    def __init__(self, state: str) -> None:
        super().__init__(0)
        self.now = EngineState(state, f"model {state}: put config.json back")  # type: ignore[arg-type]
        self.attempts = 0

    def state(self) -> EngineState:
        return self.now

    def start_loading(self) -> None:
        self.attempts += 1


def test_a_run_waits_for_the_model(store: Store, chair: Scene) -> None:
    engine = Loading("loading")
    run = Runs(engine, store).start(ID, chair)
    until(lambda: run.update.message == "Waiting for the model to load")
    engine.now = EngineState("ready", "")
    assert ended(run) == "done"


def test_a_run_that_waits_for_the_model_can_be_cancelled(store: Store, chair: Scene) -> None:
    runs = Runs(Loading("loading"), store)
    run = runs.start(ID, chair)
    until(lambda: run.update.stage == "load")
    runs.cancel(ID)
    assert ended(run) == "cancelled"


def test_a_model_that_failed_to_load_is_tried_again_and_told(store: Store, chair: Scene) -> None:
    engine = Loading("error")
    run = Runs(engine, store).start(ID, chair)
    assert ended(run) == "error" and "put config.json back" in run.update.message
    assert engine.attempts == 1


def test_a_queued_run_sees_what_the_run_before_it_made(store: Store, chair: Scene) -> None:
    engine = Gated()
    runs = Runs(engine, store)
    first = runs.start(ID, chair)
    until(lambda: bool(first.update.meshes))
    seat = chair.parts[0].model_copy(update={"seed": 9})
    second = runs.start(ID, chair.model_copy(update={"parts": [seat, *chair.parts[1:]]}), ["seat"])
    assert second.update.reports == {}, "nothing was saved when it was queued"
    engine.gate.set()
    assert [ended(first), ended(second)] == ["done", "done"]
    assert set(second.update.reports) == set(store.reports(ID)) == {"seat", "back", "leg"}
    assert second.reports().keys() == {"seat"}


def test_a_run_saves_reports_of_what_it_made_only(store: Store, chair: Scene) -> None:
    engine = Gated()
    runs = Runs(engine, store)
    engine.gate.set()
    ended(runs.start(ID, chair))
    engine.gate.clear()
    run = runs.start(ID, chair, ["seat"])
    until(lambda: "seat" in run.made)
    fresh = store.reports(ID)["back"].model_copy(update={"triangles": 7})  # as another process might
    made = store.load_made(ID)
    assert made is not None
    store.save_made(ID, made, {"back": fresh})
    engine.gate.set()
    assert ended(run) == "done" and store.reports(ID)["back"] == fresh


def test_the_first_update_says_what_looks_wrong(store: Store, chair: Scene) -> None:
    runs = Runs(BoxEngine(0), store)
    sound = runs.start(ID, chair)
    assert sound.update.notes == [] and ended(sound) == "done"
    twins = [chair.parts[0].model_copy(update={"id": f"seat{number}"}) for number in range(5)]
    run = runs.start(ID, chair.model_copy(update={"parts": twins}))
    assert len(run.update.notes) == 6 and "will clip" in run.update.notes[0]
    assert run.update.notes[-1] == "and 5 more like these"
    assert ended(run) == "done" and len(run.update.notes) == 6


def test_report_measures_the_box(chair: Scene) -> None:
    mesh = next(event for event in BoxEngine(0).stream(chair, ["seat"], None, 2, None, lambda: False)
                if isinstance(event, PartReady)).mesh
    half = Box(min=(0, 0.4, 0), max=(0.5, 0.5, 1.0))
    assert report(mesh, half).box_iou == pytest.approx(0.5, abs=1e-3)
    assert report(mesh, Box(min=(5, 5, 5), max=(6, 6, 6))).box_iou == 0


def test_a_composed_scene_is_made_object_by_object_and_exported_in_place(store: Store, chair: Scene) -> None:
    """Meshes stay in their objects' frames; the page and the export put them where the objects stand."""
    from copart_core.geometry.boxes import box_iou, corners
    from copart_core.geometry.glb import read_glb
    from copart_core.pipeline.compose import duplicate, place
    from copart_core.pipeline.project import Project

    scene = duplicate(place(Project(chair)), "chair", position=(0, 0, 4), yaw=90).scene
    run = Runs(BoxEngine(0), store).start(ID, scene)
    assert ended(run) == "done" and len(run.update.meshes) == 6
    assert all(item.box_iou > 0.99 for item in run.update.reports.values()), "in the frame of its object"
    again = Runs(BoxEngine(0), store).start(ID, scene, ["leg-2"])
    assert ended(again) == "done"
    assert {key for key, url in again.update.meshes.items() if url != run.update.meshes[key]} <= {"leg-2"}
    store.save_scene(ID, scene)
    placement = scene.placements["chair-2"].placement
    assert placement is not None
    meshes = {part_id: mesh for _, part_id, mesh in read_glb(store.export_glb(ID)[0])}
    for part_id, stands in (("leg", chair.part("leg").box), ("leg-2", placement.bounds(chair.part("leg").box))):
        assert box_iou(meshes[part_id].bounds(), corners(stands)) > 0.99

"""Runs: generations, one at a time in the order they were asked for, apart from any browser connection.

A run lives in the worker thread, so that a reload or a lost connection does not end it: the page watches a run's
latest `Update` and may come back to it. Nothing here knows Gradio.
"""

from __future__ import annotations

import contextvars
import itertools
import logging
import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from app.engine import Engine
from app.store import Store
from app.viewport.protocol import Report, Update
from copart_core.scene import Box, Scene

if TYPE_CHECKING:
    from copart_core.geometry.part_mesh import PartMesh
    from copart_core.pipeline.events import Event
    from copart_core.pipeline.project import Project

log = logging.getLogger(__name__)

MAX_WAITING = 16
MAX_NOTES = 5
REMEMBER_SECONDS = 60.0  # how long the end of a run is told to a page that was reloaded

_sequence = itertools.count(time.time_ns() // 1_000_000)  # rises over restarts of the server too


def new_update(project: str, **fields: Any) -> Update:
    return Update(seq=next(_sequence), project=project, **fields)


@dataclass(eq=False)
class Run:
    project: str
    scene: Scene
    parts: list[str] | None
    steps: int | None
    guidance: float | None
    update: Update
    context: contextvars.Context = field(default_factory=contextvars.copy_context)  # of the caller's request
    stop: threading.Event = field(default_factory=threading.Event)
    ended: float | None = None  # time.monotonic()
    previous: Project | None = None
    made: dict[str, PartMesh] = field(default_factory=dict)  # the finished parts of this run
    titles: str = ""
    guard: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, **fields: Any) -> None:
        """Publish the next update: the last one with `fields` changed. Says nothing once the run has ended."""
        with self.guard:  # cancel() speaks from another thread
            if self.update.state == "running":
                self.update = self.update.model_copy(update={"seq": next(_sequence), **fields})

    def reports(self) -> dict[str, Report]:
        """Of the parts finished in this run."""
        return {id: report for id, report in self.update.reports.items() if id in self.made}


class Runs:
    def __init__(self, engine: Engine, store: Store) -> None:
        self.engine = engine
        self.store = store
        self._waiting: deque[Run] = deque()
        self._active: Run | None = None
        self._latest: dict[str, Run] = {}
        self._changed = threading.Condition()
        self._worker: threading.Thread | None = None

    def start(
        self,
        project: str,
        scene: Scene,
        parts: list[str] | None = None,
        steps: int | None = None,
        guidance: float | None = None,
    ) -> Run:
        """Queue a generation. Errors: ValueError if the scene has nothing to make or the queue is full."""
        titles = check_parts(scene, parts)
        first = new_update(project, state="running", stage="queue", message="Starting", notes=notes_on(scene),
                           meshes=self.store.meshes(project), reports=self.store.reports(project))
        run = Run(project, scene, parts, steps, guidance, first, titles=titles)
        with self._changed:
            if len(self._waiting) >= MAX_WAITING:
                raise ValueError(f"{MAX_WAITING} generations are waiting already; try again in a minute")
            now = time.monotonic()
            self._latest = {id: old for id, old in self._latest.items()
                            if old.ended is None or now - old.ended < REMEMBER_SECONDS}
            self._waiting.append(run)
            self._latest[project] = run
            self._tell_positions()
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="generate", daemon=True)
                self._worker.start()
            self._changed.notify()
        return run

    def latest(self, project: str) -> Run | None:
        """The newest run of the project, if it goes on or ended a moment ago."""
        run = self._latest.get(project)
        if run and run.ended is not None and time.monotonic() - run.ended > REMEMBER_SECONDS:
            return None
        return run

    def cancel(self, project: str) -> bool:
        """Stop all runs of the project: at once if they wait, else before the next step. True if there was one."""
        with self._changed:
            waiting = [run for run in self._waiting if run.project == project]
            for run in waiting:
                self._waiting.remove(run)
                run.stop.set()
                run.ended = time.monotonic()
                run.tell(state="cancelled", stage=None, message="Cancelled before it began")
            self._tell_positions()
            active = self._active if self._active and self._active.project == project else None
            if active:
                active.stop.set()
                active.tell(message="Cancelling")
        return bool(waiting or active)

    # ---- the worker -----------------------------------------------------------------------------------------------

    def _tell_positions(self) -> None:
        for ahead, run in enumerate(self._waiting, 1 if self._active else 0):
            if ahead:
                run.tell(message=f"Waiting for {ahead} other generation{'s' if ahead > 1 else ''}")

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._waiting))
                run = self._active = self._waiting.popleft()
                self._tell_positions()
            try:
                run.context.run(self._carry_out, run)
            except Exception as error:  # even telling of a failure failed, as on a full disk; the next run may do
                log.exception("a run could not be ended")
                run.tell(state="error", message=f"The result could not be saved ({error}); free some disk space")
            finally:
                with self._changed:
                    run.ended = time.monotonic()
                    self._active = None

    def _carry_out(self, run: Run) -> None:
        from copart_core.pipeline.events import Cancelled

        try:
            self._make(run)
        except Cancelled:
            self._end(run, "cancelled", f"Cancelled; {self._keep(run)}")
        except ValueError as error:
            log.info("generation refused: %s", error)
            self._end(run, "error", f"{error} ({self._keep(run)})" if run.made else str(error))
        except Exception as error:  # the page must hear of every failure: this thread has no other caller
            log.exception("generation failed")
            reason = (str(error).strip().splitlines() or ["no details"])[0][:200]
            self._end(run, "error", f"Generation failed ({type(error).__name__}: {reason}); {self._keep(run)}. The "
                                    "server's log has the details")

    def _make(self, run: Run) -> None:
        start = time.monotonic()
        self._await_engine(run)
        # an earlier run of the project may have ended while this one waited
        run.tell(meshes=self.store.meshes(run.project), reports=self.store.reports(run.project))
        run.previous = self.store.load_made(run.project)
        from copart_core.pipeline.compose import stream_scene

        events = stream_scene(self.engine, run.scene, run.parts, run.previous, run.steps, run.guidance, run.stop.is_set)
        for event in events:
            self._take(run, event)
        if run.update.state != "done":
            raise RuntimeError("the engine ended without a result")
        log.info("made %d parts in %.1f s", len(run.made), time.monotonic() - start)

    def _await_engine(self, run: Run) -> None:
        """Wait until the model is loaded; after an error try to load it once more."""
        from copart_core.pipeline.events import Cancelled

        if self.engine.state().name == "error":
            self.engine.start_loading()
        if self.engine.state().name == "loading":
            run.tell(stage="load", message="Waiting for the model to load")
        while self.engine.state().name == "loading":
            if run.stop.wait(0.1):
                raise Cancelled()
        if self.engine.state().name == "error":
            raise ValueError(self.engine.state().message)

    def _take(self, run: Run, event: Event) -> None:
        from copart_core.pipeline.events import Done, PartReady, Preview, Stage

        match event:
            case Stage(name, step, steps, fraction, seconds_left):
                message = "Cancelling" if run.stop.is_set() else _sentence(name, step, steps, run.titles)
                run.tell(stage=name, step=step, steps=steps, fraction=fraction, seconds_left=seconds_left,
                         message=message)
            case Preview(parts):
                urls = {id: self.store.write_preview(run.project, id, mesh) for id, mesh in parts.items()}
                run.tell(previews={**run.update.previews, **urls})
            case PartReady(part_id, mesh):
                run.made[part_id] = mesh
                part = run.scene.part(part_id)
                url = self.store.write_part(run.project, part_id, part.title, mesh)
                previews = {id: url for id, url in run.update.previews.items() if id != part_id}
                run.tell(previews=previews, meshes={**run.update.meshes, part_id: url},
                         reports={**run.update.reports, part_id: report(mesh, part.box)})
            case Done(project):
                self.store.save_made(run.project, project, run.reports())
                count = f"{len(run.made)} part{'s' if len(run.made) != 1 else ''}"
                self._end(run, "done", f"Made {count}")

    def _keep(self, run: Run) -> str:
        """Save the finished parts of an unfinished run; says what was kept."""
        from copart_core.pipeline.project import Project

        if not run.made:
            return "nothing was changed"
        ids = {part.id for part in run.scene.parts}
        before = run.previous or Project(run.scene)
        meshes = {id: mesh for id, mesh in {**before.meshes, **run.made}.items() if id in ids}
        latents = {id: value for id, value in before.latents.items() if id not in run.made}  # they no longer match
        kept = replace(before, scene=run.scene, meshes=meshes, latents=latents)
        self.store.save_made(run.project, kept, run.reports())
        return f"{len(run.made)} finished part{'s were' if len(run.made) > 1 else ' was'} kept"

    def _end(self, run: Run, state: str, message: str) -> None:
        run.tell(state=state, message=message, stage=None, step=None, steps=None, seconds_left=None, previews={},
                 fraction=1.0 if state == "done" else 0.0, meshes=self.store.meshes(run.project),
                 reports=self.store.reports(run.project))


def check_parts(scene: Scene, parts: list[str] | None) -> str:
    """The titles of the parts to make, for messages. Errors: ValueError if there is nothing to make."""
    scene.require_parts()
    if parts is None:
        chosen = [part for part in scene.parts if not part.locked]
        if not chosen:
            raise ValueError("all parts are locked, so there is nothing to make; unlock one")
    else:
        chosen = [scene.part(id) for id in parts]
        if not chosen:
            raise ValueError("no part was chosen; select at least one, or generate all")
        if locked := next((part for part in chosen if part.locked), None):
            raise ValueError(f"part {locked.title!r} is locked; unlock it to make it again")
    return ", ".join(part.title for part in chosen[:3]) + (f" and {len(chosen) - 3} more" if len(chosen) > 3 else "")


def _sentence(stage: str, step: int, steps: int, titles: str) -> str:
    names = {
        "text": "Reading the captions",
        "denoise": f"Denoising step {step} of {steps}",
        "texture": f"Painting part {step} of {steps}",
    }
    return f"{names.get(stage, stage.capitalize())} · {titles}"


def notes_on(scene: Scene) -> list[str]:
    """What will probably look wrong in the layout, a sentence each; the first `MAX_NOTES` and how many more."""
    from copart_core.geometry.boxes import box_report

    notes = [note.message for note in box_report(scene)]
    more = len(notes) - MAX_NOTES
    return notes if more <= 0 else [*notes[:MAX_NOTES], f"and {more} more like these"]


def report(mesh: PartMesh, box: Box) -> Report:
    """Triangles, whether the surface is closed (vertices at one place count as one), bounding box against `box`."""
    from copart_core.geometry.boxes import box_iou, corners
    from copart_core.geometry.finish import is_watertight

    return Report(triangles=len(mesh.faces), watertight=is_watertight(mesh.vertices, mesh.faces),
                  box_iou=round(float(box_iou(mesh.bounds(), corners(box))), 4))

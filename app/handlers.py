"""What the page can ask for: the queued event `generate` and the server functions (see viewport/protocol.py).

Server functions take one dict, answer with a dict, skip Gradio's queue and are public endpoints: they validate
everything and never run the model. An exception in one would reach the page as null, so problems are answered as
`{"error": sentence}`; tracebacks go to the log only.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from app.engine import Engine
from app.runs import Runs, check_parts, new_update
from app.store import API_PREFIX, Store, read_templates
from app.viewport.protocol import GenerateRequest, ImportRequest, ProjectRequest, SceneRequest, Update
from copart_core.scene import Scene

log = logging.getLogger(__name__)

WATCH_SECONDS = 0.05  # how often a run is looked at
Answer = dict[str, Any]


def _answers_errors(function: Callable[[Any, Any], Answer]) -> Callable[[Any, Any], Answer]:
    """Turn exceptions into `{"error": sentence}`."""

    @functools.wraps(function)
    def wrapped(self: Any, data: Any) -> Answer:
        try:
            return function(self, data)
        except ValueError as error:
            return {"error": str(error)}
        except Exception:  # a public endpoint: nothing but a sentence may leave it
            log.exception("%s failed", function.__name__)
            return {"error": f"{function.__name__.replace('_', ' ')} failed on the server; its log has the details"}

    return wrapped


class Studio:
    """The server side of all pages: an engine, a store, the runs."""

    def __init__(self, engine: Engine, store: Store, templates: Path) -> None:
        self.engine = engine
        self.store = store
        self.templates_folder = templates
        self.runs = Runs(engine, store)

    # ---- the queued event -----------------------------------------------------------------------------------------

    async def generate(self, data: Any) -> AsyncIterator[Update]:
        """Start a run and yield its updates until it ends. The document is saved before anything else."""
        project = data.get("project") if isinstance(data, dict) else None
        try:
            request = GenerateRequest.read(data)
            project = request.project
            scene = request.document()
            await asyncio.to_thread(self.store.save_scene, project, scene)
            run = await asyncio.to_thread(
                self.runs.start, project, scene, request.parts, request.steps, request.guidance
            )
        except ValueError as error:
            yield self._refusal(str(project), str(error))
            return
        except OSError as error:
            log.exception("generate failed")
            yield self._refusal(str(project), f"the scene could not be saved ({error.strerror}); free some disk space")
            return
        last = None
        while last is None or last.state == "running":
            if run.update is not last:
                last = run.update
                yield last
            await asyncio.sleep(WATCH_SECONDS)

    def _refusal(self, project: str, message: str) -> Update:
        try:
            made = {"meshes": self.store.meshes(project), "reports": self.store.reports(project)}
        except ValueError:  # not even the project's id was one
            made = {}
        return new_update(project, state="error", message=message, **made)

    # ---- server functions -----------------------------------------------------------------------------------------

    @_answers_errors
    def save(self, data: Any) -> Answer:
        request = SceneRequest.read(data)
        return {"saved": self.store.save_scene(request.project, request.document())}

    @_answers_errors
    def load(self, data: Any) -> Answer:
        project = ProjectRequest.read(data).project
        scene = self.store.load_scene(project)
        return {"scene": scene.to_dict() if scene else None, "meshes": self.store.meshes(project)}

    @_answers_errors
    def templates(self, data: Any) -> Answer:
        return {"templates": _templates(self.templates_folder)}

    @_answers_errors
    def import_scene(self, data: Any) -> Answer:
        request = ImportRequest.read(data)
        try:
            return {"scene": Scene.from_json(request.text).to_dict()}
        except ValueError as error:
            return {"error": f"{request.name or 'The file'} was not imported: {error}"}

    @_answers_errors
    def export_glb(self, data: Any) -> Answer:
        path, name = self.store.export_glb(ProjectRequest.read(data).project)
        return {"url": self.store.url(path), "name": name}

    @_answers_errors
    def cancel(self, data: Any) -> Answer:
        return {"cancelled": self.runs.cancel(ProjectRequest.read(data).project)}

    @_answers_errors
    def status(self, data: Any) -> Answer:
        project = ProjectRequest.read(data).project
        run = self.runs.latest(project)
        if run is not None:
            return run.update.model_dump()
        state = self.engine.state()
        return new_update(project, state=state.name, message=state.message, meshes=self.store.meshes(project),
                          reports=self.store.reports(project)).model_dump()

    # ---- the plain API --------------------------------------------------------------------------------------------

    async def generate_file(self, scene: Any, steps: int | None, guidance: float | None) -> Path:
        """The document in, the path of one GLB out. Errors: ValueError, RuntimeError."""
        document = Scene.from_dict(scene) if isinstance(scene, dict) else Scene.from_json(str(scene))
        document = document.model_copy(update={
            "parts": [part.model_copy(update={"locked": False}) for part in document.parts]  # nothing was made yet
        })
        check_parts(document, None)
        last = None
        request = {"project": f"{API_PREFIX}{secrets.token_urlsafe(16)}", "scene": document.to_dict(), "steps": steps,
                   "guidance": guidance}
        async for update in self.generate(request):
            last = update
        if last is None or last.state != "done":
            raise RuntimeError(last.message if last else "nothing was made")
        path, _ = await asyncio.to_thread(self.store.export_glb, request["project"])
        return path


@functools.cache
def _templates(folder: Path) -> list[dict[str, object]]:
    return read_templates(folder)

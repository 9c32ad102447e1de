"""Projects on disk: the document, what was made of it, and the files that the browser may fetch.

    <root>/projects/<id>/scene.json       the document, saved after every edit
    <root>/projects/<id>/made.json        which revision and which served files are current; the one pointer
    <root>/projects/<id>/revision-<n>/    copart_core.pipeline.project.Project, as saved by the library
    <root>/files/<id>/*.glb               meshes, previews and exports; only this tree is served

A project's id is an unguessable key made in the browser: whoever has it may read and write the project. Every file is
written beside its place and renamed into it, and a new revision counts only once made.json names it, so that a crash
or a second process leaves the last complete state. Within one process a lock per project keeps two tabs apart.

Projects stay until the user deletes the folder; only a Space, whose disk is not kept anyway, and calls of the plain API
are cleaned up (`Store.clean_up`).
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from weakref import WeakValueDictionary

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.viewport.protocol import PART_ID, PROJECT_ID, Report
from copart_core.scene import Part, Scene, SceneError

if TYPE_CHECKING:
    from copart_core.geometry.part_mesh import PartMesh
    from copart_core.pipeline.project import Project

log = logging.getLogger(__name__)

FILE_URL = "/gradio_api/file="
SECONDS_A_DAY = 86_400
API_PREFIX = "api_call-"  # of the projects that calls of the plain API leave behind
API_KEEP_DAYS = 1.0
MAX_SHELVED = 64
GRACE_SECONDS = 3600.0  # how long a served file outlives its use: a page may be loading it, another tab may show it


class StoreError(ValueError):
    """Something on disk cannot be used; the message says what and what to do."""


class _Shelved(BaseModel):
    """The mesh of a part that left the document: Undo may bring it back."""

    model_config = ConfigDict(extra="forbid")

    part: Part  # with the box that the mesh is in
    file: str  # name of the served file


class _Made(BaseModel):
    """made.json."""

    model_config = ConfigDict(extra="forbid")

    revision: int = Field(default=0, ge=0)  # 0: nothing was made yet
    meshes: dict[str, str] = Field(default_factory=dict)  # part id -> name of the served file
    reports: dict[str, Report] = Field(default_factory=dict)
    shelf: dict[str, _Shelved] = Field(default_factory=dict)  # by part id, the longest shelved first

    def files(self) -> dict[str, str]:
        """Part id -> name of the served file, those on the shelf too."""
        return {**{id: shelved.file for id, shelved in self.shelf.items()}, **self.meshes}


def default_root() -> Path:
    """COPART_HOME, or /tmp on a Space (its disk is not kept), or the user's data folder."""
    if home := os.environ.get("COPART_HOME"):
        return Path(home).expanduser()
    if "SPACE_ID" in os.environ:
        return Path("/tmp/copart-studio")
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "copart-studio"


class Store:
    def __init__(self, root: Path, grace_seconds: float = GRACE_SECONDS) -> None:
        self.root = Path(root).resolve()
        self.grace_seconds = grace_seconds
        self.files = self.root / "files"
        self.projects = self.root / "projects"
        for folder in (self.files, self.projects):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(f"cannot make the data folder {folder}: {error.strerror}; set COPART_HOME to a folder "
                                 "that can be written") from None
        self._locks: WeakValueDictionary[str, threading.RLock] = WeakValueDictionary()  # only those in use
        self._locks_guard = threading.Lock()

    @contextmanager
    def lock(self, project: str) -> Iterator[None]:
        """One writer at a time per project."""
        _require(PROJECT_ID, project, "project id")
        with self._locks_guard:
            lock = self._locks.setdefault(project, threading.RLock())
        with lock:
            yield

    # ---- the document ---------------------------------------------------------------------------------------------

    def save_scene(self, project: str, scene: Scene) -> str:
        """Write the document; returns the time as ISO 8601 with zone."""
        with self.lock(project):
            _write(self._folder(project) / "scene.json", scene.to_json().encode())
        return datetime.now(UTC).isoformat(timespec="milliseconds")

    def load_scene(self, project: str) -> Scene | None:
        """None if nothing was saved. A damaged file is set aside and reported by `StoreError`."""
        with self.lock(project):
            path = self._folder(project) / "scene.json"
            if not path.exists():
                return None
            try:
                scene = Scene.load(path)
            except SceneError as error:
                aside = _set_aside(path)
                raise StoreError(f"the saved scene cannot be used ({error}); set aside as {aside.name}") from None
            os.utime(path.parent)  # opened: not one for clean_up
            return scene

    # ---- what was made of it --------------------------------------------------------------------------------------

    def save_made(self, project: str, made: Project, reports: Mapping[str, Report]) -> None:
        """Keep `made` as the project's newest revision and write one GLB a part for the page."""
        with self.lock(project):
            before = self._made(project)
            folder = self._folder(project)
            revision = max([before.revision, *self._revisions(project)]) + 1  # never one that is there already
            made.save(folder / f"revision-{revision}")
            meshes = self._write_parts(project, made)
            current = _Made(revision=revision, meshes=meshes, shelf=self._shelve(project, before, meshes))
            known = {**before.reports, **reports}
            current.reports = {id: report for id, report in known.items() if id in current.files()}
            self._point_to(project, current)
            self._drop_unused(project, before, current)

    def load_made(self, project: str) -> Project | None:
        """The newest revision with the shelved parts added to it, or None. Errors: `StoreError` if it is damaged."""
        from copart_core.pipeline.project import Project

        with self.lock(project):
            made = self._made(project)
            if not made.revision:
                return None
            folder = self._folder(project) / f"revision-{made.revision}"
            try:
                return self._with_shelf(project, made, Project.load(folder))
            except (ValueError, OSError) as error:
                aside = _set_aside(self._folder(project) / "made.json")
                if folder.exists():
                    aside = _set_aside(folder)
                raise StoreError(f"the meshes made before cannot be read ({error}); generate all parts again (the "
                                 f"old ones were set aside as {aside.name})") from error

    def meshes(self, project: str) -> dict[str, str]:
        """Part id -> URL of its current GLB, also of parts that left the document and may come back by Undo."""
        with self.lock(project):
            folder = self.files / project
            return {id: _url(folder / name) for id, name in self._made(project).files().items()}

    def reports(self, project: str) -> dict[str, Report]:
        with self.lock(project):
            return self._made(project).reports

    def write_preview(self, project: str, part_id: str, mesh: PartMesh) -> str:
        """A coarse mesh for the page while a run goes on; returns its URL."""
        with self.lock(project):
            return _url(self.files / project / self._write_part(project, part_id, part_id, mesh, "preview-"))

    def write_part(self, project: str, part_id: str, title: str, mesh: PartMesh) -> str:
        """A finished part of a run that still goes on; returns its URL."""
        with self.lock(project):
            return _url(self.files / project / self._write_part(project, part_id, title, mesh))

    def export_glb(self, project: str) -> tuple[Path, str]:
        """One GLB of all parts of the document that have a mesh. Returns its path and a file name for the user."""
        with self.lock(project):
            made = self.load_made(project)
            scene = self.load_scene(project)
            if made is None or scene is None or not any(part.id in made.meshes for part in scene.parts):
                raise StoreError("there is nothing to export yet; generate the parts first")
            data = replace(made, scene=scene).to_glb()
            name = re.sub(r"[^A-Za-z0-9_-]+", "-", scene.name).strip("-") or "scene"
            path = self.files / project / f"export-{_digest(data)}.glb"
            _write(path, data)
            return path, f"{name}.glb"

    def url(self, path: Path) -> str:
        return _url(path)

    # ---- clean-up -------------------------------------------------------------------------------------------------

    def clean_up(self, days: float | None) -> list[str]:
        """Delete projects not opened or changed for `days` (None: never); returns their ids.

        What calls of the plain API left behind goes after a day at most, as no page can open it.
        """
        removed = []
        for folder in sorted(self.projects.iterdir()):
            if not re.fullmatch(PROJECT_ID, folder.name):
                continue
            kept = days
            if folder.name.startswith(API_PREFIX):
                kept = API_KEEP_DAYS if days is None else min(days, API_KEEP_DAYS)
            if kept is None:
                continue
            oldest = time.time() - kept * SECONDS_A_DAY
            with self.lock(folder.name):
                if max((path.stat().st_mtime for path in [folder, *folder.glob("*.json")]), default=0) >= oldest:
                    continue
                shutil.rmtree(folder)
                shutil.rmtree(self.files / folder.name, ignore_errors=True)
            removed.append(folder.name)
        if removed:
            log.info("removed %d projects that were not used any more", len(removed))
        return removed

    # ---- inside ---------------------------------------------------------------------------------------------------

    def _folder(self, project: str) -> Path:
        return self.projects / project  # made by the first write; reading an unknown project leaves no trace

    def _made(self, project: str) -> _Made:
        path = self._folder(project) / "made.json"
        try:
            return _Made.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return _Made()
        except ValidationError:
            aside = _set_aside(path)
            found = self._newest_whole(project)
            log.warning("project %s: damaged made.json set aside as %s; going on from revision %d", project, aside,
                        found.revision)
            if found.revision:
                self._point_to(project, found)
            return found

    def _point_to(self, project: str, made: _Made) -> None:
        _write(self._folder(project) / "made.json", made.model_dump_json(indent=1).encode())

    def _revisions(self, project: str) -> list[int]:
        """The numbers of the revisions on disk, the newest first; those set aside do not count."""
        found = (re.fullmatch(r"revision-([0-9]+)", path.name) for path in self._folder(project).glob("revision-*"))
        return sorted((int(match[1]) for match in found if match), reverse=True)

    def _newest_whole(self, project: str) -> _Made:
        """What made.json should say about the newest revision that can be read; damaged ones are set aside."""
        from copart_core.pipeline.project import Project

        for revision in self._revisions(project):
            folder = self._folder(project) / f"revision-{revision}"
            try:
                made = Project.load(folder)
            except ValueError as error:
                log.warning("project %s: revision %d set aside: %s", project, revision, error)
                _set_aside(folder)
                continue
            return _Made(revision=revision, meshes=self._write_parts(project, made))
        return _Made()

    def _write_parts(self, project: str, made: Project) -> dict[str, str]:
        """Part id -> name of the served file, of all parts that have a mesh."""
        titles = {part.id: part.title for part in made.scene.parts}
        return {id: self._write_part(project, id, titles[id], mesh) for id, mesh in made.meshes.items() if id in titles}

    def _shelve(self, project: str, before: _Made, meshes: Mapping[str, str]) -> dict[str, _Shelved]:
        """The shelf after a revision with `meshes`: the parts that have just gone are added, those made anew leave."""
        shelf = {id: shelved for id, shelved in before.shelf.items() if id not in meshes}
        gone = [id for id in before.meshes if id not in meshes]
        if gone:
            try:
                scene = Scene.load(self._folder(project) / f"revision-{before.revision}" / "scene.json")
            except SceneError as error:
                log.warning("project %s: parts that left the scene cannot come back: %s", project, error)
                return shelf
            shelf |= {id: _Shelved(part=scene.part(id), file=before.meshes[id]) for id in gone}
        return dict(list(shelf.items())[-MAX_SHELVED:])

    def _with_shelf(self, project: str, made: _Made, loaded: Project) -> Project:
        from copart_core.geometry.glb import read_glb

        parts, meshes = list(loaded.scene.parts), dict(loaded.meshes)
        for id, shelved in made.shelf.items():
            try:
                ((_, _, mesh),) = read_glb(self.files / project / shelved.file)
            except ValueError as error:
                log.warning("project %s: shelved part %s left out: %s", project, id, error)
                continue
            parts.append(shelved.part)
            meshes[id] = mesh
        return replace(loaded, scene=loaded.scene.model_copy(update={"parts": parts}), meshes=meshes)

    def _write_part(self, project: str, part_id: str, title: str, mesh: PartMesh, prefix: str = "") -> str:
        from copart_core.geometry.glb import write_glb

        _require(PART_ID, part_id, "part id")
        data = write_glb(None, [(title, part_id, mesh)])
        name = f"{prefix}{part_id.replace('.', '_')}-{_digest(data)}.glb"
        _write(self.files / project / name, data)
        return name

    def _drop_unused(self, project: str, before: _Made, made: _Made) -> None:
        for revision in self._revisions(project):
            if revision < made.revision:
                shutil.rmtree(self._folder(project) / f"revision-{revision}", ignore_errors=True)
        folder = self.files / project
        used = set(made.files().values())
        for name in set(before.files().values()) - used:
            if (folder / name).exists():
                os.utime(folder / name)  # the grace counts from the end of its use
        oldest = time.time() - self.grace_seconds
        for path in folder.glob("*.glb"):
            if path.name not in used and path.stat().st_mtime <= oldest:
                path.unlink(missing_ok=True)


def _require(pattern: str, value: str, what: str) -> None:
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise StoreError(f"expected a {what} like {pattern}, got {value!r}; reload the page")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _url(path: Path) -> str:
    return FILE_URL + quote(path.as_posix())


def _write(path: Path, data: bytes) -> None:
    """Readers see the old file or the new one, never half of it."""
    from copart_core.geometry.glb import write_atomically

    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)


def _set_aside(path: Path) -> Path:
    aside = path.with_name(f"{path.name}.damaged-{int(time.time())}")
    path.replace(aside)
    return aside


def read_templates(folder: Path) -> list[dict[str, object]]:
    """The starter scenes in `folder`, by file name. A broken one is an error: they are part of the program."""
    templates = []
    for path in sorted(folder.glob("*.json")):
        scene = Scene.load(path)
        templates.append({"id": path.stem, "name": scene.name, "caption": scene.caption, "parts": len(scene.parts),
                          "scene": scene.to_dict()})
    return templates



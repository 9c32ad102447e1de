"""From objects with parts to prepared records: surface samples, signed distances, axis views, wire frames.

    python -m copart_core.data prepare --source procedural --count 2000 --seed 0 --out DIR --workers 2

Deterministic: every random draw is seeded by the object's id and the part's index, so that a record does not depend on
the order or the number of workers. Resumable: what is in the folder is kept. An object that cannot be prepared is
reported (also in `report.json`) and left out.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from copart_core.data.samples import (
    QUERY_POINTS,
    SURFACE_POINTS,
    VIEW_SIZE,
    ObjectSample,
    PartSample,
    split_of,
)
from copart_core.data.signed_distance import DistanceField
from copart_core.data.sources import SourceObject, SourcePart
from copart_core.geometry.frames import Frame
from copart_core.geometry.render import ColorFn, Hits, render_axis_views
from copart_core.geometry.sampling import sample_surface
from copart_core.geometry.wireframe import render_wireframes

NEAR_SHARE = 0.6  # of the queries near the surface, half of them with each sigma; all of this is our choice
NEAR_SIGMAS = (0.02, 0.08)  # box coordinates
QUERY_REACH = 1.1  # the other queries are uniform in [-1.1, 1.1]^3
REPORT = "report.json"


@dataclass(frozen=True)
class Outcome:
    """What became of one object: a written file, or a reason; notes are remarks about what was kept."""

    key: str
    error: str | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Report:
    """The sum of a run; `failed` is (file key, reason)."""

    total: int = 0
    skipped: int = 0  # were there already
    prepared: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.skipped + self.prepared + len(self.failed)

    def add(self, outcome: Outcome) -> None:
        if outcome.error is None:
            self.prepared += 1
        else:
            self.failed.append((outcome.key, outcome.error))
        self.notes += [(outcome.key, note) for note in outcome.notes]

    def save(self, path: Path) -> None:
        """Write failures and notes as JSON, with those of earlier runs into the same folder."""
        earlier = json.loads(path.read_text("utf-8")) if path.exists() else {"failed": [], "notes": []}
        merged = {
            key: sorted({(name, text) for name, text in [*earlier[key], *getattr(self, key)]})
            for key in ("failed", "notes")
        }
        path.write_text(json.dumps(merged, indent=1, ensure_ascii=False) + "\n", "utf-8")


Progress = Callable[[Report], None]

# ---- one object ---------------------------------------------------------------------------------------------------


def prepare_object(source: SourceObject) -> tuple[ObjectSample, list[str]]:
    """The record of one object, and notes (parts that are open sheets). Unusable geometry is a `ValueError`."""
    if not source.parts:
        raise ValueError(f"object {source.id!r} has no parts")
    split = split_of(source.id)
    records, fields, notes = [], [], []
    for index, part in enumerate(source.parts, start=1):
        try:
            frame = Frame.of_box(*_bounds(part.mesh))
            mesh = boxed(part.mesh, frame)
            distance = DistanceField(mesh)
            records.append(_record(part, mesh, frame, distance, _rng(source.id, index)))
        except ValueError as error:
            raise ValueError(f"part {part.name!r} of {source.id!r}: {error}") from None
        fields.append(distance)
        if distance.is_sheet:
            notes.append(f"part {part.name!r} is an open sheet; it was given a thickness")
    boxes = np.stack([record.box for record in records])
    frame = Frame.of_box(boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0))
    whole = SourcePart(
        source.category, "object", joined([part.mesh for part in source.parts]), _joined_color(source.parts),
        source.main_color, source.captions,
    )  # fmt: skip
    distance = _union_distance([part.mesh for part in source.parts], fields, frame)
    records.insert(0, _record(whole, boxed(whole.mesh, frame), frame, distance, _rng(source.id, 0)))
    wireframes = render_wireframes(frame.to_inner(boxes), VIEW_SIZE)
    about = (source.id, source.category, source.source, source.credit, split)
    return ObjectSample(*about, parts=records, wireframes=wireframes), notes


def boxed(mesh: trimesh.Trimesh, frame: Frame) -> trimesh.Trimesh:
    """A mesh of document space in the box coordinates of `frame`."""
    return trimesh.Trimesh(frame.to_box(mesh.vertices), mesh.faces, process=False, validate=False)


def joined(meshes: list[trimesh.Trimesh]) -> trimesh.Trimesh:
    """All meshes as one; faces keep their order."""
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes[:-1]])
    faces = [np.asarray(mesh.faces) + start for mesh, start in zip(meshes, starts, strict=True)]
    vertices = [np.asarray(mesh.vertices) for mesh in meshes]
    return trimesh.Trimesh(np.concatenate(vertices), np.concatenate(faces), process=False, validate=False)


def sample_queries(surface: ArrayLike, rng: np.random.Generator, count: int = QUERY_POINTS) -> NDArray[np.float16]:
    """Where distances are asked: [count, 3] in box coordinates, near the `surface` points [N, 3] and uniform."""
    surface = np.asarray(surface, np.float64)
    near = round(NEAR_SHARE * count)
    sigma = np.repeat(NEAR_SIGMAS, [near // 2, near - near // 2])[:, None]
    chosen = surface[rng.permutation(max(near, len(surface)))[:near] % len(surface)]
    around = chosen + sigma * rng.normal(size=(near, 3))
    uniform = rng.uniform(-QUERY_REACH, QUERY_REACH, (count - near, 3))
    queries = np.concatenate([around, uniform]).clip(-QUERY_REACH, QUERY_REACH)
    return rng.permutation(queries).astype(np.float16)


def _record(
    part: SourcePart,
    mesh: trimesh.Trimesh,
    frame: Frame,
    distance: Callable[[ArrayLike], NDArray[np.float32]],
    rng: np.random.Generator,
) -> PartSample:
    """`mesh` is the part in the box coordinates of `frame`."""
    points, normals, _ = sample_surface(mesh, SURFACE_POINTS, rng)
    queries = sample_queries(points, rng)
    views, _ = render_axis_views(mesh.vertices, mesh.faces, _in_document(part.color, frame), VIEW_SIZE)
    return PartSample(
        points.astype(np.float16), normals.astype(np.float16),
        queries, distance(queries.astype(np.float64)).astype(np.float16),
        views, part.captions, part.name, part.kind, part.main_color, np.stack(_bounds(part.mesh)),
    )  # fmt: skip


def _in_document(color: ColorFn, frame: Frame) -> ColorFn:
    """`color` wants document space; the views are rendered in box coordinates."""

    def boxed_color(hits: Hits) -> NDArray[np.uint8]:
        normals = hits.normals / frame.extent  # normals go by the inverse of the stretch
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        return color(replace(hits, points=frame.from_box(hits.points), normals=normals))

    return boxed_color


def _joined_color(parts: list[SourcePart]) -> ColorFn:
    """The colour of the concatenation of the parts' meshes."""
    ends = np.cumsum([len(part.mesh.faces) for part in parts])

    def color(hits: Hits) -> NDArray[np.uint8]:
        colors = np.zeros((len(hits.ray), 3), np.uint8)
        owner = np.searchsorted(ends, hits.face, side="right")
        for index in np.unique(owner).tolist():
            mine = owner == index
            colors[mine] = parts[index].color(hits.select(mine, int(ends[index]) - len(parts[index].mesh.faces)))
        return colors

    return color


def _union_distance(
    meshes: list[trimesh.Trimesh], fields: list[DistanceField], frame: Frame
) -> Callable[[ArrayLike], NDArray[np.float32]]:
    """The signed distance of all parts together, in the box coordinates of the object's `frame`.

    The solids' winding numbers add up, so that a point inside any of them is inside; sheets get their thickness apart.
    """
    groups: dict[bool, list[trimesh.Trimesh]] = {}
    for mesh, part in zip(meshes, fields, strict=True):
        oriented = trimesh.Trimesh(mesh.vertices, part.faces, process=False, validate=False)  # the field's, outward
        groups.setdefault(part.is_sheet, []).append(oriented)
    union = [DistanceField(boxed(joined(group), frame), sheet=sheet) for sheet, group in groups.items()]
    return lambda points: np.min([distance(points) for distance in union], axis=0)


def _bounds(mesh: trimesh.Trimesh) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The corners of the box around the used vertices."""
    used = np.asarray(mesh.vertices, np.float64)[np.asarray(mesh.faces).ravel()]
    if not len(used):
        raise ValueError("expected a mesh with faces, got none")
    return used.min(axis=0), used.max(axis=0)


def _rng(object_id: str, index: int) -> np.random.Generator:
    digest = hashlib.sha256(f"{object_id}/{index}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


# ---- many objects -------------------------------------------------------------------------------------------------


def prepare_procedural(
    folder: str | Path, count: int, seed: int = 0, workers: int = 1, progress: Progress | None = None
) -> Report:
    """Prepare the objects 0..count-1 of the procedural corpus of `seed` into `folder`."""
    if count < 1:
        raise ValueError(f"expected a count of at least 1 object, got {count}")
    jobs = {f"procedural-{seed}-{index:06d}": partial(_procedural, index, seed) for index in range(count)}
    return prepare_all(folder, jobs, workers, progress)


def prepare_furniture(
    folder: str | Path, catalogues: Iterable[str | Path], workers: int = 1, progress: Progress | None = None
) -> Report:
    """Prepare all usable objects of Sweet Home 3D furniture libraries (.sh3f files) into `folder`."""
    from copart_core.data.furniture import list_entries, read_object

    jobs = {}
    for catalogue in catalogues:
        for entry in list_entries(catalogue):
            jobs[f"furniture-{entry.slug}"] = partial(read_object, entry)
    return prepare_all(folder, jobs, workers, progress)


def prepare_all(
    folder: str | Path,
    jobs: dict[str, Callable[[], SourceObject]],
    workers: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Run the jobs (file key -> picklable function that makes the object) whose files are not in `folder` yet."""
    if workers < 1:
        raise ValueError(f"expected at least 1 worker, got {workers}")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {key: job for key, job in jobs.items() if not (folder / f"{key}.npz").exists()}
    report = Report(total=len(jobs), skipped=len(jobs) - len(wanted))
    for outcome in _outcomes(folder, wanted, min(workers, max(len(wanted), 1))):
        report.add(outcome)
        if progress:
            progress(report)
    report.save(folder / REPORT)
    return report


def _outcomes(folder: Path, jobs: dict[str, Callable[[], SourceObject]], workers: int) -> Iterator[Outcome]:
    if workers == 1:
        for key, job in jobs.items():
            yield _prepare_file(folder, key, job)
        return
    one_thread = {name: "1" for name in ("OMP_NUM_THREADS", "IGL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    before = {name: os.environ.get(name) for name in one_thread}
    os.environ.update(one_thread)  # inherited by the workers, where libraries read it as they load
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            pending = [pool.submit(_prepare_file, folder, key, job) for key, job in jobs.items()]
            for future in as_completed(pending):
                yield future.result()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _prepare_file(folder: Path, key: str, job: Callable[[], SourceObject]) -> Outcome:
    """Make, prepare and write one object. Whatever is wrong with it is reported, so that the others go on."""
    try:
        sample, notes = prepare_object(job())
    except Exception as error:  # one bad object of thousands must not end the run; the report shows it
        reason = str(error) if type(error) is ValueError else f"{type(error).__name__}: {error}"
        return Outcome(key, error=reason)
    sample.save(folder / f"{key}.npz")
    return Outcome(key, notes=tuple(notes))


def _procedural(index: int, seed: int) -> SourceObject:
    from copart_core.data.procedural import generate_object

    made = generate_object(index, seed)
    parts = [
        SourcePart(part.name, part.kind, part.mesh, _point_color(part.color), part.main_color, tuple(part.captions))
        for part in made.parts
    ]
    return SourceObject(made.id, made.category, "procedural", "", tuple(made.captions), parts)


def _point_color(color: Callable[[NDArray, NDArray], NDArray[np.uint8]]) -> ColorFn:
    return lambda hits: color(hits.points, hits.normals)

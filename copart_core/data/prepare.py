"""From a source of objects to a folder of prepared shards, in several processes.

    python -m copart_core.data prepare --source procedural --count 2000 --seed 0 --out DIR --workers 2

A worker makes a whole shard (data/shards.py) from a run of jobs. The bytes of a shard depend on its jobs only, not on
the order or the number of the workers. Resumable: shards that are whole are kept. An object that cannot be prepared is
reported (also in `report.json`) and left out, even one that ends its process.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copart_core.data.record import prepare_object
from copart_core.data.samples import ObjectSample
from copart_core.data.shards import (
    Manifest,
    ShardSummary,
    ShardWriter,
    remove_leftovers,
    summaries,
)
from copart_core.data.sources import SourceObject, SourcePart
from copart_core.geometry.render import ColorFn

REPORT = "report.json"
SHARD_SIZE = 32  # objects: some 30 MB, a quarter of a minute's work
DIED = "the process that prepared it died (a crash in a library, or out of memory)"
_AT_WORK = ".at-work-"  # + shard number: a file that holds the key that a worker is at
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")  # what a tar member and webdataset's keys can hold everywhere

Job = Callable[[], SourceObject]


@dataclass
class Report:
    """The sum of a run, in objects; `failed` and `notes` are (key, text), those of earlier runs included."""

    total: int
    skipped: int = 0  # in shards that were there already
    prepared: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    done: int = 0  # prepared, skipped or failed
    fresh: int = 0  # of these, by this run

    def add(self, summary: ShardSummary, *, fresh: bool) -> None:
        objects = sum(map(len, summary.objects.values()))
        self.done += objects + len(summary.failed)
        self.fresh += objects + len(summary.failed) if fresh else 0
        self.prepared += objects if fresh else 0
        self.skipped += 0 if fresh else objects
        self.failed += summary.failed
        self.notes += summary.notes

    def save(self, path: Path) -> None:
        texts = {"failed": sorted(self.failed), "notes": sorted(self.notes)}
        path.write_text(json.dumps(texts, indent=1, ensure_ascii=False) + "\n", "utf-8")


Progress = Callable[[Report], None]


# ---- sources ------------------------------------------------------------------------------------------------------


def prepare_procedural(
    folder: str | Path,
    count: int,
    seed: int = 0,
    workers: int = 1,
    progress: Progress | None = None,
    shard_size: int = SHARD_SIZE,
) -> Report:
    """Prepare the objects 0..count-1 of the procedural corpus of `seed` into `folder`."""
    if count < 1:
        raise ValueError(f"expected a count of at least 1 object, got {count}")
    jobs: dict[str, Job] = {
        f"procedural-{seed}-{index:06d}": partial(_procedural, index, seed) for index in range(count)
    }
    return prepare_all(folder, jobs, workers, progress, shard_size)


def prepare_furniture(
    folder: str | Path,
    catalogues: Iterable[str | Path],
    workers: int = 1,
    progress: Progress | None = None,
    shard_size: int = SHARD_SIZE,
) -> Report:
    """Prepare all usable objects of Sweet Home 3D furniture libraries (.sh3f files) into `folder`."""
    from copart_core.data.furniture import list_entries, read_object

    jobs: dict[str, Job] = {}
    for catalogue in catalogues:
        for entry in list_entries(catalogue):
            key = f"furniture-{entry.slug}"
            if key in jobs:
                raise ValueError(f"two objects are called {entry.id!r}; prepare {catalogue} into a folder of its own")
            jobs[key] = partial(read_object, entry)
    return prepare_all(folder, jobs, workers, progress, shard_size)


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


# ---- many objects -------------------------------------------------------------------------------------------------


def prepare_all(
    folder: str | Path,
    jobs: dict[str, Job],
    workers: int = 1,
    progress: Progress | None = None,
    shard_size: int = SHARD_SIZE,
) -> Report:
    """Run the jobs (key -> picklable function that makes the object) whose shards are not in `folder` yet.

    A folder that holds another corpus (other keys, another shard size) is a `ValueError`.
    """
    if workers < 1 or shard_size < 1:
        raise ValueError(f"expected at least 1 worker and 1 object a shard, got {workers} and {shard_size}")
    for key in jobs:
        if not _KEY.fullmatch(key):
            raise ValueError(f"expected keys of at most 80 of a-z, 0-9, - and _, got {key!r}")
    folder, keys = Path(folder), list(jobs)
    manifest = Manifest.of(keys, shard_size)
    manifest.claim(folder)
    _clean(folder)
    report = Report(total=len(jobs))
    whole = summaries(folder)
    for summary in whole:
        report.add(summary, fresh=False)
    missing = sorted(set(range(manifest.shards)) - {summary.index for summary in whole})
    wanted = {
        index: {key: jobs[key] for key in keys[index * shard_size : (index + 1) * shard_size]} for index in missing
    }
    for summary in _make_shards(folder, wanted, min(workers, max(len(wanted), 1))):
        report.add(summary, fresh=True)
        if progress:
            progress(report)
    report.save(folder / REPORT)
    return report


def _make_shards(folder: Path, shards: dict[int, dict[str, Job]], workers: int) -> Iterator[ShardSummary]:
    """Make the shards (number -> jobs), in any order. An object that ends its process is left out and reported."""
    if workers == 1:
        for index, jobs in shards.items():
            yield _make_shard(folder, index, jobs, {})
        return
    died: dict[str, str] = {}
    left = dict(shards)
    with _one_thread_each():
        while left:
            try:
                with _processes(workers) as pool:
                    pending = [pool.submit(_make_shard, folder, index, jobs, died) for index, jobs in left.items()]
                    for future in as_completed(pending):
                        summary = future.result()
                        del left[summary.index]
                        yield summary
            except BrokenProcessPool:
                found = _deadly(folder, left)
                if not found:
                    raise RuntimeError(
                        "a worker process died, and no object alone explains it; memory may be short: use fewer "
                        "--workers"
                    ) from None
                died |= dict.fromkeys(found, DIED)


def _deadly(folder: Path, shards: dict[int, dict[str, Job]]) -> list[str]:
    """Of the objects that the workers were at, those that also end a process of their own."""
    found = []
    for path in sorted(folder.glob(f"{_AT_WORK}*")):
        key = path.read_text()
        path.unlink()
        jobs = shards.get(int(path.name.removeprefix(_AT_WORK)), {})
        if key in jobs:
            try:
                with _processes(1) as pool:
                    pool.submit(_attempt, jobs[key]).result()
            except BrokenProcessPool:
                found.append(key)
    _clean(folder)
    return found


def _clean(folder: Path) -> None:
    """Delete what a run that was killed left half done."""
    remove_leftovers(folder)
    for path in folder.glob(f"{_AT_WORK}*"):
        path.unlink(missing_ok=True)


@contextmanager
def _processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose processes end at once where the block ends by an error, an interrupt for example."""
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_leave_interrupts_to_parent)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise
    finally:
        pool.shutdown()


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Worker processes inherit these, and libraries read them as they load."""
    names = ("OMP_NUM_THREADS", "IGL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _make_shard(folder: Path, index: int, jobs: dict[str, Job], died: dict[str, str]) -> ShardSummary:
    """Make, prepare and write the objects of one shard; those in `died` are reported without another attempt."""
    at_work = folder / f"{_AT_WORK}{index:06d}"
    try:
        with ShardWriter(folder, index) as writer:
            for key, job in jobs.items():
                at_work.write_text(key)
                sample, remarks = (None, [died[key]]) if key in died else _attempt(job)
                if sample is None:
                    writer.fail(key, remarks[0])
                else:
                    writer.add(key, sample, remarks)
    finally:
        at_work.unlink(missing_ok=True)
    return writer.summary


def _attempt(job: Job) -> tuple[ObjectSample | None, list[str]]:
    """The record of an object and its notes, or None and what is wrong with it."""
    try:
        return prepare_object(job())
    except Exception as error:  # one bad object of thousands must not end the run; the report shows it
        return None, [str(error) if type(error) is ValueError else f"{type(error).__name__}: {error}"]

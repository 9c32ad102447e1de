"""Prepared objects on disk: webdataset shards, written whole or not at all, read one after the other or as a stream.

A folder holds, for every run of `shard_size` jobs of a corpus (shard k = jobs k * n .. k * n + n - 1):

    train-000003.tar      the objects of a split, in the order of the jobs; a split without objects has no file
    held_out-000003.tar
    shard-000003.json     written last: the shard is whole. What it holds, which objects failed and why, notes
    manifest.json         which corpus the folder holds: version, shard size, number and fingerprint of the jobs

Every file is swapped in atomically, and equal jobs give equal bytes.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import tarfile
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, get_args

import numpy as np
from torch.utils.data import IterableDataset, get_worker_info
from webdataset.autodecode import Decoder, DecodingError, ImageHandler
from webdataset.filters import shuffle
from webdataset.tariterators import group_by_keys, tar_file_expander
from webdataset.writer import TarWriter

from copart_core.data.samples import SAMPLES_VERSION, ObjectSample, Split

MANIFEST = "manifest.json"
_WRITING = ".writing-"
_DECODE = Decoder([ImageHandler("rgb8")])
Folders = str | Path | Iterable[str | Path]


# ---- what a folder holds ------------------------------------------------------------------------------------------


@dataclass
class ShardSummary:
    """What one shard holds, and what became of the objects that are not in it."""

    index: int
    objects: dict[str, dict[str, str]] = field(default_factory=dict)  # split -> {key: object id}
    failed: list[tuple[str, str]] = field(default_factory=list)  # (key, reason)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (key, remark)

    @classmethod
    def load(cls, path: Path) -> ShardSummary:
        values = json.loads(path.read_text("utf-8"))
        pairs = {name: [(key, text) for key, text in values[name]] for name in ("failed", "notes")}
        return cls(values["index"], values["objects"], **pairs)


@dataclass(frozen=True)
class Manifest:
    """The definition of the corpus in a folder; a folder takes only shards of one corpus."""

    version: int
    shard_size: int
    jobs: int
    fingerprint: str

    @classmethod
    def of(cls, keys: Sequence[str], shard_size: int) -> Manifest:
        digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()
        return cls(SAMPLES_VERSION, shard_size, len(keys), digest)

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """The manifest of a folder; none, or one of another version, is a `ValueError`."""
        path = folder / MANIFEST
        if not path.exists():
            if any(folder.glob("*.npz")):
                raise ValueError(
                    f"{folder} holds .npz records of version 1, expected shards of version {SAMPLES_VERSION}; prepare "
                    "again into an empty folder with `python -m copart_core.data prepare`"
                )
            raise ValueError(f"no prepared objects in {folder}; run `python -m copart_core.data prepare`")
        manifest = cls(**json.loads(path.read_text("utf-8")))
        if manifest.version != SAMPLES_VERSION:
            raise ValueError(
                f"{folder} holds shards of version {manifest.version}, expected {SAMPLES_VERSION}; prepare again into "
                "an empty folder"
            )
        return manifest

    @property
    def shards(self) -> int:
        return -(-self.jobs // self.shard_size)

    def claim(self, folder: Path) -> None:
        """Make `folder` the place of this corpus; one that holds another is a `ValueError`."""
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / MANIFEST).exists() or any(folder.glob("*.npz")):
            there = Manifest.load(folder)
            if there != self:
                raise ValueError(
                    f"{folder} holds another corpus ({there.jobs} jobs in shards of {there.shard_size}, expected "
                    f"{self.jobs} in shards of {self.shard_size}, the same ones); go on with the options that it was "
                    "begun with, or give an empty folder"
                )
        else:
            with swapped_in(folder / MANIFEST) as temporary:
                temporary.write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")


def summary_path(folder: Path, index: int) -> Path:
    return folder / f"shard-{index:06d}.json"


def summaries(folder: Path) -> list[ShardSummary]:
    """Those of the shards that are whole, in order."""
    return [ShardSummary.load(path) for path in sorted(folder.glob("shard-*.json"))]


# ---- writing ------------------------------------------------------------------------------------------------------


class ShardWriter:
    """Writes one shard: a context; leaving it without an error swaps the files in, the summary last."""

    def __init__(self, folder: Path, index: int) -> None:
        self.folder = folder
        self.summary = ShardSummary(index)
        self._files = ExitStack()
        self._tars: dict[Split, TarWriter] = {}

    def __enter__(self) -> ShardWriter:
        return self

    def add(self, key: str, sample: ObjectSample, notes: Iterable[str] = ()) -> None:
        if sample.split not in self._tars:
            temporary = self._files.enter_context(swapped_in(self.folder / self._name(sample.split)))
            stream = self._files.enter_context(temporary.open("wb"))
            # A fixed time makes equal samples equal bytes.
            self._tars[sample.split] = self._files.enter_context(TarWriter(stream, mtime=0))
        self._tars[sample.split].write(sample.to_fields(key))
        self.summary.objects.setdefault(sample.split, {})[key] = sample.id
        self.summary.notes += [(key, note) for note in notes]

    def fail(self, key: str, reason: str) -> None:
        self.summary.failed.append((key, reason))

    def __exit__(self, *error: Any) -> None:
        self._files.__exit__(*error)
        if error[0] is None:
            with swapped_in(summary_path(self.folder, self.summary.index)) as temporary:
                text = json.dumps(asdict(self.summary), indent=1, ensure_ascii=False, sort_keys=True)
                temporary.write_text(text + "\n", "utf-8")

    def _name(self, split: Split) -> str:
        return f"{split}-{self.summary.index:06d}.tar"


@contextmanager
def swapped_in(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place at the end, or vanishes with an error."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{_WRITING}{path.stem}-", suffix=path.suffix)
    os.close(handle)
    try:
        yield Path(name)
        os.chmod(name, 0o644)  # mkstemp keeps others out
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def remove_leftovers(folder: Path) -> None:
    """Delete the halves that a killed run left."""
    for path in folder.glob(f"{_WRITING}*"):
        path.unlink(missing_ok=True)


# ---- reading ------------------------------------------------------------------------------------------------------


def shard_paths(folders: Folders, split: Split | None = None) -> list[Path]:
    """The tar files of one or more folders (of one split), folder after folder, in the order of the jobs.

    A folder that was not prepared is a `ValueError`; of one that is not finished, what is there counts, with a warning.
    """
    return [path for path, _ in _counted(folders, split)]


def count_objects(folders: Folders, split: Split | None = None) -> int:
    """How many objects `iterate` will give; no tar file is read."""
    return sum(count for _, count in _counted(folders, split))


def iterate(folders: Folders, split: Split | None = None) -> Iterator[ObjectSample]:
    """All objects of one or more folders (of one split), in the order of `shard_paths`."""
    for path in shard_paths(folders, split):
        for fields in _raw(path):
            yield _decoded(fields)


def iterate_shard(folder: Path, index: int) -> Iterator[ObjectSample]:
    """The objects of one whole shard of a folder, all splits."""
    summary = ShardSummary.load(summary_path(folder, index))
    for split in get_args(Split):
        if split in summary.objects:
            for fields in _raw(folder / f"{split}-{index:06d}.tar"):
                yield _decoded(fields)


class ObjectStream(IterableDataset):
    """Objects without end, in another order every epoch, for sets that do not fit into memory.

    An epoch e permutes the shards by (seed, e) and deals them to the readers (ranks, and within them the workers of a
    `torch.utils.data.DataLoader`); each reader then mixes its objects in a buffer of `buffer`. What a reader gives is a
    function of (folders, seed, rank, world, workers, buffer); `skip` leaves out its first objects without decoding
    them, for an exact resume. Fewer shards than readers is a `ValueError`: prepare with a smaller --shard-size.
    """

    def __init__(
        self,
        folders: Folders,
        split: Split = "train",
        *,
        seed: int,
        rank: int = 0,
        world: int = 1,
        buffer: int = 64,
        skip: int = 0,
    ) -> None:
        if not 0 <= rank < world:
            raise ValueError(f"expected a rank of 0..{world - 1}, got {rank}")
        self.paths = _counted(folders, split)
        self.seed, self.rank, self.world, self.buffer, self.skip = seed, rank, world, buffer, skip

    def __iter__(self) -> Iterator[ObjectSample]:
        info = get_worker_info()
        worker, workers = (info.id, info.num_workers) if info else (0, 1)
        reader, readers = self.rank * workers + worker, self.world * workers
        if len(self.paths) < readers:
            raise ValueError(
                f"expected a shard or more for each of {readers} readers, got {len(self.paths)} shards; prepare with a "
                "smaller --shard-size or use fewer workers"
            )
        left = self.skip
        for epoch in itertools.count():
            order = np.random.default_rng([self.seed, epoch]).permutation(len(self.paths))
            mine = [self.paths[index] for index in order[reader::readers].tolist()]
            total = sum(count for _, count in mine)
            if left >= total:
                left -= total
                continue
            raw = itertools.chain.from_iterable(_raw(path) for path, _ in mine)
            rng = random.Random(f"{self.seed}/{epoch}/{reader}")
            mixed = shuffle(self.buffer, initial=self.buffer, rng=rng)(raw)
            for fields in itertools.islice(mixed, left, None):
                yield _decoded(fields)
            left = 0


def _counted(folders: Folders, split: Split | None) -> list[tuple[Path, int]]:
    """The tar files with the number of objects in each."""
    if split is not None and split not in get_args(Split):
        raise ValueError(f"expected a split of {', '.join(get_args(Split))}, got {split!r}")
    found = []
    for folder in [folders] if isinstance(folders, str | Path) else folders:
        folder = Path(folder)
        wanted, whole = Manifest.load(folder).shards, summaries(folder)
        if len(whole) < wanted:
            warnings.warn(
                f"{folder} has {len(whole)} of its {wanted} shards; run the same `prepare` again to finish it",
                stacklevel=3,
            )
        for summary in whole:
            for name in get_args(Split):
                if name in summary.objects and split in (None, name):
                    found.append((folder / f"{name}-{summary.index:06d}.tar", len(summary.objects[name])))
    return found


def _raw(path: Path) -> Iterator[dict[str, Any]]:
    """The webdataset samples of a shard, not decoded."""
    try:
        with path.open("rb") as stream:
            yield from group_by_keys(tar_file_expander([{"url": str(path), "stream": stream}]))
    except (tarfile.TarError, FileNotFoundError) as error:
        raise ValueError(
            f"{path} is not a whole shard ({error}); delete it and its shard-*.json, and run the same `prepare` again"
        ) from None


def _decoded(fields: dict[str, Any]) -> ObjectSample:
    try:
        return ObjectSample.from_fields(_DECODE(fields))
    except DecodingError as error:
        raise ValueError(f"{fields['__url__']}: {fields['__key__']} is damaged ({error}); prepare it again") from None

"""Prepared training records and their cache on disk: one .npz an object.

Frames: the arrays of a part are in its own box coordinates (geometry/frames.py), `box` is in document space. Record 0
of an object is the whole object (the global part of METHOD section 3.2).

On disk the arrays of all records are stacked; numbers are stored plainly (half-precision noise hardly compresses, and
reading stays at memory speed), the pictures deflated. Strings are one JSON field.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

SAMPLES_VERSION = 1
SURFACE_POINTS = 4096
QUERY_POINTS = 8192
VIEW_SIZE = 64
HELD_OUT_SHARE = 0.06
Split = Literal["train", "held_out"]
_STACKED = ("points", "normals", "queries", "distances", "views", "box")
_PICTURES = ("views", "wireframes")


@dataclass(frozen=True, eq=False)
class PartSample:
    """What is learned from about one part."""

    points: NDArray[np.float16]  # [4096, 3], on the surface
    normals: NDArray[np.float16]  # [4096, 3], unit, of the stretched mesh
    queries: NDArray[np.float16]  # [8192, 3]
    distances: NDArray[np.float16]  # [8192], signed distance at the queries, negative inside
    views: NDArray[np.uint8]  # [6, 64, 64, 3], axis views, background filled
    captions: tuple[str, ...]  # paraphrases
    name: str
    kind: str
    main_color: str | None  # a name of data/colors.py, where the part has one main colour
    box: NDArray[np.float64]  # [2, 3], document space


@dataclass(frozen=True, eq=False)
class ObjectSample:
    """One object: its parts, the whole first."""

    id: str
    category: str
    source: str  # "procedural" or "furniture"
    credit: str
    split: Split
    parts: list[PartSample]
    wireframes: NDArray[np.uint8]  # [6, 64, 64, 3], the boxes of parts 1.. in the axis views of the object cube

    def save(self, path: str | Path) -> None:
        """Write the record through a temporary file, so that a reader never meets half of one."""
        path = Path(path)
        header = {
            "version": SAMPLES_VERSION,
            **{field: getattr(self, field) for field in ("id", "category", "source", "credit", "split")},
            "parts": [
                {"captions": part.captions, "name": part.name, "kind": part.kind, "main_color": part.main_color}
                for part in self.parts
            ],
        }
        arrays = {field: np.stack([getattr(part, field) for part in self.parts]) for field in _STACKED}
        arrays["wireframes"] = self.wireframes
        arrays["header"] = np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), np.uint8)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-", suffix=".npz")
        try:
            with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
                for field, array in arrays.items():
                    entry = zipfile.ZipInfo(f"{field}.npy")  # its fixed date makes equal records equal files
                    entry.compress_type = zipfile.ZIP_DEFLATED if field in _PICTURES else zipfile.ZIP_STORED
                    with archive.open(entry, "w") as member:
                        np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    @classmethod
    def load(cls, path: str | Path) -> ObjectSample:
        """Read a record; a file that is none is a `ValueError`."""
        try:
            with np.load(path, allow_pickle=False) as archive:
                arrays = {field: archive[field] for field in archive.files}
            header = json.loads(arrays["header"].tobytes())
        except (zipfile.BadZipFile, KeyError, EOFError, ValueError) as error:
            raise ValueError(f"{path} is not a prepared object ({error}); delete it and prepare again") from None
        if header["version"] != SAMPLES_VERSION:
            raise ValueError(
                f"{path} has version {header['version']}, expected {SAMPLES_VERSION}; delete it and prepare again"
            )
        parts = [
            PartSample(
                **{field: arrays[field][index] for field in _STACKED},
                **(words | {"captions": tuple(words["captions"])}),
            )
            for index, words in enumerate(header["parts"])
        ]
        about = {field: header[field] for field in ("id", "category", "source", "credit", "split")}
        return cls(**about, parts=parts, wireframes=arrays["wireframes"])


def sample_files(folder: str | Path) -> list[Path]:
    """The prepared objects in a folder, in the order of their names."""
    return sorted(path for path in Path(folder).glob("*.npz") if not path.name.startswith("."))


def iterate(folder: str | Path, split: Split | None = None) -> Iterator[ObjectSample]:
    """All objects of a folder (of one split), in the order of their file names."""
    for path in sample_files(folder):
        sample = ObjectSample.load(path)
        if split is None or sample.split == split:
            yield sample


def split_of(object_id: str) -> Split:
    """The split of an object, fixed by its id: about 6 % are held out."""
    digest = hashlib.sha256(object_id.encode()).digest()
    return "held_out" if int.from_bytes(digest[:8], "big") / 2**64 < HELD_OUT_SHARE else "train"

"""What is learned from one object: the records of its parts, and their fields in a webdataset shard.

Frames: the arrays of a part are in its own box coordinates (geometry/frames.py), `box` is in document space. Record 0
of an object is the whole object (the global part of METHOD section 3.2).

A record is one webdataset sample, so that plain `webdataset` reads it without this code (docs/data_format.md):

    <key>.json            version, id, category, source, credit, split; a list `parts` of name, kind, main_color,
                          captions, box [2, 3], extent [3], half_thickness, vertices and faces (how many)
    <key>.points.npy      [P, 4096, 3] float16     <key>.queries.npy    [P, 8192, 3] float16
    <key>.normals.npy     [P, 4096, 3] float16     <key>.distances.npy  [P, 8192] float16
    <key>.vertices.npy    [sum of vertices, 3] float32, part after part
    <key>.faces.npy       [sum of faces, 3] int32, counted from each part's own first vertex
    <key>.views.png       a row of six 64 x 64 views a part
    <key>.wireframes.png  a row of six
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from copart_core.geometry.frames import Frame

SAMPLES_VERSION = 2
SURFACE_POINTS = 4096
QUERY_POINTS = 8192
VIEW_SIZE = 64
HELD_OUT_SHARE = 0.06
Split = Literal["train", "held_out"]
_STACKED = ("points", "normals", "queries", "distances")
_WORDS = ("name", "kind", "main_color", "half_thickness")
_ABOUT = ("id", "category", "source", "credit", "split")


@dataclass(frozen=True, eq=False)
class PartSample:
    """What is learned from about one part."""

    points: NDArray[np.float16]  # [4096, 3], on the surface
    normals: NDArray[np.float16]  # [4096, 3], unit, of the stretched mesh, outward where the mesh tells
    queries: NDArray[np.float16]  # [8192, 3]
    distances: NDArray[np.float16]  # [8192], signed distance at the queries, negative inside
    views: NDArray[np.uint8]  # [6, 64, 64, 3], axis views, background filled
    vertices: NDArray[np.float32]  # [V, 3], the mesh: merged, cleaned, turned outward, about 20,000 faces at most
    faces: NDArray[np.int32]  # [F, 3]
    half_thickness: float  # of an open sheet: `distances` is zero this far from the mesh; solids 0, wholes of both 0
    captions: tuple[str, ...]  # paraphrases
    name: str
    kind: str
    main_color: str | None  # a name of data/colors.py, where the part has one main colour
    box: NDArray[np.float64]  # [2, 3], document space

    @property
    def extent(self) -> NDArray[np.float64]:
        """[3]: part-space coordinates = box coordinates * extent (geometry/frames.py)."""
        return Frame.of_box(*self.box).extent


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

    def to_fields(self, key: str) -> dict[str, Any]:
        """The webdataset sample of this record, for `webdataset.TarWriter`."""
        header = {"version": SAMPLES_VERSION} | {name: getattr(self, name) for name in _ABOUT}
        header["parts"] = [
            {name: getattr(part, name) for name in _WORDS}
            | {"captions": part.captions, "box": part.box.tolist(), "extent": part.extent.tolist()}
            | {"vertices": len(part.vertices), "faces": len(part.faces)}
            for part in self.parts
        ]
        arrays = {f"{name}.npy": np.stack([getattr(part, name) for part in self.parts]) for name in _STACKED}
        meshes = {
            f"{name}.npy": np.concatenate([getattr(part, name) for part in self.parts])
            for name in ("vertices", "faces")
        }
        pictures = {
            "views.png": np.concatenate([_row(part.views) for part in self.parts]),
            "wireframes.png": _row(self.wireframes),
        }
        return {"__key__": key, "json": header, **arrays, **meshes, **pictures}

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> ObjectSample:
        """The record of a webdataset sample that was decoded with "rgb8". A foreign sample is a `ValueError`."""
        key = fields.get("__key__")
        try:
            header = fields["json"]
            if header["version"] != SAMPLES_VERSION:
                raise ValueError(
                    f"{key} has version {header['version']}, expected {SAMPLES_VERSION}; prepare it again with "
                    "`python -m copart_core.data prepare`"
                )
            counts = [np.cumsum([part[name] for part in header["parts"]])[:-1] for name in ("vertices", "faces")]
            vertices, faces = np.split(fields["vertices.npy"], counts[0]), np.split(fields["faces.npy"], counts[1])
            views = np.split(fields["views.png"], len(header["parts"]))
            parts = [
                PartSample(
                    **{name: fields[f"{name}.npy"][index] for name in _STACKED},
                    **{name: words[name] for name in _WORDS},
                    views=_views(views[index]), vertices=vertices[index], faces=faces[index],
                    captions=tuple(words["captions"]), box=np.array(words["box"], np.float64),
                )
                for index, words in enumerate(header["parts"])
            ]  # fmt: skip
            about = {name: header[name] for name in _ABOUT}
            return cls(**about, parts=parts, wireframes=_views(fields["wireframes.png"]))
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError(f"{key} is not a prepared object ({error!r}); prepare it again") from None


def _row(views: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """[V, H, W, 3] -> one picture [H, V * W, 3]."""
    return np.concatenate(list(views), axis=1)


def _views(row: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One picture [H, V * H, 3] of square views -> [V, H, H, 3]."""
    return np.stack(np.split(row, row.shape[1] // row.shape[0], axis=1))


def split_of(object_id: str) -> Split:
    """The split of an object, fixed by its id: about 6 % are held out."""
    digest = hashlib.sha256(object_id.encode()).digest()
    return "held_out" if int.from_bytes(digest[:8], "big") / 2**64 < HELD_OUT_SHARE else "train"

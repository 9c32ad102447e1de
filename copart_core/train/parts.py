"""Batches of parts for the shape VAE, in its own coordinates: from memory, or as a stream of shards.

Records are in box coordinates. A model that works in the part frame gets points * extent, the normals that belong to
them, and distances measured anew to the part's mesh, because a stretch changes them.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
import trimesh
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from tqdm import tqdm

from copart_core.data.samples import PartSample, Split
from copart_core.data.shards import ObjectStream, iterate
from copart_core.data.signed_distance import DistanceField
from copart_core.models.shape_vae import Coordinates
from copart_core.train.draw import Draw, rng_of

_TENSORS = ("points", "normals", "queries", "distances", "extents")
TriangleMesh = tuple[NDArray[np.float32], NDArray[np.int32]]  # vertices [V, 3], faces [F, 3]


@dataclass(frozen=True, eq=False)
class Part:
    """One part in a model's coordinates."""

    points: NDArray[np.floating]  # [N, 3]
    normals: NDArray[np.floating]  # [N, 3], unit
    queries: NDArray[np.floating]  # [K, 3]
    distances: NDArray[np.floating]  # [K], negative inside
    extent: NDArray[np.float32]  # [3]: part frame = box coordinates * extent
    mesh: TriangleMesh | None  # None: it was not asked for, or is an open sheet, whose body is not its mesh


@dataclass(frozen=True, eq=False)
class PartBatch:
    """R parts in a model's coordinates, in single precision."""

    points: Float[Tensor, "R N 3"]
    normals: Float[Tensor, "R N 3"]
    queries: Float[Tensor, "R M 3"]
    distances: Float[Tensor, "R M"]
    extents: Float[Tensor, "R 3"]
    meshes: list[TriangleMesh | None]

    @classmethod
    def of(cls, parts: list[Part], points: int, queries: int, rng: np.random.Generator) -> PartBatch:
        """`points` and `queries` of each part's, the same selection in all."""
        surface = rng.permutation(len(parts[0].points))[:points]
        volume = rng.permutation(len(parts[0].queries))[:queries]
        rows = [(part.points[surface], part.normals[surface], part.queries[volume], part.distances[volume], part.extent)
                for part in parts]  # fmt: skip
        arrays = (torch.from_numpy(np.stack(column).astype(np.float32)) for column in zip(*rows, strict=True))
        return cls(*arrays, [part.mesh for part in parts])  # type: ignore[call-arg]

    @classmethod
    def join(cls, batches: list[PartBatch]) -> PartBatch:
        joined = (torch.cat([getattr(batch, name) for batch in batches]) for name in _TENSORS)
        return cls(*joined, [mesh for batch in batches for mesh in batch.meshes])  # type: ignore[call-arg]

    def to(self, device: torch.device) -> PartBatch:
        moved = (getattr(self, name).to(device) for name in _TENSORS)
        return PartBatch(*moved, self.meshes)  # type: ignore[call-arg]


class PartSource(Protocol):
    def draw(self, draw: Draw, rows: list[int], points: int, queries: int) -> PartBatch:
        """The parts of these rows of the step's batch."""
        ...


def in_frame(part: PartSample, frame: Coordinates, with_mesh: bool) -> Part:
    """A record in a model's coordinates."""
    extent = part.extent.astype(np.float32)
    mesh = (part.vertices, part.faces) if with_mesh and part.half_thickness == 0 else None
    if frame == "box":
        return Part(part.points, part.normals, part.queries, part.distances, extent, mesh)
    points, normals = surface_in_frame(part, frame)
    queries = (part.queries * extent).astype(np.float16)
    return Part(
        points.astype(np.float16), normals.astype(np.float16), queries, _part_distances(part, queries), extent,
        mesh and (mesh[0] * extent, mesh[1]),
    )  # fmt: skip


def surface_in_frame(part: PartSample, frame: Coordinates) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The points and normals [N, 3] of a record in a model's coordinates."""
    points, normals = part.points.astype(np.float32), part.normals.astype(np.float32)
    if frame == "box":
        return points, normals
    extent = part.extent.astype(np.float32)
    normals = normals / extent  # they go by the inverse of the stretch
    return points * extent, normals / np.linalg.norm(normals, axis=1, keepdims=True).clip(min=1e-8)


def _part_distances(part: PartSample, queries: NDArray[np.float16]) -> NDArray[np.float16]:
    """Signed distances in the part frame. Which faces are open sheets is found where they are thickest, in box
    coordinates: a thin plate would pass for one in its part frame."""
    boxed = DistanceField.of(trimesh.Trimesh(part.vertices, part.faces, process=False, validate=False))
    stretched = DistanceField(boxed.vertices * part.extent, boxed.solid, boxed.sheets)
    return stretched(queries.astype(np.float64)).astype(np.float16)


class PartStore:
    """All parts of one split in memory: 115 kB each, and their meshes if asked for."""

    def __init__(self, parts: list[Part]):
        self.parts = parts

    @classmethod
    def load(
        cls, folders: list[Path], split: Split, frame: Coordinates = "box", with_meshes: bool = False
    ) -> PartStore:
        objects = tqdm(iterate(folders, split), desc=f"read {split} parts", unit="object", disable=frame == "box")
        parts = [in_frame(part, frame, with_meshes) for sample in objects for part in sample.parts]
        if not parts:
            where = ", ".join(map(str, folders))
            raise ValueError(f"no {split} objects in {where}; run `python -m copart_core.data prepare`")
        return cls(parts)

    def __len__(self) -> int:
        return len(self.parts)

    def draw(self, draw: Draw, rows: list[int], points: int, queries: int) -> PartBatch:
        chosen = [self.parts[draw.row_rng(row, stream=3).integers(len(self.parts))] for row in rows]
        return PartBatch.of(chosen, points, queries, draw.rng())


class PartStream:
    """Parts of shards as they are read, for sets that do not fit into memory: one random part of each object.

    What rank r reads is a function of (folders, seed, world, workers), so a resumed run must keep the number of
    processes and `workers`; `skip` is how many parts this rank has drawn before.
    """

    def __init__(
        self, folders: list[Path], frame: Coordinates, with_meshes: bool, *,
        seed: int, rank: int, world: int, workers: int, skip: int,
    ):  # fmt: skip
        rows = _Rows(folders, frame, with_meshes, seed, rank, world, skip // max(workers, 1))
        loader = DataLoader(rows, batch_size=None, num_workers=workers, worker_init_fn=_ignore_interrupts)
        self.rows = iter(loader)
        for _ in range(skip % max(workers, 1)):  # the loader takes from its workers in turn
            next(self.rows)

    def draw(self, draw: Draw, rows: list[int], points: int, queries: int) -> PartBatch:
        return PartBatch.of([next(self.rows) for _ in rows], points, queries, draw.rng())


class _Rows(IterableDataset):
    """One part of each object of an `ObjectStream`, chosen by the object's place in the stream."""

    def __init__(
        self, folders: list[Path], frame: Coordinates, with_meshes: bool, seed: int, rank: int, world: int, skip: int
    ):
        self.objects = ObjectStream(folders, seed=seed, rank=rank, world=world, skip=skip)
        self.frame: Coordinates = frame
        self.with_meshes = with_meshes

    def __iter__(self) -> Iterator[Part]:
        info = get_worker_info()
        key = (self.objects.seed, self.objects.rank, info.id if info else 0)
        for place, sample in enumerate(self.objects, start=self.objects.skip):
            part = sample.parts[rng_of(*key, place).integers(len(sample.parts))]
            yield in_frame(part, self.frame, self.with_meshes)


def _ignore_interrupts(_: int) -> None:
    """Ctrl-C reaches every process of the terminal; the loop ends its step first, and needs its workers for that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

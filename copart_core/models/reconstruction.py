"""What a shape VAE keeps of a part: encode it, decode it, extract it, and compare the mesh with the true one.

Parts are handed over in box coordinates, as the prepared records hold them (`TruePart` is what a record offers, so that
neither data nor training is imported here). Each model gets the coordinates it works in (its `frame`); meshes come back
in the part frame, where they are compared (geometry/metrics.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np
import torch
import torch.nn.functional as F
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from copart_core.geometry.extraction import EmptyPartError, Field, Mesh, PartsError, extract_parts
from copart_core.geometry.metrics import SAMPLES, Surface, SurfaceMetrics, aggregate, compare
from copart_core.models.shape_vae import Coordinates, Posterior, occupancy_iou

Refine = Callable[[Mesh], Mesh]  # of one mesh in the part frame: smoothing, finishing
Confine = Callable[[Field, Float[Tensor, "P 3"]], Field]  # a field and the half sides of its boxes -> a field inside


class ShapeModel(Protocol):
    """What every shape VAE offers."""

    frame: ClassVar[Coordinates]

    @property
    def config(self) -> Any: ...

    @property
    def device(self) -> torch.device: ...

    def encode(self, points: Float[Tensor, "B N 3"], normals: Float[Tensor, "B N 3"]) -> Posterior: ...

    def field_of(self, latents: Float[Tensor, "P T D"]) -> Field: ...


class TruePart(Protocol):
    """A part whose surface is known; coordinates are box coordinates. `data.samples.PartSample` is one."""

    @property
    def name(self) -> str: ...

    @property
    def points(self) -> NDArray[np.floating]:
        """[N, 3], on the surface; what is encoded."""
        ...

    @property
    def normals(self) -> NDArray[np.floating]:
        """[N, 3], unit."""
        ...

    @property
    def queries(self) -> NDArray[np.floating]:
        """[K, 3], where `distances` [K] are known: signed, negative inside."""
        ...

    @property
    def distances(self) -> NDArray[np.floating]: ...

    @property
    def vertices(self) -> NDArray[np.floating]:
        """[V, 3], of the true mesh."""
        ...

    @property
    def faces(self) -> NDArray[np.integer]:
        """[F, 3]"""
        ...

    @property
    def extent(self) -> NDArray[np.floating]:
        """[3]: part frame = box coordinates * extent."""
        ...


# ---- from points to meshes ------------------------------------------------------------------------------------------


def encoded_field(
    vae: ShapeModel,
    points: Float[Tensor, "P N 3"],
    normals: Float[Tensor, "P N 3"],
    extents: Float[Tensor, "P 3"],
) -> Field:
    """The field of P parts decoded from their mean latents; arguments in box coordinates, the field in the model's."""
    if vae.frame == "part":
        points = points * extents[:, None]
        normals = F.normalize(normals / extents[:, None], dim=-1)  # normals go by the inverse of the stretch
    return vae.field_of(vae.encode(points, normals).mean)


@torch.inference_mode()
def reconstruct(
    vae: ShapeModel,
    points: Float[Tensor, "P N 3"],
    normals: Float[Tensor, "P N 3"],
    extents: Float[Tensor, "P 3"],
    resolution: int | None = None,
    confine: Confine | None = None,
) -> list[Mesh | None]:
    """P parts through the VAE: closed meshes in the part frame, None where the decoded field has no surface.

    Points and unit normals in box coordinates; `resolution` cubes an axis, left out that of the model; `confine` cuts
    the field to the boxes, as the pipeline does. Errors: `PartsError` for a field that is not finite.
    """
    return extracted(vae, encoded_field(vae, points, normals, extents), extents, resolution, confine)


def extracted(
    vae: ShapeModel, field: Field, extents: Float[Tensor, "P 3"], resolution: int | None = None,
    confine: Confine | None = None,
) -> list[Mesh | None]:  # fmt: skip
    """The surfaces of a field of `vae` as closed meshes in the part frame, as `reconstruct` gives them."""
    if confine:
        field = confine(field, extents if vae.frame == "part" else torch.ones_like(extents))
    try:
        meshes: Sequence[Mesh | None] = extract_parts(field, resolution or vae.config.resolution)
    except PartsError as failure:
        if not all(isinstance(error, EmptyPartError) for error in failure.errors.values()):
            raise
        meshes = failure.meshes
    if vae.frame == "part":
        return list(meshes)
    scales = extents.cpu().numpy()
    return [mesh and Mesh(mesh.vertices * scale, mesh.faces) for mesh, scale in zip(meshes, scales, strict=True)]


# ---- the table ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reconstruction:
    """One part and how well it came back, in the part frame."""

    name: str
    iou: float  # of the occupancy at the part's queries
    metrics: SurfaceMetrics  # against the whole true surface
    visible: SurfaceMetrics  # recall over what of it can be seen from outside
    faces: int  # of the reconstruction, 0 where it is empty

    @property
    def empty(self) -> bool:
        return self.faces == 0


def true_mesh(part: TruePart) -> Mesh:
    """The part's mesh in the part frame."""
    return Mesh((part.vertices * part.extent).astype(np.float32), part.faces.astype(np.int64))


def true_surface(part: TruePart, samples: int = SAMPLES) -> Surface:
    """The part's mesh in the part frame, ready to be compared with."""
    return Surface(*true_mesh(part), count=samples)


@torch.inference_mode()
def reconstruction_table(
    vae: ShapeModel,
    parts: Sequence[TruePart],
    *,
    truths: Sequence[Surface] | None = None,
    resolution: int | None = None,
    samples: int = SAMPLES,
    batch: int = 8,
    confine: Confine | None = None,
    refine: Refine | None = None,
) -> list[Reconstruction]:
    """Each part through the VAE and compared with its true mesh, in the order of `parts`.

    A part that comes out empty counts as failed: F-score and normal consistency 0, distances those of an absent surface
    (`SurfaceMetrics.missing`). `truths` are the parts' `true_surface`s, where several models are judged; `confine` is
    applied to every field before extraction (IoU is of the field as it is), `refine` to every mesh.
    """
    truths = truths or [true_surface(part, samples) for part in parts]
    rows: list[Reconstruction] = []
    for start in range(0, len(parts), batch):
        group = parts[start : start + batch]
        points, normals, queries, distances, extents = (
            _stacked(vae, [getattr(part, name) for part in group])
            for name in ("points", "normals", "queries", "distances", "extent")
        )
        field = encoded_field(vae, points, normals, extents)
        asked = queries * extents[:, None] if vae.frame == "part" else queries
        ious = occupancy_iou(field.distance(asked)[0], distances).tolist()
        meshes = extracted(vae, field, extents, resolution, confine)
        for part, truth, mesh, iou in zip(group, truths[start : start + batch], meshes, ious, strict=True):
            rows.append(_row(part.name, iou, truth, mesh and (refine(mesh) if refine else mesh)))
    return rows


def _row(name: str, iou: float, truth: Surface, mesh: Mesh | None) -> Reconstruction:
    if mesh is None:
        return Reconstruction(name, iou, SurfaceMetrics.missing(), SurfaceMetrics.missing(), 0)
    errors = compare(truth, Surface(*mesh, count=len(truth.points), seed=1))
    return Reconstruction(name, iou, errors.metrics(), errors.metrics(visible_only=True), len(mesh.faces))


def _stacked(vae: ShapeModel, arrays: list[NDArray[np.floating]]) -> Tensor:
    return torch.from_numpy(np.stack(arrays).astype(np.float32)).to(vae.device)


def summary(rows: Sequence[Reconstruction]) -> dict[str, float]:
    """Medians and more over the parts (`metrics.aggregate`), with IoU, the visible surface, and how many were empty."""
    seen = aggregate([row.visible for row in rows])
    visible = {f"{name}_visible_median": seen[f"{name}_median"] for name in ("chamfer", "f_score_01", "f_score_02")}
    return {
        "parts": len(rows),
        "empty": sum(row.empty for row in rows),
        "iou_median": float(np.median([row.iou for row in rows])),
        **aggregate([row.metrics for row in rows]),
        **visible,
    }

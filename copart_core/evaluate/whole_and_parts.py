"""The paper's central claim, measured: an object as one latent set against its parts as N sets (paper 1 and 3.1).

Both are compared with the object in the object frame (the longest side of the whole spans [-1, 1]):

- one latent: the whole (record 0: all parts together) is encoded to T tokens and decoded to one mesh;
- N latents: every part is encoded to T tokens in its own frame and decoded there; its mesh is put back where the part's
  box stands, and the meshes are taken together as they are.

Two comparisons matter. *Equal totals*: objects for which N x T of the part model is about the T of a larger model that
encodes the whole. *Equal T*: the same model for both; what one gains by simply giving every part a latent of its own.

The truth is the surface of all true parts together. Where parts touch, it has surface inside the object, which a mesh
of the whole cannot have, so the numbers to quote are those against the visible surface (geometry/metrics.py): recall
asks for what can be seen from outside, precision is against all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from copart_core.data.samples import ObjectSample, PartSample
from copart_core.geometry.extraction import Mesh
from copart_core.geometry.frames import Frame
from copart_core.geometry.metrics import SAMPLES, Surface, SurfaceMetrics, aggregate, compare
from copart_core.models.reconstruction import ShapeModel, reconstruct, true_mesh

EQUAL_TOTALS = 0.25  # N x T may differ by this share from the T of the whole


@dataclass(frozen=True, eq=False)
class Coder:
    """A shape VAE and how its fields are made into meshes."""

    vae: Any  # a ShapeModel with the buffer latent_mean [T, D]
    resolution: int

    @property
    def tokens(self) -> int:
        """T"""
        return len(self.vae.latent_mean)


@dataclass(frozen=True)
class Scores:
    """One object, one way to encode it."""

    tokens: int  # in all
    metrics: SurfaceMetrics
    visible: SurfaceMetrics


# ---- one object -----------------------------------------------------------------------------------------------------


def true_object(sample: ObjectSample, samples: int = SAMPLES) -> Surface:
    """The surfaces of all parts in the object frame."""
    mesh = assembled([true_mesh(part) for part in sample.parts[1:]], sample)
    if mesh is None:
        raise ValueError(f"object {sample.id!r} has no parts")
    return Surface(*mesh, count=samples)


def assembled(meshes: Sequence[Mesh | None], sample: ObjectSample) -> Mesh | None:
    """The parts' meshes, each in its part frame, as one mesh in the object frame; None where all are missing."""
    whole = Frame.of_box(*sample.parts[0].box)
    vertices, faces, count = [], [], 0
    for mesh, part in zip(meshes, sample.parts[1:], strict=True):
        if mesh is not None:
            vertices.append(whole.to_inner(Frame.of_box(*part.box).to_outer(mesh.vertices)))
            faces.append(np.asarray(mesh.faces, np.int64) + count)
            count += len(mesh.vertices)
    return Mesh(np.concatenate(vertices).astype(np.float32), np.concatenate(faces)) if vertices else None


def as_whole(coder: Coder, sample: ObjectSample) -> Mesh | None:
    """The object through one latent set, in the object frame."""
    return _through(coder, sample.parts[:1])[0]


def as_parts(coder: Coder, sample: ObjectSample) -> Mesh | None:
    """The object through a latent set for every part, in the object frame."""
    return assembled(_through(coder, sample.parts[1:]), sample)


def _through(coder: Coder, parts: Sequence[PartSample]) -> list[Mesh | None]:
    vae: ShapeModel = coder.vae
    points, normals, extents = (
        torch.from_numpy(np.stack([getattr(part, name) for part in parts]).astype(np.float32)).to(vae.device)
        for name in ("points", "normals", "extent")
    )
    return reconstruct(vae, points, normals, extents, coder.resolution)


def scores(truth: Surface, mesh: Mesh | None, tokens: int) -> Scores:
    """An object that came out empty counts as failed, like an empty part."""
    if mesh is None:
        return Scores(tokens, SurfaceMetrics.missing(), SurfaceMetrics.missing())
    errors = compare(truth, Surface(*mesh, count=len(truth.points), seed=1))
    return Scores(tokens, errors.metrics(), errors.metrics(visible_only=True))


# ---- many objects ---------------------------------------------------------------------------------------------------


def whole_against_parts(
    samples: Sequence[ObjectSample], whole: Coder, part: Coder, count: int = SAMPLES
) -> dict[str, Any]:
    """Both ways over the objects: `equal_totals` (see the module), `equal_tokens` (the part model for both), `all`.

    `equal_totals` is None where no object has that number of parts; `all` compares the two models on every object.
    """
    large, small, parts = [], [], []
    for sample in samples:
        truth = true_object(sample, count)
        number = len(sample.parts) - 1
        large.append(scores(truth, as_whole(whole, sample), whole.tokens))
        small.append(scores(truth, as_whole(part, sample), part.tokens))
        parts.append(scores(truth, as_parts(part, sample), number * part.tokens))
    equal = [abs(row.tokens / whole.tokens - 1) <= EQUAL_TOTALS for row in parts]
    chosen = [index for index, kept in enumerate(equal) if kept]
    return {
        "equal_totals": _versus([large[i] for i in chosen], [parts[i] for i in chosen]) if chosen else None,
        "equal_tokens": _versus(small, parts),
        "all": _versus(large, parts),
    }


def _versus(one: Sequence[Scores], many: Sequence[Scores]) -> dict[str, Any]:
    gains = np.array([b.visible.f_score_02 - a.visible.f_score_02 for a, b in zip(one, many, strict=True)])
    return {
        "objects": len(one),
        "one_latent": _numbers(one),
        "n_latents": _numbers(many),
        "f_score_02_visible_gain_median": float(np.median(gains)),
        "parts_win": float((gains > 0).mean()),
    }


def _numbers(rows: Sequence[Scores]) -> dict[str, float]:
    seen = aggregate([row.visible for row in rows])
    names = ("chamfer", "f_score_01", "f_score_02", "normal_consistency")
    return {
        "tokens_mean": float(np.mean([row.tokens for row in rows])),
        **{f"{name}_visible_{kind}": seen[f"{name}_{kind}"] for name in names for kind in ("median", "mean")},
        **aggregate([row.metrics for row in rows]),
    }

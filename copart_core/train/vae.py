"""Stage 1: the part VAE, from scratch, with a field loss (paper 3.1; the field loss is our choice).

Beside the parts themselves, E3D must encode boxes anywhere in the object cube (eq. 6): a share of every batch are
boxes drawn at random, whose signed distance is known in closed form.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from copart_core.data.samples import ObjectSample, sample_files
from copart_core.geometry.sampling import box_surface
from copart_core.models.shape_vae import ShapeVAE, occupancy_iou
from copart_core.train.loop import LossFunction, rng_of, torch_rng_of


@dataclass(frozen=True)
class VAELoss:
    truncation: float = 0.15  # distances are learned up to here, box coordinates
    sharpness: float = 40.0  # logit per unit of distance, for the sign
    sign_weight: float = 0.15
    kl_weight: float = 1.5e-3
    boxes: float = 0.12  # share of random boxes in a batch
    points: int = 2048  # P, Q given to E3D
    queries: int = 1024


@dataclass(frozen=True, eq=False)
class PartStore:
    """All parts of one split, stacked in memory."""

    points: NDArray[np.float16]  # [M, N, 3]
    normals: NDArray[np.float16]  # [M, N, 3]
    queries: NDArray[np.float16]  # [M, K, 3]
    distances: NDArray[np.float16]  # [M, K]

    @classmethod
    def load(cls, folders: list[Path], split: str) -> PartStore:
        parts = []
        for path in (path for folder in folders for path in sample_files(folder)):
            sample = ObjectSample.load(path)
            if sample.split == split:
                parts += sample.parts
        if not parts:
            where = ", ".join(map(str, folders))
            raise ValueError(f"no {split} objects in {where}; run `python -m copart_core.data prepare`")
        return cls(*(np.stack([getattr(part, name) for part in parts]) for name in cls.__dataclass_fields__))


def box_distance(low: NDArray, high: NDArray, points: NDArray) -> NDArray:
    """Signed distance [N] of points [N, 3] to the box, negative inside."""
    outside = np.abs(points - (low + high) / 2) - (high - low) / 2
    return np.linalg.norm(np.maximum(outside, 0), axis=-1) + np.minimum(outside.max(axis=-1), 0)


def random_box(rng: np.random.Generator) -> tuple[NDArray, NDArray]:
    """Corners of a box in the cube: sides from thin to whole, half of them touching the border somewhere."""
    half = np.exp(rng.uniform(np.log(0.02), 0, 3))
    if rng.random() < 0.5:
        half = half / half.max()  # a box in its own part frame: the longest side spans the cube
    center = rng.uniform(-1, 1, 3) * (1 - half)
    if rng.random() < 0.5:
        center = np.where(rng.random(3) < 0.5, center, 0)
    return center - half, center + half


def vae_loss(model: ShapeVAE, store: PartStore, loss: VAELoss, batch: int, seed: int) -> LossFunction:
    device = model.latent_mean.device

    def loss_of(step: int) -> tuple[Tensor, dict[str, float]]:
        points, normals, queries, distances = draw_batch(store, loss, batch, seed, step)
        tensors = (torch.from_numpy(array).to(device) for array in (points, normals, queries, distances))
        p, q, x, truth = tensors
        predicted, posterior = model(p, q, x, torch_rng_of(seed, step, stream=1))
        field, sign = field_loss(predicted, truth, loss)
        kl = posterior.kl()
        with torch.no_grad():
            iou = float(occupancy_iou(predicted, truth)[: batch // 2].mean())
        total = field + loss.sign_weight * sign + loss.kl_weight * kl
        scalars = {"field": field, "sign": sign, "kl": kl}
        return total, {name: float(value.detach()) for name, value in scalars.items()} | {"iou": iou}

    return loss_of


def field_loss(
    predicted: Float[Tensor, "B M"], truth: Float[Tensor, "B M"], loss: VAELoss
) -> tuple[Float[Tensor, ""], Float[Tensor, ""]]:
    """L1 of the truncated signed distance (in units of the truncation) and cross-entropy of its sign."""
    clamped = truth.clamp(-loss.truncation, loss.truncation)
    field = (predicted - clamped).abs().mean() / loss.truncation
    sign = F.binary_cross_entropy_with_logits(-loss.sharpness * predicted, (truth < 0).to(predicted.dtype))
    return field, sign


def draw_batch(store: PartStore, loss: VAELoss, batch: int, seed: int, step: int) -> tuple[NDArray[np.float32], ...]:
    """points, normals [B, N, 3], queries [B, M, 3], distances [B, M] of a step; the last rows are random boxes."""
    rng = rng_of(seed, step)
    boxes = round(loss.boxes * batch)
    rows = rng.integers(len(store.points), size=batch - boxes)
    surface = rng.permutation(store.points.shape[1])[: loss.points]
    volume = rng.permutation(store.queries.shape[1])[: loss.queries]
    parts = (
        store.points[rows][:, surface], store.normals[rows][:, surface],
        store.queries[rows][:, volume], store.distances[rows][:, volume],
    )  # fmt: skip
    drawn = [_box_row(rng, loss) for _ in range(boxes)]
    stacked = [np.stack([row[field] for row in drawn]) for field in range(4)] if drawn else [part[:0] for part in parts]
    return tuple(np.concatenate([part, more]).astype(np.float32) for part, more in zip(parts, stacked, strict=True))


def _box_row(rng: np.random.Generator, loss: VAELoss) -> tuple[NDArray, ...]:
    low, high = random_box(rng)
    points, normals = box_surface(low, high, loss.points, rng)
    near = points[rng.integers(len(points), size=loss.queries // 2)] + rng.normal(0, 0.05, (loss.queries // 2, 3))
    queries = np.concatenate([near, rng.uniform(-1.1, 1.1, (loss.queries - len(near), 3))])
    return points, normals, queries, box_distance(low, high, queries)


@torch.inference_mode()
def measure(model: ShapeVAE, store: PartStore, loss: VAELoss, batch: int = 32) -> dict[str, float]:
    """Occupancy IoU and latent statistics over a store, from the mean latents and all stored queries."""
    ious = []
    for start in range(0, len(store.points), batch):
        rows = slice(start, start + batch)
        surface = (store.points[rows, : loss.points], store.normals[rows, : loss.points])
        p, q, x, truth = (
            torch.from_numpy(array.astype(np.float32)).to(model.device)
            for array in (*surface, store.queries[rows], store.distances[rows])
        )
        predicted, _ = model.decoder.query(model.decoder.features(model.encode(p, q).mean), x)
        ious.append(occupancy_iou(predicted, truth))
    iou = torch.cat(ious)
    return {"iou_median": float(iou.median()), "iou_mean": float(iou.mean()), "iou_p10": float(iou.quantile(0.1))}

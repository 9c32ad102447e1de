"""Stage 1: the part VAE (paper 3.1 and supplementary A, eq. 17).

Field loss: L1 of the truncated signed distance and cross-entropy of its sign, at points in and around the part. It trains
from scratch, and is our choice; the paper fine-tunes with rendered depth and normals (train/rendering_loss.py).

Beside the parts themselves, E3D must encode boxes anywhere in the object cube (eq. 6): a share of every batch are
boxes drawn at random, whose signed distance is known in closed form.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from diffusers.models.modeling_utils import ModelMixin
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from copart_core.geometry.sampling import box_surface
from copart_core.models.shape_vae import occupancy_iou
from copart_core.train.draw import Draw
from copart_core.train.loop import LossFunction
from copart_core.train.parts import Part, PartBatch, PartSource, PartStore


@dataclass(frozen=True)
class VAELoss:
    truncation: float = 0.15  # distances are learned up to here, or to the field's own reach; the model's coordinates
    sharpness: float = 6.0  # logit of the sign at the truncation
    sign_weight: float = 0.15
    kl_weight: float = 1.5e-3
    boxes: float = 0.12  # share of random boxes in a batch
    points: int = 2048  # P, Q given to E3D
    queries: int = 1024


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


def vae_loss(model: ModelMixin, source: PartSource, loss: VAELoss, batch: int) -> LossFunction:
    """The stage's loss: field, sign and KL, each a scalar of its own beside the occupancy IoU of the batch's parts."""

    def loss_of(draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        rows = draw.rows(batch)
        parts, boxes = deal(rows, batch, loss)
        kinds = ((parts, source), (boxes, RandomBoxes()))
        drawn = [kind.draw(draw, of_kind, loss.points, loss.queries) for of_kind, kind in kinds if of_kind]
        batch = PartBatch.join(drawn).to(model.device)
        posterior = model.encode(drawn.points, drawn.normals)
        noise = draw.noise(parts + boxes, posterior.mean.shape[1:]).to(model.device)
        latents = posterior.mean + noise * (0.5 * posterior.log_variance).exp()
        predicted, _ = model.decoder.query(model.decoder.features(latents), drawn.queries)
        field, sign = field_loss(predicted, drawn.distances, loss)
        kl = posterior.kl()
        iou = occupancy_iou(predicted.detach(), drawn.distances)[: len(parts)].mean()
        total = field + loss.sign_weight * sign + loss.kl_weight * kl
        return total, {"field": field.detach(), "sign": sign.detach(), "kl": kl.detach(), "iou": iou}

    return loss_of


def deal(rows: range, batch: int, loss: VAELoss) -> tuple[list[int], list[int]]:
    """The rows that hold parts and those that hold boxes, which are spread evenly over the batch."""
    boxes = round(loss.boxes * batch)
    is_box = [(row + 1) * boxes // batch > row * boxes // batch for row in rows]
    return (
        [row for row, box in zip(rows, is_box, strict=True) if not box],
        [row for row, box in zip(rows, is_box, strict=True) if box],
    )


def field_loss(
    predicted: Float[Tensor, "B M"], truth: Float[Tensor, "B M"], loss: VAELoss
) -> tuple[Float[Tensor, ""], Float[Tensor, ""]]:
    """L1 of the truncated signed distance (in units of the truncation) and cross-entropy of its sign."""
    clamped = truth.clamp(-loss.truncation, loss.truncation)
    field = (predicted - clamped).abs().mean() / loss.truncation
    logits = -loss.sharpness / loss.truncation * predicted
    return field, F.binary_cross_entropy_with_logits(logits, (truth < 0).to(predicted.dtype))


def random_boxes(draw: Draw, rows: list[int], loss: VAELoss) -> PartBatch:
    """Boxes as parts of their own; the same coordinates for every model."""
    return PartBatch.of([_box(draw.row_rng(row), loss) for row in rows], loss.points, loss.queries, draw.rng())


def _box(rng: np.random.Generator, loss: VAELoss) -> Part:
    low, high = random_box(rng)
    points, normals = box_surface(low, high, loss.points, rng)
    near = points[rng.integers(len(points), size=loss.queries // 2)] + rng.normal(0, 0.05, (loss.queries // 2, 3))
    queries = np.concatenate([near, rng.uniform(-1.1, 1.1, (loss.queries - len(near), 3))])
    return Part(points, normals, queries, box_distance(low, high, queries), np.ones(3, np.float32), None)


@torch.inference_mode()
def measure(model: ModelMixin, store: PartStore, loss: VAELoss, batch: int = 32) -> dict[str, float]:
    """Occupancy IoU over a store, from the mean latents and all stored queries."""
    ious = []
    for start in range(0, len(store), batch):
        parts = store.parts[start : start + batch]
        p, q, x, truth = (
            torch.from_numpy(np.stack(column).astype(np.float32)).to(model.device)
            for column in zip(*((part.points[: loss.points], part.normals[: loss.points], part.queries, part.distances)
                                for part in parts), strict=True)
        )  # fmt: skip
        predicted, _ = model.decoder.query(model.decoder.features(model.encode(p, q).mean), x)
        ious.append(occupancy_iou(predicted, truth))
    iou = torch.cat(ious)
    return {"iou_median": float(iou.median()), "iou_mean": float(iou.mean()), "iou_p10": float(iou.quantile(0.1))}

"""Stage 1: the part VAE (paper 3.1 and supplementary A, eq. 17).

Field loss: L1 of the truncated signed distance and cross-entropy of its sign, at points in and around the part. It
trains from scratch, and is our choice; the paper fine-tunes with rendered depth and normals (train/rendering_loss.py).

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
from torch import Tensor

from copart_core.models.shape_vae import occupancy_iou
from copart_core.train.boxes import RandomBoxes
from copart_core.train.draw import Draw
from copart_core.train.loop import LossFunction
from copart_core.train.parts import PartBatch, PartSource, PartStore


@dataclass(frozen=True)
class VAELoss:
    truncation: float = 0.15  # distances are learned up to here, or to the field's own reach; the model's coordinates
    sharpness: float = 6.0  # logit of the sign at the truncation
    sign_weight: float = 0.15
    kl_weight: float = 1.5e-3
    boxes: float = 0.12  # share of random boxes in a batch
    points: int = 2048  # P, Q given to E3D
    queries: int = 1024


def vae_loss(model: ModelMixin, source: PartSource, loss: VAELoss, size: int) -> LossFunction:
    """The stage's loss: field, sign and KL. `size` is the whole batch's."""

    def loss_of(draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        kinds = zip(deal(draw.rows(size), size, loss), (source, RandomBoxes()), strict=True)
        drawn = [(rows, kind.draw(draw, rows, loss.points, loss.queries)) for rows, kind in kinds if rows]
        batch = PartBatch.join([parts for _, parts in drawn]).to(model.device)
        posterior = model.encode(batch.points, batch.normals)
        noise = draw.noise([row for rows, _ in drawn for row in rows], posterior.mean.shape[1:]).to(model.device)
        latents = posterior.mean + noise * (0.5 * posterior.log_variance).exp()
        predicted, _ = model.decoder.query(model.decoder.features(latents), batch.queries)
        field, sign = field_loss(predicted, batch.distances, loss)
        kl = posterior.kl()
        scalars = {"field": field, "sign": sign, "kl": kl, "iou": occupancy_iou(predicted, batch.distances).mean()}
        total = field + loss.sign_weight * sign + loss.kl_weight * kl
        return total, {name: value.detach() for name, value in scalars.items()}

    return loss_of


def deal(rows: range, size: int, loss: VAELoss) -> tuple[list[int], list[int]]:
    """The rows that hold parts and those that hold boxes, which are spread evenly over the batch."""
    boxes = round(loss.boxes * size)
    is_box = [(row + 1) * boxes // size > row * boxes // size for row in rows]
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

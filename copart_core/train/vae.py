"""Stage 1: the part VAE (paper 3.1 and supplementary A, eq. 17).

Field loss: L1 of the truncated signed distance and cross-entropy of its sign, at points in and around the part. It
trains from scratch, and is our choice; the paper fine-tunes with rendered depth and normals (train/rendering_loss.py).

Beside the parts themselves, E3D must encode boxes anywhere in the object cube (eq. 6): a share of every batch are
boxes drawn at random (train/boxes.py).
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor

from copart_core.geometry.extraction import Field
from copart_core.models.reconstruction import ShapeModel
from copart_core.models.shape_vae import occupancy_iou
from copart_core.train.boxes import RandomBoxes
from copart_core.train.draw import Draw
from copart_core.train.loop import LossFunction
from copart_core.train.parts import PartBatch, PartSource
from copart_core.train.rendering_loss import RenderingLoss


@dataclass(frozen=True)
class VAELoss:
    truncation: float = 0.15  # distances are learned up to here, or to the field's own reach; the model's coordinates
    sharpness: float = 6.0  # logit of the sign at the truncation
    field_weight: float = 1.0
    sign_weight: float = 0.15
    kl_weight: float = 1.5e-3  # l3 of eq. 17
    sparsity_weight: float = 0.0
    rendering: RenderingLoss | None = None
    boxes: float = 0.12  # share of random boxes in a batch
    points: int = 2048  # P, Q given to E3D
    queries: int = 1024
    edges: int = 2048  # of the sparsity prior, a part


def vae_loss(model: ShapeModel, source: PartSource, loss: VAELoss, size: int) -> LossFunction:
    """The stage's loss: the weighted sum of its terms, each of which is a scalar. `size` is the whole batch's."""

    def loss_of(draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        device = model.latent_mean.device  # cheaper than model.device, which walks through all modules
        kinds = zip(deal(draw.rows(size), size, loss), (source, RandomBoxes()), strict=True)
        drawn = [(rows, kind.draw(draw, rows, loss.points, loss.queries)) for rows, kind in kinds if rows]
        rows = [row for rows, _ in drawn for row in rows]
        batch = PartBatch.join([parts for _, parts in drawn]).to(device)

        posterior = model.encode(batch.points, batch.normals)
        noise = draw.noise(rows, posterior.mean.shape[1:]).to(device)
        latents = posterior.mean + noise * (0.5 * posterior.log_variance).exp()
        decoded = model.field_of(latents)
        predicted, _ = decoded.distance(batch.queries)

        truncation = min(loss.truncation, decoded.truncation)
        field, sign = field_loss(predicted, batch.distances, truncation, loss.sharpness)
        kl = posterior.kl()
        total = loss.field_weight * field + loss.sign_weight * sign + loss.kl_weight * kl
        scalars = {"field": field, "sign": sign, "kl": kl, "iou": occupancy_iou(predicted, batch.distances).mean()}
        if loss.sparsity_weight:
            step = 2 / (loss.rendering or RenderingLoss()).resolution
            scalars["sparsity"] = sparsity(decoded, draw, rows, loss.edges, step, loss.sharpness / truncation)
            total = total + loss.sparsity_weight * scalars["sparsity"]
        if loss.rendering is not None:
            rendered, terms = loss.rendering(model, latents, batch, rows, draw)
            total, scalars = total + rendered, scalars | terms
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
    predicted: Float[Tensor, "B M"], truth: Float[Tensor, "B M"], truncation: float, sharpness: float
) -> tuple[Float[Tensor, ""], Float[Tensor, ""]]:
    """L1 of the truncated signed distance (in units of the truncation) and cross-entropy of its sign."""
    field = (predicted - truth.clamp(-truncation, truncation)).abs().mean() / truncation
    logits = -sharpness / truncation * predicted
    return field, F.binary_cross_entropy_with_logits(logits, (truth < 0).to(logits.dtype))


def sparsity(
    field: Field, draw: Draw, rows: list[int], count: int, step: float, sharpness: float
) -> Float[Tensor, ""]:
    """Cross-entropy of the signs at both ends of edges that cross the surface, mean over all edges.

    The prior against floaters and inner walls that nothing sees, of Munkberg et al. 2022 (nvdiffrec), which FlexiCubes
    takes over; here on `count` random edges of one grid step instead of all of a grid.
    """
    rngs = [draw.row_rng(row, stream=6) for row in rows]
    starts = np.stack([rng.uniform(-1, 1, (count, 3)) for rng in rngs])
    along = np.eye(3)[np.stack([rng.integers(3, size=count) for rng in rngs])]
    ends = torch.from_numpy(np.concatenate([starts, starts + step * along], axis=1).astype(np.float32))
    here, there = (-sharpness * field.distance(ends)[0]).chunk(2, dim=1)
    both = (F.binary_cross_entropy_with_logits(one, (other > 0).to(one.dtype), reduction="none")
            for one, other in ((here, there), (there, here)))  # fmt: skip
    return (sum(both) * ((here > 0) != (there > 0))).mean()

"""Stage 4: both denoisers jointly, in progressive stages (METHOD section 4; the stage table is our choice).

Loss: what each modality's process asks for (diffusion/process.py), squared error, mean over the parts of the batch
(paper eq. 10). Flow matching has weight 1 at every time (the times are drawn where they matter); a DDPM branch has
Min-SNR weights (Hang et al. 2023): min(snr, gamma) / snr for a predicted noise, min(snr, gamma) / (snr + 1) for a
velocity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from copart_core.diffusion.process import DDPM, NETWORK_TIME, Process
from copart_core.models.copart import CoPartDenoiser
from copart_core.train.batches import Batch, BatchConfig
from copart_core.train.draw import Draw
from copart_core.train.loop import LossFunction

TIME_BUCKETS = 4  # of the reported losses


@dataclass(frozen=True)
class DiffusionLoss:
    """All values are our choice."""

    batch: BatchConfig = field(default_factory=BatchConfig)
    image_weight: float = 1.0
    snr_gamma: float | None = 5.0  # of the Min-SNR weights of a DDPM branch; None: weight 1


class Stream(Protocol):
    def draw(self, draw: Draw) -> Batch: ...


def diffusion_loss(
    model: CoPartDenoiser, stream: Stream, processes: tuple[Process, Process], loss: DiffusionLoss
) -> LossFunction:
    """The stage's loss; `processes` are the geometry's and the image's."""

    def loss_of(draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        batch = stream.draw(draw)
        rows = batch.rows
        # One time for all parts and both modalities of an object: they are denoised together.
        time = training_times(processes, batch.objects, draw.generator())[rows.start : rows.stop]
        noise_g = draw.noise(rows, batch.geometry.shape[1:], stream=2)
        noise_f = draw.noise(rows, batch.image.shape[1:], stream=3)
        # All is drawn on the CPU, so that every device trains on the same noise.
        device = batch_device(model)
        batch, time, noise_g, noise_f = batch.to(device), time.to(device), noise_g.to(device), noise_f.to(device)
        three, two = processes
        geometry, image = model(
            three.noised(batch.geometry, noise_g, time), two.noised(batch.image, noise_f, time), time, batch.conditions
        )
        errors = {
            "geometry": squared_error(geometry, three.target(batch.geometry, noise_g, time)),
            "image": squared_error(image, two.target(batch.image, noise_f, time)),
        }
        weighted = {
            name: (min_snr(process, time, loss.snr_gamma)[:, None] * error * batch.present).sum() / batch.parts
            for (name, error), process in zip(errors.items(), processes, strict=True)
        }
        scalars = {name: value.detach() for name, value in weighted.items()}
        for name, error in errors.items():
            scalars |= in_pieces(name, error.detach(), batch.present, time)
        return weighted["geometry"] + loss.image_weight * weighted["image"], scalars

    return loss_of


def batch_device(model: CoPartDenoiser) -> torch.device:
    return model.kind_embed.device  # cheaper than model.device, which walks through all modules


def training_times(
    processes: Sequence[Process], count: int, generator: torch.Generator
) -> Float[Tensor, "B"]:
    """Times for both modalities: a DDPM branch knows whole steps only, which a flow can take too; so it decides."""
    deciding = next((process for process in processes if isinstance(process, DDPM)), processes[0])
    return deciding.training_times(count, generator)


def squared_error(predicted: Float[Tensor, "B P ..."], wanted: Float[Tensor, "B P ..."]) -> Float[Tensor, "B P"]:
    return (predicted.float() - wanted).square().flatten(2).mean(dim=-1)


def min_snr(process: Process, time: Float[Tensor, "B"], gamma: float | None) -> Float[Tensor, "B"]:
    """The weights of the times, 1 for a flow."""
    if gamma is None or not isinstance(process, DDPM):
        return torch.ones_like(time)
    snr = process.snr(time)
    if process.predicts_noise:
        return (gamma / snr).clamp(max=1)  # min(snr, gamma) / snr, also where snr is 0
    return snr.clamp(max=gamma) / (snr + 1)


def in_pieces(
    name: str, error: Float[Tensor, "B P"], present: Bool[Tensor, "B P"], time: Float[Tensor, "B"]
) -> dict[str, Tensor]:
    """Unweighted means of the global part, of the other parts, and of quarters of the times; NaN where nothing is."""
    pieces = {f"{name}/whole": error[:, 0].mean(), f"{name}/parts": error[:, 1:][present[:, 1:]].mean()}
    bucket = (time * (TIME_BUCKETS / NETWORK_TIME)).long().clamp(max=TIME_BUCKETS - 1)
    for index in range(TIME_BUCKETS):
        low, high = (round(NETWORK_TIME * edge / TIME_BUCKETS) for edge in (index, index + 1))
        pieces[f"{name}/time {low}-{high}"] = error[(bucket == index)[:, None] & present].mean()
    return pieces

"""Flow matching: noising, target and Euler steps, and per-part noise. Mathematics only, no networks.

x_t = (1 - t) x_0 + t eps, target v = eps - x_0 (our choice where a branch is trained from scratch, METHOD section 4);
t = 0 is clean, t = 1 noise. The networks see 1000 t.
"""

from __future__ import annotations

import hashlib

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from jaxtyping import Float
from torch import Tensor

NETWORK_TIME = 1000.0


def _like(time: Float[Tensor, "B"], x: Tensor) -> Tensor:
    return time.reshape(-1, *([1] * (x.ndim - 1)))


def noised(
    x0: Float[Tensor, "B ..."], noise: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
) -> Float[Tensor, "B ..."]:
    """x_t."""
    t = _like(time, x0)
    return (1 - t) * x0 + t * noise


def target(x0: Float[Tensor, "B ..."], noise: Float[Tensor, "B ..."]) -> Float[Tensor, "B ..."]:
    """v, the velocity from data to noise."""
    return noise - x0


def clean_estimate(x: Float[Tensor, "..."], velocity: Float[Tensor, "..."], time: float) -> Float[Tensor, "..."]:
    """x_0 as predicted at `time`."""
    return x - time * velocity


def training_times(count: int, generator: torch.Generator) -> Float[Tensor, "B"]:
    """Logit-normal times: most steps are spent in the middle, where the prediction is hardest."""
    return torch.randn(count, generator=generator).sigmoid()


def sampling_times(scheduler: FlowMatchEulerDiscreteScheduler, steps: int) -> list[float]:
    """The times of `steps` Euler steps, from 1 down to 0 (steps + 1 numbers), after the scheduler's shift."""
    if steps < 1:
        raise ValueError(f"expected at least 1 step, got {steps}")
    # Given as numbers: by default diffusers spends the last step between sigma_min and 0, where nothing is left to do.
    scheduler.set_timesteps(sigmas=np.linspace(1, 1 / steps, steps).tolist())
    return [float(sigma) for sigma in torch.as_tensor(scheduler.sigmas)]


def guided(
    conditional: Float[Tensor, "..."], unconditional: Float[Tensor, "..."], scale: float
) -> Float[Tensor, "..."]:
    """Classifier-free guidance."""
    return unconditional + scale * (conditional - unconditional)


def part_generator(scene_seed: int, part_id: str, part_seed: int) -> torch.Generator:
    """The generator of one part, on the CPU: another part's seed, or the number of parts, never changes it."""
    digest = hashlib.sha256(f"{scene_seed}/{part_id}/{part_seed}".encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "big") >> 2)

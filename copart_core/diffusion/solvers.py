"""Solvers: diffusers' schedulers, set up for one run."""

from __future__ import annotations

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler


def sampling_times(scheduler: FlowMatchEulerDiscreteScheduler, steps: int) -> list[float]:
    """The times of `steps` Euler steps, from 1 down to 0 (steps + 1 numbers), after the scheduler's shift."""
    if steps < 1:
        raise ValueError(f"expected at least 1 step, got {steps}")
    # Given as numbers: by default diffusers spends the last step between sigma_min and 0, where nothing is left to do.
    scheduler.set_timesteps(sigmas=np.linspace(1, 1 / steps, steps).tolist())
    return [float(sigma) for sigma in torch.as_tensor(scheduler.sigmas)]

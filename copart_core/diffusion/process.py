"""How a modality is noised, and what its network predicts: flow matching or DDPM. Mathematics only, no networks.

Times are network times in [0, 1000], one an object: 0 is clean, 1000 noise. Both modalities of an object are denoised
together, so they share the time; each goes through a process of its own (paper 6, eq. 10; METHOD section 4: a branch
that was trained from scratch may flow, one that starts from public weights keeps its own parameterisation).
"""

# diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

from typing import Any, Protocol

import torch
from diffusers import (
    DDIMScheduler,
    DDPMScheduler,
    DPMSolverMultistepScheduler,
    FlowMatchEulerDiscreteScheduler,
)
from jaxtyping import Float, Int
from torch import Tensor

NETWORK_TIME = 1000.0


def _like(value: Float[Tensor, "B"], x: Tensor) -> Tensor:
    return value.to(x).reshape(-1, *([1] * (x.ndim - 1)))


class Process(Protocol):
    """One modality's noising and parameterisation. `time` is network time in [0, 1000], one an object."""

    def noised(
        self, x0: Float[Tensor, "B ..."], noise: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        """x_t."""
        ...

    def target(
        self, x0: Float[Tensor, "B ..."], noise: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        """What the network should predict."""
        ...

    def clean(
        self, x_t: Float[Tensor, "B ..."], prediction: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        """x_0 as estimated from a prediction."""
        ...

    def noise_of(
        self, x_t: Float[Tensor, "B ..."], prediction: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        """eps as estimated from a prediction."""
        ...

    def snr(self, time: Float[Tensor, "B"]) -> Float[Tensor, "B"]:
        """(share of data / share of noise)^2 of x_t, for Min-SNR weights; infinite where nothing is noised."""
        ...

    def training_times(self, count: int, generator: torch.Generator) -> Float[Tensor, "B"]:
        """Network times to train at, drawn on the generator's device."""
        ...


class Flow:
    """Flow matching: x_t = (1 - t) x_0 + t eps with t = time / 1000; the network predicts v = eps - x_0."""

    def noised(
        self, x0: Float[Tensor, "B ..."], noise: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        t = _like(time / NETWORK_TIME, x0)
        return (1 - t) * x0 + t * noise

    def target(
        self, x0: Float[Tensor, "B ..."], noise: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        return noise - x0

    def clean(
        self, x_t: Float[Tensor, "B ..."], prediction: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        return x_t - _like(time / NETWORK_TIME, x_t) * prediction

    def noise_of(
        self, x_t: Float[Tensor, "B ..."], prediction: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        return x_t + (1 - _like(time / NETWORK_TIME, x_t)) * prediction

    def snr(self, time: Float[Tensor, "B"]) -> Float[Tensor, "B"]:
        t = time / NETWORK_TIME
        return ((1 - t) / t).square()

    def training_times(self, count: int, generator: torch.Generator) -> Float[Tensor, "B"]:
        """Logit-normal: most times lie in the middle, where the prediction is hardest."""
        normal = torch.randn(count, generator=generator, device=generator.device)
        return NETWORK_TIME * normal.sigmoid()


class DDPM:
    """x_t = sqrt(a_t) x_0 + sqrt(1 - a_t) eps, with a_t = diffusers' `alphas_cumprod`; the network predicts eps or v.

    v = sqrt(a_t) eps - sqrt(1 - a_t) x_0. Times are rounded to the whole steps that DDPM knows, from 0 on.
    """

    def __init__(self, scheduler: DDPMScheduler):
        self.scheduler = scheduler
        self.predicts_noise = scheduler.config.prediction_type == "epsilon"
        if not self.predicts_noise and scheduler.config.prediction_type != "v_prediction":
            raise ValueError(
                f"expected a DDPM scheduler with prediction_type 'epsilon' or 'v_prediction', got "
                f"{scheduler.config.prediction_type!r}; set it in the model's scheduler_config.json"
            )

    def steps(self, time: Float[Tensor, "B"]) -> Int[Tensor, "B"]:
        """The indices into diffusers' tables."""
        return time.round().long().clamp(0, self.scheduler.config.num_train_timesteps - 1)

    def noised(
        self, x0: Float[Tensor, "B ..."], noise: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        return self.scheduler.add_noise(x0, noise, self.steps(time))  # type: ignore[arg-type]

    def target(
        self, x0: Float[Tensor, "B ..."], noise: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        if self.predicts_noise:
            return noise
        return self.scheduler.get_velocity(x0, noise, self.steps(time))  # type: ignore[arg-type]

    def clean(
        self, x_t: Float[Tensor, "B ..."], prediction: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        data, noise = self._shares(x_t, time)
        return (x_t - noise * prediction) / data if self.predicts_noise else data * x_t - noise * prediction

    def noise_of(
        self, x_t: Float[Tensor, "B ..."], prediction: Float[Tensor, "B ..."], time: Float[Tensor, "B"]
    ) -> Float[Tensor, "B ..."]:
        data, noise = self._shares(x_t, time)
        return prediction if self.predicts_noise else noise * x_t + data * prediction

    def snr(self, time: Float[Tensor, "B"]) -> Float[Tensor, "B"]:
        steps = self.steps(time)
        kept = self.scheduler.alphas_cumprod.to(steps.device)[steps]
        return kept / (1 - kept)

    def training_times(self, count: int, generator: torch.Generator) -> Float[Tensor, "B"]:
        """Uniform whole steps, as DDPM is trained."""
        most = self.scheduler.config.num_train_timesteps
        return torch.randint(most, (count,), generator=generator, device=generator.device).float()

    def _shares(self, x: Tensor, time: Float[Tensor, "B"]) -> tuple[Tensor, Tensor]:
        """sqrt(a_t) and sqrt(1 - a_t)."""
        kept = self.scheduler.alphas_cumprod.to(x.device)[self.steps(time).to(x.device)]
        return _like(kept.sqrt(), x), _like((1 - kept).sqrt(), x)


def process_of(scheduler: Any) -> Process:
    """The process of a model's diffusers scheduler. Errors: `ValueError` for a kind that no process here fits."""
    if isinstance(scheduler, FlowMatchEulerDiscreteScheduler):
        if scheduler.config.use_dynamic_shifting:
            raise ValueError(
                "expected a flow scheduler with one shift, got use_dynamic_shifting, which asks for another shift for "
                "every size of picture; set use_dynamic_shifting to false and shift to a number in the model's "
                "scheduler_config.json"
            )
        return Flow()
    if isinstance(scheduler, DDPMScheduler | DDIMScheduler | DPMSolverMultistepScheduler):
        return DDPM(DDPMScheduler.from_config(_tables(scheduler.config)))  # type: ignore[arg-type]
    raise ValueError(
        f"expected a FlowMatchEulerDiscrete, DDPM, DDIM or DPMSolverMultistep scheduler, got "
        f"{type(scheduler).__name__}; change the model's scheduler_config.json"
    )


def _tables(config: Any) -> dict[str, Any]:
    """What fixes betas and parameterisation; the other settings of a DDIM or DPM-Solver concern sampling only."""
    names = ("num_train_timesteps", "beta_start", "beta_end", "beta_schedule", "trained_betas", "prediction_type",
             "rescale_betas_zero_snr")  # fmt: skip
    return {name: config[name] for name in names if name in config}

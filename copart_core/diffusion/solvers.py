"""Solvers: diffusers' schedulers, fresh for one run, one a modality, on times that both modalities share.

Which solver a branch can take follows from its parameterisation: a flow is solved by Euler steps, a DDPM by DDIM or by
DPM-Solver++ (two steps of memory). diffusers' schedulers hold state, so the model's own are never stepped.
"""

# diffusers configs make their attributes at run time, and its annotations name types of tensors that nobody passes.
# pyright: reportAttributeAccessIssue=false, reportArgumentType=false, reportReturnType=false
# pyright: reportOptionalIterable=false, reportOptionalSubscript=false

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, FlowMatchEulerDiscreteScheduler
from torch import Tensor

from copart_core.diffusion.process import NETWORK_TIME, Flow, Process, process_of

DDPM_SOLVERS = {"ddim": DDIMScheduler, "dpm": DPMSolverMultistepScheduler}
SOLVERS = ("euler", *DDPM_SOLVERS)
Scheduler = FlowMatchEulerDiscreteScheduler | DDIMScheduler | DPMSolverMultistepScheduler


@dataclass(frozen=True)
class Solver:
    """One modality: its noising and parameterisation, and a scheduler whose state belongs to one run."""

    process: Process
    scheduler: Scheduler

    def step(self, prediction: Tensor, index: int, state: Tensor) -> Tensor:
        """The state at the next of the shared times."""
        return self.scheduler.step(prediction, self.scheduler.timesteps[index], state, return_dict=False)[0]


@dataclass(frozen=True)
class Solvers:
    """Both modalities of one run, and the network times of its steps, from noise downwards."""

    times: tuple[float, ...]
    geometry: Solver
    image: Solver


def solvers(schedulers: tuple[Any, Any], steps: int, solver: str | None = None) -> Solvers:
    """Fresh solvers of the 3D and the 2D branch.

    `solver` names that of the branches with DDPM ("ddim" or "dpm"); None is the model's own, DPM-Solver++ where the
    model only names the noising. A flow always takes "euler". Errors: `ValueError` where no branch can take the solver,
    or where the two schedulers can not agree on times.
    """
    if steps < 1:
        raise ValueError(f"expected at least 1 step, got {steps}")
    processes = tuple(process_of(scheduler) for scheduler in schedulers)
    _check(solver, [isinstance(process, Flow) for process in processes])
    fresh = [_fresh(scheduler, solver) for scheduler in schedulers]
    # DDIM knows only its own times, DPM-Solver takes any whole ones, a flow takes any.
    leader = max(fresh, key=_rank)
    times = _own_times(leader, steps)
    for scheduler in fresh:
        if scheduler is not leader:
            _follow(scheduler, leader, times, steps)
    for scheduler in fresh:
        if not isinstance(scheduler, DDIMScheduler):  # which knows its place by the time alone
            scheduler.set_begin_index(0)  # looked up by time, it could be that of an equal time
    geometry, image = (Solver(process, scheduler) for process, scheduler in zip(processes, fresh, strict=True))
    return Solvers(tuple(times), geometry, image)


def _check(solver: str | None, flows: list[bool]) -> None:
    if solver is None:
        return
    able = {"euler"} if all(flows) else set(DDPM_SOLVERS) if not any(flows) else set(SOLVERS)
    if solver not in able:
        raise ValueError(
            f"expected one of this model's solvers ({', '.join(name for name in SOLVERS if name in able)}), got "
            f"{solver!r}; leave it out for the model's own"
        )


def _fresh(scheduler: Any, solver: str | None) -> Scheduler:
    if isinstance(scheduler, FlowMatchEulerDiscreteScheduler):
        return FlowMatchEulerDiscreteScheduler.from_config(scheduler.config)
    own = type(scheduler) if isinstance(scheduler, DDIMScheduler) else DPMSolverMultistepScheduler
    kind = DDPM_SOLVERS.get(solver or "", own)
    if kind is DDIMScheduler:
        # Latents have no bounds that an estimate could be clipped to. A step goes down by num_train_timesteps // steps
        # whatever the times are. On "linspace" that is not the next of them; "trailing", which begins at noise too, is
        # off by a rounded 1 at most.
        spacing = scheduler.config.timestep_spacing if "timestep_spacing" in scheduler.config else "leading"
        return DDIMScheduler.from_config(
            scheduler.config, clip_sample=False, thresholding=False,
            timestep_spacing="trailing" if spacing == "linspace" else spacing,
        )  # fmt: skip
    # The networks give no variance: PixArt's second half of the channels is cut off where they end.
    # DPM-Solver++ as an ODE, whatever the model names: the SDE variants draw noise that no seed of ours fixes.
    return DPMSolverMultistepScheduler.from_config(
        scheduler.config, algorithm_type="dpmsolver++", thresholding=False, variance_type=None
    )


def _rank(scheduler: Scheduler) -> int:
    order = (FlowMatchEulerDiscreteScheduler, DPMSolverMultistepScheduler, DDIMScheduler)
    return order.index(type(scheduler))


def _own_times(scheduler: Scheduler, steps: int) -> list[float]:
    if isinstance(scheduler, FlowMatchEulerDiscreteScheduler):
        # Given as numbers: by default diffusers spends the last step between sigma_min and 0, where nothing is left.
        scheduler.set_timesteps(sigmas=np.linspace(1, 1 / steps, steps).tolist())
    else:
        scheduler.set_timesteps(steps)
    return [float(time) for time in scheduler.timesteps]


def _follow(scheduler: Scheduler, leader: Scheduler, times: list[float], steps: int) -> None:
    if _own_times(scheduler, steps) == times:
        return
    if isinstance(scheduler, DDIMScheduler):  # as the leader is: it can only be spaced alike
        spacing = {name: leader.config[name] for name in ("timestep_spacing", "steps_offset")}
        scheduler.register_to_config(**spacing)
        scheduler.set_timesteps(steps)
    elif isinstance(scheduler, DPMSolverMultistepScheduler):
        scheduler.set_timesteps(timesteps=[int(time) for time in times])
    elif isinstance(scheduler, FlowMatchEulerDiscreteScheduler):
        # Without the scheduler's own shift: the leader has shifted already.
        scheduler.set_shift(1.0)
        scheduler.set_timesteps(sigmas=[time / NETWORK_TIME for time in times])
    if [round(float(time)) for time in scheduler.timesteps] != [round(time) for time in times]:
        raise ValueError(
            "the 3D and the 2D scheduler can not step through the same times; give both scheduler_config.json the same "
            "num_train_timesteps, timestep_spacing and steps_offset"
        )

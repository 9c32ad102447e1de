from itertools import pairwise

import pytest
import torch
from diffusers import (
    DDIMScheduler,
    DDPMScheduler,
    DPMSolverMultistepScheduler,
    FlowMatchEulerDiscreteScheduler,
)

from copart_core.diffusion.process import DDPM, Flow
from copart_core.diffusion.solvers import SOLVERS, Solver, solvers

FLOW = FlowMatchEulerDiscreteScheduler(shift=1.0)
DDIM = DDIMScheduler(beta_schedule="scaled_linear", timestep_spacing="leading", steps_offset=1, clip_sample=False)
DPM = DPMSolverMultistepScheduler(beta_start=0.0001, beta_end=0.02)
DDPM_V = DDPMScheduler(prediction_type="v_prediction")
PAIRS = {
    "flow": (FLOW, FLOW), "ddim": (DDIM, DDIM), "dpm": (DPM, DPM), "ddpm": (DDPM_V, DDPM_V),
    "as in CraftsMan and PixArt": (DDIM, DPM), "flow in 3D, DPM in 2D": (FLOW, DPM),
    "DDIM in 3D, flow in 2D": (DDIM, FLOW),
}  # fmt: skip


def solved(solver: Solver, times: tuple[float, ...], data: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """What the solver arrives at with the best of all predictions for data that is always the same."""
    state = noise
    for index, time in enumerate(times):
        at = torch.full((len(data),), time)
        kept, share = (solver.process.noised(*pair, at) for pair in ((torch.ones_like(data), torch.zeros_like(data)),
                                                                    (torch.zeros_like(data), torch.ones_like(data))))
        believed = (state - kept * data) / share.clamp_min(1e-6)  # the noise that the data would have to bear
        state = solver.step(solver.process.target(data, believed, at), index, state)
    return state


def test_a_flow_takes_equal_steps_from_noise_to_data() -> None:
    run = solvers((FLOW, FLOW), 7)
    assert run.times == pytest.approx([1000, 6000 / 7, 5000 / 7, 4000 / 7, 3000 / 7, 2000 / 7, 1000 / 7])
    assert isinstance(run.geometry.process, Flow)
    state, velocity = torch.randn(2, 3), torch.randn(2, 3)
    torch.testing.assert_close(run.geometry.step(velocity, 0, state), state - velocity / 7)


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("steps", [1, 5, 20])
def test_every_solver_arrives_at_the_data(pair: str, steps: int) -> None:
    generator = torch.Generator().manual_seed(0)
    data, noise = torch.randn(2, 4, generator=generator), torch.randn(2, 4, generator=generator)
    run = solvers(PAIRS[pair], steps)
    assert len(run.times) == steps and all(a > b for a, b in pairwise(run.times))
    # DDIM's last step ends at the first of the noised times (as Stable Diffusion has it) or at the data.
    for solver in (run.geometry, run.image):
        torch.testing.assert_close(solved(solver, run.times, data, noise), data, atol=0.03, rtol=0)


def test_times_that_are_equal_once_rounded_are_all_stepped_through() -> None:
    karras = DPMSolverMultistepScheduler(use_karras_sigmas=True)
    run = solvers((karras, karras), 200)
    assert len(set(run.times)) < 200
    state = torch.ones(1, 2)
    for index in range(200):
        state = run.geometry.step(torch.zeros(1, 2), index, state)
    assert run.geometry.scheduler.step_index == 200 and state.isfinite().all()


def test_both_modalities_step_through_the_same_times() -> None:
    run = solvers(PAIRS["as in CraftsMan and PixArt"], 10)
    assert isinstance(run.geometry.scheduler, DDIMScheduler)
    assert isinstance(run.image.scheduler, DPMSolverMultistepScheduler)
    assert run.image.scheduler.timesteps.tolist() == run.geometry.scheduler.timesteps.tolist() == list(run.times)


def test_the_choice_is_between_what_the_parameterisation_allows() -> None:
    assert isinstance(solvers((DDPM_V, DDPM_V), 3).geometry.scheduler, DPMSolverMultistepScheduler)
    assert isinstance(solvers((DPM, DPM), 3, "ddim").image.scheduler, DDIMScheduler)
    mixed = solvers((FLOW, DDIM), 3, "dpm")
    assert isinstance(mixed.geometry.scheduler, FlowMatchEulerDiscreteScheduler)
    assert isinstance(mixed.image.scheduler, DPMSolverMultistepScheduler)
    assert isinstance(mixed.image.process, DDPM)
    for pair, solver, able in (((FLOW, FLOW), "dpm", "euler"), ((DPM, DDIM), "euler", "ddim, dpm")):
        with pytest.raises(ValueError, match=rf"solvers \({able}\), got '{solver}'"):
            solvers(pair, 3, solver)
    with pytest.raises(ValueError, match="got 'heun'"):
        solvers((FLOW, DPM), 3, "heun")
    assert SOLVERS == ("euler", "ddim", "dpm")


@pytest.mark.parametrize("steps", [1, 7, 16, 50])
def test_ddim_steps_to_the_next_of_the_shared_times(steps: int) -> None:
    """Kept parts are noised to the shared times; a state is at one of them after a step, to a rounded 1 of 1000."""
    spaced = DDIMScheduler(timestep_spacing="linspace")
    for run in (solvers((spaced, spaced), steps), solvers((DPM, DPM), steps, "ddim")):
        assert run.times[0] == 999
        data, noise = torch.full((1, 2), 0.7), torch.full((1, 2), -1.3)
        for solver in (run.geometry, run.image):
            for index, (now, after) in enumerate(pairwise(run.times)):
                state, expected = (solver.process.noised(data, noise, torch.tensor([time])) for time in (now, after))
                target = solver.process.target(data, noise, torch.tensor([now]))
                torch.testing.assert_close(solver.step(target, index, state), expected, atol=5e-3, rtol=0)


def test_the_models_own_schedulers_are_never_stepped() -> None:
    before = DPM.timesteps.clone()
    run = solvers((DPM, DPM), 4)
    for index in range(4):
        run.geometry.step(torch.ones(1, 2), index, torch.ones(1, 2))
    assert torch.equal(DPM.timesteps, before) and DPM.step_index is None
    assert run.image.scheduler.step_index is None  # nor do the modalities share one


def test_no_solver_draws_noise() -> None:
    stochastic = DPMSolverMultistepScheduler(algorithm_type="sde-dpmsolver++")

    def step() -> torch.Tensor:
        return solvers((stochastic, stochastic), 4).geometry.step(torch.ones(1, 2), 0, torch.zeros(1, 2))

    assert torch.equal(step(), step())


@pytest.mark.parametrize("second", [DDIMScheduler(timestep_spacing="trailing"), DPM])
def test_ddim_in_both_modalities_is_spaced_alike(second: DDIMScheduler | DPMSolverMultistepScheduler) -> None:
    run = solvers((DDIM, second), 5, "ddim")
    for solver in (run.geometry, run.image):
        assert torch.as_tensor(solver.scheduler.timesteps).tolist() == list(run.times)
    assert run.times == solvers((DDIM, DDIM), 5).times


def test_what_can_not_be_done_is_explained() -> None:
    with pytest.raises(ValueError, match="at least 1 step, got 0"):
        solvers((FLOW, FLOW), 0)
    with pytest.raises(ValueError, match="the same times"):
        solvers((DDIM, DDIMScheduler(num_train_timesteps=500)), 5)

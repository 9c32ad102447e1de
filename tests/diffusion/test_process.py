# diffusers' annotations name types of tensors that nobody passes.
# pyright: reportArgumentType=false

import pytest
import torch
from diffusers import (
    DDIMScheduler,
    DDPMScheduler,
    DPMSolverMultistepScheduler,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
)

from copart_core.diffusion.process import DDPM, NETWORK_TIME, Flow, process_of

EPSILON = DDPMScheduler(beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012)
VELOCITY = DDPMScheduler(prediction_type="v_prediction")
PROCESSES = {"flow": Flow(), "epsilon": DDPM(EPSILON), "v": DDPM(VELOCITY)}


def draw(*shape: int) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(shape, generator=generator), torch.randn(shape, generator=generator)


def test_the_flow_runs_from_data_to_noise() -> None:
    x0, noise = draw(2, 3, 4)
    torch.testing.assert_close(Flow().noised(x0, noise, torch.zeros(2)), x0)
    torch.testing.assert_close(Flow().noised(x0, noise, torch.full((2,), 1000.0)), noise)
    mixed = Flow().noised(x0, noise, torch.tensor([250.0, 500.0]))
    torch.testing.assert_close(mixed[0], 0.75 * x0[0] + 0.25 * noise[0])
    torch.testing.assert_close(mixed[1], 0.5 * x0[1] + 0.5 * noise[1])
    torch.testing.assert_close(Flow().target(x0, noise, torch.zeros(2)), noise - x0)


@pytest.mark.parametrize("scheduler", [EPSILON, VELOCITY])
def test_ddpm_noises_and_aims_as_diffusers_does(scheduler: DDPMScheduler) -> None:
    x0, noise = draw(3, 2, 5)
    time = torch.tensor([0.0, 417.0, 999.0])
    process = DDPM(scheduler)
    assert torch.equal(process.noised(x0, noise, time), scheduler.add_noise(x0, noise, time.long()))
    if scheduler is EPSILON:
        assert torch.equal(process.target(x0, noise, time), noise)
    else:
        assert torch.equal(process.target(x0, noise, time), scheduler.get_velocity(x0, noise, time.long()))


@pytest.mark.parametrize("name", PROCESSES)
def test_a_right_prediction_leads_back_to_data_and_noise(name: str) -> None:
    process = PROCESSES[name]
    x0, noise = draw(4, 2, 3, 2)
    time = torch.tensor([1.0, 250.0, 600.0, 900.0])
    x_t, prediction = process.noised(x0, noise, time), process.target(x0, noise, time)
    torch.testing.assert_close(process.clean(x_t, prediction, time), x0, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(process.noise_of(x_t, prediction, time), noise, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("name", PROCESSES)
def test_snr_is_the_ratio_of_the_squared_shares(name: str) -> None:
    process = PROCESSES[name]
    time = torch.tensor([1.0, 250.0, 600.0, 900.0])
    one, zero = torch.ones(4), torch.zeros(4)
    expected = (process.noised(one, zero, time) / process.noised(zero, one, time)).square()
    torch.testing.assert_close(process.snr(time), expected, rtol=1e-4, atol=0)


def test_training_times_of_a_flow_lie_inside_and_in_the_middle() -> None:
    times = Flow().training_times(1000, torch.Generator().manual_seed(0))
    assert 0 < times.min() and times.max() < NETWORK_TIME and abs(times.mean() - 500) < 30
    again = torch.randn(1000, generator=torch.Generator().manual_seed(0)).sigmoid()
    torch.testing.assert_close(times, NETWORK_TIME * again)


def test_training_times_of_ddpm_are_whole_and_uniform() -> None:
    times = DDPM(EPSILON).training_times(4000, torch.Generator().manual_seed(0))
    assert torch.equal(times, times.round()) and times.min() >= 0 and times.max() <= 999
    assert abs(times.mean() - 499.5) < 15 and abs(times.std() - 288.7) < 10


def test_the_process_follows_from_the_scheduler() -> None:
    assert isinstance(process_of(FlowMatchEulerDiscreteScheduler()), Flow)
    given = {"beta_schedule": "scaled_linear", "beta_start": 0.002, "beta_end": 0.01, "prediction_type": "v_prediction"}
    for kind in (DDPMScheduler, DDIMScheduler, DPMSolverMultistepScheduler):
        process = process_of(kind(**given))
        assert isinstance(process, DDPM) and not process.predicts_noise
        assert torch.equal(process.scheduler.alphas_cumprod, kind(**given).alphas_cumprod)


def test_other_schedulers_and_parameterisations_are_refused() -> None:
    with pytest.raises(ValueError, match="EulerDiscreteScheduler; change"):
        process_of(EulerDiscreteScheduler())
    with pytest.raises(ValueError, match="'sample'; set it"):
        process_of(DDPMScheduler(prediction_type="sample"))
    with pytest.raises(ValueError, match="'flow_prediction'; set it"):
        process_of(DPMSolverMultistepScheduler(prediction_type="flow_prediction"))

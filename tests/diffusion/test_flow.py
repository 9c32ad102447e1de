from itertools import pairwise

import pytest
import torch
from diffusers import FlowMatchEulerDiscreteScheduler

from copart_core.diffusion.flow import (
    clean_estimate,
    guided,
    noised,
    part_generator,
    sampling_times,
    target,
    training_times,
)


def test_the_path_runs_from_data_to_noise() -> None:
    x0, noise = torch.randn(2, 3, 4), torch.randn(2, 3, 4)
    torch.testing.assert_close(noised(x0, noise, torch.zeros(2)), x0)
    torch.testing.assert_close(noised(x0, noise, torch.ones(2)), noise)
    mixed = noised(x0, noise, torch.tensor([0.25, 0.5]))
    torch.testing.assert_close(mixed[1], 0.5 * x0[1] + 0.5 * noise[1])


def test_the_target_leads_back_to_the_data() -> None:
    x0, noise = torch.randn(1, 5), torch.randn(1, 5)
    torch.testing.assert_close(clean_estimate(noised(x0, noise, torch.tensor([0.3])), target(x0, noise), 0.3), x0)


def test_guidance_of_one_is_the_conditional() -> None:
    a, b = torch.randn(4), torch.randn(4)
    torch.testing.assert_close(guided(a, b, 1.0), a)
    torch.testing.assert_close(guided(a, b, 3.0), b + 3 * (a - b))


def test_sampling_times_fall_from_one_to_zero() -> None:
    times = sampling_times(FlowMatchEulerDiscreteScheduler(shift=1.0), 7)
    assert times == pytest.approx([1, 6 / 7, 5 / 7, 4 / 7, 3 / 7, 2 / 7, 1 / 7, 0])
    assert all(a > b for a, b in pairwise(times))


def test_no_steps_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least 1 step"):
        sampling_times(FlowMatchEulerDiscreteScheduler(), 0)


def test_training_times_lie_inside() -> None:
    times = training_times(1000, torch.Generator().manual_seed(0))
    assert 0 < times.min() and times.max() < 1 and abs(times.mean() - 0.5) < 0.03


def test_noise_of_a_part_depends_on_its_own_seeds_only() -> None:
    def draw(*key) -> torch.Tensor:
        return torch.randn(5, generator=part_generator(*key))

    assert torch.equal(draw(1, "seat", 2), draw(1, "seat", 2))
    for other in ((2, "seat", 2), (1, "back", 2), (1, "seat", 3)):
        assert not torch.equal(draw(1, "seat", 2), draw(*other))

"""Sampling with small networks of random weights: every step is held against the mathematics."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, FlowMatchEulerDiscreteScheduler

from copart_core.diffusion.solvers import solvers
from copart_core.models.copart import Conditions, CoPartDenoiser
from copart_core.pipeline.sampler import Latents, at_time, sample

SIZES = dict(
    tokens=8, latent_dim=4, width3d=32, layers3d=2, heads3d=2, layers2d=2, heads2d=2, head_dim2d=16, box_width=4,
    cross_view=(1,), couplings=((1, 1), (2, 2)), control_layers=1, text_width=24,
)  # fmt: skip
P, V = 4, 6
FLOW = FlowMatchEulerDiscreteScheduler(shift=1.0)
DPM = DPMSolverMultistepScheduler()
PAIRS = {"flow": (FLOW, FLOW), "dpm": (DPM, DPM), "mixed": (DDIMScheduler(clip_sample=False), DPM)}
GUIDANCE = 3.0


@pytest.fixture(scope="module")
def denoiser() -> CoPartDenoiser:
    torch.manual_seed(0)
    model = CoPartDenoiser(**SIZES)  # type: ignore[arg-type]
    with torch.no_grad():
        for parameter in model.parameters():  # nothing at zero, so that every path shows
            parameter.copy_(0.2 * torch.randn_like(parameter))
    return model.eval()


@pytest.fixture(scope="module")
def conditions() -> Conditions:
    torch.manual_seed(1)
    return Conditions(
        text=torch.randn(2, P, 5, 24), text_mask=torch.ones(2, P, 5, dtype=torch.bool),
        boxes=torch.randn(1, P, 16, 4).expand(2, -1, -1, -1),
        wireframes=torch.randn(1, V, 4, 8, 8).expand(2, *[-1] * 4),
        part_mask=torch.ones(2, P, dtype=torch.bool),
    )  # fmt: skip


@pytest.fixture(scope="module")
def noise() -> Latents:
    torch.manual_seed(2)
    return Latents(torch.randn(P, 8, 4), torch.randn(P, V, 4, 8, 8))


def last(steps) -> Latents:
    *_, final = steps
    return final.clean


@torch.inference_mode()
def plain_euler(denoiser: CoPartDenoiser, noise: Latents, conditions: Conditions, steps: int) -> Latents:
    """x += (t' - t) v, nothing else."""
    g, f = noise.geometry, noise.image
    for time, following in pairwise(1 - index / steps for index in range(steps + 1)):
        at = torch.full((2,), 1000 * time)
        dg, df = denoiser(torch.stack([g, g]), torch.stack([f, f]), at, conditions)
        dg, df = dg[1] + GUIDANCE * (dg[0] - dg[1]), df[1] + GUIDANCE * (df[0] - df[1])
        g, f = g + (following - time) * dg, f + (following - time) * df
    return Latents(g, f)


def test_a_flow_is_sampled_by_euler_steps(denoiser, conditions, noise) -> None:
    found = last(sample(denoiser, noise, conditions, solvers((FLOW, FLOW), 6), GUIDANCE, [], None))
    expected = plain_euler(denoiser, noise, conditions, 6)
    torch.testing.assert_close(found.geometry, expected.geometry, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(found.image, expected.image, atol=1e-4, rtol=1e-4)


@torch.inference_mode()
def test_ddpm_branches_are_sampled_by_diffusers(denoiser, conditions, noise) -> None:
    found = last(sample(denoiser, noise, conditions, solvers((DPM, DPM), 6), 1.0, [], None))
    three, two = DPMSolverMultistepScheduler(), DPMSolverMultistepScheduler()
    three.set_timesteps(6)
    two.set_timesteps(6)
    first = Conditions(**{name: getattr(conditions, name)[:1] for name in Conditions.__dataclass_fields__})
    g, f = noise.geometry, noise.image
    for time in three.timesteps:
        dg, df = denoiser(g[None], f[None], time[None].float(), first)
        g, f = three.step(dg[0], time, g, return_dict=False)[0], two.step(df[0], time, f, return_dict=False)[0]
    torch.testing.assert_close(found.geometry, g, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(found.image, f, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("pair", PAIRS)
def test_kept_parts_are_noised_anew_at_every_step(denoiser, conditions, noise, pair: str) -> None:
    torch.manual_seed(3)
    kept = Latents(torch.randn(2, 8, 4), torch.randn(2, V, 4, 8, 8))
    run, seen = solvers(PAIRS[pair], 5), []

    def watched(geometry, image, time, conditions):
        seen.append((geometry[0].clone(), image[0].clone(), float(time[0])))
        return denoiser(geometry, image, time, conditions)

    steps = list(sample(watched, noise, conditions, run, GUIDANCE, [1, 3], kept))  # type: ignore[arg-type]
    assert [time for *_, time in seen] == pytest.approx(list(run.times))
    for geometry, image, time in seen:
        own = noise.rows([1, 3])
        torch.testing.assert_close(geometry[[1, 3]], at_time(run.geometry.process, kept.geometry, own.geometry, time))
        torch.testing.assert_close(image[[1, 3]], at_time(run.image.process, kept.image, own.image, time))
    for step in steps:
        assert torch.equal(step.clean.geometry[[1, 3]], kept.geometry)
        assert torch.equal(step.clean.image[[1, 3]], kept.image)


@pytest.mark.parametrize("pair", PAIRS)
def test_kept_parts_leave_no_trace_in_the_solver(conditions, noise, pair: str) -> None:
    """With networks that see each part for itself, the sampled parts come out as without any kept part: also where the
    solver remembers former steps."""

    def alone(geometry, image, time, conditions):
        return geometry.sin() + 0.3 * geometry, image.cos() - image

    def run(rows, kept) -> Latents:
        return last(sample(alone, noise, conditions, solvers(PAIRS[pair], 8), 1.0, rows, kept))  # type: ignore[arg-type]

    torch.manual_seed(4)
    kept = Latents(torch.randn(1, 8, 4), torch.randn(1, V, 4, 8, 8))
    free, edited = run([], None), run([2], kept)
    assert torch.equal(free.geometry[[0, 1, 3]], edited.geometry[[0, 1, 3]])
    assert torch.equal(free.image[[0, 1, 3]], edited.image[[0, 1, 3]])
    assert torch.equal(edited.geometry[2], kept.geometry[0])


def test_the_made_parts_see_the_kept_ones(denoiser, conditions, noise) -> None:
    def run(scale: float) -> Latents:
        kept = Latents(scale * torch.ones(1, 8, 4), scale * torch.ones(1, V, 4, 8, 8))
        return last(sample(denoiser, noise, conditions, solvers((FLOW, FLOW), 3), GUIDANCE, [2], kept))

    assert (run(1.0).geometry[1] - run(-1.0).geometry[1]).abs().max() > 1e-3


def test_the_same_run_twice_is_the_same(denoiser, conditions, noise) -> None:
    def run() -> Latents:
        return last(sample(denoiser, noise, conditions, solvers((DPM, DPM), 4), GUIDANCE, [], None))

    assert torch.equal(run().geometry, run().geometry)

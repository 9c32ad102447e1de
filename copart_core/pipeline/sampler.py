"""Joint sampling of all parts in both modalities, and editing with kept parts (paper 4.1, eq. 11-13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import torch
from jaxtyping import Float
from torch import Tensor

from copart_core.diffusion.guidance import guided
from copart_core.diffusion.process import NETWORK_TIME, Flow
from copart_core.models.copart import Conditions, CoPartDenoiser

FLOW = Flow()


@dataclass(frozen=True)
class Latents:
    """Both modalities of the P parts of one object, part 0 the whole."""

    geometry: Float[Tensor, "P T D"]
    image: Float[Tensor, "P V C h w"]

    def replaced(self, rows: list[int], other: Latents) -> Latents:
        """This, with `rows` taken from `other` (its rows in the same order)."""
        if not rows:
            return self
        geometry, image = self.geometry.clone(), self.image.clone()
        geometry[rows], image[rows] = other.geometry.to(geometry), other.image.to(image)
        return Latents(geometry, image)

    def rows(self, rows: list[int]) -> Latents:
        return Latents(self.geometry[rows], self.image[rows])


@dataclass(frozen=True)
class SamplerStep:
    index: int  # steps done
    steps: int
    clean: Latents  # the estimate of the clean latents so far


@torch.inference_mode()
def sample(
    denoiser: CoPartDenoiser,
    noise: Latents,
    conditions: Conditions,
    times: list[float],
    guidance: float,
    kept_rows: list[int],
    kept: Latents | None,
) -> Iterator[SamplerStep]:
    """Euler steps along `times` (from 1 to 0); the last event holds the result.

    `conditions` has two objects: the captions, and the null captions of classifier-free guidance. At every step the
    noisy latents of `kept_rows` are overwritten by their clean latents, noised to that time with their own noise
    (eq. 13).
    """
    state, steps = noise, len(times) - 1
    for index, (time, following) in enumerate(pairwise(times)):
        state = _keep(state, noise, kept_rows, kept, time)
        velocity = _velocity(denoiser, state, conditions, time, guidance)
        at = torch.tensor([NETWORK_TIME * time], device=state.geometry.device)
        clean = Latents(
            FLOW.clean(state.geometry, velocity.geometry, at), FLOW.clean(state.image, velocity.image, at)
        )
        ahead = following - time
        state = Latents(state.geometry + ahead * velocity.geometry, state.image + ahead * velocity.image)
        yield SamplerStep(index + 1, steps, clean.replaced(kept_rows, kept) if kept else clean)


def _keep(state: Latents, noise: Latents, rows: list[int], kept: Latents | None, time: float) -> Latents:
    if kept is None:
        return state
    at = torch.tensor([NETWORK_TIME * time], device=state.geometry.device)
    own = noise.rows(rows)
    return state.replaced(
        rows, Latents(FLOW.noised(kept.geometry, own.geometry, at), FLOW.noised(kept.image, own.image, at))
    )


def _velocity(
    denoiser: CoPartDenoiser, state: Latents, conditions: Conditions, time: float, guidance: float
) -> Latents:
    both = 2 if guidance != 1 else 1
    chosen = conditions if both == 2 else first_object(conditions)
    geometry, image = denoiser(
        state.geometry.expand(both, *state.geometry.shape), state.image.expand(both, *state.image.shape),
        torch.full((both,), NETWORK_TIME * time, device=state.geometry.device), chosen,
    )  # fmt: skip
    if both == 1:
        return Latents(geometry[0], image[0])
    return Latents(guided(geometry[0], geometry[1], guidance), guided(image[0], image[1], guidance))


def first_object(conditions: Conditions) -> Conditions:
    return Conditions(**{name: getattr(conditions, name)[:1] for name in Conditions.__dataclass_fields__})

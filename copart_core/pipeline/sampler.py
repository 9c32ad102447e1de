"""Joint sampling of all parts in both modalities, and editing with kept parts (paper 4.1, eq. 11-13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from copart_core.diffusion.guidance import guided
from copart_core.diffusion.process import Process
from copart_core.diffusion.solvers import Solvers
from copart_core.models.copart import Conditions, CoPartDenoiser


@dataclass(frozen=True)
class Latents:
    """Both modalities of the P parts of one object, part 0 the whole."""

    geometry: Float[Tensor, "P T D"]
    image: Float[Tensor, "P V C h w"]

    def replaced(self, rows: Sequence[int], other: Latents) -> Latents:
        """This, with `rows` taken from `other` (its rows in the same order)."""
        if not rows:
            return self
        geometry, image = self.geometry.clone(), self.image.clone()
        geometry[list(rows)], image[list(rows)] = other.geometry.to(geometry), other.image.to(image)
        return Latents(geometry, image)

    def rows(self, rows: Sequence[int]) -> Latents:
        return Latents(self.geometry[list(rows)], self.image[list(rows)])


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
    run: Solvers,
    guidance: float,
    kept_rows: Sequence[int],
    kept: Latents | None,
) -> Iterator[SamplerStep]:
    """The steps of `run`, which is used up by it; the last event holds the result.

    `conditions` has two objects: the captions, and the null captions of classifier-free guidance. At every step the
    noisy latents of `kept_rows` are their clean latents, noised to that time with their own noise (eq. 13). The solvers
    see only the rows that are sampled, C in the paper, so what a multistep solver remembers of earlier steps never
    holds a row that was overwritten.
    """
    made = [row for row in range(len(noise.geometry)) if row not in set(kept_rows)]
    own = noise.rows(kept_rows)
    full, state, steps = noise, noise.rows(made), len(run.times)
    for index, time in enumerate(run.times):
        full = full.replaced(made, state)
        if kept is not None:
            full = full.replaced(kept_rows, Latents(
                at_time(run.geometry.process, kept.geometry, own.geometry, time),
                at_time(run.image.process, kept.image, own.image, time),
            ))  # fmt: skip
        prediction = predict(denoiser, full, conditions, time, guidance).rows(made)
        at = torch.full((len(made),), time, device=state.geometry.device)
        clean = Latents(
            run.geometry.process.clean(state.geometry, prediction.geometry, at),
            run.image.process.clean(state.image, prediction.image, at),
        )
        state = Latents(
            run.geometry.step(prediction.geometry, index, state.geometry),
            run.image.step(prediction.image, index, state.image),
        )
        done = full.replaced(made, clean if index + 1 < steps else state)
        yield SamplerStep(index + 1, steps, done if kept is None else done.replaced(kept_rows, kept))


def at_time(
    process: Process, clean: Float[Tensor, "K ..."], noise: Float[Tensor, "K ..."], time: float
) -> Float[Tensor, "K ..."]:
    """Clean latents of kept parts, noised to the network time of a step."""
    return process.noised(clean, noise, torch.full((len(clean),), time, device=clean.device))


def predict(
    denoiser: CoPartDenoiser, state: Latents, conditions: Conditions, time: float, guidance: float
) -> Latents:
    """What the networks predict at one network time, with classifier-free guidance."""
    both = 2 if guidance != 1 else 1
    geometry, image = denoiser(
        state.geometry.expand(both, *state.geometry.shape), state.image.expand(both, *state.image.shape),
        torch.full((both,), time, device=state.geometry.device),
        conditions if both == 2 else conditions.mapped(lambda given: given[:1]),
    )  # fmt: skip
    if both == 1:
        return Latents(geometry[0], image[0])
    return Latents(guided(geometry[0], geometry[1], guidance), guided(image[0], image[1], guidance))

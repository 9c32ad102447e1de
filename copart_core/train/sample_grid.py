"""Pictures of what the denoiser makes of held-out objects while it trains: the same objects from the same noise.

For each object a block of four rows, its first parts side by side (the whole object first): the true front view as the
image VAE decodes it, the sampled one; the true shape as the shape VAE decodes it, the sampled one.
"""

# diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np
import torch
from diffusers import AutoencoderKL
from jaxtyping import Float
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from copart_core.diffusion.process import NETWORK_TIME, Process
from copart_core.geometry.cameras import AXIS_VIEWS
from copart_core.geometry.extraction import Mesh
from copart_core.models.copart import Conditions, CoPartDenoiser
from copart_core.models.image_vae import decode_views
from copart_core.models.reconstruction import ShapeModel, extracted
from copart_core.train.captions import CaptionStates
from copart_core.train.draw import rng_of
from copart_core.train.judge import CELL, shaded
from copart_core.train.latents import EncodedObject, LatentSet

FRONT = next(index for index, view in enumerate(AXIS_VIEWS) if view.name == "+z")
OBJECTS, PARTS, STEPS, RESOLUTION = 3, 6, 12, 32
Latents = tuple[Float[Tensor, "P T D"], Float[Tensor, "P V C h w"]]


@torch.no_grad()
def sampled(
    model: CoPartDenoiser, noise: Latents, conditions: Conditions, processes: Sequence[Process], steps: int = STEPS
) -> Latents:
    """One object by the first-order deterministic solver of each process, without guidance: the estimates of x_0 and
    eps are noised to the next time. That is Euler for a flow and DDIM for a DDPM.

    Latents without a batch axis; `conditions` of one object.
    """
    times = torch.linspace(NETWORK_TIME, 0, steps + 1, device=noise[0].device)
    state = tuple(modality[None] for modality in noise)
    clean = state
    for time, following in pairwise(times):
        predicted = model(*state, time[None], conditions)
        both = list(zip(processes, state, predicted, strict=True))
        clean = tuple(process.clean(x, output, time[None]) for process, x, output in both)
        state = tuple(
            process.noised(x_0, process.noise_of(x, output, time[None]), following[None])
            for (process, x, output), x_0 in zip(both, clean, strict=True)
        )
    return clean[0][0], clean[1][0]


@dataclass(frozen=True, eq=False)
class _Sitter:
    """A held-out object that is sampled again and again."""

    truth: Latents
    noise: Latents
    conditions: Conditions
    extents: NDArray[np.float64]  # [P, 3]

    @classmethod
    def of(cls, item: EncodedObject, captions: CaptionStates, number: int) -> _Sitter:
        parts = slice(0, min(PARTS, len(item.geometry)))
        text, text_mask = captions([options[0] for options in item.captions[parts]])
        truth = item.geometry[parts].float(), item.image[parts].float()
        rng = rng_of(number, 5)
        noise = tuple(torch.from_numpy(rng.standard_normal(x.shape, dtype=np.float32)) for x in truth)
        conditions = Conditions(
            text=text[None], text_mask=text_mask[None], boxes=item.boxes[parts].float()[None],
            wireframes=item.wireframes.float()[None],
        )  # fmt: skip
        return cls(truth, (noise[0], noise[1]), conditions, item.extents[parts])


class SampleGrid:
    """The pictures of a run; needs the VAEs that the latents were encoded with."""

    title: ClassVar[str] = "truth above sample: views, then shapes"

    def __init__(
        self, latents: LatentSet, captions: CaptionStates, shape_vae: ShapeModel, image_vae: AutoencoderKL,
        processes: Sequence[Process],
    ):  # fmt: skip
        rows = np.linspace(0, len(latents) - 1, min(OBJECTS, len(latents))).astype(int)
        self.sitters = [_Sitter.of(latents[int(row)], captions, number) for number, row in enumerate(rows)]
        self.shape_vae, self.image_vae, self.processes = shape_vae, image_vae, processes

    def draw(self, model: CoPartDenoiser) -> NDArray[np.uint8]:
        """[H, W, 3] of what `model` makes now."""
        device = model.kind_embed.device
        blocks = []
        for sitter in self.sitters:
            noise = sitter.noise[0].to(device), sitter.noise[1].to(device)
            made = sampled(model, noise, sitter.conditions.mapped(lambda x: x.to(device)), self.processes)
            rows = [self._views(image) for _, image in (sitter.truth, made)]
            rows += [self._shapes(geometry, sitter.extents) for geometry, _ in (sitter.truth, made)]
            blocks.append(np.concatenate(rows))
        return np.concatenate(blocks)

    def _views(self, latents: Float[Tensor, "P V C h w"]) -> NDArray[np.uint8]:
        views = decode_views(self.image_vae, latents[:, FRONT].to(self.image_vae.device)).cpu().numpy()
        pictures = (Image.fromarray(view).resize((CELL, CELL), Image.Resampling.NEAREST) for view in views)
        return _row([np.asarray(picture) for picture in pictures])

    def _shapes(self, latents: Float[Tensor, "P T D"], extents: NDArray[np.float64]) -> NDArray[np.uint8]:
        vae = self.shape_vae
        with torch.inference_mode():
            field = vae.field_of(vae.denormalize(latents.to(vae.device)))
            meshes = extracted(vae, field, torch.from_numpy(extents).float(), RESOLUTION)
        return _row([_picture(mesh, extent) for mesh, extent in zip(meshes, extents, strict=True)])


def _picture(mesh: Mesh | None, extent: NDArray[np.float64]) -> NDArray[np.uint8]:
    """White where there is no surface yet."""
    return shaded(*mesh, extent) if mesh else np.full((CELL, CELL, 3), 255, np.uint8)


def _row(cells: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    blank = np.full((CELL, CELL, 3), 255, np.uint8)
    return np.concatenate([*cells, *[blank] * (PARTS - len(cells))], axis=1)

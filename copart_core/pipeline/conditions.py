"""From a scene to the conditions of the denoisers."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from copart_core.diffusion.guidance import part_generator
from copart_core.geometry.wireframe import render_wireframes
from copart_core.models.conditioning import box_tokens, object_boxes, with_whole
from copart_core.models.copart import Conditions
from copart_core.models.folder import CoPartModel
from copart_core.models.image_vae import encode_views
from copart_core.pipeline.project import GLOBAL
from copart_core.pipeline.sampler import Latents
from copart_core.scene import Part, Scene

UNNAMED = Scene.model_fields["name"].default


def whole_caption(scene: Scene) -> str:
    """The caption of part 0: the scene's, else its name; the null caption where it has neither."""
    return scene.caption or ("" if scene.name == UNNAMED else scene.name)


def scene_conditions(model: CoPartModel, scene: Scene, parts: Sequence[Part]) -> Conditions:
    """Conditions for [captions, null captions] over part 0 and `parts` of the scene, in that order."""
    captions = [whole_caption(scene), *(part.caption or part.name for part in parts)]
    tokens = model.text([*captions, ""])
    null = len(captions)
    rows = torch.tensor([list(range(null)), [null] * null], device=tokens.states.device)
    # Frame and wireframes are those of all boxes, also of those that stay empty: a part's place and what the global
    # part sees never depend on what is made.
    boxes = object_boxes(np.array([[part.box.min, part.box.max] for part in scene.parts]))
    wires = encode_views(model.image_vae, torch.from_numpy(render_wireframes(boxes)))
    row_of = {part.id: row for row, part in enumerate(scene.parts, start=1)}
    states = box_tokens(model.shape_vae, with_whole(boxes)[[0, *(row_of[part.id] for part in parts)]])
    return Conditions(
        text=tokens.states[rows],
        text_mask=tokens.mask[rows],
        boxes=states.expand(2, *states.shape),
        wireframes=wires.expand(2, *wires.shape),
    )


def rows_of(conditions: Conditions, rows: Sequence[int]) -> Conditions:
    """The conditions of some of the parts; row 0, the whole, has to be the first of them."""
    chosen = list(rows)
    return replace(
        conditions,
        text=conditions.text[:, chosen],
        text_mask=conditions.text_mask[:, chosen],
        boxes=conditions.boxes[:, chosen],
    )


def part_noise(model: CoPartModel, scene: Scene, parts: Sequence[Part]) -> Latents:
    """Noise of part 0 and `parts`, each from its own generator on the CPU."""
    generators = [part_generator(scene.seed, GLOBAL, 0)]
    generators += [part_generator(scene.seed, part.id, part.seed) for part in parts]
    def draw(shape: tuple[int, ...]) -> Float[Tensor, "P ..."]:
        return torch.stack([torch.randn(shape, generator=generator) for generator in generators]).to(model.device)

    geometry, image = latent_shapes(model)
    return Latents(draw(geometry), draw(image))


def latent_shapes(model: CoPartModel) -> tuple[tuple[int, int], tuple[int, int, int, int]]:
    """Of one part: geometry (T, D), image (V, C, h, w)."""
    config = model.denoiser.config
    return (config.tokens, config.latent_dim), (
        config.views, config.image_channels, config.sample_size, config.sample_size,
    )  # fmt: skip

"""The denoising of one run: its passes, what they are conditioned on, and the clean latents that they leave."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import torch

from copart_core.diffusion.solvers import solvers
from copart_core.models.folder import CoPartModel
from copart_core.pipeline.conditions import part_noise, rows_of, scene_conditions
from copart_core.pipeline.limits import explained
from copart_core.pipeline.project import GLOBAL, PartLatents
from copart_core.pipeline.sampler import Latents, SamplerStep, sample
from copart_core.pipeline.sequence import Pass
from copart_core.pipeline.settings import Settings
from copart_core.scene import Part, Scene


class Denoising:
    """Conditions, noise and clean latents of all parts that take part, by id.

    `kept` are the stored latents of the parts that guide and are not made. What a pass has made guides the ones after
    it.
    """

    def __init__(
        self,
        model: CoPartModel,
        scene: Scene,
        passes: Sequence[Pass],
        kept: Mapping[str, PartLatents],
        settings: Settings,
    ):
        self.model, self.settings = model, settings
        involved = {part.id for one in passes for part in (*one.make, *one.fixed)}
        parts = [part for part in scene.parts if part.id in involved]
        self.row = {GLOBAL: 0} | {part.id: row for row, part in enumerate(parts, start=1)}
        self.conditions = scene_conditions(model, scene, parts)
        self.noise = part_noise(model, scene, parts)
        self.clean: dict[str, Latents] = {
            key: Latents(*(torch.from_numpy(array)[None].to(model.device) for array in (item.geometry, item.image)))
            for key, item in kept.items()
        }

    def run(self, one: Pass) -> Iterator[tuple[SamplerStep, Latents]]:
        """Its steps, each with the present estimate of the made parts in their order.

        Errors: `MemoryLimitError` saying what would fit, where the device has not the memory for so many parts at once.
        """
        order = sorted((*one.make, *one.fixed), key=lambda part: self.row[part.id])
        keys = [GLOBAL, *(part.id for part in order)]
        fixed = {part.id for part in one.fixed} | (set() if one.first else {GLOBAL})
        kept_rows = [row for row, key in enumerate(keys) if key in fixed]
        made = [keys.index(part.id) for part in one.make]
        rows = [self.row[key] for key in keys]
        steps = sample(
            self.model.denoiser,
            self.noise.rows(rows),
            rows_of(self.conditions, rows),
            solvers(self.model.schedulers, self.settings.steps, self.settings.solver),
            self.settings.guidance,
            kept_rows=kept_rows,
            kept=joined([self.clean[keys[row]] for row in kept_rows]) if kept_rows else None,
        )
        step: SamplerStep | None = None
        with explained(self.model, self.conditions, len(keys) - 1, self.settings.guidance != 1):
            for step in steps:
                yield step, step.clean.rows(made)
        assert step is not None  # settings.steps >= 1
        for row, key in enumerate(keys):
            if key not in fixed:
                self.clean[key] = step.clean.rows([row])

    def stored(self, key: str, box: np.ndarray) -> PartLatents:
        """The clean latents of a part, or of GLOBAL, as a project holds them."""
        latents = self.clean[key]
        return PartLatents(latents.geometry[0].cpu().numpy(), latents.image[0].cpu().numpy(), box)

    def of(self, parts: Sequence[Part]) -> Latents:
        return joined([self.clean[part.id] for part in parts])


def joined(latents: Sequence[Latents]) -> Latents:
    return Latents(torch.cat([item.geometry for item in latents]), torch.cat([item.image for item in latents]))

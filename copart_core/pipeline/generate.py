"""CoPartPipeline: scene in, project out, with events on the way."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from copart_core.diffusion.flow import sampling_times
from copart_core.geometry.part_mesh import PartMesh
from copart_core.models.folder import CoPartModel, load_model
from copart_core.pipeline.conditions import part_noise, scene_conditions
from copart_core.pipeline.decode import decode_part, preview_part
from copart_core.pipeline.encode import encode_part, moved_to
from copart_core.pipeline.events import Cancelled, Done, Event, PartReady, Preview, Stage
from copart_core.pipeline.plan import Plan, plan_run
from copart_core.pipeline.project import GLOBAL, PartLatents, Project
from copart_core.pipeline.sampler import Latents, SamplerStep, sample
from copart_core.scene import Part, Scene

STEPS = 16
GUIDANCE = 3.0
MAX_STEPS = 200
MAX_GUIDANCE = 30.0
PREVIEWS = (0.25, 0.5, 0.75)  # shares of the denoising after which the parts are shown
DENOISE_SHARE, DECODE_SHARE = 0.6, 0.38  # of the whole run, for the progress bar
TEXTURE_WORKERS = 2
logger = logging.getLogger(__name__)


class _Progress:
    """Stages with their share of the run and an estimate of the time left."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def stage(self, name: str, step: int, steps: int, fraction: float) -> Stage:
        elapsed = time.monotonic() - self.start
        left = elapsed * (1 - fraction) / fraction if fraction > 0.08 else None
        return Stage(name, step, steps, min(fraction, 1.0), left)


@dataclass(frozen=True)
class _Settings:
    steps: int
    guidance: float

    @classmethod
    def checked(cls, steps: int | None, guidance: float | None) -> _Settings:
        steps = STEPS if steps is None else steps
        guidance = GUIDANCE if guidance is None else guidance
        if not 1 <= steps <= MAX_STEPS:
            raise ValueError(f"expected 1 to {MAX_STEPS} steps, got {steps}")
        if not 0 <= guidance <= MAX_GUIDANCE:  # also refuses NaN
            raise ValueError(f"expected a guidance of 0 to {MAX_GUIDANCE:g}, got {guidance}")
        return cls(steps, guidance)


class CoPartPipeline:
    """Generation and editing with one model.

    `stream` yields events; `generate` runs to the end. Both take

    - `scene`: the document; its seed and the seeds of its parts fix the result on one kind of device,
    - `parts`: ids to make, None for all that are not locked,
    - `previous`: the project that parts are kept from; kept meshes come back bit-identical,
    - `steps`, `guidance`: of the denoising, None for the defaults,
    - `cancelled`: asked between steps; once it answers True `Cancelled` is raised.

    Errors: `SceneError` or `ValueError` with the remedy; `EmptyPartError` naming a part that decoded to nothing.
    """

    def __init__(self, model: CoPartModel):
        self.model = model

    @classmethod
    def from_pretrained(cls, path: str | Path, device: str | torch.device | None = None) -> CoPartPipeline:
        """Load a model folder, or a Hugging Face hub repository id ("owner/name") that holds one."""
        if not Path(path).exists() and str(path).count("/") == 1 and not str(path).startswith((".", "/", "assets/")):
            from huggingface_hub import snapshot_download

            path = snapshot_download(str(path))
        return cls(load_model(path, device or ("cuda" if torch.cuda.is_available() else "cpu")))

    def generate(
        self,
        scene: Scene,
        parts: Sequence[str] | None = None,
        previous: Project | None = None,
        steps: int | None = None,
        guidance: float | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Project:
        for event in self.stream(scene, parts, previous, steps, guidance, cancelled):
            if isinstance(event, Done):
                return event.project
        raise AssertionError("a run ends with Done or an exception")

    def stream(
        self,
        scene: Scene,
        parts: Sequence[str] | None = None,
        previous: Project | None = None,
        steps: int | None = None,
        guidance: float | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[Event]:
        settings = _Settings.checked(steps, guidance)
        previous = previous or Project(scene)
        plan = plan_run(scene, parts, previous.meshes.keys())
        progress = _Progress()

        def check() -> None:
            if cancelled is not None and cancelled():
                raise Cancelled

        yield progress.stage("text", 0, 1, 0.0)
        kept = {part.id: self._kept(part, previous) for part in plan.keep}
        result: SamplerStep | None = None
        for result in self._denoise(scene, plan, kept, settings):
            check()
            yield progress.stage("denoise", result.index, result.steps, DENOISE_SHARE * result.index / result.steps)
            if result.index in {max(1, round(share * result.steps)) for share in PREVIEWS}:
                yield Preview(self._preview(plan, result.clean))
        assert result is not None  # settings.steps >= 1
        meshes = {part.id: moved_to(previous.meshes[part.id], kept[part.id].box, part) for part in plan.keep}
        for done, (part_id, mesh) in enumerate(self._decode(plan, result.clean, check), start=1):
            meshes[part_id] = mesh
            yield PartReady(part_id, mesh)
            fraction = DENOISE_SHARE + DECODE_SHARE * done / len(plan.make)
            yield progress.stage("texture", done, len(plan.make), fraction)
        yield Done(self._project(scene, plan, result.clean, meshes, kept))

    # ---- the steps of a run, in order -----------------------------------------------------------------------------

    def _kept(self, part: Part, previous: Project) -> PartLatents:
        """Stored latents of a kept part, or its mesh encoded again (an imported one, or one of another model)."""
        stored = previous.latents.get(part.id)
        config = self.model.denoiser.config
        fits = stored is not None and stored.geometry.shape == (config.tokens, config.latent_dim)
        if stored is not None and fits and previous.fingerprint == self.model.fingerprint:
            return stored
        logger.info("encoding the mesh of part %s: no latents of this model are stored", part.id)
        return encode_part(self.model, previous.meshes[part.id], part, previous)

    def _denoise(
        self, scene: Scene, plan: Plan, kept: dict[str, PartLatents], settings: _Settings
    ) -> Iterator[SamplerStep]:
        clean = None
        if kept:
            clean = Latents(
                torch.from_numpy(np.stack([kept[part.id].geometry for part in plan.keep])).to(self.model.device),
                torch.from_numpy(np.stack([kept[part.id].image for part in plan.keep])).to(self.model.device),
            )
        first_kept = 1 + len(plan.make)
        yield from sample(
            self.model.denoiser,
            part_noise(self.model, scene, plan),
            scene_conditions(self.model, scene, plan),
            sampling_times(self.model.scheduler, settings.steps),
            settings.guidance,
            kept_rows=list(range(first_kept, first_kept + len(plan.keep))),
            kept=clean,
        )

    def _preview(self, plan: Plan, latents: Latents) -> dict[str, PartMesh]:
        shown = {}
        for row, part in enumerate(plan.make, start=1):
            mesh = preview_part(self.model, latents.geometry[row], latents.image[row], part)
            if mesh is not None:
                shown[part.id] = mesh
        return shown

    def _decode(self, plan: Plan, latents: Latents, check: Callable[[], None]) -> Iterator[tuple[str, PartMesh]]:
        """Meshes in the order in which they get ready. Textures take one core a part, so two parts run side by side."""
        with ThreadPoolExecutor(TEXTURE_WORKERS) as pool:
            jobs = {
                pool.submit(decode_part, self.model, latents.geometry[row], latents.image[row], part): part.id
                for row, part in enumerate(plan.make, start=1)
            }
            try:
                for job in as_completed(jobs):
                    check()
                    yield jobs[job], job.result()
            finally:
                for job in jobs:
                    job.cancel()

    def _project(
        self, scene: Scene, plan: Plan, latents: Latents, meshes: dict[str, PartMesh], kept: dict[str, PartLatents]
    ) -> Project:
        def stored(row: int, part_id: str, low: Sequence[float], high: Sequence[float]) -> PartLatents:
            if part_id in kept:
                return kept[part_id]
            return PartLatents(
                latents.geometry[row].cpu().numpy(), latents.image[row].cpu().numpy(), np.array([low, high])
            )

        all_latents = {GLOBAL: stored(0, GLOBAL, scene.box.min, scene.box.max)}
        for row, part in enumerate(plan.parts, start=1):
            all_latents[part.id] = stored(row, part.id, part.box.min, part.box.max)
        ordered = {part.id: meshes[part.id] for part in scene.parts if part.id in meshes}
        return Project(scene, ordered, all_latents, self.model.fingerprint)



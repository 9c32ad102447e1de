"""CoPartPipeline: scene in, project out, with events on the way."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from copart_core.diffusion.solvers import sampling_times
from copart_core.geometry.extraction import Mesh
from copart_core.geometry.part_mesh import PartMesh
from copart_core.models.folder import CoPartModel, load_model
from copart_core.pipeline.conditions import part_noise, scene_conditions
from copart_core.pipeline.decode import PartError, finish_part, part_surfaces, preview_parts
from copart_core.pipeline.encode import encode_part, moved_to
from copart_core.pipeline.events import Cancelled, Done, Event, PartReady, Preview, Stage
from copart_core.pipeline.plan import Plan, plan_run
from copart_core.pipeline.project import GLOBAL, PartLatents, Project
from copart_core.pipeline.sampler import Latents, SamplerStep, sample
from copart_core.scene import Box, Part, Scene

STEPS = 16
GUIDANCE = 3.0
MAX_STEPS = 200
MAX_GUIDANCE = 30.0
PREVIEWS = (0.25, 0.5, 0.75)  # shares of the denoising after which the parts are shown
TEXT_SHARE, DENOISE_SHARE, DECODE_SHARE = 0.04, 0.6, 0.34  # of the whole run, for the progress bar
TEXTURE_WORKERS = 2
HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
logger = logging.getLogger(__name__)


def _from_hub(name: str) -> str:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled, RepositoryNotFoundError

    try:
        return snapshot_download(name)
    except (HfHubHTTPError, OfflineModeIsEnabled, RepositoryNotFoundError, OSError) as error:
        raise ValueError(
            f"there is no model folder {name!r} here, and the hub gave no repository of that name ({error}); check the "
            "path or the network"
        ) from None


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

    Errors: `SceneError` or `ValueError` with the remedy; `PartError` naming a part that could not be decoded.
    """

    def __init__(self, model: CoPartModel):
        self.model = model

    @classmethod
    def from_pretrained(cls, path: str | Path, device: str | torch.device | None = None) -> CoPartPipeline:
        """Load a model folder, or a Hugging Face hub repository id ("owner/name") that holds one."""
        if not Path(path).exists() and HUB_ID.fullmatch(str(path)):
            path = _from_hub(str(path))
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
        kept = {}
        for part in plan.keep.values():
            check()
            kept[part.id] = self._kept(part, previous)
        yield progress.stage("text", 1, 1, TEXT_SHARE)
        result: SamplerStep | None = None
        for result in self._denoise(scene, plan, kept, settings):
            check()
            fraction = TEXT_SHARE + DENOISE_SHARE * result.index / result.steps
            yield progress.stage("denoise", result.index, result.steps, fraction)
            if result.index in {round(share * result.steps) for share in PREVIEWS}:
                yield Preview(self._preview(plan, result.clean, check))
        assert result is not None  # settings.steps >= 1
        meshes = {part.id: moved_to(previous.meshes[part.id], kept[part.id].box, part) for part in plan.keep.values()}
        for done, (part_id, mesh) in enumerate(self._decode(plan, result.clean, check), start=1):
            meshes[part_id] = mesh
            yield PartReady(part_id, mesh)
            fraction = TEXT_SHARE + DENOISE_SHARE + DECODE_SHARE * done / len(plan.make)
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
            stored = [kept[part.id] for part in plan.keep.values()]
            clean = Latents(
                torch.from_numpy(np.stack([item.geometry for item in stored])).to(self.model.device),
                torch.from_numpy(np.stack([item.image for item in stored])).to(self.model.device),
            )
        yield from sample(
            self.model.denoiser,
            part_noise(self.model, scene, plan),
            scene_conditions(self.model, scene, plan),
            sampling_times(self.model.schedulers[0], settings.steps),
            settings.guidance,
            kept_rows=list(plan.keep),
            kept=clean,
        )

    def _preview(self, plan: Plan, latents: Latents, check: Callable[[], None]) -> dict[str, PartMesh]:
        rows = list(plan.make)
        shown = {}
        for part, mesh in preview_parts(
            self.model, latents.geometry[rows], latents.image[rows], list(plan.make.values())
        ):
            check()
            shown[part.id] = mesh
        return shown

    def _decode(self, plan: Plan, latents: Latents, check: Callable[[], None]) -> Iterator[tuple[str, PartMesh]]:
        """Meshes in the order in which they get ready. Surfaces are extracted together; textures take one core a part,
        so two parts run side by side. Parts that fail are told of when the others are done."""
        check()
        surfaces = part_surfaces(self.model, latents.geometry[list(plan.make)], list(plan.make.values()))
        failed = [surface for surface in surfaces if isinstance(surface, PartError)]

        def job(surface: Mesh, row: int, part: Part) -> PartMesh:
            check()
            return finish_part(self.model, surface, latents.image[row], part)

        with ThreadPoolExecutor(TEXTURE_WORKERS) as pool:
            jobs = {
                pool.submit(job, surface, row, part): part.id
                for surface, (row, part) in zip(surfaces, plan.make.items(), strict=True)
                if not isinstance(surface, PartError)
            }
            try:
                for ready in as_completed(jobs):
                    check()
                    yield jobs[ready], ready.result()
            finally:
                for waiting in jobs:
                    waiting.cancel()
        if failed:
            raise PartError("; ".join(map(str, failed)))

    def _project(
        self, scene: Scene, plan: Plan, latents: Latents, meshes: dict[str, PartMesh], kept: dict[str, PartLatents]
    ) -> Project:
        def made(row: int, box: Box) -> PartLatents:
            geometry, image = latents.geometry[row].cpu().numpy(), latents.image[row].cpu().numpy()
            return PartLatents(geometry, image, np.array([box.min, box.max]))

        all_latents = {GLOBAL: made(0, scene.box)} | {part.id: made(row, part.box) for row, part in plan.make.items()}
        for part in plan.keep.values():  # the mesh stands in the present box now
            all_latents[part.id] = replace(kept[part.id], box=np.array([part.box.min, part.box.max]))
        return Project(scene, {part.id: meshes[part.id] for part in plan.parts}, all_latents, self.model.fingerprint)



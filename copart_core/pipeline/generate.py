"""CoPartPipeline: scene in, project out, with events on the way."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

import torch

from copart_core.diffusion.solvers import solvers
from copart_core.geometry.extraction import Mesh
from copart_core.geometry.part_mesh import PartMesh
from copart_core.models.folder import CoPartModel, load_model
from copart_core.pipeline.conditions import latent_shapes
from copart_core.pipeline.decode import PartError, finish_part, part_surfaces, preview_parts
from copart_core.pipeline.denoise import Denoising
from copart_core.pipeline.encode import corners, encode_part, made_for, moved_to
from copart_core.pipeline.events import Cancelled, Done, Event, PartReady, Preview
from copart_core.pipeline.plan import Plan, plan_run
from copart_core.pipeline.progress import Progress
from copart_core.pipeline.project import GLOBAL, PartLatents, Project
from copart_core.pipeline.sampler import Latents
from copart_core.pipeline.sequence import plan_passes
from copart_core.pipeline.settings import Settings
from copart_core.scene import Box, Part, Scene

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


def _usable(device: str | torch.device) -> torch.device:
    """Errors: `ValueError` that says what devices there are."""
    try:
        torch.zeros(1, device=device).cpu()  # what has a name need not be there, nor hold any data ("meta")
        return torch.device(device)
    except (RuntimeError, AssertionError) as error:  # the latter where torch was built without CUDA
        there = ", ".join(["cpu", *(f"cuda:{number}" for number in range(torch.cuda.device_count()))])
        why = str(error).partition("\n")[0]
        raise ValueError(f"the device {str(device)!r} cannot be used here ({why}); choose one of: {there}") from None


class CoPartPipeline:
    """Generation and editing with one model.

    `stream` yields events; `generate` runs to the end. Both take

    - `scene`: the document; its seed and the seeds of its parts fix the result on one kind of device,
    - `parts`: ids to make, None for all that are not locked,
    - `previous`: the project that parts are kept from; kept meshes come back bit-identical,
    - `steps`, `guidance`: of the denoising, None for the defaults,
    - `cancelled`: asked between steps; once it answers True `Cancelled` is raised,
    - `solver`: where a branch is a DDPM "ddim" or "dpm", where it flows "euler"; None for the model's own,
    - `mode`: "joint" denoises all parts at once, "windows" the largest first and then window by window (supplementary
      D.2), "auto" as docs/sampling.md finds best,
    - `window`: the most parts a window, None for as many as the model was trained with,
    - `context`: M, how many kept or already made parts guide a pass beside the whole; None chooses it, 64 takes all.

    Errors: `SceneError` or `ValueError` with the remedy; `PartError` naming a part that could not be decoded;
    `MemoryLimitError` saying how many parts would fit.
    """

    def __init__(self, model: CoPartModel):
        self.model = model

    @property
    def fingerprint(self) -> str:
        return self.model.fingerprint

    @classmethod
    def from_pretrained(cls, path: str | Path, device: str | torch.device | None = None) -> CoPartPipeline:
        """Load a model folder, or a Hugging Face hub repository id ("owner/name") that holds one.

        `device` None is CUDA where there is one. Errors: `ValueError` for a device that is not there, or a model that
        is none.
        """
        where = _usable(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        if not Path(path).exists() and HUB_ID.fullmatch(str(path)):
            path = _from_hub(str(path))
        return cls(load_model(path, where))

    def generate(
        self,
        scene: Scene,
        parts: Sequence[str] | None = None,
        previous: Project | None = None,
        steps: int | None = None,
        guidance: float | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        solver: str | None = None,
        mode: str = "auto",
        window: int | None = None,
        context: int | None = None,
    ) -> Project:
        for event in self.stream(
            scene, parts, previous, steps, guidance, cancelled, solver=solver, mode=mode, window=window, context=context
        ):
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
        *,
        solver: str | None = None,
        mode: str = "auto",
        window: int | None = None,
        context: int | None = None,
    ) -> Iterator[Event]:
        settings = Settings.checked(steps, guidance, solver, mode, window, context)
        solvers(self.model.schedulers, settings.steps, settings.solver)  # refuses a solver before anything runs
        previous = previous or Project(scene)
        usable, foreign = self._makings(previous)
        plan = plan_run(scene, parts, usable, foreign, usable - {*previous.meshes})
        passes = plan_passes(scene, plan, settings, self.model.trained_parts)
        progress = Progress(passes, settings.steps)

        def check() -> None:
            if cancelled is not None and cancelled():
                raise Cancelled

        yield progress.text(0)
        kept: dict[str, PartLatents] = {}
        for part in plan.keep.values():
            guides = any(part in one.fixed for one in passes)
            check()
            latents = self._kept(part, previous, needed=guides or part.id not in previous.meshes)
            if latents is not None:
                kept[part.id] = latents
        denoising = Denoising(self.model, scene, passes, kept, settings)
        yield progress.text(1)
        meshes: dict[str, PartMesh] = {}
        failed: list[PartError] = []
        for number, one in enumerate(passes):
            for step, estimate in denoising.run(one):
                check()
                yield progress.denoised(number, step.index)
                if progress.shows_preview(step.index):
                    yield Preview(self._preview(one.make, estimate, check))
            for done, ready in enumerate(self._decode(one.make, denoising.of(one.make), failed, check), start=1):
                meshes[ready.part_id] = ready.mesh
                yield ready
                yield progress.textured(number, done)
        without_mesh = [part for part in plan.keep.values() if part.id not in previous.meshes]
        for ready in self._decode(without_mesh, denoising.of(without_mesh), failed, check) if without_mesh else ():
            meshes[ready.part_id] = ready.mesh
            yield ready
        if failed:
            raise PartError("; ".join(map(str, failed)))
        for part in plan.keep.values():
            if part.id in previous.meshes:
                box = kept[part.id].box if part.id in kept else corners(made_for(part, previous))
                meshes[part.id] = moved_to(previous.meshes[part.id], box, part)
        if not passes and self._fits(GLOBAL, previous):
            kept[GLOBAL] = previous.latents[GLOBAL]
        yield Done(self._project(scene, plan, denoising, meshes, kept))

    # ---- the steps of a run, in order -----------------------------------------------------------------------------

    def _makings(self, previous: Project) -> tuple[set[str], set[str]]:
        """The parts that can be kept: those with a mesh or usable latents; and those with only foreign latents."""
        usable = {key for key in previous.latents if self._fits(key, previous)}
        return {*previous.meshes, *usable}, {*previous.latents} - {*previous.meshes} - usable

    def _fits(self, part_id: str, previous: Project) -> bool:
        latents = previous.latents.get(part_id)
        return (
            latents is not None and previous.fingerprint == self.model.fingerprint
            and (latents.geometry.shape, latents.image.shape) == latent_shapes(self.model)
        )  # fmt: skip

    def _kept(self, part: Part, previous: Project, needed: bool) -> PartLatents | None:
        """Stored latents of a kept part, or, if `needed`, its mesh encoded again (an imported one, or one of another
        model)."""
        if self._fits(part.id, previous):
            return previous.latents[part.id]
        if not needed:
            return None
        logger.info("encoding the mesh of part %s: no latents of this model are stored", part.id)
        return encode_part(self.model, previous.meshes[part.id], part, previous)

    def _preview(self, parts: Sequence[Part], latents: Latents, check: Callable[[], None]) -> dict[str, PartMesh]:
        shown = {}
        for part, mesh in preview_parts(self.model, latents.geometry, latents.image, parts):
            check()
            shown[part.id] = mesh
        return shown

    def _decode(
        self, parts: Sequence[Part], latents: Latents, failed: list[PartError], check: Callable[[], None]
    ) -> Iterator[PartReady]:
        """Meshes in the order in which they get ready. Surfaces are extracted together; textures take one core a part,
        so two parts run side by side. Parts that have no good surface are added to `failed`: they are told of when the
        others are done."""
        check()
        surfaces = part_surfaces(self.model, latents.geometry, parts)
        failed += [surface for surface in surfaces if isinstance(surface, PartError)]

        def job(surface: Mesh, row: int, part: Part) -> PartMesh:
            check()
            return finish_part(self.model, surface, latents.image[row], part)

        with ThreadPoolExecutor(TEXTURE_WORKERS) as pool:
            jobs = {
                pool.submit(job, surface, row, part): part.id
                for row, (surface, part) in enumerate(zip(surfaces, parts, strict=True))
                if not isinstance(surface, PartError)
            }
            try:
                for ready in as_completed(jobs):
                    check()
                    yield PartReady(jobs[ready], ready.result())
            finally:
                for waiting in jobs:
                    waiting.cancel()

    def _project(
        self, scene: Scene, plan: Plan, denoising: Denoising, meshes: dict[str, PartMesh], kept: dict[str, PartLatents]
    ) -> Project:
        latents = {GLOBAL: kept[GLOBAL]} if GLOBAL in kept else {}
        if GLOBAL in denoising.clean:
            latents[GLOBAL] = denoising.stored(GLOBAL, corners(Box.around([part.box for part in scene.parts])))
        for part in plan.make.values():
            latents[part.id] = denoising.stored(part.id, corners(part.box))
        for part in plan.keep.values():  # the mesh stands in the present box now
            if part.id in kept:
                latents[part.id] = replace(kept[part.id], box=corners(part.box))
        return Project(scene, {part.id: meshes[part.id] for part in plan.parts}, latents, self.model.fingerprint)

"""The diffusion stage on the command line: from options and preset to a run."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch

from copart_core.diffusion.process import Process, process_of
from copart_core.models.copart import CoPartDenoiser
from copart_core.models.folder import NETWORKS, load_network
from copart_core.models.text import TextEncoder
from copart_core.train import initial
from copart_core.train.adapters import lora, save_adapters, wrapped
from copart_core.train.batches import Ahead, BatchStream, parse_stages
from copart_core.train.captions import CaptionStates
from copart_core.train.checkpoint import CHECKPOINT
from copart_core.train.diffusion import DiffusionLoss, diffusion_loss
from copart_core.train.encode import IMAGE, SHAPE, fingerprint_of
from copart_core.train.estimate import report
from copart_core.train.freezing import freeze
from copart_core.train.latents import IN_MEMORY_BYTES, LatentSet
from copart_core.train.loop import LoopConfig, Run
from copart_core.train.presets import Preset, check_lattice
from copart_core.train.sample_grid import SampleGrid

MINILM = "MiniLM"
DENOISER, FROZEN, LATENTS, ADAPTER = "denoiser", "frozen", "latents", "adapter"  # sub-folders of --out


def add_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("diffusion (also --init FOLDER, and --freeze 2d, 3d or backbones)")
    group.add_argument("--latents", help="folder of latents (default: OUT/latents), or hf://datasets/OWNER/NAME/FOLDER")
    group.add_argument("--text", metavar="SOURCE", help="text encoder: a folder or repository (default: MiniLM)")
    group.add_argument("--stages", help="e.g. '0.25:1 0.25:2-4 0.5:1-12': shares of the steps, parts an object")
    group.add_argument("--pad", action="store_true", default=None, help="batch objects of any numbers of parts, padded")
    group.add_argument("--scenes", type=float, metavar="SHARE", help="of mini-scenes among the objects")
    group.add_argument("--window", type=int, metavar="SHARDS", help="draw from so many shards at a time (0: all)")
    group.add_argument("--init-3d", metavar="craftsman:SOURCE", help="3D branch of public weights")
    group.add_argument("--init-2d", metavar="pixart:SOURCE", help="2D branch (encode: image VAE) of public weights")
    group.add_argument("--lora", type=int, metavar="RANK", help="train low-rank adapters instead of the branches")
    group.add_argument("--fsdp", action="store_true", default=None, help="shard the model over the processes")
    group.add_argument("--dry-run", action="store_true", help="print sizes, memory and plan; train nothing")


@dataclass(frozen=True, eq=False)
class Plan:
    """What a run is going to be: the preset with the options put in."""

    config: Mapping[str, Any]  # of the denoiser
    loop: LoopConfig
    loss: DiffusionLoss
    source: str  # of the latents
    freeze: Any
    lora: int | None

    @classmethod
    def of(cls, options: argparse.Namespace, preset: Preset, loop: LoopConfig) -> Plan:
        """Errors: ValueError for options that do not go together."""
        if options.init and (options.init_3d or options.init_2d):
            raise ValueError("--init brings both branches; give it, or --init-3d and --init-2d")
        if options.lora is not None and options.freeze:
            raise ValueError("--lora leaves the branches as they are anyway; leave out --freeze")
        batch = {"tokens": options.batch, "pad": options.pad, "scenes": options.scenes, "window": options.window,
                 "stages": parse_stages(options.stages) if options.stages is not None else None}  # fmt: skip
        given = {name: value for name, value in batch.items() if value is not None}
        loss = replace(preset.diffusion_loss, batch=replace(preset.diffusion_loss.batch, **given))
        source = options.latents or str(options.out / LATENTS)
        config = preset.denoiser
        if options.lattice is not None:
            check_lattice(options.lattice, config.get("positional", True), options.preset)
            config = config | {"tokens": options.lattice**3}
        return cls(config, loop, loss, source, options.freeze, options.lora)

    def restrict(self, model: CoPartDenoiser) -> dict[str, Any] | None:
        """Freeze and adapt `model` as planned; gives what there is to know about its adapters, if it has any."""
        if self.freeze:
            freeze(model, self.freeze)
        if self.lora is None:
            return None
        adapters = lora(model, self.lora)
        freeze(model, "backbones")
        rest = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
        wrapped(model, adapters)  # freezes all but the adapters
        for name, parameter in model.named_parameters():
            parameter.requires_grad_(parameter.requires_grad or name in rest)
        return adapters


def train_diffusion(options: argparse.Namespace, preset: Preset, loop: LoopConfig) -> dict | None:
    plan = Plan.of(options, preset, loop)
    if options.dry_run:
        sys.stdout.write(_dry_run(plan) + "\n")
        return None
    latents, frozen = LatentSet(plan.source), options.out / FROZEN
    if frozen.is_dir():
        latents.require(fingerprint_of(frozen), str(frozen))
    run, schedulers = _run(plan, options, latents)
    processes = process_of(schedulers[0]), process_of(schedulers[1])
    captions = _captions(options.text, run)
    grid = _grid(plan.source, frozen, captions, processes, run) if run.main or loop.fsdp else None
    loss_of = diffusion_loss(run.model, _stream(plan, latents, captions, run), processes, plan.loss)
    run.train(loss_of, "diffusion", grid and (lambda: grid.draw(run.model)), SampleGrid.title)
    if run.about["lora"]:
        averages = run.averages()
        if run.main:
            save_adapters(averages, run.about["lora"], options.out / ADAPTER)
    return {"stage": "diffusion", "step": run.step, "objects": len(latents)} if run.main else None


def _run(plan: Plan, options: argparse.Namespace, latents: LatentSet) -> tuple[Run, initial.Schedulers]:
    folder = options.out / DENOISER
    begun = options.resume and (folder / CHECKPOINT).is_file()  # then all weights come from the checkpoint
    sources = (None, None, None) if begun else (options.init, options.init_3d, options.init_2d)
    model = initial.initial_denoiser(plan.config, *sources, DENOISER)
    latents.shapes.require(model.config, plan.source)
    schedulers = initial.initial_schedulers(folder if begun else None, *sources)
    about = {
        "latents": latents.fingerprint, "lora": plan.restrict(model),
        "schedulers": [initial.plain_scheduler(scheduler) for scheduler in schedulers], "text": options.text or MINILM,
    }  # fmt: skip
    most = max(stage.most for stage in plan.loss.batch.stages)
    notes = {"loss": asdict(plan.loss), "trained_parts": min(most, int(latents.counts.max()))}
    run = Run(model, plan.loop, folder, options.resume, options.device, about, notes, idle=False)
    return run, schedulers


def _captions(source: str | None, run: Run) -> CaptionStates:
    device = run.accelerator.device
    # T5 overflows in float16, and half precision is slow on the CPU.
    encoder = TextEncoder(source, torch.float32 if device.type == "cpu" else torch.bfloat16).to(device)
    wanted = run.model.config.text_width
    if encoder.width != wanted:
        raise ValueError(
            f"expected a text encoder of width {wanted}, which the denoiser reads, got one of {encoder.width}; give "
            "--text, e.g. the PixArt-alpha repository for --preset base"
        )
    return CaptionStates(encoder, alone=device.type == "cpu")


def _stream(plan: Plan, latents: LatentSet, captions: CaptionStates, run: Run) -> BatchStream | Ahead:
    shares = run.accelerator.num_processes * plan.loop.accumulate
    stream = BatchStream(
        latents, captions, plan.loss.batch, steps=plan.loop.steps, seed=plan.loop.seed, shares=shares
    )
    if not latents.is_remote and latents.bytes <= IN_MEMORY_BYTES:
        latents.keep()
        if run.accelerator.device.type == "cpu":
            return stream
    return Ahead(stream, plan.loop.accumulate)  # the step leaves the CPU idle, or the latents are not at hand


def _grid(
    source: str, frozen: Path, captions: CaptionStates, processes: tuple[Process, Process], run: Run
) -> SampleGrid | None:
    """Pictures need the VAEs and held-out objects; without them the run goes on and says so."""
    try:
        held_out = LatentSet(source, "held_out")
        shape_vae, image_vae = frozen_vaes(frozen)
    except ValueError as error:
        if run.main:
            sys.stderr.write(f"no sample grids in TensorBoard: {error}\n")
        return None
    device = run.accelerator.device
    return SampleGrid(held_out, captions, shape_vae.to(device), image_vae.to(device), processes)


def frozen_vaes(folder: Path) -> tuple[Any, Any]:
    """The shape VAE and the image VAE that the encode stage froze (or a model's), in evaluation mode."""
    if not folder.is_dir():
        raise ValueError(f"there is no {folder}; run the encode stage, which freezes both VAEs there")
    return load_network(folder / SHAPE, NETWORKS[SHAPE]), load_network(folder / IMAGE, NETWORKS[IMAGE])


def _dry_run(plan: Plan) -> str:
    def build() -> CoPartDenoiser:
        model = CoPartDenoiser(**plan.config)
        plan.restrict(model)
        return model

    trained = f"all but {plan.freeze}" if plan.freeze else "all"
    if plan.lora is not None:
        trained = f"adapters of rank {plan.lora}, couplings and conditions"
    return report(build, plan.loop, plan.loss.batch, plan.source, {"trained": trained})

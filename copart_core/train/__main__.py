"""Training on the command line, one command a stage:

    python -m copart_core.data prepare --source procedural --count 4000 --out cache/procedural
    python -m copart_core.train vae       --data cache/procedural --out runs/mini
    python -m copart_core.train image-vae --data cache/procedural --out runs/mini
    python -m copart_core.train encode    --data cache/procedural --out runs/mini
    python -m copart_core.train diffusion --out runs/mini [--dry-run]
    python -m copart_core.train export    --out runs/mini --model assets/model
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import fields, replace
from pathlib import Path

import torch
from accelerate import PartialState
from diffusers import FlowMatchEulerDiscreteScheduler

from copart_core.models.copart import CoPartDenoiser
from copart_core.models.folder import INDEX, TRAINED_PARTS, save_model
from copart_core.models.image_vae import ViewVAE, mini_image_vae
from copart_core.models.pretrained_denoisers import load_image_vae
from copart_core.models.shape_vae import ShapeVAE
from copart_core.models.text import TextEncoder
from copart_core.train import diffusion_stage, image_vae, vae
from copart_core.train.checkpoint import restored, told
from copart_core.train.decoder import replace_decoder
from copart_core.train.diffusion_stage import DENOISER, FROZEN, LATENTS, MINILM, frozen_vaes
from copart_core.train.draw import Draw
from copart_core.train.encode import IMAGE, SHAPE, encode_folders, fingerprint_of, fit_latent_statistics
from copart_core.train.initial import PIXART, freeze_encoder, initial_shape_vae, schedulers_of_run, stripped
from copart_core.train.judge import held_out_parts, reconstruction_metrics, reconstruction_picture, table
from copart_core.train.loop import LoopConfig, Run
from copart_core.train.parts import PartSource, PartStore, PartStream
from copart_core.train.presets import PRESETS, Preset, check_lattice
from copart_core.train.rendering_loss import RenderingLoss


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    torch.manual_seed(options.seed)  # of the initial weights
    try:
        report = STAGES[options.stage](options, PRESETS[options.preset])
    except ValueError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except KeyboardInterrupt as stop:
        sys.stderr.write(f"{stop or 'stopped before the first step'}; the same command with --resume goes on\n")
        return 130
    if report is not None:
        sys.stdout.write(json.dumps(report) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m copart_core.train", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("stage", choices=tuple(STAGES))
    parser.add_argument("--preset", choices=tuple(PRESETS), default="mini")
    parser.add_argument("--data", type=Path, nargs="+", default=[], help="folders of prepared objects")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run: checkpoints, logs, latents")
    parser.add_argument("--model", type=Path, help="export: the model folder to write")
    parser.add_argument("--decoder", action="store_true",
                        help="export: only replace the shape decoder of --model, by one trained with --freeze encoder")
    parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint")
    parser.add_argument("--steps", type=int, help="instead of the preset's; also stretches the schedule")
    parser.add_argument("--batch", type=int, help="parts a step, of all processes, instead of the preset's")
    parser.add_argument("--learning-rate", type=float, help="instead of the preset's")
    parser.add_argument("--minutes", type=float, help="stop after so long; --resume goes on")
    parser.add_argument("--save-seconds", type=float, help="between two checkpoints (default 120)")
    parser.add_argument("--picture-steps", type=int, help="between two pictures in TensorBoard (default 500)")
    parser.add_argument("--precision", choices=("fp32", "bf16"), help="of the forward pass (default fp32)")
    parser.add_argument("--accumulate", type=int, help="micro-steps that share a batch (default 1)")
    parser.add_argument("--checkpointing", action="store_true", default=None, help="recompute activations: less memory")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--lattice", type=int, metavar="N", help="tokens an axis, instead of the preset's: T = N^3")
    parser.add_argument("--init", help="start from: a model folder, a run, craftsman:<path or repository> (vae)")
    parser.add_argument("--freeze", choices=("encoder", "2d", "3d", "backbones"),
                        help="vae: train the decoder only; diffusion: not a branch, or neither")  # fmt: skip
    shape = parser.add_argument_group("vae")
    shape.add_argument("--stream", type=int, metavar="READERS", help="read shards while training, not into memory")
    shape.add_argument("--rendering", action="store_true", help="add the rendering loss of eq. 17")
    for name in ("field", "kl", "sparsity", "depth", "normal", "mask", "deviation"):
        shape.add_argument(f"--{name}-weight", type=float, metavar="W", help="of the loss, instead of the preset's")
    shape.add_argument("--measure", type=int, default=128, metavar="PARTS", help="held-out parts of the final table")
    diffusion_stage.add_options(parser)
    return parser


def _loop(config: LoopConfig, options: argparse.Namespace) -> LoopConfig:
    given = {field.name: getattr(options, field.name, None) for field in fields(LoopConfig)}
    return replace(config, **{name: value for name, value in given.items() if value is not None})


def _need_data(options: argparse.Namespace) -> list[Path]:
    if not options.data:
        raise ValueError("this stage needs --data, the folders of prepared objects")
    return options.data


def train_vae(options: argparse.Namespace, preset: Preset) -> dict | None:
    folders = _need_data(options)
    model = initial_shape_vae(preset.shape_class, _shape_config(options, preset), options.init, SHAPE)
    if options.freeze:
        if options.freeze != "encoder":
            raise ValueError(f"expected --freeze encoder in this stage, got {options.freeze!r}")
        freeze_encoder(model)
    run = Run(model, _loop(preset.vae_loop, options), options.out / SHAPE, options.resume, options.device)
    batch = options.batch or preset.vae_batch
    loss = _vae_loss(options, preset)
    source = _part_source(options, preset, loss, run, batch)
    shown = held_out_parts(folders, 6)
    run.train(vae.vae_loss(model, source, loss, batch), "shape VAE", lambda: reconstruction_picture(model, shown))
    if not run.main:
        return None
    averaged = restored(preset.shape_class, run.folder).to(model.device)
    metrics = reconstruction_metrics(averaged, held_out_parts(folders, options.measure))
    sys.stdout.write(table(metrics) + "\n")
    return {"stage": "vae", "step": run.step, **metrics}


def _shape_config(options: argparse.Namespace, preset: Preset) -> dict:
    if options.lattice is None:
        return preset.shape_vae
    check_lattice(options.lattice, "lattice" in preset.shape_vae, options.preset)
    return {**preset.shape_vae, "lattice": options.lattice}


def _vae_loss(options: argparse.Namespace, preset: Preset) -> vae.VAELoss:
    loss = preset.vae_loss
    rendering = (loss.rendering or RenderingLoss()) if options.rendering else loss.rendering
    weights = {name: getattr(options, f"{name}_weight") for name in ("depth", "normal", "mask", "deviation")}
    given = {name: weight for name, weight in weights.items() if weight is not None}
    if given and rendering is None:
        raise ValueError(f"a weight of the rendering loss ({', '.join(given)}) needs --rendering")
    own = {name: getattr(options, name) for name in ("field_weight", "kl_weight", "sparsity_weight")}
    return replace(loss, rendering=rendering and replace(rendering, **given),
                   **{name: weight for name, weight in own.items() if weight is not None})  # fmt: skip


def _part_source(options: argparse.Namespace, preset: Preset, loss: vae.VAELoss, run: Run, batch: int) -> PartSource:
    frame, with_meshes = preset.shape_class.frame, loss.rendering is not None
    if options.stream is None:
        return PartStore.load(options.data, "train", frame, with_meshes)
    rank, world = run.accelerator.process_index, run.accelerator.num_processes
    shares = [Draw(run.config.seed, 0, rank * run.config.accumulate + micro_step, world * run.config.accumulate)
              for micro_step in range(run.config.accumulate)]  # fmt: skip
    a_step = sum(len(vae.deal(share.rows(batch), batch, loss)[0]) for share in shares)
    return PartStream(options.data, frame, with_meshes, seed=run.config.seed, rank=rank, world=world,
                      workers=options.stream, skip=run.step * a_step)  # fmt: skip


def train_image_vae(options: argparse.Namespace, preset: Preset) -> dict | None:
    folders = _need_data(options)
    model = mini_image_vae()
    run = Run(model, _loop(preset.image_loop, options), options.out / IMAGE, options.resume, options.device)
    views, wireframes = image_vae.load_views(folders, "train")
    run.train(image_vae.image_vae_loss(model, views, wireframes, options.batch or preset.image_batch), "image VAE")
    if not run.main:
        return None
    held_out, _ = image_vae.load_views(folders, "held_out")
    averaged = restored(ViewVAE, run.folder).to(model.device)
    return {"stage": "image-vae", "step": run.step, "views": len(views), **image_vae.measure(averaged, held_out)}


def encode(options: argparse.Namespace, preset: Preset) -> dict:
    """Freeze both VAEs with their latent statistics, once, and encode all objects that are not encoded yet."""
    folders = _need_data(options)
    frozen = options.out / FROZEN
    state = PartialState(cpu=torch.device(options.device).type == "cpu")
    if not frozen.is_dir() and state.is_main_process:
        _freeze_vaes(options, preset, folders, frozen)
    state.wait_for_everyone()
    shape, image = (vae.to(state.device) for vae in frozen_vaes(frozen))
    counts = encode_folders(
        folders, options.out / LATENTS, shape, image, preset.vae_loss.points, fingerprint_of(frozen), preset.view_size
    )
    return {"stage": "encode", **counts}


def _freeze_vaes(options: argparse.Namespace, preset: Preset, folders: list[Path], frozen: Path) -> None:
    """The VAEs of --init (a model folder's are taken as they are), else those trained in this run."""
    given = Path(options.init or "")
    if options.init and (given / INDEX).is_file():
        shape, image = frozen_vaes(given)
    else:
        if options.init:
            shape = initial_shape_vae(preset.shape_class, _shape_config(options, preset), options.init, SHAPE).eval()
        else:
            shape = restored(preset.shape_class, options.out / SHAPE)
        shape.to(options.device)
        if isinstance(shape, ShapeVAE):  # CraftsMan's DiT denoises the latents of its layout as they come
            fit_latent_statistics(shape, folders, preset.vae_loss.points)
        if options.init_2d:
            image = load_image_vae(stripped(options.init_2d, PIXART))
        else:
            image = restored(ViewVAE, options.out / IMAGE).to(options.device)
            views, _ = image_vae.load_views(folders[:1], "train")  # one folder says enough of plain colours
            image_vae.set_scaling(image, views)
    unfinished = frozen.with_name(f"{FROZEN}.writing")
    shape.save_pretrained(unfinished / SHAPE)
    image.save_pretrained(unfinished / IMAGE)
    unfinished.rename(frozen)


def train_diffusion(options: argparse.Namespace, preset: Preset) -> dict | None:
    return diffusion_stage.train_diffusion(options, preset, _loop(preset.diffusion_loop, options))


def export(options: argparse.Namespace, preset: Preset) -> dict:
    """Write the averaged weights of all three networks as a model folder, or put a decoder into one (--decoder)."""
    if options.model is None:
        raise ValueError("export needs --model, the folder to write, e.g. assets/model")
    if options.decoder:
        replace_decoder(options.model, restored(preset.shape_class, options.out / SHAPE))
        return {"stage": "export", "decoder": str(options.out / SHAPE), "folder": str(options.model)}
    frozen, run = options.out / FROZEN, options.out / DENOISER
    fingerprint = fingerprint_of(frozen)
    denoiser = restored(CoPartDenoiser, run)
    about = told(run)
    if about.get("latents", fingerprint) != fingerprint:
        raise ValueError(
            f"the denoiser in {run} was trained on latents of other VAEs ({about['latents']}) than {frozen} "
            f"({fingerprint}); encode with the frozen ones and train it again"
        )
    own_text = about.get("text", MINILM) != MINILM  # MiniLM comes with the program
    if not own_text and (options.model / "text_encoder").exists():
        raise ValueError(
            f"{options.model} has a text_encoder/, but the denoiser in {run} was trained with MiniLM, which a model "
            "has without that folder; take it away, or export to another --model"
        )
    shape, image = frozen_vaes(frozen)
    schedulers = schedulers_of_run(run)
    flows = all(isinstance(scheduler, FlowMatchEulerDiscreteScheduler) for scheduler in schedulers)
    parts = told(run, "notes").get("trained_parts", TRAINED_PARTS)
    save_model(options.model, shape, image, denoiser, fingerprint, None if flows else schedulers, parts)
    if own_text:
        TextEncoder(about["text"]).save(options.model / "text_encoder")
    size = sum(path.stat().st_size for path in options.model.rglob("*.safetensors"))
    return {"stage": "export", "megabytes": round(size / 1e6, 1), "folder": str(options.model)}


STAGES = {
    "vae": train_vae, "image-vae": train_image_vae, "encode": encode, "diffusion": train_diffusion, "export": export,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())

"""Training on the command line, one command a stage:

    python -m copart_core.data prepare --source procedural --count 4000 --out cache/procedural
    python -m copart_core.train vae       --data cache/procedural --out runs/mini
    python -m copart_core.train image-vae --data cache/procedural --out runs/mini
    python -m copart_core.train encode    --data cache/procedural --out runs/mini
    python -m copart_core.train diffusion --out runs/mini
    python -m copart_core.train export    --out runs/mini --model assets/model
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

import torch

from copart_core.models.copart import CoPartDenoiser
from copart_core.models.folder import save_model
from copart_core.models.image_vae import ViewVAE, mini_image_vae
from copart_core.models.shape_vae import ShapeVAE
from copart_core.models.text import TextEncoder
from copart_core.train import image_vae, vae
from copart_core.train.diffusion import CaptionStates, ObjectStream, diffusion_loss
from copart_core.train.encode import encode_folders, fit_latent_statistics, load_encoded
from copart_core.train.loop import LoopConfig, Run, averaged
from copart_core.train.presets import PRESETS, Preset

SHAPE, IMAGE, DIFFUSION = "shape_vae", "image_vae", "denoiser"  # sub-folders of --out


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    torch.manual_seed(options.seed)  # of the initial weights
    try:
        report = STAGES[options.stage](options, PRESETS[options.preset])
    except ValueError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
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
    parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint")
    parser.add_argument("--steps", type=int, help="instead of the preset's; also stretches the schedule")
    parser.add_argument("--batch", type=int, help="instead of the preset's")
    parser.add_argument("--learning-rate", type=float, help="instead of the preset's")
    parser.add_argument("--minutes", type=float, help="stop after so long; --resume goes on")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser


def _loop(config: LoopConfig, options: argparse.Namespace) -> LoopConfig:
    given = {name: getattr(options, name) for name in ("steps", "learning_rate", "minutes", "seed")}
    return replace(config, **{name: value for name, value in given.items() if value is not None})


def _need_data(options: argparse.Namespace) -> list[Path]:
    if not options.data:
        raise ValueError("this stage needs --data, the folders of prepared objects")
    return options.data


def train_vae(options: argparse.Namespace, preset: Preset) -> dict:
    folders = _need_data(options)
    model = ShapeVAE(**preset.shape_vae).to(options.device)
    run = Run(model, _loop(preset.vae_loop, options), options.out / SHAPE, options.resume)
    store = vae.PartStore.load(folders, "train")
    batch = options.batch or preset.vae_batch
    run.train(vae.vae_loss(model, store, preset.vae_loss, batch, options.seed), "shape VAE")
    averaged(model, options.out / SHAPE)
    held_out = vae.PartStore.load(folders, "held_out")
    return {"stage": "vae", "step": run.step, "parts": len(store.points),
            **vae.measure(model, held_out, preset.vae_loss)}  # fmt: skip


def train_image_vae(options: argparse.Namespace, preset: Preset) -> dict:
    folders = _need_data(options)
    model = mini_image_vae().to(options.device)
    run = Run(model, _loop(preset.image_loop, options), options.out / IMAGE, options.resume)
    views, wireframes = image_vae.load_views(folders, "train")
    batch = options.batch or preset.image_batch
    run.train(image_vae.image_vae_loss(model, views, wireframes, batch, options.seed), "image VAE")
    averaged(model, options.out / IMAGE)
    held_out, _ = image_vae.load_views(folders, "held_out")
    return {"stage": "image-vae", "step": run.step, "views": len(views), **image_vae.measure(model, held_out)}


def encode(options: argparse.Namespace, preset: Preset) -> dict:
    """Freeze both VAEs with their latent statistics, once, and encode all objects that are not encoded yet."""
    folders = _need_data(options)
    frozen = options.out / "frozen"
    if not frozen.is_dir():
        shape = averaged(ShapeVAE(**preset.shape_vae), options.out / SHAPE).to(options.device)
        image = averaged(mini_image_vae(), options.out / IMAGE).to(options.device)
        fit_latent_statistics(shape, folders)
        views, _ = image_vae.load_views(folders[:1], "train")  # one folder says enough of plain colours
        image_vae.set_scaling(image, views)
        unfinished = options.out / "frozen.writing"
        shape.save_pretrained(unfinished / SHAPE)
        image.save_pretrained(unfinished / IMAGE)
        for path in options.out.glob("latents-*.pt"):  # of VAEs that were frozen before
            path.unlink()
        unfinished.rename(frozen)
    shape, image = (kind.from_pretrained(frozen / name).eval().to(options.device)
                    for kind, name in ((ShapeVAE, SHAPE), (ViewVAE, IMAGE)))  # fmt: skip
    return {"stage": "encode", **encode_folders(folders, options.out, shape, image)}


def train_diffusion(options: argparse.Namespace, preset: Preset) -> dict:
    model = CoPartDenoiser(**preset.denoiser).to(options.device)
    loop = _loop(preset.diffusion_loop, options)
    run = Run(model, loop, options.out / DIFFUSION, options.resume)
    loss = replace(preset.diffusion_loss, **({"tokens": options.batch} if options.batch else {}))
    objects = load_encoded(options.out)
    stream = ObjectStream(objects, CaptionStates(TextEncoder()), loss, options.seed)
    run.train(diffusion_loss(model, stream, loop.steps), "diffusion")
    return {"stage": "diffusion", "step": run.step, "objects": len(objects)}


def export(options: argparse.Namespace, preset: Preset) -> dict:
    """Write the averaged weights of all three networks as a model folder."""
    if options.model is None:
        raise ValueError("export needs --model, the folder to write, e.g. assets/model")
    frozen = options.out / "frozen"
    if not frozen.is_dir():
        raise ValueError(f"there is no {frozen}; run the encode stage first")
    denoiser = averaged(CoPartDenoiser(**preset.denoiser), options.out / DIFFUSION)
    shape = ShapeVAE.from_pretrained(frozen / SHAPE)
    image = ViewVAE.from_pretrained(frozen / IMAGE)
    weights = b"".join((frozen / name / "diffusion_pytorch_model.safetensors").read_bytes() for name in (SHAPE, IMAGE))
    save_model(options.model, shape, image, denoiser, hashlib.sha256(weights).hexdigest()[:16])
    size = sum(path.stat().st_size for path in options.model.rglob("*.safetensors"))
    return {"stage": "export", "megabytes": round(size / 1e6, 1), "folder": str(options.model)}


STAGES = {
    "vae": train_vae, "image-vae": train_image_vae, "encode": encode, "diffusion": train_diffusion, "export": export,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())

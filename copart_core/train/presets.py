"""Sizes and schedules of the presets. Every number here is our choice unless a comment names the paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from diffusers.models.modeling_utils import ModelMixin

from copart_core.data.samples import VIEW_SIZE
from copart_core.models.perceiver_vae import CRAFTSMAN_V1_5, PerceiverShapeVAE
from copart_core.models.shape_vae import ShapeVAE
from copart_core.models.sizes import BASE_DENOISER
from copart_core.train.batches import BatchConfig, ProgressiveStage
from copart_core.train.diffusion import DiffusionLoss
from copart_core.train.loop import LoopConfig
from copart_core.train.vae import VAELoss


@dataclass(frozen=True)
class Preset:
    shape_vae: dict[str, Any]  # the config of `shape_class`
    denoiser: dict[str, Any]  # CoPartDenoiser's config
    vae_loop: LoopConfig
    vae_batch: int
    image_loop: LoopConfig
    image_batch: int
    diffusion_loop: LoopConfig
    shape_class: type[ModelMixin] = ShapeVAE
    view_size: int = VIEW_SIZE  # pixels of the views that are encoded
    vae_loss: VAELoss = field(default_factory=VAELoss)
    diffusion_loss: DiffusionLoss = field(default_factory=DiffusionLoss)


def check_lattice(lattice: int, has_one: bool, preset: str) -> None:
    """Errors: ValueError where `--lattice` makes no sense."""
    if not has_one:
        raise ValueError(f"the latents of --preset {preset} have no lattice; leave out --lattice")
    if lattice < 1:
        raise ValueError(f"expected --lattice of 1 or more, got {lattice}")


PRESETS = {
    # The embedded model: two CPU cores train it in under two hours.
    "mini": Preset(
        shape_vae={"lattice": 4, "latent_dim": 16, "width": 192, "channels": 64, "heads": 3, "resolution": 48},
        denoiser={
            "tokens": 64, "latent_dim": 16, "box_width": 16, "width3d": 192, "layers3d": 6, "heads3d": 3,
            "layers2d": 6, "heads2d": 3, "head_dim2d": 64, "cross_view": tuple(range(6)),
            "couplings": ((2, 2), (4, 4), (6, 6)),
        },
        vae_loop=LoopConfig(steps=2800, learning_rate=1.5e-3),
        vae_batch=32,
        image_loop=LoopConfig(steps=400, learning_rate=1e-3),
        image_batch=32,
        diffusion_loop=LoopConfig(steps=3600, learning_rate=1e-3, warmup=150),
        diffusion_loss=DiffusionLoss(BatchConfig(tokens=48)),
    ),
    # CraftsMan's layout, to fine-tune from its weights (--init craftsman:...) or to train on GPUs. Not trained here.
    "base": Preset(
        shape_vae=CRAFTSMAN_V1_5,
        shape_class=PerceiverShapeVAE,
        denoiser=BASE_DENOISER,
        vae_loop=LoopConfig(steps=100_000, learning_rate=5e-5, warmup=1000, ema_decay=0.9999, save_seconds=900.0),
        vae_batch=64,
        image_loop=LoopConfig(steps=400, learning_rate=1e-3),
        image_batch=32,
        view_size=512,  # Stable Diffusion's VAE; records hold views of 64 pixels, which are enlarged
        diffusion_loop=LoopConfig(
            steps=200_000, learning_rate=5e-5, warmup=1000, ema_decay=0.9999, precision="bf16", checkpointing=True,
            save_seconds=900.0, picture_steps=5000,
        ),
        vae_loss=VAELoss(points=4096, queries=4096, kl_weight=1e-4),
        diffusion_loss=DiffusionLoss(BatchConfig(
            stages=(ProgressiveStage(0.2, 1), ProgressiveStage(0.2, 4, least=2), ProgressiveStage(0.6, 16)), tokens=136,
        )),
    ),
    # For tests: everything in its place, seconds to train.
    "tiny": Preset(
        shape_vae={"lattice": 2, "latent_dim": 4, "width": 32, "channels": 16, "encoder_layers": 1,
                   "decoder_layers": 1, "heads": 2, "resolution": 16},
        denoiser={
            "tokens": 8, "latent_dim": 4, "box_width": 4, "width3d": 32, "layers3d": 2, "heads3d": 2,
            "layers2d": 2, "heads2d": 2, "head_dim2d": 16, "cross_view": (1,), "couplings": ((1, 1), (2, 2)),
            "control_layers": 1,
        },
        vae_loop=LoopConfig(steps=20, warmup=5),
        vae_batch=4,
        image_loop=LoopConfig(steps=10, warmup=5),
        image_batch=4,
        diffusion_loop=LoopConfig(steps=20, warmup=5),
        vae_loss=VAELoss(points=256, queries=256),
        diffusion_loss=DiffusionLoss(BatchConfig(tokens=13)),
    ),
}  # fmt: skip

"""E2D: the frozen image VAE of the part views. The embedded model has a small AutoencoderKL of its own."""

from __future__ import annotations

import torch
from diffusers import AutoencoderKL
from jaxtyping import Float, UInt8
from torch import Tensor

VIEW_SIZE = 64  # pixels; latents are VIEW_SIZE / 8


def mini_image_vae() -> AutoencoderKL:
    """The untrained small VAE: 64 x 64 x 3 -> 8 x 8 x 4."""
    return AutoencoderKL(
        block_out_channels=(16, 32, 64, 64),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        norm_num_groups=8,
        latent_channels=4,
        sample_size=VIEW_SIZE,
        mid_block_add_attention=False,
    )


def to_signed(images: UInt8[Tensor, "*B H W C"]) -> Float[Tensor, "*B C H W"]:
    """uint8 sRGB -> [-1, 1], channels first."""
    return torch.movedim(images, -1, -3).float() / 127.5 - 1


def to_bytes(images: Float[Tensor, "*B C H W"]) -> UInt8[Tensor, "*B H W C"]:
    """Inverse of `to_signed`, clamped and rounded."""
    return torch.movedim((images.clamp(-1, 1) * 127.5 + 127.5).round().to(torch.uint8), -3, -1)


@torch.inference_mode()
def encode_views(vae: AutoencoderKL, images: UInt8[Tensor, "*B H W C"]) -> Float[Tensor, "*B D h w"]:
    """Views -> normalised mean latents (unit variance over the training set)."""
    flat = to_signed(images.reshape(-1, *images.shape[-3:])).to(vae.device)
    mean = vae.encode(flat).latent_dist.mean
    shift = vae.config.shift_factor or 0.0
    return ((mean - shift) * vae.config.scaling_factor).reshape(*images.shape[:-3], *mean.shape[1:])


@torch.inference_mode()
def decode_views(vae: AutoencoderKL, latents: Float[Tensor, "*B D h w"]) -> UInt8[Tensor, "*B H W C"]:
    """Normalised latents -> uint8 sRGB views."""
    shift = vae.config.shift_factor or 0.0
    flat = latents.reshape(-1, *latents.shape[-3:]) / vae.config.scaling_factor + shift
    images = to_bytes(vae.decode(flat).sample)
    return images.reshape(*latents.shape[:-3], *images.shape[1:])



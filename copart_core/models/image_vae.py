"""E2D: the frozen image VAE of the part views. The embedded model has a small AutoencoderKL of its own."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false
# pyright: reportAttributeAccessIssue=false
# pyright: reportCallIssue=false
# pyright: reportGeneralTypeIssues=false
# pyright: reportIndexIssue=false
# pyright: reportOptionalMemberAccess=false
# pyright: reportOptionalSubscript=false

from __future__ import annotations

import functools

import torch
from diffusers import AutoencoderKL
from diffusers.models.downsampling import Downsample2D
from diffusers.models.resnet import ResnetBlock2D
from jaxtyping import Float, UInt8
from torch import Tensor, nn

VIEW_SIZE = 64  # pixels; latents are VIEW_SIZE / 8
LOG_VARIANCE_START = -6.0


class ViewVAE(AutoencoderKL):
    """AutoencoderKL for views whose surface is often one plain colour (our choice).

    A group norm before an output takes away just what such a view says, its level, so encoder and decoder end without
    one. And the weights start as the plainest codec there is: the skip path averages 8 x 8 pixels into the first three
    latent channels and spreads them again, all else starts at zero. Training adds the detail.
    """

    @functools.wraps(AutoencoderKL.__init__)  # diffusers reads the signature to find the fields of a config
    def __init__(self, *args, **config):
        super().__init__(*args, **config)
        for half in (self.encoder, self.decoder):
            half.conv_norm_out = nn.Identity()
            half.conv_act = nn.Identity()
        self._start_as_average()

    @torch.no_grad()
    def _start_as_average(self) -> None:
        for module in self.modules():
            if isinstance(module, ResnetBlock2D):
                nn.init.zeros_(module.conv2.weight)
                nn.init.zeros_(module.conv2.bias)
                if module.conv_shortcut is not None:
                    _pass_through(module.conv_shortcut)
            elif isinstance(module, Downsample2D):
                _pass_through(module.conv)
                # Its padding is below and to the right: these four taps are the mean of a 2 x 2 block.
                center = module.conv.weight[:, :, 1, 1].clone()
                module.conv.weight.zero_()
                module.conv.weight[:, :, :2, :2] = center[:, :, None, None] / 4
        for up in self.decoder.up_blocks:
            for upsampler in up.upsamplers or ():
                _pass_through(upsampler.conv)
        for conv in (self.encoder.conv_in, self.encoder.conv_out, self.decoder.conv_in, self.decoder.conv_out,
                     self.quant_conv, self.post_quant_conv):  # fmt: skip
            _pass_through(conv)
        latent = self.config.latent_channels
        self.encoder.conv_out.weight[latent:].zero_()
        self.quant_conv.bias[latent:] = LOG_VARIANCE_START


@torch.no_grad()
def _pass_through(conv: nn.Conv2d) -> None:
    """Channel i goes to channel i; a little noise lets the others differ."""
    nn.init.dirac_(conv.weight)
    conv.weight.add_(torch.randn_like(conv.weight) * 0.01)
    nn.init.zeros_(conv.bias)


def mini_image_vae() -> ViewVAE:
    """The untrained small VAE: 64 x 64 x 3 -> 8 x 8 x 4."""
    return ViewVAE(
        block_out_channels=(16, 32, 64, 64),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        norm_num_groups=4,
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

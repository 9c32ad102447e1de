"""Stage 2: the small image VAE of the embedded model, on part views and wireframe images."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from numpy.typing import NDArray
from torch import Tensor

from copart_core.data.samples import Split
from copart_core.data.shards import iterate
from copart_core.models.image_vae import to_signed
from copart_core.train.draw import Draw, rng_of
from copart_core.train.loop import LossFunction

KL_WEIGHT = 1e-5
WIREFRAME_SHARE = 0.1


def load_views(folders: list[Path], split: Split) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Part views [M, H, W, 3] and wireframes [K, H, W, 3] of one split."""
    views, wireframes = [], []
    for sample in iterate(folders, split):
        views += [part.views for part in sample.parts]
        wireframes.append(sample.wireframes)
    if not views:
        where = ", ".join(map(str, folders))
        raise ValueError(f"no {split} objects in {where}; run `python -m copart_core.data prepare`")
    return np.concatenate(views), np.concatenate(wireframes)


def image_vae_loss(
    model: AutoencoderKL, views: NDArray[np.uint8], wireframes: NDArray[np.uint8], batch: int
) -> LossFunction:
    """L1 + L2 in [-1, 1] and a small KL. Views are mirrored and their channels permuted at random: more colours."""

    def loss_of(draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        rows = draw.rows(batch)
        lines = round(WIREFRAME_SHARE * batch)
        pools = [wireframes if row >= batch - lines else views for row in rows]
        images = np.stack(
            [pool[draw.row_rng(row).integers(len(pool))] for row, pool in zip(rows, pools, strict=True)]
        )
        rng = draw.rng()
        if rng.random() < 0.5:
            images = images[:, :, ::-1]
        if rng.random() < 0.5:
            images = images[..., rng.permutation(3)]
        truth = to_signed(torch.from_numpy(np.ascontiguousarray(images))).to(model.device)
        posterior = model.encode(truth).latent_dist
        noise = draw.noise(rows, posterior.mean.shape[1:]).to(model.device)
        predicted = model.decode(posterior.mean + posterior.std * noise).sample
        error = predicted - truth
        kl = posterior.kl().mean() / posterior.mean[0].numel()
        loss = error.abs().mean() + error.square().mean() + KL_WEIGHT * kl
        psnr = 10 * torch.log10(4 / error.detach().square().mean())
        return loss, {"psnr": psnr, "kl": kl.detach()}

    return loss_of


@torch.inference_mode()
def set_scaling(model: AutoencoderKL, views: NDArray[np.uint8], seed: int = 0) -> None:
    """Store shift and scale in the config, so that latents have zero mean and unit variance."""
    rows = rng_of(seed, 0).integers(len(views), size=min(1024, len(views)))
    means = [model.encode(to_signed(torch.from_numpy(views[part])).to(model.device)).latent_dist.mean
             for part in np.array_split(rows, 16)]  # fmt: skip
    latents = torch.cat(means)
    model.register_to_config(shift_factor=float(latents.mean()), scaling_factor=float(1 / latents.std()))


@torch.inference_mode()
def measure(model: AutoencoderKL, views: NDArray[np.uint8], count: int = 512) -> dict[str, float]:
    """PSNR of reconstructed views (peak 255), mean over `count` of them."""
    rows = np.linspace(0, len(views) - 1, min(count, len(views))).astype(int)
    values = []
    for part in np.array_split(rows, max(len(rows) // 32, 1)):
        truth = to_signed(torch.from_numpy(views[part])).to(model.device)
        error = model.decode(model.encode(truth).latent_dist.mean).sample.clamp(-1, 1) - truth
        values.append(10 * torch.log10(4 / error.square().mean(dim=(1, 2, 3)).clamp(min=1e-8)))
    psnr = torch.cat(values)
    return {"psnr_mean": float(psnr.mean()), "psnr_p10": float(psnr.quantile(0.1))}

"""Stage 3: encode every prepared object once, so that a diffusion step reads no mesh and no picture (METHOD section 4).

Writes one file a split: `latents-<split>.pt`, a list of `EncodedObject` fields as tensors in half precision.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import get_args

import numpy as np
import torch
from diffusers import AutoencoderKL
from jaxtyping import Float
from torch import Tensor
from tqdm import tqdm

from copart_core.data.samples import ObjectSample, Split
from copart_core.data.shards import count_objects, iterate
from copart_core.models.conditioning import box_tokens, object_boxes, with_whole
from copart_core.models.image_vae import encode_views
from copart_core.models.shape_vae import ShapeVAE
from copart_core.train.parts import surface_in_frame


@dataclass(frozen=True, eq=False)
class EncodedObject:
    """One object, part 0 the whole; latents are normalised."""

    id: str
    source: str
    geometry: Float[Tensor, "P T D"]
    image: Float[Tensor, "P V C h w"]
    boxes: Float[Tensor, "P K D"]
    wireframes: Float[Tensor, "V C h w"]
    captions: list[list[str]]  # paraphrases a part


def mean_latents(vae: ShapeVAE, sample: ObjectSample, count: int) -> Float[Tensor, "P T D"]:
    """What E3D makes of `count` points of each part, in the model's coordinates."""
    surfaces = [surface_in_frame(part, vae.frame) for part in sample.parts]
    points, normals = (torch.from_numpy(np.stack(arrays)[:, :count]) for arrays in zip(*surfaces, strict=True))
    return vae.encode(points.to(vae.device), normals.to(vae.device)).mean


@torch.inference_mode()
def fit_latent_statistics(vae: ShapeVAE, folders: list[Path], count: int, objects: int = 400) -> None:
    """Store mean and deviation of the training latents, of `count` points a part, in the VAE."""
    vae.latent_mean.zero_()
    vae.latent_std.fill_(1)
    stride = max(count_objects(folders, "train") // objects, 1)
    samples = islice(iterate(folders, "train"), 0, None, stride)
    latents = torch.cat([mean_latents(vae, sample, count) for sample in samples])
    vae.latent_mean.copy_(latents.mean(dim=0))
    # One deviation for all: scaling each number alone would blow up the ones that carry nothing.
    vae.latent_std.fill_(float((latents - vae.latent_mean).std()))


@torch.inference_mode()
def encode_object(
    sample: ObjectSample, shape_vae: ShapeVAE, image_vae: AutoencoderKL, count: int
) -> EncodedObject:
    geometry = shape_vae.normalize(mean_latents(shape_vae, sample, count))
    views = torch.from_numpy(np.stack([*(part.views for part in sample.parts), sample.wireframes]))
    images = encode_views(image_vae, views)
    boxes = with_whole(object_boxes(np.stack([part.box for part in sample.parts[1:]])))
    return EncodedObject(
        sample.id, sample.source, geometry.half().cpu(), images[:-1].half().cpu(),
        box_tokens(shape_vae, boxes).half().cpu(), images[-1].half().cpu(),
        [list(part.captions) for part in sample.parts],
    )  # fmt: skip


def encode_folders(
    folders: list[Path], out: Path, shape_vae: ShapeVAE, image_vae: AutoencoderKL, count: int
) -> dict[str, int]:
    """Encode all objects that are not encoded yet, from `count` points a part, into a file a split, swapped in whole.

    Returns how many objects each file holds.
    """
    splits: dict[str, list[dict]] = {
        split: [asdict(item) for item in load_encoded(out, split)] if latents_path(out, split).exists() else []
        for split in get_args(Split)
    }
    known = {item["id"] for items in splits.values() for item in items}
    total = count_objects(folders)
    if not total:
        raise ValueError(f"no objects in {', '.join(map(str, folders))}; run `python -m copart_core.data prepare`")
    for sample in tqdm(iterate(folders), desc="encode", unit="object", total=total, dynamic_ncols=True):
        if sample.id not in known:
            splits[sample.split].append(asdict(encode_object(sample, shape_vae, image_vae, count)))
    for split, items in splits.items():
        temporary = latents_path(out, split).with_suffix(".writing")
        torch.save(items, temporary)
        os.replace(temporary, latents_path(out, split))
    return {split: len(items) for split, items in splits.items()}


def latents_path(out: Path, split: str) -> Path:
    return out / f"latents-{split}.pt"


def load_encoded(out: Path, split: str = "train") -> list[EncodedObject]:
    path = latents_path(out, split)
    if not path.exists():
        raise ValueError(f"there are no latents {path}; run `python -m copart_core.train encode` first")
    return [EncodedObject(**fields) for fields in torch.load(path, map_location="cpu", weights_only=True)]

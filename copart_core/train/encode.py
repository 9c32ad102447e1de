"""Stage 3: encode every prepared object once into shards of latents (train/latents.py).

Prepared shard k gives latent shard k. A shard that is whole is not encoded again, a killed run leaves only whole ones,
and several processes (torchrun) take every n-th shard each; memory holds one object at a time.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from accelerate import PartialState
from diffusers import AutoencoderKL
from einops import rearrange
from jaxtyping import Float, UInt8
from torch import Tensor
from tqdm import tqdm

from copart_core.data.samples import VIEW_SIZE, ObjectSample
from copart_core.data.shards import Manifest, count_objects, iterate, iterate_shard, summaries
from copart_core.models.conditioning import box_tokens, object_boxes, with_whole
from copart_core.models.image_vae import encode_views
from copart_core.models.shape_vae import ShapeVAE
from copart_core.train.latent_writer import LatentShard, whole_shard, write_index
from copart_core.train.latents import INDEX, EncodedObject
from copart_core.train.parts import surface_in_frame


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


SHAPE, IMAGE = "shape_vae", "image_vae"  # sub-folders of the frozen VAEs


def fingerprint_of(folder: Path) -> str:
    """Tells latents of the VAEs in `folder` from those of others: a hash of their weights."""
    digest = hashlib.sha256()
    for name in (SHAPE, IMAGE):
        path = folder / name / "diffusion_pytorch_model.safetensors"
        if not path.is_file():
            raise ValueError(f"there is no {path}; run the encode stage, which freezes both VAEs there")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@torch.inference_mode()
def encode_object(
    sample: ObjectSample, shape_vae: ShapeVAE, image_vae: AutoencoderKL, count: int, view_size: int = VIEW_SIZE
) -> EncodedObject:
    """Latents of an object's parts, boxes, views and wireframes; geometry from `count` surface points a part, views
    enlarged to `view_size` pixels where the records' are smaller."""
    geometry = shape_vae.normalize(mean_latents(shape_vae, sample, count))
    views = torch.from_numpy(np.stack([*(part.views for part in sample.parts), sample.wireframes]))
    if view_size != views.shape[-2]:
        views = enlarged(views, view_size)
    images = encode_views(image_vae, views)
    boxes = with_whole(object_boxes(np.stack([part.box for part in sample.parts[1:]])))
    return EncodedObject(
        sample.id, sample.source, sample.category, [list(part.captions) for part in sample.parts],
        np.stack([part.box for part in sample.parts]), geometry.half().cpu(), images[:-1].half().cpu(),
        box_tokens(shape_vae, boxes).half().cpu(), images[-1].half().cpu(),
    )  # fmt: skip


def enlarged(views: UInt8[Tensor, "P V H W C"], size: int) -> UInt8[Tensor, "P V S S C"]:
    """Bicubic: no detail is gained, but the image VAE meets its own resolution."""
    flat = rearrange(views, "p v h w c -> (p v) c h w").float()
    larger = F.interpolate(flat, size=(size, size), mode="bicubic", align_corners=False)
    return rearrange(larger.round().clamp(0, 255).to(torch.uint8), "(p v) c h w -> p v h w c", p=len(views))


@dataclass(frozen=True)
class Job:
    """One prepared shard."""

    folder: Path
    index: int
    corpus: str  # tells shards of one prepared set from those of another with the same number

    @property
    def name(self) -> str:
        return f"{self.corpus}-{self.index:06d}"

    def summary(self, out: Path) -> Path:
        return out / f"shard-{self.name}.json"


def encode_folders(
    folders: list[Path], out: Path, shape_vae: ShapeVAE, image_vae: AutoencoderKL, count: int, fingerprint: str,
    view_size: int = VIEW_SIZE,
) -> dict[str, int]:  # fmt: skip
    """Encode all prepared shards that are not in `out` yet, from `count` points a part, and write the index.

    `fingerprint` is that of the VAEs; shards of others are encoded anew. Returns how many objects each split has.
    """
    if not count_objects(folders):
        raise ValueError(f"no objects in {', '.join(map(str, folders))}; run `python -m copart_core.data prepare`")
    state = PartialState(cpu=shape_vae.device.type == "cpu")
    missing = [job for job in _jobs(folders) if whole_shard(job.summary(out), fingerprint) is None]
    mine = missing[state.process_index :: state.num_processes]
    for job in tqdm(mine, desc="encode", unit="shard", dynamic_ncols=True, disable=not state.is_main_process):
        with LatentShard(out, job.name, fingerprint) as shard:
            for sample in iterate_shard(job.folder, job.index):
                shard.add(sample.split, encode_object(sample, shape_vae, image_vae, count, view_size))
    state.wait_for_everyone()
    if state.is_main_process:
        write_index(out, fingerprint)
    state.wait_for_everyone()
    objects: Counter[str] = Counter()
    for shard in json.loads((out / INDEX).read_text("utf-8"))["shards"]:
        objects[shard["split"]] += len(shard["objects"])
    return dict(objects)


def _jobs(folders: list[Path]) -> list[Job]:
    jobs = {}
    for folder in folders:
        corpus = Manifest.load(folder).fingerprint[:8]
        for summary in summaries(folder):
            job = Job(folder, summary.index, corpus)
            jobs.setdefault(job.name, job)
    return list(jobs.values())

"""Classifier-free guidance, and the noise of one part."""

from __future__ import annotations

import hashlib

import torch
from jaxtyping import Float
from torch import Tensor


def guided(
    conditional: Float[Tensor, "..."], unconditional: Float[Tensor, "..."], scale: float
) -> Float[Tensor, "..."]:
    """Classifier-free guidance."""
    return unconditional + scale * (conditional - unconditional)


def part_generator(scene_seed: int, part_id: str, part_seed: int) -> torch.Generator:
    """The generator of one part, on the CPU: another part's seed, or the number of parts, never changes it."""
    digest = hashlib.sha256(f"{scene_seed}/{part_id}/{part_seed}".encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "big") >> 2)

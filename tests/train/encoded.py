"""Encoded objects out of random numbers, of the tiny preset's sizes, and captions without a language model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from copart_core.models.text import TextTokens
from copart_core.train.latent_writer import write_index, write_shard
from copart_core.train.latents import EncodedObject, LatentSet

WORDS = ("leg", "seat", "a round table top", "wheel")
FINGERPRINT = "0123456789abcdef"


def random_object(seed: int, parts: int, category: str = "chair") -> EncodedObject:
    """`parts` beside the whole; T = 8, D = 4, six views of 4 x 8 x 8."""
    rng = np.random.default_rng([seed, parts])

    def normal(*shape: int) -> torch.Tensor:
        return torch.from_numpy(rng.standard_normal(shape).astype(np.float16))

    low = rng.uniform(-1, 0, (parts + 1, 1, 3))
    return EncodedObject(
        id=f"object-{seed}", source="test", category=category,
        captions=[[f"{word} {seed}", word] for word in (WORDS * 9)[: parts + 1]],
        corners=np.concatenate([low, low + rng.uniform(0.2, 1, low.shape)], axis=1),
        geometry=normal(parts + 1, 8, 4), image=normal(parts + 1, 6, 4, 8, 8), boxes=normal(parts + 1, 16, 4),
        wireframes=normal(6, 4, 8, 8),
    )  # fmt: skip


def write_latents(folder: Path, counts: Sequence[Sequence[int]], held_out: Sequence[int] = ()) -> LatentSet:
    """A folder with a shard for each sequence of part counts; every third object is a room."""
    seed = 0
    for number, shard in enumerate(counts):
        items = []
        for parts in shard:
            items.append(random_object(seed, parts, "room" if seed % 3 == 2 else "chair"))
            seed += 1
        splits = {"train": items}
        if number == 0 and held_out:
            splits["held_out"] = [random_object(100 + parts, parts) for parts in held_out]
        write_shard(folder, f"test-{number:06d}", splits, FINGERPRINT)
    write_index(folder, FINGERPRINT)
    return LatentSet(folder)


def letters(captions: Sequence[str]) -> TextTokens:
    """A text encoder of width 384 that knows letters only, one token a letter, one for the empty caption."""
    texts = [caption or " " for caption in captions]
    longest = max(map(len, texts))
    mask = torch.tensor([[place < len(text) for place in range(longest)] for text in texts])
    codes = torch.tensor([[ord(letter) for letter in text.ljust(longest)] for text in texts], dtype=torch.float32)
    return TextTokens(torch.sin(codes[..., None] * torch.linspace(0.01, 1, 384)), mask)

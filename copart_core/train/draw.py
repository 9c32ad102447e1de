"""The random numbers of training: functions of (seed, step, row), never of what ran before or beside.

One step's batch is divided into equal shares, one for every micro-step of every process. Whatever is drawn for a row of
the batch depends on the row and not on the share that holds it, so a resumed run repeats an uninterrupted one, and
several processes learn from the same batch as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor


def rng_of(*key: int) -> np.random.Generator:
    """The random numbers of a key such as (seed, step, stream)."""
    return np.random.default_rng(key)


@dataclass(frozen=True)
class Draw:
    """Share `share` of `shares` of one step's batch."""

    seed: int
    step: int
    share: int = 0
    shares: int = 1

    def rng(self, stream: int = 0) -> np.random.Generator:
        """Random numbers of the whole step, the same in every share."""
        return rng_of(self.seed, self.step, stream)

    def generator(self, stream: int = 0) -> torch.Generator:
        """torch's random numbers of the whole step, the same in every share."""
        return torch.Generator().manual_seed(int(self.rng(stream).integers(2**62)))

    def row_rng(self, row: int, stream: int = 1) -> np.random.Generator:
        """Random numbers of one row of the step's batch."""
        return rng_of(self.seed, self.step, stream, row)

    def rows(self, batch: int) -> range:
        """The rows of a batch of `batch` that this share holds. Shares are equal, so that their mean is the batch's."""
        if batch % self.shares:
            raise ValueError(
                f"expected a batch that {self.shares} shares (processes x --accumulate) divide, got {batch}"
            )
        size = batch // self.shares
        return range(self.share * size, (self.share + 1) * size)

    def noise(self, rows: Sequence[int], shape: tuple[int, ...] | torch.Size, stream: int = 2) -> Float[Tensor, "R *S"]:
        """Standard normal numbers of `shape` for each row, drawn on the CPU so that every device gets the same."""
        drawn = [self.row_rng(row, stream).standard_normal(shape, dtype=np.float32) for row in rows]
        return torch.from_numpy(np.stack(drawn))

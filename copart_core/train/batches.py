"""Batches of encoded objects: which objects and which of their parts a step of the diffusion stage learns from.

All of it is a function of (seed, step): stages in the order of steps, then the shards of the window, then objects and
parts. So a resumed run repeats an uninterrupted one without reading what came before, whether the latents are in
memory, on disk or on the hub.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from copart_core.data.procedural.catalog import SCENE_CATEGORIES
from copart_core.models.copart import Conditions
from copart_core.train.captions import CaptionStates
from copart_core.train.draw import Draw, rng_of
from copart_core.train.latents import EncodedObject, LatentSet


@dataclass(frozen=True)
class ProgressiveStage:
    """A share of all steps, and how many parts an object has in it beside the global part."""

    share: float
    most: int
    least: int = 1

    def __str__(self) -> str:
        return f"{self.share:g}:{self.most}" if self.least == self.most else f"{self.share:g}:{self.least}-{self.most}"


# Our choice: the paper names a progressive strategy and does not describe it.
STAGES = (ProgressiveStage(0.25, 1), ProgressiveStage(0.25, 4, least=2), ProgressiveStage(0.5, 12))


@dataclass(frozen=True)
class BatchConfig:
    """All values are our choice."""

    stages: tuple[ProgressiveStage, ...] = STAGES
    tokens: int = 64  # parts in a batch at most, the global ones (and padding) counted: the number of objects follows
    pad: bool = False  # any numbers of parts together, padded to the stage's most; else equally many, without padding
    scenes: float | None = None  # share of mini-scenes among the objects; None: as they are in the data
    caption_dropout: float = 0.1  # whole objects lose all captions: classifier-free guidance
    part_caption_dropout: float = 0.05  # and single parts theirs
    box_dropout: float = 0.03
    window: int = 0  # shards that a step draws from, other ones every while; 0: all

    def __post_init__(self) -> None:
        total = sum(stage.share for stage in self.stages)
        if not self.stages or abs(total - 1) > 1e-6:
            raise ValueError(f"expected stages whose shares add up to 1, got {total:g}; correct --stages")
        for stage in self.stages:
            if stage.share <= 0 or not 1 <= stage.least <= stage.most:
                raise ValueError(f"expected stages with a share above 0 and 1 <= least <= most parts, got {stage}")
        if self.scenes is not None and not 0 <= self.scenes <= 1:
            raise ValueError(f"expected a share of mini-scenes from 0 to 1, got {self.scenes}")
        if self.window < 0:
            raise ValueError(f"expected a window of 0 (all) or more shards, got {self.window}")


def parse_stages(text: str) -> tuple[ProgressiveStage, ...]:
    """ "0.25:1 0.25:2-4 0.5:1-12": share of the steps, and least and most parts. Errors: ValueError."""
    stages = []
    for word in text.replace(",", " ").split():
        share, _, parts = word.partition(":")
        least, dash, most = parts.partition("-")
        try:
            stages.append(ProgressiveStage(float(share), int(most if dash else least), int(least)))
        except ValueError:
            raise ValueError(
                f"expected stages as share:parts or share:least-most, e.g. '0.25:1 0.25:2-4 0.5:1-12', got {word!r}"
            ) from None
    return tuple(stages)


def stage_at(stages: Sequence[ProgressiveStage], step: int, steps: int) -> ProgressiveStage:
    passed = 0.0
    for stage in stages:
        passed += stage.share
        if step < passed * steps:
            return stage
    return stages[-1]


@dataclass(frozen=True, eq=False)
class Batch:
    """One share of a step's batch."""

    geometry: Float[Tensor, "B P T D"]
    image: Float[Tensor, "B P V C h w"]
    conditions: Conditions
    present: Tensor  # [B, P], False for padding
    rows: range  # of the step's batch
    objects: int  # in the step's batch
    parts: float  # of the whole step, by shares: what sums over this share are divided by to be means over the step

    def to(self, device: torch.device) -> Batch:
        return replace(
            self, geometry=self.geometry.to(device), image=self.image.to(device), present=self.present.to(device),
            conditions=self.conditions.mapped(lambda tensor: tensor.to(device)),
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Pool:
    """Rows of the latent set that a stage may draw from, and how they are weighed."""

    rows: NDArray[np.int64]
    counts: NDArray[np.int64]
    weights: NDArray[np.float64]  # sum 1

    def draw(self, rng: np.random.Generator, size: int, where: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Places in the pool."""
        weights = self.weights if where is None else self.weights * where
        return np.searchsorted(np.cumsum(weights), rng.random(size) * weights.sum(), side="right")


class BatchStream:
    """The batches of a run of `steps` steps."""

    def __init__(
        self, latents: LatentSet, captions: CaptionStates, config: BatchConfig, *,
        steps: int, seed: int = 0, shares: int = 1,
    ):  # fmt: skip
        self.latents, self.captions, self.config, self.steps, self.seed = latents, captions, config, steps, seed
        self.is_scene = np.isin(latents.categories, SCENE_CATEGORIES)
        if config.scenes and not self.is_scene.any():
            raise ValueError(
                f"expected mini-scenes ({', '.join(SCENE_CATEGORIES)}) for a share of {config.scenes:g}, but "
                f"{latents.source} has none; prepare --source procedural, or leave out --scenes"
            )
        most = int(latents.counts.max())
        for stage in config.stages:
            needed = shares * (1 + (stage.most if config.pad else min(stage.most, most)))
            if config.tokens < needed:
                raise ValueError(
                    f"expected a batch of at least {needed} parts (one object of stage {stage} for each of {shares} "
                    f"processes x micro-steps, its global part counted), got {config.tokens}; give a larger --batch"
                )
            if stage.least > most:
                raise ValueError(
                    f"no object in {latents.source} has the {stage.least} parts that stage {stage} needs; change "
                    "--stages"
                )
        objects = config.tokens / (1 + latents.counts.mean())
        a_window = len(latents) * config.window / len(latents.shards)
        self.steps_a_window = max(round(a_window / objects), 1)  # each object comes about once an epoch
        self._pools: dict[tuple[int, ProgressiveStage], _Pool] = {}
        self._fetcher: ThreadPoolExecutor | None = None

    def draw(self, draw: Draw) -> Batch:
        """The share's objects at the draw's step. Shares may differ by one object; together they are the same batch for
        any number of shares."""
        # Captions must come out the same in a training step's autocast and in a thread beside it.
        with torch.autocast("cpu", enabled=False), torch.autocast("cuda", enabled=False):
            return self._draw(draw)

    def _draw(self, draw: Draw) -> Batch:
        stage = stage_at(self.config.stages, draw.step, self.steps)
        pool = self._pool(draw.step, stage)
        rng = draw.rng()
        natural = int(pool.counts[pool.draw(rng, 1)[0]])
        width = stage.most if self.config.pad else min(natural, stage.most)
        # Equally many: objects with more parts than the stage allows give a random selection of theirs.
        where = None if self.config.pad else pool.counts == natural if natural < stage.most else pool.counts >= width
        size = self.config.tokens // (width + 1)
        chosen = pool.draw(rng, size, where)
        counts = np.minimum(pool.counts[chosen], width)
        rows = range(size * draw.share // draw.shares, size * (draw.share + 1) // draw.shares)
        objects = [(self.latents[int(pool.rows[chosen[row]])], int(counts[row]), draw.row_rng(row)) for row in rows]
        return self._collate(objects, width, rows, size, float((counts + 1).sum()) / draw.shares)

    def _pool(self, step: int, stage: ProgressiveStage) -> _Pool:
        visit = step // self.steps_a_window if self.config.window else 0
        if (visit, stage) not in self._pools:
            shards = self._shards(visit)
            rows = np.concatenate([self.latents.shards[shard] for shard in shards])
            rows = rows[self.latents.counts[rows] >= stage.least]
            if not len(rows):
                raise ValueError(
                    f"none of the {len(shards)} shards of the window has an object with {stage.least} parts or more "
                    f"for stage {stage}; give a larger --window"
                )
            self._pools = {(visit, stage): _Pool(rows, self.latents.counts[rows], self._weights(rows))}
            if self.config.window and self.latents.is_remote:
                self._fetch_ahead(visit + 1)
        return self._pools[visit, stage]

    def _shards(self, visit: int) -> list[int]:
        """The window of a visit: an epoch goes through all shards in an order of its own."""
        count = len(self.latents.shards)
        if not 0 < self.config.window < count:
            return list(range(count))
        windows = -(-count // self.config.window)
        order = rng_of(self.seed, visit // windows, 4).permutation(count)
        first = visit % windows * self.config.window
        return order[first : first + self.config.window].tolist()

    def _weights(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        scenes = self.is_scene[rows]
        if self.config.scenes is None or scenes.all() or not scenes.any():
            return np.full(len(rows), 1 / len(rows))
        share = self.config.scenes
        return np.where(scenes, share / scenes.sum(), (1 - share) / (~scenes).sum())

    def _fetch_ahead(self, visit: int) -> None:
        self._fetcher = self._fetcher or ThreadPoolExecutor(1, "shards")
        self._fetcher.submit(self.latents.fetch, self._shards(visit))  # an error comes again when the shard is read

    def _collate(
        self, objects: list[tuple[EncodedObject, int, np.random.Generator]], width: int, rows: range, size: int,
        parts: float,
    ) -> Batch:  # fmt: skip
        config = self.config
        chosen, captions, keep = [], [], []
        for item, count, rng in objects:
            picked = rng.permutation(len(item.geometry) - 1)[:count] + 1
            places = [0, *sorted(int(part) for part in picked)]
            chosen.append((item, places))
            keep.append(rng.random() >= config.box_dropout)  # in 3D and in 2D
            bare = rng.random() < config.caption_dropout
            for part in places:
                dropped = bare or rng.random() < config.part_caption_dropout
                options = item.captions[part]
                captions.append("" if dropped else options[rng.integers(len(options))])
            captions += [""] * (width - count)
        text, text_mask = self.captions(captions)
        shape = (len(chosen), width + 1)
        present = torch.tensor([[place <= count for place in range(width + 1)] for _, count, _ in objects])
        keep_boxes = torch.tensor(keep)[:, None, None, None]

        def stacked(name: str) -> Tensor:
            return torch.stack([_padded(getattr(item, name)[places], width + 1) for item, places in chosen])

        conditions = Conditions(
            text=text.reshape(*shape, *text.shape[1:]),
            text_mask=text_mask.reshape(*shape, -1),
            boxes=stacked("boxes") * keep_boxes,
            wireframes=torch.stack([item.wireframes for item, _ in chosen]).float() * keep_boxes[..., None],
            part_mask=present if self.config.pad else None,
        )
        return Batch(stacked("geometry"), stacked("image"), conditions, present, rows, size, parts)


def _padded(parts: Float[Tensor, "P ..."], width: int) -> Float[Tensor, "W ..."]:
    """In single precision, with zeros behind."""
    padded = torch.zeros(width, *parts.shape[1:])
    padded[: len(parts)] = parts
    return padded


class Ahead:
    """Draws the next share's batch in a thread while the step computes; what is drawn stays a function of the share."""

    def __init__(self, stream: BatchStream, micro_steps: int):
        self.stream, self.micro_steps = stream, micro_steps
        self.latents, self.config, self.steps = stream.latents, stream.config, stream.steps
        self._thread = ThreadPoolExecutor(1, "batches")
        self._waiting: dict[Draw, Future[Batch]] = {}

    def draw(self, draw: Draw) -> Batch:
        future = self._waiting.pop(draw, None)
        batch = future.result() if future else self.stream.draw(draw)
        self._waiting = {}
        following = self._after(draw)
        if following.step < self.steps:
            self._waiting[following] = self._thread.submit(self.stream.draw, following)
        return batch

    def _after(self, draw: Draw) -> Draw:
        last = (draw.share + 1) % self.micro_steps == 0
        if not last:
            return replace(draw, share=draw.share + 1)
        return replace(draw, step=draw.step + 1, share=draw.share + 1 - self.micro_steps)

"""Stage 4: both denoisers jointly, in progressive stages (METHOD section 4; the stage table is our choice).

Loss: flow matching in each modality, mean over the parts of the batch (eq. 10's mean over parts).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from copart_core.diffusion.process import Flow
from copart_core.models.copart import Conditions, CoPartDenoiser
from copart_core.models.text import TextEncoder
from copart_core.train.draw import Draw
from copart_core.train.encode import EncodedObject
from copart_core.train.loop import LossFunction


@dataclass(frozen=True)
class ProgressiveStage:
    share: float  # of all steps
    parts: int  # at most so many parts an object beside the global part


@dataclass(frozen=True)
class DiffusionLoss:
    stages: tuple[ProgressiveStage, ...] = (
        ProgressiveStage(0.25, 1), ProgressiveStage(0.25, 4), ProgressiveStage(0.5, 12),
    )  # fmt: skip
    tokens: int = 64  # parts in a batch, the global ones counted: the batch size follows
    caption_dropout: float = 0.1  # whole objects lose all captions: classifier-free guidance
    part_caption_dropout: float = 0.05  # and single parts theirs
    box_dropout: float = 0.03
    image_weight: float = 1.0


class CaptionStates:
    """Token states of captions, encoded when first asked for and kept in half precision.

    A caption is always encoded in the same group of all the captions there are: beside others it would come out
    differently in its last bits, and a resumed run would not equal an uninterrupted one.
    """

    def __init__(self, encoder: TextEncoder, captions: Iterable[str]):
        self.encoder = encoder
        ordered = sorted({"", *captions})
        self.groups = [ordered[start : start + 64] for start in range(0, len(ordered), 64)]
        self.group_of = {caption: group for group, members in enumerate(self.groups) for caption in members}
        self.known: dict[str, Tensor] = {}

    def __call__(self, captions: Sequence[str]) -> tuple[Float[Tensor, "N L E"], Bool[Tensor, "N L"]]:
        for caption in captions:
            if caption not in self.known:
                group = self.groups[self.group_of[caption]]
                tokens = self.encoder(group)
                for member, states, mask in zip(group, tokens.states, tokens.mask, strict=True):
                    self.known[member] = states[mask].half().cpu()
        found = [self.known[caption] for caption in captions]
        lengths = torch.tensor([len(states) for states in found])
        padded = pad_sequence(found, batch_first=True).float()
        return padded, torch.arange(padded.shape[1])[None] < lengths[:, None]


@dataclass(frozen=True, eq=False)
class Batch:
    geometry: Float[Tensor, "B P T D"]
    image: Float[Tensor, "B P V C h w"]
    conditions: Conditions

    def to(self, device: torch.device) -> Batch:
        given = {name: getattr(self.conditions, name).to(device) for name in Conditions.__dataclass_fields__}
        return Batch(self.geometry.to(device), self.image.to(device), Conditions(**given))


class ObjectStream:
    """Batches of objects with equally many chosen parts, so that nothing is padded."""

    def __init__(self, objects: list[EncodedObject], captions: CaptionStates, loss: DiffusionLoss):
        if not objects:
            raise ValueError("expected encoded objects, got none; run `python -m copart_core.train encode`")
        self.objects, self.captions, self.loss = objects, captions, loss
        self.counts = np.array([len(item.geometry) - 1 for item in objects])
        by_count: dict[int, list[int]] = defaultdict(list)
        for index, count in enumerate(self.counts):
            by_count[int(count)].append(index)
        self.with_at_least = {
            count: np.concatenate([by_count[n] for n in sorted(by_count) if n >= count]) for count in by_count
        }
        self.with_exactly = {count: np.array(rows) for count, rows in by_count.items()}

    def draw(self, draw: Draw, at_most: int) -> tuple[Batch, range]:
        """The share's objects, with at most so many parts beside the global one, and their rows in the step's batch."""
        rng = draw.rng()
        natural = int(self.counts[rng.integers(len(self.counts))])
        count = min(natural, at_most)
        # Objects with more parts than the stage allows give a random selection of theirs.
        pool = self.with_exactly[natural] if natural <= at_most else self._at_least(count)
        size = draw.shares * max(self.loss.tokens // ((count + 1) * draw.shares), 1)
        chosen = pool[rng.integers(len(pool), size=size)]
        rows = draw.rows(size)
        objects = [(self.objects[chosen[row]], draw.row_rng(row)) for row in rows]
        return self._collate(objects, count), rows

    def _at_least(self, count: int) -> np.ndarray:
        return self.with_at_least[min(n for n in self.with_at_least if n >= count)]

    def _collate(self, objects: list[tuple[EncodedObject, np.random.Generator]], count: int) -> Batch:
        drawn, captions, keep = [], [], []
        for item, rng in objects:
            chosen = rng.permutation(len(item.geometry) - 1)[:count] + 1
            parts = [0, *sorted(int(part) for part in chosen)]
            drawn.append((item, parts))
            keep.append(rng.random() >= self.loss.box_dropout)  # in 3D and in 2D
            bare = rng.random() < self.loss.caption_dropout
            for part in parts:
                dropped = bare or rng.random() < self.loss.part_caption_dropout
                options = item.captions[part]
                captions.append("" if dropped else options[rng.integers(len(options))])
        text, text_mask = self.captions(captions)
        shape = (len(drawn), count + 1)
        keep_boxes = torch.tensor(keep)[:, None, None, None]
        boxes = torch.stack([item.boxes[parts] for item, parts in drawn]).float() * keep_boxes
        conditions = Conditions(
            text=text.reshape(*shape, *text.shape[1:]),
            text_mask=text_mask.reshape(*shape, -1),
            boxes=boxes,
            wireframes=torch.stack([item.wireframes for item, _ in drawn]).float() * keep_boxes[..., None],
            part_mask=torch.ones(shape, dtype=torch.bool),
        )
        geometry = torch.stack([item.geometry[parts] for item, parts in drawn]).float()
        return Batch(geometry, torch.stack([item.image[parts] for item, parts in drawn]).float(), conditions)


def stage_at(loss: DiffusionLoss, step: int, steps: int) -> ProgressiveStage:
    passed = 0.0
    for stage in loss.stages:
        passed += stage.share
        if step < passed * steps:
            return stage
    return loss.stages[-1]


def diffusion_loss(model: CoPartDenoiser, stream: ObjectStream, steps: int) -> LossFunction:
    flow = Flow()

    def loss_of(draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        batch, rows = stream.draw(draw, stage_at(stream.loss, draw.step, steps).parts)
        # One time for all parts and both modalities of an object: they are denoised together.
        time = flow.training_times(len(rows) * draw.shares, draw.generator())[rows.start : rows.stop]
        noise_g = draw.noise(rows, batch.geometry.shape[1:], stream=2)
        noise_f = draw.noise(rows, batch.image.shape[1:], stream=3)
        # All is drawn on the CPU, so that every device trains on the same noise.
        device = model.device
        batch, time, noise_g, noise_f = batch.to(device), time.to(device), noise_g.to(device), noise_f.to(device)
        geometry, image = model(
            flow.noised(batch.geometry, noise_g, time), flow.noised(batch.image, noise_f, time), time, batch.conditions,
        )  # fmt: skip
        loss_g = (geometry - flow.target(batch.geometry, noise_g, time)).square().mean()
        loss_f = (image - flow.target(batch.image, noise_f, time)).square().mean()
        total = loss_g + stream.loss.image_weight * loss_f
        return total, {"geometry": loss_g.detach(), "image": loss_f.detach()}

    return loss_of

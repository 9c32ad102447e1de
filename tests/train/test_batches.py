"""Which objects and parts a step learns from."""

from collections import Counter
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import torch

from copart_core.train.batches import Ahead, Batch, BatchConfig, BatchStream, ProgressiveStage, parse_stages, stage_at
from copart_core.train.captions import CaptionStates
from copart_core.train.draw import Draw
from copart_core.train.latents import LatentSet
from tests.train.encoded import letters, random_object, write_latents

COUNTS = [[1, 3, 2, 6], [4, 1, 2, 3], [2, 2, 5, 3], [1, 1, 7, 2]]


@pytest.fixture(scope="module")
def latents(tmp_path_factory: pytest.TempPathFactory) -> LatentSet:
    return write_latents(tmp_path_factory.mktemp("latents"), COUNTS).keep()


def stream(latents: LatentSet, steps: int = 30, shares: int = 1, **config) -> BatchStream:
    return BatchStream(latents, CaptionStates(letters), replace(BatchConfig(tokens=18), **config), steps=steps,
                       shares=shares)  # fmt: skip


def same(one: Batch, other: Batch) -> bool:
    pairs = [(one.geometry, other.geometry), (one.image, other.image), (one.present, other.present)]
    names = ("text", "text_mask", "boxes", "wireframes")
    pairs += [(getattr(one.conditions, name), getattr(other.conditions, name)) for name in names]
    return all(torch.equal(mine, theirs) for mine, theirs in pairs)


def test_the_stage_table() -> None:
    stages = BatchConfig().stages
    assert [(stage.least, stage.most) for stage in stages] == [(1, 1), (2, 4), (1, 12)]
    steps = [stage_at(stages, step, 40) for step in (0, 9, 10, 19, 20, 39, 50)]
    assert [stages.index(stage) for stage in steps] == [0, 0, 1, 1, 2, 2, 2]
    text = " ".join(map(str, stages))
    assert text == "0.25:1 0.25:2-4 0.5:1-12" and parse_stages(text) == stages
    for wrong in ("0.25:1 0.25", "x:1", "0.5:1-2-3"):
        with pytest.raises(ValueError, match="share:least-most"):
            parse_stages(wrong)
    with pytest.raises(ValueError, match=r"add up to 1, got 0\.75"):
        BatchConfig(stages=parse_stages("0.25:1 0.5:2"))
    with pytest.raises(ValueError, match="1 <= least <= most parts, got 1:4-2"):
        BatchConfig(stages=parse_stages("1:4-2"))


def test_stages_limit_the_parts(latents: LatentSet) -> None:
    batches = stream(latents, steps=60)
    seen: dict[int, set[int]] = {0: set(), 1: set(), 2: set()}
    for step in range(60):
        batch = batches.draw(Draw(0, step))
        width = batch.geometry.shape[1]
        assert batch.present.all() and batch.conditions.part_mask is None
        assert len(batch.geometry) == 18 // width and batch.parts == len(batch.geometry) * width
        seen[0 if step < 15 else 1 if step < 30 else 2].add(width - 1)
    assert seen[0] == {1} and seen[1] <= {2, 3, 4} and len(seen[1]) > 1 and {1, 5} < seen[2]


def test_a_draw_is_a_function_of_seed_and_step(latents: LatentSet) -> None:
    for config in ({}, {"pad": True, "tokens": 26}, {"window": 2}):
        one, other = stream(latents, **config), stream(LatentSet(latents.source), **config)
        late = [other.draw(Draw(4, step)) for step in (20, 9)]  # another order, from disk, with another stream
        assert same(one.draw(Draw(4, 9)), late[1]) and same(one.draw(Draw(4, 20)), late[0])
        assert not same(one.draw(Draw(4, 21)), one.draw(Draw(4, 22)))


@pytest.mark.parametrize("pad", [False, True])
def test_shares_are_the_batch(pad: bool, latents: LatentSet) -> None:
    config = {"pad": pad, "tokens": 35, "stages": (ProgressiveStage(1, 4),)}
    for step in range(4):
        whole = stream(latents, **config).draw(Draw(0, step))
        for count in (2, 3):
            dealt = stream(latents, shares=count, **config)
            shares = [dealt.draw(Draw(0, step, share, count)) for share in range(count)]
            assert torch.equal(torch.cat([share.geometry for share in shares]), whole.geometry)
            assert torch.equal(torch.cat([share.conditions.boxes for share in shares]), whole.conditions.boxes)
            for share in shares:
                assert share.objects == len(whole.rows) and count * share.parts == pytest.approx(whole.parts)


def test_padding_mixes_numbers_of_parts(latents: LatentSet) -> None:
    batches = stream(latents, pad=True, tokens=40, stages=(ProgressiveStage(1, 7),))
    batch = batches.draw(Draw(0, 0))
    assert batch.geometry.shape[:2] == (5, 8) and len(set(batch.present.sum(1).tolist())) > 1
    assert batch.conditions.part_mask is batch.present and batch.parts == batch.present.sum()
    hidden = ~batch.present
    for tensor in (batch.geometry, batch.image, batch.conditions.boxes):
        assert not tensor[hidden].any() and tensor[batch.present].flatten(1).any(1).sum() >= 0.8 * batch.parts


def test_random_parts_are_chosen_and_keep_their_captions(latents: LatentSet) -> None:
    batches = stream(latents, stages=(ProgressiveStage(1, 2, least=2),), tokens=3, caption_dropout=0.0,
                     part_caption_dropout=0.0, box_dropout=0.0)  # fmt: skip
    chosen = set()
    for step in range(40):
        batch = batches.draw(Draw(0, step))
        item = next(item for item in map(latents.__getitem__, range(len(latents)))
                    if torch.equal(item.geometry[0].float(), batch.geometry[0, 0]))  # fmt: skip
        parts = [next(part for part, found in enumerate(item.geometry) if torch.equal(found.float(), mine))
                 for mine in batch.geometry[0]]  # fmt: skip
        assert parts[0] == 0 and parts == sorted(set(parts)) and len(parts) == 3
        assert torch.equal(batch.image[0], item.image[parts].float())
        assert torch.equal(batch.conditions.boxes[0], item.boxes[parts].float())
        for place, part in enumerate(parts):
            states = batch.conditions.text[0, place][batch.conditions.text_mask[0, place]]
            options = [CaptionStates(letters)([caption])[0][0] for caption in item.captions[part]]
            assert any(states.shape == option.shape and torch.equal(states, option) for option in options)
        chosen.add(tuple(parts))
    assert len(chosen) > 5


def test_dropout_of_captions_and_boxes(latents: LatentSet) -> None:
    batches = stream(latents, tokens=60, caption_dropout=0.5, part_caption_dropout=0.0, box_dropout=0.25)
    bare = boxless = objects = 0
    for step in range(15, 30):
        conditions = batches.draw(Draw(1, step)).conditions
        lengths = conditions.text_mask.sum(2)
        assert ((lengths == 1).all(1) | (lengths > 1).all(1)).all()  # whole objects
        without = ~conditions.boxes.flatten(1).any(1)
        assert torch.equal(without, ~conditions.wireframes.flatten(1).any(1))  # in 3D and in 2D
        bare, boxless = bare + int((lengths == 1).all(1).sum()), boxless + int(without.sum())
        objects += len(lengths)
    assert 0.35 < bare / objects < 0.65 and 0.15 < boxless / objects < 0.35


@pytest.mark.parametrize("share", [0.0, 0.8])
def test_a_share_of_mini_scenes(share: float, latents: LatentSet) -> None:
    batches = stream(latents, pad=True, tokens=80, stages=(ProgressiveStage(1, 7),), scenes=share)
    scenes = {row for row in range(len(latents)) if latents.categories[row] == "room"}
    found: Counter[bool] = Counter()
    whole = [latents[row].geometry[0].float() for row in range(len(latents))]
    for step in range(30):
        for first in batches.draw(Draw(0, step)).geometry[:, 0]:
            found[next(row for row, other in enumerate(whole) if torch.equal(first, other)) in scenes] += 1
    assert abs(found[True] / found.total() - share) < 0.12
    with pytest.raises(ValueError, match="a share of mini-scenes from 0 to 1"):
        BatchConfig(scenes=1.5)


def test_a_window_goes_through_all_shards(latents: LatentSet) -> None:
    batches = stream(latents, window=1, tokens=13, steps=4000, stages=(ProgressiveStage(1, 7),))
    visits = [batches._shards(visit) for visit in range(12)]
    assert all(sorted(chain(*visits[first : first + 4])) == [0, 1, 2, 3] for first in (0, 4, 8))
    assert visits[:4] != visits[4:8] or visits[4:8] != visits[8:]
    for step in range(0, 12 * batches.steps_a_window, batches.steps_a_window):
        shard = visits[step // batches.steps_a_window][0]
        pool = batches._pool(step, batches.config.stages[0])
        assert set(pool.rows) == set(latents.shards[shard].tolist())


def test_ahead_draws_the_same(latents: LatentSet) -> None:
    plain = stream(latents, shares=4, tokens=40)
    ahead = Ahead(stream(latents, shares=4, tokens=40), micro_steps=2)
    for step in range(28, 30):
        for micro_step in range(2):
            draw = Draw(0, step, 2 + micro_step, 4)
            assert same(plain.draw(draw), ahead.draw(draw))
    assert not ahead._waiting  # the run is over


def test_what_does_not_fit_is_named(latents: LatentSet, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"at least 16 parts .*stage 0.5:1-12 for each of 2 .*got 15.*--batch"):
        stream(latents, shares=2, tokens=15)
    with pytest.raises(ValueError, match="at least 13 parts"):
        stream(latents, tokens=12, pad=True)
    with pytest.raises(ValueError, match=r"no object in .* has the 9 parts that stage 1:9-12 needs"):
        stream(latents, tokens=20, stages=(ProgressiveStage(1, 12, least=9),))
    single = write_latents(tmp_path, [[1, 1], [3]])
    windowed = stream(single, window=1, stages=(ProgressiveStage(1, 4, least=2),), steps=200)
    with pytest.raises(ValueError, match=r"none of the 1 shards.*2 parts or more.*--window"):
        for step in range(200):
            windowed.draw(Draw(0, step))
    chairs = write_latents(tmp_path / "chairs", [[1, 1]])
    with pytest.raises(ValueError, match=r"expected mini-scenes \(dinner table, room\)"):
        stream(chairs, scenes=0.5, tokens=4)


def test_captions_are_remembered_within_bounds() -> None:
    asked: list[str] = []

    def counting(captions):
        asked.extend(captions)
        return letters(captions)

    states = CaptionStates(counting, cache_bytes=3 * 4 * 384 * 2)
    first, mask = states(["legs", "top", "legs"])
    assert asked == ["legs", "top"] and mask.sum(1).tolist() == [4, 3, 4] and torch.equal(first[0], first[2])
    states(["seat"])
    assert torch.equal(states(["legs"])[0][0], first[0]) and asked == ["legs", "top", "seat"]
    states(["back", "arm"])
    assert states.bytes <= states.cache_bytes
    states(["top"])
    assert asked[3:] == ["back", "arm", "top"]  # it was the oldest


def test_captions_alone_are_the_same_beside_any_others() -> None:
    alone, beside = CaptionStates(letters), CaptionStates(letters)
    beside(["a much longer caption", ""])
    one, _ = alone(["seat"])
    assert torch.equal(one[0], beside(["seat"])[0][0])


def test_objects_know_their_extents() -> None:
    item = random_object(3, 2)
    sides = item.corners[:, 1] - item.corners[:, 0]
    np.testing.assert_allclose(item.extents, sides / sides.max(axis=1, keepdims=True))

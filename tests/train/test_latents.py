"""Shards of latents: written whole, read by place, refused where they do not fit."""

import gc
import json
import shutil
import warnings
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import torch
import webdataset

from copart_core.models.copart import CoPartDenoiser
from copart_core.train import latents as module
from copart_core.train.latent_writer import write_index, write_shard
from copart_core.train.latents import INDEX, LatentSet
from copart_core.train.presets import PRESETS
from tests.train.encoded import FINGERPRINT, random_object, write_latents

COUNTS = [[1, 3, 2], [4, 1], [2, 2, 5]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("latents")
    write_latents(folder, COUNTS, held_out=[2])
    return folder


def assert_same(one, other) -> None:
    for name in ("geometry", "image", "boxes", "wireframes"):
        assert torch.equal(getattr(one, name), getattr(other, name)), name
    assert (one.id, one.category, one.captions) == (other.id, other.category, other.captions)
    np.testing.assert_array_equal(one.corners, other.corners)


def test_objects_come_back_as_they_were(folder: Path) -> None:
    latents = LatentSet(folder)
    assert latents.counts.tolist() == list(chain(*COUNTS)) and [len(rows) for rows in latents.shards] == [3, 2, 3]
    for row, parts in enumerate(list(chain(*COUNTS))):
        assert_same(latents[row], random_object(row, parts, "room" if row % 3 == 2 else "chair"))
    kept = LatentSet(folder).keep()
    assert kept[5] is kept[5]
    assert_same(kept[5], latents[5])
    assert LatentSet(folder, "held_out").ids == ["object-102"]
    assert latents.bytes <= sum(path.stat().st_size for path in folder.glob("train-*.tar"))


def test_plain_webdataset_reads_a_shard(folder: Path) -> None:
    path = next(folder.glob("train-*-000001.tar"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # webdataset leaves closing its files to the collector
        dataset = webdataset.WebDataset(str(path), shardshuffle=False)  # pyright: ignore[reportAttributeAccessIssue]
        samples = list(dataset.decode())
        del dataset
        gc.collect()
    assert [sample["json"]["id"] for sample in samples] == ["object-3", "object-4"]
    np.testing.assert_array_equal(samples[0]["geometry.npy"], random_object(3, 4).geometry.numpy())


def test_equal_objects_give_equal_bytes(folder: Path, tmp_path: Path) -> None:
    write_latents(tmp_path, COUNTS, held_out=[2])
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_latents_of_other_vaes_are_refused(folder: Path) -> None:
    LatentSet(folder).require(FINGERPRINT, "runs/frozen")
    with pytest.raises(ValueError, match=rf"other VAEs \({FINGERPRINT}\) than runs/frozen \(ffff\).*encode"):
        LatentSet(folder).require("ffff", "runs/frozen")


def test_latents_of_another_size_are_refused(folder: Path) -> None:
    latents = LatentSet(folder)
    latents.shapes.require(CoPartDenoiser(**PRESETS["tiny"].denoiser).config, str(folder))
    with pytest.raises(ValueError, match=r"geometry \[8, 4\].*denoiser reads geometry \[64, 16\].*--preset"):
        latents.shapes.require(CoPartDenoiser(**PRESETS["mini"].denoiser).config, str(folder))


def test_numbers_that_are_not_finite_are_named(tmp_path: Path) -> None:
    """Before they are written; and where a file was spoiled later."""
    geometry = torch.full_like(random_object(0, 2).geometry, 12345.0)
    items = [random_object(1, 1), replace(random_object(0, 2), geometry=geometry)]
    bad = replace(items[1], geometry=torch.full_like(geometry, torch.nan))
    with pytest.raises(ValueError, match="object-0 has geometry latents that are not finite; encode with"):
        write_shard(tmp_path, "test-000000", {"train": [items[0], bad]}, FINGERPRINT)
    assert list(tmp_path.iterdir()) == []
    write_shard(tmp_path, "test-000000", {"train": items}, FINGERPRINT)
    write_index(tmp_path, FINGERPRINT)
    path, number = tmp_path / "train-test-000000.tar", np.float16(12345).tobytes()
    path.write_bytes(path.read_bytes().replace(5 * number, 4 * number + np.float16(np.nan).tobytes()))
    latents = LatentSet(tmp_path)
    assert latents[0].id == "object-1"
    with pytest.raises(ValueError, match=r"train-test-000000.tar at byte \d+ \(object-0\) has geometry .*finite"):
        latents[1]


def test_what_is_missing_or_damaged_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no latents in .*index.json.*train encode"):
        LatentSet(tmp_path)
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    path = next(broken.glob("train-*-000002.tar"))
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(ValueError, match=r"train-test-000002.tar at byte .*delete its shard"):
        LatentSet(broken)[7]
    path.unlink()
    with pytest.raises(ValueError, match="cannot be read"):
        LatentSet(broken)[7]
    index = json.loads((broken / INDEX).read_text())
    (broken / INDEX).write_text(json.dumps(index | {"version": 99}))
    with pytest.raises(ValueError, match="version 99, expected 1"):
        LatentSet(broken)
    (broken / INDEX).write_text(json.dumps(index | {"shards": []}))
    with pytest.raises(ValueError, match="holds no encoded train objects"):
        LatentSet(broken)


def test_shards_of_other_vaes_are_left_out_of_the_index(tmp_path: Path) -> None:
    write_shard(tmp_path, "old-000000", {"train": [random_object(0, 1)]}, "former")
    write_shard(tmp_path, "new-000000", {"train": [random_object(1, 1)]}, FINGERPRINT)
    write_index(tmp_path, FINGERPRINT)
    assert LatentSet(tmp_path).ids == ["object-1"]


def test_a_shard_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        write_shard(tmp_path, "test-000000", {"train": [random_object(0, 1), None]}, FINGERPRINT)  # type: ignore[list-item]
    assert list(tmp_path.iterdir()) == []


def test_a_data_set_on_the_hub_is_fetched_shard_by_shard(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The download is replaced; all above it is real."""
    asked = []

    def download(repository: str, name: str, *, repo_type: str, revision: str | None) -> str:
        asked.append((repository, name, repo_type, revision))
        return str(folder / name.removeprefix("mini/latents/"))

    monkeypatch.setattr(module, "hf_hub_download", download)
    latents = LatentSet("hf://datasets/someone/chairs@v1/mini/latents")
    assert latents.is_remote and asked == [("someone/chairs", "mini/latents/index.json", "dataset", "v1")]
    assert latents[4].id == "object-4"
    assert asked[1:] == [("someone/chairs", "mini/latents/train-test-000001.tar", "dataset", "v1")]
    latents.fetch([0, 2])
    assert [name[-10:] for _, name, *_ in asked[2:]] == ["000000.tar", "000002.tar"]

    def offline(*_: object, **__: object) -> str:
        raise OSError("no route to host")

    monkeypatch.setattr(module, "hf_hub_download", offline)
    with pytest.raises(ValueError, match=r"index.json of the data set a/b could not be had .*no route"):
        LatentSet("hf://datasets/a/b")
    with pytest.raises(ValueError, match="expected hf://datasets/owner/name"):
        LatentSet("hf://spaces/a/b")

import gc
import itertools
import json
import warnings
from pathlib import Path

import numpy as np
import pytest
import webdataset
from torch.utils.data import DataLoader

from copart_core.data.shards import (
    MANIFEST,
    Manifest,
    ObjectStream,
    ShardWriter,
    count_objects,
    iterate,
    shard_paths,
    summaries,
)

SHARDS, SIZE = 4, 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory, make_sample) -> Path:
    """Four shards of three jobs; the second job of each is held out, the last one of all failed."""
    folder = tmp_path_factory.mktemp("prepared")
    keys = [f"o-{index}" for index in range(SHARDS * SIZE)]
    Manifest.of(keys, SIZE).claim(folder)
    for shard in range(SHARDS):
        with ShardWriter(folder, shard) as writer:
            for number in range(SHARDS * SIZE)[shard * SIZE : (shard + 1) * SIZE]:
                if number == SHARDS * SIZE - 1:
                    writer.fail(keys[number], "it is ugly")
                else:
                    writer.add(keys[number], make_sample(f"id-{number}", "held_out" if number % 3 == 1 else "train"))
    return folder


def test_objects_come_in_the_order_of_the_jobs_and_by_split(folder):
    assert [sample.id for sample in iterate(folder, "held_out")] == ["id-1", "id-4", "id-7", "id-10"]
    train = [sample.id for sample in iterate(folder, "train")]
    assert train == ["id-0", "id-2", "id-3", "id-5", "id-6", "id-8", "id-9"]
    assert sorted(sample.id for sample in iterate(folder)) == sorted([*train, "id-1", "id-4", "id-7", "id-10"])
    assert (count_objects(folder), count_objects([folder, folder], "train")) == (11, 14)
    assert [sample.id for sample in iterate([folder, str(folder)], "train")] == train * 2


def test_plain_webdataset_reads_the_shards(folder, make_sample):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # webdataset leaves closing its files to the collector
        paths = [str(path) for path in shard_paths(folder, "train")]
        dataset = webdataset.WebDataset(paths, shardshuffle=False)  # pyright: ignore[reportAttributeAccessIssue]
        samples = list(dataset.decode("rgb8"))
        del dataset
        gc.collect()
    assert [sample["__key__"] for sample in samples] == ["o-0", "o-2", "o-3", "o-5", "o-6", "o-8", "o-9"]
    expected = make_sample()
    first = samples[0]
    np.testing.assert_array_equal(first["distances.npy"], [part.distances for part in expected.parts])
    np.testing.assert_array_equal(first["views.png"][64:, 128:192], expected.parts[1].views[2])
    begin = first["json"]["parts"][0]["vertices"]
    np.testing.assert_array_equal(first["vertices.npy"][begin:], expected.parts[1].vertices)


def test_a_shard_that_fails_half_way_leaves_nothing(folder, tmp_path, make_sample):
    with pytest.raises(OSError, match="disk"), ShardWriter(tmp_path, 0) as writer:
        writer.add("o-0", make_sample())
        raise OSError("disk full")
    assert list(tmp_path.iterdir()) == []


def test_equal_objects_are_equal_bytes(folder, tmp_path, make_sample):
    with ShardWriter(tmp_path, 0) as writer:
        for number in range(SIZE):
            writer.add(f"o-{number}", make_sample(f"id-{number}", "held_out" if number % 3 == 1 else "train"))
    for name in ("train-000000.tar", "held_out-000000.tar", "shard-000000.json"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_a_summary_says_what_failed(folder):
    assert summaries(folder)[-1].failed == [("o-11", "it is ugly")]


def test_an_unfinished_folder_is_read_with_a_warning(tmp_path, make_sample):
    Manifest.of(["a", "b"], 1).claim(tmp_path)
    with ShardWriter(tmp_path, 1) as writer:
        writer.add("b", make_sample("b"))
    (tmp_path / "train-000000.tar").write_bytes(b"swapped in, but its summary is not")
    with pytest.warns(UserWarning, match=r"1 of its 2 shards; run the same `prepare` again"):
        assert [sample.id for sample in iterate(tmp_path)] == ["b"]


def test_folders_that_hold_something_else_are_refused(folder, tmp_path):
    with pytest.raises(ValueError, match="no prepared objects in"):
        shard_paths(tmp_path)
    with pytest.raises(ValueError, match="another corpus"):
        Manifest.of(["other"], SIZE).claim(folder)
    with pytest.raises(ValueError, match="another corpus"):
        Manifest.of([f"o-{index}" for index in range(SHARDS * SIZE)], SIZE + 1).claim(folder)
    with pytest.raises(ValueError, match="expected a split of train, held_out, got 'test'"):
        shard_paths(folder, "test")  # type: ignore[arg-type]
    (tmp_path / MANIFEST).write_text(json.dumps({"version": 3, "shard_size": 1, "jobs": 1, "fingerprint": ""}))
    with pytest.raises(ValueError, match="version 3, expected 2"):
        list(iterate(tmp_path))


def test_records_of_version_1_say_prepare_again(tmp_path):
    np.savez(tmp_path / "table.npz", points=np.zeros(3))
    for use in (lambda: list(iterate(tmp_path)), lambda: Manifest.of(["a"], 1).claim(tmp_path)):
        with pytest.raises(
            ValueError, match=r"\.npz records of version 1, expected shards of version 2; prepare again"
        ):
            use()


def test_a_damaged_shard_names_itself(folder, tmp_path, make_sample):
    Manifest.of(["a"], 1).claim(tmp_path)
    with ShardWriter(tmp_path, 0) as writer:
        writer.add("a", make_sample("a"))
    path = tmp_path / "train-000000.tar"
    path.write_bytes(path.read_bytes()[:200_000])
    with pytest.raises(ValueError, match=r"train-000000\.tar is not a whole shard"):
        list(iterate(tmp_path))
    path.unlink()
    with pytest.raises(ValueError, match=r"train-000000\.tar is not a whole shard"):
        list(iterate(tmp_path))


def _ids(stream: ObjectStream, count: int) -> list[str]:
    return [sample.id for sample in itertools.islice(stream, count)]


def test_a_stream_gives_every_object_once_an_epoch_in_another_order(folder):
    stream = ObjectStream(folder, seed=3, buffer=4)
    drawn = _ids(stream, 14)
    assert sorted(drawn[:7]) == sorted(drawn[7:]) == [sample.id for sample in iterate(folder, "train")]
    assert drawn[:7] != drawn[7:] and drawn == _ids(stream, 14)
    assert drawn != _ids(ObjectStream(folder, seed=4, buffer=4), 14)


def test_a_stream_resumes_where_it_was(folder):
    drawn = _ids(ObjectStream(folder, seed=3, buffer=4), 20)
    for skip in (1, 7, 12):
        assert _ids(ObjectStream(folder, seed=3, buffer=4, skip=skip), 20 - skip) == drawn[skip:]


def test_ranks_and_workers_share_an_epoch(folder):
    ranks = [ObjectStream(folder, seed=3, rank=rank, world=2) for rank in range(2)]
    shards = [{path for path, _ in stream.paths} for stream in ranks]
    assert shards[0] == shards[1] and len(shards[0]) == SHARDS
    train = [sample.id for sample in iterate(folder, "train")]
    drawn = [_ids(stream, 4) for stream in ranks]
    # Three shards hold two objects of the split and one holds one: a rank's epoch has four objects, or three.
    assert any(sorted(drawn[0][:count] + drawn[1][: 7 - count]) == train for count in (3, 4))
    loader = DataLoader(ObjectStream(folder, seed=3), batch_size=None, num_workers=2)
    mixed = [sample.id for sample in itertools.islice(loader, 6)]
    assert (mixed[0::2], mixed[1::2]) == (drawn[0][:3], drawn[1][:3]), "two workers read as two ranks do"
    with pytest.raises(ValueError, match="a shard or more for each of 5 readers, got 4 shards"):
        next(iter(ObjectStream(folder, seed=3, rank=4, world=5)))
    with pytest.raises(ValueError, match=r"rank of 0\.\.1, got 2"):
        ObjectStream(folder, seed=3, rank=2, world=2)

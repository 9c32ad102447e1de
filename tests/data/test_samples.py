import json
import zipfile
from dataclasses import fields, replace

import numpy as np
import pytest

from copart_core.data.samples import ObjectSample, PartSample, iterate, sample_files, split_of


def _part(seed: int, name: str) -> PartSample:
    rng = np.random.default_rng(seed)
    return PartSample(
        points=rng.uniform(-1, 1, (4096, 3)).astype(np.float16),
        normals=rng.normal(size=(4096, 3)).astype(np.float16),
        queries=rng.uniform(-1, 1, (8192, 3)).astype(np.float16),
        distances=rng.normal(size=8192).astype(np.float16),
        views=rng.integers(0, 255, (6, 64, 64, 3), np.uint8),
        captions=(f"a {name}", f"the “{name}”"),
        name=name,
        kind="leg",
        main_color=None if seed else "red",
        box=rng.normal(size=(2, 3)),
    )


@pytest.fixture
def sample() -> ObjectSample:
    wireframes = np.random.default_rng(9).integers(0, 255, (6, 64, 64, 3), np.uint8)
    parts = [_part(0, "table"), _part(1, "leg")]
    return ObjectSample("table/1", "table", "procedural", "by Ünal", "train", parts, wireframes)


def test_a_record_survives_saving_and_loading(sample, tmp_path):
    sample.save(tmp_path / "a.npz")
    loaded = ObjectSample.load(tmp_path / "a.npz")
    np.testing.assert_array_equal(loaded.wireframes, sample.wireframes)
    for name in ("id", "category", "source", "credit", "split"):
        assert getattr(loaded, name) == getattr(sample, name)
    for ours, theirs in zip(sample.parts, loaded.parts, strict=True):
        for field in fields(PartSample):
            value, read = getattr(ours, field.name), getattr(theirs, field.name)
            if isinstance(value, np.ndarray):
                assert read.dtype == value.dtype
                np.testing.assert_array_equal(read, value)
            else:
                assert read == value and type(read) is type(value)


def test_equal_records_are_equal_files_and_no_temporary_file_stays(sample, tmp_path):
    sample.save(tmp_path / "a.npz")
    sample.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.npz", "b.npz"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(sample, tmp_path):
    sample.save(tmp_path / "a.npz")
    before = (tmp_path / "a.npz").read_bytes()
    with pytest.raises(ValueError, match="Object arrays"):
        replace(sample, wireframes=np.array([object()])).save(tmp_path / "a.npz")
    assert (tmp_path / "a.npz").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_iterate_goes_by_name_and_by_split(sample, tmp_path):
    replace(sample, id="second", split="held_out").save(tmp_path / "b.npz")
    replace(sample, id="first").save(tmp_path / "a.npz")
    (tmp_path / ".writing-x.npz").write_bytes(b"half")
    (tmp_path / "report.json").write_text("{}")
    assert [item.id for item in iterate(tmp_path)] == ["first", "second"]
    assert [item.id for item in iterate(tmp_path, "held_out")] == ["second"]
    assert len(sample_files(tmp_path)) == 2


def test_foreign_files_and_other_versions_are_refused(sample, tmp_path):
    (tmp_path / "text.npz").write_text("no archive")
    np.savez(tmp_path / "other.npz", points=np.zeros(3))
    for name in ("text.npz", "other.npz"):
        with pytest.raises(ValueError, match="not a prepared object"):
            ObjectSample.load(tmp_path / name)
    sample.save(tmp_path / "a.npz")
    header = json.loads(np.load(tmp_path / "a.npz")["header"].tobytes()) | {"version": 99}
    np.savez(tmp_path / "new.npz", header=np.frombuffer(json.dumps(header).encode(), np.uint8))
    with pytest.raises(ValueError, match="version 99"):
        ObjectSample.load(tmp_path / "new.npz")


def test_numbers_are_stored_plainly_and_pictures_deflated(sample, tmp_path):
    sample.save(tmp_path / "a.npz")
    with zipfile.ZipFile(tmp_path / "a.npz") as archive:
        kinds = {entry.filename: entry.compress_type for entry in archive.infolist()}
    assert kinds["points.npy"] == zipfile.ZIP_STORED and kinds["views.npy"] == zipfile.ZIP_DEFLATED


def test_the_split_depends_on_the_id_alone_and_holds_out_about_six_percent():
    ids = [f"procedural-0-{index}" for index in range(5000)]
    held_out = [name for name in ids if split_of(name) == "held_out"]
    assert 0.05 < len(held_out) / len(ids) < 0.07
    assert split_of(held_out[0]) == "held_out"
    assert split_of("procedural-0-1") == "held_out" and split_of("procedural-0-0") == "train", "fixed for ever"

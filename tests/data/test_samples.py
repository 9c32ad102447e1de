from dataclasses import fields

import numpy as np
import pytest
from webdataset.autodecode import Decoder, ImageHandler
from webdataset.writer import default_handlers, encode_based_on_extension

from copart_core.data.samples import ObjectSample, PartSample, split_of


def _through_bytes(sample: ObjectSample) -> dict:
    """The fields as webdataset encodes and decodes them."""
    encoded = encode_based_on_extension(sample.to_fields("table-1"), default_handlers)
    return Decoder([ImageHandler("rgb8")])(
        {name: value.encode() if name == "__key__" else value for name, value in encoded.items()}
    )


def test_a_record_survives_its_encoding(make_sample):
    sample = make_sample()
    loaded = ObjectSample.from_fields(_through_bytes(sample))
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


def test_the_extent_leads_from_box_coordinates_to_part_space(make_sample):
    part = make_sample().parts[1]
    sides = part.box[1] - part.box[0]
    np.testing.assert_allclose(part.extent, sides / sides.max())


def test_foreign_samples_and_other_versions_are_refused(make_sample):
    good = _through_bytes(make_sample())
    with pytest.raises(ValueError, match=r"table-1 is not a prepared object .*points\.npy"):
        ObjectSample.from_fields({name: value for name, value in good.items() if name != "points.npy"})
    with pytest.raises(ValueError, match="not a prepared object"):
        ObjectSample.from_fields({"__key__": "x", "txt": "hello"})
    with pytest.raises(ValueError, match=r"has version 1, expected 2; prepare it again"):
        ObjectSample.from_fields(good | {"json": good["json"] | {"version": 1}})


def test_the_split_depends_on_the_id_alone_and_holds_out_about_six_percent():
    ids = [f"procedural-0-{index}" for index in range(5000)]
    held_out = [name for name in ids if split_of(name) == "held_out"]
    assert 0.05 < len(held_out) / len(ids) < 0.07
    assert split_of(held_out[0]) == "held_out"
    assert split_of("procedural-0-1") == "held_out" and split_of("procedural-0-0") == "train", "fixed for ever"

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from copart_core.data.samples import ObjectSample
from copart_core.data.shards import iterate
from copart_core.evaluate.reconstruction import load_shape_vae
from copart_core.evaluate.whole_and_parts import (
    EQUAL_TOTALS,
    Coder,
    as_parts,
    as_whole,
    assembled,
    scores,
    true_object,
    whole_against_parts,
)
from copart_core.geometry.metrics import FRAME_DIAGONAL
from copart_core.models.reconstruction import true_mesh


@pytest.fixture(scope="module")
def objects(corpus: Path) -> list[ObjectSample]:
    return list(iterate(corpus, "held_out"))


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(load_shape_vae("assets/model"), 16)


def test_true_parts_put_together_are_the_true_object(objects: list[ObjectSample]) -> None:
    """The record of the whole is another mesh of the same surface, made before anything was encoded."""
    for sample in objects:
        truth = true_object(sample, 2000)
        np.testing.assert_allclose(np.abs(truth.vertices).max(), 1, rtol=1e-3)
        whole = scores(truth, true_mesh(sample.parts[0]), 0)
        assert whole.visible.f_score_01 > 0.99 and whole.visible.chamfer < 0.002


def test_a_missing_part_is_missed_and_nothing_else(objects: list[ObjectSample]) -> None:
    sample = objects[0]
    truth = true_object(sample, 2000)
    meshes = [true_mesh(part) for part in sample.parts[1:]]
    assert scores(truth, assembled(meshes, sample), 0).metrics.f_score_01 == 1
    without = scores(truth, assembled([None, *meshes[1:]], sample), 0)
    assert 0.1 < without.metrics.f_score_01 < 0.999
    assert assembled([None] * len(meshes), sample) is None
    nothing = scores(truth, None, 27)
    assert (nothing.metrics.f_score_02, nothing.visible.chamfer, nothing.tokens) == (0, FRAME_DIAGONAL, 27)


def test_wholes_and_parts_come_back_in_the_object_frame(objects: list[ObjectSample], coder: Coder) -> None:
    sample = objects[0]
    for mesh in (as_whole(coder, sample), as_parts(coder, sample)):
        assert mesh is not None
        np.testing.assert_allclose(np.abs(mesh.vertices).max(), 1, atol=0.1)
        assert scores(true_object(sample, 1000), mesh, 0).visible.chamfer < 0.06


def test_totals_are_compared_where_they_are_about_equal(objects: list[ObjectSample], coder: Coder) -> None:
    tokens = coder.tokens
    assert tokens == coder.vae.config.lattice**3
    numbers = [len(sample.parts) - 1 for sample in objects]
    report = whole_against_parts(objects, coder, coder, count=500)
    assert report["all"]["objects"] == report["equal_tokens"]["objects"] == len(objects)
    assert report["all"] == report["equal_tokens"]  # one and the same model here
    assert report["all"]["one_latent"]["tokens_mean"] == tokens
    assert report["all"]["n_latents"]["tokens_mean"] == pytest.approx(tokens * np.mean(numbers))
    assert report["equal_totals"] is None and min(numbers) > 1 + EQUAL_TOTALS
    # An object cut down to one of its parts has as many tokens either way.
    single = replace(objects[0], parts=objects[0].parts[:2])
    again = whole_against_parts([single, objects[1]], coder, coder, count=500)
    assert again["equal_totals"]["objects"] == 1 and again["equal_totals"]["n_latents"]["tokens_mean"] == tokens
    gain = report["all"]["f_score_02_visible_gain_median"]
    one, many = report["all"]["one_latent"], report["all"]["n_latents"]
    assert gain == pytest.approx(many["f_score_02_visible_mean"] - one["f_score_02_visible_mean"])  # of two objects
    assert report["all"]["parts_win"] in (0, 0.5, 1)

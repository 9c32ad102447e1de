import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from copart_core.data.shards import iterate
from copart_core.evaluate.__main__ import main
from copart_core.evaluate.reconstruction import (
    COLUMNS,
    Decoding,
    HeldOut,
    evaluate_reconstruction,
    held_out_parts,
    load_shape_vae,
    rounded,
    table_text,
)
from copart_core.models.reconstruction import ShapeModel
from copart_core.models.shape_vae import ShapeVAE
from copart_core.train.loop import LoopConfig, Run

MODEL = Path("assets/model")
SAMPLES = 500


@pytest.fixture(scope="module")
def vae() -> ShapeModel:
    return load_shape_vae(MODEL)


@pytest.fixture(scope="module")
def held_out(corpus: Path) -> dict[str, HeldOut]:
    return held_out_parts([corpus], count=4, samples=SAMPLES)


def test_parts_are_held_out_ones_without_the_wholes(corpus: Path) -> None:
    objects = list(iterate(corpus, "held_out"))
    assert len(objects) == 2
    wanted = [part.name for sample in objects for part in sample.parts[1:]]
    found = held_out_parts([corpus], samples=SAMPLES)
    assert [part.name for part in found["procedural"].parts] == wanted
    assert len(found["procedural"].truths) == len(found["procedural"].categories) == len(wanted)
    some = held_out_parts([corpus], count=3, samples=SAMPLES)["procedural"]
    assert [part.name for part in some.parts] == [wanted[0], wanted[round((len(wanted) - 1) / 2)], wanted[-1]]
    assert set(some.categories) == {sample.category for sample in objects}


def test_truths_are_the_parts_in_the_part_frame(held_out: dict[str, HeldOut]) -> None:
    for part, truth in zip(held_out["procedural"].parts, held_out["procedural"].truths, strict=True):
        np.testing.assert_allclose(np.abs(truth.vertices).max(axis=0), part.extent, rtol=1e-4)


def test_the_shipped_model_gives_a_table(vae: ShapeModel, held_out: dict[str, HeldOut]) -> None:
    report = evaluate_reconstruction(vae, held_out, Decoding(resolution=20), by_category=True)
    numbers = report["procedural"]
    assert numbers["parts"] == 4 and numbers["empty"] == 0 and numbers["watertight"] == 1
    assert numbers["f_score_02_median"] > 0.5 and 0 < numbers["chamfer_median"] < 0.05 and numbers["iou_median"] > 0.4
    assert sum(group["parts"] for group in numbers["categories"].values()) == 4
    text = table_text(report)
    assert text.count("\n") == 2 and all(title in text for title in COLUMNS.values())
    assert json.loads(json.dumps(report)) == report


def test_cutting_keeps_parts_in_their_boxes_and_smoothing_keeps_them_closed(
    vae: ShapeModel, held_out: dict[str, HeldOut]
) -> None:
    truths = held_out["procedural"]
    plain, cut, smoothed = (
        decoding.table(vae, truths) for decoding in (Decoding(20), Decoding(20, cut=True), Decoding(20, smoothing=True))
    )
    assert all(row.metrics.watertight for row in [*plain, *cut, *smoothed])
    assert [row.iou for row in plain] == [row.iou for row in cut]  # of the field as it is
    assert [row.metrics for row in plain] != [row.metrics for row in cut]
    assert [row.faces for row in plain] == [row.faces for row in smoothed]
    assert [row.metrics for row in plain] != [row.metrics for row in smoothed]


def test_another_truth_gives_worse_numbers(vae: ShapeModel, held_out: dict[str, HeldOut]) -> None:
    truths = held_out["procedural"]
    swapped = {"procedural": replace(truths, truths=truths.truths[::-1])}
    right = evaluate_reconstruction(vae, held_out, Decoding(20))["procedural"]
    wrong = evaluate_reconstruction(vae, swapped, Decoding(20))["procedural"]
    assert wrong["f_score_02_mean"] < right["f_score_02_mean"] - 0.2


def test_models_come_from_folders_and_from_runs(tmp_path: Path) -> None:
    shipped = load_shape_vae(MODEL / "shape_vae")
    assert isinstance(shipped, ShapeVAE) and not shipped.training
    torch.manual_seed(1)
    tiny = ShapeVAE(lattice=2, latent_dim=4, width=32, channels=16, encoder_layers=1, decoder_layers=1, heads=2)
    Run(tiny, LoopConfig(steps=1), tmp_path / "shape_vae", resume=False).save()
    restored = load_shape_vae(tmp_path)
    assert isinstance(restored, ShapeVAE)
    for one, other in zip(restored.parameters(), tiny.parameters(), strict=True):
        assert torch.equal(one, other)
    with pytest.raises(ValueError, match="no shape VAE in"):
        load_shape_vae(tmp_path / "nothing")
    with pytest.raises(ValueError, match="holds a ViewVAE"):
        load_shape_vae(MODEL / "image_vae")


def test_the_command_prints_json_as_its_last_line(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["reconstruction", "--data", str(corpus), "--parts", "2", "--resolution", "12"]
    assert main([*command, "--cut", "--json"]) == 0
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (report["resolution"], report["cut"], report["smoothing"], report["split"]) == (12, True, False, "held_out")
    assert report["sources"]["procedural"]["parts"] == 2
    assert main(command) == 0
    assert "| procedural | 2 |" in capsys.readouterr().out


def test_a_folder_that_was_not_prepared_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["reconstruction", "--data", str(tmp_path)])
    assert stop.value.code == 2 and "no prepared objects" in capsys.readouterr().err


def test_rounding_leaves_the_shape() -> None:
    assert rounded({"a": [1.23456789, 2], "b": {"c": None}}, 2) == {"a": [1.23, 2], "b": {"c": None}}

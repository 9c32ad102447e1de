"""All training stages on a tiny corpus with the tiny preset, as a user runs them."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from copart_core.models.folder import INDEX, load_model
from copart_core.pipeline import CoPartPipeline
from copart_core.train.__main__ import main
from copart_core.train.diffusion import DiffusionLoss, ObjectStream, ProgressiveStage, stage_at
from copart_core.train.draw import Draw
from copart_core.train.encode import load_encoded
from copart_core.train.loop import CHECKPOINT

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def trained(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with every stage done; the model is exported to <run>/model."""
    out = tmp_path_factory.mktemp("run")
    for stage in ("vae", "image-vae", "encode", "diffusion"):
        assert main([stage, "--preset", "tiny", "--data", str(corpus), "--out", str(out)]) == 0
    assert main(["export", "--preset", "tiny", "--out", str(out), "--model", str(out / "model")]) == 0
    return out


def checkpoint(folder: Path) -> dict:
    return torch.load(folder / CHECKPOINT, weights_only=True)


def test_the_exported_model_loads_and_runs(trained: Path, chair) -> None:
    pipeline = CoPartPipeline.from_pretrained(trained / "model")
    assert json.loads((trained / "model" / INDEX).read_text())["fingerprint"] == pipeline.model.fingerprint
    conditions = pipeline.model.denoiser.config
    assert conditions.tokens == pipeline.model.shape_vae.config.lattice ** 3


def test_progress_is_logged(trained: Path) -> None:
    for stage in ("shape_vae", "denoiser"):
        lines = [json.loads(line) for line in (trained / stage / "log.jsonl").read_text().splitlines()]
        assert [line["step"] for line in lines] == [20] and np.isfinite(lines[0]["loss"])


def test_a_decoder_trained_further_takes_the_old_ones_place(
    trained: Path, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    model = tmp_path / "model"
    shutil.copytree(trained / "model", model)
    old = load_model(model)
    train = ["vae", "--preset", "tiny", "--data", str(corpus), "--init", str(model), "--measure", "2", "--steps", "3"]
    put = ["export", "--preset", "tiny", "--decoder", "--model", str(model), "--out"]
    assert main([*train, "--out", str(tmp_path / "frozen"), "--freeze", "encoder"]) == 0
    assert main([*put, str(tmp_path / "frozen")]) == 0
    new = load_model(model)
    weights, former = new.shape_vae.state_dict(), old.shape_vae.state_dict()
    differs = {name for name in former if not torch.equal(weights[name], former[name])}
    assert differs and all(name.startswith("decoder.") for name in differs)
    assert new.fingerprint == old.fingerprint  # so projects made with the old one can still be edited

    assert main([*train, "--out", str(tmp_path / "free")]) == 0
    assert main([*put, str(tmp_path / "free")]) == 2
    assert "--freeze encoder" in capsys.readouterr().err
    kept = load_model(model).shape_vae.state_dict()
    assert all(torch.equal(weights[name], kept[name]) for name in weights)


@pytest.mark.parametrize("stage,folder", [("vae", "shape_vae"), ("diffusion", "denoiser")])
def test_a_resumed_run_equals_an_uninterrupted_one(
    stage: str, folder: str, corpus: Path, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is stopped after every few steps by the clock and resumed until it is done: weights bit for bit."""
    for name in ("latents-train.pt",):
        (tmp_path / name).write_bytes((trained / name).read_bytes())
    arguments = [stage, "--preset", "tiny", "--data", str(corpus), "--out", str(tmp_path)]
    assert main([*arguments, "--minutes", "0"]) == 0
    assert checkpoint(tmp_path / folder)["step"] == 1
    assert main([*arguments, "--resume", "--minutes", "0"]) == 0
    assert main([*arguments, "--resume"]) == 0
    whole, pieces = checkpoint(trained / folder), checkpoint(tmp_path / folder)
    assert pieces["step"] == whole["step"] == 20
    for name, weights in whole["model"].items():
        assert torch.equal(weights, pieces["model"][name]), name


def test_a_checkpoint_is_not_overwritten_by_accident(
    corpus: Path, trained: Path, capsys: pytest.CaptureFixture
) -> None:
    assert main(["vae", "--preset", "tiny", "--data", str(corpus), "--out", str(trained)]) == 2
    assert "pass --resume" in capsys.readouterr().err


def test_stages_out_of_order_are_named(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["diffusion", "--preset", "tiny", "--out", str(tmp_path)]) == 2
    assert "encode" in capsys.readouterr().err
    assert main(["vae", "--preset", "tiny", "--out", str(tmp_path)]) == 2
    assert "--data" in capsys.readouterr().err


def test_the_command_line_answers_without_a_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "copart_core.train", "export", "--out", str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr and "--model" in done.stderr


def test_a_missing_weight_file_is_named(trained: Path, tmp_path: Path) -> None:
    import shutil

    broken = tmp_path / "model"
    shutil.copytree(trained / "model", broken)
    weights = next((broken / "image_vae").glob("*.safetensors"))
    weights.unlink()
    with pytest.raises(ValueError, match=r"no weights in image_vae/.*restore"):
        load_model(broken)
    (broken / INDEX).unlink()
    with pytest.raises(ValueError, match=f"lacks {INDEX}"):
        load_model(broken)
    with pytest.raises(ValueError, match="there is no model folder"):
        load_model(tmp_path / "nothing")


def test_damaged_weights_are_named(trained: Path, tmp_path: Path) -> None:
    import shutil

    broken = tmp_path / "model"
    shutil.copytree(trained / "model", broken)
    weights = next((broken / "shape_vae").glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ValueError, match="shape_vae do not fit"):
        load_model(broken)


def test_batches_are_full_of_equally_many_parts(trained: Path) -> None:
    class Captions:
        def __call__(self, captions):
            return torch.zeros(len(captions), 3, 384), torch.ones(len(captions), 3, dtype=torch.bool)

    objects = load_encoded(trained)
    stream = ObjectStream(objects, Captions(), DiffusionLoss(tokens=12))  # type: ignore[arg-type]
    for step in range(20):
        batch, _ = stream.draw(Draw(0, step), at_most=3)
        count = batch.geometry.shape[1]
        assert 2 <= count <= 4 and len(batch.geometry) == 12 // count
        again, _ = stream.draw(Draw(0, step), at_most=3)
        assert torch.equal(batch.geometry, again.geometry)
        assert torch.equal(batch.conditions.boxes, again.conditions.boxes)


def test_stages_follow_each_other() -> None:
    loss = DiffusionLoss(stages=(ProgressiveStage(0.5, 1), ProgressiveStage(0.5, 8)))
    assert [stage_at(loss, step, 10).parts for step in (0, 4, 5, 9)] == [1, 1, 8, 8]

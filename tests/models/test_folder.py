"""The model folder beyond what the stages of training write: schedulers of one modality each, other networks."""

import json
import shutil
from pathlib import Path

import pytest
from diffusers import DDIMScheduler, DDPMScheduler, FlowMatchEulerDiscreteScheduler

from copart_core.models.folder import load_model

SHIPPED = Path(__file__).resolve().parents[2] / "assets" / "model"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped folder, its weights linked."""
    for path in SHIPPED.rglob("*"):
        target = tmp_path / path.relative_to(SHIPPED)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(path) if path.suffix == ".safetensors" else shutil.copy(path, target)
    return tmp_path


def test_one_scheduler_serves_both_modalities(folder: Path) -> None:
    three, two = load_model(folder).schedulers
    assert isinstance(three, FlowMatchEulerDiscreteScheduler) and isinstance(two, FlowMatchEulerDiscreteScheduler)
    assert three is not two  # each keeps the state of its own sampling


def test_a_scheduler_for_each_modality(folder: Path) -> None:
    shutil.rmtree(folder / "scheduler")
    DDIMScheduler(beta_start=0.00085, prediction_type="epsilon").save_pretrained(folder / "scheduler3d")
    DDPMScheduler(prediction_type="v_prediction").save_pretrained(folder / "scheduler2d")
    three, two = load_model(folder).schedulers
    assert isinstance(three, DDIMScheduler) and dict(three.config)["beta_start"] == 0.00085
    assert isinstance(two, DDPMScheduler) and dict(two.config)["prediction_type"] == "v_prediction"
    shutil.rmtree(folder / "scheduler2d")
    with pytest.raises(ValueError, match=r"lacks scheduler2d/scheduler_config\.json"):
        load_model(folder)


def test_schedulers_that_are_not_clear(folder: Path) -> None:
    DDIMScheduler().save_pretrained(folder / "scheduler3d")
    with pytest.raises(ValueError, match="has scheduler/ and also scheduler3d or scheduler2d/; keep"):
        load_model(folder)
    shutil.rmtree(folder / "scheduler3d")
    (folder / "scheduler" / "scheduler_config.json").write_text(json.dumps({"_class_name": "PNDMScheduler"}))
    with pytest.raises(ValueError, match=r"is of 'PNDMScheduler'; expected one of FlowMatchEuler"):
        load_model(folder)
    (folder / "scheduler" / "scheduler_config.json").write_text("{")
    with pytest.raises(ValueError, match="not readable JSON"):
        load_model(folder)

"""The model folder beyond what the stages of training write: schedulers of one modality each, other networks."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import AutoencoderKL, DDIMScheduler, DDPMScheduler, FlowMatchEulerDiscreteScheduler
from transformers import T5Config, T5EncoderModel, T5Tokenizer

from copart_core.models.conditioning import box_tokens
from copart_core.models.copart import Conditions, CoPartDenoiser
from copart_core.models.folder import load_model, load_schedulers, save_model
from copart_core.models.image_vae import encode_views
from copart_core.models.perceiver_vae import PerceiverShapeVAE

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


def test_a_shift_that_follows_the_size_of_a_picture_is_refused(folder: Path) -> None:
    FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True).save_pretrained(folder / "scheduler")
    with pytest.raises(ValueError, match=r"scheduler_config\.json: .* set use_dynamic_shifting to false and shift"):
        load_schedulers(folder)


# --- A folder of `base`, at small sizes ---


def base_like(folder: Path) -> Path:
    """The classes of `base`: CraftsMan's shape VAE, Stable Diffusion's image VAE, a T5, a scheduler a branch."""
    torch.manual_seed(0)
    shape = PerceiverShapeVAE(tokens=8, latent_dim=4, width=32, heads=2, encoder_layers=1, decoder_layers=1)
    image = AutoencoderKL(block_out_channels=(8, 8), down_block_types=("DownEncoderBlock2D",) * 2, norm_num_groups=2,
                          up_block_types=("UpDecoderBlock2D",) * 2, latent_channels=4)  # fmt: skip
    denoiser = CoPartDenoiser(
        tokens=8, latent_dim=4, width3d=32, layers3d=2, heads3d=2, positional=False, final_affine=True, layers2d=2,
        heads2d=2, head_dim2d=16, image_out_channels=8, patch_size=2, cross_view=(), box_width=4, text_width=24,
        couplings=((1, 1), (2, 2)), control_layers=1,
    )  # fmt: skip
    save_model(folder, shape, image, denoiser, "base-like", (DDIMScheduler(), DDPMScheduler()))
    T5EncoderModel(T5Config(vocab_size=8, d_model=24, d_kv=8, d_ff=32, num_layers=1, num_heads=2)).save_pretrained(
        folder / "text_encoder"
    )
    words = ["<pad>", "</s>", "<unk>", "\u2581", "\u2581a", "\u2581red", "\u2581chair", "leg"]
    T5Tokenizer(vocab=[(word, -1.0) for word in words], extra_ids=0).save_pretrained(folder / "tokenizer")
    return folder


@torch.inference_mode()
def test_a_folder_of_bases_classes_loads_and_denoises(tmp_path: Path) -> None:
    model = load_model(base_like(tmp_path))
    assert isinstance(model.shape_vae, PerceiverShapeVAE) and type(model.image_vae) is AutoencoderKL
    assert isinstance(model.text.model, T5EncoderModel) and model.text.max_tokens == 120
    assert [type(scheduler) for scheduler in model.schedulers] == [DDIMScheduler, DDPMScheduler]
    assert model.view_size == 16 and model.denoiser.dtype == torch.float32
    tokens = model.text(["a red chair", "a leg"])
    boxes = box_tokens(model.shape_vae, np.array([[[-1, -1, -1], [1, 1, 1]], [[-1, -1, -1], [0, 0, 1]]], dtype=float))
    views = torch.zeros(1, 6, 16, 16, 3, dtype=torch.uint8)
    conditions = Conditions(tokens.states[None], tokens.mask[None], boxes[None], encode_views(model.image_vae, views))
    geometry, image = model.denoiser(torch.randn(1, 2, 8, 4), torch.randn(1, 2, 6, 4, 8, 8), torch.tensor([500.0]),
                                     conditions)  # fmt: skip
    assert geometry.shape == (1, 2, 8, 4) and image.shape == (1, 2, 6, 4, 8, 8)


def test_saving_again_replaces_the_schedulers(tmp_path: Path) -> None:
    model = load_model(base_like(tmp_path))
    save_model(tmp_path, model.shape_vae, model.image_vae, model.denoiser, "again")
    assert all(isinstance(scheduler, FlowMatchEulerDiscreteScheduler) for scheduler in load_model(tmp_path).schedulers)


def test_networks_that_do_not_belong_together(tmp_path: Path) -> None:
    folder = base_like(tmp_path)
    shutil.rmtree(folder / "text_encoder")  # then the bundled MiniLM would speak to a denoiser of T5's width
    with pytest.raises(ValueError, match="reads text states of 24 channels, the text encoder gives 384; put the"):
        load_model(folder)
    config = folder / "image_vae" / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"_class_name": "AutoencoderTiny"}))
    with pytest.raises(ValueError, match=r"is of 'AutoencoderTiny', expected ViewVAE or AutoencoderKL; use"):
        load_model(folder)

"""The loaders against checkpoints that this file writes, and the 3D branch against formulas that it writes out."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false, reportArgumentType=false

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, PixArtTransformer2DModel, UNet2DModel
from numpy.typing import NDArray
from scipy.special import erf

from copart_core.models.copart import CoPartDenoiser
from copart_core.models.denoiser2d import Denoiser2D
from copart_core.models.denoiser3d import Denoiser3D
from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.models.pretrained import NEW_IN_SHAPE_VAE, load_craftsman
from copart_core.models.pretrained_denoisers import (
    DROPPED_FROM_CRAFTSMAN,
    NEW_IN_DENOISER2D,
    NEW_IN_DENOISER3D,
    craftsman_scheduler,
    initialise,
    load_craftsman_denoiser,
    load_image_vae,
    load_pixart,
    pixart_scheduler,
)
from copart_core.models.sizes import BASE_2D, BASE_3D

Array = NDArray[np.float64]
SCHEDULE = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear",
            "clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1}  # fmt: skip


# --- What CraftsMan's checkpoint holds ---


def shapes(width: int = 1024, latent: int = 64, layers: int = 32, context: int = 1024) -> dict[str, tuple[int, ...]]:
    """Keys and shapes of CraftsMan's denoiser; the defaults are v1-5."""
    found: dict[str, tuple[int, ...]] = {}

    def linear(name: str, inputs: int, outputs: int, bias: bool = True) -> None:
        found[f"{name}.weight"] = (outputs, inputs)
        if bias:
            found[f"{name}.bias"] = (outputs,)

    def norm(name: str, size: int = width) -> None:
        found[f"{name}.weight"] = found[f"{name}.bias"] = (size,)

    linear("time_embed.mlp.0", 256, width)
    linear("time_embed.mlp.2", width, width)
    linear("x_embed", latent, width)
    for name in ("clip_embed", "dino_embed"):
        norm(f"{name}.0", context)
        linear(f"{name}.1", context, width)
    linear("t_block.1", width, 6 * width)
    for index in range(layers):
        block = f"blocks.{index}"
        found[f"{block}.scale_shift_table"] = (6, width)
        norm(f"{block}.norm1")
        norm(f"{block}.norm2")
        linear(f"{block}.attn.c_qkv", width, 3 * width, bias=False)
        linear(f"{block}.cross_attn.c_q", width, width, bias=False)
        linear(f"{block}.cross_attn.c_kv", width, 2 * width, bias=False)
        for name in ("attn", "cross_attn"):
            linear(f"{block}.{name}.c_proj", width, width)
        linear(f"{block}.mlp.c_fc", width, 4 * width)
        linear(f"{block}.mlp.c_proj", 4 * width, width)
    found["final_layer.scale_shift_table"] = (2, width)
    norm("final_layer.norm_final")
    linear("final_layer.linear", width, latent)
    return found


SMALL: Any = {"width": 32, "latent": 5, "layers": 3, "context": 12}


def random_weights(sizes: dict[str, tuple[int, ...]], seed: int = 0) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    made = {}
    for key, shape in sizes.items():
        spread = 1.5 * shape[1] ** -0.5 if len(shape) == 2 else 0.3
        made[key] = spread * torch.randn(shape, generator=generator) + float("norm" in key and key.endswith("weight"))
    return made


def write(folder: Path, weights: dict[str, torch.Tensor], heads: Any = 4, **system: Any) -> Path:
    """A folder as downloaded: model.ckpt with other networks beside the denoiser, and config.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {f"denoiser_model.{key}": value for key, value in weights.items()}
    state |= {"shape_model.post_kl.weight": torch.ones(2, 2), "condition.linear_dino.weight": torch.ones(2)}
    torch.save({"state_dict": state, "epoch": 3}, folder / "model.ckpt")
    sections = {"shape_model": {"num_latents": 7}, "denoiser_model": {"heads": heads, "width": 999}}
    (folder / "config.yaml").write_text(yaml.safe_dump({"system": sections | system}))
    return folder


# --- An independent evaluation, in numpy, of the published formulas ---


def affine(w: dict[str, Array], name: str, x: Array) -> Array:
    return x @ w[f"{name}.weight"].T + w.get(f"{name}.bias", 0.0)


def norm(w: dict[str, Array], name: str, x: Array, eps: float = 1e-6) -> Array:
    centred = x - x.mean(axis=1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps)
    return scaled * w[f"{name}.weight"] + w[f"{name}.bias"]


def silu(x: Array) -> Array:
    return x / (1 + np.exp(-x))


def attend(q: Array, k: Array, v: Array) -> Array:
    scores = q @ k.T / np.sqrt(q.shape[1])
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True) @ v


def heads_of(joint: Array, heads: int, kinds: int, head_major: bool) -> list[list[Array]]:
    """[kind][head] -> [N, channels]. Head-major: head 0's q, k, v, then head 1's q, k, v, ..."""
    size = joint.shape[1] // heads // kinds
    return [
        [joint[:, at * size : (at + 1) * size]
         for at in ((head * kinds + kind) if head_major else (kind * heads + head) for head in range(heads))]
        for kind in range(kinds)
    ]  # fmt: skip


def self_attention(w: dict[str, Array], name: str, x: Array, heads: int, head_major: bool) -> Array:
    q, k, v = heads_of(affine(w, f"{name}.c_qkv", x), heads, 3, head_major)
    return affine(w, f"{name}.c_proj", np.concatenate([attend(*qkv) for qkv in zip(q, k, v, strict=True)], axis=1))


def cross_attention(w: dict[str, Array], name: str, x: Array, y: Array, heads: int, head_major: bool) -> Array:
    (q,) = heads_of(affine(w, f"{name}.c_q", x), heads, 1, True)
    k, v = heads_of(affine(w, f"{name}.c_kv", y), heads, 2, head_major)
    return affine(w, f"{name}.c_proj", np.concatenate([attend(*qkv) for qkv in zip(q, k, v, strict=True)], axis=1))


def mlp(w: dict[str, Array], name: str, x: Array) -> Array:
    hidden = affine(w, f"{name}.c_fc", x)
    return affine(w, f"{name}.c_proj", 0.5 * hidden * (1 + erf(hidden / np.sqrt(2))))


def evaluate(
    weights: dict[str, torch.Tensor], latents: Array, time: float, context: Array, layers: int, heads: int,
    head_major: bool = True,
) -> Array:  # fmt: skip
    """CraftsMan's denoiser on one object: latents [T, D], network time, context [L, width] -> [T, D]."""
    w = {key: value.double().numpy() for key, value in weights.items()}
    angles = time * np.exp(-np.log(10000) * np.arange(128) / 128)
    t = np.concatenate([np.cos(angles), np.sin(angles)])[None]
    t = affine(w, "time_embed.mlp.2", silu(affine(w, "time_embed.mlp.0", t)))
    six = affine(w, "t_block.1", silu(t)).reshape(6, -1)
    x = affine(w, "x_embed", latents)
    for index in range(layers):
        name = f"blocks.{index}"
        shift1, scale1, gate1, shift2, scale2, gate2 = w[f"{name}.scale_shift_table"] + six
        modulated = norm(w, f"{name}.norm1", x) * (1 + scale1) + shift1
        x = x + gate1 * self_attention(w, f"{name}.attn", modulated, heads, head_major)
        x = x + cross_attention(w, f"{name}.cross_attn", x, context, heads, head_major)
        x = x + gate2 * mlp(w, f"{name}.mlp", norm(w, f"{name}.norm2", x) * (1 + scale2) + shift2)
    shift, scale = w["final_layer.scale_shift_table"] + t
    return affine(w, "final_layer.linear", norm(w, "final_layer.norm_final", x) * (1 + scale) + shift)


def text_context(branch: Denoiser3D, text: Array) -> Array:
    """Our text projection: a norm and a linear layer."""
    w = {key: value.detach().numpy() for key, value in branch.state_dict().items()}
    return affine(w, "text_embed.1", norm(w, "text_embed.0", text, eps=1e-5))


@torch.no_grad()
def compare(branch: Denoiser3D, weights: dict[str, torch.Tensor], head_major: bool = True) -> None:
    branch, rng, width = branch.double().eval(), np.random.default_rng(3), branch.config.text_width
    latents, text = rng.standard_normal((2, 9, branch.config.latent_dim)), rng.standard_normal((2, 6, width))
    mask = np.ones((2, 6), dtype=bool)
    mask[1, 4:] = False
    # The sinusoid's angles are of single precision, so late times agree less well; the layers themselves do not know.
    for times, tolerance in (([0.25, 1.0], 1e-5), ([37.0, 811.0], 5e-3)):
        found = branch(*(torch.from_numpy(array) for array in (latents, np.array(times), text, mask))).numpy()
        for row in range(2):
            context = text_context(branch, text[row, mask[row]])
            wanted = evaluate(
                weights, latents[row], times[row], context, branch.config.layers, branch.config.heads, head_major
            )
            assert wanted.std() > 0.1
            np.testing.assert_allclose(found[row], wanted, rtol=tolerance, atol=tolerance)


# --- CraftsMan: proof ---


def test_the_loaded_branch_equals_an_independent_evaluation(tmp_path: Path) -> None:
    weights = random_weights(shapes(**SMALL))
    branch = load_craftsman_denoiser(write(tmp_path, weights), text_width=10)
    assert (branch.config.layers, branch.config.heads, branch.config.tokens) == (3, 4, 7)
    assert branch.position is None and branch.dtype == torch.float32
    compare(branch, weights)


def test_queries_keys_and_values_lie_head_by_head(tmp_path: Path) -> None:
    """Read the other way, the same weights give other numbers: the comparison above can tell."""
    weights = random_weights(shapes(**SMALL))
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        compare(load_craftsman_denoiser(write(tmp_path, weights), text_width=10), weights, head_major=False)


def test_the_whole_depth_with_heads_of_64(tmp_path: Path) -> None:
    """All 32 layers, at two heads for speed, from a bare model.ckpt."""
    weights = {key: 0.5 * value for key, value in random_weights(shapes(width=128)).items()}
    write(tmp_path, weights)
    (tmp_path / "config.yaml").unlink()
    branch = load_craftsman_denoiser(tmp_path / "model.ckpt", text_width=10)
    assert (branch.config.heads, branch.config.layers, branch.config.tokens) == (2, 32, 768)
    compare(branch, weights)


def test_keys_and_shapes_of_v1_5() -> None:
    """`base` takes every tensor of the public denoiser but the dropped ones, and has nothing else but the new ones."""
    with torch.device("meta"):
        ours = {key: value.numel() for key, value in Denoiser3D(**BASE_3D).state_dict().items()}
    theirs = {key: int(np.prod(shape)) for key, shape in shapes().items()}
    kept = sum(size for key, size in theirs.items() if not key.startswith(DROPPED_FROM_CRAFTSMAN))
    assert kept == sum(size for key, size in ours.items() if key not in NEW_IN_DENOISER3D)
    assert round(sum(theirs.values()) / 1e6) == 547
    assert NEW_IN_DENOISER3D < set(ours)


# --- CraftsMan: what is read from where ---


def test_a_branch_that_is_there_takes_the_weights_and_keeps_its_new_ones(tmp_path: Path) -> None:
    weights = random_weights(shapes(**SMALL))
    sizes = dict(latent_dim=5, width=32, layers=3, heads=4, text_width=10, positional=False, final_affine=True)
    torch.manual_seed(1)
    branch = Denoiser3D(**sizes)
    before = {key: value.clone() for key, value in branch.state_dict().items()}
    assert load_craftsman_denoiser(write(tmp_path, weights), into=branch) is branch
    same = {key for key, value in branch.state_dict().items() if torch.equal(value, before[key])}
    assert same == NEW_IN_DENOISER3D
    compare(branch, weights)


def test_image_conditions_are_dropped_and_may_be_absent(tmp_path: Path) -> None:
    weights = random_weights(shapes(**SMALL))
    without = {key: value for key, value in weights.items() if not key.startswith(DROPPED_FROM_CRAFTSMAN)}
    assert len(without) == len(weights) - 8
    with_them = load_craftsman_denoiser(write(tmp_path / "with", weights), text_width=10).state_dict()
    bare = load_craftsman_denoiser(write(tmp_path / "bare", without), text_width=10).state_dict()
    assert all(torch.equal(bare[key], with_them[key]) for key in bare if key not in NEW_IN_DENOISER3D)


def test_the_noise_schedule_is_the_one_stated(tmp_path: Path) -> None:
    weights = random_weights(shapes(**SMALL))
    scheduler = craftsman_scheduler(write(tmp_path, weights, denoise_scheduler=SCHEDULE))
    assert {name: scheduler.config[name] for name in SCHEDULE} == SCHEDULE
    assert scheduler.config.prediction_type == "epsilon"
    betas = np.linspace(0.00085**0.5, 0.012**0.5, 1000) ** 2
    np.testing.assert_allclose(scheduler.betas, betas, rtol=1e-4)
    training = {name: value for name, value in SCHEDULE.items() if name.startswith(("beta", "num"))}
    again = craftsman_scheduler(write(tmp_path, weights, noise_scheduler=training | {"variance_type": "fixed_small"}))
    np.testing.assert_allclose(again.alphas_cumprod, scheduler.alphas_cumprod)
    with pytest.raises(ValueError, match=r"noise schedule .* not known: expected beta_start, beta_end, beta_schedule"):
        craftsman_scheduler(write(tmp_path, weights))
    with pytest.raises(ValueError, match="cannot be read"):
        craftsman_scheduler(write(tmp_path, weights, denoise_scheduler=SCHEDULE | {"beta_schedule": "steep"}))


def test_errors_name_what_does_not_fit(tmp_path: Path) -> None:
    weights = random_weights(shapes(**SMALL))
    with pytest.raises(ValueError, match=r"missing nothing; unexpected blocks\.0\.extra; .*; give the model\.ckpt"):
        load_craftsman_denoiser(write(tmp_path, weights | {"blocks.0.extra": torch.zeros(1)}))
    fewer = {key: value for key, value in weights.items() if key != "blocks.1.attn.c_qkv.weight"}
    with pytest.raises(ValueError, match=r"missing blocks\.1\.attn\.to_kv\.weight, blocks\.1\.attn\.to_q\.weight; un"):
        load_craftsman_denoiser(write(tmp_path, fewer))
    with pytest.raises(ValueError, match=r"time_embed\.0\.weight \[32, 9\] instead of \[32, 256\]"):
        load_craftsman_denoiser(write(tmp_path, weights | {"time_embed.mlp.0.weight": torch.zeros(32, 9)}))
    with pytest.raises(ValueError, match=r"has no matrix denoiser_model\.x_embed\.weight"):
        load_craftsman_denoiser(write(tmp_path, {"a": torch.zeros(1)}))
    with pytest.raises(ValueError, match=r"expected a number of heads that divides the width 32, .* got 5 and 7"):
        load_craftsman_denoiser(write(tmp_path, weights, heads=5))
    wider = Denoiser3D(latent_dim=5, width=64, layers=3, heads=4, positional=False, final_affine=True)
    with pytest.raises(ValueError, match=r"other shapes final_table \[2, 32\] instead of \[2, 64\]"):
        load_craftsman_denoiser(write(tmp_path, weights), into=wider)
    with pytest.raises(ValueError, match="there is no file or folder"):
        load_craftsman_denoiser(tmp_path / "nowhere" / "model.ckpt")


def test_the_scale_of_the_denoisers_latents_goes_to_the_shape_vae(tmp_path: Path) -> None:
    """A config that multiplies latents before denoising: our normalised latents are then those multiplied ones."""
    torch.manual_seed(0)
    sizes = {"width": 32, "latent_dim": 5, "tokens": 12, "heads": 4, "encoder_layers": 1, "decoder_layers": 1}
    weights = PerceiverShapeVAE(**sizes).state_dict()
    state = {f"shape_model.{key}": value for key, value in weights.items() if key not in NEW_IN_SHAPE_VAE}
    torch.save({"state_dict": state}, tmp_path / "model.ckpt")
    sections: dict[str, Any] = {"shape_model": {"num_latents": 12, "heads": 4}, "z_scale_factor": 0.25}
    (tmp_path / "config.yaml").write_text(yaml.safe_dump({"system": sections}))
    vae, latents = load_craftsman(tmp_path), torch.randn(2, 12, 5)
    torch.testing.assert_close(vae.normalize(latents), 0.25 * latents)
    (tmp_path / "config.yaml").write_text(yaml.safe_dump({"system": sections | {"z_scale_factor": "big"}}))
    with pytest.raises(ValueError, match="expected a z_scale_factor > 0"):
        load_craftsman(tmp_path)


# --- PixArt-alpha ---


def pixart(**changes: Any) -> PixArtTransformer2DModel:
    torch.manual_seed(5)
    sizes: dict[str, Any] = dict(
        num_attention_heads=2, attention_head_dim=12, in_channels=4, out_channels=8, num_layers=2,
        cross_attention_dim=24, sample_size=8, patch_size=2, caption_channels=10, use_additional_conditions=False,
    )  # fmt: skip
    model = PixArtTransformer2DModel(**sizes | changes)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(std=0.2)
    return model.eval()


@torch.inference_mode()
@pytest.mark.parametrize("folder", ["", "transformer"])
def test_pixart_from_its_own_folder_or_the_pipelines(tmp_path: Path, folder: str) -> None:
    theirs = pixart()
    theirs.save_pretrained(tmp_path / folder)
    branch = load_pixart(tmp_path, views=3)
    assert set(branch.state_dict()) - {f"pixart.{key}" for key in theirs.state_dict()} == NEW_IN_DENOISER2D
    images, text, mask = torch.randn(2, 3, 4, 8, 8), torch.randn(2, 5, 10), torch.ones(2, 5, dtype=torch.bool)
    time = torch.tensor([3.0, 700.0])
    found = branch.eval()(images, time, text, mask)
    for view in range(3):
        wanted = theirs(
            images[:, view], encoder_hidden_states=text, timestep=time, encoder_attention_mask=mask.long(),
            added_cond_kwargs={"resolution": None, "aspect_ratio": None},
        ).sample[:, :4]  # fmt: skip
        torch.testing.assert_close(found[:, view], wanted, atol=1e-5, rtol=1e-5)


def test_the_class_name_of_pixarts_own_files_and_half_precision(tmp_path: Path) -> None:
    """Their config.json names the class that diffusers had before, with fields that it no longer reads."""
    theirs = pixart()
    theirs.half().save_pretrained(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text())
    config |= {"_class_name": "Transformer2DModel", "num_vector_embeds": None, "only_cross_attention": False}
    (tmp_path / "config.json").write_text(json.dumps(config))
    branch = load_pixart(tmp_path)
    assert branch.dtype == torch.float32
    torch.testing.assert_close(branch.pixart.proj_out.weight, theirs.proj_out.weight.float())


def test_base_takes_every_key_of_pixart_alpha() -> None:
    """The published sizes, as diffusers' defaults for PixArt-alpha 512 have them."""
    with torch.device("meta"):
        theirs = PixArtTransformer2DModel(sample_size=64, caption_channels=4096, use_additional_conditions=False)
        ours = Denoiser2D(**BASE_2D)
    assert {key: value.shape for key, value in ours.state_dict().items() if key not in NEW_IN_DENOISER2D} == {
        f"pixart.{key}": value.shape for key, value in theirs.state_dict().items()
    }


def test_both_branches_of_a_joint_denoiser(tmp_path: Path) -> None:
    weights = random_weights(shapes(**SMALL))
    pixart().save_pretrained(tmp_path / "pixart" / "transformer")
    torch.manual_seed(0)
    denoiser = CoPartDenoiser(
        tokens=7, latent_dim=5, width3d=32, layers3d=3, heads3d=4, positional=False, final_affine=True, layers2d=2,
        heads2d=2, head_dim2d=12, image_out_channels=8, patch_size=2, cross_view=(1,), text_width=10, box_width=5,
        couplings=((1, 1), (3, 2)), control_layers=1,
    )  # fmt: skip
    before = {key: value.clone() for key, value in denoiser.state_dict().items()}
    initialise(denoiser, init_3d=write(tmp_path / "craftsman", weights), init_2d=str(tmp_path / "pixart"))
    now = denoiser.state_dict()
    same = {key for key in now if torch.equal(now[key], before[key])}
    zeroed = {"control.patch.weight", "control.patch.bias"}
    changed = {key for key in now if key.startswith(("denoiser3d.", "denoiser2d.", "control.blocks."))}
    new = {f"denoiser3d.{key}" for key in NEW_IN_DENOISER3D} | {f"denoiser2d.{key}" for key in NEW_IN_DENOISER2D}
    assert same == set(now) - (changed - new) - zeroed
    assert torch.equal(now["control.blocks.0.attn1.to_q.weight"],
                       now["denoiser2d.pixart.transformer_blocks.0.attn1.to_q.weight"])  # fmt: skip
    compare(denoiser.denoiser3d, weights)


def test_what_is_no_pixart(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there is no folder '.*/nowhere'; give PixArt-alpha at 512 pixels"):
        load_pixart(tmp_path / "nowhere")
    with pytest.raises(ValueError, match=r"has no config\.json of a PixArtTransformer2DModel .*; give PixArt"):
        load_pixart(tmp_path)
    UNet2DModel(sample_size=8, block_out_channels=(8, 8), norm_num_groups=2, layers_per_block=1,
                down_block_types=("DownBlock2D",) * 2, up_block_types=("UpBlock2D",) * 2,
                ).save_pretrained(tmp_path / "transformer")  # fmt: skip
    with pytest.raises(ValueError, match="holds a UNet2DModel, expected PixArtTransformer2DModel"):
        load_pixart(tmp_path)
    pixart().save_pretrained(tmp_path / "small")
    with pytest.raises(ValueError, match="other shapes pixart"):
        load_pixart(tmp_path / "small", into=Denoiser2D(layers=2, heads=4, head_dim=12, text_width=10, patch_size=2,
                                                        out_channels=8, cross_view=()))  # fmt: skip
    (tmp_path / "small" / "diffusion_pytorch_model.safetensors").write_bytes(b"nothing")
    with pytest.raises(ValueError, match="cannot be loaded"):
        load_pixart(tmp_path / "small")


def test_a_config_that_promises_other_weights(tmp_path: Path) -> None:
    pixart().save_pretrained(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps(config | {"num_layers": 3}))
    with pytest.raises(ValueError, match=r"do not fit their config\.json.*transformer_blocks\.2"):
        load_pixart(tmp_path)


def test_the_scheduler_of_a_pixart_pipeline(tmp_path: Path) -> None:
    DPMSolverMultistepScheduler(beta_start=0.0001, beta_end=0.02).save_pretrained(tmp_path / "scheduler")
    assert pixart_scheduler(tmp_path).config.beta_end == 0.02
    pixart_folder = tmp_path / "other"
    pixart().save_pretrained(pixart_folder)
    with pytest.raises(ValueError, match=r"has no scheduler/ that can be read"):
        pixart_scheduler(pixart_folder)


@pytest.mark.parametrize("folder", ["", "vae"])
def test_stable_diffusions_vae(tmp_path: Path, folder: str) -> None:
    torch.manual_seed(0)
    AutoencoderKL(block_out_channels=(8, 8), down_block_types=("DownEncoderBlock2D",) * 2, norm_num_groups=2,
                  up_block_types=("UpDecoderBlock2D",) * 2).save_pretrained(tmp_path / folder)  # fmt: skip
    vae = load_image_vae(str(tmp_path))
    assert type(vae) is AutoencoderKL and vae.config.scaling_factor == 0.18215 and not vae.training


def test_a_pixart_repository_on_the_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the hub client's own cache, offline: one that was downloaded before, and one that was not."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    repository = tmp_path / "models--PixArt-alpha--PixArt-XL-2-512x512"
    pixart().save_pretrained(repository / "snapshots" / ("0" * 40) / "transformer")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0" * 40)
    branch = load_pixart("PixArt-alpha/PixArt-XL-2-512x512")
    assert torch.equal(branch.pixart.proj_out.weight, pixart().proj_out.weight)
    with pytest.raises(ValueError, match=r"no folder 'PixArt-alpha/other', and the hub gave no repository"):
        load_pixart("PixArt-alpha/other")

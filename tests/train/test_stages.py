"""All training stages on a tiny corpus with the tiny preset, as a user runs them."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

import json
import re
import shutil
import subprocess
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from diffusers import AutoencoderKL, DDIMScheduler, DPMSolverMultistepScheduler, FlowMatchEulerDiscreteScheduler
from safetensors.torch import load_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from copart_core.data.shards import iterate
from copart_core.diffusion.process import Flow, process_of
from copart_core.models.copart import CoPartDenoiser
from copart_core.models.folder import INDEX, load_model
from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.models.pretrained import NEW_IN_SHAPE_VAE
from copart_core.pipeline import CoPartPipeline
from copart_core.train import initial
from copart_core.train.__main__ import _freeze_vaes, main
from copart_core.train.checkpoint import CHECKPOINT, restored
from copart_core.train.diffusion_stage import frozen_vaes
from copart_core.train.encode import encode_object, enlarged, fingerprint_of
from copart_core.train.estimate import example, kept_activations
from copart_core.train.freezing import freeze
from copart_core.train.initial import initial_denoiser, initial_schedulers, plain_scheduler
from copart_core.train.latents import LatentSet
from copart_core.train.loop import LoopConfig, Run
from copart_core.train.presets import PRESETS
from copart_core.train.sample_grid import SampleGrid, sampled

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def trained(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with every stage done; the model is exported to <run>/model."""
    out = tmp_path_factory.mktemp("run")
    for stage in ("vae", "image-vae", "encode", "diffusion"):
        assert main([stage, "--preset", "tiny", "--data", str(corpus), "--out", str(out), "--picture-steps", "20"]) == 0
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
    stage: str, folder: str, corpus: Path, trained: Path, tmp_path: Path
) -> None:
    """The run is stopped after every few steps by the clock and resumed until it is done: weights bit for bit."""
    shutil.copytree(trained / "latents", tmp_path / "latents")
    if stage == "diffusion":
        shutil.copytree(trained / "frozen", tmp_path / "frozen")
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
    broken = tmp_path / "model"
    shutil.copytree(trained / "model", broken)
    weights = next((broken / "shape_vae").glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ValueError, match="shape_vae do not fit"):
        load_model(broken)


# ---- encode ---------------------------------------------------------------------------------------------------------


def test_every_object_is_encoded_once(corpus: Path, trained: Path) -> None:
    samples = list(iterate(corpus, "train"))
    latents = LatentSet(trained / "latents")
    assert latents.ids == [sample.id for sample in samples]
    assert latents.fingerprint == fingerprint_of(trained / "frozen")
    assert len(LatentSet(trained / "latents", "held_out")) == 2
    shape_vae, image_vae = frozen_vaes(trained / "frozen")
    item, again = latents[1], encode_object(samples[1], shape_vae, image_vae, 256)
    assert item.captions == [list(part.captions) for part in samples[1].parts]
    torch.testing.assert_close(item.geometry, again.geometry)
    torch.testing.assert_close(item.image, again.image)
    np.testing.assert_array_equal(item.extents, [part.extent for part in samples[1].parts])


def test_encoding_goes_on_after_a_kill(corpus: Path, trained: Path, tmp_path: Path) -> None:
    """What whole shards there are stays as it is; the others come out as before."""
    shutil.copytree(trained / "frozen", tmp_path / "frozen")
    shutil.copytree(trained / "latents", tmp_path / "latents")
    latents = tmp_path / "latents"
    (latents / "index.json").unlink()
    summaries = sorted(latents.glob("shard-*.json"))
    assert len(summaries) == 4
    summaries[1].unlink()  # its tar files may be halves
    number = summaries[1].stem.removeprefix("shard-")
    torn = list(latents.glob(f"*-{number}.tar"))
    for path in torn:
        path.write_bytes(b"half")
    kept = {path: path.stat().st_mtime_ns for path in latents.glob("*.tar") if path not in torn}
    assert main(["encode", "--preset", "tiny", "--data", str(corpus), "--out", str(tmp_path)]) == 0
    assert all(path.stat().st_mtime_ns == time for path, time in kept.items())
    for path in (trained / "latents").iterdir():
        assert path.read_bytes() == (latents / path.name).read_bytes(), path.name


def test_encoding_takes_the_vaes_of_a_model_folder(corpus: Path, trained: Path, tmp_path: Path) -> None:
    arguments = ["encode", "--preset", "tiny", "--data", str(corpus), "--out", str(tmp_path)]
    assert main([*arguments, "--init", str(trained / "model")]) == 0
    exported, _ = frozen_vaes(trained / "model")
    frozen, _ = frozen_vaes(tmp_path / "frozen")
    assert torch.equal(frozen.latent_mean, exported.latent_mean) and frozen.latent_std.mean() != 1
    assert LatentSet(tmp_path / "latents").fingerprint != LatentSet(trained / "latents").fingerprint  # bfloat16 weights


def test_latents_of_craftsmans_vae_keep_its_own_scale(tmp_path: Path) -> None:
    """A denoiser of public weights reads them so; statistics of our parts would be another scale."""
    sizes: dict[str, Any] = dict(tokens=12, latent_dim=5, width=32, heads=4, encoder_layers=1, decoder_layers=1)
    weights = PerceiverShapeVAE(**sizes).state_dict().items()
    state = {f"shape_model.{key}": value for key, value in weights if key not in NEW_IN_SHAPE_VAE}
    torch.save({"state_dict": state}, tmp_path / "model.ckpt")
    system = {"shape_model": {"num_latents": 12, "heads": 4}, "z_scale_factor": 0.25}
    (tmp_path / "config.yaml").write_text(yaml.safe_dump({"system": system}))
    preset = replace(PRESETS["tiny"], shape_class=PerceiverShapeVAE, shape_vae=sizes)
    AutoencoderKL(block_out_channels=(8,), norm_num_groups=2).save_pretrained(tmp_path / "vae")
    options = Namespace(init=f"craftsman:{tmp_path}", init_2d=f"pixart:{tmp_path}", lattice=None, device="cpu")
    _freeze_vaes(options, preset, [], tmp_path / "frozen")
    frozen, _ = frozen_vaes(tmp_path / "frozen")
    assert (frozen.latent_mean == 0).all() and (frozen.latent_std == 4).all()


def test_views_are_enlarged_for_an_image_vae_of_another_size() -> None:
    views = torch.randint(0, 256, (2, 6, 8, 8, 3), dtype=torch.uint8)
    views[0] = 77
    larger = enlarged(views, 32)
    assert larger.shape == (2, 6, 32, 32, 3) and larger.dtype == torch.uint8 and (larger[0] == 77).all()
    assert (larger[1].float().mean() - views[1].float().mean()).abs() < 6


# ---- diffusion ------------------------------------------------------------------------------------------------------


def diffusion(out: Path, *more: object) -> int:
    return main(["diffusion", "--preset", "tiny", "--out", str(out), *map(str, more)])


@pytest.fixture
def ready(trained: Path, tmp_path: Path) -> Path:
    """A run whose diffusion has not begun."""
    for name in ("frozen", "latents"):
        shutil.copytree(trained / name, tmp_path / name)
    return tmp_path


def test_pictures_of_held_out_objects_are_drawn(trained: Path) -> None:
    board = EventAccumulator(str(trained / "denoiser" / "tensorboard")).Reload()
    (event,) = board.Images(SampleGrid.title)
    assert event.step == 20 and event.width == 6 * 128 and event.height == 2 * 4 * 128


def test_latents_of_other_vaes_are_refused(ready: Path, trained: Path, capsys: pytest.CaptureFixture) -> None:
    weights = ready / "frozen" / "image_vae" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes((trained / "model" / "image_vae" / weights.name).read_bytes())
    assert diffusion(ready) == 2
    assert "are of other VAEs" in capsys.readouterr().err
    shutil.rmtree(ready / "frozen")
    assert diffusion(ready, "--steps", 1) == 0  # nothing to compare with
    assert "no sample grids" in capsys.readouterr().err
    shutil.copytree(trained / "model", ready / "frozen")
    assert main(["export", "--preset", "tiny", "--out", str(ready), "--model", str(ready / "model")]) == 2
    assert "trained on latents of other VAEs" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments,message",
    [
        (["--preset", "mini"], "choose the --preset"),
        (["--steps", "0"], "at least 1 for --steps"),
        (["--batch", "2"], "a larger --batch"),
        (["--accumulate", "30"], "a larger --batch"),
        (["--stages", "0.5:1"], "add up to 1"),
        (["--latents", "nowhere"], "no latents in nowhere"),
        (["--freeze", "encoder"], "expected 2d, 3d, backbones"),
        (["--lora", "0"], "rank of at least 1"),
        (["--lora", "2", "--freeze", "2d"], "leave out --freeze"),
        (["--init", "here", "--init-3d", "craftsman:x"], "--init brings both"),
        (["--init-2d", "x"], "expected pixart:"),
        (["--init-3d", "craftsman:nowhere"], "no file or folder 'nowhere'"),
        (["--fsdp"], "torchrun"),
        (["--scenes", "1.5"], "a share of mini-scenes from 0 to 1"),
        (["--lattice", "0"], "--lattice of 1 or more, got 0"),
        (["--preset", "base", "--lattice", "3"], "leave out --lattice"),
    ],
)
def test_bad_options_are_named(
    arguments: list[str], message: str, ready: Path, capsys: pytest.CaptureFixture
) -> None:
    assert diffusion(ready, *arguments) == 2
    assert message in capsys.readouterr().err


def test_it_starts_from_a_model_a_run_or_a_smaller_lattice(trained: Path, tmp_path: Path) -> None:
    config = PRESETS["tiny"].denoiser
    averages = restored(CoPartDenoiser, trained / "denoiser").state_dict()
    exported = initial_denoiser(config, str(trained / "model"), None, None, "denoiser")
    run = initial_denoiser(config, str(trained), None, None, "denoiser")
    larger = initial_denoiser(config | {"tokens": 27}, str(trained), None, None, "denoiser")
    assert run.training and larger.state_dict()["denoiser3d.position"].shape == (27, 32)
    assert larger.box_position.shape == (54, 32)
    for name, weights in averages.items():
        assert torch.equal(run.state_dict()[name], weights), name
        torch.testing.assert_close(exported.state_dict()[name], weights, rtol=1e-2, atol=1e-2)
        if not name.endswith("position"):
            assert torch.equal(larger.state_dict()[name], weights), name
    with pytest.raises(ValueError, match="only the lattice may differ"):
        initial_denoiser(config | {"layers3d": 3}, str(trained), None, None, "denoiser")


def test_a_run_goes_on_with_the_schedules_it_was_begun_with(trained: Path, tmp_path: Path) -> None:
    flows = initial_schedulers(None, None, None, None)
    assert [type(process_of(each)) for each in flows] == [Flow, Flow]
    assert [plain_scheduler(each) for each in initial_schedulers(None, str(trained), None, None)] == [
        plain_scheduler(each) for each in flows
    ]
    three, two = DDIMScheduler(beta_schedule="scaled_linear"), DPMSolverMultistepScheduler()
    plain = [plain_scheduler(each) for each in (three, two)]
    model = CoPartDenoiser(**PRESETS["tiny"].denoiser)
    Run(model, LoopConfig(steps=1), tmp_path, False, about={"schedulers": plain}).save()
    again = initial_schedulers(tmp_path, None, None, None)
    assert [type(each) for each in again] == [DDIMScheduler, DPMSolverMultistepScheduler]
    assert torch.equal(again[0].alphas_cumprod, three.alphas_cumprod)
    assert not torch.equal(again[0].alphas_cumprod, again[1].alphas_cumprod)


def test_public_branches_bring_their_schedules_and_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading itself is tested with models/pretrained_denoisers.py; here: what comes from where."""
    asked = {}
    monkeypatch.setattr(initial, "initialise", lambda model, **sources: asked.update(sources))
    monkeypatch.setattr(initial, "craftsman_scheduler", lambda source: (source, "3d"))
    initial_denoiser(PRESETS["tiny"].denoiser, None, "craftsman:a/b", None, "denoiser")
    assert asked == {"init_3d": "a/b", "init_2d": None}
    three, two = initial_schedulers(None, None, "craftsman:a/b", None)
    assert three == ("a/b", "3d") and isinstance(two, FlowMatchEulerDiscreteScheduler)


@pytest.mark.parametrize(
    "what,frozen",
    [("2d", ["denoiser2d.pixart."]), ("3d", ["denoiser3d."]), ("backbones", ["denoiser2d.pixart.", "denoiser3d."])],
)
def test_freezing(what, frozen: list[str]) -> None:
    """A branch stands still, but for the projection of the text that no public 3D checkpoint has."""
    model = CoPartDenoiser(**PRESETS["tiny"].denoiser)
    freeze(model, what)
    for name, parameter in model.named_parameters():
        new = name.startswith("denoiser3d.text_embed.")
        assert parameter.requires_grad == (new or not name.startswith(tuple(frozen))), name


def test_frozen_branches_stay_as_they_were(ready: Path, trained: Path) -> None:
    assert diffusion(ready, "--init", trained, "--freeze", "backbones", "--steps", 3) == 0
    before, after = (restored(CoPartDenoiser, run / "denoiser").state_dict() for run in (trained, ready))
    changed = {name for name, weights in after.items() if not torch.equal(weights, before[name])}
    assert changed and not any(name.startswith(("denoiser2d.pixart", "denoiser3d.blocks")) for name in changed)
    assert len(checkpoint(ready / "denoiser")["ema"]["shadow_params"]) < len(before)


def test_adapters_are_trained_resumed_saved_and_merged(ready: Path, trained: Path) -> None:
    arguments = ("--init", trained, "--lora", 2, "--steps", 4, "--learning-rate", 0.02)
    assert diffusion(ready, *arguments, "--minutes", 0) == 0
    assert diffusion(ready, "--lora", 2, "--steps", 4, "--learning-rate", 0.02, "--resume") == 0
    state = checkpoint(ready / "denoiser")
    moved = set(state["trained"])
    assert state["step"] == 4 and any("lora_A" in name for name in moved) and any("mutual" in name for name in moved)
    assert not any("base_layer" in name for name in moved)
    merged = restored(CoPartDenoiser, ready / "denoiser")
    start = restored(CoPartDenoiser, trained / "denoiser").state_dict()
    assert merged.state_dict().keys() == start.keys()  # no adapters are left
    name = "denoiser3d.blocks.0.attn.to_q.weight"
    saved = load_file(ready / "adapter" / "adapter_model.safetensors")
    base = "denoiser3d.blocks.0.attn.to_q.lora_{}.default.weight"
    update = saved[base.format("B")] @ saved[base.format("A")]
    assert update.abs().max() > 1e-4
    torch.testing.assert_close(merged.state_dict()[name], start[name] + update)
    assert json.loads((ready / "adapter" / "adapter_config.json").read_text())["r"] == 2
    assert main(["export", "--preset", "tiny", "--out", str(ready), "--model", str(ready / "model")]) == 0
    assert load_model(ready / "model").denoiser.config.tokens == 8
    with pytest.raises(ValueError, match="was trained with lora"):
        Run(merged, LoopConfig(steps=4), ready / "denoiser", True, about={"lora": None})


def test_ddpm_branches_train_and_export_their_schedulers(
    ready: Path, trained: Path, capsys: pytest.CaptureFixture
) -> None:
    """From a model folder with a scheduler for each modality."""
    start = ready / "start"
    shutil.copytree(trained / "model", start)
    shutil.rmtree(start / "scheduler")
    DDIMScheduler(prediction_type="v_prediction").save_pretrained(start / "scheduler3d")
    DPMSolverMultistepScheduler().save_pretrained(start / "scheduler2d")
    stages = ("--stages", "0.5:1 0.5:1-3")
    assert diffusion(ready, "--init", start, "--steps", 3, "--pad", "--batch", 26, "--picture-steps", 3, *stages) == 0
    export = ["export", "--preset", "tiny", "--out", str(ready), "--model", str(ready / "model")]
    (ready / "model" / "text_encoder").mkdir(parents=True)  # of another model: it would be read instead of MiniLM
    assert main(export) == 2
    assert "was trained with MiniLM" in capsys.readouterr().err
    (ready / "model" / "text_encoder").rmdir()
    assert main(export) == 0
    model = load_model(ready / "model")
    assert model.trained_parts == 3
    schedulers = model.schedulers
    assert [type(each).__name__ for each in schedulers] == ["DDIMScheduler", "DPMSolverMultistepScheduler"]
    assert schedulers[0].config.prediction_type == "v_prediction"


def test_a_dry_run_tells_and_leaves_nothing(ready: Path, capsys: pytest.CaptureFixture) -> None:
    before = sorted(ready.rglob("*"))
    assert diffusion(ready, "--dry-run", "--steps", 100) == 0
    told = capsys.readouterr().out
    model = CoPartDenoiser(**PRESETS["tiny"].denoiser)
    total = sum(parameter.numel() for parameter in model.parameters())
    assert re.search(rf"all parameters +{total:,}, trained {total:,}", told)
    latents = LatentSet(ready / "latents")
    assert re.search(rf"data +{len(latents)} objects in {len(latents.shards)} shards", told)
    assert re.search(r"stage 2 +steps 25-50: 2 to 4 parts", told)
    assert diffusion(ready / "nothing", "--dry-run", "--lora", 2) == 0
    told = capsys.readouterr().out
    assert re.search(r"data +none: there are no latents", told) and re.search(r"trained +adapters of rank 2", told)
    assert sorted(ready.rglob("*")) == before


def test_estimates_grow_as_they_should() -> None:
    def kept(objects: int, parts: int, **changes) -> int:
        with torch.device("meta"):
            model = CoPartDenoiser(**PRESETS["tiny"].denoiser)
        return kept_activations(model, LoopConfig(steps=1, **changes), objects, parts)

    one = kept(1, 4)
    assert kept(3, 4) == pytest.approx(3 * one, rel=0.05)
    assert kept(1, 12) == pytest.approx(3 * one, rel=0.15)  # no N x N
    assert kept(1, 4, checkpointing=True) < 0.6 * one
    tokens = 4 * (8 + 6 * 4) * 32 * 4  # one float for each number of the tokens of both branches
    assert one > 10 * tokens


def test_the_estimate_is_what_autograd_keeps() -> None:
    model = CoPartDenoiser(**PRESETS["tiny"].denoiser)
    own, kept = {parameter.data_ptr() for parameter in model.parameters()}, {}

    def keep(tensor: torch.Tensor) -> torch.Tensor:
        if tensor.untyped_storage().data_ptr() not in own:
            kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        outputs = model(*example(model, 2, 3))
        sum(output.square().mean() for output in outputs)
    real = sum(tensor.untyped_storage().nbytes() for tensor in kept.values())
    with torch.device("meta"):
        blank = CoPartDenoiser(**PRESETS["tiny"].denoiser)
    assert kept_activations(blank, LoopConfig(steps=1), 2, 3) == pytest.approx(real, rel=0.02)


@pytest.mark.parametrize("process", [Flow(), process_of(DDIMScheduler())], ids=["flow", "ddpm"])
def test_the_pictures_sampler_finds_what_a_perfect_model_knows(process) -> None:
    truth = torch.randn(3, 8, 4), torch.randn(3, 6, 4, 8, 8)
    noise = torch.randn_like(truth[0]), torch.randn_like(truth[1])

    def model(geometry, image, time, conditions):
        return tuple(process.target(x_0[None], process_noise(x_0[None], x_t, time), time)
                     for x_0, x_t in zip(truth, (geometry, image), strict=True))  # fmt: skip

    def process_noise(x_0, x_t, time):
        """The noise that makes x_t of x_0."""
        unit = process.noised(torch.zeros(1, 1), torch.ones(1, 1), time)
        return (x_t - process.noised(x_0, torch.zeros_like(x_0), time)) / unit.reshape(-1, *[1] * (x_0.ndim - 1))

    made = sampled(model, noise, None, (process, process))  # pyright: ignore[reportArgumentType]
    for mine, wanted in zip(made, truth, strict=True):
        torch.testing.assert_close(mine, wanted, atol=2e-2, rtol=0)

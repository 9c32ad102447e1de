"""The diffusion loss, and runs of it: killed, in several processes, sharded, in micro-steps, padded."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from diffusers import DDPMScheduler
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from copart_core.diffusion.process import DDPM, Flow
from copart_core.models.copart import CoPartDenoiser
from copart_core.train.batches import BatchConfig, BatchStream, ProgressiveStage
from copart_core.train.captions import CaptionStates
from copart_core.train.checkpoint import CHECKPOINT, restored
from copart_core.train.diffusion import DiffusionLoss, diffusion_loss, in_pieces, min_snr, training_times
from copart_core.train.draw import Draw
from copart_core.train.latents import LatentSet
from copart_core.train.presets import PRESETS
from tests.train.diffusion_run import STEPS, make
from tests.train.encoded import letters, write_latents

ROOT = Path(__file__).resolve().parents[2]
EPSILON = DDPM(DDPMScheduler(prediction_type="epsilon"))
VELOCITY = DDPM(DDPMScheduler(prediction_type="v_prediction"))
BATCHES = BatchConfig(stages=(ProgressiveStage(1, 4),), tokens=30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("latents")
    write_latents(folder, [[1, 3, 2, 4], [4, 1, 2, 3], [2, 2, 5, 3]])
    return folder


def program(*arguments: object, processes: int = 1) -> subprocess.CompletedProcess:
    launcher = ("torch.distributed.run", "--standalone", "--nproc-per-node", processes, "-m") if processes > 1 else ()
    command = [sys.executable, "-m", *map(str, launcher), "tests.train.diffusion_run", *map(str, arguments)]
    environment = os.environ | {"OMP_NUM_THREADS": str(torch.get_num_threads())}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def checkpoint(folder: Path) -> dict:
    return torch.load(folder / CHECKPOINT, weights_only=True)


def trained(latents: Path, out: Path, **options) -> dict:
    run, loss_of = make(latents, out, **options)
    run.train(loss_of, "diffusion")
    return checkpoint(out)


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The checkpoint of an uninterrupted run in one process."""
    return trained(folder, tmp_path_factory.mktemp("whole"))


def assert_close(one: dict, other: dict, atol: float) -> None:
    """Weights, averages and moments."""
    assert one["step"] == other["step"] == STEPS
    for name, weights in other["model"].items():
        torch.testing.assert_close(one["model"][name], weights, rtol=1e-3, atol=atol, msg=name)
    averages = (state["ema"]["shadow_params"] for state in (one, other))
    for mine, theirs in zip(*averages, strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-3, atol=atol)
    for row, moments in other["optimizer"]["state"].items():
        for name, value in moments.items():
            torch.testing.assert_close(one["optimizer"]["state"][row][name], value, rtol=2e-2, atol=atol)


# ---- runs -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def together(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runs of two processes, started once."""
    out = tmp_path_factory.mktemp("together")
    run, loss_of = make(folder, out / "resumed", minutes=0)  # one process makes the first step, two go on in shards
    run.train(loss_of, "diffusion")
    done = program(folder, out, "copies", "shards", "resumed", "half", processes=2)
    assert done.returncode == 0, done.stderr
    return out


def test_a_killed_run_goes_on_as_if_nothing_had_happened(folder: Path, whole: dict, tmp_path: Path) -> None:
    """Streamed from a window of shards, by a thread that draws ahead: bit for bit."""
    step = int.from_bytes(os.urandom(1)) % (STEPS - 1) + 1
    killed = program(folder, tmp_path, "copies", "--kill-in-step", step)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert checkpoint(tmp_path / "copies")["step"] == step
    resumed = trained(folder, tmp_path / "copies", resume=True)
    for name, weights in whole["model"].items():
        assert torch.equal(weights, resumed["model"][name]), (step, name)
    for mine, theirs in zip(whole["ema"]["shadow_params"], resumed["ema"]["shadow_params"], strict=True):
        assert torch.equal(mine, theirs)


@pytest.mark.parametrize("name", ["copies", "resumed"])
def test_two_processes_learn_what_one_does(name: str, together: Path, whole: dict) -> None:
    """Each with a copy of the model; or with half of it, from the second step on, with pictures of the averages."""
    assert_close(checkpoint(together / name), whole, atol=2e-5)


def test_a_sharded_run_goes_on_in_one_process(folder: Path, together: Path, whole: dict) -> None:
    """Its checkpoint holds whole tensors: weights, averages and moments."""
    state = checkpoint(together / "shards")
    assert state["step"] == 1
    shapes = ({name: value.shape for name, value in each["model"].items()} for each in (state, whole))
    assert next(shapes) == next(shapes)
    assert_close(trained(folder, together / "shards", resume=True), whole, atol=2e-5)
    averages = checkpoint(together / "resumed")["ema"]["shadow_params"]
    for mine, theirs in zip(restored(CoPartDenoiser, together / "resumed").parameters(), averages, strict=True):
        assert torch.equal(mine, theirs)


def test_shards_in_half_precision_keep_single_precision_weights(together: Path, whole: dict) -> None:
    half = checkpoint(together / "half")
    assert all(value.dtype == torch.float32 for value in half["model"].values())
    distances = [float((half["model"][name] - value).abs().mean()) for name, value in whole["model"].items()]
    steps = [float(value.abs().mean()) for value in whole["optimizer"]["state"][0].values() if value.ndim]
    assert steps and 0 < max(distances) < 2e-3  # ten steps of Adam go up to 1e-3 each


def test_sharding_needs_processes(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="torchrun"):
        make(folder, tmp_path, fsdp=True)


@pytest.mark.parametrize("pad", [False, True], ids=["equal", "padded"])
def test_micro_steps_learn_what_the_whole_batch_does(pad: bool, whole: dict, folder: Path, tmp_path: Path) -> None:
    wanted = trained(folder, tmp_path / "whole", pad=True) if pad else whole
    pieces = trained(folder, tmp_path / "pieces", pad=pad, accumulate=2)
    assert_close(pieces, wanted, atol=2e-5)


def test_a_run_is_not_resumed_on_other_latents(folder: Path, tmp_path: Path) -> None:
    run, loss_of = make(folder, tmp_path, steps=2)
    run.about = {"latents": "abcd"}
    run.train(loss_of, "diffusion")
    model = run.model
    with pytest.raises(ValueError, match="was trained with latents abcd, not ffff"):
        type(run)(model, run.config, tmp_path, resume=True, about={"latents": "ffff"})
    type(run)(model, run.config, tmp_path, resume=True, about={"latents": "abcd"})


def test_losses_are_reported_in_pieces(folder: Path, tmp_path: Path) -> None:
    trained(folder, tmp_path, steps=20)
    board = EventAccumulator(str(tmp_path / "tensorboard")).Reload()
    tags = set(board.Tags()["scalars"])
    assert {"geometry", "image", "geometry/whole", "geometry/parts", "image/whole", "image/parts"} < tags
    assert {f"{name}/time {low}-{low + 250}" for name in ("geometry", "image") for low in range(0, 1000, 250)} < tags
    assert all(torch.isfinite(torch.tensor([event.value for event in board.Scalars(tag)])).all() for tag in tags)


# ---- the loss -------------------------------------------------------------------------------------------------------


class Perfect:
    """A denoiser that knows the truth, but for an error that grows with the part."""

    def __init__(self, wanted: list[torch.Tensor], errors: torch.Tensor):
        self.kind_embed = torch.zeros(1)
        self.wanted, self.errors = wanted, errors

    def __call__(self, geometry, image, time, conditions):
        three, two = (wanted + self.errors.reshape(1, -1, *[1] * (wanted.ndim - 2)) for wanted in self.wanted)
        return three, two


def stream(folder: Path, **changes) -> BatchStream:
    return BatchStream(LatentSet(folder), CaptionStates(letters), replace(BATCHES, **changes), steps=10)


@pytest.mark.parametrize("process", [Flow(), EPSILON, VELOCITY], ids=["flow", "epsilon", "v"])
def test_the_loss_is_the_mean_over_parts_of_what_the_process_asks_for(process, folder: Path) -> None:
    batches, draw = stream(folder, pad=True), Draw(0, 3)
    batch = batches.draw(draw)
    time = training_times((process, process), batch.objects, draw.generator())
    noise = [draw.noise(batch.rows, tensor.shape[1:], stream=number)
             for number, tensor in ((2, batch.geometry), (3, batch.image))]  # fmt: skip
    wanted = [process.target(batch.geometry, noise[0], time), process.target(batch.image, noise[1], time)]
    errors = torch.arange(batch.geometry.shape[1]) + 1.0
    loss = DiffusionLoss(BATCHES, image_weight=0.5)
    total, scalars = diffusion_loss(Perfect(wanted, errors), batches, (process, process), loss)(draw)
    weights = min_snr(process, time, 5.0)
    squares = weights[:, None] * errors.square()[None] * batch.present
    expected = squares.sum() / batch.present.sum()
    torch.testing.assert_close(scalars["geometry"], expected)
    torch.testing.assert_close(total, 1.5 * expected)
    torch.testing.assert_close(scalars["image/whole"], torch.tensor(1.0))
    inside = errors.square()[None].expand_as(batch.present)[:, 1:][batch.present[:, 1:]]
    torch.testing.assert_close(scalars["geometry/parts"], inside.mean())


def test_min_snr_weights() -> None:
    time = torch.tensor([1.0, 300.0, 700.0, 999.0])
    for process, extra in ((EPSILON, 0), (VELOCITY, 1)):
        snr = process.snr(time)
        assert snr[0] > 5 > snr[-1]
        torch.testing.assert_close(min_snr(process, time, 5.0), torch.minimum(snr, torch.tensor(5.0)) / (snr + extra))
    assert min_snr(EPSILON, time, 5.0)[-1] == 1
    assert (min_snr(Flow(), time, 5.0) == 1).all() and (min_snr(EPSILON, time, None) == 1).all()
    flat = DDPM(DDPMScheduler(prediction_type="v_prediction", rescale_betas_zero_snr=True))
    assert torch.isfinite(min_snr(flat, torch.tensor([999.0]), 5.0)).all()


def test_a_ddpm_branch_decides_the_times() -> None:
    def draw(*processes) -> torch.Tensor:
        return training_times(processes, 500, torch.Generator().manual_seed(0))

    assert torch.equal(draw(Flow(), EPSILON), draw(EPSILON, Flow()))
    times = draw(Flow(), EPSILON)
    assert torch.equal(times, times.round()) and times.max() <= 999 and not torch.equal(draw(Flow(), Flow()), times)


def test_padding_changes_neither_loss_nor_gradients(folder: Path) -> None:
    """The same objects, alone and beside room for three more parts."""
    torch.manual_seed(0)
    model = CoPartDenoiser(**PRESETS["tiny"].denoiser)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.05 * torch.randn(parameter.shape))
    batch = stream(folder).draw(Draw(0, 0))
    time = torch.full((len(batch.rows),), 400.0)

    def gradient(geometry, image, conditions, present):
        outputs = model(geometry, image, time, conditions)
        loss = sum((output.flatten(2).square().mean(-1) * present).sum() for output in outputs)
        return loss, torch.autograd.grad(loss, list(model.parameters()), allow_unused=True)

    def roomy(tensor):
        return torch.cat([tensor, torch.randn_like(tensor[:, :1]).expand(-1, 3, *tensor.shape[2:])], dim=1)

    conditions, present = batch.conditions, batch.present
    wider = torch.cat([present, torch.zeros(len(present), 3, dtype=torch.bool)], dim=1)
    padded = replace(
        conditions, text=roomy(conditions.text), boxes=roomy(conditions.boxes), part_mask=wider,
        text_mask=torch.cat([conditions.text_mask, conditions.text_mask[:, :1].expand(-1, 3, -1)], dim=1),
    )  # fmt: skip
    plain_loss, plain = gradient(batch.geometry, batch.image, conditions, present)
    padded_loss, with_room = gradient(roomy(batch.geometry), roomy(batch.image), padded, wider)
    torch.testing.assert_close(padded_loss, plain_loss)
    for mine, theirs in zip(with_room, plain, strict=True):
        assert (mine is None) == (theirs is None)
        if mine is not None:
            torch.testing.assert_close(mine, theirs, rtol=1e-3, atol=1e-4)


def test_pieces_of_nothing_are_not_numbers() -> None:
    error, present = torch.tensor([[1.0, 3.0], [5.0, 9.0]]), torch.tensor([[True, True], [True, False]])
    pieces = in_pieces("geometry", error, present, torch.tensor([100.0, 600.0]))
    assert pieces["geometry/whole"] == 3 and pieces["geometry/parts"] == 3
    assert pieces["geometry/time 0-250"] == 2 and pieces["geometry/time 500-750"] == 5
    assert pieces["geometry/time 250-500"].isnan()

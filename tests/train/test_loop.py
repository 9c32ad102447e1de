"""The loop: exact resume after a kill, several processes, precision, what stops it, and what it reports."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from copart_core.train.checkpoint import CHECKPOINT, restored
from copart_core.train.draw import Draw
from copart_core.train.loop import LoopConfig, Run, learning_rate
from tests.train.boxes_run import STEPS, make, objective

ROOT = Path(__file__).resolve().parents[2]


def program(*arguments: object, launcher: tuple[str, ...] = ()) -> subprocess.CompletedProcess:
    """`tests.train.boxes_run` in a process of its own, with as many threads as this one."""
    environment = os.environ | {"OMP_NUM_THREADS": str(torch.get_num_threads())}
    command = [sys.executable, "-m", *launcher, "tests.train.boxes_run", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def checkpoint(folder: Path) -> dict:
    return torch.load(folder / CHECKPOINT, weights_only=True)


def trained(out: Path, resume: bool = False, **changes) -> dict:
    run = make(out, resume, **changes)
    run.train(objective(run.model), "boxes")
    return checkpoint(out)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The checkpoint of an uninterrupted run."""
    return trained(tmp_path_factory.mktemp("whole"))


def assert_same(one: dict, other: dict) -> None:
    """Bit for bit: weights, their averages and the optimiser's moments."""
    assert one["step"] == other["step"] == STEPS
    for name, weights in one["model"].items():
        assert torch.equal(weights, other["model"][name]), name
    for mine, theirs in zip(one["ema"]["shadow_params"], other["ema"]["shadow_params"], strict=True):
        assert torch.equal(mine, theirs)
    for row, state in one["optimizer"]["state"].items():
        assert all(torch.equal(value, other["optimizer"]["state"][row][name]) for name, value in state.items())


@pytest.mark.parametrize("where", ["--kill-in-step", "--kill-while-saving"])
def test_a_killed_run_goes_on_as_if_nothing_had_happened(where: str, whole: dict, tmp_path: Path) -> None:
    killed = program(tmp_path, where, 7)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert checkpoint(tmp_path)["step"] == (7 if where == "--kill-in-step" else 6)
    assert_same(whole, trained(tmp_path, resume=True))


def test_two_processes_learn_what_one_does(whole: dict, tmp_path: Path) -> None:
    launcher = ("torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m")
    done = program(tmp_path, launcher=launcher)
    assert done.returncode == 0, done.stderr
    together = checkpoint(tmp_path)
    assert together["step"] == STEPS
    for name, weights in whole["model"].items():
        torch.testing.assert_close(together["model"][name], weights, rtol=1e-3, atol=1e-5, msg=name)
    assert len(list((tmp_path / "tensorboard").iterdir())) == 1, "both processes wrote"


def test_micro_steps_learn_what_the_whole_batch_does(whole: dict, tmp_path: Path) -> None:
    pieces = trained(tmp_path, accumulate=4)
    for name, weights in whole["model"].items():
        torch.testing.assert_close(pieces["model"][name], weights, rtol=1e-3, atol=1e-5, msg=name)


def test_shares_are_the_batch() -> None:
    whole = Draw(seed=1, step=5)
    noise = whole.noise(whole.rows(6), (2, 3))
    shares = [Draw(1, 5, share, 3) for share in range(3)]
    assert torch.equal(torch.cat([share.noise(share.rows(6), (2, 3)) for share in shares]), noise)
    assert not torch.equal(noise[0], noise[1])
    assert not torch.equal(noise, Draw(1, 6).noise(range(6), (2, 3)))
    assert not torch.equal(noise, Draw(2, 5).noise(range(6), (2, 3)))
    with pytest.raises(ValueError, match=r"4 shares .* divide, got 6"):
        Draw(1, 5, 0, 4).rows(6)


def test_half_precision_trains_single_precision_weights(tmp_path: Path, whole: dict) -> None:
    half = trained(tmp_path, precision="bf16")
    differ = 0
    for name, weights in whole["model"].items():
        assert half["model"][name].dtype == weights.dtype == torch.float32
        differ += not torch.equal(half["model"][name], weights)
    assert differ > 10
    torch.testing.assert_close(half["model"]["decoder.position"], whole["model"]["decoder.position"], atol=5e-3, rtol=0)


def test_a_loss_that_is_not_finite_is_named_and_spoils_nothing(tmp_path: Path) -> None:
    run = make(tmp_path)
    loss_of = objective(run.model)

    def broken(draw: Draw):
        loss, scalars = loss_of(draw)
        return (loss * torch.inf if draw.step == 5 else loss), scalars

    with pytest.raises(ValueError, match=r"step 5 gave loss (inf|nan).*checkpoint of step 5 stays.*learning-rate"):
        run.train(broken, "boxes")
    state = checkpoint(tmp_path)
    assert state["step"] == 5 and all(torch.isfinite(weights).all() for weights in state["model"].values())
    first = make(tmp_path / "first")
    with pytest.raises(ValueError, match="nothing was saved yet"):
        first.train(lambda draw: (loss_of(draw)[0] * torch.nan, {}), "boxes")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_saves_and_goes_on(number: signal.Signals, whole: dict, tmp_path: Path) -> None:
    run = make(tmp_path, save_seconds=1e9)
    loss_of = objective(run.model)

    def interrupted(draw: Draw):
        if draw.step == 4:
            os.kill(os.getpid(), number)
        return loss_of(draw)

    handler = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt, match=f"stopped at step 5 of {STEPS}"):
        run.train(interrupted, "boxes")
    assert signal.getsignal(number) is handler
    assert_same(whole, trained(tmp_path, resume=True))


def test_what_is_reported(tmp_path: Path) -> None:
    run = make(tmp_path, steps=40, picture_steps=20)
    weights = next(run.model.parameters())
    shown = []

    def picture() -> np.ndarray:
        shown.append(weights.detach().clone())
        return np.full((4, 6, 3), 128, np.uint8)

    run.train(objective(run.model), "boxes", picture)
    assert not torch.equal(shown[1], weights) and torch.equal(shown[1], run.ema.shadow_params[0])  # averaged weights
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [20, 40] and lines[1]["loss"] < lines[0]["loss"]
    board = EventAccumulator(str(tmp_path / "tensorboard")).Reload()
    assert set(board.Tags()["scalars"]) == set(lines[0]) - {"step", "seconds"}
    assert [event.step for event in board.Scalars("loss")] == [20, 40]
    image = board.Images("truth above reconstruction")
    assert [(event.step, event.width, event.height) for event in image] == [(20, 6, 4), (40, 6, 4)]


def test_frozen_parameters_stay(tmp_path: Path) -> None:
    run = make(tmp_path)
    run.model.encoder.requires_grad_(False)
    before = {name: weights.clone() for name, weights in run.model.state_dict().items()}
    run = Run(run.model, run.config, tmp_path, resume=False)
    run.train(objective(run.model), "boxes")
    moved = {name for name, weights in run.model.state_dict().items() if not torch.equal(weights, before[name])}
    assert moved and all(name.startswith("decoder.") for name in moved)
    with pytest.raises(ValueError, match="--freeze"):
        make(tmp_path, resume=True)


def test_checkpointing_is_refused_where_a_model_has_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ShapeVAE has no activation checkpointing"):
        make(tmp_path, checkpointing=True)


def test_the_averaged_model_is_rebuilt_from_its_checkpoint(tmp_path: Path) -> None:
    run = make(tmp_path, steps=3)
    run.train(objective(run.model), "boxes")
    model = restored(type(run.model), tmp_path)
    assert model.config.lattice == run.model.config.lattice and not model.training
    for mine, theirs in zip(model.parameters(), run.ema.shadow_params, strict=True):
        assert torch.equal(mine, theirs)


def test_the_learning_rate_warms_up_and_decays() -> None:
    config = LoopConfig(steps=1000, learning_rate=1e-3, warmup=100)
    assert learning_rate(config, 0) == pytest.approx(1e-5)
    assert learning_rate(config, 100) == pytest.approx(1e-3)
    assert learning_rate(config, 999) == pytest.approx(2e-5, rel=0.05)

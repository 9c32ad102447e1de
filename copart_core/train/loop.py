"""The training loop that all networks share: AdamW, warm-up and cosine decay, EMA, checkpoints, exact resume.

It runs on accelerate: one process, or several GPUs and nodes by torchrun. What a step learns from is a function of
(seed, step) and is dealt out to the processes and their micro-steps (train/draw.py), so a run that was stopped and
resumed equals an uninterrupted one (bit for bit on the CPU), and n processes equal one up to the rounding of sums. The
processes hold whole copies of the model, or shards of it (`fsdp`, train/sharding.py).

A run's folder: checkpoint.pt, log.jsonl, tensorboard/ (train/reports.py). Only the main process writes; with several
nodes all must see the folder, because all read the checkpoint.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false

from __future__ import annotations

import math
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
import torch
from accelerate import Accelerator
from accelerate.utils import DistributedDataParallelKwargs
from diffusers.models.modeling_utils import ModelMixin
from diffusers.training_utils import EMAModel
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.distributed.tensor import DTensor

from copart_core.train import sharding
from copart_core.train.checkpoint import CHECKPOINT, averages_of_trained, trained_names
from copart_core.train.draw import Draw
from copart_core.train.reports import Reports

# The mean over the share's rows, and scalars to report; NaN is one that this share has nothing of.
LossFunction = Callable[[Draw], tuple[Tensor, Mapping[str, Tensor]]]
Picture = Callable[[], NDArray[np.uint8]]  # [H, W, 3]
Result = TypeVar("Result")


@dataclass(frozen=True)
class LoopConfig:
    steps: int
    learning_rate: float = 1e-3
    warmup: int = 100  # steps
    weight_decay: float = 0.01
    ema_decay: float = 0.999
    clip: float = 1.0  # gradient norm
    seed: int = 0
    accumulate: int = 1  # micro-steps, each on its share of the batch
    precision: Literal["fp32", "bf16"] = "fp32"  # of the forward pass; the weights stay fp32
    checkpointing: bool = False  # compute activations again in the backward pass instead of keeping them
    save_seconds: float = 120.0
    picture_steps: int = 500
    minutes: float | None = None  # stop (resumably) after so long
    fsdp: bool = False  # several processes share the weights, gradients and optimiser states

    def __post_init__(self) -> None:
        for name in ("steps", "accumulate", "picture_steps"):
            if getattr(self, name) < 1:
                flag = name.replace("_", "-")
                raise ValueError(f"expected at least 1 for --{flag}, got {getattr(self, name)}")


def learning_rate(config: LoopConfig, step: int) -> float:
    """Linear warm-up, then a cosine down to 2 % of the rate."""
    if step < config.warmup:
        return config.learning_rate * (step + 1) / config.warmup
    progress = (step - config.warmup) / max(config.steps - config.warmup, 1)
    return config.learning_rate * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(progress, 1.0))))


class Objective(nn.Module):
    """A model with its loss as one forward pass, which is what DistributedDataParallel has to see."""

    def __init__(self, model: ModelMixin, loss_of: LossFunction, autocast: torch.autocast):
        super().__init__()
        self.model, self.loss_of, self.autocast = model, loss_of, autocast

    def forward(self, draw: Draw) -> tuple[Tensor, Mapping[str, Tensor]]:
        with self.autocast:
            return self.loss_of(draw)


class Run:
    """A model in training, its optimiser and averaged weights, and their checkpoint in `folder`.

    Parameters that do not require gradients when the run is made stay frozen. `about` is what else the run's weights
    depend on, by name; it is kept in the checkpoint, and a run is not resumed with another value. `notes` are kept too,
    for whoever wants to know. `idle`: some weights may get no gradient in a step, as the FlexiCubes weights
    from the field loss.
    """

    def __init__(
        self, model: ModelMixin, config: LoopConfig, folder: Path, resume: bool, device: str = "cpu",
        about: Mapping[str, Any] | None = None, notes: Mapping[str, Any] | None = None, idle: bool = True,
    ):  # fmt: skip
        self.accelerator = Accelerator(
            cpu=torch.device(device).type == "cpu",
            kwargs_handlers=[DistributedDataParallelKwargs(find_unused_parameters=idle, broadcast_buffers=False)],
        )
        self.main = self.accelerator.is_main_process
        self.model, self.config, self.folder = model, config, folder
        self.about, self.notes = dict(about or {}), dict(notes or {})
        if config.checkpointing:
            if not model._supports_gradient_checkpointing:
                raise ValueError(f"{type(model).__name__} has no activation checkpointing; leave out --checkpointing")
            model.enable_gradient_checkpointing()
        if config.fsdp:  # each process moves its own shard to its device
            sharding.shard(model, self.accelerator.device.type, self.accelerator.num_processes)
        else:
            model.to(self.accelerator.device)
        # The trained ones; averages of frozen weights would only take memory.
        self.parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
        groups = [
            {"params": [parameter for parameter in self.parameters if parameter.ndim >= 2],
             "weight_decay": config.weight_decay},
            {"params": [parameter for parameter in self.parameters if parameter.ndim < 2], "weight_decay": 0.0},
        ]  # fmt: skip
        self.optimizer = torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.98), fused=True)
        self.ema = EMAModel(
            self.parameters, decay=config.ema_decay, use_ema_warmup=True, power=0.75,
            foreach=not config.fsdp,  # DTensor has no _foreach_copy_
        )  # fmt: skip
        self.step = 0
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / CHECKPOINT
        if path.exists() and resume:
            self._load(path)
        elif path.exists():
            raise ValueError(f"{path} exists: pass --resume to go on with it, or choose another --out")
        self.saved_step, self.saved_at = self.step, time.monotonic()
        self.accelerator.wait_for_everyone()  # nobody writes before all have looked

    def _load(self, path: Path) -> None:
        state = torch.load(path, map_location="cpu", weights_only=True)
        self._compare(path, state.get("about", {}))
        own, names = self.model.state_dict(), trained_names(self.model)
        if state.get("trained", names) != names:
            raise ValueError(f"{path} trains other weights; choose its --freeze and --lora, or another --out")
        try:
            self.model.load_state_dict(
                {name: sharding.scattered(value, own.get(name, value)) for name, value in state["model"].items()}
            )
            self.optimizer.load_state_dict(self._scattered_moments(state["optimizer"]))
        except (RuntimeError, ValueError) as error:
            raise ValueError(
                f"{path} is of another model ({error}); choose its --preset and --freeze, or another --out"
            ) from None
        averages = averages_of_trained(state, self.model)
        averages["shadow_params"] = [
            sharding.scattered(value, like)
            for value, like in zip(averages["shadow_params"], self.parameters, strict=True)
        ]
        self.ema.load_state_dict(averages)
        self.ema.to(self.accelerator.device)
        self.step = state["step"]

    def _compare(self, path: Path, about: Mapping[str, Any]) -> None:
        for name, value in self.about.items():
            if name in about and about[name] != value:
                raise ValueError(
                    f"{path} was trained with {name} {about[name]!s:.80}, not {value!s:.80}; give what it was trained "
                    "with, or another --out"
                )

    def _scattered_moments(self, state: dict[str, Any]) -> dict[str, Any]:
        """The optimiser's state, its moments sharded as the parameters are."""
        ordered = [parameter for group in self.optimizer.param_groups for parameter in group["params"]]
        moments = {
            row: {name: sharding.scattered(value, ordered[row]) for name, value in values.items()}
            for row, values in state["state"].items()
            if row < len(ordered)  # a surplus is the optimiser's to refuse
        }
        return state | {"state": moments}

    def save(self) -> None:
        """Write the checkpoint beside the old one and swap them, so that a kill leaves a whole one."""
        self.saved_step = self.step
        if self.main or self.config.fsdp:
            self._write()
        self.saved_at = time.monotonic()

    def _write(self) -> None:
        state = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "ema": self.ema.state_dict(),
            "step": self.step, "config": asdict(self.config), "model_config": _plain(self.model),
            "about": self.about, "notes": self.notes, "trained": trained_names(self.model),
        }  # fmt: skip
        if self.config.fsdp:
            state = sharding.gathered(state, keep=self.main)
        if not self.main:
            return
        temporary = self.folder / (CHECKPOINT + ".writing")
        with temporary.open("wb") as stream:
            torch.save(state, stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, self.folder / CHECKPOINT)

    def train(
        self, loss_of: LossFunction, description: str, picture: Picture | None = None,
        title: str = "truth above reconstruction",
    ) -> None:  # fmt: skip
        """Run to `config.steps` (or `config.minutes`). Ctrl-C saves and raises KeyboardInterrupt with a message;
        a loss that is not finite is a ValueError, and the last checkpoint stays.
        """
        bf16 = self.config.precision == "bf16"
        autocast = torch.autocast(self.accelerator.device.type, torch.bfloat16, enabled=bf16)
        objective = Objective(self.model, loss_of, autocast)
        if not self.config.fsdp:  # a sharded model synchronises by itself
            objective = self.accelerator.prepare_model(objective)
        self.saved_at = time.monotonic()
        end = math.inf if self.config.minutes is None else self.saved_at + 60 * self.config.minutes
        reports = Reports(self.folder, description, self.step, self.config.steps) if self.main else None
        with reports or nullcontext(), _stop_signals() as stopping:
            while self.step < self.config.steps:
                scalars, stop, save = self._step(
                    objective, lambda: stopping.is_set() or time.monotonic() > end,
                    lambda: time.monotonic() - self.saved_at > self.config.save_seconds,
                )  # fmt: skip
                if reports is not None:
                    reports(self.step, scalars)
                if picture is not None and self.step % self.config.picture_steps == 0:
                    # A sharded model runs on all processes or on none.
                    image = self.with_averages(picture) if self.main or self.config.fsdp else None
                    if reports is not None and image is not None:
                        reports.picture(self.step, image, title)
                if save:
                    self.save()
                if stop:
                    break
            self.save()
        self.accelerator.wait_for_everyone()  # nobody reads the checkpoint before it is there
        if stopping.is_set():
            raise KeyboardInterrupt(f"stopped at step {self.step} of {self.config.steps}, and saved")

    def _step(
        self, objective: nn.Module, wants_stop: Callable[[], bool], wants_save: Callable[[], bool]
    ) -> tuple[dict[str, float], bool, bool]:
        """One step of the optimiser: the scalars' means over all processes, and whether any of them wants to stop, or
        to save."""
        micro_steps, processes = self.config.accumulate, self.accelerator.num_processes
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.config, self.step)
        rows = []
        names: tuple[str, ...] = ()
        for micro_step in range(micro_steps):
            share = self.accelerator.process_index * micro_steps + micro_step
            with self._synchronising(objective, last=micro_step == micro_steps - 1):
                loss, scalars = objective(Draw(self.config.seed, self.step, share, processes * micro_steps))
                self.accelerator.backward(loss / micro_steps)
            names = tuple(scalars)
            found = torch.stack([loss.detach(), *scalars.values()]).float()
            there = torch.ones_like(found)
            there[1:] = ~found[1:].isnan()
            found[1:].nan_to_num_(nan=0.0)
            rows.append(torch.cat([found, there, found.new_tensor([wants_stop(), wants_save()])]))
        means = self.accelerator.reduce(torch.stack(rows).mean(dim=0), "mean").tolist()
        sums, counts = means[: len(names) + 1], means[len(names) + 1 : -2]
        norm = self._clipped_norm()
        values = [value / count if count else math.nan for value, count in zip(sums, counts, strict=True)]
        reported = dict(zip(("loss", *names), values, strict=True))
        if not math.isfinite(norm + reported["loss"]):
            raise ValueError(self._diverged(reported, norm))
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.ema.step(self.parameters)
        self.step += 1
        return reported | {"gradient": norm}, means[-2] > 0, means[-1] > 0

    @contextmanager
    def _synchronising(self, objective: nn.Module, last: bool) -> Iterator[None]:
        """Gradients are summed over the processes in the last micro-step only."""
        if self.config.fsdp:
            self.model.set_requires_gradient_sync(last)
            yield
        else:
            with nullcontext() if last else self.accelerator.no_sync(objective):
                yield

    def _clipped_norm(self) -> float:
        norm = nn.utils.clip_grad_norm_(self.parameters, self.config.clip)
        return float(norm.full_tensor() if isinstance(norm, DTensor) else norm)

    def averages(self) -> dict[str, Any]:
        """The averaged trained weights by name, whole; with sharding every process must call it, the main one gets
        them."""
        return sharding.gathered(dict(zip(trained_names(self.model), self.ema.shadow_params, strict=True)), self.main)

    def _diverged(self, scalars: Mapping[str, float], norm: float) -> str:
        values = ", ".join(f"{name} {value:.4g}" for name, value in scalars.items())
        kept = f"the checkpoint of step {self.saved_step} stays: go on from it with --resume and"
        return (
            f"step {self.step} gave {values}, gradient {norm:.4g}, which is not finite; "
            f"{kept if self.saved_step else 'nothing was saved yet: start again with'} a smaller --learning-rate"
        )

    def with_averages(self, done: Callable[[], Result]) -> Result:
        """What `done` gives while the model has the averaged weights."""
        self.ema.store(self.parameters)
        self.ema.copy_to(self.parameters)
        try:
            return done()
        finally:
            self.ema.restore(self.parameters)
            if self.config.fsdp:  # what belongs to no unit stays gathered until a backward pass, here: averaged
                self.model.reshard()


@contextmanager
def _stop_signals() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C (or a scheduler's SIGTERM) sets; a second one acts as usual."""
    stopping = threading.Event()
    if threading.current_thread() is not threading.main_thread():  # signals reach the main thread only
        yield stopping
        return
    former = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in former.items():
            signal.signal(number, handler)

    def stop(*_: object) -> None:
        stopping.set()
        restore()

    for number in former:
        signal.signal(number, stop)
    try:
        yield stopping
    finally:
        restore()


def _plain(model: ModelMixin) -> dict[str, Any]:
    """The model's config, without what diffusers notes for itself."""
    return {name: value for name, value in model.config.items() if not name.startswith("_")}

"""The training loop that all three networks share: AdamW, warm-up and cosine decay, EMA, checkpoints, exact resume.

Order and noise are functions of (seed, step), so a run that was stopped and resumed equals an uninterrupted one.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers.training_utils import EMAModel
from torch import Tensor, nn
from tqdm import tqdm

CHECKPOINT = "checkpoint.pt"
LossFunction = Callable[[int], tuple[Tensor, Mapping[str, float]]]


@dataclass(frozen=True)
class LoopConfig:
    steps: int
    learning_rate: float = 1e-3
    warmup: int = 100  # steps
    weight_decay: float = 0.01
    ema_decay: float = 0.999
    clip: float = 1.0  # gradient norm
    seed: int = 0
    save_seconds: float = 120.0
    minutes: float | None = None  # stop (resumably) after so long


def rng_of(seed: int, step: int, stream: int = 0) -> np.random.Generator:
    """The random numbers of one step."""
    return np.random.default_rng([seed, step, stream])


def torch_rng_of(seed: int, step: int, stream: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(int(rng_of(seed, step, stream).integers(2**62)))


def learning_rate(config: LoopConfig, step: int) -> float:
    """Linear warm-up, then a cosine down to 2 % of the rate."""
    if step < config.warmup:
        return config.learning_rate * (step + 1) / config.warmup
    progress = (step - config.warmup) / max(config.steps - config.warmup, 1)
    return config.learning_rate * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(progress, 1.0))))


class Run:
    """A model in training, its optimiser and averaged weights, and their checkpoint in `folder`."""

    def __init__(self, model: nn.Module, config: LoopConfig, folder: Path, resume: bool):
        self.model, self.config, self.folder = model, config, folder
        decay, plain = [], []
        for parameter in model.parameters():
            (decay if parameter.ndim >= 2 else plain).append(parameter)
        self.optimizer = torch.optim.AdamW(
            [{"params": decay, "weight_decay": config.weight_decay}, {"params": plain, "weight_decay": 0.0}],
            lr=config.learning_rate, betas=(0.9, 0.98),
        )  # fmt: skip
        self.ema = EMAModel(model.parameters(), decay=config.ema_decay, use_ema_warmup=True, power=0.75)
        self.step = 0
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / CHECKPOINT
        if path.exists() and resume:
            self._load(path)
        elif path.exists():
            raise ValueError(f"{path} exists: pass --resume to go on with it, or choose another --out")

    def _load(self, path: Path) -> None:
        state = torch.load(path, map_location="cpu", weights_only=True)
        try:
            self.model.load_state_dict(state["model"])
        except RuntimeError as error:
            raise ValueError(f"{path} is of another model ({error}); choose its --preset or another --out") from None
        self.optimizer.load_state_dict(state["optimizer"])
        self.ema.load_state_dict(state["ema"])
        self.ema.to(next(self.model.parameters()).device)
        self.step = state["step"]

    def save(self) -> None:
        """Write the checkpoint beside the old one and swap them, so that a kill leaves a whole one."""
        state = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "ema": self.ema.state_dict(),
            "step": self.step, "config": asdict(self.config),
        }  # fmt: skip
        temporary = self.folder / (CHECKPOINT + ".writing")
        torch.save(state, temporary)
        os.replace(temporary, self.folder / CHECKPOINT)

    def train(self, loss_of: LossFunction, description: str) -> None:
        """Run to `config.steps` (or `config.minutes`), logging to log.jsonl and a progress bar."""
        started = saved = time.monotonic()
        averages: dict[str, float] = {}
        bar = tqdm(total=self.config.steps, initial=self.step, desc=description, unit="step", dynamic_ncols=True)
        with bar, (self.folder / "log.jsonl").open("a") as log:
            while self.step < self.config.steps:
                scalars = self._step(loss_of)
                for name, value in scalars.items():
                    averages[name] = 0.98 * averages.get(name, value) + 0.02 * value
                bar.update()
                if self.step % 20 == 0:
                    bar.set_postfix({name: f"{value:.4f}" for name, value in averages.items()})
                    seconds = round(time.monotonic() - started, 1)
                    log.write(json.dumps({"step": self.step, "seconds": seconds, **averages}) + "\n")
                    log.flush()
                now = time.monotonic()
                if now - saved > self.config.save_seconds:
                    self.save()
                    saved = now
                if self.config.minutes is not None and now - started > 60 * self.config.minutes:
                    break
        self.save()

    def _step(self, loss_of: LossFunction) -> dict[str, float]:
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.config, self.step)
        loss, scalars = loss_of(self.step)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise RuntimeError(f"the loss became {value} at step {self.step}; resume with a smaller --learning-rate")
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.ema.step(self.model.parameters())
        self.step += 1
        return {"loss": value, **scalars}


def averaged(model: nn.Module, folder: Path) -> nn.Module:
    """Load the averaged (EMA) weights of the run in `folder` into `model`."""
    path = folder / CHECKPOINT
    if not path.exists():
        raise ValueError(f"there is no checkpoint {path}; train this stage first")
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    ema = EMAModel(model.parameters())
    ema.load_state_dict(state["ema"])
    ema.copy_to(model.parameters())
    return model.eval()

"""What a run tells while it trains: a progress bar, log.jsonl and TensorBoard (scalars and pictures)."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray
from torch.utils.tensorboard.writer import SummaryWriter
from tqdm import tqdm

LOG_STEPS = 20  # between two lines
_MOMENTUM = 0.98  # of the moving averages, which are what is logged


class Reports:
    """The reports of one run into `folder`, from `step` on; what a killed run had logged after its checkpoint is hidden
    in TensorBoard (`purge_step`) and stays in log.jsonl."""

    def __init__(self, folder: Path, description: str, step: int, steps: int):
        self.started = time.monotonic()
        self.averages: dict[str, float] = {}
        self.bar = tqdm(total=steps, initial=step, desc=description, unit="step", dynamic_ncols=True)
        self.log = (folder / "log.jsonl").open("a")
        self.board = SummaryWriter(str(folder / "tensorboard"), purge_step=step + 1)

    def __call__(self, step: int, scalars: Mapping[str, float]) -> None:
        for name, value in scalars.items():
            if math.isnan(value):  # nothing of it in this step
                continue
            self.averages[name] = _MOMENTUM * self.averages.get(name, value) + (1 - _MOMENTUM) * value
        self.bar.update()
        if step % LOG_STEPS == 0:
            shown = {name: value for name, value in self.averages.items() if "/" not in name}  # the others on the board
            self.bar.set_postfix({name: f"{value:.4f}" for name, value in shown.items()})
            seconds = round(time.monotonic() - self.started, 1)
            self.log.write(json.dumps({"step": step, "seconds": seconds, **self.averages}) + "\n")
            self.log.flush()
            for name, value in self.averages.items():
                self.board.add_scalar(name, value, step)

    def picture(self, step: int, image: NDArray[np.uint8], title: str) -> None:
        """`image` [H, W, 3]"""
        self.board.add_image(title, image, step, dataformats="HWC")
        self.board.flush()

    def __enter__(self) -> Reports:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        self.bar.close()
        self.log.close()
        self.board.close()

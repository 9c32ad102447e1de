"""A run of the tiny shape VAE on random boxes, as a program that tests can kill, or start under torchrun.

    python -m tests.train.boxes_run OUT [--resume] [--accumulate 2] [--kill-in-step 7 | --kill-while-saving 7]
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false

import argparse
import os
import signal
from collections.abc import Sequence
from pathlib import Path

import torch

from copart_core.models.shape_vae import ShapeVAE
from copart_core.train.boxes import RandomBoxes
from copart_core.train.draw import Draw
from copart_core.train.loop import LoopConfig, LossFunction, Run
from copart_core.train.presets import PRESETS
from copart_core.train.vae import VAELoss, vae_loss

STEPS, BATCH = 12, 4


def objective(model: ShapeVAE) -> LossFunction:
    return vae_loss(model, RandomBoxes(), VAELoss(boxes=0.5, points=128, queries=64), BATCH)


def make(out: Path, resume: bool = False, **changes) -> Run:
    torch.manual_seed(0)
    config = LoopConfig(**{"steps": STEPS, "warmup": 3, "save_seconds": 0.0} | changes)
    return Run(ShapeVAE(**PRESETS["tiny"].shape_vae), config, out, resume)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--accumulate", type=int, default=1)
    parser.add_argument("--kill-in-step", type=int)
    parser.add_argument("--kill-while-saving", type=int)
    options = parser.parse_args(arguments)
    run = make(options.out, options.resume, accumulate=options.accumulate)
    loss_of = objective(run.model)

    def killing(draw: Draw):
        found = loss_of(draw)
        if draw.step == options.kill_in_step:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    write = torch.save

    def half_written(state: dict, stream) -> None:
        if state["step"] == options.kill_while_saving:
            stream.write(b"half")
            stream.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        write(state, stream)

    torch.save = half_written
    run.train(killing, "boxes")
    run.accelerator.end_training()


if __name__ == "__main__":
    main()

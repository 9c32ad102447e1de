"""A run of the tiny denoiser on random latents, as a program that tests can kill, or start under torchrun.

    python -m tests.train.diffusion_run LATENTS OUT copies [shards resumed half] [--kill-in-step 7]
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false

import argparse
import os
import signal
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from copart_core.diffusion.process import Flow
from copart_core.models.copart import CoPartDenoiser
from copart_core.train.batches import Ahead, BatchConfig, BatchStream, ProgressiveStage
from copart_core.train.captions import CaptionStates
from copart_core.train.diffusion import DiffusionLoss, diffusion_loss
from copart_core.train.draw import Draw
from copart_core.train.estimate import example
from copart_core.train.latents import LatentSet
from copart_core.train.loop import LoopConfig, Run
from copart_core.train.presets import PRESETS
from tests.train.encoded import letters

STEPS = 6
STAGES = (ProgressiveStage(0.3, 1), ProgressiveStage(0.3, 3, least=2), ProgressiveStage(0.4, 4))


def make(latents: Path, out: Path, resume: bool = False, pad: bool = False, window: int = 2, **changes):
    """The run and its loss."""
    torch.manual_seed(0)
    config = LoopConfig(**{"steps": STEPS, "warmup": 3, "save_seconds": 1e9, "seed": 3} | changes)
    model = CoPartDenoiser(**PRESETS["tiny"].denoiser)
    with torch.no_grad():  # the zero layers would hide what the couplings and the last layers do
        for parameter in model.parameters():
            parameter.add_(0.02 * torch.randn(parameter.shape))
    run = Run(model, config, out, resume, idle=False)
    loss = DiffusionLoss(BatchConfig(STAGES, tokens=20, pad=pad, window=window))
    shares = run.accelerator.num_processes * config.accumulate
    stream = BatchStream(LatentSet(latents), CaptionStates(letters), loss.batch, steps=config.steps, seed=config.seed,
                         shares=shares)  # fmt: skip
    return run, diffusion_loss(model, Ahead(stream, config.accumulate), (Flow(), Flow()), loss)


RUNS: dict[str, dict] = {  # what a program may do one after the other, each in a folder of its name
    "copies": {},
    "shards": {"fsdp": True, "minutes": 0},  # one step
    "resumed": {"fsdp": True, "resume": True, "picture_steps": 2},
    "half": {"fsdp": True, "precision": "bf16", "accumulate": 2},
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("latents", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", nargs="+", choices=tuple(RUNS))
    parser.add_argument("--kill-in-step", type=int)
    options = parser.parse_args(arguments)
    for name in options.runs:
        changes = RUNS[name] | ({"save_seconds": 0.0} if options.kill_in_step else {})
        run, loss_of = make(options.latents, options.out / name, **changes)

        def killing(draw: Draw, loss_of=loss_of):
            found = loss_of(draw)
            if draw.step == options.kill_in_step:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        @torch.no_grad()
        def picture(model=run.model):
            model(*example(model, 1, 2))
            return np.zeros((2, 2, 3), np.uint8)

        run.train(killing, name, picture)
    run.accelerator.end_training()


if __name__ == "__main__":
    main()

"""What a step of the diffusion stage costs, measured on this machine:

    python benchmarks/training.py [--json] [--device cpu] [--steps 5] [--latents FOLDER]
    python benchmarks/training.py --device cuda --preset base [--batch 17] [--trace trace.json]

- seconds_a_step, parts_a_second: the median of --steps steps after --warmup, with the preset's batch (the global parts
  counted) of its last stage; objects and captions are read as in a run, from --latents or from made-up latents of the
  preset's sizes (text states are then random, for no encoder is run)
- cpu_seconds_a_step: of this process alone, which tells more where other programs run
- shares: of a step's time in data, forward, backward and optimiser (with clipping and averages)
- flops_a_step: of the model's matrix products, forward and backward, counted by torch.utils.flop_counter on the meta
  device (activations that are computed again are not counted: they are not useful work)
- cuda: the bf16 peak of a large matrix product on this machine, MFU = flops a second / that peak, peak memory, and the
  profiler's table of the ten kernels that took most

Rows that could not be run are null and say why. Timings of a busy machine are those of a busy machine: see load_before.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.profiler import ProfilerActivity, profile
from torch.utils.flop_counter import FlopCounterMode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.generate import machine, peak_memory  # noqa: E402
from copart_core.diffusion.process import Flow  # noqa: E402
from copart_core.models.copart import CoPartDenoiser  # noqa: E402
from copart_core.models.text import TextTokens  # noqa: E402
from copart_core.train.batches import BatchStream, ProgressiveStage  # noqa: E402
from copart_core.train.captions import CaptionStates  # noqa: E402
from copart_core.train.diffusion import DiffusionLoss, diffusion_loss  # noqa: E402
from copart_core.train.draw import Draw  # noqa: E402
from copart_core.train.estimate import example  # noqa: E402
from copart_core.train.latent_writer import write_index, write_shard  # noqa: E402
from copart_core.train.latents import EncodedObject, LatentSet  # noqa: E402
from copart_core.train.loop import Run  # noqa: E402
from copart_core.train.presets import PRESETS  # noqa: E402

OBJECTS = 24
CAPTION = 12  # tokens of a made-up caption
PEAK_SIZE, PEAK_REPEATS = 8192, 20  # of the matrix product that gives the peak


def main() -> int:
    parse = argparse.ArgumentParser(description="Measure a training step of the diffusion stage.")
    parse.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parse.add_argument("--preset", choices=tuple(PRESETS), default="mini")
    parse.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parse.add_argument("--steps", type=int, default=5)
    parse.add_argument("--warmup", type=int, default=1)
    parse.add_argument("--batch", type=int, help="parts a step, instead of the preset's")
    parse.add_argument("--latents", help="encoded objects instead of made-up ones")
    parse.add_argument("--trace", type=Path, help="also write the profiler's trace (CUDA)")
    options = parse.parse_args()
    result: dict[str, Any] = {"benchmark": "training", "preset": options.preset, "machine": machine()}
    with tempfile.TemporaryDirectory() as folder:
        result |= measure(options, Path(folder))
    if options.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:>18}: {value}")
    return 0


def measure(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    preset = PRESETS[options.preset]
    loop = replace(preset.diffusion_loop, steps=10**6, warmup=1)
    last = replace(preset.diffusion_loss.batch.stages[-1], share=1.0)
    tokens = options.batch or preset.diffusion_loss.batch.tokens
    batch = replace(preset.diffusion_loss.batch, stages=(last,), tokens=tokens)
    model = CoPartDenoiser(**preset.denoiser)
    run = Run(model, loop, folder / "run", resume=False, device=options.device, idle=False)
    latents = LatentSet(options.latents) if options.latents else made_up(folder / "latents", model, last)
    clock = Clock(run, latents.keep(), replace(preset.diffusion_loss, batch=batch))
    rows = [clock.step(number) for number in range(options.warmup + options.steps)][options.warmup :]
    seconds = statistics.median(row["total"] for row in rows)
    total = sum(row["total"] for row in rows)
    parts = sum(row["parts"] for row in rows)
    work = flops(preset.denoiser, batch.tokens // (last.most + 1), last.most + 1, total / parts)
    return {
        "device": options.device, "precision": loop.precision, "checkpointing": loop.checkpointing,
        "objects": f"{len(latents)} {'encoded' if options.latents else 'made up'}", "batch_parts": batch.tokens,
        "parts_a_step": parts / len(rows), "steps": options.steps, "seconds_a_step": round(seconds, 3),
        "cpu_seconds_a_step": round(statistics.median(row["cpu"] for row in rows), 3),
        "parts_a_second": round(parts / total, 2),
        "shares": {name: round(sum(row[name] for row in rows) / total, 4)
                   for name in ("data", "forward", "backward", "optimiser")},
        "peak_memory_mib": peak(options.device), **work, **on_cuda(options, clock, work["tflop_a_second"]),
    }  # fmt: skip


@dataclass
class Clock:
    """The stage's step, taken apart: what `train.loop.Run` does in one, with a clock between."""

    run: Run
    latents: LatentSet
    loss: DiffusionLoss
    drawn: Any = field(default=None, init=False)

    def __post_init__(self) -> None:
        captions = CaptionStates(made_up_states(self.run.model.config.text_width))
        self.stream = BatchStream(self.latents, captions, self.loss.batch, steps=self.run.config.steps)
        self.loss_of = diffusion_loss(self.run.model, self, (Flow(), Flow()), self.loss)

    def draw(self, _: Draw) -> Any:
        return self.drawn

    def step(self, number: int) -> dict[str, float]:
        run, draw, marks, cpu = self.run, Draw(0, number), [self.now()], time.process_time()
        self.drawn = self.stream.draw(draw)
        marks.append(self.now())
        bf16 = run.config.precision == "bf16"
        with torch.autocast(run.accelerator.device.type, torch.bfloat16, enabled=bf16):
            loss, _ = self.loss_of(draw)
        marks.append(self.now())
        loss.backward()
        marks.append(self.now())
        torch.nn.utils.clip_grad_norm_(run.parameters, run.config.clip)
        run.optimizer.step()
        run.optimizer.zero_grad(set_to_none=True)
        run.ema.step(run.parameters)
        marks.append(self.now())
        names = ("data", "forward", "backward", "optimiser")
        spans = dict(zip(names, np.diff(marks).tolist(), strict=True))
        cpu = time.process_time() - cpu
        return spans | {"total": marks[-1] - marks[0], "cpu": cpu, "parts": float(self.drawn.parts)}

    def now(self) -> float:
        if self.run.accelerator.device.type == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter()


def made_up(folder: Path, model: CoPartDenoiser, stage: ProgressiveStage) -> LatentSet:
    """Objects with the most parts that the stage takes, of random numbers in the model's sizes."""
    config, rng = model.config, np.random.default_rng(0)

    def normal(*shape: int) -> Tensor:
        return torch.from_numpy(rng.standard_normal(shape, dtype=np.float32).astype(np.float16))

    parts = stage.most + 1
    views = (config.views, config.image_channels, config.sample_size, config.sample_size)
    items = [
        EncodedObject(
            id=str(number), source="benchmark", category="none",
            captions=[[f"part {number} {part}"] for part in range(parts)],
            corners=np.tile([[0.0, 0, 0], [1, 1, 1]], (parts, 1, 1)),
            geometry=normal(parts, config.tokens, config.latent_dim), image=normal(parts, *views),
            boxes=normal(parts, 2 * config.tokens, config.box_width), wireframes=normal(*views),
        )
        for number in range(OBJECTS if config.sample_size < 32 else 4)
    ]  # fmt: skip
    write_shard(folder, "made-up-000000", {"train": items}, "made up")
    write_index(folder, "made up")
    return LatentSet(folder)


def made_up_states(width: int) -> Any:
    def states(captions: Any) -> TextTokens:
        shape = (len(captions), CAPTION)
        return TextTokens(torch.randn(*shape, width), torch.ones(shape, dtype=torch.bool))

    return states


def flops(config: dict[str, Any], objects: int, parts: int, seconds_a_part: float) -> dict[str, float]:
    """Of a step with `objects` of `parts` parts each, and what that is a second at the measured pace."""
    with torch.device("meta"):
        model = CoPartDenoiser(**config)
        inputs = example(model, objects, parts, CAPTION + 1)
        with FlopCounterMode(display=False) as counter:
            geometry, image = model(*inputs)
            (geometry.sum() + image.sum()).backward()
    total = counter.get_total_flops()
    a_second = total / (objects * parts * seconds_a_part)
    return {"tflop_a_step": round(total / 1e12, 3), "tflop_a_second": round(a_second / 1e12, 4)}


def peak(device: str) -> float | None:
    """MiB: on CUDA of the tensors, else of the process."""
    return round(torch.cuda.max_memory_allocated() / 2**20, 1) if device.startswith("cuda") else peak_memory()


def on_cuda(options: argparse.Namespace, clock: Clock, tflop_a_second: float) -> dict[str, Any]:
    """Peak, MFU and profile; null and why where there is no CUDA device."""
    if not options.device.startswith("cuda"):
        why = "not run: no CUDA device in this measurement"
        return {"bf16_peak_tflop_a_second": None, "mfu": None, "profile": None, "cuda": why}
    most = bf16_peak()
    with profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA]) as profiler:
        clock.step(10**5)
    if options.trace:
        profiler.export_chrome_trace(str(options.trace))
    table = profiler.key_averages().table(sort_by="cuda_time_total", row_limit=10, max_name_column_width=60)
    print(table)
    return {"bf16_peak_tflop_a_second": round(most, 1), "mfu": round(tflop_a_second / most, 4),
            "profile": table.splitlines(), "cuda": torch.cuda.get_device_name(0)}  # fmt: skip


def bf16_peak() -> float:
    """TFLOP/s of a large matrix product in bfloat16, the best of some."""
    left, right = (torch.randn(PEAK_SIZE, PEAK_SIZE, device="cuda", dtype=torch.bfloat16) for _ in range(2))
    best = 0.0
    for _ in range(PEAK_REPEATS):
        torch.cuda.synchronize()
        started = time.perf_counter()
        torch.matmul(left, right)
        torch.cuda.synchronize()
        best = max(best, 2 * PEAK_SIZE**3 / (time.perf_counter() - started))
    return best / 1e12


if __name__ == "__main__":
    sys.exit(main())

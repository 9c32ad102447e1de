"""Differentiable rendering of 8 parts from 4 views:  python benchmarks/rendering.py [--json] [--size 256] [--threads 1]

The parts are tori of 10,400 faces, about what FlexiCubes makes of a part at 64^3, each with its own proportions and
cameras; they cover about a third of the pixels. One call of `render` draws them all.

- forward_s: depth, normals and mask, with the graph for gradients
- forward_backward_s: the same, an L1-like loss on all three images, and its gradients to the vertices
- forward_cpu_s, forward_backward_cpu_s: processor time of all threads, which other programs disturb less

Each is the least of --repeat runs after a first one. Nothing is estimated. torch has one thread unless told (embree
takes its own): where other programs hold a core, torch's second thread costs far more by waiting than it saves.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import trimesh

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from copart_core.geometry.cameras import Camera  # noqa: E402
from copart_core.geometry.differentiable import BACKENDS, Cameras, Rendering, render  # noqa: E402

PARTS, VIEWS = 8, 4


def main() -> int:
    parse = argparse.ArgumentParser(description="Measure differentiable rendering on this machine.")
    parse.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parse.add_argument("--size", type=int, default=256, help="pixels a side")
    parse.add_argument("--threads", type=int, default=1, help="threads of torch")
    parse.add_argument("--repeat", type=int, default=7, help="runs after the first")
    parse.add_argument("--device", default="cpu")
    parse.add_argument("--backend", choices=BACKENDS, default=None)
    options = parse.parse_args()
    torch.set_num_threads(options.threads)
    result = measure(options.size, options.repeat, torch.device(options.device), options.backend)
    result |= {"threads": options.threads, "cores": os.cpu_count(), "torch": torch.__version__}
    result["load"] = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None  # other programs' work
    result["machine"] = platform.platform()
    if options.json:
        print(json.dumps(result))
    else:
        for key, value in result.items():
            print(f"{key:>24}: {value}")
    return 0


def measure(size: int, repeat: int, device: torch.device, backend: str | None) -> dict[str, Any]:
    meshes = [part(number, device) for number in range(PARTS)]
    cameras = Cameras.stack(
        [[Camera.orbit([0, 0, 0], 1.0, 90 * v + 20 * p, 20 + 7 * p) for v in range(VIEWS)] for p in range(PARTS)]
    )

    def forward() -> Rendering:
        return render(meshes, cameras, size, backend)

    def both() -> Rendering:
        images = forward()
        (images.depth.abs().mean() + images.normal.abs().mean() + images.mask.abs().mean()).backward()
        return images

    images = both()
    forward_s, forward_cpu = least(forward, repeat, device)
    both_s, both_cpu = least(both, repeat, device)
    return {
        "benchmark": "rendering", "parts": PARTS, "views": VIEWS, "size": size, "faces_a_part": len(meshes[0][1]),
        "backend": images.backend, "covered": round(float(images.mask.detach().mean()), 3),
        "forward_s": forward_s, "forward_backward_s": both_s,
        "forward_cpu_s": forward_cpu, "forward_backward_cpu_s": both_cpu,
    }  # fmt: skip


def part(number: int, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    torus = trimesh.creation.torus(0.6, 0.2 + 0.015 * number, major_sections=100, minor_sections=52)
    vertices = torch.tensor(torus.vertices, dtype=torch.float32, device=device).requires_grad_()
    return vertices, torch.tensor(torus.faces, device=device)


def least(run: Callable[[], Rendering], repeat: int, device: torch.device) -> tuple[float, float]:
    """(seconds, seconds of processor time) of the fastest run."""
    walls, works = [], []
    for _ in range(repeat):
        wall, work = time.perf_counter(), time.process_time()
        run()
        if device.type == "cuda":
            torch.cuda.synchronize()
        walls.append(time.perf_counter() - wall)
        works.append(time.process_time() - work)
    return round(min(walls), 3), round(min(works), 3)


if __name__ == "__main__":
    raise SystemExit(main())

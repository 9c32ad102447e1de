"""How long a user waits, measured on this machine:  python benchmarks/generate.py [--json] [--device cpu] [--repeat 3]

- page_ready_s: from `python launch.py` (with everything installed) to the page's first answer
- model_load_s: importing torch and loading assets/model, in a fresh process
- first_preview_s, eight_parts_s: from the call to the first preview, and to the bytes of a GLB with textures, for the
  eight largest parts of the sofa template; the median of --repeat runs after a first one, which is reported as cold_s
- peak_memory_mib: the largest resident size of the process that loaded the model and ran all of that (POSIX only)

Each is measured in a process of its own. Nothing is estimated; a row that cannot be measured is null and says why.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "assets" / "templates" / "sofa.json"
PARTS = 8
GIVE_UP = 300.0  # seconds


def main() -> int:
    parse = argparse.ArgumentParser(description="Measure the waits of a user on this machine.")
    parse.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parse.add_argument("--device", default="cpu", help="where the model runs")
    parse.add_argument("--steps", type=int, default=None, help="denoising steps (left out: the default)")
    parse.add_argument("--repeat", type=int, default=3, help="runs after the first")
    parse.add_argument("--model", default=str(ROOT / "assets" / "model"))
    parse.add_argument("--in-this-process", action="store_true", help=argparse.SUPPRESS)
    options = parse.parse_args()
    if options.in_this_process:
        print(json.dumps(measure_generation(options)))
        return 0
    result: dict[str, Any] = {"benchmark": "generate", "parts": PARTS, "device": options.device, "machine": machine()}
    result["page_ready_s"] = measure_page()
    result |= in_a_fresh_process(options)
    if options.json:
        print(json.dumps(result))
    else:
        for key, value in result.items():
            print(f"{key:>18}: {value}")
    return 0


def measure_page() -> float:
    """Seconds from starting launch.py to the page's first 200."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "launch.py"), "--no-setup", "--no-browser", "--port", str(port)]
    started = time.perf_counter()
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        while time.perf_counter() - started < GIVE_UP:
            if server.poll() is not None:
                raise RuntimeError(f"launch.py ended: {server.communicate()[1][-2000:]}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    if answer.status == 200 and answer.read():
                        return round(time.perf_counter() - started, 2)
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise RuntimeError(f"the page did not answer within {GIVE_UP:.0f} s")
    finally:
        server.terminate()
        server.communicate(timeout=30)


def in_a_fresh_process(options: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, __file__, "--in-this-process", "--device", options.device, "--model", options.model,
               "--repeat", str(options.repeat)]
    if options.steps is not None:
        command += ["--steps", str(options.steps)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError("generation failed, see above")
    return json.loads(done.stdout.splitlines()[-1])


def measure_generation(options: argparse.Namespace) -> dict[str, Any]:
    from copart_core.scene import Scene

    started = time.perf_counter()
    from copart_core.pipeline import CoPartPipeline

    pipe = CoPartPipeline.from_pretrained(options.model, device=options.device)
    load = time.perf_counter() - started
    scene = Scene.load(TEMPLATE)
    largest = sorted(scene.parts, key=lambda part: part.box.volume)[-PARTS:]
    scene = scene.model_copy(update={"parts": [part for part in scene.parts if part in largest]})
    runs = [one_run(pipe, scene, options.steps) for _ in range(1 + options.repeat)]
    warm = runs[1:] or runs
    previews = [preview for preview, _, _ in warm if preview is not None]
    return {
        "model_load_s": round(load, 2),
        "first_preview_s": round(statistics.median(previews), 2) if previews else None,
        "eight_parts_s": round(statistics.median(total for _, total, _ in warm), 2),
        "eight_parts_all_s": [round(total, 2) for _, total, _ in warm],
        "cold_s": round(runs[0][1], 2),
        "glb_mib": round(runs[0][2] / 2**20, 2),
        "steps": options.steps or "default",
        "peak_memory_mib": peak_memory(),
    }


def one_run(pipe: Any, scene: Any, steps: int | None) -> tuple[float | None, float, int]:
    """(seconds to the first preview, seconds to the GLB, its size)."""
    from copart_core.pipeline.events import Done, Preview

    started = time.perf_counter()
    first = None
    for event in pipe.stream(scene, steps=steps):
        if isinstance(event, Preview) and first is None:
            first = time.perf_counter() - started
        elif isinstance(event, Done):
            size = len(event.project.to_glb())
            return first, time.perf_counter() - started, size
    raise RuntimeError("the run ended without a result")


def peak_memory() -> float | None:
    """MiB, of this process since it began; None on Windows, which does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1)


def machine() -> dict[str, Any]:
    import psutil
    import torch

    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        name = lines[0].partition(":")[2].strip() if lines else name
    return {
        "cpu": name,
        "cores": len(psutil.Process().cpu_affinity()) if sys.platform == "linux" else os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "load_before": round(psutil.getloadavg()[0], 2),
        "gpu": torch.cuda.get_device_name(0) if torch.cuda.is_available() else None,
        "system": platform.platform(),
        "python": platform.python_version(),
        "torch": torch.__version__,
    }


if __name__ == "__main__":
    sys.exit(main())

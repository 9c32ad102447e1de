"""What denoising costs and what it is worth:  python benchmarks/sampling.py [--json] [--only steps eight context long]

- steps: seconds, CPU seconds and peak memory of one step with guidance, for 1 to 64 parts at once, and the same parts
  in windows: the sum over all windows of one step each
- eight: eight parts of a held-out scene denoised with the default solver and steps, and one of them made anew
- context: one part made anew with M kept parts as context, against all of them, over held-out scenes: how far the part
  departs from what it would be, beside how far another seed takes it
- long: scenes of 8, 16, 32 and 64 parts, held-out objects side by side, jointly and in windows: quality, time, memory

Quality is judged on the fields before the boxes cut them (`copart_core.evaluate.fields`), colours on coarse meshes.
Peak memory is that of a step's tensors beside the networks, counted (`copart_core.pipeline.limits`). CPU seconds are
those of this process alone, so they tell more than seconds where other programs run. What could not be run stands
under `not_run` with the reason.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.generate import machine  # noqa: E402
from copart_core.data import colors  # noqa: E402
from copart_core.evaluate.fields import box_fit, occupancy, occupancy_iou, sibling_ious  # noqa: E402
from copart_core.evaluate.generation import load_scenes, main_color  # noqa: E402
from copart_core.models.folder import CoPartModel  # noqa: E402
from copart_core.pipeline import CoPartPipeline  # noqa: E402
from copart_core.pipeline.conditions import latent_shapes, rows_of, scene_conditions  # noqa: E402
from copart_core.pipeline.decode import preview_parts  # noqa: E402
from copart_core.pipeline.denoise import Denoising  # noqa: E402
from copart_core.pipeline.limits import step_peak_bytes  # noqa: E402
from copart_core.pipeline.plan import plan_run  # noqa: E402
from copart_core.pipeline.project import PartLatents  # noqa: E402
from copart_core.pipeline.sampler import Latents, predict  # noqa: E402
from copart_core.pipeline.sequence import Pass, plan_passes  # noqa: E402
from copart_core.pipeline.settings import Settings  # noqa: E402
from copart_core.scene import Box, Part, Scene  # noqa: E402

SCENES = ROOT / "assets" / "evaluation" / "held_out.json"
COUNTS = (1, 2, 4, 8, 16, 32, 64)
LONG = (8, 16, 32, 64)
CONTEXTS = (0, 1, 2, 3, 4)
APART = 0.25  # between objects side by side, of the widest


def main() -> int:
    parse = argparse.ArgumentParser(description="Measure denoising on this machine.")
    parse.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parse.add_argument("--only", nargs="+", choices=tuple(SECTIONS), default=tuple(SECTIONS))
    parse.add_argument("--device", default="cpu")
    parse.add_argument("--model", default=str(ROOT / "assets" / "model"))
    parse.add_argument("--repeat", type=int, default=3, help="of timed steps and runs; the fastest counts")
    parse.add_argument("--scenes", type=int, default=4, help="of the sections context and long")
    parse.add_argument("--first", type=int, default=0, help="scene of those sections, to run them in pieces")
    parse.add_argument("--steps", type=int, help="of denoising (default: the pipeline's)")
    parse.add_argument("--counts", type=int, nargs="+", default=LONG, help="parts of the section long")
    parse.add_argument("--modes", nargs="+", choices=("joint", "windows"), default=("joint", "windows"))
    options = parse.parse_args()
    if options.scenes < 1 or options.first < 0 or options.repeat < 1:
        parse.error("--scenes and --repeat are at least 1, --first is at least 0")
    result: dict[str, Any] = {"benchmark": "sampling", "device": options.device, "machine": machine(),
                              "threads": torch.get_num_threads()}
    bench = Bench(CoPartPipeline.from_pretrained(options.model, options.device).model, options)
    for name in options.only:
        result[name] = SECTIONS[name](bench)
        print(f"{name}: {json.dumps(result[name])}", flush=True)
    if options.device == "cpu":
        reason = "give --device cuda" if torch.cuda.is_available() else "no CUDA device on this machine"
        result["not_run"] = {"cuda": reason}
    if options.json:
        print(json.dumps(result))
    return 0


@dataclass(frozen=True)
class Spent:
    seconds: float
    cpu_seconds: float

    @classmethod
    def best(cls, job: Callable[[], Any], repeat: int) -> Spent:
        """Of several runs, the fastest of each clock; waits for CUDA."""
        found = []
        for _ in range(repeat):
            wall, cpu = time.perf_counter(), time.process_time()
            job()
            if torch.cuda.is_available():
                torch.cuda.synchronize()
            found.append((time.perf_counter() - wall, time.process_time() - cpu))
        return cls(*(round(min(values), 3) for values in zip(*found, strict=True)))


class Bench:
    def __init__(self, model: CoPartModel, options: argparse.Namespace):
        self.model, self.options = model, options
        held_out = load_scenes(SCENES, len(json.loads(SCENES.read_text())))
        self.held_out = held_out
        self.large = [scene for scene in held_out if len(scene.parts) >= 8]

    def settings(self, **given: Any) -> Settings:
        return Settings.checked(steps=self.options.steps, **given)

    def denoise(
        self, scene: Scene, settings: Settings, parts: Sequence[str] | None = None,
        kept: Mapping[str, PartLatents] | None = None,
    ) -> Denoising:  # fmt: skip
        """All passes of a run; the clean latents are in the result."""
        plan = plan_run(scene, parts, kept or {})
        passes = plan_passes(scene, plan, settings, self.model.trained_parts)
        denoising = Denoising(self.model, scene, passes, kept or {}, settings)
        self.run(denoising, passes)
        return denoising

    @staticmethod
    def run(denoising: Denoising, passes: Sequence[Pass]) -> None:
        for one in passes:
            for _ in denoising.run(one):
                pass

    def colors_right(self, latents: Latents, parts: Sequence[Part]) -> list[bool]:
        """For each part whose caption names a colour, and that has a surface, whether it has that colour."""
        shown = preview_parts(self.model, latents.geometry, latents.image, parts)
        wanted = ((colors.named_in(part.caption), mesh) for part, mesh in shown)
        return [main_color(mesh) == color for color, mesh in wanted if color is not None]


# ---- the sections --------------------------------------------------------------------------------------------------


def steps(bench: Bench) -> list[dict[str, Any]]:
    scene = side_by_side(bench.held_out, max(COUNTS))
    conditions = scene_conditions(bench.model, scene, scene.parts)
    spent: dict[int, Spent] = {}

    def of_rows(rows: int) -> Spent:
        if rows not in spent:
            state = Latents(*(torch.randn(rows, *shape).to(bench.model.device) for shape in latent_shapes(bench.model)))
            given = rows_of(conditions, range(rows))

            @torch.inference_mode()
            def job() -> None:
                predict(bench.model.denoiser, state, given, 500.0, 3.0)

            spent[rows] = Spent.best(job, bench.options.repeat)
        return spent[rows]

    found = []
    for count in COUNTS:
        cut = scene.model_copy(update={"parts": scene.parts[:count]})
        windows = plan_passes(cut, plan_run(cut, None, []), bench.settings(mode="windows"), bench.model.trained_parts)
        joint, split = of_rows(count + 1), [of_rows(one.rows) for one in windows]
        found.append({
            "parts": count, "joint_s": joint.seconds, "joint_cpu_s": joint.cpu_seconds,
            "joint_mib": mib(step_peak_bytes(bench.model, conditions, count, guided=True)),
            "windows": len(windows), "windows_s": round(sum(one.seconds for one in split), 3),
            "windows_cpu_s": round(sum(one.cpu_seconds for one in split), 3),
            "windows_mib": mib(step_peak_bytes(bench.model, conditions, max(w.rows for w in windows) - 1, guided=True)),
        })  # fmt: skip
    return found


def eight(bench: Bench) -> dict[str, Any]:
    scene = eight_parts(bench.large[0])
    settings = bench.settings()
    first = bench.denoise(scene, settings)
    kept = {part.id: first.stored(part.id, np.array([part.box.min, part.box.max])) for part in scene.parts}
    chosen = scene.parts[3].id

    def timed(parts: list[str] | None, keep: Mapping[str, PartLatents]) -> Spent:
        passes = plan_passes(scene, plan_run(scene, parts, keep), settings, bench.model.trained_parts)
        denoising = Denoising(bench.model, scene, passes, keep, settings)
        return Spent.best(lambda: bench.run(denoising, passes), bench.options.repeat)

    whole, one = timed(None, {}), timed([chosen], kept)
    return {
        "scene": scene.name, "steps": settings.steps, "eight_s": whole.seconds, "eight_cpu_s": whole.cpu_seconds,
        "one_of_eight_s": one.seconds, "one_of_eight_cpu_s": one.cpu_seconds,
        "ratio": round(one.seconds / whole.seconds, 3), "cpu_ratio": round(one.cpu_seconds / whole.cpu_seconds, 3),
    }  # fmt: skip


def context(bench: Bench) -> list[dict[str, Any]]:
    """Every scene once in full; then each time one part anew, with another seed, beside M of the others."""
    rows: dict[str, list[tuple[float, float, list[bool]]]] = {}
    start, stop = bench.options.first, bench.options.first + bench.options.scenes
    for number, scene in list(enumerate(bench.large))[start:stop]:
        scene = eight_parts(scene)
        first = bench.denoise(scene, bench.settings())
        kept = {part.id: first.stored(part.id, np.array([part.box.min, part.box.max])) for part in scene.parts}
        for part in (scene.parts[(3 * number) % 8], scene.parts[(3 * number + 4) % 8]):
            def anew(count: int, seed: int = 1, scene=scene, part=part, kept=kept) -> Latents:
                parts = [other.model_copy(update={"seed": seed}) if other is part else other for other in scene.parts]
                again = scene.model_copy(update={"parts": parts})
                return bench.denoise(again, bench.settings(context=count), [part.id], kept).clean[part.id]

            full = anew(64)
            for name, made in [("another seed", anew(64, seed=2)), *((str(count), anew(count)) for count in CONTEXTS),
                               ("all", full)]:  # fmt: skip
                inside, reference = (occupancy(bench.model, x.geometry, [part])[0] for x in (made, full))
                rows.setdefault(name, []).append(
                    (occupancy_iou(inside, reference), box_fit(inside).box_iou, bench.colors_right(made, [part]))
                )
    return [
        {
            "context": name, "parts": len(found), "iou_with_unpruned": mean(iou for iou, _, _ in found),
            "iou_with_unpruned_least": round(min(iou for iou, _, _ in found), 3),
            "box_iou": mean(fit for _, fit, _ in found), **share([right for *_, colors in found for right in colors]),
        }
        for name, found in rows.items()
    ]  # fmt: skip


def long(bench: Bench) -> list[dict[str, Any]]:
    found = []
    for count in bench.options.counts:
        for mode in bench.options.modes:
            found.append({"parts": count, "mode": mode} | _long(bench, count, mode))
            print(json.dumps(found[-1]), flush=True)
    return found


def _long(bench: Bench, count: int, mode: str) -> dict[str, Any]:
    fits, siblings, right, spent, rows = [], [], [], [], 0
    for number in range(bench.options.first, bench.options.first + bench.options.scenes):
        scene = side_by_side(bench.held_out[number * 12 :] + bench.held_out[: number * 12], count)
        wall, cpu = time.perf_counter(), time.process_time()
        done = bench.denoise(scene, bench.settings(mode=mode))
        spent.append((time.perf_counter() - wall, time.process_time() - cpu))
        plan = plan_passes(scene, plan_run(scene, None, []), bench.settings(mode=mode), bench.model.trained_parts)
        rows = max(one.rows for one in plan)
        latents = done.of(scene.parts)
        inside = occupancy(bench.model, latents.geometry, scene.parts)
        fits += [box_fit(one) for one in inside]
        siblings += sibling_ious(inside, scene.parts)
        right += bench.colors_right(latents, scene.parts)
    conditions = scene_conditions(bench.model, scene, scene.parts)
    return {
        "scenes": bench.options.scenes, "non_empty": mean(not fit.empty for fit in fits),
        "box_iou": mean(fit.box_iou for fit in fits), "outside": mean(fit.outside for fit in fits), **share(right),
        "sibling_iou": mean(siblings), "siblings": len(siblings), "seconds": mean(wall for wall, _ in spent),
        "cpu_seconds": mean(cpu for _, cpu in spent),
        "peak_mib": mib(step_peak_bytes(bench.model, conditions, rows - 1, guided=True)),
    }  # fmt: skip


# ---- scenes and numbers --------------------------------------------------------------------------------------------


def side_by_side(scenes: Sequence[Scene], count: int) -> Scene:
    """The first scenes in a row along x as one of `count` parts; of the last only its largest parts."""
    parts: list[Part] = []
    captions, place = [], 0.0
    widest = max(scene.box.size[0] for scene in scenes)
    for number, scene in enumerate(scenes):
        left = count - len(parts)
        if not left:
            break
        largest = {part.id for part in sorted(scene.parts, key=lambda part: -part.box.volume)[:left]}
        shift = place - scene.box.min[0]
        parts += [_moved(part, shift, f"{number}.{part.id}") for part in scene.parts if part.id in largest]
        place += scene.box.size[0] + APART * widest
        captions.append(scene.caption)
    if len(parts) < count:
        raise ValueError(f"{len(scenes)} scenes hold only {len(parts)} parts, {count} were asked for")
    return Scene(name=f"{len(captions)} objects", caption=" beside ".join(captions)[:500], parts=parts)


def _moved(part: Part, x: float, new_id: str) -> Part:
    (x0, y0, z0), (x1, y1, z1) = part.box.min, part.box.max
    return part.model_copy(update={"id": new_id, "box": Box(min=(x0 + x, y0, z0), max=(x1 + x, y1, z1))})


def eight_parts(scene: Scene) -> Scene:
    largest = {part.id for part in sorted(scene.parts, key=lambda part: -part.box.volume)[:8]}
    return scene.model_copy(update={"parts": [part for part in scene.parts if part.id in largest]})


def mean(values: Iterator[float] | Sequence[float]) -> float | None:
    listed = list(values)
    return round(float(np.mean(listed)), 3) if listed else None


def share(right: Sequence[bool]) -> dict[str, Any]:
    return {"colour_right": mean(right), "colour_named": len(right)}


def mib(size: int) -> float:
    return round(size / 2**20, 1)


SECTIONS: dict[str, Callable[[Bench], Any]] = {"steps": steps, "eight": eight, "context": context, "long": long}

if __name__ == "__main__":
    sys.exit(main())

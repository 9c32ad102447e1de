"""What a shape VAE keeps of parts it has never seen: a table for each source of parts (furniture is real, procedural).

    python -m copart_core.evaluate reconstruction --model assets/model --data FOLDER [FOLDER ..] --parts 200 --json

The truth is the mesh of the prepared record; metrics and frame are those of geometry/metrics.py. The parts of a source
are taken evenly over its held-out objects, which are split by object: no part of them was ever trained on.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from diffusers.models.modeling_utils import ModelMixin

from copart_core.data.samples import PartSample, Split
from copart_core.data.shards import iterate
from copart_core.geometry.extraction import Mesh
from copart_core.geometry.finish import smooth
from copart_core.geometry.metrics import SAMPLES, Surface
from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.models.reconstruction import (
    Confine,
    Reconstruction,
    ShapeModel,
    reconstruction_table,
    summary,
    true_surface,
)
from copart_core.models.shape_vae import ShapeVAE
from copart_core.pipeline.decode import InsideBoxes
from copart_core.train.checkpoint import CHECKPOINT, restored

SHAPE = "shape_vae"  # the sub-folder of a model folder, or of a run's
KINDS: dict[str, type[ModelMixin]] = {kind.__name__: kind for kind in (ShapeVAE, PerceiverShapeVAE)}
SMOOTHING = 5  # passes, where smoothing is asked for


@dataclass(frozen=True, eq=False)
class HeldOut:
    """The parts of one source, ready to be compared with; `categories` are those of their objects."""

    parts: list[PartSample]
    categories: list[str]
    truths: list[Surface]


@dataclass(frozen=True)
class Decoding:
    """How meshes are made from fields."""

    resolution: int | None = None  # cubes an axis; None: the model's
    cut: bool = False  # to the part's box, swollen a little before, as the pipeline does
    smoothing: bool = False

    @property
    def confine(self) -> Confine | None:
        return InsideBoxes if self.cut else None

    def table(self, vae: ShapeModel, held_out: HeldOut) -> list[Reconstruction]:
        return reconstruction_table(
            vae,
            held_out.parts,
            truths=held_out.truths,
            resolution=self.resolution,
            confine=self.confine,
            refine=smoothed if self.smoothing else None,
        )


def smoothed(mesh: Mesh) -> Mesh:
    vertices = smooth(mesh.vertices.astype(np.float64), mesh.faces, SMOOTHING)
    return Mesh(vertices.astype(np.float32), mesh.faces)


def load_shape_vae(source: str | Path) -> ShapeModel:
    """The shape VAE of a model folder or of a training run (its averaged weights), in evaluation mode.

    `source` holds `shape_vae/`, or is itself the network's folder (config.json and weights, or a run's checkpoint).
    """
    for folder in (Path(source) / SHAPE, Path(source)):
        if (folder / "config.json").is_file():
            name = json.loads((folder / "config.json").read_text("utf-8")).get("_class_name")
            if name not in KINDS:
                raise ValueError(f"{folder} holds a {name}, expected one of {', '.join(KINDS)}; give a shape VAE")
            return KINDS[name].from_pretrained(folder).eval()
        if (folder / CHECKPOINT).is_file():
            return restored(_kind_of_run(folder), folder)
    raise ValueError(f"there is no shape VAE in {source}; give a model folder or the --out of a training run")


def _kind_of_run(folder: Path) -> type[ModelMixin]:
    """A checkpoint has the config of its model but not the class: the one that takes it."""
    import torch

    config = torch.load(folder / CHECKPOINT, map_location="cpu", weights_only=True, mmap=True).get("model_config", {})
    return ShapeVAE if "lattice" in config else PerceiverShapeVAE


def held_out_parts(
    folders: Iterable[str | Path], count: int | None = None, split: Split = "held_out", samples: int = SAMPLES
) -> dict[str, HeldOut]:
    """The parts (not the wholes) of each source, at most `count` of it, evenly over the objects in their order."""
    found: dict[str, list[tuple[PartSample, str]]] = defaultdict(list)
    for sample in iterate(list(folders), split):
        found[sample.source] += [(part, sample.category) for part in sample.parts[1:]]
    if not found:
        raise ValueError(f"there are no objects of split {split!r}; prepare more with `python -m copart_core.data`")
    result = {}
    for source, pairs in sorted(found.items()):
        wanted = min(count or len(pairs), len(pairs))
        chosen = [pairs[index] for index in np.linspace(0, len(pairs) - 1, wanted).round().astype(int)]
        parts = [part for part, _ in chosen]
        result[source] = HeldOut(
            parts, [category for _, category in chosen], [true_surface(part, samples) for part in parts]
        )
    return result


def evaluate_reconstruction(
    vae: ShapeModel,
    sources: dict[str, HeldOut],
    decoding: Decoding = Decoding(),
    by_category: bool = False,
) -> dict[str, Any]:
    """For each source the `summary` of its parts, with seconds, the share of open sheets among them and, where asked
    for, the same numbers for each category."""
    report: dict[str, Any] = {}
    for source, held_out in sources.items():
        started = time.monotonic()
        rows = decoding.table(vae, held_out)
        sheets = float(np.mean([part.half_thickness > 0 for part in held_out.parts]))
        closed = float(np.mean([truth.watertight for truth in held_out.truths]))
        report[source] = {
            **summary(rows), "truth_watertight": closed, "truth_sheets": sheets, "seconds": time.monotonic() - started,
        }  # fmt: skip
        if by_category:
            report[source]["categories"] = _by_category(rows, held_out.categories)
    return rounded(report)


def _by_category(rows: Sequence[Reconstruction], categories: Sequence[str]) -> dict[str, dict[str, float]]:
    groups: dict[str, list[Reconstruction]] = defaultdict(list)
    for row, category in zip(rows, categories, strict=True):
        groups[category].append(row)
    return {category: summary(group) for category, group in sorted(groups.items())}


def rounded(value: Any, digits: int = 5) -> Any:
    """All numbers of a nested report with so many digits after the point."""
    if isinstance(value, dict):
        return {name: rounded(inner, digits) for name, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner, digits) for inner in value]
    return round(value, digits) if isinstance(value, float) else value


COLUMNS = {
    "parts": "parts", "chamfer_median": "CD", "f_score_01_median": "F@0.01", "f_score_02_median": "F@0.02",
    "f_score_02_visible_median": "F@0.02 visible", "normal_consistency_median": "NC", "iou_median": "IoU",
    "watertight": "watertight", "empty": "empty",
}  # fmt: skip


def table_text(rows: dict[str, dict[str, float]]) -> str:
    """Rows of medians as a Markdown table; each key of `rows` is the name of its row."""
    lines = ["| | " + " | ".join(COLUMNS.values()) + " |", "|---|" + "---:|" * len(COLUMNS)]
    for name, values in rows.items():
        lines.append(f"| {name} | " + " | ".join(f"{values[column]:.4g}" for column in COLUMNS) + " |")
    return "\n".join(lines)

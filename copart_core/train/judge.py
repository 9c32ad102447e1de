"""How well a shape VAE reconstructs held-out parts: pictures while it trains, and a table at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray

from copart_core.data.samples import PartSample
from copart_core.data.shards import count_objects, iterate
from copart_core.geometry.cameras import Camera
from copart_core.geometry.differentiable import Cameras, render
from copart_core.models.reconstruction import ShapeModel, reconstruct, reconstruction_table, summary

CELL = 128  # pixels a side of one part in a picture
_LIGHT = torch.nn.functional.normalize(torch.tensor([0.4, 0.8, 0.5]), dim=0)
_ROWS = {  # of the table, by the name of their value
    "parts": "held-out parts", "empty": "came out empty", "watertight": "share watertight",
    "iou_median": "occupancy IoU, median", "chamfer_median": "Chamfer distance, median",
    "f_score_01_median": "F-score at 0.01, median", "f_score_02_median": "F-score at 0.02, median",
    "normal_consistency_median": "normal consistency, median",
}  # fmt: skip


def held_out_parts(folders: list[Path], count: int) -> list[PartSample]:
    """At most `count` parts, evenly from the held-out objects."""
    objects = count_objects(folders, "held_out")
    if not objects:
        where = ", ".join(map(str, folders))
        raise ValueError(f"no held-out objects in {where}; prepare more with `python -m copart_core.data prepare`")
    stride = max(objects // count, 1)
    parts = [part for sample in islice(iterate(folders, "held_out"), 0, None, stride) for part in sample.parts]
    return [parts[index] for index in np.linspace(0, len(parts) - 1, min(count, len(parts))).astype(int)]


def reconstruction_metrics(model: ShapeModel, parts: Sequence[PartSample]) -> dict[str, float]:
    """Medians over the parts and more (models/reconstruction.py); lengths in the part frame."""
    return summary(reconstruction_table(model, parts))


def table(metrics: Mapping[str, float]) -> str:
    """The numbers that matter, a line each."""
    width = max(map(len, _ROWS.values()))
    return "\n".join(f"{title:<{width}}  {metrics[name]:.4g}" for name, title in _ROWS.items())


def reconstruction_picture(model: ShapeModel, parts: Sequence[PartSample]) -> NDArray[np.uint8]:
    """[2 * CELL, P * CELL, 3]: the true parts above, the reconstructions below; white where one is empty."""
    points, normals, extents = (
        torch.from_numpy(np.stack([getattr(part, name) for part in parts]).astype(np.float32)).to(model.device)
        for name in ("points", "normals", "extent")
    )
    made = reconstruct(model, points, normals, extents)
    columns = [
        np.concatenate([
            shaded(part.vertices * part.extent, part.faces, part.extent),
            shaded(*mesh, part.extent) if mesh else np.full((CELL, CELL, 3), 255, np.uint8),
        ])
        for part, mesh in zip(parts, made, strict=True)
    ]  # fmt: skip
    return np.concatenate(columns, axis=1)


def shaded(vertices: ArrayLike, faces: ArrayLike, extent: NDArray[np.float64]) -> NDArray[np.uint8]:
    """[CELL, CELL, 3]: a mesh in the part frame of a part of this extent, seen from above and aside."""
    camera = Camera.orbit(np.zeros(3), float(np.linalg.norm(extent)), 30, 25)
    mesh = torch.as_tensor(np.asarray(vertices, np.float32)), torch.as_tensor(np.asarray(faces, np.int64))
    drawn = render([mesh], Cameras.stack([[camera]]), CELL, backend="cpu")
    light = 0.35 * drawn.mask + 0.55 * (drawn.normal @ _LIGHT).clamp(min=0) + (1 - drawn.mask)
    return (255 * light[0, 0, ..., None].expand(-1, -1, 3).clamp(0, 1)).to(torch.uint8).numpy()

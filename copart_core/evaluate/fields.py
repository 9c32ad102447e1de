"""How well latents fill their boxes, judged on the decoder's field before anything is cut or textured.

A finished mesh is cut to its box, which hides how well a part was made; the field is not. All is in box coordinates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import torch
from jaxtyping import Bool, Float
from numpy.typing import NDArray
from torch import Tensor

from copart_core.geometry.frames import Frame
from copart_core.models.folder import CoPartModel
from copart_core.scene import Part

GRID = 24  # points an axis
REACH = 1.25  # how far out of the box is looked, 1 is its faces
ALIKE = 0.02  # of the longer box's side: boxes that differ by less are siblings


@dataclass(frozen=True)
class BoxFit:
    empty: bool  # nothing inside of the box
    box_iou: float  # of the bounds of all that is occupied with the box
    outside: float  # share of the occupied volume that lies out of the box


@torch.inference_mode()
def occupancy(
    model: CoPartModel, geometry: Float[Tensor, "P T D"], parts: Sequence[Part], reach: float = REACH
) -> Bool[Tensor, "P G G G"]:
    """Where the fields of the parts are inside, on a grid over [-reach, reach]^3 in box coordinates."""
    vae = model.shape_vae
    extents = np.stack([Frame.of(part.box).extent for part in parts])
    scale = torch.from_numpy(extents if vae.frame == "part" else np.ones_like(extents)).to(geometry)
    axis = torch.from_numpy(_axis(reach)).to(geometry)
    grid = torch.stack(torch.meshgrid(axis, axis, axis, indexing="ij"), dim=-1).reshape(-1, 3)
    field = vae.field_of(vae.denormalize(geometry))
    distance, _ = field.distance(grid[None] * scale[:, None])
    return (distance < 0).reshape(len(parts), GRID, GRID, GRID)


def box_fit(inside: Bool[Tensor, "G G G"], reach: float = REACH) -> BoxFit:
    """Of one part's `occupancy`. Bounds are counted in whole cells of the grid."""
    taken = inside.cpu().numpy()
    axis = _axis(reach)
    within = np.abs(axis) <= 1
    volume, in_box = taken.sum(), taken[np.ix_(within, within, within)].sum()
    if in_box == 0:
        return BoxFit(True, 0.0, 1.0 if volume else 0.0)
    inter = union = own = 1.0
    for along in range(3):
        line = taken.any(axis=tuple(other for other in range(3) if other != along))
        own *= line.sum()
        inter *= (line & within).sum()
        union *= within.sum()
    return BoxFit(False, float(inter / (own + union - inter)), float(1 - in_box / volume))


def occupancy_iou(a: Bool[Tensor, "G G G"], b: Bool[Tensor, "G G G"]) -> float:
    """IoU of two versions of a part; 1 where both are empty."""
    union = int((a | b).sum())
    return int((a & b).sum()) / union if union else 1.0


def sibling_ious(inside: Bool[Tensor, "P G G G"], parts: Sequence[Part]) -> list[float]:
    """IoU of every two parts with equally large boxes: legs, wheels, drawers, which should be alike.

    One of the two may be the mirror image of the other, along x or along z.
    """
    found = []
    for (row, part), (other_row, other) in combinations(enumerate(parts), 2):
        if np.abs(np.subtract(part.box.size, other.box.size)).max() <= ALIKE * max(part.box.size):
            versions = (inside[other_row], inside[other_row].flip(0), inside[other_row].flip(2))
            found.append(max(occupancy_iou(inside[row], version) for version in versions))
    return found


def _axis(reach: float) -> NDArray[np.float64]:
    """The middles of GRID cells over [-reach, reach]."""
    return (np.arange(GRID) + 0.5) / GRID * 2 * reach - reach

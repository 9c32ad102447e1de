"""Supplementary eq. 17: depth and normals of the decoded mesh against those of the true one, through FlexiCubes.

One row of the batch in `every` is extracted in FlexiCubes' training mode and drawn from random cameras beside its true
mesh, both in the part frame, so that depth and normals mean the same along every axis. Gradients reach all that the
decoder predicts (distance, deformation, alpha, beta, gamma) and the encoder behind it. Weights, resolution and cameras
are our choice; the paper gives none.

Silhouettes: the renderer blends along outlines, so depth (against a background one unit behind the part), normals and
mask all pull an outline into its place. Real meshes disagree on inside and outside, so normals are compared as the
renderer gives them, turned to the viewer on both sides.

Not rendered: random boxes, open sheets (their body is not their mesh), and parts whose field has no surface yet, which
only the field loss can help.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false, reportCallIssue=false

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor

from copart_core.geometry.cameras import AXIS_VIEWS, AxisView, Camera
from copart_core.geometry.differentiable import Cameras, Rendering, render
from copart_core.geometry.extraction import extract_training
from copart_core.models.reconstruction import ShapeModel
from copart_core.train.draw import Draw
from copart_core.train.parts import PartBatch

Mesh = tuple[Float[Tensor, "N 3"], Int[Tensor, "F 3"]]


@dataclass(frozen=True)
class RenderingLoss:
    """Weights (0 switches a term off) and what is drawn."""

    # At these weights each term's gradient is an eighth to a quarter of the field loss's; ten times more drowned it.
    depth: float = 0.03  # l1 of eq. 17; part-frame units
    normal: float = 0.03  # l2 of eq. 17
    mask: float = 0.02  # coverage; not in the paper
    deviation: float = 0.1  # FlexiCubes' L_dev (Shen et al. 2023, eq. 8): dual vertices amid their edge crossings
    every: int = 8  # one row in so many is rendered
    views: int = 3  # one along an axis, the others from anywhere
    size: int = 96  # pixels a side
    resolution: int = 32  # cubes an axis of the extraction

    def __post_init__(self) -> None:
        if min(self.every, self.views, self.size, self.resolution) < 1:
            raise ValueError(f"expected positive sizes of the rendering loss, got {self}")

    def __call__(
        self, model: ShapeModel, latents: Float[Tensor, "R T D"], batch: PartBatch, rows: Sequence[int], draw: Draw
    ) -> tuple[Float[Tensor, ""], dict[str, Tensor]]:
        """The weighted sum and its terms. `rows` are the rows of `batch` in the step's batch.

        Each is a mean over the rows whose turn it is, also those that cannot be rendered: they count as zero, so that
        the mean over all shares is that of the whole batch.
        """
        turn = [place for place, row in enumerate(rows) if row % self.every == 0 and batch.meshes[place] is not None]
        zero = latents.new_zeros(())
        terms = dict.fromkeys(("depth", "normal", "mask", "deviation"), zero)
        if turn:
            with torch.autocast(latents.device.type, enabled=False):  # half precision is too coarse for positions
                terms = self._terms(model, latents[turn].float(), batch, turn, [rows[place] for place in turn], draw)
        terms = {name: value * self.every / len(rows) for name, value in terms.items()}
        total = sum((getattr(self, name) * value for name, value in terms.items()), zero)
        return total, {name: value.detach() for name, value in terms.items()}

    def _terms(
        self, model: ShapeModel, latents: Tensor, batch: PartBatch, turn: list[int], rows: list[int], draw: Draw
    ) -> dict[str, Tensor]:
        """The sums over these parts of each term's mean."""
        scales = batch.extents[turn] if model.frame == "box" else torch.ones_like(batch.extents[turn])
        made = extract_training(
            model.field_of(latents), self.resolution, seeds=[batch.points[place] for place in turn], memory_mib=2048
        )
        shown = [index for index, mesh in enumerate(made) if len(mesh.faces)]
        if not shown:
            return dict.fromkeys(("depth", "normal", "mask", "deviation"), latents.new_zeros(()))
        cameras = Cameras.stack([
            random_views(draw.row_rng(rows[index], stream=5), self.views, batch.extents[turn[index]].cpu().numpy())
            for index in shown
        ])  # fmt: skip
        meshes = [(made[index].vertices * scales[index], made[index].faces) for index in shown]
        drawn = render(meshes, cameras, self.size)
        with torch.no_grad():
            true = [_on_device(batch.meshes[turn[index]], scales[index]) for index in shown]
            truth = render(true, cameras, self.size)
        deviation = torch.stack([made[index].deviation.mean() for index in shown]).sum()
        return compare(drawn, truth) | {"deviation": deviation}


def compare(drawn: Rendering, truth: Rendering) -> dict[str, Float[Tensor, ""]]:
    """L1 of depth, normals (summed over x, y, z) and mask: means over the pixels that either covers, summed over parts.
    """
    covered = ((drawn.mask.detach() > 0) | (truth.mask > 0)).to(drawn.depth.dtype)
    pixels = covered.sum(dim=(1, 2, 3)).clamp(min=1)
    errors = {
        "depth": (drawn.depth - truth.depth).abs(),
        "normal": (drawn.normal - truth.normal).abs().sum(dim=-1),
        "mask": (drawn.mask - truth.mask).abs(),
    }
    return {name: ((error * covered).sum(dim=(1, 2, 3)) / pixels).sum() for name, error in errors.items()}


def random_views(rng: np.random.Generator, count: int, extent: np.ndarray) -> list[Camera | AxisView]:
    """An axis view of the part frame, and look-at cameras from directions uniform on the sphere around the part."""
    views: list[Camera | AxisView] = [AXIS_VIEWS[rng.integers(len(AXIS_VIEWS))]]
    for _ in range(count - 1):
        azimuth, elevation = rng.uniform(0, 360), np.degrees(np.arcsin(rng.uniform(-1, 1)))
        views.append(Camera.orbit(np.zeros(3), float(np.linalg.norm(extent)), azimuth, float(elevation)))
    return views


def _on_device(mesh: tuple | None, scale: Float[Tensor, "3"]) -> Mesh:
    assert mesh is not None  # only parts with a mesh have a turn
    vertices, faces = (torch.from_numpy(array).to(scale.device) for array in mesh)
    return vertices * scale, faces.long()

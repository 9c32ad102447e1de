"""Stacked cameras in torch for differentiable rendering: V cameras for each of B meshes.

They hold the same cameras as geometry/cameras.py and share its pixels: continuous pixel coordinates (x, y), x to the
right, y down, the image spanning [0, W] x [0, H], the centre of pixel (row, col) at (col + 0.5, row + 0.5). Depth is
measured along the view axis from the eye, in units of the mesh; for an axis view that is 0 on the near face of the cube
[-1, 1]^3 and 2 on the far one, as in `cameras.project`. Images are square here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor

from copart_core.geometry.cameras import AXIS_VIEWS, AxisView, Camera


@dataclass(frozen=True, eq=False)
class Cameras:
    """V cameras for each of B meshes; orthographic and perspective ones may be mixed. No gradients reach a camera."""

    eye: Float[Tensor, "B V 3"]  # where depth is 0
    right: Float[Tensor, "B V 3"]  # unit
    up: Float[Tensor, "B V 3"]  # unit
    forward: Float[Tensor, "B V 3"]  # unit, into the picture
    half_height: Float[Tensor, "B V"]  # tangent of half the field of view, or half the visible height in mesh units
    perspective: Bool[Tensor, "B V"]
    background: Float[Tensor, "B V"]  # the depth where nothing is seen

    @classmethod
    def stack(cls, cameras: Sequence[Sequence[Camera | AxisView]], background: float | None = None) -> Cameras:
        """B rows of V cameras each, in float64 on the CPU; `to` moves them.

        `background` is the depth of the empty background. Left out, it is the depth of the plane one unit behind the
        origin of the meshes' frame: the far face of the cube for an axis view. An object of that size around the
        origin then stands about as high above the background as it is wide, so that in an L1 loss on depth a pixel that
        is wrongly covered or wrongly empty weighs about as much as it does in one on the mask.
        """
        if not cameras or not cameras[0] or len({len(row) for row in cameras}) != 1:
            raise ValueError(f"expected B rows of V cameras each, got rows of {[len(row) for row in cameras]}")
        flat = [_look_at(camera) for row in cameras for camera in row]
        size = (len(cameras), len(cameras[0]))

        def stacked(values: list) -> Tensor:
            return torch.as_tensor(np.array(values)).reshape(*size, *np.shape(values[0]))

        eye, forward = (stacked([getattr(camera, name) for camera in flat]) for name in ("eye", "forward"))
        right, up = (stacked([getattr(camera, name) for camera in flat]) for name in ("right", "up"))
        half_height, perspective = (
            stacked([getattr(camera, name) for camera in flat]) for name in ("half_height", "perspective")
        )
        far = 1 - (eye * forward).sum(dim=-1) if background is None else torch.full(size, background).to(eye)
        return cls(eye, right, up, forward, half_height, perspective, far)

    @classmethod
    def axis_views(cls, meshes: int = 1) -> Cameras:
        """The six axis views (geometry/cameras.py) for each of B meshes."""
        return cls.stack([AXIS_VIEWS] * meshes)

    @property
    def shape(self) -> tuple[int, int]:
        """(B, V)."""
        return self.half_height.shape[0], self.half_height.shape[1]

    def to(self, like: Tensor) -> Cameras:
        """On the device and in the floating type of `like`."""
        numbers = (self.eye, self.right, self.up, self.forward, self.half_height)
        eye, right, up, forward, half_height = (number.detach().to(like) for number in numbers)
        return Cameras(
            eye, right, up, forward, half_height, self.perspective.to(like.device), self.background.detach().to(like)
        )

    def select(self, mesh: int) -> Cameras:
        """The cameras of one mesh, B = 1."""
        return Cameras(*(getattr(self, name)[mesh : mesh + 1] for name in self.__dataclass_fields__))


def _look_at(camera: Camera | AxisView) -> Camera:
    """An axis view as an orthographic camera: the eye on the face of the cube that it shows, where depth is 0."""
    if isinstance(camera, Camera):
        return camera
    outward, right, up = (np.array(vector, float) for vector in (camera.outward, camera.right, camera.up))
    return Camera(outward, right, up, -outward, 1.0, False)


def to_view(cameras: Cameras, view: Tensor, points: Float[Tensor, "*N 3"]) -> Float[Tensor, "*N 3"]:
    """Points in the frames of cameras, counted flat in 0..B*V-1: (to the right, up, depth), in mesh units.

    `view` indexes the flat cameras and broadcasts against the leading axes of `points`.
    """
    axes = torch.stack([cameras.right, cameras.up, cameras.forward], dim=-2).flatten(0, 1)[view]
    offset = points - cameras.eye.flatten(0, 1)[view]
    return (axes * offset[..., None, :]).sum(dim=-1)


def to_pixels(
    cameras: Cameras, view: Tensor, points: Float[Tensor, "*N 3"], size: int
) -> tuple[Float[Tensor, "*N 2"], Float[Tensor, "*N"]]:
    """Pixel coordinates (x, y) and depth of points, as `cameras.Camera.project` has them; `view` as in `to_view`."""
    seen = to_view(cameras, view, points)
    scale = cameras.half_height.flatten()[view]
    scale = torch.where(cameras.perspective.flatten()[view], seen[..., 2] * scale, scale)
    x, y = seen[..., 0] / scale, seen[..., 1] / scale
    return torch.stack([1 + x, 1 - y], dim=-1) * (size / 2), seen[..., 2]


def to_rays(
    cameras: Cameras, view: Tensor, pixels: Float[Tensor, "*N 2"], size: int
) -> tuple[Float[Tensor, "*N 3"], Float[Tensor, "*N 3"]]:
    """Rays through pixel coordinates (x, y): origins, where depth is 0, and directions, along which it grows by 1."""
    axes = (cameras.right, cameras.up, cameras.forward, cameras.eye)
    right, up, forward, eye = (axis.flatten(0, 1)[view] for axis in axes)
    reach = cameras.half_height.flatten()[view][..., None]
    aside = (2 * pixels[..., :1] / size - 1) * reach * right + (1 - 2 * pixels[..., 1:] / size) * reach * up
    perspective = cameras.perspective.flatten()[view][..., None]
    return torch.where(perspective, eye, eye + aside), torch.where(perspective, forward + aside, forward)

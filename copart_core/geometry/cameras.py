"""Cameras: the six axis views of a part, and look-at cameras for pictures.

Pixels. Everywhere here and in whatever reads it (renderer, texture baker), continuous pixel coordinates are (x, y)
with x to the right, y down, the image spanning [0, W] x [0, H]; pixel (row, col) is the square [col, col + 1] x
[row, row + 1] and its centre is (col + 0.5, row + 0.5).

Axis views (V = 6, our choice). Orthographic; each looks at the cube [-1, 1]^3 of *box coordinates* (geometry/frames.py)
from outside, along an axis, and its image is exactly the face of the cube that it looks at. For a view with unit
vectors `outward` (from the centre to the viewer), `right` and `up`, a point u of the cube maps to

    x = (u . right + 1) / 2 * size        y = (1 - u . up) / 2 * size        depth = 1 - u . outward   (0 near, 2 far)

and back: u = (2 x / size - 1) right + (1 - 2 y / size) up + (1 - depth) outward.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class AxisView:
    """One face of the cube as seen from outside; the vectors are orthonormal with right x up = outward."""

    name: str
    outward: tuple[int, int, int]
    right: tuple[int, int, int]
    up: tuple[int, int, int]

    @property
    def axis(self) -> int:
        """0, 1 or 2: the axis that the view looks along."""
        return next(axis for axis in range(3) if self.outward[axis])


AXIS_VIEWS: tuple[AxisView, ...] = (
    AxisView("+x", (1, 0, 0), (0, 0, -1), (0, 1, 0)),
    AxisView("-x", (-1, 0, 0), (0, 0, 1), (0, 1, 0)),
    AxisView("+y", (0, 1, 0), (1, 0, 0), (0, 0, -1)),
    AxisView("-y", (0, -1, 0), (1, 0, 0), (0, 0, 1)),
    AxisView("+z", (0, 0, 1), (1, 0, 0), (0, 1, 0)),
    AxisView("-z", (0, 0, -1), (-1, 0, 0), (0, 1, 0)),
)
VIEWS = len(AXIS_VIEWS)


def project(view: AxisView, points: ArrayLike, size: float) -> tuple[Array, Array]:
    """Box coordinates [..., 3] -> pixel coordinates (x, y) [..., 2] in 0..size and depth [...] in 0..2."""
    points = np.asarray(points, np.float64)
    x = (points @ np.array(view.right, float) + 1) / 2 * size
    y = (1 - points @ np.array(view.up, float)) / 2 * size
    return np.stack([x, y], axis=-1), 1 - points @ np.array(view.outward, float)


def unproject(view: AxisView, pixels: ArrayLike, depth: ArrayLike, size: float) -> Array:
    """The inverse of `project`: pixel coordinates [..., 2] and depth [...] -> box coordinates [..., 3]."""
    pixels, depth = np.asarray(pixels, np.float64), np.asarray(depth, np.float64)
    right, up, outward = (np.array(vector, float) for vector in (view.right, view.up, view.outward))
    across, down = 2 * pixels[..., 0] / size - 1, 2 * pixels[..., 1] / size - 1
    return np.stack([across, -down, 1 - depth], axis=-1) @ np.stack([right, up, outward])


def pixel_centers(width: int, height: int) -> Array:
    """[H, W, 2]: the pixel coordinates (x, y) of every pixel's centre."""
    pixels = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1)
    return pixels.astype(np.float64) + 0.5


def view_rays(view: AxisView, size: int) -> tuple[Array, Array]:
    """Rays through the pixel centres of an axis view: origins [H*W, 3], row by row, and directions [H*W, 3].

    The origins lie one unit in front of the cube's face (depth -1), so that surfaces on the face itself are hit.
    """
    centers = pixel_centers(size, size).reshape(-1, 2)
    origins = unproject(view, centers, np.full(len(centers), -1.0), size)
    return origins, np.tile(-np.array(view.outward, float), (len(centers), 1))


@dataclass(frozen=True)
class Camera:
    """A look-at camera, y up: perspective with a vertical field of view, or orthographic with a half height."""

    eye: Array  # [3]
    right: Array  # [3], unit
    up: Array  # [3], unit
    forward: Array  # [3], unit, into the picture
    half_height: float  # tangent of half the field of view, or half the visible height in world units
    perspective: bool

    @classmethod
    def look_at(
        cls, eye: ArrayLike, target: ArrayLike, *, fov: float | None = 30.0, half_height: float = 1.0
    ) -> Camera:
        """`fov` in degrees (vertical); None makes it orthographic, showing +-`half_height` world units."""
        eye, target = np.asarray(eye, np.float64), np.asarray(target, np.float64)
        forward = target - eye
        length = np.linalg.norm(forward)
        if not length > 0:
            raise ValueError(f"expected an eye apart from its target, got both at {eye}")
        if fov is not None and not 0 < fov < 180:
            raise ValueError(f"expected a field of view between 0 and 180 degrees, got {fov}")
        forward = forward / length
        world_up = np.array([0.0, 1.0, 0.0]) if abs(forward[1]) < 0.999 else np.array([0.0, 0.0, -1.0])
        right = np.cross(forward, world_up)
        right /= np.linalg.norm(right)
        height = half_height if fov is None else float(np.tan(np.radians(fov) / 2))
        return cls(eye, right, np.cross(right, forward), forward, height, fov is not None)

    @classmethod
    def orbit(
        cls, center: ArrayLike, radius: float, azimuth: float, elevation: float, *, fov: float | None = 30.0
    ) -> Camera:
        """A camera that shows the whole sphere (center, radius).

        Angles in degrees: azimuth 0 looks from +z, 90 from +x; elevation 90 looks down from +y.
        """
        theta, phi = np.radians(azimuth), np.radians(elevation)
        toward = np.array([np.sin(theta) * np.cos(phi), np.sin(phi), np.cos(theta) * np.cos(phi)])
        distance = 2 * radius if fov is None else radius / np.sin(np.radians(fov) / 2)
        center = np.asarray(center, np.float64)
        return cls.look_at(center + distance * toward, center, fov=fov, half_height=radius)

    def rays(self, width: int, height: int) -> tuple[Array, Array]:
        """Origins and unit directions [H*W, 3] through the pixel centres, row by row."""
        centers = pixel_centers(width, height).reshape(-1, 2)
        across = (2 * centers[:, :1] - width) / height * self.half_height * self.right
        upward = (height - 2 * centers[:, 1:]) / height * self.half_height * self.up
        if not self.perspective:
            return self.eye + across + upward, np.tile(self.forward, (len(centers), 1))
        directions = self.forward + across + upward
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        return np.tile(self.eye, (len(centers), 1)), directions

    def project(self, points: ArrayLike, width: int, height: int) -> tuple[Array, Array]:
        """World points [..., 3] -> pixel coordinates (x, y) [..., 2] and depth along the view axis [...]."""
        offset = np.asarray(points, np.float64) - self.eye
        depth = offset @ self.forward
        reach = (depth if self.perspective else np.ones_like(depth)) * self.half_height
        x = width / 2 + offset @ self.right / reach * height / 2
        y = height / 2 - offset @ self.up / reach * height / 2
        return np.stack([x, y], axis=-1), depth

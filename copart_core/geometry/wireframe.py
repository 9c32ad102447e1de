"""Boxes in 2D: all boxes of a layout drawn as wire frames in the six axis views of the object (METHOD section 3).

The views are those of geometry/cameras.py, of the object cube [-1, 1]^3. Each part has the colour of its place in the
order, from a palette of 12 that colour-blind users can tell apart; the background is black (both our choice).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageDraw

from copart_core.geometry.cameras import AXIS_VIEWS, project

PALETTE: tuple[tuple[int, int, int], ...] = (
    (230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66), (60, 110, 255), (213, 94, 0),
    (204, 121, 167), (255, 255, 255), (136, 204, 90), (170, 68, 153), (153, 221, 255), (150, 110, 60),
)  # fmt: skip
_SUPERSAMPLE = 4
_EDGES = [(corner, corner | bit) for corner in range(8) for bit in (1, 2, 4) if not corner & bit]


def render_wireframes(boxes: ArrayLike, size: int = 64) -> NDArray[np.uint8]:
    """`boxes` [P, 2, 3] (low and high corner, object space) -> pictures [6, H, W, 3]; lines are one pixel wide."""
    boxes = np.asarray(boxes, np.float64)
    if boxes.ndim != 3 or boxes.shape[1:] != (2, 3) or not np.isfinite(boxes).all():
        raise ValueError(f"expected finite boxes [P, 2, 3], got shape {boxes.shape}")
    bits = np.array([[corner & 1, corner >> 1 & 1, corner >> 2] for corner in range(8)])
    corners = np.where(bits, boxes[:, None, 1], boxes[:, None, 0])  # P 8 3
    large = size * _SUPERSAMPLE
    margin = _SUPERSAMPLE / 2  # keeps the lines of the outermost box whole
    pictures = []
    for view in AXIS_VIEWS:
        image = Image.new("RGB", (large, large))
        draw = ImageDraw.Draw(image)
        pixels = margin + project(view, corners, large - 2 * margin)[0] - 0.5  # ImageDraw counts from pixel centres
        for part, points in enumerate(pixels.tolist()):
            lines = {tuple(sorted((tuple(points[start]), tuple(points[end])))) for start, end in _EDGES}
            for line in lines:
                draw.line(line, fill=PALETTE[part % len(PALETTE)], width=_SUPERSAMPLE)
        pictures.append(np.asarray(image.reduce(_SUPERSAMPLE)))
    return np.stack(pictures)

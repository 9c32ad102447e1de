"""The sRGB transfer function (IEC 61966-2-1), and PNG bytes that depend on the pixels alone."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def srgb_to_linear(srgb: NDArray[Any]) -> NDArray[np.float64]:
    """sRGB in [0, 1] -> linear light in [0, 1]."""
    srgb = np.asarray(srgb, np.float64)
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def linear_to_srgb(linear: NDArray[Any]) -> NDArray[np.float64]:
    """The inverse of `srgb_to_linear`; input is clipped to [0, 1]."""
    linear = np.clip(np.asarray(linear, np.float64), 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def encode_png(pixels: NDArray[np.uint8]) -> bytes:
    """[H, W, 3 or 4] sRGB -> PNG; equal pixels give equal bytes."""
    from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG", compress_level=6)
    return stream.getvalue()

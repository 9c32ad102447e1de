"""Colour names: the palette that captions speak of, and the way from a colour to its name and back.

Distances are Euclidean in CIELAB (D65), where equal distances look about equally different.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import ArrayLike, NDArray

PALETTE: dict[str, tuple[int, int, int]] = {
    "red": (204, 32, 38),
    "orange": (243, 132, 32),
    "yellow": (250, 218, 50),
    "lime": (152, 212, 52),
    "green": (38, 132, 58),
    "teal": (24, 152, 152),
    "blue": (44, 104, 218),
    "navy": (24, 32, 92),
    "purple": (122, 52, 164),
    "pink": (246, 148, 188),
    "brown": (112, 66, 36),
    "black": (24, 24, 27),
    "white": (246, 246, 243),
    "gray": (134, 137, 141),
    "beige": (224, 202, 166),
    "gold": (184, 146, 42),
}
"""Colour name -> sRGB, 8 bits a channel."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "red": ("crimson", "scarlet", "ruby", "cherry red"),
    "orange": ("tangerine", "pumpkin orange"),
    "yellow": ("mustard", "lemon yellow", "sunny yellow"),
    "lime": ("lime green", "chartreuse"),
    "green": ("emerald", "dark green", "forest green"),
    "teal": ("turquoise", "cyan", "blue-green"),
    "blue": ("azure", "cobalt", "royal blue", "bright blue"),
    "navy": ("navy blue", "dark blue", "midnight blue"),
    "purple": ("violet", "plum", "aubergine"),
    "pink": ("rose", "light pink", "salmon pink"),
    "brown": ("chocolate", "chestnut", "dark brown"),
    "black": ("jet black", "ebony"),
    "white": ("snow white", "off-white", "ivory"),
    "gray": ("grey", "silver", "charcoal", "silver gray"),
    "beige": ("cream", "tan", "sand-coloured"),
    "gold": ("golden", "gilded", "ochre"),
}
"""Colour name -> other words for it. Where one term holds another ("navy blue"), the longer one counts."""

_NAMES = tuple(PALETTE)
_TERMS = {term: name for name, terms in SYNONYMS.items() for term in (name, *terms)}
_PATTERN = re.compile(
    r"(?<![\w-])(" + "|".join(re.escape(term) for term in sorted(_TERMS, key=len, reverse=True)) + r")(?![\w-])"
)

# sRGB (linear) to CIE XYZ, and the D65 white point (IEC 61966-2-1, CIE 15)
_XYZ_RGB = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.95047, 1.0, 1.08883])


def to_lab(rgb: ArrayLike) -> NDArray[np.float64]:
    """sRGB [..., 3] in 0..255 -> CIELAB [..., 3]."""
    srgb = np.asarray(rgb, dtype=np.float64) / 255.0
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    ratio = linear @ _XYZ_RGB.T / _WHITE
    cubic = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = cubic[..., 0], cubic[..., 1], cubic[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


_PALETTE_LAB = to_lab(np.array(list(PALETTE.values())))


def nearest_index(rgb: ArrayLike) -> NDArray[np.intp]:
    """sRGB [..., 3] in 0..255 -> [...] index into the palette's names of the nearest colour."""
    lab = to_lab(rgb)
    return np.argmin(((lab[..., None, :] - _PALETTE_LAB) ** 2).sum(axis=-1), axis=-1)


def nearest(rgb: ArrayLike) -> str:
    """sRGB [3] in 0..255 -> the palette's name for it."""
    rgb = np.asarray(rgb)
    if rgb.shape != (3,):
        raise ValueError(f"expected one colour of shape (3,), got {rgb.shape}; use nearest_names for arrays")
    return _NAMES[int(nearest_index(rgb))]


def nearest_names(rgb: ArrayLike) -> NDArray[np.str_]:
    """sRGB [..., 3] in 0..255 -> [...] the palette's names."""
    return np.array(_NAMES)[nearest_index(rgb)]


def jitter(name: str, rng: np.random.Generator, strength: float = 12.0) -> NDArray[np.uint8]:
    """A colour near the palette's `name` ([3], uint8 sRGB) that is still called so by `nearest`.

    `strength` is the standard deviation in 8-bit steps, common to the channels and again half as much for each.
    """
    if name not in PALETTE:
        raise ValueError(f"expected a colour of {', '.join(PALETTE)}, got {name!r}")
    base = np.array(PALETTE[name], dtype=np.float64)
    for attempt in range(16):  # shrink until it keeps its name; the palette's own colour always does
        scale = strength * 0.75**attempt
        drawn = base + rng.normal(0, scale) + rng.normal(0, scale / 2, 3)
        color = np.clip(np.rint(drawn), 0, 255).astype(np.uint8)
        if nearest(color) == name:
            return color
    return base.astype(np.uint8)


def terms_in(caption: str) -> list[str]:
    """The palette's names of all the colours that `caption` names, in order, repeats included."""
    return [_TERMS[match.group(1)] for match in _PATTERN.finditer(caption.lower())]


def named_in(caption: str) -> str | None:
    """The one colour that `caption` names (whole words, synonyms too), or None if it names none or several."""
    found = set(terms_in(caption))
    return found.pop() if len(found) == 1 else None

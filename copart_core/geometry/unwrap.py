"""A UV atlas for a mesh (xatlas), in the glTF convention: (0, 0) is the upper left corner of the texture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import xatlas
from numpy.typing import ArrayLike, NDArray

PADDING = 2  # texels between charts: bilinear look-ups and the first mip level stay within a chart
MAX_SQUEEZE = 1.5  # an atlas this much larger than its texture still has more than one texel between charts


@dataclass(frozen=True, eq=False)
class Unwrapped:
    """Vertices are doubled along the seams of the charts; faces keep their order."""

    source: NDArray[np.int64]  # [V'] the vertex that each one copies
    faces: NDArray[np.uint32]  # [F, 3]
    uv: NDArray[np.float32]  # [V', 2] in [0, 1]
    charts: int
    texture_size: int  # texels a side: what was asked for, or more where so many charts need it


def unwrap(vertices: ArrayLike, faces: ArrayLike, normals: ArrayLike, texture_size: int) -> Unwrapped:
    """Charts of a mesh [V, 3], [F, 3], [V, 3] packed into one square texture of `texture_size` texels or more.

    One pass of chart growing: more passes (xatlas' way of baking offline) take 1.3 times as long here and save few
    seams. Errors: ValueError where xatlas gives faces up.
    """
    faces = np.ascontiguousarray(faces, np.uint32)
    atlas = xatlas.Atlas()
    atlas.add_mesh(np.ascontiguousarray(vertices, np.float32), faces, np.ascontiguousarray(normals, np.float32))
    charting = xatlas.ChartOptions()
    charting.max_iterations = 1
    packing = xatlas.PackOptions()
    packing.resolution = texture_size
    packing.padding = PADDING
    packing.bilinear = True
    packing.create_image = False
    atlas.generate(charting, packing)
    source, charted, uv = atlas[0]
    if charted.shape != faces.shape:
        raise ValueError(f"{len(faces) - len(charted)} faces could not be laid out; finish the mesh first")
    while max(atlas.width, atlas.height) > MAX_SQUEEZE * texture_size:
        texture_size *= 2
    return Unwrapped(
        source.astype(np.int64), charted.astype(np.uint32), uv.astype(np.float32), atlas.chart_count, texture_size
    )

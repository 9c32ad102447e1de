"""Contact sheets: every project as it is, none picked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copart_core.geometry.render import render_image
from copart_core.pipeline.project import Project

AZIMUTH, ELEVATION = 35.0, 25.0  # degrees


def contact_sheet(projects: Sequence[Project], size: int = 200, columns: int = 8) -> NDArray[np.uint8]:
    """Pictures of all parts of each project side by side: [rows * size, columns * size, 3]."""
    if not projects:
        raise ValueError("expected at least one project to show")
    tiles = [render_image(list(project.meshes.values()), size, AZIMUTH, ELEVATION) for project in projects]
    tiles += [np.full_like(tiles[0], 255)] * (-len(tiles) % columns)
    rows = [np.concatenate(tiles[start : start + columns], axis=1) for start in range(0, len(tiles), columns)]
    return np.concatenate(rows)

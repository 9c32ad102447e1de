"""Contact sheets: every project as it is, none picked; and meshes beside their truth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from copart_core.geometry.extraction import Mesh
from copart_core.geometry.finish import crease_normals
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.render import render_image
from copart_core.pipeline.project import Project

AZIMUTH, ELEVATION = 35.0, 25.0  # degrees
TITLE = 18  # pixels above the columns of a comparison


def contact_sheet(projects: Sequence[Project], size: int = 200, columns: int = 8) -> NDArray[np.uint8]:
    """Pictures of all parts of each project side by side: [rows * size, columns * size, 3]."""
    if not projects:
        raise ValueError("expected at least one project to show")
    tiles = [render_image(list(project.meshes.values()), size, AZIMUTH, ELEVATION) for project in projects]
    tiles += [np.full_like(tiles[0], 255)] * (-len(tiles) % columns)
    rows = [np.concatenate(tiles[start : start + columns], axis=1) for start in range(0, len(tiles), columns)]
    return np.concatenate(rows)


def comparison_sheet(columns: dict[str, Sequence[Mesh | None]], size: int = 160, across: int = 2) -> NDArray[np.uint8]:
    """The same parts in several versions, one a column under its title: [H, W, 3]; white where one is missing.

    Each column lists the parts in the same order; `across` parts stand beside each other.
    """
    counts = {len(meshes) for meshes in columns.values()}
    if len(counts) != 1 or counts == {0}:
        raise ValueError(f"expected columns of equally many parts, got {sorted(counts)}")
    rows = [
        np.concatenate([_picture(mesh, size) for mesh in row], axis=1) for row in zip(*columns.values(), strict=True)
    ]
    rows += [np.full_like(rows[0], 255)] * (-len(rows) % across)
    body = np.concatenate(
        [np.concatenate(rows[start : start + across], axis=1) for start in range(0, len(rows), across)]
    )
    head = Image.new("RGB", (body.shape[1], TITLE), "white")
    draw = ImageDraw.Draw(head)
    for place in range(across):
        for index, title in enumerate(columns):
            draw.text(((place * len(columns) + index) * size + 4, 3), title, fill="black")
    return np.concatenate([np.asarray(head), body])


def _picture(mesh: Mesh | None, size: int) -> NDArray[np.uint8]:
    if mesh is None:
        return np.full((size, size, 3), 255, np.uint8)
    vertices, faces, normals = crease_normals(mesh.vertices.astype(np.float64), np.asarray(mesh.faces, np.int64))
    part = PartMesh(vertices.astype(np.float32), faces.astype(np.uint32), normals)
    return render_image([part], size, AZIMUTH, ELEVATION)

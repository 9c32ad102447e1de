"""Project: a scene with what was made of it. On disk a `.copart` file (zip) or a folder of the same layout.

    scene.json               the document
    parts/<part id>.glb      the textured mesh, in document space
    latents.safetensors      "<part id>.geometry" [T, D], "<part id>.image" [V, C, H, W], "<part id>.box" [2, 3]
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from copart_core.geometry.part_mesh import PartMesh
from copart_core.scene import Scene

GLOBAL = "__global__"  # the key of part 0, the whole object


@dataclass(frozen=True, eq=False)
class PartLatents:
    """Clean latents of one part, as the denoisers see them (normalised)."""

    geometry: NDArray[np.float32]  # [T, D]
    image: NDArray[np.float32]  # [V, C, H, W]
    box: NDArray[np.float64]  # [2, 3], the document-space box they were made for


@dataclass(frozen=True, eq=False)
class Project:
    scene: Scene
    meshes: dict[str, PartMesh] = field(default_factory=dict)  # by part id
    latents: dict[str, PartLatents] = field(default_factory=dict)  # by part id, and GLOBAL
    fingerprint: str = ""  # of the model that made the latents (safetensors metadata "model"); "" if none

"""What a running generation tells its caller, in order: Stage..., Preview..., PartReady..., Done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copart_core.geometry.part_mesh import PartMesh

if TYPE_CHECKING:
    from copart_core.pipeline.project import Project


@dataclass(frozen=True)
class Stage:
    """Progress: `step` of `steps` of the stage `name` is done ("text", "denoise", "texture")."""

    name: str
    step: int
    steps: int
    fraction: float  # of the whole run, 0..1
    seconds_left: float | None  # None until it can be estimated


@dataclass(frozen=True)
class Preview:
    """Coarse vertex-coloured meshes of the parts being made, by part id."""

    parts: Mapping[str, PartMesh]


@dataclass(frozen=True)
class PartReady:
    """The final textured mesh of one part."""

    part_id: str
    mesh: PartMesh


@dataclass(frozen=True)
class Done:
    """The finished project: the scene, all meshes (kept ones unchanged) and the latents for later editing."""

    project: Project


Event = Stage | Preview | PartReady | Done


class Cancelled(Exception):
    """The caller asked to stop; nothing of the run is kept beyond the events already seen."""

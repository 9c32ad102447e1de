"""What every source of objects hands over: named parts with a mesh, a colour and captions, in document space."""

from __future__ import annotations

from dataclasses import dataclass

import trimesh

from copart_core.geometry.render import ColorFn


@dataclass(frozen=True, eq=False)
class SourcePart:
    """A part as it comes from a source, in document space (y up)."""

    name: str
    kind: str
    mesh: trimesh.Trimesh  # not flat: its bounding box has three positive sides
    color: ColorFn  # sRGB [M, 3]; asked with hits whose points and normals are in document space
    main_color: str | None
    captions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SourceObject:
    id: str
    category: str
    source: str
    credit: str
    captions: tuple[str, ...]  # of the whole
    parts: list[SourcePart]
    main_color: str | None = None  # of the whole

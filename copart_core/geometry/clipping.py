"""Clipping: how far the finished parts run into each other (paper section 7 leaves it to the user's boxes).

The volume that two parts share is measured on their meshes by manifold3d. A mesh that encloses no volume (an open
sheet, a surface turned inside out) has none to share: such parts are named, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import manifold3d
import numpy as np

from copart_core.geometry.part_mesh import PartMesh

ROUNDING = 1e-6  # of the smaller part: faces that touch share no more than this
NOTABLE = 0.05  # of the smaller part: less is how parts are joined (our choice)


@dataclass(frozen=True)
class Clip:
    """Two parts that share a volume."""

    part_ids: tuple[str, str]
    volume: float  # of the intersection, cubic document units
    share: float  # of the smaller part's volume, 0..1


@dataclass(frozen=True)
class ClippingReport:
    clips: list[Clip]  # the largest share first
    unmeasurable: dict[str, str]  # part id -> why its volume cannot be measured

    def notes(self, titles: Mapping[str, str], most: int) -> list[str]:
        """A sentence for each of the `most` worst of the notable clips, and one for the parts not measured."""
        worst = [clip for clip in self.clips if clip.share >= NOTABLE]
        said = []
        for clip in worst[:most]:
            one, other = (repr(titles[part_id]) for part_id in clip.part_ids)
            said.append(f"{one} and {other} run into each other ({clip.share:.0%} of the smaller one); move or resize "
                        "one of their boxes")
        if len(worst) > most:
            more = len(worst) - most
            said.append("and 1 more pair that runs into each other" if more == 1
                        else f"and {more} more pairs that run into each other")
        if self.unmeasurable:
            names = ", ".join(repr(titles[part_id]) for part_id in self.unmeasurable)
            said.append(f"clipping could not be measured of {names}: no closed surface")
        return said


def clipping_report(meshes: Mapping[str, PartMesh]) -> ClippingReport:
    """The volume that each pair of `meshes` (by part id, all in one frame) shares, where bounds overlap at all."""
    solids: dict[str, manifold3d.Manifold] = {}
    unmeasurable = {}
    for part_id, mesh in meshes.items():
        try:
            solids[part_id] = solid_of(mesh)
        except ValueError as error:
            unmeasurable[part_id] = str(error)
    volumes = {part_id: solid.volume() for part_id, solid in solids.items()}
    bounds = {part_id: meshes[part_id].bounds() for part_id in solids}
    clips = []
    for one, other in combinations(solids, 2):
        low, high = np.maximum(bounds[one][0], bounds[other][0]), np.minimum(bounds[one][1], bounds[other][1])
        if not (low < high).all():
            continue
        smaller = min(volumes[one], volumes[other])
        volume = min((solids[one] ^ solids[other]).volume(), smaller)
        if volume > ROUNDING * smaller:
            clips.append(Clip((one, other), volume, volume / smaller))
    return ClippingReport(sorted(clips, key=lambda clip: -clip.share), unmeasurable)


def solid_of(mesh: PartMesh) -> manifold3d.Manifold:
    """The mesh as a solid; vertices at one place count as one. Errors: ValueError that says why it is none."""
    places, index = np.unique(mesh.vertices, axis=0, return_inverse=True)  # a texture's seams double vertices
    faces = index.reshape(-1)[mesh.faces]
    whole = (faces != np.roll(faces, 1, axis=1)).all(axis=1)  # triangles without area close nothing
    solid = manifold3d.Manifold(
        manifold3d.Mesh64(places.astype(np.float64), np.ascontiguousarray(faces[whole].astype(np.uint64)))
    )
    if solid.status() != manifold3d.Error.NoError:
        raise ValueError(f"its surface is not closed ({solid.status().name})")
    if solid.volume() <= 0:
        raise ValueError("its surface encloses no volume, or is turned inside out")
    return solid

"""Objects of a scene apart from each other, and the transforms between an object's frame and the document's.

Placements are similarities about y: they turn, scale evenly and move. They are closed under composition, so an object
of a composed scene that is itself placed stays an object with one placement.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from copart_core.geometry.part_mesh import PartMesh
from copart_core.scene import Box, Group, Part, Placement, Scene

Array = NDArray[np.float64]
CROWDED = 0.5  # of the smaller box: more is seldom meant (our choice; a chair under a table is)
UNNAMED = Scene.model_fields["name"].default


@dataclass(frozen=True)
class ObjectScene:
    """One object as a scene of its own, in its own frame."""

    key: str | None  # id of the placed group; None for the parts outside of such groups
    scene: Scene
    placement: Placement  # T_document_object; the identity for key None


def objects_of(scene: Scene) -> list[ObjectScene]:
    """The objects of `scene` that have parts, as scenes of their own; part ids stay.

    The group of an object gives its scene the caption (part 0's) and name, its placement the seed. A scene without
    placed groups is one object: the very scene.
    """
    placed = scene.placements
    if not placed:
        return [ObjectScene(None, scene, Placement())] if scene.parts else []
    return [
        ObjectScene(key, _scene_of(scene, placed.get(key), parts), _placement_of(placed.get(key)))
        for key, parts in scene.objects().items()
    ]


def _placement_of(group: Group | None) -> Placement:
    return group.placement if group is not None and group.placement is not None else Placement()


def _scene_of(scene: Scene, group: Group | None, parts: list[Part]) -> Scene:
    key = None if group is None else group.id
    own = [part.model_copy(update={"group": None}) if part.group == key else part for part in parts]
    if group is None:
        within = _below({None}, [other for other in scene.groups if other.placement is None])
        return scene.model_copy(update={"parts": own, "groups": within})
    within = [other.model_copy(update={"parent": None}) if other.parent == key else other
              for other in _below({key}, scene.groups)]
    return Scene(name=group.name or UNNAMED, caption=group.caption, seed=_placement_of(group).seed, parts=own,
                 groups=within)


def _below(roots: set[str | None], groups: list[Group]) -> list[Group]:
    """The groups under `roots`, at any depth, in the order of `groups`."""
    inside = set(roots)
    while more := {group.id for group in groups if group.parent in inside} - inside:
        inside |= more
    return [group for group in groups if group.id in inside - roots]


def part_titles(scene: Scene) -> dict[str, str]:
    """A title for every part that no other bears: "Chair / seat" in placed objects, with the id where still needed."""
    titles = {
        part.id: part.title if key is None else f"{scene.placements[key].title} / {part.title}"
        for key, parts in scene.objects().items() for part in parts
    }
    borne = Counter(titles.values())
    return {own: title if borne[title] == 1 else f"{title} ({own})" for own, title in titles.items()}


def crowded(scene: Scene, new: Collection[str | None]) -> list[str]:
    """A note for every object that shares more than `CROWDED` of the smaller box with one of the `new` objects."""
    boxes = [(single.key, single.placement.bounds(single.scene.box)) for single in objects_of(scene)]
    notes = []
    for (one, box), (other, other_box) in combinations(boxes, 2):
        share = box.intersection_volume(other_box) / min(box.volume, other_box.volume)
        if share > CROWDED and ({one, other} & set(new)):
            names = [f"object {scene.placements[key].title!r} ({key})" if key is not None
                     else "what is outside of the objects" for key in (one, other)]
            notes.append(f"{names[0]} and {names[1]} overlap: {share:.0%} of the smaller one's box is shared; place "
                         "one elsewhere if that is not meant")
    return notes


# ---- transforms -----------------------------------------------------------------------------------------------------


def matrix(placement: Placement) -> Array:
    """[4, 4] T_document_object."""
    cos, sin = placement.turn
    result = np.eye(4)
    result[:3, :3] = placement.scale * np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]])
    result[:3, 3] = placement.position
    return result


def composed(outer: Placement, inner: Placement) -> Placement:
    """`outer` after `inner`; the seed is `inner`'s. It may be out of range: the document that takes it says so."""
    return Placement.model_construct(
        position=outer.apply(inner.position), yaw=math.remainder(outer.yaw + inner.yaw, 360.0),
        scale=outer.scale * inner.scale, seed=inner.seed,
    )


def is_identity(placement: Placement) -> bool:
    return not any(placement.position) and placement.yaw == 0 and placement.scale == 1


def to_document(mesh: PartMesh, placement: Placement) -> PartMesh:
    """A mesh of an object's frame in document space; the very mesh where the placement moves nothing."""
    return mesh if is_identity(placement) else _moved(mesh, matrix(placement))


def to_object(mesh: PartMesh, placement: Placement) -> PartMesh:
    """The inverse of `to_document`, up to rounding."""
    return mesh if is_identity(placement) else _moved(mesh, np.linalg.inv(matrix(placement)).astype(np.float64))


def _moved(mesh: PartMesh, transform: Array) -> PartMesh:
    vertices = mesh.vertices.astype(np.float64) @ transform[:3, :3].T + transform[:3, 3]
    normals = mesh.normals.astype(np.float64) @ transform[:3, :3].T
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return replace(mesh, vertices=vertices.astype(np.float32), normals=normals.astype(np.float32))


def box_corners(box: Box, placement: Placement) -> Array:
    """[8, 3]: the corners of a box of the object's frame in document space."""
    low, high = np.array(box.min), np.array(box.max)
    unit = np.array([[k & 1, k >> 1 & 1, k >> 2 & 1] for k in range(8)])
    transform = matrix(placement)
    return np.where(unit, high, low) @ transform[:3, :3].T + transform[:3, 3]

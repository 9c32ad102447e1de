"""Mini-scenes: objects made or imported apart, placed in one scene, each still editable part by part (paper 4.3, D.1).

An object is a top-level group with a placement (`copart_core.scene`). Its boxes, meshes and latents stay in its own
frame, so that placing, moving, turning, scaling and duplicating never touch them: they come over bit for bit.

`stream_scene` generates a scene object by object, each with its own part 0, as if it stood alone: the paper's mutual
guidance is between the parts of one object. The paper's own mini-scenes, one object a box, need none of this: they are
plain scenes whose captions name objects.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Protocol

import numpy as np

from copart_core.geometry.glb import read_glb
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.placement import UNNAMED, ObjectScene, composed, objects_of, to_document
from copart_core.pipeline.events import Done, Event, Stage
from copart_core.pipeline.plan import plan_run
from copart_core.pipeline.project import GLOBAL, PartLatents, Project, whole_key
from copart_core.pipeline.settings import Settings
from copart_core.scene import (
    MAX_NAME,
    MAX_PARTS,
    MIN_SIDE_RATIO,
    Group,
    Placement,
    Scene,
    SceneError,
    Vec3,
)

__all__ = [
    "ObjectScene", "check_run", "checked_placement", "duplicate", "imported", "move", "object_project", "objects_of",
    "place", "placed_meshes", "remove", "stream_scene",
]  # fmt: skip
BESIDE = 1.1  # of its width: how far along x a duplicate stands from the original if no place is named (our choice)


# ---- placing --------------------------------------------------------------------------------------------------------


def place(
    project: Project,
    into: Project | None = None,
    position: Vec3 = (0.0, 0.0, 0.0),
    yaw: float = 0.0,
    scale: float = 1.0,
    name: str = "",
) -> Project:
    """`into` (None: an empty scene) with the objects of `project` added, each as a new placed group at the end.

    `yaw` in degrees as in `Placement`. Ids that are taken get a number; captions and seeds stay, meshes and latents
    come over bit for bit. Latents of another model than `into`'s are left behind: they are encoded from the meshes
    when they are needed. Errors: `SceneError` for a placement out of range, too many parts or groups, or a part of
    which only latents of another model are left.
    """
    into = into or Project(Scene(parts=[]))
    outer = checked_placement(position, yaw, scale)
    project.scene.require_parts()
    count = len(into.scene.parts) + len(project.scene.parts)
    if count > MAX_PARTS:
        raise SceneError(f"placing {name or project.scene.name!r} would make {count} parts; at most {MAX_PARTS} can "
                         "be in a scene: remove some")
    objects = objects_of(project.scene)
    for single in objects:
        title = name if name and len(objects) == 1 else single.scene.name
        into = _with_object(into, object_project(project, single.key), composed(outer, single.placement), title)
    return into


def duplicate(
    project: Project,
    group: str | None,
    position: Vec3 | None = None,
    yaw: float | None = None,
    scale: float | None = None,
    name: str = "",
) -> Project:
    """A second copy of the object `group` (None: the parts outside of placed groups), editable apart from the first.

    What is left out is as it is of the original; without a `position` the copy stands beside it, along x.
    """
    single = _object(project.scene, group)
    at = single.placement
    if position is None:
        bounds = at.bounds(single.scene.box)
        position = (at.position[0] + BESIDE * bounds.size[0], *at.position[1:])
    own = object_project(project, group)
    return place(own, project, position, at.yaw if yaw is None else yaw, at.scale if scale is None else scale, name)


def move(
    project: Project,
    group: str,
    position: Vec3 | None = None,
    yaw: float | None = None,
    scale: float | None = None,
) -> Project:
    """The project with the object `group` placed anew; what is left out stays."""
    changed = {"position": position, "yaw": yaw, "scale": scale}
    changed = {key: value for key, value in changed.items() if value is not None}
    placed = _group(project.scene, group)
    assert placed.placement is not None
    moved = placed.model_copy(update={"placement": _placement({**placed.placement.model_dump(), **changed})})
    groups = [moved if other.id == group else other for other in project.scene.groups]
    return replace(project, scene=_checked(project.scene, groups=groups))


def remove(project: Project, group: str) -> Project:
    """The project without the object `group`, its parts and what was made of them."""
    _group(project.scene, group)
    gone = {part.id for part in project.scene.objects().get(group, [])}
    within = {group}
    for _ in project.scene.groups:  # as deep as groups can be nested
        within |= {other.id for other in project.scene.groups if other.parent in within}
    scene = _checked(
        project.scene, parts=[part for part in project.scene.parts if part.id not in gone],
        groups=[other for other in project.scene.groups if other.id not in within],
    )
    lost = gone | {whole_key(group)}
    return Project(scene, _without(project.meshes, gone), _without(project.latents, lost), project.fingerprint)


def object_project(project: Project, group: str | None) -> Project:
    """One object of a project as a project of its own, in its own frame; ids stay."""
    single = _object(project.scene, group)
    return _narrowed(project, single.scene, group)


def imported(data: bytes, name: str = UNNAMED) -> Project:
    """A GLB as a project: a part for every mesh, with the mesh's bounds as its box, where and as large as it stands.

    Its parts have no captions but their names. Errors: ValueError for a file that is no GLB or has too many meshes.
    """
    found = read_glb(data)
    if len(found) > MAX_PARTS:
        raise ValueError(f"this GLB has {len(found)} meshes; at most {MAX_PARTS} can be parts: join some of them")
    bounds = np.stack([mesh.bounds() for _, _, mesh in found]).astype(np.float64)  # [P, 2, 3]
    thin = 2 * MIN_SIDE_RATIO * float((bounds[:, 1].max(axis=0) - bounds[:, 0].min(axis=0)).max())
    grow = np.maximum(thin - (bounds[:, 1] - bounds[:, 0]), 0) / 2  # a sheet has no thickness
    bounds[:, 0] -= grow
    bounds[:, 1] += grow
    ids = _fresh(_slug(part_id or title) for title, part_id, _ in found)
    parts = [
        {"id": own, "name": title[:MAX_NAME], "box": {"min": low.tolist(), "max": high.tolist()}}
        for own, (title, _, _), (low, high) in zip(ids, found, bounds, strict=True)
    ]
    scene = Scene.from_dict({"version": 1, "name": name[:MAX_NAME] or UNNAMED, "parts": parts})
    return Project(scene, {own: mesh for own, (_, _, mesh) in zip(ids, found, strict=True)})


def placed_meshes(project: Project) -> dict[str, PartMesh]:
    """The meshes in document space, by part id."""
    return {
        part.id: to_document(project.meshes[part.id], single.placement)
        for single in objects_of(project.scene) for part in single.scene.parts if part.id in project.meshes
    }


def _with_object(into: Project, own: Project, placement: Placement, name: str) -> Project:
    """`into` with the one object `own` in a new group at the end."""
    taken = {group.id for group in into.scene.groups}
    title = name if name != UNNAMED else ""
    group, *inner = _fresh([_slug(name), *(group.id for group in own.scene.groups)], taken)
    group_ids = dict(zip((old.id for old in own.scene.groups), inner, strict=True))
    old_ids = [part.id for part in own.scene.parts]
    part_ids = dict(zip(old_ids, _fresh(old_ids, {part.id for part in into.scene.parts}), strict=True))
    parts = [
        part.model_copy(update={
            "id": part_ids[part.id],
            "group": group_ids.get(part.group or "", group),
            "joint": part.joint and part.joint.model_copy(update={"parent": part_ids.get(part.joint.parent or "")}),
        })
        for part in own.scene.parts
    ]
    caption = own.scene.caption or ("" if own.scene.name == UNNAMED else own.scene.name)  # part 0's, whatever the title
    placement = placement.model_copy(update={"seed": own.scene.seed})
    groups = [
        Group(id=group, name=title, caption=caption, placement=placement),
        *(old.model_copy(update={"id": group_ids[old.id], "parent": group_ids.get(old.parent or "", group)})
          for old in own.scene.groups),
    ]
    scene = _checked(into.scene, parts=[*into.scene.parts, *parts], groups=[*into.scene.groups, *groups])
    keys = {**part_ids, GLOBAL: whole_key(group)}
    meshes = {part_ids[key]: mesh for key, mesh in own.meshes.items() if key in part_ids}
    fingerprint = into.fingerprint or own.fingerprint
    if own.fingerprint != fingerprint:
        _require_meshes(own, "place it in a project of its own model, or generate it first")
    latents = {keys[key]: value for key, value in own.latents.items()
               if key in keys and own.fingerprint == fingerprint}
    return Project(scene, {**into.meshes, **meshes}, {**into.latents, **latents}, fingerprint)


def _require_meshes(project: Project, remedy: str) -> None:
    """Errors: `SceneError` where a part would be lost with its latents, which can not stay beside another model's."""
    for part in project.scene.parts:
        if part.id in project.latents and part.id not in project.meshes:
            raise SceneError(f"part {part.title!r} has no mesh, and its latents are of another model; {remedy}")


def _object(scene: Scene, group: str | None) -> ObjectScene:
    for single in objects_of(scene):
        if single.key == group:
            return single
    if group is not None:
        _group(scene, group)
    raise SceneError(f"{'object ' + repr(group) if group else 'the scene outside of its objects'} has no parts; draw "
                     "at least one box in it")


def _group(scene: Scene, group: str) -> Group:
    if group in scene.placements:
        return scene.placements[group]
    known = ", ".join(map(repr, scene.placements)) or "none"
    raise SceneError(f"there is no object {group!r} in scene {scene.name!r}; its objects are: {known}")


def checked_placement(position: Vec3, yaw: float, scale: float) -> Placement:
    """Errors: `SceneError` that begins with the name of the argument."""
    return _placement({"position": position, "yaw": yaw, "scale": scale})


def _placement(fields: Mapping[str, Any]) -> Placement:
    """Errors: `SceneError` that names the field."""
    probe = {"version": 1, "parts": [], "groups": [{"id": "object", "placement": dict(fields)}]}
    try:
        placement = Scene.from_dict(probe).groups[0].placement
    except SceneError as error:
        raise SceneError(str(error).removeprefix("group 'object': placement.")) from None
    assert placement is not None
    return placement


def _checked(scene: Scene, **changes: Sequence[Any]) -> Scene:
    """Errors: `SceneError` for what the changed document may not be."""
    return Scene.from_dict(scene.model_copy(update=changes).to_dict())


def _without(items: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in items.items() if key not in keys}


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", text).strip("-").lower()[:MAX_NAME] or "object"


def _fresh(wanted: Iterator[str] | Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """The ids, with -2, -3, ... after those that are taken or came before."""
    used, result = set(taken), []
    for base in wanted:
        candidate, number = base, 2
        while candidate in used:
            candidate, number = f"{base[:MAX_NAME - 4]}-{number}", number + 1
        used.add(candidate)
        result.append(candidate)
    return result


# ---- generating ------------------------------------------------------------------------------------------------------


class Streams(Protocol):
    """What can generate one object: `CoPartPipeline`, which also takes the options on how to sample."""

    @property
    def fingerprint(self) -> str:
        """Of the model whose latents are made; "" where none are."""
        ...

    def stream(
        self,
        scene: Scene,
        parts: list[str] | None,
        previous: Project | None,
        steps: int | None,
        guidance: float | None,
        cancelled: Callable[[], bool],
    ) -> Iterator[Event]: ...


@dataclass(frozen=True)
class _Run:
    """An object that has something to make."""

    single: ObjectScene
    parts: list[str] | None
    weight: int  # of its share of the progress: the parts that take part, and the whole


def stream_scene(
    pipe: Streams,
    scene: Scene,
    parts: Sequence[str] | None = None,
    previous: Project | None = None,
    steps: int | None = None,
    guidance: float | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    solver: str | None = None,
    mode: str | None = None,
    window: int | None = None,
    context: int | None = None,
) -> Iterator[Event]:
    """`CoPartPipeline.stream` for scenes with placed objects: one run an object that has something to make.

    Arguments, events and errors are the pipeline's; for a scene without placed groups it is just that. Fractions run
    over all objects, a `Stage` counts the steps of the present one. Meshes in events, as those of projects, are in the
    frame of their object (`placement.to_document` brings them to the scene). Objects with nothing to make keep their
    meshes as they are. Everything that can be refused is looked at before the first object is begun.
    """
    stop = cancelled or (lambda: False)
    options: dict[str, Any] = {"solver": solver, "mode": mode, "window": window, "context": context}
    given = {name: value for name, value in options.items() if value is not None}
    chosen = None if parts is None else list(parts)
    if not scene.placements:
        yield from pipe.stream(scene, chosen, previous, steps, guidance, stop, **given)
        return
    before = previous or Project(scene)
    runs = _runs(scene, chosen, before)
    idle = [single for single in objects_of(scene) if all(run.single.key != single.key for run in runs)]
    if before.latents and before.fingerprint != pipe.fingerprint:
        for single in idle:
            own = _narrowed(before, single.scene, single.key)
            _require_meshes(own, "generate it too, or open the project with the model that made it")
    total, done, start = sum(run.weight for run in runs), 0, time.monotonic()
    made: dict[str | None, Project] = {}
    streams = [
        pipe.stream(run.single.scene, run.parts, _former(run.single, before), steps, guidance, stop, **given)
        for run in runs
    ]
    first = [next(stream) for stream in streams]  # what a stream refuses, it refuses before its first event
    for run, begun, stream in zip(runs, first, streams, strict=True):
        for event in chain([begun], stream):
            if isinstance(event, Stage):
                share = (done + run.weight * event.fraction) / total
                left = (time.monotonic() - start) * (1 - share) / share if share > 0.08 else None
                yield replace(event, fraction=share, seconds_left=left)
            elif isinstance(event, Done):
                made[run.single.key] = event.project
            else:
                yield event
        done += run.weight
    yield Done(_merged(scene, before, made))


def check_run(
    scene: Scene, parts: Sequence[str] | None = None, previous: Project | None = None, settings: Settings | None = None
) -> None:
    """Refuse what `stream_scene` would refuse whatever the model is, before one is loaded. Errors: `SceneError` or
    `ValueError`, as there."""
    _runs(scene, None if parts is None else list(parts), previous or Project(scene))
    if settings is not None and settings.mode == "windows" and settings.window is not None:
        settings.window_sizes(settings.window)


def _runs(scene: Scene, parts: list[str] | None, before: Project) -> list[_Run]:
    """The objects that have something to make. Errors: as `plan_run`, for the whole scene."""
    scene.require_parts()
    if parts is not None:
        if not parts:
            raise SceneError("no part was chosen to generate; choose at least one")
        for part_id in parts:
            scene.part(part_id)
    runs, keepable = [], {*before.meshes, *before.latents}  # whether latents can be used is the pipeline's to say
    for single in objects_of(scene):
        ids = {part.id for part in single.scene.parts}
        own = None if parts is None else [part_id for part_id in parts if part_id in ids]
        undecoded = {part_id for part_id in ids if part_id in before.latents and part_id not in before.meshes}
        if own == [] or (own is None and all(part.locked for part in single.scene.parts) and not undecoded):
            for part in single.scene.parts if parts is None else ():
                if part.id not in before.meshes:
                    raise SceneError(f"part {part.title!r} is locked but has no mesh yet; unlock it to generate it")
            continue
        plan = plan_run(single.scene, own, keepable, undecoded=undecoded)
        runs.append(_Run(single, own, len(plan.parts) + 1))
    if not runs:
        raise SceneError(f"all parts of {scene.name!r} are locked; unlock at least one to generate it")
    return runs


def _narrowed(project: Project, scene: Scene, key: str | None) -> Project:
    """What `project` holds of the parts of `scene`, which is of the object `key`."""
    ids = {part.id for part in scene.parts}
    latents = {part_id: latent for part_id, latent in project.latents.items() if part_id in ids}
    if whole_key(key) in project.latents:
        latents[GLOBAL] = project.latents[whole_key(key)]
    meshes = {part_id: mesh for part_id, mesh in project.meshes.items() if part_id in ids}
    return Project(scene, meshes, latents, project.fingerprint)


def _former(single: ObjectScene, before: Project) -> Project:
    """What was made before of the parts that the object has now, with the boxes that they had then."""
    ids = {part.id for part in single.scene.parts}
    parts = [part.model_copy(update={"group": None}) for part in before.scene.parts if part.id in ids]
    return _narrowed(before, single.scene.model_copy(update={"parts": parts, "groups": []}), single.key)


def _merged(scene: Scene, before: Project, made: Mapping[str | None, Project]) -> Project:
    """The project of the whole scene from those of the objects that were run, and what was there of the others."""
    fingerprint = next(iter(made.values())).fingerprint
    meshes: dict[str, PartMesh] = {}
    latents: dict[str, PartLatents] = {}
    for single in objects_of(scene):
        result = made.get(single.key) or _kept(single, before)
        meshes |= result.meshes
        if result.fingerprint == fingerprint:
            latents |= {whole_key(single.key) if key == GLOBAL else key: value
                        for key, value in result.latents.items()}
    return Project(scene, {part.id: meshes[part.id] for part in scene.parts if part.id in meshes}, latents, fingerprint)


def _kept(single: ObjectScene, before: Project) -> Project:
    """An object of which nothing is made: as it was, but that meshes follow boxes that were changed since."""
    from copart_core.pipeline.encode import made_for, moved_to

    own = _former(single, before)
    meshes, latents = {}, dict(own.latents)  # those without a mesh are all that is left of their part
    for part in single.scene.parts:
        if part.id not in own.meshes:
            continue
        box, present = made_for(part, own), np.array([part.box.min, part.box.max])
        meshes[part.id] = moved_to(own.meshes[part.id], np.array([box.min, box.max]), part)
        if part.id in own.latents:
            latents[part.id] = replace(own.latents[part.id], box=present)
    return Project(single.scene, meshes, latents, own.fingerprint)

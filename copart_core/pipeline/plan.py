"""Which parts a run makes, and which it keeps as they are (paper 4.1: C is the set of parts that are sampled)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from copart_core.scene import Part, Scene, SceneError


@dataclass(frozen=True)
class Plan:
    """The parts of the result in document order, by the rows of their tensors; row 0 is the whole."""

    parts: tuple[Part, ...]
    kept_ids: frozenset[str]

    @property
    def make(self) -> dict[int, Part]:
        """C, by row."""
        return {row: part for row, part in enumerate(self.parts, start=1) if part.id not in self.kept_ids}

    @property
    def keep(self) -> dict[int, Part]:
        """By row: their meshes go over unchanged, their latents guide the others."""
        return {row: part for row, part in enumerate(self.parts, start=1) if part.id in self.kept_ids}


def plan_run(
    scene: Scene, parts: Sequence[str] | None, made: Collection[str], foreign: Collection[str] = (),
    undecoded: Collection[str] = (),
) -> Plan:  # fmt: skip
    """Sort the parts of `scene`. `parts`: ids to make, None for all that are not locked; `made`: ids that have a mesh,
    or latents to decode one from; `foreign`: ids that have only latents of another model;
    `undecoded`: those of `made` that have no mesh, which a run decodes even where nothing is left to make.

    Boxes that are neither asked for nor made yet stay empty. Errors: `SceneError` where the scene is not valid (it may
    have been put together without validation) or has placed objects, which are made one by one; where nothing is left
    to make; where a part is asked for that is locked or unknown; where a kept part has only foreign latents; or, with
    `parts` None, where a locked part has nothing to keep.
    """
    Scene.from_dict(scene.to_dict())
    scene.require_parts()
    if scene.placements:
        raise SceneError(f"scene {scene.name!r} has placed objects, which are made one by one; generate it with "
                         "copart_core.pipeline.compose.stream_scene")
    if parts is None:
        chosen = {part.id for part in scene.parts if not part.locked}
        if not chosen and not {part.id for part in scene.parts} & {*foreign, *undecoded}:
            raise SceneError(f"all parts of {scene.name!r} are locked; unlock at least one to generate it")
    else:
        if not parts:
            raise SceneError("no part was chosen to generate; choose at least one")
        for part in map(scene.part, parts):
            if part.locked:
                raise SceneError(f"part {part.title!r} is locked; unlock it to generate it again")
        chosen = set(parts)
    for part in scene.parts:
        if part.id in chosen or part.id in made:
            continue
        if part.id in foreign:
            raise SceneError(
                f"part {part.title!r} has no mesh, and its latents are of another model; unlock and generate it too, "
                "or open the project with the model that made it"
            )
        if part.locked and parts is None:
            raise SceneError(f"part {part.title!r} is locked but has no mesh yet; unlock it to generate it")
    kept = frozenset(part.id for part in scene.parts if part.id in made and part.id not in chosen)
    return Plan(tuple(part for part in scene.parts if part.id in chosen | kept), kept)

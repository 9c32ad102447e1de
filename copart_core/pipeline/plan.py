"""Which parts a run makes, and which it keeps as they are (paper 4.1: C is the set of parts that are sampled)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from copart_core.scene import Part, Scene, SceneError


@dataclass(frozen=True)
class Plan:
    make: tuple[Part, ...]  # C
    keep: tuple[Part, ...]  # their meshes go over unchanged, their latents guide the others

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts that take part in the denoising, the made ones first."""
        return self.make + self.keep


def plan_run(scene: Scene, parts: Sequence[str] | None, made: Collection[str]) -> Plan:
    """Sort the parts of `scene`. `parts`: ids to make, None for all that are not locked; `made`: ids that have a mesh.

    Boxes that are neither asked for nor made yet stay empty. Errors: `SceneError` where nothing is left to make, where
    a part is asked for that is locked or unknown, or where a locked part has no mesh to keep.
    """
    scene.require_parts()
    if parts is None:
        make = [part for part in scene.parts if not part.locked]
        if not make:
            raise SceneError(f"all parts of {scene.name!r} are locked; unlock at least one to generate it")
        for part in scene.parts:
            if part.locked and part.id not in made:
                raise SceneError(f"part {part.title!r} is locked but has no mesh yet; unlock it to generate it")
    else:
        if not parts:
            raise SceneError("no part was chosen to generate; choose at least one")
        asked = {part_id: scene.part(part_id) for part_id in parts}
        locked = [part.title for part in asked.values() if part.locked]
        if locked:
            raise SceneError(f"part {locked[0]!r} is locked; unlock it to generate it again")
        make = [part for part in scene.parts if part.id in asked]
    chosen = {part.id for part in make}
    return Plan(tuple(make), tuple(part for part in scene.parts if part.id in made and part.id not in chosen))

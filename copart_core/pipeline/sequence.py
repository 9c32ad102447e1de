"""Which parts are denoised together: all at once, or one window after the other (supplementary D.2).

A pass denoises part 0, the parts that it makes and the parts that guide them unchanged (eq. 11-13). Where the paper
fixes M parts by hand, `relevance` chooses them (our choice). Part 0 is sampled in the first pass and kept in the later
ones, so that all windows belong to one whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copart_core.pipeline.plan import Plan
from copart_core.pipeline.relevance import by_size, most_relevant
from copart_core.pipeline.settings import Settings
from copart_core.scene import Part, Scene


@dataclass(frozen=True)
class Pass:
    """Parts denoised together, both in document order; `first` tells that part 0 is sampled and not kept."""

    make: tuple[Part, ...]
    fixed: tuple[Part, ...]
    first: bool

    @property
    def rows(self) -> int:
        """Rows of the tensors, part 0 counted."""
        return 1 + len(self.make) + len(self.fixed)


def plan_passes(scene: Scene, plan: Plan, settings: Settings, trained_parts: int) -> list[Pass]:
    """The passes of a run. Errors: `ValueError` where the window leaves no room for a part to make."""
    make, keep = list(plan.make.values()), list(plan.keep.values())
    if not make:
        return []  # kept latents are decoded, nothing is denoised
    if not settings.in_windows(len(make)):
        fixed = most_relevant(scene, make, keep, settings.joint_context(len(make), len(keep)))
        return [_pass(scene, make, fixed, first=True)]
    size, context = settings.window_sizes(trained_parts)
    passes: list[Pass] = []
    left, done = sorted(make, key=by_size), keep
    while left:
        room = size - min(context, len(done))
        # The largest boxes first; later windows gather what belongs together around the largest box left.
        chosen = left[:room] if not passes else [left[0], *most_relevant(scene, left[:1], left[1:], room - 1)]
        passes.append(_pass(scene, chosen, most_relevant(scene, chosen, done, size - room), first=not passes))
        ids = {part.id for part in chosen}
        left, done = [part for part in left if part.id not in ids], [*done, *chosen]
    return passes


def _pass(scene: Scene, make: Sequence[Part], fixed: Sequence[Part], first: bool) -> Pass:
    order = {part.id: index for index, part in enumerate(scene.parts)}

    def ordered(parts: Sequence[Part]) -> tuple[Part, ...]:
        return tuple(sorted(parts, key=lambda part: order[part.id]))

    return Pass(ordered(make), ordered(fixed), first)

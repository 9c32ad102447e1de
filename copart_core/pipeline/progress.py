"""How far a run is, and when its parts are shown: one bar over text, all passes of the denoising, and textures."""

from __future__ import annotations

import time
from collections.abc import Sequence

from copart_core.pipeline.events import Stage
from copart_core.pipeline.sequence import Pass

TEXT_SHARE, DENOISE_SHARE, DECODE_SHARE = 0.04, 0.6, 0.34  # of the whole run
PREVIEWS = (0.25, 0.5, 0.75)  # shares of the denoising after which the parts are shown
WINDOW_PREVIEWS = (0.5,)  # the same of each window: its parts are ready soon


class Progress:
    """The stages of a run over `passes` of so many steps each, with an estimate of the time left.

    Steps and textured parts are counted over all passes; a pass weighs as much as it has rows to denoise and parts to
    decode, so the fraction only grows.
    """

    def __init__(self, passes: Sequence[Pass], steps: int):
        self.start, self.steps = time.monotonic(), steps
        self.rows, self.made = [one.rows for one in passes], [len(one.make) for one in passes]
        shares = PREVIEWS if len(passes) == 1 else WINDOW_PREVIEWS
        self.previews = {round(share * steps) for share in shares}

    def text(self, done: int) -> Stage:
        return self._stage("text", done, 1, TEXT_SHARE * done)

    def denoised(self, number: int, step: int) -> Stage:
        """`step` steps of the pass are done."""
        fraction = self._before(number) + DENOISE_SHARE * self.rows[number] / sum(self.rows) * step / self.steps
        return self._stage("denoise", number * self.steps + step, len(self.rows) * self.steps, fraction)

    def textured(self, number: int, done: int) -> Stage:
        """`done` parts of the pass are ready."""
        fraction = self._before(number) + DENOISE_SHARE * self.rows[number] / sum(self.rows)
        fraction += DECODE_SHARE * done / sum(self.made)
        return self._stage("texture", sum(self.made[:number]) + done, sum(self.made), fraction)

    def shows_preview(self, step: int) -> bool:
        return step in self.previews

    def _before(self, number: int) -> float:
        """What is done when a pass begins."""
        denoised = DENOISE_SHARE * sum(self.rows[:number]) / sum(self.rows)
        return TEXT_SHARE + denoised + DECODE_SHARE * sum(self.made[:number]) / sum(self.made)

    def _stage(self, name: str, step: int, steps: int, fraction: float) -> Stage:
        elapsed = time.monotonic() - self.start
        left = elapsed * (1 - fraction) / fraction if fraction > 0.08 else None
        return Stage(name, step, steps, min(fraction, 1.0), left)

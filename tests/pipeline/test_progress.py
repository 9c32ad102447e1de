from itertools import pairwise

from copart_core.pipeline.progress import Progress
from copart_core.pipeline.sequence import Pass
from copart_core.scene import Box, Part

PARTS = tuple(Part(id=str(index), box=Box(min=(index, 0, 0), max=(index + 1, 1, 1))) for index in range(5))
WINDOWS = [Pass(PARTS[:3], (), True), Pass(PARTS[3:], PARTS[1:3], False)]


def test_the_bar_only_grows_over_the_windows() -> None:
    progress = Progress(WINDOWS, 4)
    stages = [progress.text(0), progress.text(1)]
    for number, one in enumerate(WINDOWS):
        stages += [progress.denoised(number, step) for step in range(1, 5)]
        stages += [progress.textured(number, done) for done in range(1, len(one.make) + 1)]
    fractions = [stage.fraction for stage in stages]
    assert all(a < b for a, b in pairwise(fractions)) and fractions[0] == 0 and 0.9 < fractions[-1] <= 1
    denoise = [(stage.step, stage.steps) for stage in stages if stage.name == "denoise"]
    assert denoise == [(step, 8) for step in range(1, 9)]
    texture = [(stage.step, stage.steps) for stage in stages if stage.name == "texture"]
    assert texture == [(done, 5) for done in range(1, 6)]


def test_a_window_is_shown_once_and_a_single_pass_three_times() -> None:
    def shown(passes) -> list[int]:
        progress = Progress(passes, 16)
        return [step for step in range(1, 17) if progress.shows_preview(step)]

    assert shown(WINDOWS[:1]) == [4, 8, 12] and shown(WINDOWS) == [8]

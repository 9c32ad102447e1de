"""How a run samples: checked before anything runs."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real
from typing import Literal, get_args

from copart_core.scene import MAX_PARTS

STEPS = 16
GUIDANCE = 3.0
MAX_STEPS = 200
MAX_GUIDANCE = 30.0
WINDOW_SHARE = 0.5  # of a window: the parts that are fixed in it where the user does not say (the paper: 5-7 of 8)
JOINT_CONTEXT = 2  # kept parts a made one, of those that guide a joint pass; docs/sampling.md has the measurement
Mode = Literal["auto", "joint", "windows"]


@dataclass(frozen=True)
class Settings:
    steps: int = STEPS
    guidance: float = GUIDANCE
    solver: str | None = None  # None: the model's own
    mode: Mode = "auto"
    window: int | None = None  # parts a window beside part 0; None: as many as the model was trained with
    context: int | None = None  # M, kept parts that guide a pass beside part 0; None: chosen by the numbers of parts

    @classmethod
    def checked(
        cls,
        steps: int | None = None,
        guidance: float | None = None,
        solver: str | None = None,
        mode: str = "auto",
        window: int | None = None,
        context: int | None = None,
    ) -> Settings:
        """Errors: `ValueError` that names the setting and its range. The solver is checked against the model later."""
        steps = STEPS if steps is None else steps
        guidance = GUIDANCE if guidance is None else guidance
        for name, number in (("steps", steps), ("window", window), ("context", context)):
            if number is not None and (isinstance(number, bool) or not isinstance(number, Integral)):
                raise ValueError(f"expected a whole number for {name}, got {number!r}; give one such as {STEPS}")
        if isinstance(guidance, bool) or not isinstance(guidance, Real):
            raise ValueError(f"expected a number for the guidance, got {guidance!r}; give one such as {GUIDANCE}")
        if not 1 <= steps <= MAX_STEPS:
            raise ValueError(f"expected 1 to {MAX_STEPS} steps, got {steps}")
        if not 0 <= guidance <= MAX_GUIDANCE:  # also refuses NaN
            raise ValueError(f"expected a guidance of 0 to {MAX_GUIDANCE:g}, got {guidance}")
        if mode not in get_args(Mode):
            raise ValueError(f"expected the mode {', '.join(map(repr, get_args(Mode)))}, got {mode!r}")
        if window is not None and not 1 <= window <= MAX_PARTS:
            raise ValueError(f"expected a window of 1 to {MAX_PARTS} parts, got {window}")
        if context is not None and not 0 <= context <= MAX_PARTS:
            raise ValueError(f"expected a context of 0 to {MAX_PARTS} kept parts, got {context}")
        if window is not None and mode == "joint":
            raise ValueError(f"joint sampling has no window, got {window}; leave the window out, or choose windows")
        return cls(steps, guidance, solver, mode, window, context)  # type: ignore[arg-type]

    def in_windows(self, make: int) -> bool:
        """Whether `make` parts are sampled in windows.

        "auto" samples up to 64 parts jointly, also where the model was trained with fewer: measured, that is as good
        and cheaper (docs/sampling.md). Windows are for who asks for them, by the mode or by naming a window.
        """
        if self.mode == "auto":
            return self.window is not None and make > self.window
        return self.mode == "windows"

    def joint_context(self, make: int, keep: int) -> int:
        """How many of the kept parts guide a joint pass; a window that is named bounds it with the parts made."""
        wanted = JOINT_CONTEXT * make if self.context is None else self.context
        return min(wanted, keep, MAX_PARTS if self.window is None else max(self.window - make, 0))

    def window_sizes(self, trained_parts: int) -> tuple[int, int]:
        """Parts a window, and how many of them are fixed once there are so many. Errors: `ValueError`."""
        size = trained_parts if self.window is None else self.window
        context = int(WINDOW_SHARE * size) if self.context is None else self.context
        if context >= size:
            raise ValueError(
                f"expected a context smaller than the window of {size} parts, got {context}; a window must have room "
                "for a part to make"
            )
        return size, context

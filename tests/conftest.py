"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from copart_core.scene import Box, Part, Scene

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

# Property tests draw the same cases every time, and never fail because the machine is busy.
hypothesis.settings.register_profile(
    "suite", deadline=None, derandomize=True, database=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def chair() -> Scene:
    """A small scene with three parts."""
    boxes = {
        "seat": ((0, 0.4, 0), (0.5, 0.5, 0.5)),
        "back": ((0, 0.5, 0), (0.5, 1, 0.1)),
        "leg": ((0, 0, 0), (0.1, 0.4, 0.1)),
    }
    captions = {"seat": "a red velvet seat", "back": "a tall oak backrest", "leg": "a black metal leg"}
    return Scene(
        name="Chair",
        caption="a chair",
        parts=[Part(id=id, name=id.title(), caption=captions[id], box=Box(min=low, max=high))
               for id, (low, high) in boxes.items()],
    )

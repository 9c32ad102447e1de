"""Memory of a step on the embedded model, and what is said when there is too little of it."""

from __future__ import annotations

import weakref
from pathlib import Path

import pytest
import torch

from copart_core.models.copart import Conditions
from copart_core.models.folder import CoPartModel, load_model
from copart_core.pipeline import CoPartPipeline, limits
from copart_core.pipeline.conditions import scene_conditions
from copart_core.pipeline.limits import MemoryLimitError, bytes_a_part, is_out_of_memory, step_peak_bytes
from copart_core.scene import Box, Part, Scene

MODEL = Path(__file__).resolve().parents[2] / "assets" / "model"


@pytest.fixture(scope="module")
def model() -> CoPartModel:
    return load_model(MODEL, "cpu")


@pytest.fixture(scope="module")
def scene() -> Scene:
    boxes = [Box(min=(index, 0, 0), max=(index + 1, 1, 1)) for index in range(3)]
    return Scene(parts=[Part(id=f"p{index}", caption="a red box", box=box) for index, box in enumerate(boxes)])


@pytest.fixture(scope="module")
def conditions(model: CoPartModel, scene: Scene) -> Conditions:
    return scene_conditions(model, scene, scene.parts)


def test_memory_grows_linearly_with_the_parts(model: CoPartModel, conditions: Conditions) -> None:
    peaks = {parts: step_peak_bytes(model, conditions, parts, guided=True) for parts in (4, 8, 16)}
    assert (peaks[16] - peaks[8]) / (peaks[8] - peaks[4]) == pytest.approx(2, rel=0.02)
    base, slope = bytes_a_part(model, conditions, guided=True)
    assert base + 16 * slope == pytest.approx(peaks[16], rel=0.05)
    tokens = model.denoiser.config["tokens"] * model.denoiser.config["width3d"] * 4
    assert slope > 2 * tokens  # at least the state of both objects of the guidance
    assert step_peak_bytes(model, conditions, 4, guided=False) < 0.7 * peaks[4]


def test_torch_says_so_when_memory_is_out() -> None:
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**46)
    assert is_out_of_memory(caught.value)
    assert is_out_of_memory(torch.OutOfMemoryError("CUDA out of memory")) and is_out_of_memory(MemoryError())
    assert not is_out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))


def holding(model: CoPartModel, monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    """A device with memory for so many parts at once."""
    forward = model.denoiser.forward

    def limited(geometry, image, time, conditions):
        if geometry.shape[1] > parts + 1:
            torch.empty(2**46)
        return forward(geometry, image, time, conditions)

    monkeypatch.setattr(model.denoiser, "forward", limited)


def test_too_many_parts_are_told_how_many_would_fit(
    model: CoPartModel, scene: Scene, conditions: Conditions, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, slope = bytes_a_part(model, conditions, guided=True)
    monkeypatch.setattr(limits, "available_bytes", lambda device: (base + 2.5 * slope) / limits.SHARE)
    holding(model, monkeypatch, 2)
    pipeline = CoPartPipeline(model)
    with pytest.raises(MemoryLimitError, match=r"denoising 3 parts at once .*: 2 at once would fit.*window 2") as told:
        pipeline.generate(scene, steps=1, mode="joint")
    assert "fewer steps would not help; nothing of the former project is lost" in str(told.value)
    project = pipeline.generate(scene, steps=1, mode="windows", window=2)  # what it says does help
    assert len(project.meshes) == 3


def test_the_failed_step_is_let_go_before_memory_is_measured(
    model: CoPartModel, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[weakref.ref[torch.Tensor]] = []
    found: list[bool] = []

    def failing(*_args) -> None:
        activations = torch.empty(8)
        held.append(weakref.ref(activations))
        torch.empty(2**46)

    def available(_device: torch.device) -> int:
        found.append(any(tensor() is not None for tensor in held))
        return 0

    monkeypatch.setattr(model.denoiser, "forward", failing)
    monkeypatch.setattr(limits, "available_bytes", available)
    with pytest.raises(MemoryLimitError):
        CoPartPipeline(model).generate(scene, steps=1)
    assert found == [False]


def test_where_nothing_fits_that_is_said(model: CoPartModel, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    holding(model, monkeypatch, 0)
    with pytest.raises(MemoryLimitError, match="not even 2 parts fit: free some memory or use another device"):
        CoPartPipeline(model).generate(scene, steps=1)


def test_other_errors_pass(model: CoPartModel, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args):
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(model.denoiser, "forward", broken)
    with pytest.raises(RuntimeError, match="cannot be multiplied"):
        CoPartPipeline(model).generate(scene, steps=1)

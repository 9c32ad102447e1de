"""Runs over several windows, and with pruned context, on the embedded model with few steps."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler

from copart_core.models.folder import CoPartModel, load_model
from copart_core.pipeline import CoPartPipeline, generate
from copart_core.pipeline.compose import place, stream_scene
from copart_core.pipeline.conditions import part_noise, scene_conditions
from copart_core.pipeline.denoise import Denoising
from copart_core.pipeline.events import Cancelled, Done, Event, PartReady, Preview, Stage
from copart_core.pipeline.plan import plan_run
from copart_core.pipeline.project import GLOBAL, PartLatents, Project
from copart_core.pipeline.sequence import plan_passes
from copart_core.pipeline.settings import GUIDANCE, Settings
from copart_core.scene import Box, Part, Scene

MODEL = Path(__file__).resolve().parents[2] / "assets" / "model"
STEPS = 2


@pytest.fixture(scope="module")
def model() -> CoPartModel:
    return load_model(MODEL, "cpu")


@pytest.fixture(scope="module")
def stool() -> Scene:
    legs = {"left": -0.5, "right": 0.4}
    parts = [Part(id="seat", caption="a red round seat", box=Box(min=(-0.5, 0.8, -0.5), max=(0.5, 1, 0.5)))]
    parts += [Part(id=name, caption="a black square leg", box=Box(min=(x, 0, -0.05), max=(x + 0.1, 0.8, 0.05)))
              for name, x in legs.items()]  # fmt: skip
    return Scene(name="Stool", caption="a stool", parts=parts)


def events_of(model: CoPartModel, scene: Scene, **options) -> list[Event]:
    return list(CoPartPipeline(model).stream(scene, steps=STEPS, mode="windows", window=2, context=1, **options))


@pytest.fixture(scope="module")
def events(model: CoPartModel, stool: Scene) -> list[Event]:
    return events_of(model, stool)


@pytest.fixture(scope="module")
def made(events: list[Event]) -> Project:
    assert isinstance(events[-1], Done)
    return events[-1].project


def denoised(model: CoPartModel, scene: Scene, settings: Settings, parts=None, kept=None) -> Denoising:
    passes = plan_passes(scene, plan_run(scene, parts, kept or {}), settings, model.trained_parts)
    denoising = Denoising(model, scene, passes, kept or {}, settings)
    for one in passes:
        for _ in denoising.run(one):
            pass
    return denoising


def test_events_are_right_over_the_windows(events: list[Event], stool: Scene) -> None:
    stages = [event for event in events if isinstance(event, Stage)]
    assert all(a.fraction <= b.fraction for a, b in pairwise(stages))
    assert [(s.step, s.steps) for s in stages if s.name == "denoise"] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [(s.step, s.steps) for s in stages if s.name == "texture"] == [(1, 3), (2, 3), (3, 3)]
    previews = [set(event.parts) for event in events if isinstance(event, Preview)]
    ready = [event.part_id for event in events if isinstance(event, PartReady)]
    assert len(previews) == 2 and previews[0] <= set(ready[:2]) and previews[1] <= set(ready[2:])
    assert sorted(ready) == sorted(part.id for part in stool.parts) and "seat" in ready[:2]  # the largest box first
    # The first window's parts are ready before the second is denoised.
    last = max(index for index, event in enumerate(events) if isinstance(event, Stage) and event.name == "denoise")
    assert sum(isinstance(event, PartReady) for event in events[:last]) == 2


def test_all_parts_come_out_once_in_document_order(made: Project, stool: Scene) -> None:
    assert list(made.meshes) == [part.id for part in stool.parts]
    assert set(made.latents) == {GLOBAL, *made.meshes}


def test_the_whole_and_the_fixed_part_are_kept_in_the_second_window(model: CoPartModel, stool: Scene) -> None:
    settings = Settings.checked(steps=STEPS, mode="windows", window=2, context=1)
    passes = plan_passes(stool, plan_run(stool, None, []), settings, 12)
    denoising = Denoising(model, stool, passes, {}, settings)
    for _ in denoising.run(passes[0]):
        pass
    before = dict(denoising.clean)
    for _ in denoising.run(passes[1]):
        pass
    assert set(before) == {GLOBAL, *(part.id for part in passes[0].make)}
    for key, latents in before.items():
        assert torch.equal(denoising.clean[key].geometry, latents.geometry)
        assert torch.equal(denoising.clean[key].image, latents.image)
    assert set(denoising.clean) == {GLOBAL, "seat", "left", "right"}


def test_windows_that_hold_all_parts_are_joint_sampling(model: CoPartModel, stool: Scene) -> None:
    joint = denoised(model, stool, Settings.checked(steps=STEPS, mode="joint"))
    split = denoised(model, stool, Settings.checked(steps=STEPS, mode="windows"))
    assert all(torch.equal(joint.clean[key].geometry, split.clean[key].geometry) for key in joint.clean)


@torch.inference_mode()
def test_the_shipped_model_is_solved_by_plain_euler_steps(model: CoPartModel, stool: Scene) -> None:
    found = denoised(model, stool, Settings.checked(steps=4))
    conditions, noise = scene_conditions(model, stool, stool.parts), part_noise(model, stool, stool.parts)
    g, f = noise.geometry, noise.image
    for time in (1.0, 0.75, 0.5, 0.25):
        both = torch.stack([g, g]), torch.stack([f, f]), torch.full((2,), 1000 * time)
        (dg, dg_null), (df, df_null) = model.denoiser(*both, conditions)
        g, f = g - 0.25 * (dg_null + GUIDANCE * (dg - dg_null)), f - 0.25 * (df_null + GUIDANCE * (df - df_null))
    for row, key in enumerate((GLOBAL, *(part.id for part in stool.parts))):
        torch.testing.assert_close(found.clean[key].geometry[0], g[row], atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(found.clean[key].image[0], f[row], atol=1e-4, rtol=1e-4)


def test_cancel_stops_in_a_later_window(model: CoPartModel, stool: Scene) -> None:
    seen: list[Event] = []

    def asked() -> bool:
        return any(isinstance(event, Stage) and (event.name, event.step) == ("denoise", 3) for event in seen)

    with pytest.raises(Cancelled):
        for event in CoPartPipeline(model).stream(stool, steps=STEPS, mode="windows", window=2, context=1,
                                                  cancelled=asked):  # fmt: skip
            seen.append(event)
    assert isinstance(seen[-1], Stage) and seen[-1].step == 3
    assert sum(isinstance(event, PartReady) for event in seen) == 2


def test_a_locked_part_stays_and_guides(model: CoPartModel, stool: Scene, made: Project) -> None:
    parts = [part.model_copy(update={"locked": part.id == "left"}) for part in stool.parts]
    locked = stool.model_copy(update={"parts": parts})
    again = events_of(model, locked, previous=made)[-1]
    assert isinstance(again, Done)
    assert again.project.meshes["left"] is made.meshes["left"]
    assert np.array_equal(again.project.latents["left"].geometry, made.latents["left"].geometry)


def test_kept_parts_out_of_the_context_are_not_even_encoded(
    model: CoPartModel, stool: Scene, made: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded, original = [], generate.encode_part

    def noted(model, mesh, part, project):
        encoded.append(part.id)
        return original(model, mesh, part, project)

    monkeypatch.setattr(generate, "encode_part", noted)
    imported = Project(made.scene, made.meshes)  # without latents
    again = CoPartPipeline(model).generate(stool, ["right"], imported, steps=STEPS, context=1)
    assert encoded == ["left"]  # the symmetric sibling
    assert again.meshes["seat"] is made.meshes["seat"] and again.meshes["left"] is made.meshes["left"]
    assert set(again.latents) == {GLOBAL, "left", "right"}


def test_the_context_is_what_the_made_part_depends_on(model: CoPartModel, stool: Scene, made: Project) -> None:
    def right(context: int, **change: PartLatents) -> np.ndarray:
        kept = {key: made.latents[key] for key in ("seat", "left")} | change
        settings = Settings.checked(steps=STEPS, context=context)
        return denoised(model, stool, settings, ["right"], kept).clean["right"].geometry.numpy()

    other = replace(made.latents["seat"], geometry=-made.latents["seat"].geometry)
    assert np.array_equal(right(1), right(1, seat=other))
    assert not np.array_equal(right(2), right(2, seat=other))


@pytest.mark.parametrize("pair", [(DPMSolverMultistepScheduler(), DPMSolverMultistepScheduler()),
                                  (DDIMScheduler(), DPMSolverMultistepScheduler())])  # fmt: skip
def test_models_of_other_parameterisations_run_through(model: CoPartModel, stool: Scene, made: Project, pair) -> None:
    ddpm = replace(model, schedulers=pair)
    kept = {"seat": made.latents["seat"]}
    found = denoised(ddpm, stool, Settings.checked(steps=3), ["left", "right"], kept)
    assert np.array_equal(found.clean["seat"].geometry[0].numpy(), made.latents["seat"].geometry)
    for key in (GLOBAL, "left", "right"):
        assert found.clean[key].geometry.isfinite().all() and found.clean[key].image.isfinite().all()
    again = denoised(ddpm, stool, Settings.checked(steps=3), ["left", "right"], kept)
    assert torch.equal(again.clean["left"].geometry, found.clean["left"].geometry)
    other = denoised(ddpm, stool, Settings.checked(steps=3, solver="ddim"), ["left", "right"], kept)
    assert not torch.equal(other.clean["left"].image, found.clean["left"].image)


def test_scenes_of_placed_objects_hand_the_options_on(stool: Scene) -> None:
    asked: list[dict] = []

    class Recorder:
        fingerprint = ""

        def stream(self, scene, parts, previous, steps, guidance, cancelled, **options):
            asked.append(options)
            yield Done(Project(scene))

    placed = Project(stool)
    scene = place(placed, placed).scene  # one object placed, one not
    list(stream_scene(Recorder(), scene, mode="windows", window=5, context=2))
    list(stream_scene(Recorder(), stool, solver="euler"))
    list(stream_scene(Recorder(), stool))
    assert asked == [{"mode": "windows", "window": 5, "context": 2}] * 2 + [{"solver": "euler"}, {}]

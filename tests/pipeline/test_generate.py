"""The pipeline on the embedded model, with few steps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from copart_core.evaluate.generation import bounds_iou, is_watertight
from copart_core.pipeline import CoPartPipeline
from copart_core.pipeline.encode import moved_to
from copart_core.pipeline.events import Cancelled, Done, PartReady, Preview, Stage
from copart_core.pipeline.project import GLOBAL, Project
from copart_core.scene import Box, Scene, SceneError

MODEL = Path(__file__).resolve().parents[2] / "assets" / "model"
STEPS = 4


@pytest.fixture(scope="module")
def pipeline() -> CoPartPipeline:
    return CoPartPipeline.from_pretrained(MODEL, device="cpu")


@pytest.fixture(scope="module")
def table() -> Scene:
    boxes = {
        "top": ((-0.6, 0.7, -0.4), (0.6, 0.76, 0.4)),
        "left-leg": ((-0.55, 0, -0.05), (-0.45, 0.7, 0.05)),
        "right-leg": ((0.45, 0, -0.05), (0.55, 0.7, 0.05)),
    }
    captions = {"top": "a red table top", "left-leg": "a blue square leg", "right-leg": "a blue square leg"}
    return Scene.from_dict(
        {
            "version": 1,
            "name": "Table",
            "caption": "a table",
            "parts": [
                {"id": key, "name": key, "caption": captions[key], "box": {"min": low, "max": high}}
                for key, (low, high) in boxes.items()
            ],
        }
    )


@pytest.fixture(scope="module")
def made(pipeline: CoPartPipeline, table: Scene) -> Project:
    return pipeline.generate(table, steps=STEPS)


def changed(scene: Scene, part_id: str, **fields) -> Scene:
    parts = [part.model_copy(update=fields) if part.id == part_id else part for part in scene.parts]
    return scene.model_copy(update={"parts": parts})


def same(a, b) -> bool:
    return (
        np.array_equal(a.vertices, b.vertices) and np.array_equal(a.faces, b.faces)
        and np.array_equal(a.normals, b.normals)
        and np.array_equal(a.uv, b.uv) and a.texture_png == b.texture_png
    )  # fmt: skip


def test_every_box_gets_a_closed_mesh_that_fills_it(made: Project, table: Scene) -> None:
    assert list(made.meshes) == [part.id for part in table.parts]
    for part in table.parts:
        mesh = made.meshes[part.id]
        assert is_watertight(mesh)
        assert mesh.texture_png is not None and mesh.texture_png.startswith(b"\x89PNG")
        assert bounds_iou(mesh, part.box) > 0.6
        assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-4)
    assert set(made.latents) == {GLOBAL, *made.meshes}


def test_the_same_seed_gives_the_same_project(pipeline: CoPartPipeline, table: Scene, made: Project) -> None:
    again = pipeline.generate(table, steps=STEPS)
    assert all(same(again.meshes[key], made.meshes[key]) for key in made.meshes)


def test_another_part_seed_changes_that_part(pipeline: CoPartPipeline, table: Scene, made: Project) -> None:
    other = pipeline.generate(changed(table, "top", seed=7), steps=STEPS)
    assert not same(other.meshes["top"], made.meshes["top"])


def test_events_come_in_order(pipeline: CoPartPipeline, table: Scene) -> None:
    events = list(pipeline.stream(table, steps=STEPS))
    kinds = [type(event) for event in events]
    assert kinds[0] is Stage and kinds[-1] is Done
    assert kinds.index(Preview) < kinds.index(PartReady)
    stages = [event for event in events if isinstance(event, Stage)]
    assert [stage.fraction for stage in stages] == sorted(stage.fraction for stage in stages)
    denoise = [stage.step for stage in stages if stage.name == "denoise"]
    assert denoise == list(range(1, STEPS + 1))
    assert {event.part_id for event in events if isinstance(event, PartReady)} == {part.id for part in table.parts}


def test_locked_parts_come_back_bit_identical(pipeline: CoPartPipeline, table: Scene, made: Project) -> None:
    scene = changed(changed(table, "top", locked=True), "left-leg", caption="a green round leg")
    again = pipeline.generate(scene, previous=made, steps=STEPS)
    assert same(again.meshes["top"], made.meshes["top"])
    assert not same(again.meshes["left-leg"], made.meshes["left-leg"])
    assert np.array_equal(again.latents["top"].geometry, made.latents["top"].geometry)


def test_only_the_chosen_part_is_made_again(pipeline: CoPartPipeline, table: Scene, made: Project) -> None:
    scene = changed(table, "left-leg", seed=3)
    again = pipeline.generate(scene, parts=["left-leg"], previous=made, steps=STEPS)
    assert same(again.meshes["top"], made.meshes["top"]) and same(again.meshes["right-leg"], made.meshes["right-leg"])
    assert not same(again.meshes["left-leg"], made.meshes["left-leg"])


def test_kept_parts_without_latents_are_encoded_from_their_mesh(
    pipeline: CoPartPipeline, table: Scene, made: Project
) -> None:
    bare = Project(made.scene, made.meshes)
    again = pipeline.generate(table, parts=["left-leg"], previous=bare, steps=STEPS)
    assert same(again.meshes["top"], made.meshes["top"])
    encoded, original = again.latents["top"], made.latents["top"]
    assert encoded.geometry.shape == original.geometry.shape
    # The texture of the mesh is what the views were, so their mean colour comes back.
    assert np.abs(encoded.image.mean(axis=(0, 2, 3)) - original.image.mean(axis=(0, 2, 3))).max() < 0.5


def test_a_kept_mesh_follows_its_box(table: Scene, made: Project) -> None:
    part = table.part("top")
    assert moved_to(made.meshes["top"], np.array([part.box.min, part.box.max]), part) is made.meshes["top"]
    wider = part.model_copy(update={"box": Box(min=(-1.2, 0.7, -0.4), max=(1.2, 0.76, 0.4))})
    moved = moved_to(made.meshes["top"], np.array([part.box.min, part.box.max]), wider)
    np.testing.assert_allclose(moved.vertices[:, 0], 2 * made.meshes["top"].vertices[:, 0], atol=1e-5)
    np.testing.assert_allclose(moved.vertices[:, 1:], made.meshes["top"].vertices[:, 1:], atol=1e-6)


def test_a_moved_locked_part_moves_once(pipeline: CoPartPipeline, table: Scene, made: Project) -> None:
    box = Box(min=(-1.2, 0.9, -0.4), max=(1.2, 0.96, 0.4))
    scene = changed(table, "top", locked=True, box=box)
    first = pipeline.generate(scene, previous=made, steps=1)
    second = pipeline.generate(scene, previous=first, steps=1)
    assert bounds_iou(first.meshes["top"], box) > 0.6
    assert same(first.meshes["top"], second.meshes["top"])


def test_a_part_is_kept_from_a_glb(pipeline: CoPartPipeline, table: Scene, made: Project) -> None:
    """Also where its box was moved since: a GLB knows no boxes, so the mesh's bounds stand for it."""
    again = pipeline.generate(
        table, parts=["left-leg"], previous=Project.from_glb(made.to_glb(), table), steps=STEPS
    )
    assert same(again.meshes["top"], made.meshes["top"])
    box = Box(min=(5, 5, 5), max=(6, 5.1, 5.5))
    scene = changed(table, "top", box=box)
    moved = pipeline.generate(scene, parts=["left-leg"], previous=Project.from_glb(made.to_glb(), scene), steps=1)
    assert bounds_iou(moved.meshes["top"], box) > 0.99


def test_cancel_stops_between_steps(pipeline: CoPartPipeline, table: Scene) -> None:
    seen = []
    with pytest.raises(Cancelled):
        for event in pipeline.stream(table, steps=STEPS, cancelled=lambda: len(seen) >= 3):
            seen.append(event)
    assert not any(isinstance(event, Done) for event in seen)


@pytest.mark.parametrize(
    "arguments,message",
    [
        ({"steps": 0}, "1 to 200 steps"),
        ({"guidance": float("nan")}, "guidance"),
        ({"parts": ["nothing"]}, "no part 'nothing'"),
    ],
)
def test_bad_settings_are_refused_before_anything_runs(
    pipeline: CoPartPipeline, table: Scene, arguments, message
) -> None:
    with pytest.raises(ValueError, match=message):
        next(iter(pipeline.stream(table, **arguments)))


def test_captions_may_hold_anything(pipeline: CoPartPipeline, table: Scene) -> None:
    scene = changed(table, "top", caption="ein rotes ${1+1} <b>Brett</b> 🪵 桌子 " + "x" * 400)
    project = pipeline.generate(scene, parts=["top"], steps=1)
    assert list(project.meshes) == ["top"]


def test_odd_boxes_are_filled(pipeline: CoPartPipeline) -> None:
    scene = Scene.from_dict(
        {
            "version": 1,
            "parts": [
                {"id": "rod", "caption": "a black pole", "box": {"min": [0, 0, 0], "max": [0.01, 4, 0.01]}},
                {"id": "sheet", "caption": "a white flat panel", "box": {"min": [1, 0, 0], "max": [5, 0.02, 4]}},
            ],
        }
    )
    project = pipeline.generate(scene, steps=STEPS)
    for part in scene.parts:
        assert bounds_iou(project.meshes[part.id], part.box) > 0.5


def test_an_empty_scene_is_a_clear_error(pipeline: CoPartPipeline) -> None:
    with pytest.raises(SceneError, match="no boxes"):
        pipeline.generate(Scene(parts=[]))


def test_part_noise_does_not_depend_on_the_other_parts(pipeline: CoPartPipeline, table: Scene) -> None:
    from copart_core.pipeline.conditions import part_noise

    every = part_noise(pipeline.model, table, table.parts)
    one = part_noise(pipeline.model, table, [table.part("right-leg")])
    assert torch.equal(every.geometry[3], one.geometry[1]) and torch.equal(every.image[3], one.image[1])

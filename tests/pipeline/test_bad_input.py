"""What a run is given may be wrong: a clear error before anything is made, and nothing of the former project lost."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from copart_core.geometry.part_mesh import PartMesh
from copart_core.models.folder import load_model
from copart_core.pipeline import CoPartPipeline
from copart_core.pipeline.conditions import latent_shapes
from copart_core.pipeline.events import Done, PartReady
from copart_core.pipeline.project import PartLatents, Project
from copart_core.scene import Box, Part, Scene, SceneError

MODEL = Path(__file__).resolve().parents[2] / "assets" / "model"


@pytest.fixture(scope="module")
def pipeline() -> CoPartPipeline:
    return CoPartPipeline.from_pretrained(MODEL, device="cpu")


def cube(name: str, at: float, **fields) -> Part:
    return Part(id=name, name=name.title(), caption="a red box", box=Box(min=(at, 0, 0), max=(at + 1, 1, 1)), **fields)


def mesh(at: float) -> PartMesh:
    """A tetrahedron in a cube's box."""
    vertices = np.array([[at, 0, 0], [at + 1, 0, 0], [at, 1, 0], [at, 0, 1]], np.float32)
    faces = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]], np.uint32)
    return PartMesh(vertices, faces, np.tile(np.array([[0, 1, 0]], np.float32), (4, 1)))


def latents(pipeline: CoPartPipeline, part: Part, tokens: int | None = None) -> PartLatents:
    geometry, image = (np.zeros(shape, np.float32) for shape in latent_shapes(pipeline.model))
    return PartLatents(geometry[:tokens], image, np.array([part.box.min, part.box.max]))


def refused(pipeline: CoPartPipeline, message: str, scene: Scene, *arguments, **options) -> None:
    with pytest.raises(ValueError, match=message):
        next(iter(pipeline.stream(scene, *arguments, **options)))


def test_no_parts_and_too_many(pipeline: CoPartPipeline) -> None:
    refused(pipeline, "has no boxes; draw at least one", Scene(parts=[]))
    many = Scene(parts=[]).model_copy(update={"parts": [cube(f"p{at}", at) for at in range(65)]})
    refused(pipeline, "has 65 parts; at most 64 can be: delete some", many)


def test_boxes_that_are_not_finite(pipeline: CoPartPipeline) -> None:
    bad = Box.model_construct(min=(0.0, float("nan"), 0.0), max=(1.0, 1.0, 1.0))
    scene = Scene(parts=[]).model_copy(update={"parts": [cube("a", 0), cube("b", 1).model_copy(update={"box": bad})]})
    refused(pipeline, "'B'.*y is nan; type a finite number", scene)


def test_all_parts_locked(pipeline: CoPartPipeline) -> None:
    scene = Scene(name="Row", parts=[cube("a", 0, locked=True)])
    refused(pipeline, "all parts of 'Row' are locked; unlock", scene, None, Project(scene, {"a": mesh(0)}))
    refused(pipeline, "part 'A' is locked; unlock", scene, ["a"], Project(scene, {"a": mesh(0)}))


def test_a_locked_part_that_holds_nothing(pipeline: CoPartPipeline) -> None:
    scene = Scene(parts=[cube("a", 0, locked=True), cube("b", 1)])
    refused(pipeline, "part 'A' is locked but has no mesh yet; unlock", scene)


def test_latents_of_another_model_without_a_mesh(pipeline: CoPartPipeline) -> None:
    scene = Scene(parts=[cube("a", 0, locked=True), cube("b", 1)])
    foreign = Project(scene, {}, {"a": latents(pipeline, scene.part("a"))}, "another")
    odd = Project(scene, {}, {"a": latents(pipeline, scene.part("a"), tokens=3)}, pipeline.model.fingerprint)
    for previous in (foreign, odd):
        refused(pipeline, "part 'A' has no mesh, and its latents are of another model", scene, None, previous)
        refused(pipeline, "part 'A' has no mesh, and its latents are of another model", scene, ["b"], previous)
    assert set(foreign.latents) == {"a"} and foreign.meshes == {}


def test_latents_of_another_model_are_encoded_anew_from_the_mesh(pipeline: CoPartPipeline) -> None:
    scene = Scene(parts=[cube("a", 0, locked=True), cube("b", 1)])
    stored = latents(pipeline, scene.part("a"))
    previous = Project(scene, {"a": mesh(0)}, {"a": stored}, "another")
    again = pipeline.generate(scene, None, previous, steps=1)
    assert again.meshes["a"] is previous.meshes["a"] and again.fingerprint == pipeline.model.fingerprint
    assert np.abs(again.latents["a"].geometry).max() > 0.1  # no longer the zeros of the other model
    assert previous.latents["a"] is stored and previous.fingerprint == "another"


def test_a_part_of_which_only_latents_are_left_is_decoded(pipeline: CoPartPipeline) -> None:
    scene = Scene(parts=[cube("a", 0), cube("b", 1)])
    first = pipeline.generate(scene, ["a"], steps=4)
    bare = Project(scene, {}, first.latents, first.fingerprint)
    events = list(pipeline.stream(scene, ["b"], bare, steps=1))
    assert {event.part_id for event in events if isinstance(event, PartReady)} == {"a", "b"}
    assert isinstance(events[-1], Done)
    again = events[-1].project
    assert np.array_equal(again.latents["a"].geometry, first.latents["a"].geometry)
    np.testing.assert_allclose(again.meshes["a"].bounds(), first.meshes["a"].bounds(), atol=1e-3)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"steps": 0}, "1 to 200 steps"),
        ({"guidance": 31}, "guidance of 0 to 30"),
        ({"window": 0}, "window of 1 to 64"),
        ({"context": 65}, "context of 0 to 64"),
        ({"mode": "windows", "window": 3, "context": 3}, "smaller than the window of 3 parts"),
        ({"solver": "dpm"}, r"this model's solvers \(euler\), got 'dpm'"),
    ],
)
def test_settings_out_of_range(pipeline: CoPartPipeline, options, message) -> None:
    refused(pipeline, message, Scene(parts=[cube("a", 0)]), **options)


@pytest.mark.parametrize("device", ["foo", "meta", "cuda:99"])
def test_a_device_that_is_not_there(device: str) -> None:
    with pytest.raises(ValueError, match=rf"the device '{device}' cannot be used here \(.+\); choose one of: cpu"):
        CoPartPipeline.from_pretrained(MODEL, device=device)


def test_a_checkpoint_with_wrong_shapes(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    config = tmp_path / "model" / "denoiser" / "config.json"
    changed = json.loads(config.read_text()) | {"width3d": 96}
    config.write_text(json.dumps(changed))
    with pytest.raises(ValueError, match=r"the weights in .*denoiser do not fit"):
        load_model(tmp_path / "model")


def test_a_model_says_how_many_parts_it_was_trained_with(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    index = tmp_path / "model" / "model_index.json"
    given = json.loads(index.read_text())
    index.write_text(json.dumps(given | {"trained_parts": 5}))
    assert load_model(tmp_path / "model").trained_parts == 5
    index.write_text(json.dumps(given | {"trained_parts": "many"}))
    with pytest.raises(ValueError, match="trained_parts should be a number of parts, is 'many'; correct it"):
        load_model(tmp_path / "model")


def test_the_error_is_one_of_the_scene(pipeline: CoPartPipeline) -> None:
    with pytest.raises(SceneError, match="no part 'nothing'"):
        pipeline.generate(Scene(parts=[cube("a", 0)]), ["nothing"], replace(Project(Scene(parts=[])), fingerprint="x"))

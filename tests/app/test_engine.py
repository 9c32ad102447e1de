"""The engines: the simple one keeps the order of events; the real one loads in the background and tells its errors."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import trimesh

from app.engine import BoxEngine, PipelineEngine
from copart_core.pipeline.events import Cancelled, Done, PartReady, Preview, Stage
from copart_core.scene import Scene, SceneError


def stream(scene: Scene, parts=None, previous=None, cancelled=lambda: False) -> list:
    return list(BoxEngine(0).stream(scene, parts, previous, 4, None, cancelled))


def test_every_box_is_filled_by_a_closed_mesh(chair: Scene) -> None:
    done = stream(chair)[-1]
    assert isinstance(done, Done) and set(done.project.meshes) == {"seat", "back", "leg"}
    for part in chair.parts:
        mesh = done.project.meshes[part.id]
        np.testing.assert_allclose(mesh.bounds(), [part.box.min, part.box.max], atol=1e-6)
        solid = trimesh.Trimesh(mesh.vertices, mesh.faces, process=True)
        assert solid.is_watertight and solid.is_winding_consistent and solid.volume > 0
        assert np.isfinite(mesh.normals).all() and mesh.texture_png and mesh.uv is not None


def test_events_come_in_order(chair: Scene) -> None:
    events = stream(chair)
    kinds = [type(event) for event in events]
    assert kinds[-1] is Done and kinds.count(Done) == 1
    assert kinds.index(Preview) < kinds.index(PartReady)
    fractions = [event.fraction for event in events if isinstance(event, Stage)]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1)


def test_only_what_was_asked_changes(chair: Scene) -> None:
    first = stream(chair)[-1].project
    seat = chair.part("seat").model_copy(update={"caption": "a blue seat"})
    changed = chair.model_copy(update={"parts": [seat, *chair.parts[1:]]})
    second = stream(changed, ["seat"], first)[-1].project
    assert second.meshes["back"] is first.meshes["back"]
    assert second.meshes["seat"].vertices.tobytes() != first.meshes["seat"].vertices.tobytes()


def test_the_same_seed_gives_the_same_mesh(chair: Scene) -> None:
    first, second = stream(chair)[-1].project, stream(chair)[-1].project
    assert first.meshes["leg"].vertices.tobytes() == second.meshes["leg"].vertices.tobytes()


def test_cancel_and_bad_input(chair: Scene) -> None:
    with pytest.raises(Cancelled):
        stream(chair, cancelled=lambda: True)
    with pytest.raises(SceneError, match="no part 'arm'"):
        stream(chair, ["arm"])
    with pytest.raises(SceneError, match="draw at least one box"):
        stream(Scene(parts=[]))


def test_a_missing_model_is_told_and_may_be_tried_again(tmp_path: Path, chair: Scene) -> None:
    engine = PipelineEngine(tmp_path / "no-model")
    assert engine.state().name == "loading"
    for _ in range(2):
        engine.start_loading()
        engine.start_loading()  # while loading: nothing
        deadline = time.monotonic() + 300  # importing torch on a busy machine
        while engine.state().name == "loading" and time.monotonic() < deadline:
            time.sleep(0.05)
        assert engine.state().name == "error"
        assert "no-model" in engine.state().message
    with pytest.raises(ValueError, match="no-model"):
        engine.stream(chair, None, None, None, None, lambda: False)

"""Composing: what is placed stays bit for bit, and each object is made as if it stood alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh

from copart_core.geometry.boxes import box_iou, corners
from copart_core.geometry.placement import matrix
from copart_core.pipeline.compose import (
    duplicate,
    imported,
    move,
    object_project,
    objects_of,
    place,
    placed_meshes,
    remove,
    stream_scene,
)
from copart_core.pipeline.events import Cancelled, Done, Event, PartReady, Preview, Stage
from copart_core.pipeline.generate import CoPartPipeline
from copart_core.pipeline.project import GLOBAL, PartLatents, Project, whole_key
from copart_core.scene import Box, Group, Joint, Part, Placement, Scene, SceneError

MODEL = Path(__file__).resolve().parents[2] / "assets" / "model"
STEPS = 2


def stool() -> Scene:
    return Scene(
        name="Stool", caption="a stool", seed=3, groups=[Group(id="under")],
        parts=[
            Part(id="seat", name="Seat", caption="a red seat", box=Box(min=(-0.2, 0.4, -0.2), max=(0.2, 0.45, 0.2))),
            Part(id="leg", name="Leg", caption="a black leg", box=Box(min=(-0.05, 0, -0.05), max=(0.05, 0.4, 0.05)),
                 group="under", seed=2, joint=Joint(type="hinge", parent="seat")),
        ],
    )


def vase() -> Scene:
    box = Box(min=(0, 0, 0), max=(0.2, 0.4, 0.2))
    return Scene(name="Vase", parts=[Part(id="leg", caption="a blue vase", box=box)])


@pytest.fixture(scope="module")
def pipeline() -> CoPartPipeline:
    return CoPartPipeline.from_pretrained(MODEL, device="cpu")


def run(pipe, scene: Scene, **options) -> tuple[list[Event], Project]:
    events = list(stream_scene(pipe, scene, steps=STEPS, **options))
    assert isinstance(events[-1], Done) and not any(isinstance(event, Done) for event in events[:-1])
    return events, events[-1].project


@pytest.fixture(scope="module")
def made(pipeline: CoPartPipeline) -> dict[str, Project]:
    return {scene.name: run(pipeline, scene)[1] for scene in (stool(), vase())}


@pytest.fixture(scope="module")
def room(made: dict[str, Project]) -> Project:
    """Two stools, the second turned, and a vase, made apart and placed in one scene."""
    scene = place(made["Stool"], position=(1, 0, 0))
    scene = duplicate(scene, "stool", position=(-1, 0, 0.5), yaw=30, scale=1.5, name="Large stool")
    return place(made["Vase"], scene, position=(1, 0.45, 0), yaw=90)


def same(one, other) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("vertices", "faces", "normals", "uv")
    ) and one.texture_png == other.texture_png  # fmt: skip


def same_latents(one: PartLatents, other: PartLatents) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("geometry", "image", "box"))


# ---- placing ---------------------------------------------------------------------------------------------------------


def test_what_is_placed_comes_over_bit_for_bit(room: Project, made: dict[str, Project]) -> None:
    assert [part.id for part in room.scene.parts] == ["seat", "leg", "seat-2", "leg-2", "leg-3"]
    assert list(room.scene.placements) == ["stool", "large-stool", "vase"]
    for part_id, (name, original) in {
        "seat": ("Stool", "seat"), "leg": ("Stool", "leg"), "seat-2": ("Stool", "seat"), "leg-2": ("Stool", "leg"),
        "leg-3": ("Vase", "leg"),
    }.items():  # fmt: skip
        assert room.meshes[part_id] is made[name].meshes[original]
        assert room.latents[part_id] is made[name].latents[original]
    for key, name in (("stool", "Stool"), ("large-stool", "Stool"), ("vase", "Vase")):
        assert room.latents[whole_key(key)] is made[name].latents[GLOBAL]
    assert room.fingerprint == made["Vase"].fingerprint


def test_objects_keep_their_meaning(room: Project) -> None:
    first, second, vase_object = objects_of(room.scene)
    assert (first.scene.caption, first.scene.seed) == ("a stool", 3) == (second.scene.caption, second.scene.seed)
    assert vase_object.scene.caption == "Vase", "a scene without a caption is called by its name"
    assert (second.scene.name, second.placement.yaw, second.placement.scale) == ("Large stool", 30, 1.5)
    joint = room.scene.part("leg-2").joint
    assert joint is not None and joint.parent == "seat-2"
    group = room.scene.part("leg-2").group
    assert group == "under-2" and [g.parent for g in room.scene.groups if g.id == group] == ["large-stool"]
    assert room.scene.part("leg-2").seed == 2


def test_a_composed_scene_can_be_placed_again(room: Project) -> None:
    twice = place(room, position=(10, 0, 0), yaw=90, scale=2)
    assert list(twice.scene.placements) == list(room.scene.placements)
    placement = objects_of(twice.scene)[1].placement
    assert placement.position == pytest.approx((10 + 2 * 0.5, 0, 2)) and placement.scale == 3 and placement.yaw == 120
    outer = matrix(Placement(position=(10, 0, 0), yaw=90, scale=2))
    inside, outside = placed_meshes(room), placed_meshes(twice)
    for part_id, mesh in inside.items():
        expected = mesh.vertices @ outer[:3, :3].T + outer[:3, 3]
        np.testing.assert_allclose(outside[part_id].vertices, expected, atol=1e-5)


def test_move_and_remove(room: Project) -> None:
    moved = move(room, "vase", position=(0, 0, 3))
    placement = moved.scene.placements["vase"].placement
    assert placement == Placement(position=(0, 0, 3), yaw=90)
    assert moved.meshes is room.meshes and moved.latents is room.latents
    less = remove(room, "large-stool")
    assert [group.id for group in less.scene.groups] == ["stool", "under", "vase"]
    assert list(less.meshes) == ["seat", "leg", "leg-3"] and set(less.latents) == {
        "seat", "leg", "leg-3", "/whole/stool", "/whole/vase"
    }  # fmt: skip
    alone = object_project(room, "large-stool")
    assert alone.meshes["seat-2"] is room.meshes["seat"] and alone.latents[GLOBAL] is room.latents["/whole/stool"]
    assert alone.scene.placements == {}


def test_a_duplicate_stands_beside_unless_told_otherwise(room: Project) -> None:
    again = duplicate(room, "stool")
    assert again.scene.placements["stool-2"].placement == Placement(position=(1 + 1.1 * 0.4, 0, 0), seed=3)
    loose = Project(stool())
    assert list(duplicate(loose, None).scene.objects()) == [None, "stool"]


def test_latents_of_another_model_stay_behind(made: dict[str, Project]) -> None:
    other = Project(made["Vase"].scene, made["Vase"].meshes, made["Vase"].latents, "another model")
    both = place(other, place(made["Stool"]))
    assert both.fingerprint == made["Stool"].fingerprint and "leg-2" in both.meshes and "leg-2" not in both.latents


def test_latents_of_another_model_are_not_lost_with_their_part(made: dict[str, Project]) -> None:
    bare = Project(made["Vase"].scene, {}, made["Vase"].latents, "another model")
    with pytest.raises(SceneError, match="has no mesh, and its latents are of another model; place it in a project"):
        place(bare, place(made["Stool"]))
    alone = place(bare)
    assert alone.fingerprint == "another model" and "leg" in alone.latents


def test_what_cannot_be_placed(room: Project) -> None:
    with pytest.raises(SceneError, match=r"scale should be a factor from 0.001 to 1000"):
        place(room, scale=0)
    with pytest.raises(SceneError, match=r"group 'Stool': placement.scale should be a factor from 0.001 to 1000"):
        place(place(room, scale=100), scale=100)
    with pytest.raises(SceneError, match=r"group 'Stool': placement.position x is too large"):
        place(place(room, position=(9e5, 0, 0)), position=(9e5, 0, 0))
    with pytest.raises(SceneError, match=r"y is nan"):
        place(room, position=(0, float("nan"), 0))
    with pytest.raises(SceneError, match=r"there is no object 'sofa' in scene .*; its objects are: 'stool'"):
        move(room, "sofa", yaw=3)
    with pytest.raises(SceneError, match="has no parts"):
        object_project(room, None)
    with pytest.raises(SceneError, match="no boxes"):
        place(Project(Scene(parts=[])))
    many = Project(Scene(parts=[Part(id=f"p{i}", box=Box(min=(i, 0, 0), max=(i + 1, 1, 1))) for i in range(60)]))
    with pytest.raises(SceneError, match=r"placing 'Untitled' would make 65 parts; at most 64"):
        place(room, many)


# ---- files -----------------------------------------------------------------------------------------------------------


def test_a_composed_project_is_saved_and_loaded(room: Project, tmp_path: Path) -> None:
    room.save(tmp_path / "room.copart")
    again = Project.load(tmp_path / "room.copart")
    assert again.scene == room.scene and set(again.latents) == set(room.latents)
    assert all(same(again.meshes[key], room.meshes[key]) for key in room.meshes)
    assert all(same_latents(again.latents[key], room.latents[key]) for key in room.latents)


def test_glb_has_a_node_an_object_and_comes_back_bit_for_bit(room: Project) -> None:
    data = room.to_glb()
    again = Project.from_glb(data, room.scene)
    assert list(again.meshes) == list(room.meshes) and all(same(again.meshes[k], room.meshes[k]) for k in room.meshes)
    loaded = trimesh.load_scene(trimesh.util.wrap_as_stream(data), file_type="glb")
    for single in objects_of(room.scene):
        title = room.scene.placements[single.key].title
        np.testing.assert_allclose(loaded.graph[title][0], matrix(single.placement), atol=1e-7)
        assert len(loaded.graph.transforms.children[title]) == len(single.scene.parts)
    whole = np.concatenate([mesh.vertices for mesh in placed_meshes(room).values()])
    np.testing.assert_allclose(loaded.bounds, [whole.min(axis=0), whole.max(axis=0)], atol=1e-6)


def test_a_glb_without_the_objects_nodes_is_brought_into_their_frames(room: Project) -> None:
    """As after another program has flattened it: names and places are all that is left."""
    flat = Project(room.scene.model_copy(update={"groups": [], "parts": [
        part.model_copy(update={"group": None}) for part in room.scene.parts
    ]}), placed_meshes(room))  # fmt: skip
    again = Project.from_glb(flat.to_glb(), room.scene)
    for key, mesh in room.meshes.items():
        np.testing.assert_allclose(again.meshes[key].vertices, mesh.vertices, atol=1e-5)
        np.testing.assert_allclose(again.meshes[key].normals, mesh.normals, atol=1e-5)


def test_an_imported_glb_is_a_project(made: dict[str, Project]) -> None:
    project = imported(made["Stool"].to_glb(), "Found")
    assert [part.id for part in project.scene.parts] == ["seat", "leg"] and project.scene.name == "Found"
    for part in project.scene.parts:
        assert same(project.meshes[part.id], made["Stool"].meshes[part.id])
        assert box_iou(corners(part.box), project.meshes[part.id].bounds()) > 0.99
    with pytest.raises(ValueError, match="no GLB"):
        imported(b"not a GLB at all")


# ---- generating ------------------------------------------------------------------------------------------------------


def test_an_object_is_made_as_if_it_stood_alone(
    pipeline: CoPartPipeline, room: Project, made: dict[str, Project]
) -> None:
    """The ids of the first stool and its seed are those of the stool made alone, so it is the same to the last bit."""
    events, again = run(pipeline, room.scene, parts=["leg-3", "seat", "leg"])
    for part_id in ("seat", "leg"):
        assert same(again.meshes[part_id], made["Stool"].meshes[part_id])
    assert same_latents(again.latents["/whole/stool"], made["Stool"].latents[GLOBAL])
    assert not same(again.meshes["leg-3"], made["Vase"].meshes["leg"]), "another id draws other noise"
    assert list(again.meshes) == ["seat", "leg", "leg-3"] and again.scene == room.scene
    fractions = [event.fraction for event in events if isinstance(event, Stage)]
    assert fractions == sorted(fractions) and fractions[0] == 0 and fractions[-1] > 0.9
    assert len([event for event in events if isinstance(event, Stage) and event.name == "denoise"]) == 2 * STEPS
    assert {event.part_id for event in events if isinstance(event, PartReady)} == set(again.meshes)
    shown = {key for event in events if isinstance(event, Preview) for key in event.parts}
    assert shown <= set(again.meshes)


def test_other_objects_are_left_as_they_are(pipeline: CoPartPipeline, room: Project) -> None:
    scene = room.scene.model_copy(update={"parts": [
        part.model_copy(update={"seed": 9}) if part.id == "leg-2" else part for part in room.scene.parts
    ]})  # fmt: skip
    events, again = run(pipeline, scene, parts=["leg-2"], previous=room)
    assert {event.part_id for event in events if isinstance(event, PartReady)} == {"leg-2"}
    for key in ("seat", "leg", "leg-3"):
        assert again.meshes[key] is room.meshes[key], "not even looked at"
        assert same_latents(again.latents[key], room.latents[key])
    assert same(again.meshes["seat-2"], room.meshes["seat-2"]), "kept in the same object"
    assert not same(again.meshes["leg-2"], room.meshes["leg-2"])
    assert same_latents(again.latents["/whole/vase"], room.latents["/whole/vase"])


def test_a_part_of_an_imported_object_is_made_anew(pipeline: CoPartPipeline, made: dict[str, Project]) -> None:
    scene = place(imported(made["Stool"].to_glb(), "Found"), position=(2, 0, 0))
    _, again = run(pipeline, scene.scene, parts=["leg"], previous=scene)
    assert same(again.meshes["seat"], made["Stool"].meshes["seat"]) and "seat" in again.latents


def test_locked_objects_are_kept(pipeline: CoPartPipeline, room: Project) -> None:
    parts = [part.model_copy(update={"locked": part.id != "leg-3"}) for part in room.scene.parts]
    scene = room.scene.model_copy(update={"parts": parts})
    events, again = run(pipeline, scene, previous=room)
    assert {event.part_id for event in events if isinstance(event, PartReady)} == {"leg-3"}
    assert all(again.meshes[key] is room.meshes[key] for key in ("seat", "leg", "seat-2", "leg-2"))


def test_a_kept_mesh_of_an_idle_object_follows_its_box(pipeline: CoPartPipeline, room: Project) -> None:
    box = Box(min=(-0.4, 0.4, -0.2), max=(0.4, 0.45, 0.2))
    parts = [part.model_copy(update={"box": box}) if part.id == "seat" else part for part in room.scene.parts]
    _, again = run(pipeline, room.scene.model_copy(update={"parts": parts}), parts=["leg-3"], previous=room)
    before, after = room.meshes["seat"].vertices, again.meshes["seat"].vertices
    np.testing.assert_allclose(after[:, 0], 2 * before[:, 0], atol=1e-6)
    np.testing.assert_allclose(after[:, 1:], before[:, 1:], atol=1e-6)
    assert again.latents["seat"].box.tolist() == [list(box.min), list(box.max)]


def test_latents_without_a_mesh_stay_in_an_idle_object(pipeline: CoPartPipeline, room: Project) -> None:
    meshes = {key: mesh for key, mesh in room.meshes.items() if key != "seat"}
    _, again = run(pipeline, room.scene, parts=["leg-3"],
                   previous=Project(room.scene, meshes, room.latents, room.fingerprint))
    assert "seat" not in again.meshes and same_latents(again.latents["seat"], room.latents["seat"])


def test_latents_of_another_model_without_a_mesh_in_an_idle_object_are_refused(room: Project) -> None:
    locked = room.scene.model_copy(update={"parts": [
        part.model_copy(update={"locked": part.id == "leg-3"}) for part in room.scene.parts
    ]})  # fmt: skip
    meshes = {key: mesh for key, mesh in room.meshes.items() if key != "seat"}
    for scene in (room.scene, locked):
        with pytest.raises(SceneError, match="part 'Seat' has no mesh, and its latents are of another model; generate"):
            next(stream_scene(_Untouched(), scene, ["leg-2"], Project(scene, meshes, room.latents, room.fingerprint)))
    sound = Project(room.scene, room.meshes, room.latents, room.fingerprint)
    with pytest.raises(AssertionError, match="begun"):
        next(stream_scene(_Untouched(), room.scene, ["leg-2"], sound))


def test_a_locked_object_of_which_only_latents_are_left_is_decoded(
    pipeline: CoPartPipeline, room: Project, made: dict[str, Project]
) -> None:
    parts = [part.model_copy(update={"locked": True}) for part in room.scene.parts]
    scene = room.scene.model_copy(update={"parts": parts})
    meshes = {key: mesh for key, mesh in room.meshes.items() if key != "leg-3"}
    events, again = run(pipeline, scene, previous=Project(scene, meshes, room.latents, room.fingerprint))
    assert {event.part_id for event in events if isinstance(event, PartReady)} == {"leg-3"}
    assert same(again.meshes["leg-3"], made["Vase"].meshes["leg"]) and again.meshes["seat"] is room.meshes["seat"]
    assert set(again.latents) == set(room.latents)
    assert all(same_latents(again.latents[key], room.latents[key]) for key in room.latents)


class _Untouched:
    """A pipeline that must not be asked."""

    fingerprint = "untouched"

    def stream(self, scene, parts, previous, steps, guidance, cancelled) -> Iterator[Event]:
        raise AssertionError("the run was begun")


def test_refusals_come_before_anything_is_made(room: Project) -> None:
    locked = room.scene.model_copy(update={"parts": [p.model_copy(update={"locked": True}) for p in room.scene.parts]})
    one = room.scene.model_copy(update={"parts": [
        p.model_copy(update={"locked": p.id == "leg-3"}) for p in room.scene.parts
    ]})  # fmt: skip
    cases: list[tuple[Scene, dict[str, Any], str]] = [
        (room.scene, {"parts": ["leg", "arm"]}, "no part 'arm'"),
        (room.scene, {"parts": []}, "no part was chosen"),
        (locked, {"previous": room}, "are locked; unlock at least one"),
        (locked, {"parts": ["leg-3"], "previous": room}, "is locked; unlock it"),
        (one, {}, "is locked but has no mesh yet"),
    ]
    for scene, options, message in cases:
        with pytest.raises(SceneError, match=message):
            next(stream_scene(_Untouched(), scene, **options))


def test_what_only_the_pipeline_can_refuse_comes_first_too(pipeline: CoPartPipeline, made: dict[str, Project]) -> None:
    vase_then_stool = place(made["Stool"], place(made["Vase"])).scene
    with pytest.raises(ValueError, match="smaller than the window of 1 part"):  # the vase alone would fit in it
        next(stream_scene(pipeline, vase_then_stool, window=1, context=1))


def test_the_pipeline_itself_refuses_a_composed_scene(pipeline: CoPartPipeline, room: Project) -> None:
    with pytest.raises(SceneError, match="placed objects, which are made one by one"):
        next(iter(pipeline.stream(room.scene)))


def test_cancel_stops_in_the_second_object(pipeline: CoPartPipeline, room: Project) -> None:
    seen: list[Event] = []
    with pytest.raises(Cancelled):
        for event in stream_scene(pipeline, room.scene, steps=STEPS,
                                  cancelled=lambda: any(isinstance(e, PartReady) and e.part_id == "leg" for e in seen)
                                  and any(isinstance(e, PartReady) and e.part_id == "seat" for e in seen)):
            seen.append(event)
    ready = {event.part_id for event in seen if isinstance(event, PartReady)}
    assert ready == {"seat", "leg"}

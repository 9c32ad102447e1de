"""Placed objects apart from each other, and the transforms between their frames and the document's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copart_core.geometry.boxes import box_mesh
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.placement import (
    box_corners,
    composed,
    matrix,
    objects_of,
    part_titles,
    to_document,
    to_object,
)
from copart_core.scene import Box, Group, Part, Placement, Scene

placements = st.builds(
    Placement,
    position=st.tuples(*[st.floats(-50, 50, width=32)] * 3),
    yaw=st.floats(-360, 360),
    scale=st.floats(0.125, 8),
    seed=st.integers(0, 9),
)
points = st.tuples(*[st.floats(-10, 10, width=32)] * 3)


def block(low=(0.0, 0.0, 0.0), high=(1.0, 2.0, 3.0)) -> PartMesh:
    vertices, faces = box_mesh(low, high)
    normals = vertices - vertices.mean(axis=0)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return PartMesh(vertices.astype(np.float32), faces.astype(np.uint32), normals.astype(np.float32))


def test_titles_tell_parts_of_objects_apart() -> None:
    box = Box(min=(0, 0, 0), max=(1, 1, 1))
    groups = [Group(id="a", name="Chair", placement=Placement()), Group(id="b", name="Stool", placement=Placement())]
    where = {"s": "a", "s-2": "b", "l": "b", "l-2": "b", "rug": None}
    parts = [Part(id=own, name={"s": "seat", "l": "leg"}.get(own[0], ""), box=box, group=group)
             for own, group in where.items()]
    assert part_titles(Scene(parts=parts, groups=groups)) == {
        "s": "Chair / seat", "s-2": "Stool / seat", "l": "Stool / leg (l)", "l-2": "Stool / leg (l-2)", "rug": "rug",
    }


@given(placements, placements, points)
def test_matrix_point_and_composition_agree(outer: Placement, inner: Placement, point) -> None:
    moved = (matrix(outer) @ matrix(inner) @ np.array([*point, 1]))[:3]
    np.testing.assert_allclose(outer.apply(inner.apply(point)), moved, atol=1e-7, rtol=1e-9)
    both = composed(outer, inner)
    np.testing.assert_allclose(both.apply(point), moved, atol=1e-6, rtol=1e-9)
    assert both.seed == inner.seed


@given(placements)
def test_bounds_are_those_of_the_corners(placement: Placement) -> None:
    box = Box(min=(-1, 0, 2), max=(3, 0.5, 2.25))
    corners = box_corners(box, placement)
    bounds = placement.bounds(box)
    np.testing.assert_allclose(bounds.min, corners.min(axis=0), atol=1e-9)
    np.testing.assert_allclose(bounds.max, corners.max(axis=0), atol=1e-9)


def test_a_quarter_turn_takes_the_front_to_the_right_exactly() -> None:
    """The front looks along +z; +90 degrees turn it to +x, counter-clockwise seen from above."""
    assert Placement(yaw=90).apply((0, 0, 1)) == (1, 0, 0)
    assert Placement(yaw=90).apply((1, 0, 0)) == (0, 0, -1)
    assert Placement(yaw=-90).apply((0, 0, 1)) == Placement(yaw=270).apply((0, 0, 1)) == (-1, 0, 0)
    assert Placement(yaw=180, scale=2, position=(1, 1, 1)).apply((1, 1, 1)) == (-1, 3, -1)


def test_meshes_there_and_back() -> None:
    mesh = block()
    assert to_document(mesh, Placement(seed=3)) is mesh and to_object(mesh, Placement()) is mesh
    placement = Placement(position=(3, 0, -2), yaw=30, scale=2)
    placed = to_document(mesh, placement)
    for before, after in zip(mesh.vertices, placed.vertices, strict=True):
        np.testing.assert_allclose(after, placement.apply(tuple(before.tolist())), rtol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(placed.normals, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(placed.normals @ matrix(placement)[:3, :3] / 2, mesh.normals, atol=1e-6)
    again = to_object(placed, placement)
    np.testing.assert_allclose(again.vertices, mesh.vertices, atol=1e-5)
    np.testing.assert_allclose(again.normals, mesh.normals, atol=1e-6)
    assert placed.faces is mesh.faces


def part(part_id: str, group: str | None = None) -> Part:
    return Part(id=part_id, box=Box(min=(0, 0, 0), max=(1, 1, 1)), group=group)


def test_objects_are_scenes_of_their_own() -> None:
    scene = Scene(
        name="Room", caption="a room", seed=5,
        parts=[part("seat", "top"), part("floor"), part("leg", "chair"), part("rug", "soft"), part("vase", "pots")],
        groups=[
            Group(id="soft", name="Soft things"),
            Group(id="top", parent="chair"),
            Group(id="chair", name="Chair", caption="a chair", placement=Placement(position=(1, 0, 0), seed=7)),
            Group(id="pots", placement=Placement(yaw=20)),
            Group(id="empty", placement=Placement()),
        ],
    )
    loose, chair, pots = objects_of(scene)
    assert (loose.key, chair.key, pots.key) == (None, "chair", "pots")
    assert [p.id for p in loose.scene.parts] == ["floor", "rug"] and [g.id for g in loose.scene.groups] == ["soft"]
    assert (loose.scene.name, loose.scene.caption, loose.scene.seed) == ("Room", "a room", 5)
    assert loose.placement == Placement() and loose.scene.parts[1].group == "soft"
    assert [p.id for p in chair.scene.parts] == ["seat", "leg"], "in the order of the document"
    assert (chair.scene.name, chair.scene.caption, chair.scene.seed) == ("Chair", "a chair", 7)
    assert chair.scene.groups == [Group(id="top")] and [p.group for p in chair.scene.parts] == ["top", None]
    assert pots.scene.name == "Untitled" and pots.placement.yaw == 20
    for single in (loose, chair, pots):
        assert Scene.from_dict(single.scene.to_dict()) == single.scene and not single.scene.placements


def test_a_scene_without_placements_is_one_object() -> None:
    scene = Scene(parts=[part("a", "g")], groups=[Group(id="g")])
    (only,) = objects_of(scene)
    assert only.scene is scene and only.key is None
    assert objects_of(Scene(parts=[])) == []


def test_the_box_of_a_composed_scene_is_where_its_objects_stand() -> None:
    scene = Scene(parts=[part("a", "g"), part("b")],
                  groups=[Group(id="g", placement=Placement(position=(5, 0, 0), yaw=45, scale=2))])
    half = 2 * np.sqrt(2) / 2
    assert scene.box.min == pytest.approx((0, 0, -half)) and scene.box.max == pytest.approx((5 + 2 * half, 2, half))

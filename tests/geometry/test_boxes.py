import numpy as np
import pytest
import trimesh

from copart_core.geometry.boxes import box_iou, box_mesh, box_report, corners
from copart_core.scene import Box, Part, Scene


def scene(**boxes):
    return Scene(parts=[Part(id=id, name=id.title(), box=Box(min=low, max=high)) for id, (low, high) in boxes.items()])


def test_a_box_mesh_is_closed_and_faces_outward():
    vertices, faces = box_mesh([-1, 0, 2], [1, 3, 7])
    mesh = trimesh.Trimesh(vertices, faces, process=False)
    assert mesh.is_watertight and mesh.is_winding_consistent and mesh.volume == pytest.approx(30)
    assert np.array_equal(mesh.bounds, [[-1, 0, 2], [1, 3, 7]])
    outward = np.repeat(np.array([[-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1]]), 2, axis=0)
    assert np.array_equal(mesh.face_normals, outward)
    with pytest.raises(ValueError, match="positive finite sides"):
        box_mesh([0, 0, 0], [1, 0, 1])


def test_iou():
    unit, shifted = [[0, 0, 0], [1, 1, 1]], [[0.5, 0, 0], [1.5, 1, 1]]
    assert box_iou(unit, unit) == 1
    assert box_iou(unit, shifted) == pytest.approx(1 / 3)
    assert box_iou(unit, [[2, 2, 2], [3, 3, 3]]) == 0
    assert box_iou(unit, [[0, 0, 0], [0.5, 0.5, 0.5]]) == pytest.approx(1 / 8)
    flat = [[0, 0, 0], [1, 0, 1]]
    assert box_iou(flat, flat) == 0
    assert np.allclose(box_iou(np.array([unit, shifted]), np.array(unit)), [1, 1 / 3])
    box = Box(min=(0, 1, 2), max=(3, 4, 5))
    assert corners(box).tolist() == [[0, 1, 2], [3, 4, 5]]


def test_a_sound_layout_has_no_notes():
    table = scene(top=((0, 7, 0), (10, 8, 10)), leg=((0, 0, 0), (1, 7.1, 1)), cup=((4, 8.1, 4), (5, 9, 5)))
    assert box_report(table) == []
    assert box_report(Scene(parts=[])) == []


def test_deep_overlaps_are_reported_with_what_to_do():
    (note,) = box_report(
        scene(large=((0, 0, 0), (4, 4, 4)), twin=((0, 0, 0), (4, 4, 3)), nested=((1, 1, 1), (2, 2, 2)))
    )
    assert (note.kind, note.part_ids, note.amount) == ("overlap", ("large", "twin"), 0.75)
    assert "'Large' and 'Twin'" in note.message and "75%" in note.message and "move or resize" in note.message


def test_floating_islands_are_reported_once():
    notes = box_report(
        scene(
            base=((0, 0, 0), (10, 1, 10)),
            lamp=((4, 5, 4), (5, 6, 5)),
            shade=((4, 6, 4), (5, 7, 5)),
            chair=((20, 0, 0), (21, 2, 1)),
        )
    )
    assert [(note.kind, note.part_ids, note.amount) for note in notes] == [("floating", ("lamp", "shade"), 5.0)]
    assert "'Lamp', 'Shade' float 5 above the ground" in notes[0].message

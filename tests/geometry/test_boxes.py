import numpy as np
import pytest
import trimesh

from copart_core.geometry.boxes import box_iou, box_mesh, box_report, corners, turned_iou
from copart_core.geometry.placement import box_corners
from copart_core.scene import Box, Group, Part, Placement, Scene


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


# ---- gaps and edges --------------------------------------------------------------------------------------------------


def stool(**changed):
    """Two legs under a seat, 10 long."""
    boxes = {"seat": ((0, 5, 0), (10, 6, 4)), "left": ((0, 0, 0), (1, 5, 4)), "right": ((9, 0, 0), (10, 5, 4))}
    return scene(**{**boxes, **changed})


def test_a_leg_that_ends_short_of_the_seat_leaves_a_gap():
    (note,) = box_report(stool(right=((9, 0, 0), (10, 4.5, 4))))
    assert (note.kind, note.part_ids) == ("gap", ("right", "seat")) and note.amount == pytest.approx(0.5)
    assert "'Right' and 'Seat' nearly touch, one over the other, but leave a gap of 0.5" in note.message
    assert "close it" in note.message


def test_gaps_within_the_tolerance_of_tidy_and_far_ones_are_none():
    assert box_report(stool(right=((9, 0, 0), (10, 4.85, 4)))) == [], "tidy closes it"
    assert box_report(stool(right=((9, 0, 0), (10, 4, 4)))) == [], "a leg of its own"


def test_a_part_in_the_air_beside_another_leaves_a_gap_and_is_named_once():
    (note,) = box_report(stool(armrest=((10.5, 5, 0), (11.5, 6, 4))))
    assert (note.kind, note.part_ids) == ("gap", ("seat", "armrest")) and "beside each other" in note.message
    (note,) = box_report(stool(armrest=((10.5, 5.9, 0), (11.5, 6.9, 4))))
    assert note.kind == "floating", "too little of it faces the seat"


def test_things_that_stand_side_by_side_leave_no_gap():
    assert box_report(stool(bin=((10.5, 0, 0), (12, 6, 4)))) == []
    hung = box_report(stool(rack=((2.5, 7.5, 0), (4, 9, 4)), shelf=((4.5, 7.5, 0), (6, 9, 4))))
    assert [note.kind for note in hung] == ["gap", "floating", "floating"], "closing the gap would hold neither"


def test_what_is_held_through_others_leaves_no_gap():
    """Slats: the gap between them is meant."""
    slats = {f"slat{n}": ((0, 6 + 1.4 * n, 0), (10, 7 + 1.4 * n, 1)) for n in range(3)}
    assert box_report(stool(**slats, post=((0, 6, 1), (10, 10, 2)))) == []


def test_a_part_on_an_edge_hangs_on_nothing():
    (note,) = box_report(stool(back=((0, 6, -1), (10, 9, 0))))
    assert (note.kind, note.part_ids, note.amount) == ("edge", ("back",), 6.0)
    assert "'Back' hangs on nothing but an edge or corner of 'Seat'" in note.message and "rest on it" in note.message
    assert box_report(stool(back=((0, 5.5, -1), (10, 9, 0)))) == [], "half of the seat's side holds it"


# ---- objects ---------------------------------------------------------------------------------------------------------


def composed(scale=1.0, **places):
    """Stools at (x, y, z, yaw), each with its leg too short by 0.5 if its name begins with "bad"."""
    parts, groups = [], []
    for name, (x, y, z, yaw) in places.items():
        top = 4.5 if name.startswith("bad") else 5
        for part in stool(right=((9, 0, 0), (10, top, 4))).parts:
            parts.append(part.model_copy(update={"id": f"{name}.{part.id}", "group": name}))
        groups.append(Group(id=name, name=name.title(), placement=Placement(position=(x, y, z), yaw=yaw, scale=scale)))
    return Scene(parts=parts, groups=groups)


def test_objects_are_looked_at_one_by_one_in_their_own_frame():
    notes = box_report(composed(good=(0, 0, 0, 0), bad=(100, 0, 0, 33), scale=2.0))
    assert [(note.kind, note.part_ids) for note in notes] == [("gap", ("bad.right", "bad.seat"))]
    assert notes[0].amount == pytest.approx(1.0), "in document units"


def test_objects_in_one_place_and_in_the_air():
    assert box_report(composed(one=(0, 0, 0, 0), other=(0, 6, 0, 0))) == [], "one stands on the other"
    notes = box_report(composed(one=(0, 0, 0, 0), other=(30, 3, 0, 45)))
    assert [(note.kind, note.part_ids[0]) for note in notes] == [("floating", "other.seat")]
    assert "object 'Other' floats 3 above the ground" in notes[0].message
    notes = box_report(composed(one=(0, 0, 0, 0), other=(0, 0, 0.5, 0)))
    assert {note.part_ids for note in notes} == {(f"one.{part}", f"other.{part}") for part in ("seat", "left", "right")}
    crossed = box_report(composed(one=(0, 0, 0, 0), other=(3, 0, 7, 90)))
    assert crossed == [], "turned across, the seats share little"


def test_iou_of_turned_boxes():
    cube = Box(min=(-1, 0, -1), max=(1, 2, 1))
    still = box_corners(cube, Placement())
    octagon = 8 * (np.sqrt(2) - 1)  # of the plan: what a square and the same turned by 45 degrees share
    assert turned_iou(still, box_corners(cube, Placement(yaw=45))) == pytest.approx(octagon / (8 - octagon))
    assert turned_iou(still, box_corners(cube, Placement(yaw=90))) == pytest.approx(1)
    assert turned_iou(still, box_corners(cube, Placement(position=(0, 1, 0)))) == pytest.approx(1 / 3)
    leg = 2 - (2.6 - np.sqrt(2))  # of the triangle at the cube's corner, whose area is leg^2 / 2
    corner = turned_iou(still, box_corners(cube, Placement(position=(1.3, 0, 1.3), yaw=45)))
    assert corner == pytest.approx(leg**2 / (16 - leg**2))
    assert turned_iou(still, box_corners(cube, Placement(position=(5, 0, 0)))) == 0

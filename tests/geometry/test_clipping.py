"""The volume that parts share, and which parts have none to measure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import trimesh

from copart_core.geometry.boxes import box_mesh
from copart_core.geometry.clipping import clipping_report, solid_of
from copart_core.geometry.part_mesh import PartMesh


def mesh_of(vertices, faces) -> PartMesh:
    shape = trimesh.Trimesh(vertices, faces, process=False)
    return PartMesh(
        np.asarray(shape.vertices, np.float32), np.asarray(shape.faces, np.uint32),
        np.asarray(shape.vertex_normals, np.float32),
    )  # fmt: skip


def block(low, high) -> PartMesh:
    return mesh_of(*box_mesh(low, high))


def split(mesh: PartMesh) -> PartMesh:
    """Every triangle with vertices of its own, as at the seams of a texture."""
    rows = mesh.faces.reshape(-1)
    faces = np.arange(len(rows), dtype=np.uint32).reshape(-1, 3)
    return replace(mesh, vertices=mesh.vertices[rows], normals=mesh.normals[rows], faces=faces)


def test_shared_volumes_the_largest_share_first() -> None:
    report = clipping_report({
        "big": block((0, 0, 0), (4, 4, 4)), "nail": split(block((3.5, 1, 1), (4.5, 1.5, 1.5))),
        "post": block((-1, 3, 0), (1, 5, 2)), "far": block((9, 9, 9), (10, 10, 10)),
        "beside": block((4, 0, 0), (5, 0.5, 0.5)),
    })  # fmt: skip
    assert [clip.part_ids for clip in report.clips] == [("big", "nail"), ("big", "post")]
    nail, post = report.clips
    assert nail.volume == pytest.approx(0.125) and nail.share == pytest.approx(0.5)
    assert post.volume == pytest.approx(2) and post.share == pytest.approx(0.25)
    assert report.unmeasurable == {}


def test_a_part_inside_another_is_shared_whole() -> None:
    (clip,) = clipping_report({"in": block((1, 1, 1), (2, 2, 2)), "out": block((0, 0, 0), (3, 3, 3))}).clips
    assert clip.volume == pytest.approx(1) and clip.share == pytest.approx(1) and clip.share <= 1


def test_faces_that_touch_share_nothing() -> None:
    """Meshes are float32, so faces that should coincide may lie in each other by a rounding."""
    low, third = block((0, 0, 0), (1, 1, 1)), np.float32(1 / 3)
    up = block((third, 0.1, np.nextafter(np.float32(1), np.float32(0))), (1, 1, 2))
    assert low.bounds()[1][2] > up.bounds()[0][2]
    assert clipping_report({"low": low, "up": up}).clips == []


def test_bounds_that_overlap_are_not_enough() -> None:
    """Two balls at the corner of each other's bounds."""
    ball = trimesh.creation.icosphere(subdivisions=3)
    one, other = mesh_of(ball.vertices, ball.faces), mesh_of(ball.vertices + 1.3, ball.faces)
    assert (one.bounds()[1] > other.bounds()[0]).all()
    assert clipping_report({"a": one, "b": other}).clips == []


def test_two_balls_share_a_lens() -> None:
    ball, distance = trimesh.creation.icosphere(subdivisions=5), 0.8
    one, other = mesh_of(ball.vertices, ball.faces), mesh_of(ball.vertices + np.array([distance, 0, 0]), ball.faces)
    lens = np.pi * (4 + distance) * (2 - distance) ** 2 / 12
    (clip,) = clipping_report({"a": one, "b": other}).clips
    assert clip.volume == pytest.approx(lens, rel=2e-3)


def test_what_cannot_be_measured_is_named() -> None:
    cube = block((0, 0, 0), (1, 1, 1))
    open_box = replace(cube, faces=cube.faces[2:])
    inside_out = replace(cube, faces=np.ascontiguousarray(cube.faces[:, ::-1]))
    sheet = mesh_of([[0, 0, 0], [1, 0, 0], [0, 1, 0]], [[0, 1, 2]])
    report = clipping_report({"a": cube, "open": open_box, "inside": inside_out, "sheet": sheet, "b": cube})
    assert [clip.part_ids for clip in report.clips] == [("a", "b")]
    assert set(report.unmeasurable) == {"open", "inside", "sheet"}
    assert "not closed" in report.unmeasurable["open"] and "inside out" in report.unmeasurable["inside"]
    said = report.notes({key: key.title() for key in ("a", "open", "inside", "sheet", "b")}, 3)
    assert said[0].startswith("'A' and 'B' run into each other (100% of the smaller one); move or resize")
    assert said[1] == "clipping could not be measured of 'Open', 'Inside', 'Sheet': no closed surface"


def test_notes_name_the_worst() -> None:
    cubes = {f"p{n}": block((0.1 * n, 0, 0), (0.1 * n + 1, 1, 1)) for n in range(4)}
    cubes["touch"] = block((1.28, 0, 0), (2.28, 1, 1))  # 2 % of the last
    report = clipping_report(cubes)
    assert len(report.clips) == 7
    said = report.notes({key: key for key in cubes}, 2)
    assert len(said) == 3 and "90%" in said[0] and said[2] == "and 4 more pairs that run into each other"
    assert clipping_report({}).notes({}, 2) == []


def test_seams_are_closed() -> None:
    cube = split(block((0, 0, 0), (1, 2, 3)))
    flat = np.concatenate([cube.faces, [[0, 0, 1]]]).astype(np.uint32)
    assert solid_of(replace(cube, faces=flat)).volume() == pytest.approx(6)

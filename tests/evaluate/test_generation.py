import numpy as np
import pytest
import trimesh

from copart_core.evaluate.generation import bounds_iou, is_watertight, main_color
from copart_core.geometry.part_mesh import PartMesh
from copart_core.scene import Box


def cube(colors: list[tuple[int, int, int]], size: float = 1.0) -> PartMesh:
    """A cube with one colour a pair of faces (x, y, z), every face with vertices of its own."""
    body = trimesh.creation.box((size, size, size))
    vertices = body.triangles.reshape(-1, 3)
    normals = np.repeat(body.face_normals, 3, axis=0)
    axis = np.abs(normals).argmax(axis=1)
    rgba = np.array([(*colors[which], 255) for which in axis], np.uint8)
    faces = np.arange(len(vertices)).reshape(-1, 3)
    return PartMesh(vertices.astype(np.float32), faces.astype(np.uint32), normals.astype(np.float32), colors=rgba)


def test_main_color_is_that_of_most_of_the_surface() -> None:
    red, blue = (210, 30, 35), (30, 80, 210)
    assert main_color(cube([red, red, blue])) == "red"
    assert main_color(cube([blue, red, blue])) == "blue"


def test_box_iou() -> None:
    mesh = cube([(0, 0, 0)] * 3)
    assert bounds_iou(mesh, Box(min=(-0.5, -0.5, -0.5), max=(0.5, 0.5, 0.5))) == pytest.approx(1)
    assert bounds_iou(mesh, Box(min=(-0.5, -0.5, -0.5), max=(0.5, 0.5, 1.5))) == pytest.approx(0.5)


def test_split_vertices_still_count_as_closed() -> None:
    whole = cube([(0, 0, 0)] * 3)
    assert is_watertight(whole)
    assert not is_watertight(PartMesh(whole.vertices, whole.faces[:-1], whole.normals))

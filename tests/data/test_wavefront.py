import numpy as np
import pytest

from copart_core.data.wavefront import Material, merge_vertices, read_materials, read_wavefront

CUBE = """
mtllib cube.mtl
o first
v 0 0 0
v 1 0 0
v 1 1 0
v 0 1 0
v 1 0 0
v 2 0 0
v 2 1 0
vt 0 0
vt 1 0
vt 1 1
vt 0 1
usemtl red paint
f 1/1 2/2 3/3 4/4
g second
f 5//1 6//1 7//1
usemtl wood
f 5 6 7
"""
LIBRARY = """
newmtl red paint
Kd 1 0 0.5
newmtl wood
Kd 0.2 0.2 2
map_Kd -s 1 1 1 -clamp on oak table.jpg
"""


def test_faces_keep_group_material_and_uv():
    asked = []
    model = read_wavefront(CUBE, lambda name: asked.append(name) or LIBRARY)
    assert asked == ["cube.mtl"]
    assert [model.groups[index] for index in model.face_group] == ["first", "first", "second", "second"]
    assert [model.materials[index] for index in model.face_material] == ["red paint"] * 3 + ["wood"]
    assert model.library == {
        "red paint": Material((255, 0, 128)),
        "wood": Material((51, 51, 255), "oak table.jpg"),
    }
    assert model.faces.shape == (4, 3), "the quad is two triangles"
    np.testing.assert_array_equal(model.corner_uv[0], [[0, 1], [1, 1], [1, 0]])  # origin at the upper left
    assert np.isnan(model.corner_uv[2:]).all()


def test_vertices_in_the_same_place_become_one():
    model = read_wavefront(CUBE, lambda name: LIBRARY)
    assert len(model.vertices) == 6  # vertex 5 is vertex 2
    corners = model.vertices[model.faces]
    np.testing.assert_array_equal(corners[2], [[1, 0, 0], [2, 0, 0], [2, 1, 0]])
    vertices, faces = merge_vertices(np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [9, 9, 9]]), np.array([[0, 1, 2]]))
    assert len(vertices) == 3 and faces.shape == (1, 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("v 0 0 0\nv 1 0 0\n", "no faces"),
        ("v 0 0 0\nf 1 2 3\n", "beyond the 1 vertices"),
        ("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1/1 2/2 3/3\n", "0 UVs"),
        ("v 0 0 x\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "broken"),
        ("v 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "broken"),
        ("v 0 0 0\nv 1 0 0\nv 0 1 0\nf a b c\n", "broken"),
        ("v 0 0 0\nv 1 0 0\nv 0 1 0\nf -3 -2 -1\n", "negative indices"),
    ],
)
def test_broken_files_are_refused_with_the_reason(text, message):
    with pytest.raises(ValueError, match=message):
        read_wavefront(text, lambda name: "")


def test_materials_without_a_name_or_values_are_harmless():
    assert read_materials("Kd 1 1 1\nnewmtl a\nKd spectral x.rfl\nKd\n".replace("Kd spectral x.rfl\n", "")) == {
        "a": Material()
    }

import numpy as np
import pytest
import trimesh

from copart_core.data.orientation import closed_pieces, outward, pieces, stratified_points, with_area
from copart_core.data.signed_distance import DistanceField

SPHERE = trimesh.creation.icosphere(subdivisions=3)
QUERIES = np.random.default_rng(5).uniform(-1.1, 1.1, (2000, 3))
INSIDE = np.linalg.norm(QUERIES, axis=1) < 1


def _sign(vertices, faces) -> np.ndarray:
    return DistanceField.of(trimesh.Trimesh(vertices, faces, process=False))(QUERIES) < 0


def _outward_share(vertices, faces) -> float:
    """Of the faces, those whose normal points away from the origin."""
    normals = np.cross(*np.diff(vertices[faces], axis=1).transpose(1, 0, 2))
    return float((np.einsum("fc,fc->f", normals, vertices[faces].mean(axis=1)) > 0).mean())


def test_faces_wound_at_random_are_turned_outward():
    faces = np.array(SPHERE.faces)
    flip = np.random.default_rng(0).random(len(faces)) < 0.4
    faces[flip] = faces[flip, ::-1]
    assert _outward_share(SPHERE.vertices, faces) < 0.7
    assert _outward_share(SPHERE.vertices, outward(SPHERE.vertices, faces)) == 1
    np.testing.assert_array_equal(_sign(SPHERE.vertices, faces), _sign(SPHERE.vertices, SPHERE.faces))


def test_an_open_piece_turned_inward_is_turned_by_what_it_sees():
    cap = SPHERE.faces[SPHERE.triangles_center[:, 1] < 0.5][:, ::-1]
    assert _outward_share(SPHERE.vertices, outward(SPHERE.vertices, cap)) == 1


def test_a_body_whose_faces_are_there_twice_is_solid():
    twice = np.concatenate([SPHERE.faces, SPHERE.faces[:, ::-1]])
    np.testing.assert_array_equal(_sign(SPHERE.vertices, twice), _sign(SPHERE.vertices, SPHERE.faces))
    assert len(outward(SPHERE.vertices, twice)) == len(SPHERE.faces)


def test_an_open_surface_that_is_there_twice_is_as_if_it_were_there_once():
    bowl = SPHERE.faces[SPHERE.triangles_center[:, 1] < 0]
    twice = np.concatenate([bowl, bowl[:, ::-1]])
    np.testing.assert_array_equal(outward(SPHERE.vertices, twice), bowl)
    np.testing.assert_array_equal(_sign(SPHERE.vertices, twice), _sign(SPHERE.vertices, bowl))
    leaf = np.array([[-1.0, 0, -1], [1, 0, -1], [0, 0, 1]])
    field = DistanceField.of(trimesh.Trimesh(leaf, [[0, 1, 2], [2, 1, 0]], process=False))
    assert field.sheet_share == 1 and field([[0, 0.01, 0]]) < 0


def test_a_cavity_stays_a_cavity():
    inner = np.concatenate([SPHERE.faces, SPHERE.faces[:, ::-1] + len(SPHERE.vertices)])
    vertices = np.concatenate([SPHERE.vertices, 0.5 * SPHERE.vertices])
    np.testing.assert_array_equal(outward(vertices, inner), inner)
    radius = np.linalg.norm(QUERIES, axis=1)
    clear = (np.abs(radius - 0.5) > 0.02) & (np.abs(radius - 1) > 0.02)
    np.testing.assert_array_equal(_sign(vertices, inner)[clear], ((radius < 1) & (radius > 0.5))[clear])


def test_bodies_turned_inside_out_do_not_cancel_their_neighbours():
    """Two overlapping boxes, one inside out: their winding numbers would add up to nothing."""
    box = trimesh.creation.box((1, 1, 1))
    vertices = np.concatenate([box.vertices, np.add(box.vertices, [0.5, 0.1, 0.1])])
    faces = np.concatenate([box.faces, box.faces[:, ::-1] + len(box.vertices)])
    assert DistanceField.of(trimesh.Trimesh(vertices, faces, process=False))([[0.25, 0.05, 0.05]]) < 0


def test_good_meshes_stay_as_they_are():
    for mesh in (SPHERE, trimesh.creation.box((1, 1, 1)), trimesh.creation.torus(0.7, 0.2)):
        np.testing.assert_array_equal(outward(mesh.vertices, mesh.faces), mesh.faces)
    repeated = np.concatenate([SPHERE.faces, np.roll(SPHERE.faces[:5], 1, axis=1)])
    np.testing.assert_array_equal(outward(SPHERE.vertices, repeated), SPHERE.faces)


def test_pieces_and_which_are_closed():
    open_box = trimesh.creation.box((1, 1, 1)).faces[2:] + len(SPHERE.vertices)
    faces = np.concatenate([SPHERE.faces, open_box])
    assert np.unique(pieces(faces)).tolist() == [0, 1]
    np.testing.assert_array_equal(closed_pieces(faces), np.arange(len(faces)) < len(SPHERE.faces))


def test_needles_go():
    vertices = np.array([[0.0, 0, 0], [1, 0, 0], [2, 0, 0], [0, 1, 0]])
    np.testing.assert_array_equal(with_area(vertices, np.array([[0, 1, 2], [0, 1, 3]])), [[0, 1, 3]])


@pytest.mark.parametrize("count", [1, 50])
def test_points_are_drawn_for_every_label_on_its_own_faces(count):
    vertices = np.concatenate([SPHERE.vertices, 0.001 * SPHERE.vertices])
    faces = np.concatenate([SPHERE.faces, SPHERE.faces + len(SPHERE.vertices)])
    label = np.repeat([1, 0], len(SPHERE.faces))
    points, normals = stratified_points(vertices, faces, label, count, np.random.default_rng(0))
    radius = np.linalg.norm(points, axis=1).reshape(2, count)
    assert (radius[0] < 0.0011).all() and (radius[1] > 0.9).all()
    np.testing.assert_allclose(normals, points / np.linalg.norm(points, axis=1, keepdims=True), atol=0.15)

import numpy as np
import pytest
import trimesh

from copart_core.geometry.sampling import box_surface, sample_surface


def _rng() -> np.random.Generator:
    return np.random.default_rng(7)


def test_points_lie_on_their_faces_in_proportion_to_area():
    mesh = trimesh.creation.box(extents=(2.0, 1.0, 0.5))
    points, normals, face = sample_surface(mesh, 4096, _rng())
    assert points.dtype == normals.dtype == np.float32
    offset = np.einsum("nc,nc->n", points - mesh.vertices[mesh.faces[face, 0]], normals)
    assert np.abs(offset).max() < 1e-6
    np.testing.assert_allclose(normals, mesh.face_normals[face], atol=1e-6)
    expected = 4096 * mesh.area_faces / mesh.area
    assert np.abs(np.bincount(face, minlength=len(mesh.faces)) - expected).max() <= 1.0 + 1e-9


def test_points_are_uniform_inside_a_face():
    mesh = trimesh.Trimesh([[0, 0, 0], [1, 0, 0], [0, 1, 0]], [[0, 1, 2]], process=False)
    points, _, _ = sample_surface(mesh, 20000, _rng())
    np.testing.assert_allclose(points.mean(axis=0), [1 / 3, 1 / 3, 0], atol=0.01)
    assert abs((points[:, 0] < 0.5).mean() - 0.75) < 0.02


def test_the_order_is_random_so_that_any_subset_is_a_sample():
    points, _, _ = sample_surface(trimesh.creation.icosphere(subdivisions=3), 4096, _rng())
    assert np.abs(points[:512].mean(axis=0)).max() < 0.1


def test_the_same_seed_gives_the_same_points():
    mesh = trimesh.creation.icosphere(subdivisions=2)
    np.testing.assert_array_equal(sample_surface(mesh, 64, _rng())[0], sample_surface(mesh, 64, _rng())[0])


def test_box_surface_covers_the_six_faces_by_area_with_outward_normals():
    low, high = np.array([-1.0, 0.0, 2.0]), np.array([1.0, 1.0, 2.5])
    points, normals = box_surface(low, high, 7000, _rng())
    assert (points >= low - 1e-6).all() and (points <= high + 1e-6).all()
    on_face = np.where(normals > 0, points == high.astype(np.float32), points == low.astype(np.float32))
    assert on_face[normals != 0].all() and (np.abs(normals).sum(axis=1) == 1).all()
    areas = {0: 0.5, 1: 1.0, 2: 2.0}
    for axis, area in areas.items():
        for sign in (-1, 1):
            assert abs((normals[:, axis] == sign).sum() - 7000 * area / 7) <= 1


@pytest.mark.parametrize(
    ("mesh", "message"),
    [
        (trimesh.Trimesh(), "got none"),
        (trimesh.Trimesh([[0, 0, 0], [1, 0, 0], [2, 0, 0]], [[0, 1, 2]], process=False), "no area"),
        (trimesh.Trimesh([[0, 0, 0], [1, 0, 0], [0, np.nan, 0]], [[0, 1, 2]], process=False), "NaN"),
    ],
)
def test_meshes_without_a_surface_are_refused(mesh, message):
    with pytest.raises(ValueError, match=message):
        sample_surface(mesh, 16, _rng())


def test_bad_boxes_and_counts_are_refused():
    with pytest.raises(ValueError, match="positive finite sides"):
        box_surface([0, 0, 0], [1, 0, 1], 16, _rng())
    with pytest.raises(ValueError, match="at least 1 point"):
        box_surface([0, 0, 0], [1, 1, 1], 0, _rng())

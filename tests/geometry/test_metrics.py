import numpy as np
import pytest
import trimesh

from copart_core.geometry import metrics as module
from copart_core.geometry.metrics import (
    FRAME_DIAGONAL,
    Surface,
    SurfaceMetrics,
    aggregate,
    compare,
    f_score,
    surface_metrics,
)

Mesh = tuple[np.ndarray, np.ndarray]


def sphere(radius: float = 1.0, subdivisions: int = 5) -> Mesh:
    mesh = trimesh.creation.icosphere(subdivisions=subdivisions, radius=radius)
    return np.asarray(mesh.vertices), np.asarray(mesh.faces)


def plane(height: float, low: float = -1.0, high: float = 1.0) -> Mesh:
    corners = np.array([[low, low, height], [high, low, height], [high, high, height], [low, high, height]])
    return corners, np.array([[0, 1, 2], [0, 2, 3]])


def box(sides: tuple[float, float, float]) -> Mesh:
    mesh = trimesh.creation.box(sides)
    return np.asarray(mesh.vertices), np.asarray(mesh.faces)


def together(*meshes: Mesh) -> Mesh:
    starts = np.cumsum([0] + [len(vertices) for vertices, _ in meshes[:-1]])
    faces = np.concatenate([faces + start for (_, faces), start in zip(meshes, starts, strict=True)])
    return np.concatenate([vertices for vertices, _ in meshes]), faces


def test_a_surface_is_perfect_against_itself():
    """The floor of the metric: samples lie in single precision, so a distance is at most about 1e-7."""
    for mesh in (sphere(0.8), box((2, 2, 2)), plane(0.3)):
        found = surface_metrics(mesh, mesh, count=2000)
        assert (found.f_score_01, found.f_score_02) == (1, 1)
        assert found.chamfer < 1e-7 and found.hausdorff < 1e-6
        assert found.normal_consistency == pytest.approx(1, abs=0.002)  # a sample on an edge may find the other face


@pytest.mark.parametrize(("gap", "at_01", "at_02"), [(0.009, 1, 1), (0.015, 0, 1), (0.022, 0, 0)])
def test_spheres_of_two_radii_are_as_far_apart_as_their_radii(gap, at_01, at_02):
    found = surface_metrics(sphere(1 - gap, 5), sphere(1, 5), count=1000)
    assert found.chamfer == pytest.approx(gap, rel=0.03) and found.hausdorff == pytest.approx(gap, rel=0.05)
    assert (found.f_score_01, found.f_score_02) == (at_01, at_02)
    assert found.normal_consistency > 0.999 and found.watertight


def test_shifted_planes_are_exactly_as_far_apart_as_they_are_shifted():
    found = surface_metrics(plane(0.0), plane(0.125), count=1000)
    assert found.chamfer == pytest.approx(0.125, abs=1e-7) and found.hausdorff == pytest.approx(0.125, abs=1e-7)
    assert found.normal_consistency == pytest.approx(1) and found.f_score_02 == 0 and not found.watertight


def test_chamfer_is_the_mean_of_both_directions_and_f_score_the_harmonic_one():
    """A square of side 2 against its quarter: the far three quarters are missed, nothing is made wrongly."""
    whole, quarter = plane(0.0), plane(0.0, -1.0, 0.0)
    found = surface_metrics(whole, quarter, count=200_000)
    # Distance from (x, y) to the quarter: x or y beyond it in two quarters (mean 1/2), the corner's distance in one.
    corner = (np.sqrt(2) + np.log(1 + np.sqrt(2))) / 3
    assert found.chamfer == pytest.approx((0.5 + 0.5 + corner) / 4 / 2, rel=0.005)
    recall = 1.01**2 / 4
    assert found.f_score_01 == pytest.approx(2 * recall / (1 + recall), rel=0.01)
    assert found.hausdorff == pytest.approx(np.sqrt(2), rel=0.01)
    back = surface_metrics(quarter, whole, count=200_000)
    assert back.chamfer == pytest.approx(found.chamfer, rel=0.01)
    assert back.hausdorff == pytest.approx(np.sqrt(2), rel=0.01)
    assert back.f_score_01 == pytest.approx(found.f_score_01, rel=0.01)


def test_normals_count_by_their_angle_but_not_by_their_sign():
    vertices, faces = plane(0.0)
    flipped = surface_metrics((vertices, faces), (vertices, faces[:, ::-1]), count=500)
    assert flipped.normal_consistency == pytest.approx(1)
    cosine, sine = 0.5, 0.75**0.5
    tilted = vertices @ np.array([[1, 0, 0], [0, cosine, sine], [0, -sine, cosine]])
    found = surface_metrics((vertices, faces), (tilted, faces), count=500)
    assert found.normal_consistency == pytest.approx(0.5, abs=1e-6)


def test_a_bumpy_surface_has_a_worse_consistency_than_a_smooth_one():
    vertices, faces = sphere(0.9)
    noisy = vertices * (1 + 0.01 * np.random.default_rng(0).normal(size=(len(vertices), 1)))
    rough = surface_metrics(sphere(0.9), (noisy, faces), count=3000)
    assert rough.f_score_02 > 0.95 and rough.normal_consistency < 0.95


def test_hidden_surface_counts_for_recall_only_where_it_is_asked_for():
    truth = together(sphere(1.0, 3), sphere(0.5, 3))  # the inner sphere cannot be seen
    made = sphere(1.0, 3)
    errors = compare(Surface(*truth, count=3000, seed=1), Surface(*made, count=3000, seed=2))
    recall = 1 / 1.25  # of the area
    assert errors.metrics().f_score_01 == pytest.approx(2 * recall / (1 + recall), abs=0.005)
    assert errors.metrics(visible_only=True).f_score_01 == 1
    assert errors.metrics(visible_only=True).hausdorff < 1e-6
    # What is made inside but not true is wrong either way.
    wrong = compare(Surface(*made, count=3000), Surface(*truth, count=3000))
    assert wrong.metrics(visible_only=True) == wrong.metrics()
    assert wrong.metrics().f_score_01 < 0.9


def test_visible_is_what_any_direction_sees_from_either_side():
    open_cup = box((1, 1, 1))
    open_cup = open_cup[0], open_cup[1][open_cup[0][open_cup[1]][:, :, 2].min(axis=1) < 0.4]  # without its lid
    assert Surface(*open_cup, count=2000).visible.mean() > 0.99  # the inner sides are seen through the mouth
    vertices, faces = sphere(1.0, 3)
    assert Surface(vertices, faces[:, ::-1], count=500).visible.all()  # inside out makes no difference
    nested = Surface(*together(sphere(1.0, 3), sphere(0.5, 3)), count=4000)
    inner = np.linalg.norm(nested.points, axis=1) < 0.6
    assert inner.any() and not nested.visible[inner].any() and nested.visible[~inner].all()


def test_directions_are_unit_and_balanced():
    directions = module._sphere_directions(64)
    np.testing.assert_allclose(np.linalg.norm(directions, axis=1), 1)
    np.testing.assert_allclose(directions.mean(axis=0), 0, atol=0.02)
    np.testing.assert_allclose(directions.T @ directions / 64, np.eye(3) / 3, atol=0.02)


def test_faces_without_area_are_no_nearest_faces():
    vertices, faces = plane(0.0)
    found = surface_metrics((vertices, faces), (vertices, np.concatenate([[[0, 0, 2]], faces])), count=500)
    assert found.normal_consistency == pytest.approx(1)


def test_equal_seeds_give_equal_numbers():
    one, other = (surface_metrics(sphere(0.9, 3), box((1, 1, 1)), count=500, seed=3) for _ in range(2))
    assert one == other != surface_metrics(sphere(0.9, 3), box((1, 1, 1)), count=500, seed=4)


def test_the_threshold_belongs_to_the_f_score():
    there, back = np.array([0.0, 0.02, 0.03, 0.04]), np.array([0.0, 0.01, 0.02, 0.02])
    assert f_score(there, back, 0.02) == pytest.approx(2 * 0.5 * 1 / 1.5)
    assert f_score(there + 1, back + 1, 0.02) == 0


def test_aggregate_names_the_worst_side_of_each_metric():
    rows = [SurfaceMetrics(c, 1 - c, 1 - c / 2, 1 - c, 2 * c, c < 0.5) for c in np.linspace(0, 1, 101).tolist()]
    table = aggregate(rows)
    assert table["chamfer_median"] == pytest.approx(0.5) and table["chamfer_p95"] == pytest.approx(0.95)
    assert table["f_score_01_p5"] == pytest.approx(0.05) and table["f_score_02_mean"] == pytest.approx(0.75)
    assert table["hausdorff_p95"] == pytest.approx(1.9) and table["watertight"] == pytest.approx(50 / 101)
    with pytest.raises(ValueError, match="at least one"):
        aggregate([])


def test_a_missing_reconstruction_is_the_worst_there_is():
    missing = SurfaceMetrics.missing()
    assert (missing.f_score_01, missing.f_score_02, missing.normal_consistency, missing.watertight) == (0, 0, 0, False)
    assert missing.chamfer == missing.hausdorff == FRAME_DIAGONAL == pytest.approx(np.linalg.norm([2, 2, 2]))


def test_meshes_without_surface_are_named():
    with pytest.raises(ValueError, match="with faces"):
        surface_metrics(sphere(1, 1), (np.zeros((3, 3)), np.zeros((0, 3), int)))
    with pytest.raises(ValueError, match="no area"):
        surface_metrics((np.zeros((3, 3)), np.array([[0, 1, 2]])), sphere(1, 1))

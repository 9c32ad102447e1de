import igl
import numpy as np
import pytest
import trimesh

from copart_core.data.signed_distance import SHEET_HALF_THICKNESS, DistanceField, WindingNumber, signed_distance

QUERIES = np.random.default_rng(5).uniform(-1.1, 1.1, (3000, 3))


def _joined(*meshes: trimesh.Trimesh) -> trimesh.Trimesh:
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes])
    faces = [mesh.faces + start for mesh, start in zip(meshes, starts, strict=False)]
    return trimesh.Trimesh(np.concatenate([mesh.vertices for mesh in meshes]), np.concatenate(faces), process=False)


def _box(*size: float, at=(0.0, 0.0, 0.0)) -> trimesh.Trimesh:
    mesh = trimesh.creation.box(extents=size)
    mesh.apply_translation(at)
    return mesh


def test_a_box_has_its_exact_distance():
    half = np.array([1.0, 0.6, 0.3])
    beyond = np.abs(QUERIES) - half
    exact = np.linalg.norm(np.maximum(beyond, 0), axis=1) + np.minimum(beyond.max(axis=1), 0)
    found = signed_distance(_box(*(2 * half)), QUERIES)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, exact, atol=1e-5)


def test_a_hole_is_closed_by_the_winding_number():
    sphere = trimesh.creation.icosphere(subdivisions=4)
    opened = trimesh.Trimesh(sphere.vertices, sphere.faces[sphere.triangles_center[:, 1] < 0.95], process=False)
    assert len(opened.faces) < len(sphere.faces) and not opened.is_watertight
    deep = np.abs(np.linalg.norm(QUERIES, axis=1) - 1) > 0.1
    inside = signed_distance(opened, QUERIES) < 0
    np.testing.assert_array_equal(inside[deep], (np.linalg.norm(QUERIES, axis=1) < 1)[deep])


def test_overlapping_and_nested_solids_are_one():
    both = _joined(_box(1, 1, 1), _box(1, 1, 1, at=(0.5, 0, 0)), trimesh.creation.icosphere(radius=0.2))
    inside = signed_distance(both, QUERIES) < 0
    expected = (np.abs(QUERIES - [0.25, 0, 0]) < [0.75, 0.5, 0.5]).all(axis=1)
    np.testing.assert_array_equal(inside, expected)


def test_a_solid_turned_inside_out_is_the_same():
    mesh = trimesh.creation.icosphere(subdivisions=2)
    turned = trimesh.Trimesh(mesh.vertices, mesh.faces[:, ::-1], process=False)
    np.testing.assert_allclose(signed_distance(turned, QUERIES), signed_distance(mesh, QUERIES), atol=1e-6)
    assert trimesh.Trimesh(mesh.vertices, DistanceField.of(turned).faces, process=False).volume > 0


@pytest.mark.parametrize(
    "mesh",
    [
        _joined(_box(1, 1, 1), trimesh.creation.icosphere(subdivisions=3, radius=0.7), _box(0.2, 2, 0.2)),
        trimesh.creation.torus(0.7, 0.25),
        _joined(_box(1, 1, 1), _box(1, 1, 1, at=(1, 0, 0))),  # two faces in the same place
        _joined(_box(2, 0.4, 0.4), trimesh.Trimesh(_box(0.4, 2, 0.4).vertices, _box(1, 1, 1).faces[2:], process=False)),
    ],
    ids=["overlapping", "torus", "touching", "closed and open"],
)
def test_counting_crossings_agrees_with_the_winding_number(mesh):
    field = DistanceField.of(mesh)
    winding = WindingNumber(field.vertices, field.faces)
    rng = np.random.default_rng(1)
    near = trimesh.sample.sample_surface(mesh, 3000, seed=2)[0] + 0.02 * rng.normal(size=(3000, 3))
    for points in (QUERIES, near):
        expected = igl.fast_winding_number(field.vertices, field.faces, np.ascontiguousarray(points))
        away = np.abs(np.abs(expected) - 0.5) > 0.05
        found = winding(points)
        np.testing.assert_array_equal((np.abs(found) > 0.5)[away], (np.abs(expected) > 0.5)[away])


def test_open_sheets_get_a_thickness_and_are_reported():
    grid = trimesh.Trimesh([[-1, 0, -1], [1, 0, -1], [1, 0, 1], [-1, 0, 1]], [[0, 1, 2], [0, 2, 3]], process=False)
    assert DistanceField.of(grid).sheet_share == 1 and DistanceField.of(grid).half_thickness == SHEET_HALF_THICKNESS
    heights = np.array([0.0, 0.019, -0.019, 0.021, 0.5])
    found = signed_distance(grid, np.stack([0 * heights, heights, 0 * heights], axis=1))
    np.testing.assert_allclose(found, np.abs(heights) - SHEET_HALF_THICKNESS, atol=1e-6)


def test_a_sheet_beside_a_solid_gets_its_thickness_alone():
    grid = trimesh.Trimesh([[-1, 1, -1], [1, 1, -1], [1, 1, 1], [-1, 1, 1]], [[0, 1, 2], [0, 2, 3]], process=False)
    field = DistanceField.of(_joined(_box(1, 1, 1), grid))
    assert (len(field.solid), len(field.sheets)) == (12, 2)
    assert field.sheet_share == pytest.approx(0.4) and field.half_thickness == 0
    found = field([[0, 0, 0], [0, 1, 0], [0.9, 1.01, 0.9], [0, 0.75, 0]])
    np.testing.assert_allclose(found, [-0.5, -0.02, -0.01, 0.23], atol=1e-6)


def test_solids_are_no_sheets():
    for mesh in (_box(2, 0.05, 2), trimesh.creation.icosphere(), trimesh.creation.torus(0.7, 0.25)):
        assert DistanceField.of(mesh).sheet_share == 0 == DistanceField.of(mesh).half_thickness


@pytest.mark.parametrize(
    ("mesh", "message"),
    [
        (trimesh.Trimesh(), "got none"),
        (trimesh.Trimesh([[0, 0, 0], [1, 0, 0], [2, 0, 0]], [[0, 1, 2]], process=False), "no area"),
        (trimesh.Trimesh([[0, 0, 0], [1, 0, 0], [0, np.inf, 0]], [[0, 1, 2]], process=False), "NaN or infinity"),
    ],
)
def test_unusable_meshes_are_refused_with_the_reason(mesh, message):
    with np.errstate(invalid="ignore"), pytest.raises(ValueError, match=message):
        signed_distance(mesh, QUERIES)


def test_points_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"points \[N, 3\]"):
        signed_distance(_box(1, 1, 1), np.zeros((4, 2)))

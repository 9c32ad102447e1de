import numpy as np
import pytest
import trimesh

from copart_core.geometry import finish as module
from copart_core.geometry.finish import (
    crease_normals,
    decimate,
    finish,
    fit,
    is_watertight,
    open_edges,
    remove_floaters,
    signed_volume,
)


def ball(radius=1.0, centre=(0.0, 0.0, 0.0), subdivisions=4):
    mesh = trimesh.creation.icosphere(subdivisions, radius)
    return np.asarray(mesh.vertices) + centre, np.asarray(mesh.faces)


def together(*meshes):
    starts = np.cumsum([0] + [len(vertices) for vertices, _ in meshes])
    faces = np.concatenate([faces + start for (_, faces), start in zip(meshes, starts, strict=False)])
    return np.concatenate([vertices for vertices, _ in meshes]), faces


def test_a_sphere_is_decimated_and_stays_a_sphere():
    done = finish(*ball(), target_faces=600)
    assert len(done.faces) <= 600 and done.report.decimation == "quadric"
    assert (done.vertices.dtype, done.faces.dtype, done.normals.dtype) == (np.float32, np.uint32, np.float32)
    assert is_watertight(done.vertices, done.faces)
    assert signed_volume(done.vertices.astype(float), done.faces.astype(int)) == pytest.approx(4 / 3 * np.pi, rel=0.02)
    assert np.allclose(np.linalg.norm(done.normals, axis=1), 1, atol=1e-5)
    assert (np.einsum("vi,vi->v", done.normals, done.vertices) > 0.95).all()  # one smooth group, no creases
    assert len(np.unique(done.vertices, axis=0)) == len(done.vertices)


def test_small_meshes_are_left_as_they_are():
    vertices, faces = ball(subdivisions=1)
    done = finish(vertices, faces, target_faces=1000)
    assert done.report.decimation == "none" and done.report.faces_before == done.report.faces_after == len(faces)
    assert np.allclose(done.vertices[done.faces], vertices[faces])


def test_equal_input_gives_equal_bytes():
    one, other = (finish(*ball(), target_faces=500) for _ in range(2))
    assert one.vertices.tobytes() == other.vertices.tobytes() and one.faces.tobytes() == other.faces.tobytes()
    assert one.normals.tobytes() == other.normals.tobytes()


def test_specks_and_cavities_go_but_second_pieces_stay():
    inner, flipped = ball(0.5, subdivisions=2)
    speck = ball(0.05, (2, 0, 0), 1)
    second = ball(0.4, (0, 3, 0), 2)
    done = finish(*together(ball(), (inner, flipped[:, ::-1]), speck, second), target_faces=100_000)
    assert (done.report.floaters_removed, done.report.cavities_removed) == (1, 1)
    assert 0.1 < done.report.area_removed < 0.25
    assert is_watertight(done.vertices, done.faces)
    assert done.vertices[:, 1].max() > 3 and done.vertices[:, 0].max() < 1.01


def test_a_thin_large_piece_is_no_floater():
    plate = trimesh.creation.box((2, 2, 0.01))
    _, _, floaters, _, _ = remove_floaters(
        *together(ball(), (plate.vertices + np.array([0, 0, 3]), np.asarray(plate.faces)))
    )
    assert floaters == 0


def test_of_dust_the_largest_grain_stays():
    grains = [ball(0.05 + 0.001 * (i == 40), (i, 0, 0), 1) for i in range(80)]
    done = finish(*together(*grains), target_faces=10_000)
    assert done.report.floaters_removed == 79 and np.allclose(done.vertices.mean(axis=0), [40, 0, 0], atol=1e-3)


def test_an_inside_out_mesh_is_an_error():
    vertices, faces = ball(subdivisions=1)
    with pytest.raises(ValueError, match="outward"):
        finish(vertices, faces[:, ::-1], 100)


def test_a_cube_keeps_its_edges():
    box = trimesh.creation.box((1, 2, 3))
    vertices, faces, normals = crease_normals(np.asarray(box.vertices), np.asarray(box.faces))
    assert len(vertices) == 24
    assert np.allclose(np.abs(normals).max(axis=1), 1)
    assert np.allclose(vertices[faces], box.vertices[box.faces])
    corners = vertices[faces]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert (np.einsum("fi,fki->fk", flat, normals[faces]) > 0).all()


def test_the_crease_angle_decides():
    cylinder = trimesh.creation.cylinder(1, 2, sections=12)  # 30 degrees from side to side
    count = [len(crease_normals(np.asarray(cylinder.vertices), np.asarray(cylinder.faces), a)[0]) for a in (20, 40, 95)]
    assert count == [12 * 4 + 2 * 13, 12 * 2 + 2 * 13, 26]


def test_degenerate_faces_do_not_break_normals():
    vertices = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0, 0]], float)
    faces = np.array([[0, 2, 1], [0, 4, 3], [4, 1, 3], [0, 3, 2], [1, 2, 3], [0, 1, 4]])  # the last has no area
    assert open_edges(faces) == 0
    _, _, normals = crease_normals(vertices, faces)
    assert np.allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-6)


def test_bounds_are_fitted_to_the_box_and_reported():
    done = finish(*ball(), 800, fit_to_box=([0, 0, 0], [2, 4, 1]))
    assert np.allclose([done.vertices.min(axis=0), done.vertices.max(axis=0)], [[0, 0, 0], [2, 4, 1]], atol=1e-6)
    assert done.report.box_scale == pytest.approx((1, 2, 0.5), rel=0.01)
    with pytest.raises(ValueError, match="flat"):
        fit(np.zeros((3, 3)), [0, 0, 0], [1, 1, 1])
    with pytest.raises(ValueError, match="positive sides"):
        fit(ball()[0], [0, 0, 0], [1, 1, 0])


def test_a_torn_decimation_falls_back_and_says_so(monkeypatch):
    def tear(vertices, faces, target_count):
        return vertices, faces[1:]

    monkeypatch.setattr(module.fast_simplification, "simplify", tear)
    vertices, faces, method, notes = decimate(*ball(), 600)
    assert method == "manifold" and "3 open edges" in notes[0]
    assert open_edges(faces) == 0 and 100 < len(faces) <= 600
    assert signed_volume(vertices, faces) == pytest.approx(4 / 3 * np.pi, rel=0.05)


def test_a_decimation_that_cannot_be_done_is_refused(monkeypatch):
    def vanish(vertices, faces, target_count):
        return vertices[:0], faces[:0]

    monkeypatch.setattr(module.fast_simplification, "simplify", vanish)
    monkeypatch.setattr(module, "_manifold_decimation", lambda *_: None)
    vertices, faces = ball(subdivisions=2)
    done = finish(vertices, faces, 50)
    assert done.report.decimation == "refused" and len(done.faces) == len(faces)
    assert "left nothing" in done.report.notes[0] and "are kept" in done.report.notes[-1]


def test_split_vertices_are_welded_and_holes_are_an_error():
    vertices, faces = ball(subdivisions=2)
    soup = vertices[faces].reshape(-1, 3), np.arange(3 * len(faces)).reshape(-1, 3)
    assert open_edges(soup[1]) > 0 and is_watertight(*soup)
    assert finish(*soup, 1000).report.faces_after == len(faces)
    assert not is_watertight(vertices, faces[1:])
    with pytest.raises(ValueError, match="not closed: 3 of its edges"):
        finish(vertices, faces[1:], 1000)


@pytest.mark.parametrize(
    ("vertices", "faces", "target", "message"),
    [
        (np.zeros((0, 3)), np.zeros((0, 3), int), 100, "expected vertices"),
        (np.zeros((3, 2)), np.zeros((1, 3), int), 100, "expected vertices"),
        (np.full((3, 3), np.nan), np.array([[0, 1, 2]]), 100, "not finite"),
        (np.zeros((3, 3)), np.array([[0, 1, 2]]), 3, "at least 4"),
    ],
)
def test_wrong_input_is_named(vertices, faces, target, message):
    with pytest.raises(ValueError, match=message):
        finish(vertices, faces, target)


def test_threads_do_not_mix_their_meshes() -> None:
    """The decimation library keeps its mesh in globals; two parts are finished side by side."""
    from concurrent.futures import ThreadPoolExecutor

    bodies = [trimesh.creation.icosphere(subdivisions=4, radius=radius) for radius in (0.5, 0.7, 0.9, 1.0)] * 6

    def bounds(body: trimesh.Trimesh) -> np.ndarray:
        return np.ptp(finish(body.vertices, body.faces, 600).vertices, axis=0)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(bounds, bodies))
    for body, size in zip(bodies, found, strict=True):
        np.testing.assert_allclose(size, body.extents, rtol=0.05)


def test_touching_sheets_stay_closed_when_welded() -> None:
    """Two closed bodies that share an edge line: welded, that edge would have four faces."""
    box = trimesh.creation.box((1, 1, 1))
    vertices = np.concatenate([box.vertices, box.vertices + np.array([1, 1, 0])])
    faces = np.concatenate([box.faces, box.faces + len(box.vertices)])
    assert not module.is_watertight(vertices, faces)
    apart = module.separate(vertices, faces)
    assert module.is_watertight(apart.astype(np.float32), faces)
    assert np.abs(apart - vertices).max() < 1e-4


# ---- smoothing ------------------------------------------------------------------------------------------------------


def rippled(body: str, ripple: float) -> tuple[np.ndarray, np.ndarray]:
    """A ball or a box with small faces, its vertices moved along their normals at random."""
    if body == "ball":
        mesh = trimesh.creation.icosphere(subdivisions=4, radius=0.8)
        outward = mesh.vertices / 0.8
    else:
        mesh = trimesh.creation.box((1.6, 1.0, 0.6))
        for _ in range(5):
            mesh = mesh.subdivide()
        outward = np.sign(mesh.vertices) * (np.abs(np.abs(mesh.vertices) - [0.8, 0.5, 0.3]) < 1e-9)
    moved = ripple * np.random.default_rng(0).normal(size=(len(mesh.vertices), 1)) * outward
    return np.asarray(mesh.vertices + moved), np.asarray(mesh.faces)


def normal_error(vertices: np.ndarray, faces: np.ndarray, truth: np.ndarray) -> float:
    """Mean angle in degrees between the faces' normals and `truth` [F, 3], by area."""
    cross = np.cross(vertices[faces[:, 1]] - vertices[faces[:, 0]], vertices[faces[:, 2]] - vertices[faces[:, 0]])
    area = np.linalg.norm(cross, axis=1)
    cosine = np.einsum("fi,fi->f", cross / area[:, None], truth).clip(-1, 1)
    return float(np.degrees((area * np.arccos(cosine)).sum() / area.sum()))


def straight_normals(body: str, faces: np.ndarray) -> np.ndarray:
    flat, _ = rippled(body, 0.0)
    cross = np.cross(flat[faces[:, 1]] - flat[faces[:, 0]], flat[faces[:, 2]] - flat[faces[:, 0]])
    return cross / np.linalg.norm(cross, axis=1, keepdims=True)


@pytest.mark.parametrize("body", ["ball", "box"])
def test_smoothing_takes_ripples_and_leaves_volume_and_faces(body):
    vertices, faces = rippled(body, 0.003)
    truth = straight_normals(body, faces)
    done = module.smooth(vertices, faces)
    before, after = normal_error(vertices, faces, truth), normal_error(done, faces, truth)
    assert before > 4 and after < 0.4 * before
    assert abs(signed_volume(done, faces) / signed_volume(vertices, faces) - 1) < 0.005
    assert open_edges(faces) == 0 and np.isfinite(done).all()


def test_smoothing_rounds_no_edge():
    flat, faces = rippled("box", 0.0)
    assert np.allclose(module.smooth(flat, faces, 10), flat, atol=1e-9)  # a clean box stays as it is
    done = module.smooth(*rippled("box", 0.003))
    assert np.abs(np.abs(done).max(axis=0) - [0.8, 0.5, 0.3]).max() < 0.006
    edge = (np.abs(np.abs(flat) - [0.8, 0.5, 0.3]) < 1e-9).sum(axis=1) >= 2
    assert np.linalg.norm(done[edge] - flat[edge], axis=1).mean() < 0.004  # Laplacian smoothing: 0.027, Taubin's: 0.010


def test_smoothing_survives_faces_without_area_and_unused_vertices():
    vertices, faces = ball(1.0, (0, 0, 0), 2)
    vertices = np.concatenate([vertices, [[9.0, 9.0, 9.0]]])
    squeezed = vertices.copy()
    squeezed[faces[0, 1]] = squeezed[faces[0, 0]]
    done = module.smooth(squeezed, faces)
    assert np.isfinite(done).all() and np.array_equal(done[-1], vertices[-1])


def test_smoothing_is_off_unless_asked_for_and_reported():
    vertices, faces = rippled("ball", 0.003)
    plain, smoothed = finish(vertices, faces, 100_000), finish(vertices, faces, 100_000, smoothing=5)
    assert plain.report.volume_smoothed == 0 and np.allclose(plain.vertices[plain.faces], vertices[faces], atol=1e-6)
    assert 0 < abs(smoothed.report.volume_smoothed) < 0.005
    assert np.linalg.norm(smoothed.vertices, axis=1).std() < 0.6 * np.linalg.norm(vertices, axis=1).std()
    with pytest.raises(ValueError, match="0 or more passes"):
        finish(vertices, faces, 1000, smoothing=-1)

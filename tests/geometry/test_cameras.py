import numpy as np
import pytest

from copart_core.geometry.cameras import AXIS_VIEWS, Camera, project, unproject, view_rays

POINTS = np.random.default_rng(3).uniform(-1, 1, (50, 3))


@pytest.mark.parametrize("view", AXIS_VIEWS, ids=lambda view: view.name)
def test_axis_views_are_right_handed_and_look_from_outside(view):
    right, up, outward = (np.array(vector) for vector in (view.right, view.up, view.outward))
    np.testing.assert_array_equal(np.cross(right, up), outward)
    assert outward[view.axis] == (1 if view.name[0] == "+" else -1)
    assert "xyz"[view.axis] == view.name[1]


@pytest.mark.parametrize("view", AXIS_VIEWS, ids=lambda view: view.name)
def test_project_and_unproject_are_inverse_and_fill_the_image(view):
    pixels, depth = project(view, POINTS, 64)
    assert pixels.min() > 0 and pixels.max() < 64 and depth.min() > 0 and depth.max() < 2
    np.testing.assert_allclose(unproject(view, pixels, depth, 64), POINTS, atol=1e-12)
    corners = np.array(np.meshgrid(*[[-1, 1]] * 3)).reshape(3, -1).T
    pixels, depth = project(view, corners, 64)
    assert {0.0, 64.0} == set(pixels.ravel()) and {0.0, 2.0} == set(depth)


def test_the_front_view_has_x_to_the_right_and_y_up():
    front = next(view for view in AXIS_VIEWS if view.name == "+z")
    pixels, depth = project(front, [0.5, 0.75, 1.0], 8)
    np.testing.assert_allclose(pixels, [6.0, 1.0])
    assert depth == 0


@pytest.mark.parametrize("view", AXIS_VIEWS, ids=lambda view: view.name)
def test_view_rays_pass_through_the_pixel_centres(view):
    origins, directions = view_rays(view, 4)
    pixels, depth = project(view, origins + 1.7 * directions, 4)
    np.testing.assert_allclose(pixels.reshape(4, 4, 2)[1, 2], [2.5, 1.5])  # row 1, column 2
    np.testing.assert_allclose(depth, 0.7)


@pytest.mark.parametrize("fov", [40.0, None])
def test_rays_and_projection_of_a_look_at_camera_agree(fov):
    camera = Camera.look_at([3, 2, 4], [0, 0.5, 0], fov=fov)
    origins, directions = camera.rays(6, 4)
    pixels, depth = camera.project(origins + 5.0 * directions, 6, 4)
    np.testing.assert_allclose(pixels.reshape(4, 6, 2)[2, 5], [5.5, 2.5], atol=1e-9)
    assert (depth > 0).all()
    np.testing.assert_allclose(camera.project([0, 0.5, 0], 6, 4)[0], [3, 2], atol=1e-9)


def test_orbit_shows_the_whole_sphere_from_the_asked_side():
    camera = Camera.orbit([1, 2, 3], 0.5, azimuth=90, elevation=0)
    np.testing.assert_allclose(camera.forward, [-1, 0, 0], atol=1e-12)
    sphere = [1, 2, 3] + 0.5 * POINTS / np.linalg.norm(POINTS, axis=1, keepdims=True)
    pixels, _ = camera.project(sphere, 10, 10)
    assert pixels.min() >= 0 and pixels.max() <= 10


def test_straight_down_has_no_undefined_axes():
    camera = Camera.look_at([0, 5, 0], [0, 0, 0])
    assert np.isfinite(camera.rays(2, 2)[1]).all()
    np.testing.assert_allclose(camera.right, [1, 0, 0], atol=1e-12)


def test_bad_cameras_are_refused():
    with pytest.raises(ValueError, match="apart from its target"):
        Camera.look_at([1, 1, 1], [1, 1, 1])
    with pytest.raises(ValueError, match="field of view"):
        Camera.look_at([1, 1, 1], [0, 0, 0], fov=180)

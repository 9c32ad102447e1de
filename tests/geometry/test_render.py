import io
from dataclasses import replace

import numpy as np
import pytest
import trimesh
from PIL import Image

from copart_core.geometry.cameras import AXIS_VIEWS, project
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.render import (
    RayScene,
    mesh_colors,
    render_axis_views,
    render_image,
    sample_texture,
    texture_colors,
    vertex_colors,
)

RED, BLUE = (200, 30, 30), (30, 30, 200)


def _part(mesh: trimesh.Trimesh) -> PartMesh:
    colors = np.tile(np.array([*RED, 255], np.uint8), (len(mesh.vertices), 1))
    return PartMesh(
        mesh.vertices.astype(np.float32), mesh.faces.astype(np.uint32), mesh.vertex_normals.astype(np.float32),
        colors=colors,
    )  # fmt: skip


def _two(first: trimesh.Trimesh, second: trimesh.Trimesh) -> trimesh.Trimesh:
    faces = np.concatenate([first.faces, second.faces + len(first.vertices)])
    return trimesh.Trimesh(np.concatenate([first.vertices, second.vertices]), faces, process=False)


def _by_position(hits):
    return ((hits.points + 1) / 2 * 255).clip(0, 255).astype(np.uint8)


def test_cast_reports_points_barycentrics_and_outward_normals():
    mesh = trimesh.creation.icosphere(subdivisions=3)
    origins = np.array([[0.1, 0.2, 3.0], [0.1, 5.0, 3.0]])
    hits = RayScene(mesh.vertices, mesh.faces).cast(origins, np.array([[0, 0, -1.0]] * 2))
    assert hits.ray.tolist() == [0]
    np.testing.assert_allclose(hits.points[0, :2], [0.1, 0.2], atol=1e-5)
    assert abs(np.linalg.norm(hits.points[0]) - 1) < 0.01 and hits.depth[0] == pytest.approx(3 - hits.points[0, 2])
    assert hits.normals[0] @ hits.points[0] > 0.98
    np.testing.assert_allclose(hits.weights.sum(axis=1), 1)


def test_each_axis_view_shows_its_face_of_the_cube_in_its_place():
    mesh = trimesh.creation.box(extents=(2, 2, 2))
    views, mask = render_axis_views(mesh.vertices, mesh.faces, _by_position, size=16)
    assert views.shape == (6, 16, 16, 3) and views.dtype == np.uint8 and mask.all()
    spot = np.array([0.6, -0.3, 0.2])
    for view, picture in zip(AXIS_VIEWS, views, strict=True):
        on_face = spot.copy()
        on_face[view.axis] = view.outward[view.axis]
        (x, y), _ = project(view, on_face, 16)
        np.testing.assert_allclose(picture[int(y), int(x)], (on_face + 1) / 2 * 255, atol=10)


def test_the_nearer_surface_hides_the_farther_one():
    near, far = trimesh.creation.box(extents=(2, 2, 0.2)), trimesh.creation.box(extents=(2, 2, 0.2))
    near.apply_translation([0, 0, 0.9])
    far.apply_translation([0, 0, -0.9])
    both = _two(near, far)
    color = vertex_colors(both.faces, np.repeat([RED, BLUE], 8, axis=0))
    views, _ = render_axis_views(both.vertices, both.faces, color, size=8)
    names = [view.name for view in AXIS_VIEWS]
    assert (views[names.index("+z")] == RED).all() and (views[names.index("-z")] == BLUE).all()


def test_background_takes_the_colour_of_the_nearest_surface_pixel():
    left, right = trimesh.creation.box(extents=(0.5, 2, 2)), trimesh.creation.box(extents=(0.5, 2, 2))
    left.apply_translation([-0.75, 0, 0])
    right.apply_translation([0.75, 0, 0])
    both = _two(left, right)
    color = vertex_colors(both.faces, np.repeat([RED, BLUE], 8, axis=0))
    views, mask = render_axis_views(both.vertices, both.faces, color, size=16)
    front = [view.name for view in AXIS_VIEWS].index("+z")
    assert mask[front].sum() == 16 * 8
    assert (views[front, :, :7] == RED).all() and (views[front, :, 9:] == BLUE).all()


def test_a_view_that_sees_nothing_has_the_mean_colour_of_the_others():
    sheet = trimesh.Trimesh([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], [[0, 1, 2], [0, 2, 3]], process=False)
    views, mask = render_axis_views(sheet.vertices, sheet.faces, vertex_colors(sheet.faces, [RED] * 4), size=8)
    assert not mask[0].any() and (views == RED).all()


def test_a_mesh_outside_the_cube_is_refused():
    mesh = trimesh.creation.box(extents=(1, 1, 1))
    with pytest.raises(ValueError, match="expected box coordinates"):
        render_axis_views(mesh.vertices + 9, mesh.faces, _by_position, size=8)


def test_textures_are_looked_up_from_the_upper_left_and_repeat():
    image = np.zeros((2, 2, 3), np.uint8)
    image[0, 1] = RED
    corner = np.array([[0.75, 0.25], [1.75, -0.75], [0.25, 0.25]])
    assert sample_texture(image, corner).tolist() == [list(RED), list(RED), [0, 0, 0]]
    quad = trimesh.Trimesh([[-1, -1, 1], [1, -1, 1], [1, 1, 1], [-1, 1, 1]], [[0, 1, 2], [0, 2, 3]], process=False)
    uv = np.array([[0, 1], [1, 1], [1, 0], [0, 0]])[quad.faces]
    image = np.arange(8 * 8 * 3, dtype=np.uint8).reshape(8, 8, 3)
    views, _ = render_axis_views(quad.vertices, quad.faces, texture_colors(uv, image), size=8, supersample=1)
    assert np.abs(views[4].astype(int) - image).max() <= 1


def test_mesh_colors_prefers_the_texture():
    mesh = trimesh.creation.box()
    stream = io.BytesIO()
    Image.new("RGB", (4, 4), BLUE).save(stream, "PNG")
    part = replace(_part(mesh), uv=np.zeros((8, 2), np.float32), texture_png=stream.getvalue())
    hits = RayScene(part.vertices, part.faces).cast([[0, 0, 3.0]], [[0, 0, -1.0]])
    assert mesh_colors(part)(hits).tolist() == [list(BLUE)]
    assert mesh_colors(_part(mesh))(hits).tolist() == [list(RED)]


def test_pictures_show_the_parts_lit_on_a_light_ground():
    sphere = trimesh.creation.icosphere(subdivisions=2)
    picture = render_image([_part(sphere)], size=48, elevation=10)
    assert picture.shape == (48, 48, 3) and picture.dtype == np.uint8
    assert (picture[0, 0] > 220).all(), "the corner shows the bright background"
    middle = picture[20:28, 20:28].reshape(-1, 3).mean(axis=0)
    assert middle[0] > 100 and middle[1] < 90, "the sphere is red"
    upper, lower = picture[14, 24].astype(int), picture[36, 24].astype(int)
    assert upper[0] > lower[0] + 20, "light comes from above"
    np.testing.assert_array_equal(picture, render_image([_part(sphere)], size=48, elevation=10))
    with pytest.raises(ValueError, match="at least one mesh"):
        render_image([])

import io

import numpy as np
import pytest
import trimesh
from PIL import Image

from copart_core.geometry.bake import bake, bake_vertex_colors
from copart_core.geometry.cameras import AXIS_VIEWS
from copart_core.geometry.finish import crease_normals
from copart_core.geometry.render import render_axis_views, sample_texture

PALETTE = np.array(
    [[220, 30, 30], [30, 200, 40], [40, 60, 220], [230, 210, 20], [20, 200, 210], [200, 40, 200]], np.uint8
)


def plain_views(size=32):
    return np.broadcast_to(PALETTE[:, None, None], (6, size, size, 3)).copy()


def mesh_of(shape):
    return crease_normals(np.asarray(shape.vertices), np.asarray(shape.faces))


def surface_samples(faces, count=3000, seed=0):
    rng = np.random.default_rng(seed)
    return faces[rng.integers(0, len(faces), count)], rng.dirichlet([1, 1, 1], count)


def baked_colors(uv, png, corners, weights):
    with Image.open(io.BytesIO(png)) as image:
        assert image.mode == "RGB"
        return sample_texture(np.asarray(image), np.einsum("mk,mkc->mc", weights, uv[corners]))


def test_each_side_of_a_box_gets_its_view():
    vertices, faces, normals, uv, png = bake(*mesh_of(trimesh.creation.box((2, 2, 2))), plain_views(), 128)
    assert (vertices.dtype, faces.dtype, normals.dtype, uv.dtype) == (np.float32, np.uint32, np.float32, np.float32)
    assert len(vertices) == len(normals) == len(uv) and len(faces) == 12
    corners, weights = surface_samples(faces)
    colors = baked_colors(uv, png, corners, weights)
    side = (normals[corners[:, 0]] @ np.array([view.outward for view in AXIS_VIEWS]).T).argmax(axis=1)
    points = np.einsum("mk,mkc->mc", weights, vertices[corners])
    inner = np.sort(np.abs(points), axis=1)[:, 1] < 0.93  # sides that share a chart blend over one texel at their edge
    assert inner.sum() > 2000 and np.array_equal(colors[inner], PALETTE[side][inner])


def test_views_are_put_where_they_were_taken():
    """Colour by position: render the six views of a tube, bake them, compare on the surface."""
    shape = trimesh.creation.annulus(0.4, 0.9, 1.6, sections=48)

    def paint(points):
        return np.clip(np.rint((points + 1) / 2 * 255), 0, 255).astype(np.uint8)

    views, _ = render_axis_views(shape.vertices, shape.faces, lambda hits: paint(hits.points), 64)
    vertices, faces, _, uv, png = bake(*mesh_of(shape), views, 256)
    corners, weights = surface_samples(faces)
    points = np.einsum("mk,mkc->mc", weights, vertices[corners])
    error = np.abs(baked_colors(uv, png, corners, weights).astype(int) - paint(points)).max(axis=1)
    outside = np.linalg.norm(points[:, :2], axis=1) > 0.5
    assert np.percentile(error[outside], 90) < 12  # 64 views over 2 units: one of their pixels is 4 steps
    # No view along x or y sees the bore: it must not take the colours of the outside, which lies 0.5 away (64 steps) or
    # more.
    through = np.abs(points[:, 2]) > 0.6
    assert np.percentile(error[~outside & through], 90) < 64


def test_hidden_surfaces_do_not_take_the_colour_of_what_hides_them():
    """A small box behind a large plate: the view along +z shows the plate, so the box's top must not be green."""
    plate = trimesh.creation.box((1.8, 1.8, 0.1)).apply_translation([0, 0, 0.8])
    block = trimesh.creation.box((0.4, 0.4, 0.4)).apply_translation([0, 0, -0.5])
    vertices = np.concatenate([plate.vertices, block.vertices])
    shape = trimesh.Trimesh(vertices, np.concatenate([plate.faces, block.faces + len(plate.vertices)]), process=False)
    red, green = np.array([200, 0, 0], np.uint8), np.array([0, 200, 0], np.uint8)
    views, _ = render_axis_views(
        shape.vertices, shape.faces, lambda hits: np.where(hits.points[:, 2:] > 0, green, red).astype(np.uint8), 64
    )
    vertices, faces, _, uv, png = bake(*mesh_of(shape), views, 256)
    corners, weights = surface_samples(faces)
    points = np.einsum("mk,mkc->mc", weights, vertices[corners])
    colors = baked_colors(uv, png, corners, weights)
    hidden = (points[:, 2] > -0.31) & (points[:, 2] < 0)
    assert hidden.sum() > 100
    assert (colors[hidden] == red).all(axis=1).mean() > 0.95
    assert (colors[points[:, 2] > 0.84] == green).all(axis=1).all()


def test_slanted_surfaces_blend_their_views():
    tilted = trimesh.creation.box((1, 1, 1), trimesh.transformations.rotation_matrix(np.pi / 4, [0, 1, 0]))
    _, faces, normals, uv, png = bake(*mesh_of(tilted), plain_views(), 64)
    corners, weights = surface_samples(faces)
    colors = baked_colors(uv, png, corners, weights)
    between = np.abs(normals[corners[:, 0]] - np.array([1, 0, 1]) / np.sqrt(2)).max(axis=1) < 1e-3
    expected = (PALETTE[0].astype(float) + PALETTE[4]) / 2
    inner = between & (weights.min(axis=1) > 0.1)
    assert inner.sum() > 100 and np.abs(colors[inner] - expected).max() <= 1


def test_nothing_foreign_bleeds_into_charts():
    """Looked up bilinearly right on the seams of a white part, every colour is white."""
    white = np.full((6, 8, 8, 3), 255, np.uint8)
    _, faces, _, uv, png = bake(*mesh_of(trimesh.creation.torus(0.6, 0.3, 24, 12)), white, 64)
    with Image.open(io.BytesIO(png)) as image:
        assert np.asarray(image).min() == 255
    corners, weights = surface_samples(faces)
    weights[:, 0] = 0
    weights /= weights.sum(axis=1, keepdims=True)
    assert baked_colors(uv, png, corners, weights).min() == 255


def test_the_extent_gives_thin_sides_fewer_texels():
    mesh = mesh_of(trimesh.creation.box((2, 2, 2)))

    def area_of_top(extent):
        vertices, faces, _, uv, _ = bake(*mesh, plain_views(), 128, extent=extent)
        corners = uv[faces].astype(float)
        one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
        areas = np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0])
        top = (vertices[faces][:, :, 1] > 0.99).all(axis=1)
        return areas[top].sum() / areas.sum()

    assert area_of_top((1, 1, 1)) == pytest.approx(1 / 6, abs=0.02)
    assert area_of_top((1, 0.05, 1)) == pytest.approx(1 / 2.2, abs=0.05)


def test_baking_is_deterministic():
    shape = trimesh.creation.icosphere(3, 0.9)
    one, other = (bake(*mesh_of(shape), plain_views(), 128) for _ in range(2))
    assert one[4] == other[4] and all(a.tobytes() == b.tobytes() for a, b in zip(one[:4], other[:4], strict=True))


def test_vertex_colours():
    vertices, faces, normals = mesh_of(trimesh.creation.box((2, 2, 2)))
    colors = bake_vertex_colors(vertices, faces, normals, plain_views())
    side = (normals @ np.array([view.outward for view in AXIS_VIEWS]).T).argmax(axis=1)
    assert colors.dtype == np.uint8 and np.array_equal(colors[:, :3], PALETTE[side]) and (colors[:, 3] == 255).all()


def test_wrong_input_is_named():
    mesh = mesh_of(trimesh.creation.box((2, 2, 2)))
    with pytest.raises(ValueError, match="expected 6 views"):
        bake(*mesh, plain_views()[:4])
    with pytest.raises(ValueError, match="expected 6 views"):
        bake_vertex_colors(*mesh, plain_views().astype(float))
    vertices, faces, normals = mesh
    with pytest.raises(ValueError, match="outward"):
        bake(vertices, faces[:, ::-1], -normals, plain_views(), 64)

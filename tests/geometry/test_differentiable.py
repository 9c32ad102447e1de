"""The images of differentiable rendering against analytic ones, and its errors. Gradients have a file of their own."""

import numpy as np
import pytest
import torch
import trimesh

from copart_core.geometry import differentiable, differentiable_nvdiffrast
from copart_core.geometry.cameras import AXIS_VIEWS, Camera, project, view_rays
from copart_core.geometry.differentiable import Cameras, render
from copart_core.geometry.differentiable_cameras import to_pixels, to_rays
from copart_core.geometry.render import render_axis_views

FRONT = next(view for view in AXIS_VIEWS if view.name == "+z")
PERSPECTIVE = Camera.orbit([0, 0, 0], 1.0, azimuth=35, elevation=20)
ORTHOGRAPHIC = Camera.orbit([0, 0, 0], 1.0, azimuth=-110, elevation=-35, fov=None)


def tensors(mesh: trimesh.Trimesh, dtype: torch.dtype = torch.float64) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.tensor(mesh.vertices, dtype=dtype), torch.tensor(mesh.faces)


def sphere(radius: float, detail: int = 4) -> tuple[torch.Tensor, torch.Tensor]:
    return tensors(trimesh.creation.icosphere(subdivisions=detail, radius=radius))


def box(low: list[float], high: list[float]) -> tuple[torch.Tensor, torch.Tensor]:
    return tensors(trimesh.creation.box(bounds=[low, high]))


def eroded(mask: torch.Tensor) -> torch.Tensor:
    """Pixels [H, W] of a mask whose neighbours, also the diagonal ones, are all wholly inside."""
    return torch.nn.functional.max_pool2d((mask[None, None] < 1).double(), 3, 1, 1)[0, 0] == 0


# ---- cameras ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("camera", [PERSPECTIVE, ORTHOGRAPHIC], ids=["perspective", "orthographic"])
def test_stacked_cameras_project_and_cast_as_the_single_ones(camera):
    points = np.random.default_rng(0).uniform(-1, 1, (20, 3))
    cameras = Cameras.stack([[FRONT, camera]])
    assert cameras.shape == (1, 2)
    pixels, depth = to_pixels(cameras, torch.tensor(1), torch.tensor(points), 40)
    expected = camera.project(points, 40, 40)
    np.testing.assert_allclose(pixels, expected[0], atol=1e-9)
    np.testing.assert_allclose(depth, expected[1], atol=1e-12)
    origins, directions = to_rays(cameras, torch.tensor(1), pixels, 40)
    np.testing.assert_allclose(origins + depth[:, None] * directions, points, atol=1e-12)


@pytest.mark.parametrize("number", range(6))
def test_axis_views_are_those_of_the_cameras_module(number):
    points = np.random.default_rng(1).uniform(-1, 1, (20, 3))
    pixels, depth = to_pixels(Cameras.axis_views(2), torch.tensor(6 + number), torch.tensor(points), 16)
    expected = project(AXIS_VIEWS[number], points, 16)
    np.testing.assert_allclose(pixels, expected[0], atol=1e-12)
    np.testing.assert_allclose(depth, expected[1], atol=1e-12)
    centers = torch.tensor([[0.5, 0.5], [3.5, 2.5]], dtype=torch.float64)
    origins, directions = to_rays(Cameras.axis_views(), torch.tensor(number), centers, 4)
    rays = view_rays(AXIS_VIEWS[number], 4)  # these start at depth -1
    np.testing.assert_allclose(origins - directions, rays[0][[0, 11]], atol=1e-12)
    np.testing.assert_allclose(directions, rays[1][[0, 11]], atol=1e-12)


def test_the_background_lies_one_unit_behind_the_origin_unless_told():
    cameras = Cameras.stack([[FRONT, PERSPECTIVE]])
    distance = float(np.linalg.norm(PERSPECTIVE.eye))
    np.testing.assert_allclose(cameras.background, [[2.0, distance + 1]])
    np.testing.assert_allclose(Cameras.stack([[FRONT, PERSPECTIVE]], background=9.0).background, [[9.0, 9.0]])


def test_rows_of_cameras_must_be_equally_long():
    with pytest.raises(ValueError, match=r"rows of \[1, 2\]"):
        Cameras.stack([[FRONT], [FRONT, FRONT]])


# ---- images -------------------------------------------------------------------------------------------------------


def test_a_sphere_has_its_depth_its_normals_and_its_area():
    rendering = render([sphere(0.7, 5)], Cameras.stack([[FRONT]]), 64)
    assert rendering.backend == "cpu" and rendering.depth.dtype == torch.float64
    assert rendering.depth.shape == rendering.mask.shape == (1, 1, 64, 64)
    assert rendering.normal.shape == (1, 1, 64, 64, 3)
    mask = rendering.mask[0, 0]
    assert float(mask.sum()) == pytest.approx(np.pi * (0.7 * 32) ** 2, rel=1e-3)
    x = ((torch.arange(64) + 0.5) / 32 - 1).expand(64, 64).double()
    squared = x**2 + x.T**2
    core = squared < 0.6**2
    height = (0.49 - squared).clamp_min(0).sqrt()
    torch.testing.assert_close(rendering.depth[0, 0][core], 1 - height[core], rtol=0, atol=2e-3)
    normals = torch.stack([x, -x.T, height], dim=-1) / 0.7
    assert float((rendering.normal[0, 0][core] * normals[core]).sum(dim=-1).min()) > 0.999
    torch.testing.assert_close(rendering.normal[0, 0][core].norm(dim=-1), torch.ones(int(core.sum())).double())
    outside = squared > 0.75**2
    assert not rendering.normal[0, 0][outside].any() and not mask[outside].any()
    assert (rendering.depth[0, 0][outside] == 2).all()


def test_a_sphere_in_perspective_has_the_area_of_its_cone():
    for fov in (20.0, 60.0):
        camera = Camera.orbit([0, 0, 0], 1.0, 70, -15, fov=fov)
        mask = render([sphere(0.8, 5)], Cameras.stack([[camera]]), 64).mask
        angle = np.arcsin(0.8 / np.linalg.norm(camera.eye))
        radius = 32 * np.tan(angle) / camera.half_height
        assert float(mask.sum()) == pytest.approx(np.pi * radius**2, rel=2e-3)


def test_a_box_between_pixel_centres_covers_its_exact_share_of_every_pixel():
    # 16 pixels over [-1, 1]; x from 4.3 to 11.9 and y from 3.8 to 10.6 in pixels
    mesh = box([4.3 / 8 - 1, 1 - 10.6 / 8, -0.5], [11.9 / 8 - 1, 1 - 3.8 / 8, 0.25])
    rendering = render([mesh], Cameras.stack([[FRONT]]), 16)
    pixel = np.arange(16)
    across = np.clip(np.minimum(pixel + 1, 11.9) - np.maximum(pixel, 4.3), 0, 1)
    down = np.clip(np.minimum(pixel + 1, 10.6) - np.maximum(pixel, 3.8), 0, 1)
    exact = np.outer(down, across)
    mask = rendering.mask[0, 0].numpy()
    corners = np.zeros((16, 16), bool)
    corners[np.ix_([3, 10], [4, 11])] = True  # where two outlines meet, their shares do not multiply as they should
    np.testing.assert_allclose(mask[~corners], exact[~corners], atol=1e-9)
    np.testing.assert_allclose(mask[corners], exact[corners], atol=0.3)
    # a mix with the background: depth 0.75 on the box, 2 behind; the normal is that of the face towards the viewer
    np.testing.assert_allclose(rendering.depth[0, 0, 6], 2 - 1.25 * exact[6], atol=1e-9)
    np.testing.assert_allclose(rendering.normal[0, 0, 6], exact[6][:, None] * [0, 0, 1], atol=1e-9)


def test_a_plane_in_perspective_has_the_depth_of_its_equation():
    corners = torch.tensor([[-9.0, 0.1, -9.0], [9.0, 0.1, -9.0], [9.0, -0.3, 9.0], [-9.0, -0.3, 9.0]]).double()
    rows = torch.tensor([[0, 2, 1], [0, 3, 2]])
    camera = Camera.look_at([0.5, 14.0, 2.0], [0, 0, 0], fov=25.0)
    rendering = render([(corners, rows)], Cameras.stack([[camera]]), 24)
    normal = np.array([0, 18, 0.4]) / np.linalg.norm([0, 18, 0.4])
    _, directions = camera.rays(24, 24)
    along = directions / (directions @ camera.forward)[:, None]  # unit steps of depth
    expected = (normal @ [0, -0.1, 0] - normal @ camera.eye) / (along @ normal)
    assert (rendering.mask == 1).all()
    np.testing.assert_allclose(rendering.depth[0, 0].ravel(), expected, rtol=1e-9)
    np.testing.assert_allclose(rendering.normal[0, 0].reshape(-1, 3), np.tile(normal, (576, 1)), atol=1e-9)


def test_masks_agree_with_the_renderer_of_textures():
    vertices, faces = tensors(trimesh.creation.cone(radius=0.5, height=0.9, sections=17))
    vertices = vertices @ torch.linalg.qr(torch.randn(3, 3, generator=torch.Generator().manual_seed(5)).double())[0]
    vertices = vertices * 0.8 + torch.tensor([0.15, -0.1, 0.05])
    rendering = render([(vertices, faces)], Cameras.axis_views(), 32)
    _, masks = render_axis_views(vertices, faces, lambda hits: np.zeros((len(hits.ray), 3), np.uint8), 32, 1)
    whole = (rendering.mask[0] > 0.999).numpy()
    assert (masks[whole]).all() and not masks[(rendering.mask[0] < 0.001).numpy()].any()
    assert ((rendering.mask[0] > 0.5).numpy() == masks).all()


@pytest.mark.parametrize("seed", range(4))
def test_the_covered_area_of_a_turned_box_is_exact_to_a_percent(seed):
    turn = trimesh.transformations.random_rotation_matrix(np.random.default_rng(seed).random(3))
    mesh = trimesh.creation.box([0.9, 0.6, 0.7], transform=turn)
    area = (np.abs(mesh.face_normals[:, 2]) * mesh.area_faces).sum() / 2 * 24**2
    mask = render([tensors(mesh)], Cameras.stack([[FRONT]]), 48).mask
    assert float(mask.sum()) == pytest.approx(area, rel=1e-2)
    assert float(mask.min()) > -0.5 and float(mask.max()) < 1.5


def test_normals_face_the_viewer_also_on_sheets_turned_inside_out():
    vertices, faces = sphere(0.6, 3)
    cameras = Cameras.stack([[PERSPECTIVE, ORTHOGRAPHIC]])
    out, inside_out = render([(vertices, faces)], cameras, 32), render([(vertices, faces.flip(1))], cameras, 32)
    torch.testing.assert_close(out.normal, inside_out.normal)
    core = eroded(out.mask[0, 1])
    assert (out.normal[0, 1][core] @ torch.tensor(ORTHOGRAPHIC.forward) < 0).all()


def test_single_precision_draws_the_same_images():
    vertices, faces = sphere(0.7, 3)
    cameras = Cameras.stack([[PERSPECTIVE, FRONT]])
    double, single = render([(vertices, faces)], cameras, 48), render([(vertices.float(), faces.int())], cameras, 48)
    assert single.depth.dtype == single.normal.dtype == single.mask.dtype == torch.float32
    torch.testing.assert_close(single.depth.double(), double.depth, rtol=0, atol=1e-4)
    torch.testing.assert_close(single.normal.double(), double.normal, rtol=0, atol=1e-4)
    torch.testing.assert_close(single.mask.double(), double.mask, rtol=0, atol=1e-4)


def test_half_precision_around_it_changes_nothing():
    vertices, faces = sphere(0.7, 2)
    cameras = Cameras.stack([[PERSPECTIVE]])
    expected = render([(vertices.float(), faces)], cameras, 24)
    with torch.autocast("cpu", torch.bfloat16):
        rendering = render([(vertices.float(), faces)], cameras, 24)
    assert torch.equal(rendering.depth, expected.depth) and torch.equal(rendering.mask, expected.mask)


def test_a_batch_equals_its_meshes_one_by_one():
    meshes = [sphere(0.5, 2), box([-0.4, -0.7, -0.2], [0.6, 0.1, 0.8]), sphere(0.8, 1)]
    rows = [[PERSPECTIVE, FRONT], [ORTHOGRAPHIC, PERSPECTIVE], [FRONT, ORTHOGRAPHIC]]
    together = render(meshes, Cameras.stack(rows), 24)
    for index, mesh in enumerate(meshes):
        alone = render([mesh], Cameras.stack(rows).select(index), 24)
        for name in ("depth", "normal", "mask"):
            torch.testing.assert_close(getattr(together, name)[index], getattr(alone, name)[0], rtol=0, atol=1e-12)


def test_a_view_that_sees_nothing_is_background():
    vertices, faces = box([3.0, -0.2, -0.2], [3.4, 0.2, 0.2])
    vertices.requires_grad_()
    for views in ([FRONT], [FRONT, Camera.look_at([6, 0, 0], [0, 0, 0])]):
        rendering = render([(vertices, faces)], Cameras.stack([views]), 16)
        assert not rendering.mask[0, 0].any() and not rendering.normal[0, 0].any()
        assert (rendering.depth[0, 0] == 2).all()
    assert float(rendering.mask[0, 1].detach().sum()) > 5
    (rendering.depth.sum() + rendering.normal.sum() + rendering.mask.sum()).backward()
    assert vertices.grad is not None and torch.isfinite(vertices.grad).all()


def test_faces_without_an_area_do_no_harm():
    vertices, faces = sphere(0.6, 2)
    broken = torch.cat([faces, torch.tensor([[0, 0, 1], [2, 2, 2]]), faces[:1].roll(1, 1)])
    vertices.requires_grad_()
    rendering = render([(vertices, broken)], Cameras.stack([[PERSPECTIVE]]), 24)
    expected = render([(vertices.detach(), faces)], Cameras.stack([[PERSPECTIVE]]), 24)
    torch.testing.assert_close(rendering.depth.detach(), expected.depth)
    (rendering.depth.sum() + rendering.normal.sum() + rendering.mask.sum()).backward()
    assert vertices.grad is not None and torch.isfinite(vertices.grad).all()


# ---- errors -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vertices", "faces", "message"),
    [
        (torch.zeros(3, 3), torch.zeros(0, 3, dtype=torch.long), "a mesh with faces, got none for mesh 1"),
        (torch.full((3, 3), torch.nan), torch.tensor([[0, 1, 2]]), "finite vertices"),
        (torch.zeros(3, 3), torch.tensor([[0, 1, 3]]), r"vertices 0\.\.2, got 0\.\.3"),
        (torch.zeros(3, 3), torch.tensor([[0, 1, -1]]), r"got -1\.\.1"),
        (torch.zeros(3, 3).half(), torch.tensor([[0, 1, 2]]), "float32 or all in float64"),
        (torch.zeros(3, 3).double(), torch.tensor([[0, 1, 2]]), "float32 or all in float64"),
        (torch.zeros(3, 2), torch.tensor([[0, 1, 2]]), r"got \[3, 2\]"),
    ],
)
def test_meshes_that_cannot_be_drawn_are_named(vertices, faces, message):
    good = sphere(0.5, 1)
    with pytest.raises(ValueError, match=message):
        render([(good[0].float(), good[1]), (vertices, faces)], Cameras.stack([[FRONT]] * 2), 8)


def test_what_does_not_fit_together_is_an_error():
    mesh, cameras = sphere(0.5, 1), Cameras.stack([[FRONT]])
    with pytest.raises(ValueError, match="cameras for each of 2 meshes"):
        render([mesh, mesh], cameras, 8)
    with pytest.raises(ValueError, match="at least 2 x 2"):
        render([mesh], cameras, 1)
    with pytest.raises(ValueError, match="a back end of"):
        render([mesh], cameras, 8, backend="opengl")
    with pytest.raises(ValueError, match="in front of their cameras, mesh 0"):
        render([mesh], Cameras.stack([[Camera.look_at([0, 0, 0.2], [0, 0, 0])]]), 8)


def test_a_back_end_that_cannot_be_used_is_an_error_and_never_replaced(monkeypatch):
    monkeypatch.setattr(differentiable_nvdiffrast, "is_available", lambda: False)
    with pytest.raises(ValueError, match="expected nvdiffrast and a CUDA device"):
        render([sphere(0.5, 1)], Cameras.stack([[FRONT]]), 8, backend="nvdiffrast")
    assert differentiable.pick_backend(torch.device("cuda")) == "cpu"
    monkeypatch.setattr(differentiable_nvdiffrast, "is_available", lambda: True)
    assert differentiable.pick_backend(torch.device("cuda")) == "nvdiffrast"
    assert differentiable.pick_backend(torch.device("cpu")) == "cpu"
    with pytest.raises(ValueError, match="meshes on a CUDA device"):
        render([sphere(0.5, 1)], Cameras.stack([[FRONT]]), 8, backend="nvdiffrast")

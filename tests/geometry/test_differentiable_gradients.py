"""Gradients of differentiable rendering: against finite differences, against areas and perimeters, and in use."""

import igl
import numpy as np
import pytest
import torch
import trimesh

from copart_core.geometry.cameras import AXIS_VIEWS, Camera
from copart_core.geometry.differentiable import Cameras, render

FRONT = next(view for view in AXIS_VIEWS if view.name == "+z")
PERSPECTIVE = Camera.orbit([0, 0, 0], 1.0, azimuth=35, elevation=20)
ORTHOGRAPHIC = Camera.orbit([0, 0, 0], 1.0, azimuth=-110, elevation=-35, fov=None)
STRAIGHT_ON = Camera.look_at([0.0, 0.0, 4.0], [0.0, 0.0, 0.0])


def icosphere(detail: int) -> tuple[torch.Tensor, torch.Tensor]:
    mesh = trimesh.creation.icosphere(subdivisions=detail)
    return torch.tensor(mesh.vertices), torch.tensor(mesh.faces)


def square(half: float, angle: float, height: float) -> torch.Tensor:
    """Corners [4, 3] of a square in the plane z = height, turned by `angle` degrees."""
    turn = torch.deg2rad(torch.tensor([45.0, 135.0, 225.0, 315.0]).double() + angle)
    corners = torch.stack([turn.cos(), turn.sin(), torch.zeros(4).double()], dim=-1) * (half * 2**0.5)
    return corners + torch.tensor([0.0, 0.0, height]).double()


SQUARE = torch.tensor([[0, 1, 2], [0, 2, 3]])


# ---- finite differences -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("camera", [PERSPECTIVE, ORTHOGRAPHIC], ids=["perspective", "orthographic"])
@pytest.mark.parametrize("image", ["depth", "normal", "mask"])
def test_gradients_agree_with_finite_differences_inside_and_on_the_outline(camera, image):
    generator = torch.Generator().manual_seed(3)
    vertices, faces = icosphere(0)
    vertices = vertices * 0.7 + 0.2 * torch.randn(vertices.shape, generator=generator).double()
    cameras = Cameras.stack([[camera]])
    weights = torch.randn((1, 1, 20, 20, 3) if image == "normal" else (1, 1, 20, 20), generator=generator).double()

    def loss(points: torch.Tensor) -> torch.Tensor:
        return (getattr(render([(points, faces)], cameras, 20), image) * weights).sum()

    (gradient,) = torch.autograd.grad(loss(vertices.requires_grad_()), vertices)
    step, expected = 1e-6, torch.zeros_like(gradient)
    for place in np.ndindex(*vertices.shape):
        shift = torch.zeros_like(gradient)
        shift[place] = step
        with torch.no_grad():
            expected[place] = (loss(vertices + shift) - loss(vertices - shift)) / (2 * step)
    assert float(expected.abs().max()) > 1
    torch.testing.assert_close(gradient, expected, rtol=1e-4, atol=1e-4)


def test_the_inside_and_the_outline_both_carry_gradients():
    vertices, faces = icosphere(2)
    vertices = (0.7 * vertices).requires_grad_()
    rendering = render([(vertices, faces)], Cameras.stack([[FRONT]]), 32)
    facing = vertices.detach()[:, 2]
    (inside,) = torch.autograd.grad(rendering.depth[0, 0, 12:20, 12:20].sum(), vertices, retain_graph=True)
    assert inside[facing > 0.6].abs().sum() > 1 and not inside[facing < 0.3].any()
    (outline,) = torch.autograd.grad(rendering.mask.sum(), vertices)
    assert outline[facing.abs() < 0.15].abs().sum() > 1 and not outline[facing.abs() > 0.4].any()


# ---- areas and perimeters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [0.0, 13.0, 30.0, 44.0, 45.0, 77.0])
def test_growing_a_square_grows_the_mask_by_its_perimeter(angle):
    half, size = 0.5013, 96
    scale = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    mask = render([(square(half, angle, 0.1) * scale, SQUARE)], Cameras.stack([[FRONT]]), size).mask
    area = (half * size) ** 2
    assert float(mask.detach().sum()) == pytest.approx(area, rel=0.01)
    mask.sum().backward()
    assert scale.grad is not None
    assert float(scale.grad) == pytest.approx(2 * area, rel=0.03)  # one row of some 50 more or less at each corner


@pytest.mark.parametrize("fov", [None, 25.0, 60.0])
@pytest.mark.parametrize("detail", [2, 4])  # 4: the triangles at the outline are far narrower than a pixel
def test_growing_a_sphere_grows_the_mask_by_its_perimeter(fov, detail):
    size, radius = 96, 0.7
    camera = Camera.orbit([0, 0, 0], 1.0, 25, 40, fov=fov)
    vertices, faces = icosphere(detail)
    scale = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    render([(vertices * radius * scale, faces)], Cameras.stack([[camera]]), size).mask.sum().backward()

    def area(radius: float) -> float:
        ratio = radius / float(np.linalg.norm(camera.eye))
        seen = radius if fov is None else ratio / np.sqrt(1 - ratio**2)
        return np.pi * (seen / camera.half_height * size / 2) ** 2

    expected = (area(radius * 1.001) - area(radius * 0.999)) / 0.002
    assert scale.grad is not None
    assert float(scale.grad) == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize("camera", [FRONT, ORTHOGRAPHIC], ids=["axis view", "orthographic"])
def test_moving_a_shape_moves_its_centre_and_not_its_area(camera):
    size = 64
    vertices, faces = icosphere(3)
    shift = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    cameras = Cameras.stack([[camera]])
    moved = 0.6 * vertices + shift[0] * cameras.right[0, 0] - shift[1] * cameras.up[0, 0]
    mask = render([(moved, faces)], cameras, size).mask[0, 0]
    place = torch.arange(size).double() + 0.5
    area = float(mask.detach().sum())
    moments = mask.sum(), (mask.sum(dim=0) * place).sum(), (mask.sum(dim=1) * place).sum()
    gradients = torch.stack([torch.autograd.grad(m, shift, retain_graph=True)[0] for m in moments]) / (size / 2)
    torch.testing.assert_close(gradients[1:], area * torch.eye(2).double(), rtol=0.03, atol=0.03 * area)
    assert float(gradients[0].abs().max()) < 0.03 * area**0.5


def test_an_outline_before_a_surface_moves_depth_by_the_gap():
    """A small square before a wall, one mesh: the outline between two surfaces, not before the background."""
    half, size = 0.4017, 64
    scale = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    grown = square(half, 20.0, 0.5) * torch.stack([scale, scale, torch.ones_like(scale)])
    vertices = torch.cat([grown, square(2.0, 0.0, -0.25)])
    rendering = render([(vertices, torch.cat([SQUARE, SQUARE + 4]))], Cameras.stack([[FRONT]]), size)
    assert (rendering.mask == 1).all()
    area = (half * size) ** 2
    total = rendering.depth.sum()
    assert float(total.detach()) == pytest.approx(1.25 * size**2 - 0.75 * area, rel=0.003)
    total.backward()
    assert scale.grad is not None
    assert float(scale.grad) == pytest.approx(-0.75 * 2 * area, rel=0.03)


def test_hidden_outlines_have_no_gradient():
    vertices = torch.cat([square(0.3, 25.0, -0.5), square(0.6, 10.0, 0.3)]).requires_grad_()
    rendering = render([(vertices, torch.cat([SQUARE, SQUARE + 4]))], Cameras.stack([[FRONT, STRAIGHT_ON]]), 48)
    weights = torch.rand(rendering.mask.shape, generator=torch.Generator().manual_seed(0)).double()
    ((rendering.depth + rendering.mask) * weights + (rendering.normal.sum(dim=-1)) * weights).sum().backward()
    assert vertices.grad is not None
    assert not vertices.grad[:4].any() and vertices.grad[4:].abs().min() > 0


@pytest.mark.parametrize("image", ["depth", "mask"])
def test_gradients_among_bodies_that_hide_one_another_are_those_of_fine_images(image):
    """Each body's motion, by gradients at 48 pixels a side and by differences of images with five times as many."""
    generator, bodies = torch.Generator().manual_seed(1), 7
    vertices, faces = icosphere(2)
    places = torch.rand(bodies, 1, 3, generator=generator).double() - 0.5
    cameras = Cameras.stack([[PERSPECTIVE]])
    triangles = torch.cat([faces + len(vertices) * body for body in range(bodies)])

    def loss(shift: torch.Tensor, size: int) -> torch.Tensor:
        points = (0.3 * vertices + places + shift[:, None]).flatten(0, 1)
        place = (torch.arange(size).double() + 0.5) / size
        pattern = torch.sin(5 * place[:, None] + 3 * place)
        return (getattr(render([(points, triangles)], cameras, size), image) * pattern).mean()

    shift = torch.zeros(bodies, 3, dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(loss(shift, 48), shift)
    expected, step = torch.zeros(bodies, 3).double(), 0.005
    with torch.no_grad():
        for place in np.ndindex(bodies, 3):
            move = torch.zeros_like(expected)
            move[place] = step
            expected[place] = (loss(move, 240) - loss(-move, 240)) / (2 * step)
    assert float((gradient - expected).norm() / expected.norm()) < 0.2


# ---- in use -------------------------------------------------------------------------------------------------------


def test_translation_and_scale_are_found_from_silhouette_and_depth():
    vertices, faces = icosphere(2)
    stretched = vertices * torch.tensor([0.5, 0.35, 0.45])
    goal_shift, goal_scale = torch.tensor([0.15, -0.12, 0.2]), torch.tensor([1.25])
    cameras = Cameras.stack([[PERSPECTIVE, ORTHOGRAPHIC]])
    truth = render([(stretched * goal_scale + goal_shift, faces)], cameras, 32)
    shift, scale = torch.zeros(3, dtype=torch.float64), torch.ones(1, dtype=torch.float64)
    optimizer = torch.optim.Adam([shift.requires_grad_(), scale.requires_grad_()], lr=0.03)
    for step in range(60):
        if step == 40:
            optimizer.param_groups[0]["lr"] = 0.004
        rendering = render([(stretched * scale + shift, faces)], cameras, 32)
        loss = (rendering.depth - truth.depth).abs().mean() + (rendering.mask - truth.mask).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    torch.testing.assert_close(shift.detach(), goal_shift.double(), rtol=0, atol=0.01)
    torch.testing.assert_close(scale.detach(), goal_scale.double(), rtol=0, atol=0.01)


def test_every_vertex_finds_its_place_from_depth_normals_and_mask():
    vertices, faces = icosphere(2)
    goal = vertices * torch.tensor([0.75, 0.5, 0.6]) * (1 + 0.15 * torch.sin(4 * vertices[:, :1]))
    cameras = Cameras.axis_views()
    truth = render([(goal, faces)], cameras, 32)
    points = (0.6 * vertices).requires_grad_()
    optimizer = torch.optim.Adam([points], lr=0.01)

    def distance() -> float:
        squared = igl.point_mesh_squared_distance(goal.numpy(), points.detach().numpy(), faces.numpy())[0]
        return float(np.sqrt(squared).mean())

    before = distance()
    for _ in range(60):
        rendering = render([(points, faces)], cameras, 32)
        loss = (rendering.depth - truth.depth).abs().mean() + (rendering.mask - truth.mask).abs().mean()
        loss = loss + 0.1 * (rendering.normal - truth.normal).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert before > 0.05 and distance() < before / 5

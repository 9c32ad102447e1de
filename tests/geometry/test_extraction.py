import numpy as np
import pytest
import torch
import trimesh

from copart_core.geometry.extraction import EmptyPartError, FlexiGrid, extract


def ones(centers):
    count = len(centers)
    return torch.ones(count, 8), torch.ones(count, 12), torch.ones(count)


def ellipsoid(points):
    return (points / torch.tensor([1.0, 0.6, 0.8])).norm(dim=1) - 1, torch.zeros_like(points)


def test_an_ellipsoid_fills_its_bounds():
    vertices, faces = extract(ellipsoid, ones, 48)
    assert vertices.dtype == np.float32 and faces.dtype == np.int64
    mesh = trimesh.Trimesh(vertices, faces, process=False)
    assert mesh.is_watertight and mesh.is_winding_consistent and mesh.euler_number == 2
    assert mesh.volume == pytest.approx(4 / 3 * np.pi * 0.48, rel=0.01)
    assert np.abs(mesh.bounds - [[-1, -0.6, -0.8], [1, 0.6, 0.8]]).max() < 0.01


def test_a_field_that_is_inside_everywhere_is_closed_at_the_border():
    vertices, faces = extract(lambda points: (-torch.ones(len(points)), torch.zeros_like(points)), ones, (8, 9, 10))
    mesh = trimesh.Trimesh(vertices, faces, process=False)
    assert mesh.is_watertight and mesh.euler_number == 2 and mesh.volume > 0
    assert np.abs(mesh.bounds).max() <= 1.05


def test_weights_are_asked_at_surface_cubes_only():
    asked = []

    def weights(centers):
        asked.append(centers)
        return ones(centers)

    vertices, _ = extract(ellipsoid, weights, 32)
    (centers,) = asked
    assert len(centers) <= len(vertices) < 32**3 / 5
    assert ellipsoid(centers)[0].abs().max() < 0.2


def test_deformation_moves_the_surface_by_up_to_half_a_cell():
    def shifted(points):
        distance, zero = ellipsoid(points)
        return distance, zero + torch.tensor([1.0, 0.0, 0.0])

    plain, _ = extract(ellipsoid, ones, 24, bound=1.2)
    moved, _ = extract(shifted, ones, 24, bound=1.2)
    assert np.allclose(moved - plain, [0.05, 0, 0], atol=1e-5)


def test_it_works_inside_and_outside_of_autograd():
    parameter = torch.tensor(0.9, requires_grad=True)
    vertices, _ = extract(lambda points: (points.norm(dim=1) - parameter, torch.zeros_like(points)), ones, 16)
    assert len(vertices) > 100


def test_an_empty_field_is_an_error_that_says_so():
    with pytest.raises(EmptyPartError, match="no surface"):
        extract(lambda points: (torch.ones(len(points)), torch.zeros_like(points)), ones, 8)


def test_a_field_that_is_not_finite_is_an_error():
    with pytest.raises(ValueError, match="not finite"):
        extract(lambda points: (torch.full((len(points),), float("nan")), torch.zeros_like(points)), ones, 8)


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="at least 3 cubes"):
        FlexiGrid.of(2, 1.0)
    with pytest.raises(ValueError, match="positive bound"):
        FlexiGrid.of(8, 0.0)
    with pytest.raises(ValueError, match="signed distance"):
        extract(lambda points: (points, points), ones, 8)

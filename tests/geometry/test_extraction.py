import numpy as np
import pytest
import torch
import trimesh

from copart_core.geometry.extraction import (
    BrokenPartError,
    EmptyPartError,
    FlexiGrid,
    PartsError,
    extract_parts,
    extract_training,
)
from tests.geometry.fields import AnalyticField
from tests.geometry.surfaces import assert_closed_manifold, box, euler, sphere, torus, union

DENSE = 10_000


def ball(points):
    return sphere(points, 0.8)


def ring(points):
    return torus(points, 0.6, 0.25)


def ellipsoid(points):
    return (points / torch.tensor([1.0, 0.6, 0.8])).norm(dim=-1) - 1


def one(function, resolution, **given):
    (mesh,) = extract_parts(AnalyticField(function), resolution, **given)
    return mesh


# ---- the mesh -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("coarse", [12, DENSE])
def test_an_ellipsoid_fills_its_bounds(coarse):
    vertices, faces = one(ellipsoid, 48, coarse=coarse)
    assert vertices.dtype == np.float32 and faces.dtype == np.int64
    mesh = trimesh.Trimesh(vertices, faces, process=False)
    assert mesh.is_watertight and mesh.is_winding_consistent and mesh.euler_number == 2
    assert mesh.volume == pytest.approx(4 / 3 * np.pi * 0.48, rel=0.01)
    assert np.abs(mesh.bounds - [[-1, -0.6, -0.8], [1, 0.6, 0.8]]).max() < 0.01


@pytest.mark.parametrize("coarse", [3, DENSE])
@pytest.mark.parametrize("function", [lambda points: -torch.ones(len(points)), lambda points: points[:, 0] - 0.3])
def test_the_border_closes_what_it_cuts(function, coarse):
    vertices, faces = one(function, (16, 19, 20), coarse=coarse)
    mesh = trimesh.Trimesh(vertices, faces, process=False)
    assert mesh.is_watertight and mesh.euler_number == 2 and mesh.volume > 0
    assert np.abs(mesh.bounds).max() <= 1.05
    assert_closed_manifold(faces, len(vertices))


def test_deformation_moves_the_surface_by_up_to_half_a_cell():
    plain = one(ellipsoid, 24, bound=1.2)
    field = AnalyticField(ellipsoid)
    field.distance = lambda points: (ellipsoid(points), torch.zeros_like(points) + torch.tensor([1.0, 0.0, 0.0]))
    (moved,) = extract_parts(field, 24, bound=1.2)
    assert np.allclose(moved.vertices - plain.vertices, [0.05, 0, 0], atol=1e-5)


def test_weights_are_asked_at_surface_cubes_only():
    field = AnalyticField(ellipsoid)
    (mesh,) = extract_parts(field, 32)
    assert field.counts["weights"] <= len(mesh.vertices) < 32**3 / 5


def test_it_works_inside_and_outside_of_autograd():
    parameter = torch.tensor(0.9, requires_grad=True)
    assert len(one(lambda points: points.norm(dim=-1) - parameter, 16).vertices) > 100
    with torch.inference_mode():
        assert len(one(ball, 16).vertices) > 100


# ---- hierarchical = dense -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("resolution", [64, (50, 37, 64), (33, 96, 47)])
def test_the_hierarchical_mesh_is_the_dense_mesh(resolution):
    two = union(box((0.3,) * 3, (-0.5, 0, 0)), box((0.2, 0.9, 0.1), (0.5, 0, 0)))
    field = AnalyticField(ball, ring, box((1.0, 1.0, 1.0)), two, random_weights=True, deform=True)
    hierarchical = extract_parts(field, resolution, coarse=8)
    few = dict(field.counts)
    dense = extract_parts(field, resolution, coarse=DENSE)
    for mesh, wanted in zip(hierarchical, dense, strict=True):
        assert np.array_equal(mesh.vertices, wanted.vertices) and np.array_equal(mesh.faces, wanted.faces)
        assert_closed_manifold(mesh.faces, len(mesh.vertices))
    assert few["queries"] < 0.4 * (field.counts["queries"] - few["queries"])
    assert few["weights"] < 1.3 * (field.counts["weights"] - few["weights"])


def test_only_corners_of_surface_cubes_are_asked_on_the_fine_grid():
    field = AnalyticField(box((0.9, 0.9, 0.9)))
    (mesh,) = extract_parts(field, 128, coarse=16)
    layers = 2 * 6 * (0.9 / 1.05 * 128) ** 2  # a vertex inside and one outside of every face of the box
    coarse = 17**3
    assert field.counts["queries"] < 1.1 * layers + 3 * coarse
    assert field.counts["queries"] < 129**3 / 10
    assert euler(mesh.vertices, mesh.faces) == 2


def test_a_part_does_not_depend_on_the_others():
    functions = (ball, ring, box((0.5, 0.02, 0.9)))
    together = extract_parts(AnalyticField(*functions), 48)
    for function, mesh in zip(functions, together, strict=True):
        alone = one(function, 48)
        assert np.array_equal(mesh.vertices, alone.vertices) and np.array_equal(mesh.faces, alone.faces)


def test_a_dent_that_the_coarse_grid_does_not_see_is_followed():
    """The surface is not near where the coarse field has it: a deep hole of two fine cubes' width."""
    hole = box((0.04, 0.04, 0.7), (0.31, 0.17, 0.5))
    drilled = lambda points: torch.maximum(ball(points), -hole(points))  # noqa: E731
    mesh, wanted = one(drilled, 96, coarse=12), one(drilled, 96, coarse=DENSE)
    assert np.array_equal(mesh.vertices, wanted.vertices)


# ---- thin structures ----------------------------------------------------------------------------------------------

FINE = 96
VOXEL = 2.1 / FINE
THIN = {
    "plate": box((0.9, VOXEL / 2, 0.8), (0.0, 0.131, 0.0)),
    "plate beside a body": union(box((0.3, 0.3, 0.3), (-0.4, -0.5, 0)), box((VOXEL / 2, 0.9, 0.8), (0.4417, 0.0, 0.0))),
    "rod": box((VOXEL / 2, 0.95, VOXEL / 2), (0.213, 0.0, -0.337)),
    "round rod": lambda points: (
        torch.stack([points[..., 0] - 0.1, points[..., 1] + 0.2, (points[..., 2].abs() - 0.8).clamp(min=0)], dim=-1)
        .norm(dim=-1) - 0.9 * VOXEL
    ),
}  # fmt: skip


def surface_points(function, count=400):
    """Points of the surface, as the encoder has them: samples of the dense mesh."""
    mesh = one(function, FINE, coarse=DENSE)
    points = trimesh.sample.sample_surface(trimesh.Trimesh(*mesh), count, seed=0)[0]
    return torch.from_numpy(points.astype(np.float32))


@pytest.mark.parametrize("name", THIN)
def test_thin_plates_and_rods_are_found(name, monkeypatch):
    """One fine cube thin, an eighth of a coarse one: by looking into the coarse cells, or by seeds; not without."""
    function = THIN[name]
    wanted = one(function, FINE, coarse=DENSE)
    found = one(function, FINE, coarse=12)
    assert np.array_equal(found.vertices, wanted.vertices) and np.array_equal(found.faces, wanted.faces)

    from copart_core.geometry import extraction

    no_suspects = torch.empty(0, 3), torch.empty(0, dtype=torch.int64)
    monkeypatch.setattr(extraction, "_suspects", lambda *given: no_suspects)
    seeded = one(function, FINE, coarse=12, seeds=[surface_points(function)])
    assert np.array_equal(seeded.vertices, wanted.vertices) and np.array_equal(seeded.faces, wanted.faces)
    try:
        missed = len(one(function, FINE, coarse=12).vertices) < len(wanted.vertices)
    except PartsError:
        missed = True
    assert missed


def test_seeds_find_what_a_truncated_field_hides():
    """Where distances are cut off at a fraction of a coarse cell, nothing else can tell of a thin plate."""
    plate = THIN["plate"]
    field = AnalyticField(plate, ball, truncation=VOXEL)
    wanted = extract_parts(field, FINE, coarse=DENSE)
    points = surface_points(plate)
    off = points + 0.5 * VOXEL * torch.randn(points.shape, generator=torch.Generator().manual_seed(1))
    found = extract_parts(field, FINE, coarse=12, seeds=[off, torch.empty(0, 3)])
    for mesh, other in zip(found, wanted, strict=True):
        assert np.array_equal(mesh.vertices, other.vertices)


# ---- memory -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("memory_mib", [0.05, 1, 512])
@pytest.mark.parametrize("coarse", [8, DENSE])
def test_no_query_is_larger_than_the_user_allows(memory_mib, coarse):
    functions = (ball, box((0.2, 0.1, 0.3)), ring)
    field = AnalyticField(*functions, random_weights=True)
    meshes = extract_parts(field, 40, memory_mib=memory_mib, coarse=coarse)
    assert field.counts["largest"] * field.bytes_per_point <= memory_mib * 2**20
    for mesh, wanted in zip(meshes, extract_parts(AnalyticField(*functions, random_weights=True), 40), strict=True):
        assert np.array_equal(mesh.vertices, wanted.vertices)


def test_padding_wastes_little_however_unequal_the_parts():
    functions = (box((0.95, 0.95, 0.95)), box((0.05, 0.05, 0.05)), ball)
    together = AnalyticField(*functions)
    extract_parts(together, 96, coarse=12)
    alone = 0
    for function in functions:
        field = AnalyticField(function)
        extract_parts(field, 96, coarse=12)
        alone += field.counts["queries"]
    assert together.counts["queries"] < 1.3 * alone


def test_too_little_memory_is_said():
    with pytest.raises(ValueError, match="raise memory_mib"):
        extract_parts(AnalyticField(ball, ball), 16, memory_mib=1e-4)


# ---- for training -------------------------------------------------------------------------------------------------


class LearnedBalls(AnalyticField):
    def __init__(self, radii):
        super().__init__(*(lambda points, radius=radius: points.norm(dim=-1) - radius for radius in radii))


@pytest.mark.parametrize("coarse", [8, DENSE])
def test_gradients_reach_the_field(coarse):
    radii = torch.tensor([0.5, 0.8], requires_grad=True)
    meshes = extract_training(LearnedBalls(radii), 32, coarse=coarse)
    for mesh in meshes:
        assert_closed_manifold(mesh.faces.numpy(), len(mesh.vertices))
    mean = torch.stack([mesh.vertices.norm(dim=1).mean() for mesh in meshes])
    gradient = torch.autograd.grad(mean[1], radii)[0]
    assert gradient[0] == 0 and gradient[1] == pytest.approx(1, abs=0.02)
    deviation = meshes[0].deviation
    assert len(deviation) and bool((deviation >= 0).all()) and deviation.requires_grad


def test_training_meshes_without_the_centres_are_the_extracted_ones():
    field = AnalyticField(ball, ring, random_weights=True, deform=True)
    for mesh, wanted in zip(extract_training(field, 40, training=False), extract_parts(field, 40), strict=True):
        np.testing.assert_allclose(mesh.vertices.numpy(), wanted.vertices, atol=1e-6)
        assert np.array_equal(mesh.faces.numpy(), wanted.faces)


def test_gradients_are_asked_for_at_the_ends_of_crossed_edges_only():
    asked = []

    class Recording(LearnedBalls):
        def distance(self, points):
            if torch.is_grad_enabled():
                asked.append(points)
            return super().distance(points)

    radii = torch.tensor([0.7], requires_grad=True)
    (mesh,) = extract_training(Recording(radii), 32, training=False)
    (points,) = asked
    assert points.shape[1] < 2 * len(mesh.vertices)
    assert (points.norm(dim=-1) - 0.7).abs().max() < 2.1 / 32 * np.sqrt(3)


def test_padding_adds_nothing_to_the_gradients():
    radii = torch.tensor([0.3, 0.9, 0.31], requires_grad=True)
    meshes = extract_training(LearnedBalls(radii), 32)
    torch.stack([mesh.vertices.norm(dim=1).sum() for mesh in meshes]).sum().backward()
    for row in range(3):
        alone = radii[row : row + 1].detach().clone().requires_grad_()
        (mesh,) = extract_training(LearnedBalls(alone), 32)
        mesh.vertices.norm(dim=1).sum().backward()
        assert radii.grad is not None and alone.grad is not None
        assert float(radii.grad[row]) == pytest.approx(float(alone.grad), rel=1e-3)


def test_an_empty_part_does_not_stop_training():
    radii = torch.tensor([-0.5, 0.8], requires_grad=True)
    empty, full = extract_training(LearnedBalls(radii), 24)
    assert len(empty.vertices) == len(empty.faces) == 0 and len(full.faces) > 100
    (nothing,) = extract_training(LearnedBalls(radii[:1]), 24)
    assert nothing.vertices.shape == nothing.faces.shape == (0, 3)


# ---- errors -------------------------------------------------------------------------------------------------------


def test_parts_without_a_mesh_are_named_and_the_others_kept():
    field = AnalyticField(
        ball, lambda points: torch.ones(len(points)), lambda points: torch.full((len(points),), float("nan")), ring
    )
    with pytest.raises(PartsError, match=r"part 'leg' has no surface.*part 'top' a field.*not finite") as caught:
        extract_parts(field, 32, names=["seat", "leg", "top", "back"])
    error = caught.value
    assert isinstance(error.errors[1], EmptyPartError) and isinstance(error.errors[2], BrokenPartError)
    assert set(error.errors) == {1, 2}
    assert error.meshes[1] is None and error.meshes[2] is None
    for row, function in ((0, ball), (3, ring)):
        mesh = error.meshes[row]
        assert mesh is not None and np.array_equal(mesh.vertices, one(function, 32).vertices)


def test_nothing_at_all_is_an_error_that_says_so():
    with pytest.raises(PartsError, match="part 0 has no surface"):
        one(lambda points: torch.ones(len(points)), 8)


def test_weights_that_are_not_finite_are_an_error():
    field = AnalyticField(ball)
    weights = field.weights
    field.weights = lambda centers: (weights(centers)[0], weights(centers)[1] * np.nan, weights(centers)[2])
    with pytest.raises(PartsError, match="not finite"):
        extract_parts(field, 12)
    with pytest.raises(ValueError, match="finite field"):
        extract_training(field, 12)


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="at least 3 cubes"):
        FlexiGrid.of(2, 1.0)
    with pytest.raises(ValueError, match="positive bound"):
        FlexiGrid.of(8, 0.0)
    with pytest.raises(ValueError, match="a name for each of the 1 parts"):
        one(ball, 8, names=["a", "b"])
    with pytest.raises(ValueError, match="seeds for each"):
        one(ball, 8, seeds=[])
    field = AnalyticField(ball)
    field.distance = lambda points: (points[:, :1, 0], points)
    with pytest.raises(ValueError, match="answers of shape"):
        extract_parts(field, 8)

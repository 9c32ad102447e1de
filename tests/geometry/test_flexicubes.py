from collections import Counter

import numpy as np
import pytest
import torch

from copart_core.geometry.flexicubes import cube_corners, find_surface, flexicubes, grid_vertices, place


def plain_weights(resolution, dtype=torch.float32):
    count = int(np.prod(resolution))
    return torch.ones(count, 8, dtype=dtype), torch.ones(count, 12, dtype=dtype), torch.ones(count, dtype=dtype)


def random_weights(resolution, seed, dtype=torch.float32):
    generator = torch.Generator().manual_seed(seed)
    count = int(np.prod(resolution))
    shapes = ((count, 8), (count, 12), (count,))
    alpha, beta, gamma = (0.2 + 1.6 * torch.rand(shape, generator=generator, dtype=dtype) for shape in shapes)
    return alpha, beta, gamma


def sphere(points, radius=0.4):
    return points.norm(dim=1) - radius


def torus(points, major=0.3, minor=0.12):
    return ((points[:, :2].norm(dim=1) - major) ** 2 + points[:, 2] ** 2).sqrt() - minor


def noise(resolution, seed, dtype=torch.float32):
    """A random field: every ambiguous case occurs; positive on the border."""
    generator = torch.Generator().manual_seed(seed)
    field = torch.randn([r + 1 for r in resolution], generator=generator, dtype=dtype)
    inner = (slice(1, -1),) * 3
    padded = torch.ones_like(field)
    padded[inner] = field[inner]
    return padded.reshape(-1)


def euler(vertices, faces):
    edges = np.unique(np.sort(faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)
    return len(vertices) - len(edges) + len(faces)


def assert_closed_manifold(faces, vertex_count):
    """Every directed edge once and once reversed; the triangles around each vertex form one fan."""
    directed = Counter(map(tuple, faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).tolist()))
    assert set(directed.values()) == {1}
    assert all((b, a) in directed for a, b in directed)
    following = [{} for _ in range(vertex_count)]
    for a, b, c in faces.tolist():
        following[a][b], following[b][c], following[c][a] = c, a, b
    for ring in following:
        start = now = next(iter(ring))
        steps = 0
        while True:
            now, steps = ring[now], steps + 1
            if now == start:
                break
        assert steps == len(ring)


def volume(vertices, faces):
    a, b, c = vertices[faces].transpose(1, 0, 2)
    return float((np.cross(a, b) * c).sum() / 6)


@pytest.mark.parametrize(
    ("field", "vertex_count", "face_count", "chi"), [(sphere, 12368, 24732, 2), (torus, 8272, 16544, 0)]
)
def test_sizes_at_64_cubes_equal_the_published_ones(field, vertex_count, face_count, chi):
    resolution = (64, 64, 64)
    grid = grid_vertices(resolution) - 0.5
    vertices, faces, deviation = flexicubes(grid, field(grid), resolution, *plain_weights(resolution))
    assert (len(vertices), len(faces)) == (vertex_count, face_count)
    assert euler(vertices, faces.numpy()) == chi
    assert_closed_manifold(faces.numpy(), len(vertices))
    assert field(vertices).abs().max() < 0.15 / 64
    assert (deviation >= 0).all()


def test_faces_point_outward_and_enclose_the_volume():
    resolution = (40, 36, 44)
    grid = grid_vertices(resolution) - 0.5
    vertices, faces, _ = flexicubes(grid, sphere(grid), resolution, *random_weights(resolution, 1))
    assert volume(vertices.double().numpy(), faces.numpy()) == pytest.approx(4 / 3 * np.pi * 0.4**3, rel=0.01)


@pytest.mark.parametrize("seed", range(4))
def test_random_fields_give_closed_manifolds(seed):
    resolution = (9, 11, 10)
    field = noise(resolution, seed)
    for training in (False, True):
        vertices, faces, _ = flexicubes(
            grid_vertices(resolution), field, resolution, *random_weights(resolution, seed), training
        )
        assert_closed_manifold(faces.numpy(), len(vertices))
        assert set(faces.unique().tolist()) == set(range(len(vertices)))


def test_clashing_cubes_really_occur_and_are_needed(monkeypatch):
    """Without the way out of C16 / C19 the random fields are not manifold: the test above can fail."""
    from copart_core.geometry import flexicubes as module

    monkeypatch.setattr(module, "_resolve_clashes", lambda cases, cubes: cases.reshape(-1)[cubes].long())
    resolution = (9, 11, 10)
    vertices, faces, _ = flexicubes(
        grid_vertices(resolution), noise(resolution, 0), resolution, *plain_weights(resolution)
    )
    with pytest.raises(AssertionError):
        assert_closed_manifold(faces.numpy(), len(vertices))


def test_two_bodies_touching_at_a_corner_stay_manifold():
    resolution = (8, 8, 8)
    grid = grid_vertices(resolution) * 8
    one = (grid - torch.tensor([2.5, 2.5, 2.5])).abs().amax(dim=1) - 1.6
    two = (grid - torch.tensor([5.5, 5.5, 5.5])).abs().amax(dim=1) - 1.6
    vertices, faces, _ = flexicubes(grid, torch.minimum(one, two), resolution, *plain_weights(resolution))
    assert_closed_manifold(faces.numpy(), len(vertices))


def test_zero_counts_as_outside():
    resolution = (4, 4, 4)
    field = torch.ones(125)
    field[62] = -1.0  # the middle vertex
    zeros = field.clone()
    zeros[field > 0] = 0.0
    expected = find_surface(field, resolution)
    assert expected.vertex_count == 8
    assert torch.equal(find_surface(zeros, resolution).quads, expected.quads)
    assert find_surface(torch.zeros(125), resolution).vertex_count == 0


def test_a_flat_surface_is_met_exactly_and_beta_pulls_the_vertex():
    resolution = (1, 1, 1)
    grid = grid_vertices(resolution)
    field = grid[:, 0] - 0.25
    alpha, beta, gamma = plain_weights(resolution)
    surface = find_surface(field, resolution)
    vertices, _, deviation = place(surface, grid, field, alpha, beta, gamma)
    assert torch.allclose(vertices, torch.tensor([[0.25, 0.5, 0.5]]))
    assert torch.allclose(deviation, torch.zeros(4), atol=1e-6)
    beta[0, 0] = 3.0  # edge 0 runs along x at y = z = 0
    pulled, _, deviation = place(surface, grid, field, alpha, beta, gamma)
    assert torch.allclose(pulled, torch.tensor([[0.25, 1 / 3, 1 / 3]]))
    distances = (torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]]) - 1 / 3).norm(dim=1)
    assert torch.allclose(deviation.sort().values, (distances - distances.mean()).abs().sort().values, atol=1e-6)
    alpha[0, 0] = 3.0  # a heavier inside corner pushes the crossing of edge 0 out to 0.75 / (0.75 + 0.75) = 0.5
    pushed, _, _ = place(surface, grid, field, alpha, torch.ones(1, 12), gamma)
    assert torch.allclose(pushed, torch.tensor([[(0.5 + 3 * 0.25) / 4, 0.5, 0.5]]))


def test_gamma_chooses_the_diagonal():
    resolution = (4, 4, 4)
    field = torch.ones(125)
    field[62] = -1.0
    surface = find_surface(field, resolution)
    grid = grid_vertices(resolution)
    alpha, beta = torch.ones(8, 8), torch.ones(8, 12)
    gamma = torch.where(surface.vertex_cube == 0, 5.0, 1.0)
    _, faces, _ = place(surface, grid, field, alpha, beta, gamma)
    # The heavy vertex's three quads are split through it: it has 6 triangles instead of 3.
    assert (faces == 0).any(dim=1).sum() == 6
    _, faces, _ = place(surface, grid, field, alpha, beta, 1 / gamma)
    assert (faces == 0).any(dim=1).sum() == 3


@pytest.mark.parametrize("training", [False, True])
def test_gradients_to_every_input(training):
    resolution = (3, 3, 3)
    generator = torch.Generator().manual_seed(3)
    grid = grid_vertices(resolution, torch.float64)
    grid = grid + 0.05 * torch.rand(grid.shape, generator=generator, dtype=torch.float64)
    field = noise(resolution, 5, torch.float64)
    inputs = [grid, field, *random_weights(resolution, 7, torch.float64)]
    for tensor in inputs:
        tensor.requires_grad_()

    def run(vertices, sdf, alpha, beta, gamma):
        placed, _, deviation = flexicubes(vertices, sdf, resolution, alpha, beta, gamma, training)
        return placed, deviation

    assert torch.autograd.gradcheck(run, inputs, atol=1e-6)
    placed, deviation = run(*inputs)
    (placed.square().sum() + deviation.sum()).backward()
    reached = inputs if training else inputs[:4]  # without training gamma only decides
    assert all(tensor.grad is not None and bool(tensor.grad.abs().sum() > 0) for tensor in reached)


def test_cube_corners_index_the_grid():
    resolution = (2, 3, 4)
    grid = (grid_vertices(resolution) * torch.tensor(resolution)).round()
    corners = grid[cube_corners(torch.tensor([0, 5, 23]), resolution)]
    assert corners[:, 0].tolist() == [[0, 0, 0], [0, 1, 1], [1, 2, 3]]
    assert (corners[:, 7] - corners[:, 0] == 1).all()
    assert (corners[:, 1] - corners[:, 0]).tolist() == [[1, 0, 0]] * 3


@pytest.mark.parametrize(
    ("change", "message"),
    [({"sdf": torch.zeros(7)}, "signed distance"), ({"alpha": torch.ones(8, 7)}, "alpha"),
     ({"gamma": torch.ones(3)}, "gamma"), ({"vertices": torch.zeros(27, 2)}, "grid vertices")],
)  # fmt: skip
def test_wrong_shapes_are_named(change, message):
    resolution = (2, 2, 2)
    alpha, beta, gamma = plain_weights(resolution)
    given = {"vertices": grid_vertices(resolution), "sdf": torch.ones(27), "alpha": alpha, "beta": beta, "gamma": gamma}
    if "sdf" in change:
        given["vertices"] = torch.zeros(7, 3)
    with pytest.raises(ValueError, match=message):
        flexicubes(resolution=resolution, **(given | change))

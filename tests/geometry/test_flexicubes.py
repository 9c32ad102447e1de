from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import KDTree

from copart_core.geometry import flexicubes as module
from copart_core.geometry.flexicubes import (
    corner_keys,
    cube_corners,
    find_sparse_surface,
    find_surface,
    flexicubes,
    grid_vertices,
    lattice_keys,
    lattice_positions,
    place,
)
from tests.geometry.brute_force import dual_marching_cubes
from tests.geometry.surfaces import (
    assert_closed_manifold,
    box,
    directed_edges,
    euler,
    noise,
    plain_weights,
    random_weights,
    sphere,
    torus,
    turned,
    union,
    volume,
)

PUBLISHED = Path(__file__).with_name("flexicubes_published.npz")
quick = settings(max_examples=25, deadline=None, derandomize=True, database=None)


def one_mesh(resolution, grid, sdf, weights, training=False):
    (mesh,) = flexicubes(grid[None], sdf[None], resolution, *weights, training=training)
    return mesh


# ---- against the published algorithm, and against brute force -----------------------------------------------------


def published_cases():
    """What the published implementation (github.com/nv-tlabs/FlexiCubes, its commit eac4970) answered, and its inputs:
    fields in half precision on [-1/2, 1/2]^3, how far vertices were moved, weights before tanh and sigmoid."""
    with np.load(PUBLISHED) as archive:
        cases: dict[str, dict[str, np.ndarray]] = {}
        for key in archive.files:
            name, _, field = key.partition("/")
            cases.setdefault(name, {})[field] = archive[key]
    return cases


def run_case(case, training):
    rx, ry, rz = case["resolution"].tolist()
    resolution = (rx, ry, rz)
    grid = grid_vertices(resolution) - 0.5
    if "move" in case:
        grid = grid + torch.from_numpy(case["move"].astype(np.float32))
    alpha, beta, gamma = plain_weights(resolution)
    if "alpha" in case:
        raw = (torch.from_numpy(case[name].astype(np.float32))[None] for name in ("alpha", "beta", "gamma"))
        activations = (act, act, lambda weight: 0.99 * weight.sigmoid() + 0.005)
        alpha, beta, gamma = (activate(weight) for activate, weight in zip(activations, raw, strict=True))
    sdf = torch.from_numpy(case["sdf"].astype(np.float32))
    return one_mesh(resolution, grid, sdf, (alpha, beta, gamma), training)


def act(weight):
    return 1 + 0.99 * weight.tanh()


def same_mesh(vertices, faces, wanted_vertices, wanted_faces):
    """Whether two meshes have the same vertices and the same oriented faces, in any order."""
    if vertices.shape != wanted_vertices.shape or faces.shape != wanted_faces.shape:
        return False
    distance, number = KDTree(vertices).query(wanted_vertices)
    if distance.max() > 2e-6 or len(np.unique(number)) != len(vertices):
        return False
    return turned(faces) == turned(np.asarray(number)[wanted_faces])


@pytest.mark.parametrize("name", published_cases())
@pytest.mark.parametrize("training", [False, True])
def test_it_is_the_published_algorithm(name, training):
    case = published_cases()[name]
    kind = "training" if training else "plain"
    mesh = run_case(case, training)
    assert same_mesh(
        mesh.vertices.numpy(), mesh.faces.numpy(), case[f"{kind}_vertices"], case[f"{kind}_faces"].astype(np.int64)
    )
    np.testing.assert_allclose(mesh.deviation.sort().values.numpy(), case["deviation"], atol=2e-6)


def test_the_comparison_can_fail(monkeypatch):
    """The published cases hold what is easy to get wrong: clashing cubes, ties of gamma, the winding."""
    monkeypatch.setattr(module, "_resolve_clashes", lambda keys, cases: cases)
    wrong = [name for name, case in published_cases().items() if name.startswith("noise") and not equals(case)]
    assert len(wrong) >= 2
    monkeypatch.undo()
    quads = module._quads
    monkeypatch.setattr(module, "_quads", lambda *given: (quads(*given)[0], ~quads(*given)[1]))
    assert not equals(published_cases()["noise_ties"]) and not equals(published_cases()["torus"])


def equals(case):
    mesh = run_case(case, False)
    wanted = case["plain_vertices"], case["plain_faces"].astype(np.int64)
    return same_mesh(mesh.vertices.numpy(), mesh.faces.numpy(), *wanted)


@quick
@given(st.integers(0, 2**31), st.floats(-1, 1), st.booleans())
def test_it_is_dual_marching_cubes(seed, shift, border):
    resolution = (4, 3, 5)
    sdf = noise(resolution, seed, shift, torch.float64, border)
    vertices, quads = dual_marching_cubes(sdf.reshape(5, 4, 6).numpy())
    surface = find_surface(sdf[None], resolution)
    assert surface.vertex_count == len(vertices) and len(surface.quads) == len(quads)
    if len(vertices) == 0:
        return
    grid = grid_vertices(resolution, torch.float64) * torch.tensor(resolution)
    mesh = one_mesh(resolution, grid, sdf, plain_weights(resolution, dtype=torch.float64))
    distance, number = KDTree(mesh.vertices.numpy()).query(vertices)
    assert distance.max() < 1e-9
    if len(quads):
        assert turned(surface.quads.numpy()) == turned(np.asarray(number)[np.array(quads)])


# ---- shapes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "vertex_count", "face_count", "chi"), [(sphere, 12368, 24732, 2), (torus, 8272, 16544, 0)]
)
def test_sizes_at_64_cubes_equal_the_published_ones(field, vertex_count, face_count, chi):
    resolution = (64, 64, 64)
    grid = grid_vertices(resolution) - 0.5
    vertices, faces, deviation = one_mesh(resolution, grid, field(grid), plain_weights(resolution))
    assert (len(vertices), len(faces)) == (vertex_count, face_count)
    assert euler(vertices, faces.numpy()) == chi
    assert_closed_manifold(faces.numpy(), len(vertices))
    assert field(vertices).abs().max() < 0.15 / 64
    assert (deviation >= 0).all()


def test_faces_point_outward_and_enclose_the_volume():
    resolution = (40, 36, 44)
    grid = grid_vertices(resolution) - 0.5
    vertices, faces, _ = one_mesh(resolution, grid, sphere(grid), random_weights(resolution, 1))
    assert volume(vertices.double().numpy(), faces.numpy()) == pytest.approx(4 / 3 * np.pi * 0.4**3, rel=0.01)


@quick
@given(st.integers(0, 2**31), st.floats(-1, 1.5), st.booleans())
def test_random_fields_give_closed_manifolds(seed, shift, training):
    resolution = (6, 8, 7)
    sdf = noise(resolution, seed, shift)
    vertices, faces, _ = one_mesh(
        resolution, grid_vertices(resolution), sdf, random_weights(resolution, seed % 999), training
    )
    assert_closed_manifold(faces.numpy(), len(vertices))
    assert set(faces.unique().tolist()) == set(range(len(vertices)))


side = st.floats(0.02, 0.2)
offset = st.tuples(*[st.floats(-0.15, 0.15)] * 3)


@st.composite
def bodies(draw):
    """Spheres, tori, sheets down to a fraction of a cube, and two boxes that touch or nearly so."""
    shift = torch.tensor(draw(offset))
    kind = draw(st.sampled_from(["sphere", "torus", "sheet", "touching"]))
    if kind == "sphere":
        radius = draw(side)
        return lambda points: sphere(points - shift, radius)
    if kind == "torus":
        minor = draw(st.floats(0.03, 0.14))
        return lambda points: torus(points - shift, 0.15, minor)
    if kind == "sheet":
        thickness = draw(st.floats(0.005, 0.05))
        turn = torch.linalg.qr(torch.randn(3, 3, generator=torch.Generator().manual_seed(draw(st.integers(0, 99)))))[0]
        return lambda points: box((thickness, 0.2, 0.25))((points - shift) @ turn)
    size, gap = draw(st.floats(0.06, 0.12)), draw(st.sampled_from([-0.02, 0.0, 1e-6, 0.02, 0.05]))
    away = torch.tensor(draw(st.sampled_from([(1.0, 1, 1), (1, 1, 0), (1, 0, 0), (1, -1, 1)]))) * (size + gap / 2)
    touching = union(box((size,) * 3, tuple(away.tolist())), box((size,) * 3, tuple((-away).tolist())))
    return lambda points: touching(points - shift / 10)


@settings(quick, max_examples=60)
@given(bodies(), st.integers(0, 99))
def test_bodies_give_closed_manifolds(field, seed):
    resolution = (17, 15, 16)
    grid = grid_vertices(resolution) - 0.5
    for weights in (plain_weights(resolution), random_weights(resolution, seed)):
        vertices, faces, _ = one_mesh(resolution, grid, field(grid), weights)
        assert_closed_manifold(faces.numpy(), len(vertices))


@quick
@given(st.integers(0, 2**31), st.floats(-0.5, 0.5))
def test_a_surface_that_meets_the_border_is_open_only_there(seed, shift):
    resolution = (5, 6, 4)
    sdf = noise(resolution, seed, shift, border=False)
    surface = find_surface(sdf[None], resolution)
    (mesh,) = flexicubes(grid_vertices(resolution)[None], sdf[None], resolution, *plain_weights(resolution))
    directed = directed_edges(mesh.faces.numpy())
    assert set(directed.values()) <= {1}
    open_ends = {vertex for a, b in directed if (b, a) not in directed for vertex in (a, b)}
    cubes = surface.cubes[surface.vertex_cube[sorted(open_ends)]]
    x, y, z = cubes // 24, cubes // 4 % 6, cubes % 4
    assert ((x % 4 == 0) | (y % 5 == 0) | (z % 3 == 0)).all()


def test_two_bodies_touching_at_a_corner_stay_manifold():
    resolution = (8, 8, 8)
    grid = grid_vertices(resolution) * 8
    one = (grid - torch.tensor([2.5, 2.5, 2.5])).abs().amax(dim=1) - 1.6
    two = (grid - torch.tensor([5.5, 5.5, 5.5])).abs().amax(dim=1) - 1.6
    vertices, faces, _ = one_mesh(resolution, grid, torch.minimum(one, two), plain_weights(resolution))
    assert_closed_manifold(faces.numpy(), len(vertices))


def test_clashing_cubes_really_occur_and_are_needed(monkeypatch):
    """Without the way out of C16 / C19 the random fields are not manifold: the test above can fail."""
    monkeypatch.setattr(module, "_resolve_clashes", lambda keys, cases: cases)
    resolution = (9, 11, 10)
    vertices, faces, _ = one_mesh(
        resolution, grid_vertices(resolution), noise(resolution, 0), plain_weights(resolution)
    )
    with pytest.raises(AssertionError):
        assert_closed_manifold(faces.numpy(), len(vertices))


def test_zero_counts_as_outside():
    resolution = (4, 4, 4)
    field = torch.ones(1, 125)
    field[0, 62] = -1.0  # the middle vertex
    zeros = field.clone()
    zeros[field > 0] = 0.0
    expected = find_surface(field, resolution)
    assert expected.vertex_count == 8
    assert torch.equal(find_surface(zeros, resolution).quads, expected.quads)
    assert find_surface(torch.zeros(1, 125), resolution).vertex_count == 0


# ---- numbers ------------------------------------------------------------------------------------------------------


def test_a_flat_surface_is_met_exactly_and_weights_pull_the_vertex():
    resolution = (1, 1, 1)
    grid = grid_vertices(resolution)
    field = grid[:, 0] - 0.25
    alpha, beta, gamma = (weight[0] for weight in plain_weights(resolution))
    surface = find_surface(field[None], resolution)
    ((vertices, _, deviation),) = place(surface, grid, field, alpha, beta, gamma)
    assert torch.allclose(vertices, torch.tensor([[0.25, 0.5, 0.5]]))
    assert torch.allclose(deviation, torch.zeros(4), atol=1e-6)
    beta[0, 0] = 3.0  # edge 0 runs along x at y = z = 0
    ((pulled, _, deviation),) = place(surface, grid, field, alpha, beta, gamma)
    assert torch.allclose(pulled, torch.tensor([[0.25, 1 / 3, 1 / 3]]))
    distances = (torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]]) - 1 / 3).norm(dim=1)
    assert torch.allclose(deviation.sort().values, (distances - distances.mean()).abs().sort().values, atol=1e-6)
    alpha[0, 0] = 3.0  # a heavier inside corner pushes the crossing of edge 0 out to 0.75 / (0.75 + 0.75) = 0.5
    ((pushed, _, _),) = place(surface, grid, field, alpha, torch.ones(1, 12), gamma)
    assert torch.allclose(pushed, torch.tensor([[(0.5 + 3 * 0.25) / 4, 0.5, 0.5]]))


def test_gamma_chooses_the_diagonal():
    resolution = (4, 4, 4)
    field = torch.ones(125)
    field[62] = -1.0
    surface = find_surface(field[None], resolution)
    grid = grid_vertices(resolution)
    alpha, beta = torch.ones(8, 8), torch.ones(8, 12)
    gamma = torch.where(surface.vertex_cube == 0, 5.0, 1.0)
    ((_, faces, _),) = place(surface, grid, field, alpha, beta, gamma)
    # The heavy vertex's three quads are split through it: it has 6 triangles instead of 3.
    assert (faces == 0).any(dim=1).sum() == 6
    ((_, faces, _),) = place(surface, grid, field, alpha, beta, 1 / gamma)
    assert (faces == 0).any(dim=1).sum() == 3


@pytest.mark.parametrize("training", [False, True])
def test_gradients_to_every_input(training):
    resolution = (2, 3, 2)
    generator = torch.Generator().manual_seed(3)
    grid = grid_vertices(resolution, torch.float64).repeat(2, 1, 1)
    grid = grid + 0.05 * torch.rand(grid.shape, generator=generator, dtype=torch.float64)
    field = torch.stack([noise(resolution, seed, -1.0, torch.float64) for seed in (5, 6)])
    inputs = [grid, field, *random_weights(resolution, 7, batch=2, dtype=torch.float64)]
    for tensor in inputs:
        tensor.requires_grad_()

    def run(vertices, sdf, alpha, beta, gamma):
        one, two = flexicubes(vertices, sdf, resolution, alpha, beta, gamma, training)
        return one.vertices, one.deviation, two.vertices, two.deviation

    assert torch.autograd.gradcheck(run, inputs, atol=1e-6)
    torch.stack([part.square().sum() for part in run(*inputs)]).sum().backward()
    reached = inputs if training else inputs[:4]  # without training gamma only decides
    gradients = [tensor.grad for tensor in reached if tensor.grad is not None]
    assert len(gradients) == len(reached)
    assert all(bool(gradient[grid].abs().sum() > 0) for gradient in gradients for grid in (0, 1))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_precision_is_that_of_the_inputs(dtype):
    resolution = (8, 8, 8)
    grid = grid_vertices(resolution, dtype) - 0.5
    mesh = one_mesh(resolution, grid, sphere(grid), random_weights(resolution, 2, dtype=dtype), training=True)
    assert mesh.vertices.dtype == mesh.deviation.dtype == dtype


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_cuda_gives_the_same_mesh():
    resolution = (12, 10, 11)
    grid, sdf = grid_vertices(resolution)[None], noise(resolution, 4)[None]
    alpha, beta, gamma = random_weights(resolution, 4)
    (here,) = flexicubes(grid, sdf, resolution, alpha, beta, gamma)
    (there,) = flexicubes(grid.cuda(), sdf.cuda(), resolution, alpha.cuda(), beta.cuda(), gamma.cuda())
    assert torch.equal(here.faces, there.faces.cpu())
    torch.testing.assert_close(here.vertices, there.vertices.cpu())


# ---- batches and sparse sets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("training", [False, True])
def test_a_batch_is_its_grids_one_by_one(training):
    resolution = (6, 5, 7)
    fields = [noise(resolution, 0), torch.ones(6 * 7 * 8), noise(resolution, 1), noise(resolution, 2, 1.0)]
    sdf = torch.stack(fields)
    grid = grid_vertices(resolution) + 0.02 * torch.rand(4, *grid_vertices(resolution).shape)
    weights = random_weights(resolution, 3, batch=4)
    together = flexicubes(grid, sdf, resolution, *weights, training)
    for row, mesh in enumerate(together):
        alpha, beta, gamma = (weight[row : row + 1] for weight in weights)
        (alone,) = flexicubes(grid[row : row + 1], sdf[row : row + 1], resolution, alpha, beta, gamma, training)
        for one, other in zip(mesh, alone, strict=True):
            assert torch.equal(one, other)
    assert len(together[1].vertices) == len(together[1].faces) == 0


@quick
@given(st.integers(0, 2**31), st.booleans())
def test_active_cubes_give_the_dense_result(seed, training):
    """Any set of cubes that holds those with a sign change, in any order, with the vertices in any order."""
    resolution, batch = (5, 6, 4), 2
    sdf = torch.stack([noise(resolution, seed + row, 0.5) for row in range(batch)])
    grid = grid_vertices(resolution).repeat(batch, 1) + 0.02 * torch.rand(batch * 210, 3)
    weights = tuple(weight.flatten(0, 1) for weight in random_weights(resolution, 1, batch))
    dense = find_surface(sdf, resolution)
    generator = torch.Generator().manual_seed(seed)
    extra = torch.rand(batch * 120, generator=generator) < 0.1
    extra[dense.cubes] = True
    active = extra.nonzero().squeeze(1)
    active = active[torch.randperm(len(active), generator=generator)]
    position = torch.stack([active // 120, active // 24 % 5, active // 4 % 6, active % 4], dim=1)
    keys = lattice_keys(position)
    vertex_keys, corners = torch.unique(corner_keys(keys), return_inverse=True)
    at = lattice_positions(vertex_keys)
    flat = ((at[:, 0] * 6 + at[:, 1]) * 7 + at[:, 2]) * 5 + at[:, 3]
    sparse = find_sparse_surface(keys, corners, sdf.flatten()[flat], batch)
    assert torch.equal(active[sparse.cubes], dense.cubes)
    alpha, beta, gamma = (weight[active[sparse.cubes]] for weight in weights)
    meshes = place(sparse, grid[flat], sdf.flatten()[flat], alpha, beta, gamma, training)
    wanted = place(dense, grid, sdf.flatten(), *(weight[dense.cubes] for weight in weights), training=training)
    for mesh, other in zip(meshes, wanted, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(mesh, other, strict=True))


def test_keys_are_inverse_and_steps_are_additions():
    position = torch.tensor([[0, 0, 0, 0], [3, 65000, 7, 1], [12, 5, 0, 65000]])
    keys = lattice_keys(position)
    assert torch.equal(lattice_positions(keys), position)
    corners = lattice_positions(corner_keys(keys).reshape(-1)).reshape(3, 8, 4) - position[:, None]
    assert (corners[..., 0] == 0).all()
    assert corners[0, :, 1:].tolist() == [[k & 1, k >> 1 & 1, k >> 2 & 1] for k in range(8)]


def test_cube_corners_index_the_grids():
    resolution = (2, 3, 4)
    grid = (grid_vertices(resolution) * torch.tensor(resolution)).round().repeat(2, 1)
    numbers = cube_corners(torch.tensor([[0, 0, 0, 0], [0, 0, 1, 1], [1, 1, 2, 3]]), resolution)
    corners = grid[numbers]
    assert corners[:, 0].tolist() == [[0, 0, 0], [0, 1, 1], [1, 2, 3]]
    assert (corners[:, 7] - corners[:, 0] == 1).all()
    assert (corners[:, 1] - corners[:, 0]).tolist() == [[1, 0, 0]] * 3
    assert (numbers[:2] < 60).all() and (numbers[2] >= 60).all()


# ---- errors -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [({"sdf": torch.zeros(1, 7)}, "signed distance"), ({"alpha": torch.ones(1, 8, 7)}, "alpha"),
     ({"gamma": torch.ones(1, 3)}, "gamma"), ({"vertices": torch.zeros(1, 27, 2)}, "grid vertices"),
     ({"sdf": torch.zeros(2, 27)}, "2 grids")],
)  # fmt: skip
def test_wrong_shapes_are_named(change, message):
    resolution = (2, 2, 2)
    alpha, beta, gamma = plain_weights(resolution)
    given = {
        "vertices": grid_vertices(resolution)[None], "sdf": torch.ones(1, 27), "alpha": alpha, "beta": beta,
        "gamma": gamma,
    }  # fmt: skip
    if "sdf" in change and len(change["sdf"]) == 1:
        given["vertices"] = torch.zeros(1, 7, 3)
    with pytest.raises(ValueError, match=message):
        flexicubes(resolution=resolution, **(given | change))


def test_wrong_sparse_sets_and_resolutions_are_named():
    with pytest.raises(ValueError, match="8 corners of each of the 2 cubes"):
        find_sparse_surface(torch.tensor([0, 1]), torch.zeros(3, 8, dtype=torch.int64), torch.ones(9), 1)
    with pytest.raises(ValueError, match="cube counts"):
        find_surface(torch.ones(1, 4), (0, 1, 1))

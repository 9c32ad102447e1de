"""FlexiCubes: a mesh from a signed distance grid by dual marching cubes, with gradients to everything.

Shen et al., "Flexible Isosurface Extraction for Gradient-Based Mesh Optimization", SIGGRAPH 2023. Per cube there are
weights alpha (8 corners: where an edge is crossed), beta (12 edges: where the dual vertex lies among its crossings) and
gamma (how a quad is split). The connectivity follows Nielson's dual marching cubes (`dual_tables`).

Two steps, so that the weights need only be known where the surface is:

    surface = find_surface(sdf, resolution)              # integers only, no gradients
    place(surface, vertices, sdf, alpha, beta, gamma)    # weights of surface.cubes only

A grid has (rx + 1)(ry + 1)(rz + 1) vertices and rx ry rz cubes, z fastest in both. This module knows neither networks
nor coordinates; `extraction` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import torch
from jaxtyping import Float, Int
from torch import Tensor

from copart_core.geometry.dual_tables import CORNERS, EDGE_AXIS, EDGES, dual_tables

Resolution = tuple[int, int, int]


@dataclass(frozen=True)
class Surface:
    """Where the surface runs through a grid, all as indices. S surface cubes, E (cube, crossed edge) pairs, Q quads."""

    cubes: Tensor  # [S] flat cube index, ascending
    vertex_count: int  # V, dual vertices
    vertex_cube: Tensor  # [V] the vertex's cube, as an index into `cubes`
    pair_cube: Tensor  # [E] index into `cubes`
    pair_edge: Tensor  # [E] 0..11
    pair_vertex: Tensor  # [E] the dual vertex that the crossing belongs to
    pair_ends: Tensor  # [2, E] flat grid vertices of the edge
    quads: Tensor  # [Q, 4] dual vertices, counter-clockwise seen from outside
    quad_prefers_02: Tensor  # [Q] bool: which diagonal an exact tie of the gammas takes


def grid_vertices(resolution: Resolution, dtype: torch.dtype = torch.float32) -> Float[Tensor, "G 3"]:
    """Vertices of the unit cube's regular grid, in [0, 1]^3, z fastest."""
    axes = [torch.linspace(0, 1, r + 1, dtype=dtype) for r in resolution]
    return torch.stack(torch.meshgrid(*axes, indexing="ij"), dim=-1).reshape(-1, 3)


def cube_corners(cubes: Int[Tensor, " S"], resolution: Resolution) -> Int[Tensor, "S 8"]:
    """Flat grid vertices of the corners of each cube."""
    return _base_vertex(cubes, resolution)[:, None] + _corner_offsets(resolution, cubes.device)


def _base_vertex(cubes: Tensor, resolution: Resolution) -> Tensor:
    _, ry, rz = resolution
    x, y, z = cubes // (ry * rz), cubes // rz % ry, cubes % rz
    return (x * (ry + 1) + y) * (rz + 1) + z


def _corner_offsets(resolution: Resolution, device: torch.device) -> Tensor:
    _, ry, rz = resolution
    strides = torch.tensor([(ry + 1) * (rz + 1), rz + 1, 1])
    return (torch.from_numpy(CORNERS) * strides).sum(dim=1).to(device)


@cache
def _tables(device: torch.device) -> dict[str, Tensor]:
    tables = dual_tables()
    arrays = {"loop": tables.loop, "count": tables.count, "axis": tables.clash_axis, "side": tables.clash_side}
    with torch.inference_mode(False):  # the cache outlives the call: training may need it after an inference made it
        return {name: torch.from_numpy(array).long().to(device) for name, array in arrays.items()}


def find_surface(sdf: Float[Tensor, " G"], resolution: Resolution) -> Surface:
    """The connectivity of the zero surface of `sdf` (negative inside; 0 counts as outside).

    Quads exist for crossed edges with four cubes around them only: keep the surface off the grid's border to get a
    closed mesh. A field without sign change gives an empty surface.
    """
    rx, ry, rz = _checked(resolution, sdf)
    tables = _tables(sdf.device)
    inside = (sdf.detach() < 0).reshape(rx + 1, ry + 1, rz + 1)
    case_grid = torch.zeros((rx, ry, rz), dtype=torch.uint8, device=sdf.device)
    for k, (x, y, z) in enumerate(CORNERS.tolist()):
        case_grid |= inside[x : x + rx, y : y + ry, z : z + rz].to(torch.uint8) << k
    cubes = ((case_grid != 0) & (case_grid != 255)).reshape(-1).nonzero().squeeze(1)
    cases = _resolve_clashes(case_grid, cubes)

    loops = tables["loop"][cases]  # [S, 12]
    counts = tables["count"][cases]
    first = counts.cumsum(0) - counts
    vertex_of = torch.where(loops >= 0, first[:, None] + loops, -1)  # [S, 12] dual vertex, -1 where not crossed
    pair_cube, pair_edge = (loops >= 0).nonzero(as_tuple=True)
    edges = torch.from_numpy(EDGES.T.copy()).to(sdf.device)  # [2, 12]
    offsets = _corner_offsets(resolution, sdf.device)
    ends = _base_vertex(cubes, resolution)[pair_cube] + offsets[edges[:, pair_edge]]
    quads, prefers_02 = _quads(inside, cubes, vertex_of, resolution)
    return Surface(
        cubes=cubes,
        vertex_count=int(counts.sum()),
        vertex_cube=torch.repeat_interleave(counts),
        pair_cube=pair_cube,
        pair_edge=pair_edge,
        pair_vertex=vertex_of[pair_cube, pair_edge],
        pair_ends=ends,
        quads=quads,
        quad_prefers_02=prefers_02,
    )


def _checked(resolution: Resolution, sdf: Tensor) -> Resolution:
    if len(resolution) != 3 or min(resolution) < 1:
        raise ValueError(f"expected a resolution of three positive cube counts, got {tuple(resolution)}")
    rx, ry, rz = (int(r) for r in resolution)
    expected = (rx + 1) * (ry + 1) * (rz + 1)
    if sdf.shape != (expected,):
        raise ValueError(
            f"expected one signed distance for each of the {expected} vertices of a {rx} x {ry} x {rz} grid, got shape "
            f"{tuple(sdf.shape)}; pass a flat tensor with z fastest"
        )
    return rx, ry, rz


def _resolve_clashes(case_grid: Tensor, cubes: Tensor) -> Tensor:
    """Cases [S] of the surface cubes, complemented where two cubes of cases C16 or C19 share their ambiguous face."""
    tables = _tables(case_grid.device)
    cases = case_grid.reshape(-1)[cubes].long()
    suspects = (tables["side"][cases] != 0).nonzero().squeeze(1)
    if len(suspects) == 0:
        return cases
    flat = cubes[suspects]
    shape = torch.tensor(case_grid.shape, device=flat.device)
    ry, rz = case_grid.shape[1:]
    position = torch.stack([flat // (ry * rz), flat // rz % ry, flat % rz], dim=1)
    step = torch.nn.functional.one_hot(tables["axis"][cases[suspects]], 3) * tables["side"][cases[suspects]][:, None]
    other = position + step
    exists = ((other >= 0) & (other < shape)).all(dim=1)
    x, y, z = torch.where(exists[:, None], other, 0).unbind(dim=1)
    # The neighbour's only ambiguous face must be the shared one, so it is enough that it may clash at all.
    clashes = exists & (tables["side"][case_grid[x, y, z].long()] != 0)
    hit = suspects[clashes]
    cases[hit] = 255 - cases[hit]
    return cases


def _quads(inside: Tensor, cubes: Tensor, vertex_of: Tensor, resolution: Resolution) -> tuple[Tensor, Tensor]:
    """One quad [Q, 4] for every crossed edge with four cubes around it, and the diagonal of exact ties [Q]."""
    surface_index = torch.full(resolution, -1, dtype=torch.int64, device=inside.device)
    surface_index.view(-1)[cubes] = torch.arange(len(cubes), device=inside.device)
    quads, prefers = [], []
    for axis in range(3):
        low = inside.narrow(axis, 0, resolution[axis])
        crossed = low != inside.narrow(axis, 1, resolution[axis])
        u, v = (axis + 1) % 3, (axis + 2) % 3  # u, v, axis are right-handed: a ring in (u, v) turns CCW seen from +axis
        for across in (u, v):
            crossed = crossed.narrow(across, 1, resolution[across] - 1)
            low = low.narrow(across, 1, resolution[across] - 1)
        position = crossed.nonzero()  # of the cube at the edge's lower side in u and v
        ring = []
        for du, dv in ((0, 0), (1, 0), (1, 1), (0, 1)):
            x, y, z = (position[:, a] + (a == u) * du + (a == v) * dv for a in range(3))
            edge = _edge_number(axis, u, v, 1 - du, 1 - dv)
            ring.append(vertex_of[surface_index[x, y, z], edge])
        quad = torch.stack(ring, dim=1)
        inward = low[crossed]  # outside lies towards +axis: the ring already turns the right way
        quads.append(torch.where(inward[:, None], quad, quad[:, [0, 3, 2, 1]]))
        # Exact ties (constant gamma) must fall somewhere; it falls as in the published algorithm.
        prefers.append(~inward if axis == 1 else inward)
    return torch.cat(quads), torch.cat(prefers)


def _edge_number(axis: int, u: int, v: int, at_u: int, at_v: int) -> int:
    """The edge of a cube along `axis` at the given side of the axes u and v."""
    for number, (start, _) in enumerate(EDGES):
        if EDGE_AXIS[number] == axis and CORNERS[start][u] == at_u and CORNERS[start][v] == at_v:
            return number
    raise AssertionError("a cube has four edges along each axis")


def place(
    surface: Surface,
    vertices: Float[Tensor, "G 3"],
    sdf: Float[Tensor, " G"],
    alpha: Float[Tensor, "S 8"],
    beta: Float[Tensor, "S 12"],
    gamma: Float[Tensor, " S"],
    training: bool = False,
) -> tuple[Float[Tensor, "V 3"], Int[Tensor, "M 3"], Float[Tensor, " E"]]:
    """Dual vertices, triangles and L_dev of a surface; weights are those of `surface.cubes`, activated (> 0).

    Section 4 of the paper: crossing u_e = (s_a alpha_a x_b - s_b alpha_b x_a) / (s_a alpha_a - s_b alpha_b); dual
    vertex v = sum beta_e u_e / sum beta_e; each quad is split along the diagonal with the larger product of gammas, or
    in training into four triangles around a weighted centre. L_dev (eq. 8) is how far the distance of each crossing
    from its dual vertex deviates from the mean one, given per crossing: the caller averages.
    """
    edges = torch.from_numpy(EDGES).to(sdf.device)
    a, b = surface.pair_ends
    corners = 8 * surface.pair_cube + edges[surface.pair_edge].T  # [2, E] into the flat alpha
    weighted_a = (sdf[a] * alpha.reshape(-1)[corners[0]])[:, None]
    weighted_b = (sdf[b] * alpha.reshape(-1)[corners[1]])[:, None]
    crossing = (weighted_a * vertices[b] - weighted_b * vertices[a]) / (weighted_a - weighted_b)

    weight = beta.reshape(-1)[12 * surface.pair_cube + surface.pair_edge][:, None]
    total = weight.new_zeros(surface.vertex_count, 1).index_add(0, surface.pair_vertex, weight)
    dual = vertices.new_zeros(surface.vertex_count, 3).index_add(0, surface.pair_vertex, weight * crossing) / total

    distance = torch.linalg.vector_norm(crossing - dual[surface.pair_vertex], dim=1)
    number = torch.bincount(surface.pair_vertex, minlength=surface.vertex_count)
    mean = distance.new_zeros(surface.vertex_count).index_add(0, surface.pair_vertex, distance) / number
    deviation = (distance - mean[surface.pair_vertex]).abs()

    dual, faces = _split(surface, dual, gamma, training)
    return dual, faces, deviation


def _split(surface: Surface, dual: Tensor, gamma: Tensor, training: bool) -> tuple[Tensor, Tensor]:
    """Triangles of the quads, and the vertices with the centres that training adds."""
    quads = surface.quads
    at = gamma[surface.vertex_cube][quads]  # [Q, 4]
    gamma_02, gamma_13 = at[:, 0] * at[:, 2], at[:, 1] * at[:, 3]
    if not training:
        along_02 = torch.where(gamma_02 == gamma_13, surface.quad_prefers_02, gamma_02 > gamma_13)
        split_02 = quads[:, [0, 1, 2, 0, 2, 3]]
        split_13 = quads[:, [0, 1, 3, 3, 1, 2]]
        return dual, torch.where(along_02[:, None], split_02, split_13).reshape(-1, 3)
    corners = dual[quads]  # [Q, 4, 3]
    middle_02, middle_13 = (corners[:, 0] + corners[:, 2]) / 2, (corners[:, 1] + corners[:, 3]) / 2
    share = (gamma_02 / (gamma_02 + gamma_13))[:, None]
    centre = torch.arange(len(quads), device=quads.device) + len(dual)
    fans = [torch.stack([quads[:, i], quads[:, (i + 1) % 4], centre], dim=1) for i in range(4)]
    return torch.cat([dual, share * middle_02 + (1 - share) * middle_13]), torch.stack(fans, dim=1).reshape(-1, 3)


def flexicubes(
    vertices: Float[Tensor, "G 3"],
    sdf: Float[Tensor, " G"],
    resolution: Resolution,
    alpha: Float[Tensor, "F 8"],
    beta: Float[Tensor, "F 12"],
    gamma: Float[Tensor, " F"],
    training: bool = False,
) -> tuple[Float[Tensor, "V 3"], Int[Tensor, "M 3"], Float[Tensor, " E"]]:
    """Vertices, triangles (counter-clockwise seen from outside) and L_dev of a dense grid with weights on every cube.

    `vertices` is the deformed grid; the weights are activated already (> 0; the paper uses tanh and sigmoid). The
    result is closed and 2-manifold wherever the surface stays off the grid's border. Errors: ValueError for shapes that
    do not fit.
    """
    cube_count = resolution[0] * resolution[1] * resolution[2]
    expected = {"alpha": (cube_count, 8), "beta": (cube_count, 12), "gamma": (cube_count,)}
    for (name, shape), given in zip(expected.items(), (alpha, beta, gamma), strict=True):
        if tuple(given.shape) != shape:
            raise ValueError(
                f"expected {name} of shape {shape} for a grid of {resolution} cubes, got {tuple(given.shape)}"
            )
    if tuple(vertices.shape) != (len(sdf), 3):
        raise ValueError(f"expected {len(sdf)} grid vertices of 3 coordinates, got shape {tuple(vertices.shape)}")
    surface = find_surface(sdf, resolution)
    weights = (alpha[surface.cubes], beta[surface.cubes], gamma[surface.cubes])
    return place(surface, vertices, sdf, *weights, training)

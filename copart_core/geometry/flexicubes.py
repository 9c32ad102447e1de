"""FlexiCubes: meshes from signed distance grids by dual marching cubes, with gradients to everything.

Shen et al., "Flexible Isosurface Extraction for Gradient-Based Mesh Optimization", SIGGRAPH 2023. Per cube there are
weights alpha (8 corners: where an edge is crossed), beta (12 edges: where the dual vertex lies among its crossings) and
gamma (how a quad is split). The connectivity follows Nielson's dual marching cubes (`dual_tables`).

Two steps, so that the weights need only be known where the surface is, for B grids of one resolution in one call:

    surface = find_surface(sdf, resolution)              # integers only, no gradients; every cube of the grids, or
    surface = find_sparse_surface(keys, corners, sdf, B) # some cubes of them, with the same result where they suffice
    place(surface, vertices, sdf, alpha, beta, gamma)    # weights of surface.cubes only; one `DualMesh` a grid

A grid has (rx + 1)(ry + 1)(rz + 1) vertices and rx ry rz cubes, z fastest in both. This module knows neither networks
nor coordinates; `extraction` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from copart_core.geometry.dual_tables import CORNERS, EDGE_AXIS, EDGES, dual_tables

Resolution = tuple[int, int, int]
AXIS_STEP = (1 << 32, 1 << 16, 1)  # what a step along x, y, z adds to a lattice key
GRID_STEP = 1 << 48
MAX_RESOLUTION = (1 << 16) - 2  # a step beyond a grid must not reach into the next field of the key


@dataclass(frozen=True)
class Surface:
    """Where the surface runs through B grids, all as indices. S surface cubes, E (cube, crossed edge) pairs, Q quads.

    Cubes, dual vertices, pairs and quads are sorted by grid.
    """

    batch: int  # B
    cubes: Tensor  # [S] index of the cube among those given: its flat index where all were
    cube_grid: Tensor  # [S] 0..B-1
    vertex_count: int  # V, dual vertices
    vertex_cube: Tensor  # [V] the vertex's cube, as an index into `cubes`
    pair_cube: Tensor  # [E] index into `cubes`
    pair_edge: Tensor  # [E] 0..11
    pair_vertex: Tensor  # [E] the dual vertex that the crossing belongs to
    pair_ends: Tensor  # [2, E] grid vertices of the edge, flat over all grids
    quads: Tensor  # [Q, 4] dual vertices, counter-clockwise seen from outside
    quad_prefers_02: Tensor  # [Q] bool: which diagonal an exact tie of the gammas takes


class DualMesh(NamedTuple):
    """The mesh of one grid; empty tensors where the grid has no surface."""

    vertices: Float[Tensor, "V 3"]
    faces: Int[Tensor, "M 3"]  # counter-clockwise seen from outside
    deviation: Float[Tensor, " E"]  # L_dev (eq. 8) per crossing: the caller averages


def grid_vertices(resolution: Resolution, dtype: torch.dtype = torch.float32) -> Float[Tensor, "G 3"]:
    """Vertices of the unit cube's regular grid, in [0, 1]^3, z fastest."""
    axes = [torch.linspace(0, 1, r + 1, dtype=dtype) for r in resolution]
    return torch.stack(torch.meshgrid(*axes, indexing="ij"), dim=-1).reshape(-1, 3)


def lattice_keys(position: Int[Tensor, "N 4"]) -> Int[Tensor, " N"]:
    """One sortable number for (grid, x, y, z): 16 bits an axis, so that a step along an axis is an addition."""
    grid, x, y, z = position.unbind(dim=1)
    return grid * GRID_STEP + x * AXIS_STEP[0] + y * AXIS_STEP[1] + z


def lattice_positions(keys: Int[Tensor, " N"]) -> Int[Tensor, "N 4"]:
    """Inverse of `lattice_keys`."""
    return torch.stack([keys >> 48, keys >> 32 & 0xFFFF, keys >> 16 & 0xFFFF, keys & 0xFFFF], dim=1)


def corner_keys(cubes: Int[Tensor, " C"]) -> Int[Tensor, "C 8"]:
    """Lattice keys of the corners of the cubes with these keys."""
    return cubes[:, None] + _tables(cubes.device)["corner_step"]


def cube_corners(position: Int[Tensor, "C 4"], resolution: Resolution) -> Int[Tensor, "C 8"]:
    """Grid vertices, flat over all grids, of the corners of the cubes at (grid, x, y, z)."""
    rx, ry, rz = resolution
    grid, x, y, z = position.unbind(dim=1)
    strides = torch.tensor([(ry + 1) * (rz + 1), rz + 1, 1])
    offsets = (torch.from_numpy(CORNERS) * strides).sum(dim=1).to(position.device)
    base = ((grid * (rx + 1) + x) * (ry + 1) + y) * (rz + 1) + z
    return base[:, None] + offsets


@cache
def _tables(device: torch.device) -> dict[str, Tensor]:
    tables = dual_tables()
    arrays = {
        "loop": tables.loop, "count": tables.count, "axis": tables.clash_axis, "side": tables.clash_side,
        "edges": EDGES, "corner_step": CORNERS @ AXIS_STEP,
    }  # fmt: skip
    with torch.inference_mode(False):  # the cache outlives the call: training may need it after an inference made it
        return {name: torch.from_numpy(array).long().to(device) for name, array in arrays.items()}


def find_surface(sdf: Float[Tensor, "B G"], resolution: Resolution) -> Surface:
    """The connectivity of the zero surfaces of B grids (negative inside; 0 counts as outside).

    Quads exist for crossed edges with four cubes around them only: keep the surface off the grid's border to get a
    closed mesh. A field without sign change gives an empty surface.
    """
    rx, ry, rz = _checked(resolution, sdf)
    cases = (sdf.detach() < 0).to(torch.uint8).reshape(-1, rx + 1, ry + 1, rz + 1)
    for axis, shift in ((1, 1), (2, 2), (3, 4)):  # corner k sits at the bits (x, y, z) of k
        count = cases.shape[axis] - 1
        cases = cases.narrow(axis, 0, count) | cases.narrow(axis, 1, count) << shift
    crossed = (cases != 0) & (cases != 255)
    position = crossed.nonzero()
    cubes = crossed.reshape(-1).nonzero().squeeze(1)
    corners = cube_corners(position, resolution)
    return _connect(lattice_keys(position), cases[crossed].long(), corners, cubes, len(sdf))


def find_sparse_surface(
    keys: Int[Tensor, " C"], corners: Int[Tensor, "C 8"], sdf: Float[Tensor, " G"], batch: int
) -> Surface:
    """The surface in C different cubes of `batch` grids: `keys` from `lattice_keys`, `corners` index into `sdf`.

    Equal to `find_surface` where every cube with a sign change is among them, in any order. Errors: ValueError for
    shapes that do not fit.
    """
    if corners.shape != (len(keys), 8):
        raise ValueError(f"expected the 8 corners of each of the {len(keys)} cubes, got shape {tuple(corners.shape)}")
    inside = (sdf.detach() < 0)[corners]
    cases = (inside.long() << torch.arange(8, device=inside.device)).sum(dim=1)
    chosen = ((cases != 0) & (cases != 255)).nonzero().squeeze(1)
    sorted_keys, order = keys[chosen].sort()
    chosen = chosen[order]
    return _connect(sorted_keys, cases[chosen], corners[chosen], chosen, batch)


def _checked(resolution: Resolution, sdf: Tensor) -> Resolution:
    if len(resolution) != 3 or min(resolution) < 1 or max(resolution) > MAX_RESOLUTION:
        raise ValueError(f"expected three cube counts of 1 to {MAX_RESOLUTION}, got {tuple(resolution)}")
    rx, ry, rz = (int(r) for r in resolution)
    expected = (rx + 1) * (ry + 1) * (rz + 1)
    if sdf.ndim != 2 or sdf.shape[1] != expected:
        raise ValueError(
            f"expected one signed distance for each of the {expected} vertices of B grids of {rx} x {ry} x {rz} cubes, "
            f"got shape {tuple(sdf.shape)}; pass [B, {expected}] with z fastest"
        )
    return rx, ry, rz


def _connect(keys: Tensor, cases: Tensor, corners: Tensor, cubes: Tensor, batch: int) -> Surface:
    """The surface of the cubes with ascending `keys` [S], all of them crossed; `cases` [S], `corners` [S, 8]."""
    tables = _tables(keys.device)
    resolved = _resolve_clashes(keys, cases)
    loops = tables["loop"][resolved]  # [S, 12]
    counts = tables["count"][resolved]
    first = counts.cumsum(0) - counts
    vertex_of = torch.where(loops >= 0, first[:, None] + loops, -1)  # [S, 12] dual vertex, -1 where not crossed
    pair_cube, pair_edge = (loops >= 0).nonzero(as_tuple=True)
    quads, prefers_02 = _quads(keys, cases, vertex_of)
    vertex_cube = torch.repeat_interleave(counts)
    cube_grid = keys >> 48
    if batch > 1:
        order = cube_grid[vertex_cube[quads[:, 0]]].argsort(stable=True)
        quads, prefers_02 = quads[order], prefers_02[order]
    return Surface(
        batch=batch,
        cubes=cubes,
        cube_grid=cube_grid,
        vertex_count=len(vertex_cube),
        vertex_cube=vertex_cube,
        pair_cube=pair_cube,
        pair_edge=pair_edge,
        pair_vertex=vertex_of[pair_cube, pair_edge],
        pair_ends=corners.reshape(-1)[8 * pair_cube + tables["edges"][pair_edge].T],
        quads=quads,
        quad_prefers_02=prefers_02,
    )


def _find(keys: Tensor, wanted: Tensor) -> tuple[Tensor, Bool[Tensor, "..."]]:
    """Where `wanted` stands in the ascending `keys`, and whether it is there."""
    at = torch.searchsorted(keys, wanted).clamp(max=max(len(keys) - 1, 0))
    return at, keys[at] == wanted


def _resolve_clashes(keys: Tensor, cases: Tensor) -> Tensor:
    """Cases [S], complemented where two cubes of cases C16 or C19 share their ambiguous face."""
    tables = _tables(keys.device)
    suspects = (tables["side"][cases] != 0).nonzero().squeeze(1)
    if len(suspects) == 0:
        return cases
    step = torch.tensor(AXIS_STEP, device=keys.device)[tables["axis"][cases[suspects]]]
    other, exists = _find(keys, keys[suspects] + step * tables["side"][cases[suspects]])
    # The neighbour's only ambiguous face must be the shared one, so it is enough that it may clash at all.
    hit = suspects[exists & (tables["side"][cases[other]] != 0)]
    resolved = cases.clone()
    resolved[hit] = 255 - cases[hit]
    return resolved


def _quads(keys: Tensor, cases: Tensor, vertex_of: Tensor) -> tuple[Tensor, Tensor]:
    """One quad [Q, 4] for every crossed edge with four cubes around it, and the diagonal of exact ties [Q]."""
    quads, prefers = [], []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3  # u, v, axis are right-handed: a ring in (u, v) turns CCW seen from +axis
        edge = _edge_number(axis, u, v, 1, 1)  # seen from the cube at the edge's lower side in u and v
        lowest = (vertex_of[:, edge] >= 0).nonzero().squeeze(1)
        steps = torch.tensor(
            [[AXIS_STEP[u]], [AXIS_STEP[u] + AXIS_STEP[v]], [AXIS_STEP[v]]], dtype=torch.int64, device=keys.device
        )
        others, exist = _find(keys, keys[lowest] + steps)  # [3, Q]
        complete = exist.all(dim=0)
        lowest, others = lowest[complete], others[:, complete]
        quad = torch.stack(
            [
                vertex_of[lowest, edge],
                vertex_of[others[0], _edge_number(axis, u, v, 0, 1)],
                vertex_of[others[1], _edge_number(axis, u, v, 0, 0)],
                vertex_of[others[2], _edge_number(axis, u, v, 1, 0)],
            ],
            dim=1,
        )
        # Where the edge's lower end is inside, outside lies towards +axis and the ring already turns the right way.
        inward = (cases[lowest] >> int(EDGES[edge, 0]) & 1).bool()
        quads.append(torch.where(inward[:, None], quad, quad[:, [0, 3, 2, 1]]))
        # Exact ties (constant gamma) must fall somewhere; it falls as in the published algorithm.
        prefers.append(~inward if axis == 1 else inward)
    return torch.cat(quads), torch.cat(prefers)


@cache
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
) -> list[DualMesh]:
    """The mesh of each grid; `vertices` and `sdf` flat over all grids, weights of `surface.cubes`, activated (> 0).

    Section 4 of the paper: crossing u_e = (s_a alpha_a x_b - s_b alpha_b x_a) / (s_a alpha_a - s_b alpha_b); dual
    vertex v = sum beta_e u_e / sum beta_e; each quad is split along the diagonal with the larger product of gammas, or
    in training into four triangles around a weighted centre. L_dev (eq. 8) is how far the distance between a dual
    vertex and each crossing around it deviates from their mean; as in the published implementation it looks at the
    crossings of the field itself, without alpha.
    """
    edges = _tables(sdf.device)["edges"]
    xa, xb = vertices[surface.pair_ends]  # [E, 3]
    sa, sb = sdf[surface.pair_ends][..., None]  # [E, 1]
    wa, wb = alpha.reshape(-1)[8 * surface.pair_cube + edges[surface.pair_edge].T][..., None] * torch.stack([sa, sb])
    crossing = (wa * xb - wb * xa) / (wa - wb)

    weight = beta.reshape(-1)[12 * surface.pair_cube + surface.pair_edge][:, None]
    total = weight.new_zeros(surface.vertex_count, 1).index_add(0, surface.pair_vertex, weight)
    dual = vertices.new_zeros(surface.vertex_count, 3).index_add(0, surface.pair_vertex, weight * crossing) / total

    plain = (sa * xb - sb * xa) / (sa - sb)
    distance = torch.linalg.vector_norm(plain - dual[surface.pair_vertex], dim=1)
    number = torch.bincount(surface.pair_vertex, minlength=surface.vertex_count)
    mean = distance.new_zeros(surface.vertex_count).index_add(0, surface.pair_vertex, distance) / number
    deviation = (distance - mean[surface.pair_vertex]).abs()
    return _split_grids(surface, dual, *_triangles(surface, dual, gamma, training), deviation)


def _triangles(surface: Surface, dual: Tensor, gamma: Tensor, training: bool) -> tuple[Tensor, Tensor]:
    """The centres [Q or 0, 3] that training adds, and triangles [Q, 2 or 4, 3]; centre q has the number V + q."""
    quads = surface.quads
    at = gamma[surface.vertex_cube][quads]  # [Q, 4]
    gamma_02, gamma_13 = at[:, 0] * at[:, 2], at[:, 1] * at[:, 3]
    if not training:
        along_02 = torch.where(gamma_02 == gamma_13, surface.quad_prefers_02, gamma_02 > gamma_13)
        split_02 = quads[:, [0, 1, 2, 0, 2, 3]]
        split_13 = quads[:, [0, 1, 3, 3, 1, 2]]
        return dual[:0], torch.where(along_02[:, None], split_02, split_13).reshape(-1, 2, 3)
    corners = dual[quads]  # [Q, 4, 3]
    middle_02, middle_13 = (corners[:, 0] + corners[:, 2]) / 2, (corners[:, 1] + corners[:, 3]) / 2
    share = (gamma_02 / (gamma_02 + gamma_13))[:, None]
    number = torch.arange(len(quads), device=quads.device) + len(dual)
    fans = [torch.stack([quads[:, i], quads[:, (i + 1) % 4], number], dim=1) for i in range(4)]
    return share * middle_02 + (1 - share) * middle_13, torch.stack(fans, dim=1)


def _split_grids(
    surface: Surface, dual: Tensor, centres: Tensor, triangles: Tensor, deviation: Tensor
) -> list[DualMesh]:
    """Everything is sorted by grid: cut it there, and count the vertices of each grid from 0, centres last."""
    if surface.batch == 1:
        return [DualMesh(torch.cat([dual, centres]) if len(centres) else dual, triangles.reshape(-1, 3), deviation)]
    vertex_grid = surface.cube_grid[surface.vertex_cube]
    grids = (vertex_grid, vertex_grid[surface.quads[:, 0]], surface.cube_grid[surface.pair_cube])
    vertices, quads, pairs = (torch.bincount(grid, minlength=surface.batch).tolist() for grid in grids)
    of_grid = zip(
        dual.split(vertices),
        centres.split(quads) if len(centres) else [centres] * surface.batch,
        triangles.split(quads),
        deviation.split(pairs),
        strict=True,
    )
    meshes, first_vertex, first_centre = [], 0, len(dual)
    for own, own_centres, faces, own_deviation in of_grid:
        is_centre = faces >= len(dual)
        local = torch.where(is_centre, faces - first_centre + len(own), faces - first_vertex)
        meshes.append(DualMesh(torch.cat([own, own_centres]), local.reshape(-1, 3), own_deviation))
        first_vertex, first_centre = first_vertex + len(own), first_centre + len(own_centres)
    return meshes


def flexicubes(
    vertices: Float[Tensor, "B G 3"],
    sdf: Float[Tensor, "B G"],
    resolution: Resolution,
    alpha: Float[Tensor, "B F 8"],
    beta: Float[Tensor, "B F 12"],
    gamma: Float[Tensor, "B F"],
    training: bool = False,
) -> list[DualMesh]:
    """The meshes of B dense grids with weights on every cube.

    `vertices` are the deformed grids; the weights are activated already (> 0; the paper uses tanh and sigmoid). A
    mesh is closed and 2-manifold wherever its surface stays off the grid's border. Errors: ValueError for shapes that
    do not fit.
    """
    batch, cube_count = len(sdf), resolution[0] * resolution[1] * resolution[2]
    expected = {"alpha": (batch, cube_count, 8), "beta": (batch, cube_count, 12), "gamma": (batch, cube_count)}
    for (name, shape), given in zip(expected.items(), (alpha, beta, gamma), strict=True):
        if tuple(given.shape) != shape:
            raise ValueError(
                f"expected {name} of shape {shape} for {batch} grids of {resolution} cubes, got {tuple(given.shape)}"
            )
    if tuple(vertices.shape) != (*sdf.shape, 3):
        raise ValueError(f"expected grid vertices of shape {(*sdf.shape, 3)}, got {tuple(vertices.shape)}")
    surface = find_surface(sdf, resolution)
    weights = (alpha.flatten(0, 1)[surface.cubes], beta.flatten(0, 1)[surface.cubes], gamma.flatten()[surface.cubes])
    return place(surface, vertices.flatten(0, 1), sdf.flatten(), *weights, training)

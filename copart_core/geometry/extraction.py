"""From a decoder's field to closed meshes: FlexiCubes on a fine grid that is only evaluated where the surface is.

All coordinates are box coordinates (`frames`); all parts of an object are extracted together. From coarse to fine:

1. The field is queried on a coarse grid. A coarse edge with ends of both signs is halved down to one fine edge that is
   crossed: a place on the surface.
2. From there the surface is followed through the fine cubes (`surface_tracking`), so that the field is queried at the
   corners of surface cubes and nowhere else.
3. What the coarse grid does not see, plates and rods thinner than its cells, is looked for in every coarse cell that
   the distance at its centre allows to hide something, and at the `seeds` that the caller knows to lie near the
   surface (the points that the latents were encoded from). Both are pulled onto the surface by Newton steps.

Every piece of the surface that one of these meets comes out exactly as from the dense grid. The outermost layer of
vertices is forced outside, so meshes are always closed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float, Int
from numpy.typing import NDArray
from torch import Tensor

from copart_core.geometry.dual_tables import CORNERS
from copart_core.geometry.field_samples import Field, FieldSamples, FlexiGrid
from copart_core.geometry.flexicubes import (
    AXIS_STEP,
    GRID_STEP,
    DualMesh,
    Resolution,
    Surface,
    find_sparse_surface,
    find_surface,
    lattice_keys,
    place,
)
from copart_core.geometry.surface_tracking import SurfaceTracker

__all__ = [
    "BrokenPartError", "EmptyPartError", "Field", "FlexiGrid", "Mesh", "PartsError", "SurfaceError", "extract_parts",
    "extract_training",
]  # fmt: skip

COARSE = 24  # cubes an axis of the coarse grid, at least
COARSE_TRUNCATED = 64  # and where distances are truncated sooner than half a coarse cell's diagonal
SLACK = 1.1  # a learned field's slope may exceed 1 by so much
NEWTON_STEPS = 2


class Mesh(NamedTuple):
    """A closed triangle mesh in box coordinates."""

    vertices: NDArray[np.float32]  # [V, 3]
    faces: NDArray[np.int64]  # [M, 3], counter-clockwise seen from outside


class SurfaceError(ValueError):
    """One part has no mesh; the message names it."""


class EmptyPartError(SurfaceError):
    """The field has no surface: there is nothing to show for this part."""


class BrokenPartError(SurfaceError):
    """The decoder gave numbers that are not finite."""


class PartsError(ValueError):
    """Some parts have no mesh: `errors` by their row, and in `meshes` [P] what the others came out as (else None)."""

    def __init__(self, errors: dict[int, SurfaceError], meshes: list[Mesh | None]):
        super().__init__("; ".join(str(error) for error in errors.values()))
        self.errors, self.meshes = errors, meshes


@torch.no_grad()
def extract_parts(
    field: Field,
    resolution: int | Resolution,
    *,
    names: Sequence[str] | None = None,
    seeds: Sequence[Float[Tensor, "K 3"]] | None = None,
    memory_mib: float = 512,
    coarse: int = COARSE,
    bound: float = 1.05,
) -> list[Mesh]:
    """The zero surfaces of all parts, in box coordinates, closed and manifold.

    - `resolution`: cubes an axis, of the whole [-bound, bound]^3.
    - `names`: of the parts, for messages.
    - `seeds`: for each part points near its surface, any number.
    - `memory_mib`: no query of the field needs more by the field's own account; the lists of surface cubes come on top.
    - `coarse`: cubes an axis of the coarse grid, at least; as many as `resolution` makes the extraction dense.

    Errors: `PartsError` where a part is empty or its field not finite; it names those parts and holds the meshes of the
    others. ValueError for arguments and answers of the field that do not fit.
    """
    names = _checked_names(names, field)
    samples = FieldSamples(field, FlexiGrid.of(resolution, bound), memory_mib)
    found = _find(samples, coarse, seeds)
    meshes = found.place(samples.weights(found.cube_keys)) if len(found.cube_keys) else []
    finished: list[Mesh | None] = [None] * field.parts
    errors: dict[int, SurfaceError] = {}
    for row, name in enumerate(names):
        if bool(samples.broken[row]) or (meshes and not bool(torch.isfinite(meshes[row].vertices).all())):
            errors[row] = BrokenPartError(
                f"the decoder gave part {name} a field or FlexiCubes weights that are not finite; check its latents "
                "and the model's weights"
            )
        elif not meshes or len(meshes[row].faces) == 0:
            errors[row] = EmptyPartError(
                f"part {name} has no surface: its field is positive everywhere on a grid of "
                f"{' x '.join(map(str, samples.grid.resolution))} cubes; generate it again with another seed or "
                "caption, or make its box thicker"
            )
        else:
            finished[row] = Mesh(meshes[row].vertices.float().cpu().numpy(), meshes[row].faces.cpu().numpy())
    if errors:
        raise PartsError(errors, finished)
    return [mesh for mesh in finished if mesh is not None]


def extract_training(
    field: Field,
    resolution: int | Resolution,
    *,
    training: bool = True,
    seeds: Sequence[Float[Tensor, "K 3"]] | None = None,
    memory_mib: float = 512,
    coarse: int = COARSE,
    bound: float = 1.05,
) -> list[DualMesh]:
    """The same meshes with gradients to the field, for losses on renderings: vertices, faces and L_dev of each part.

    `training` splits quads into four triangles around a vertex that gamma moves. The surface is found without
    gradients; then the field is asked again, with gradients, at the ends of the crossed edges only, so that autograd
    keeps nothing of the rest. An empty part gives an empty mesh. Errors: ValueError for a field that is not finite.
    """
    samples = FieldSamples(field, FlexiGrid.of(resolution, bound), memory_mib)
    with torch.no_grad():
        found = _find(samples, coarse, seeds)
    if len(found.cube_keys):
        meshes = found.asked_again(samples).place(samples.weights(found.cube_keys), training)
    else:
        empty = torch.empty(0, 3, device=samples.device)
        meshes = [DualMesh(empty, empty.long(), empty[:, 0])] * field.parts
    finite = [not bool(samples.broken[row]) and bool(mesh.vertices.isfinite().all()) for row, mesh in enumerate(meshes)]
    if not all(finite):
        rows = [row for row, fine in enumerate(finite) if not fine]
        raise ValueError(f"expected a finite field, got other numbers for the parts {rows}; lower the learning rate")
    return meshes


@dataclass(frozen=True)
class _Found:
    """The surface of all parts on the grid, and the field at the vertices G that it needs."""

    surface: Surface
    cube_keys: Int[Tensor, " S"]
    vertex_keys: Int[Tensor, " G"]
    sdf: Float[Tensor, " G"]
    positions: Float[Tensor, "G 3"]  # deformed

    def place(self, weights: tuple[Tensor, Tensor, Tensor], training: bool = False) -> list[DualMesh]:
        return place(self.surface, self.positions, self.sdf, *weights, training)

    def asked_again(self, samples: FieldSamples) -> _Found:
        """With gradients, and without the vertices at which no crossed edge ends."""
        used, ends = torch.unique(self.surface.pair_ends, return_inverse=True)
        keys = self.vertex_keys[used]
        values = samples.vertices(keys)
        # Rounding may differ between queries of different sizes; a sign must not.
        same = (values[:, 0] < 0) == (self.sdf[used] < 0)
        sdf = torch.where(same, values[:, 0], self.sdf[used])
        surface = replace(self.surface, pair_ends=ends)
        return _Found(surface, self.cube_keys, keys, sdf, _deformed(samples, keys, values))


def _deformed(samples: FieldSamples, keys: Tensor, values: Tensor) -> Tensor:
    return samples.positions(keys) + values[:, 1:] * (samples.grid.cell / 2).to(values)


def _checked_names(names: Sequence[str] | None, field: Field) -> list[str]:
    if names is not None and len(names) != field.parts:
        raise ValueError(f"expected a name for each of the {field.parts} parts, got {len(names)}")
    return [str(row) for row in range(field.parts)] if names is None else [repr(name) for name in names]


def _find(samples: FieldSamples, coarse: int, seeds: Sequence[Tensor] | None) -> _Found:
    """The surface of all parts; steps 1 to 3 of the module."""
    if seeds is not None and len(seeds) != samples.field.parts:
        raise ValueError(
            f"expected seeds for each of the {samples.field.parts} parts, got {len(seeds)}; they may be empty"
        )
    resolution, parts = samples.grid.resolution, samples.field.parts
    stride = _stride(samples, coarse)
    lattice = [torch.arange(0, r + stride, stride, device=samples.device).clamp(max=r) for r in resolution]
    axes = [index * step for index, step in zip(lattice, AXIS_STEP, strict=True)]
    grids = torch.arange(parts, device=samples.device) * GRID_STEP
    keys = grids[:, None, None, None] + axes[0][:, None, None] + axes[1][:, None] + axes[2]  # [P, X, Y, Z]
    values = samples.vertices(keys.reshape(-1))
    if stride == 1:
        surface = find_surface(values[:, 0].reshape(parts, -1), resolution)
        cubes = keys[:, :-1, :-1, :-1].reshape(-1)[surface.cubes]
        return _Found(surface, cubes, keys.reshape(-1), values[:, 0], _deformed(samples, keys.reshape(-1), values))
    sdf = values[:, 0].reshape(keys.shape)
    tracker = SurfaceTracker(samples.vertices, 4, parts, resolution, samples.device)
    tracker.follow(_crossed_edges(samples, keys, sdf))
    tracker.follow(_hidden(samples, tracker, keys, sdf, stride, seeds))
    cube_keys, corners = tracker.cubes()
    surface = find_sparse_surface(cube_keys, corners, tracker.values[:, 0], parts)
    vertex_keys = tracker.vertex_keys
    positions = _deformed(samples, vertex_keys, tracker.values)
    return _Found(surface, cube_keys[surface.cubes], vertex_keys, tracker.values[:, 0], positions)


def _stride(samples: FieldSamples, coarse: int) -> int:
    """Fine cubes along a coarse one, a power of 2. Where distances are truncated soon, a coarse cell tells little about
    what it hides, so that cells are made smaller, down to 1 / `COARSE_TRUNCATED`."""
    to_tell = math.sqrt(3) * samples.grid.bound * SLACK / samples.field.truncation  # half a diagonal can be told
    needed = max(coarse, min(to_tell, COARSE_TRUNCATED))
    stride = 1
    while math.ceil(min(samples.grid.resolution) / (2 * stride)) >= needed:
        stride *= 2
    return stride


def _crossed_edges(samples: FieldSamples, keys: Int[Tensor, "P X Y Z"], sdf: Float[Tensor, "P X Y Z"]) -> Tensor:
    """A fine surface cube for every coarse edge with ends of both signs: halve the edge until it is a fine one."""
    low, length, step, inside = [], [], [], []
    for axis, axis_step in enumerate(AXIS_STEP, start=1):
        count = keys.shape[axis] - 1
        starts, ends = keys.narrow(axis, 0, count), keys.narrow(axis, 1, count)
        negative = sdf.narrow(axis, 0, count) < 0
        crossed = negative != (sdf.narrow(axis, 1, count) < 0)
        low.append(starts[crossed])
        length.append((ends - starts)[crossed] // axis_step)
        step.append(torch.full_like(low[-1], axis_step))
        inside.append(negative[crossed])
    low, length, step, inside = (torch.cat(parts) for parts in (low, length, step, inside))
    while len(longer := (length > 1).nonzero().squeeze(1)):
        half = length[longer] // 2
        middle = low[longer] + half * step[longer]
        beyond = (samples.vertices(middle)[:, 0] < 0) == inside[longer]  # then the crossing is in the upper half
        low[longer] = torch.where(beyond, middle, low[longer])
        length[longer] = torch.where(beyond, length[longer] - half, half)
    return low  # the cube on the upper side of the edge in both other directions has its lowest corner there


def _hidden(
    samples: FieldSamples,
    tracker: SurfaceTracker,
    keys: Int[Tensor, "P X Y Z"],
    sdf: Float[Tensor, "P X Y Z"],
    stride: int,
    seeds: Sequence[Tensor] | None,
) -> Int[Tensor, " N"]:
    """Fine cubes around places on the surface that the tracker has not come by."""
    points, part = _suspects(samples, keys, sdf, stride)
    for row, given in enumerate(seeds or ()):
        points = torch.cat([points, given.to(points)])
        part = torch.cat([part, torch.full((len(given),), row, device=part.device)])
    if len(points) == 0:
        return part
    points = _onto_surface(samples, points, part, stride)
    last = torch.tensor(samples.grid.resolution, device=points.device) - 1
    place = (points + samples.grid.bound) / samples.grid.cell.to(points)  # in cubes
    cubes = torch.minimum(place.floor().long().clamp(min=1), last - 1)
    new = ~tracker.near(lattice_keys(torch.cat([part[:, None], cubes], dim=1)))
    # The eight cubes around the nearest vertex: a thin body need not cross the very cube that holds the point.
    around = torch.minimum(place[new].round().long().clamp(min=1), last) - torch.from_numpy(CORNERS)[:, None].to(last)
    return lattice_keys(torch.cat([part[new].expand(8, -1)[..., None], around], dim=2).reshape(-1, 4))


def _suspects(
    samples: FieldSamples, keys: Int[Tensor, "P X Y Z"], sdf: Float[Tensor, "P X Y Z"], stride: int
) -> tuple[Float[Tensor, "N 3"], Int[Tensor, " N"]]:
    """Centres of the coarse cells without a sign change in which the distances leave room for a surface, and parts."""
    half_diagonal = SLACK * float(torch.linalg.vector_norm(samples.grid.cell * stride)) / 2
    limit = min(half_diagonal, 0.9 * samples.field.truncation)  # a truncated distance gives no direction
    corners = [
        tuple(slice(bit, size - 1 + bit) for bit, size in zip(corner, sdf.shape[1:], strict=True))
        for corner in CORNERS.tolist()
    ]
    nearest = torch.stack([sdf[:, *corner] for corner in corners])  # [8, P, X, Y, Z]
    hiding = ((nearest < 0).all(dim=0) | (nearest >= 0).all(dim=0)).nonzero(as_tuple=True)
    if 2 * half_diagonal < samples.field.truncation:  # no point of the cell is further than this from a corner
        may = nearest.abs().amax(dim=0)[hiding] <= 2 * half_diagonal
        hiding = tuple(index[may] for index in hiding)
    low, high = keys[:, *corners[0]][hiding], keys[:, *corners[7]][hiding]
    centers, part = (samples.positions(low) + samples.positions(high)) / 2, low >> 48
    if len(part) == 0:
        return centers, part
    close = samples.distance(centers, part).abs() <= limit
    return centers[close], part[close]


def _onto_surface(
    samples: FieldSamples, points: Float[Tensor, "N 3"], part: Int[Tensor, " N"], stride: int
) -> Float[Tensor, "N 3"]:
    """Newton steps p - d grad d / |grad d|^2, with forward differences over a quarter of a fine cube."""
    size = float(samples.grid.cell.min()) / 4
    shifts = torch.cat([torch.zeros(1, 3), size * torch.eye(3)]).to(points)
    for _ in range(NEWTON_STEPS):
        asked = (points + shifts[:, None]).reshape(-1, 3)
        distance = samples.distance(asked, part.repeat(4)).reshape(4, -1)
        slope = (distance[1:] - distance[0]).T / size  # [N, 3]
        move = -distance[0, :, None] * slope / slope.square().sum(dim=1, keepdim=True).clamp(min=1e-2)
        furthest = stride * samples.grid.cell.to(points)
        points = points + torch.maximum(torch.minimum(move, furthest), -furthest)
    return points

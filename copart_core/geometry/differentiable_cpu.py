"""Differentiable rendering on the CPU: embree finds what each pixel sees, torch computes it again with gradients.

What a pixel sees of a flat triangle is the point where its ray meets the triangle's plane, which is the point that its
barycentric coordinates give, in fewer operations; depth and normal follow from it. `differentiable_outline` finds where
outlines run between pixel centres, and the blending happens here.

Faces, vertices, views (B * V) and pixels (B * V * H * W, row by row) are counted over the whole batch. M pixels that
see a face, K crossings of outlines. Depths are compared in units of the mesh, expected to be of the size of 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore_scene import EmbreeScene
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional

from copart_core.geometry.differentiable_cameras import Cameras, to_pixels, to_rays
from copart_core.geometry.differentiable_outline import Crossings, cross, joined, outline

_GRAZING = 1e-2  # cosine between ray and face under which the depth keeps its value and loses its exploding gradient
_APART = 1e-5  # surfaces whose depths differ by less do not hide one another
_SMALLEST = 1e-12  # twice the area of a face under which it has no proper normal

Mesh = tuple[Float[Tensor, "N 3"], Int[Tensor, "F 3"]]


@dataclass(frozen=True, eq=False)
class _Seen:
    """The M pixels that see a face."""

    pixel: Int[Tensor, " M"]
    face: Int[Tensor, " M"]
    origins: Float[Tensor, "M 3"]  # on the pixel's ray, where depth is 0
    directions: Float[Tensor, "M 3"]  # depth grows by 1 along them
    nearest: Float[Tensor, " M"]  # least depth of the face's corners
    farthest: Float[Tensor, " M"]  # largest


def draw(
    meshes: Sequence[Mesh], cameras: Cameras, size: int
) -> tuple[Float[Tensor, "B V H W"], Float[Tensor, "B V H W 3"], Float[Tensor, "B V H W"]]:
    """Depth, normal and mask as `differentiable.Rendering` has them; all tensors on the CPU in one floating type."""
    first_vertex = np.cumsum([0] + [len(vertices) for vertices, _ in meshes])
    first_face = np.cumsum([0] + [len(faces) for _, faces in meshes])
    exact = cameras.to(torch.empty(0, dtype=torch.float64))
    seen: list[_Seen] = []
    crossings: list[Crossings] = []
    for index, (vertices, faces) in enumerate(meshes):
        views = torch.arange(cameras.shape[1]) + index * cameras.shape[1]
        pixels, depth = to_pixels(exact, views[:, None], vertices.detach().double(), size)  # [V, N, 2], [V, N]
        perspective = exact.perspective[index]
        if bool(((depth <= 0) & perspective[:, None]).any()):
            raise ValueError(f"expected meshes in front of their cameras, mesh {index} is not; move the eyes")
        seen.append(_cast(vertices.detach(), faces.long(), cameras, views, pixels, depth, int(first_face[index]), size))
        edges = outline(faces.long().numpy(), pixels.numpy())
        found = cross(edges, pixels.numpy(), depth.numpy(), perspective.numpy(), size)
        crossings.append(found.shifted(int(views[0]), int(first_vertex[index])))
    points = torch.cat([vertices for vertices, _ in meshes])
    triangles = torch.cat([faces.long() + int(start) for (_, faces), start in zip(meshes, first_vertex, strict=False)])
    together = _Seen(*(torch.cat([getattr(part, name) for part in seen]) for name in _Seen.__dataclass_fields__))
    return _shade(points, triangles, together, joined(crossings), cameras, size)


def _cast(
    vertices: Tensor, faces: Tensor, cameras: Cameras, views: Tensor, pixels: Tensor, depth: Tensor, first_face: int,
    size: int,
) -> _Seen:  # fmt: skip
    """What the pixels of the views see of one mesh; rays are cast only within its bounds in the image."""
    low = (pixels.amin(dim=1) - 0.5).ceil().clamp(0, size).long().tolist()  # the first pixel centre inside, (x, y)
    high = (pixels.amax(dim=1) + 0.5).floor().clamp(0, size).long().tolist()
    # depth 0 may lie behind the surface for an orthographic camera: its rays start in front of all
    starts = torch.where(cameras.perspective.flatten()[views], 0.0, depth.amin(dim=1) - 1).tolist()
    numbers: list[Tensor] = []
    rays: list[tuple[Tensor, Tensor, Tensor]] = []
    for view, start, (left, top), (right, bottom) in zip(views.tolist(), starts, low, high, strict=True):
        rows = torch.arange(top, max(top, bottom))[:, None].expand(-1, max(right - left, 0))
        columns = torch.arange(left, max(left, right)).expand(len(rows), -1)
        numbers.append(((view * size + rows) * size + columns).flatten())
        centers = torch.stack([columns, rows], dim=-1).flatten(0, 1).to(vertices) + 0.5
        origins, directions = to_rays(cameras, torch.tensor(view), centers, size)
        rays.append((origins, directions, origins + start * directions))
    number = torch.cat(numbers)
    origins, directions, begins = (torch.cat(part) for part in zip(*rays, strict=True))

    scene = EmbreeScene()
    _mesh = TriangleMesh(scene, vertices.float().numpy(), faces.int().numpy())
    face = torch.full_like(number, -1)
    if len(number):
        face = torch.from_numpy(scene.run(begins.float().numpy(), directions.float().numpy())).long()
    hit = torch.nonzero(face >= 0)[:, 0]
    face, number = face[hit], number[hit]
    corner_depths = depth[:, faces]  # [V, F, 3]
    which = (number // (size * size) - views[0]) * len(faces) + face
    nearest, farthest = (bound.flatten()[which] for bound in (corner_depths.amin(-1), corner_depths.amax(-1)))
    return _Seen(number, face + first_face, origins[hit], directions[hit], nearest.to(vertices), farthest.to(vertices))


def _shade(
    points: Float[Tensor, "N 3"], faces: Int[Tensor, "F 3"], seen: _Seen, crossings: Crossings, cameras: Cameras,
    size: int,
) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
    """The images from what is seen, differentiable in `points`."""
    normals = face_normals(points, faces)
    planes = torch.cat([normals, (normals * points[faces[:, 0]]).sum(dim=-1, keepdim=True)], dim=-1)  # [F, 4]
    plane = planes.index_select(0, seen.face)
    depth, slope = _meet(plane, seen.origins, seen.directions)
    depth = torch.where(slope.detach().abs() < _GRAZING, depth.detach(), depth)
    depth = depth + (depth.detach().clamp(seen.nearest, seen.farthest) - depth.detach())  # slivers have bad planes
    normal = plane[:, :3] * -torch.sign(slope.detach())[:, None]

    shape = (*cameras.shape, size, size)
    background = cameras.background.flatten().repeat_interleave(size * size)
    images = [
        background.index_copy(0, seen.pixel, depth),
        points.new_zeros(len(background), 3).index_copy(0, seen.pixel, normal),
        points.new_zeros(len(background)).index_fill(0, seen.pixel, 1.0),
    ]
    crossings = _visible(crossings, seen, images[0].detach(), planes.detach(), cameras, size)
    depth, normal, mask = _blend(images, crossings, points, cameras, size)
    return depth.reshape(shape), normal.reshape(*shape, 3), mask.reshape(shape)


def face_normals(vertices: Float[Tensor, "N 3"], faces: Int[Tensor, "F 3"]) -> Float[Tensor, "F 3"]:
    """Unit normals, by the right hand around the faces' corners; shorter for a face without an area."""
    first, second, third = (vertices[corner] for corner in faces.unbind(dim=1))
    return functional.normalize(torch.linalg.cross(second - first, third - first), dim=-1, eps=_SMALLEST)


def _meet(planes: Float[Tensor, "M 4"], origins: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
    """Depth [M] at which rays meet planes (unit normal, distance), and the slope [M]: normal times direction."""
    normals = planes[:, :3]
    slope = (normals * directions).sum(dim=-1)
    height = planes[:, 3] - (normals * origins).sum(dim=-1)
    return height / torch.where(slope.abs() < 1e-12, 1e-12, slope), slope


def _visible(
    crossings: Crossings, seen: _Seen, depth: Tensor, planes: Tensor, cameras: Cameras, size: int
) -> Crossings:
    """The crossings at which what is seen changes, at most one for a pair of pixels and direction.

    The pixel on the faces' side must see a face, and the other one another face or nothing. Where it sees a face, both
    the edge and what the first pixel sees must lie in front of that face's plane. Of several such crossings the one
    farthest from the first pixel counts, which is where the coverage ends, and of two in one place the nearer one.
    """
    face = torch.full_like(depth, -1, dtype=torch.long)
    face[seen.pixel] = seen.face
    inside, outside = (torch.from_numpy(pixel) for pixel in crossings.pixels(size))
    rows = torch.nonzero((face[inside] >= 0) & (face[inside] != face[outside]))[:, 0]
    crossings, inside, outside = crossings[rows.numpy()], inside[rows], outside[rows]

    behind = face[outside]
    exact = cameras.to(torch.empty(0, dtype=torch.float64))
    view = torch.from_numpy(crossings.view)
    plane = planes[behind.clamp_min(0)].double()
    centers = torch.stack([inside % size, inside // size % size], dim=-1) + 0.5
    there, _ = _meet(plane, *to_rays(exact, view, torch.from_numpy(crossings.positions()), size))
    here, _ = _meet(plane, *to_rays(exact, view, centers.double(), size))
    in_front = (torch.from_numpy(crossings.depth) < there - _APART) & (depth[inside] < here - _APART)
    rows = torch.nonzero((behind < 0) | in_front)[:, 0].numpy()
    crossings, inside = crossings[rows], inside.numpy()[rows]

    pair = (inside * 2 + crossings.axis) * 2 + crossings.inward
    order = np.lexsort((-crossings.depth, np.where(crossings.inward, -crossings.place, crossings.place), pair))
    last = np.flatnonzero(np.diff(pair[order], append=-1))
    return crossings[order[last]]


def _blend(images: list[Tensor], crossings: Crossings, points: Tensor, cameras: Cameras, size: int) -> list[Tensor]:
    """Blends pixels with their neighbours over the outline; `images` [B * V * H * W, ...] are changed in place.

    With the crossing at f in 0..1 on the way from the inner pixel's centre to the outer one's, the inner surface covers
    f - 1/2 of the outer pixel, or where f < 1/2 the outer one 1/2 - f of the inner pixel.
    """
    view, axis = torch.from_numpy(crossings.view), torch.from_numpy(crossings.axis)
    ends = points[torch.from_numpy(crossings.ends)]  # [K, 2, 3]
    pixels, _ = to_pixels(cameras, view[:, None], ends, size)
    along, across = torch.where((axis == 0)[:, None, None], pixels, pixels.flip(-1)).unbind(dim=-1)  # [K, 2] each
    line, first = torch.from_numpy(crossings.line).to(points) + 0.5, torch.from_numpy(crossings.first).to(points) + 0.5
    share = (line - across[:, 0]) / (across[:, 1] - across[:, 0])
    covered = along[:, 0] + share * (along[:, 1] - along[:, 0]) - first
    inward = torch.from_numpy(crossings.inward)
    excess = torch.where(inward, 1 - covered, covered) - 0.5
    inside, outside = (torch.from_numpy(pixel) for pixel in crossings.pixels(size))
    target = torch.where(excess.detach() > 0, outside, inside)
    for image in images:
        change = image[inside] - image[outside]
        image.index_add_(0, target, change * (excess if image.ndim == 1 else excess[:, None]))
    return images

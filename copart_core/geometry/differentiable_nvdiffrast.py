"""Differentiable rendering on CUDA by nvdiffrast (Laine et al. 2020), with the images of `differentiable_cpu`.

Needs `nvdiffrast` and a CUDA device (requirements-gpu.txt). Written against nvdiffrast's documented interface and not
run yet, for want of such a device; the CPU back end is the reference, and a test compares the two where both are there.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from copart_core.geometry.differentiable_cameras import Cameras, to_view
from copart_core.geometry.differentiable_cpu import face_normals

Mesh = tuple[Float[Tensor, "N 3"], Int[Tensor, "F 3"]]


def is_available() -> bool:
    """Whether nvdiffrast is installed and a CUDA device is there."""
    return importlib.util.find_spec("nvdiffrast") is not None and torch.cuda.is_available()


def draw(
    meshes: Sequence[Mesh], cameras: Cameras, size: int
) -> tuple[Float[Tensor, "B V H W"], Float[Tensor, "B V H W 3"], Float[Tensor, "B V H W"]]:
    """Depth, normal and mask as `differentiable.Rendering` has them; all tensors on one CUDA device.

    nvdiffrast computes in float32 whatever the meshes' floating type is.
    """
    like = meshes[0][0]
    if not is_available():
        raise ValueError(
            "expected nvdiffrast and a CUDA device for the back end 'nvdiffrast', got at most one of them; install "
            "requirements-gpu.txt, or use the back end 'cpu'"
        )
    if like.device.type != "cuda":
        raise ValueError(f"expected meshes on a CUDA device for the back end 'nvdiffrast', got them on {like.device}")
    cameras = cameras.to(like.float())
    pictures = [
        _draw_one(vertices.float(), faces.int().contiguous(), cameras.select(index), size)
        for index, (vertices, faces) in enumerate(meshes)
    ]
    picture = torch.stack(pictures).to(like.dtype)
    return picture[..., 0], picture[..., 1:4], picture[..., 4]


@cache
def _context(device: torch.device) -> Any:
    import nvdiffrast.torch as dr  # pyright: ignore[reportMissingImports]

    return dr.RasterizeCudaContext(device=device)


def _draw_one(
    vertices: Float[Tensor, "N 3"], faces: Int[Tensor, "F 3"], cameras: Cameras, size: int
) -> Float[Tensor, "V H W 5"]:
    """Depth, normal and mask of one mesh, as channels."""
    import nvdiffrast.torch as dr  # pyright: ignore[reportMissingImports]

    clip, depth = clip_space(vertices, cameras)
    raster, _ = dr.rasterize(_context(vertices.device), clip, faces, (size, size))
    # nvdiffrast's own depth has no gradient, so ours is interpolated like any other quantity
    seen_depth, _ = dr.interpolate(depth[..., None].contiguous(), raster, faces)
    face = raster[..., 3].long() - 1  # [V, H, W], -1 in the background
    hit, face = (face >= 0)[..., None], face.clamp_min(0)
    normals = face_normals(vertices, faces.long())
    away = facing_away(vertices.detach(), faces.long(), normals.detach(), cameras)  # [V, F]
    turned = torch.where(away.gather(1, face.flatten(1)).reshape(hit.shape), -normals[face], normals[face])
    background = cameras.background[0, :, None, None, None]
    channels = [torch.where(hit, seen_depth, background), torch.where(hit, turned, 0.0), hit.to(vertices)]
    picture = dr.antialias(torch.cat(channels, dim=-1).contiguous(), raster, clip, faces)
    return picture.flip(1)  # nvdiffrast's first row is the lowest


def facing_away(vertices: Tensor, faces: Tensor, normals: Tensor, cameras: Cameras) -> Bool[Tensor, "V F"]:
    """Whether the normals of a mesh's faces point away from the viewers of its V views."""
    rays = vertices[faces[:, 0]] - cameras.eye[0, :, None]  # [V, F, 3]
    rays = torch.where(cameras.perspective[0, :, None, None], rays, cameras.forward[0, :, None])
    return (rays * normals).sum(dim=-1) > 0


def clip_space(
    vertices: Float[Tensor, "N 3"], cameras: Cameras
) -> tuple[Float[Tensor, "V N 4"], Float[Tensor, "V N"]]:
    """OpenGL's clip coordinates (x right, y up, z/w from -1 near to 1 far) and the depth of one mesh in its V views.

    Near and far planes lie just outside the mesh. Raises where it is not in front of a perspective camera.
    """
    view = torch.arange(cameras.shape[1], device=vertices.device)[:, None]
    right, up, depth = to_view(cameras, view, vertices).unbind(dim=-1)  # [V, N]
    perspective, reach = cameras.perspective[0, :, None], cameras.half_height[0, :, None]
    near, far = depth.detach().amin(dim=1, keepdim=True), depth.detach().amax(dim=1, keepdim=True)
    if bool((perspective & (near <= 0)).any()):
        raise ValueError("expected meshes in front of their cameras, one is not; move the eyes")
    margin = 0.01 * (far - near) + 1e-3 * near.abs().clamp_max(1)
    near, far = near - margin, far + margin
    w = torch.where(perspective, depth, torch.ones_like(depth))
    flat = (2 * depth - near - far) / (far - near)  # linear in depth
    deep = ((near + far) * depth - 2 * near * far) / (far - near)  # linear in 1 / depth once divided by w
    return torch.stack([right / reach, up / reach, torch.where(perspective, deep, flat), w], dim=-1).contiguous(), depth

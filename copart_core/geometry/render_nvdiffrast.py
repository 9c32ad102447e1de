"""The six axis views on a CUDA device by nvdiffrast, with the results of `render.render_axis_views`.

Needs `nvdiffrast` and a CUDA device (requirements-gpu.txt). It was written against nvdiffrast's documented interface
and has not been run yet, for want of such a device: the CPU renderer is the reference.
"""

from __future__ import annotations

import importlib.util

import numpy as np
from numpy.typing import ArrayLike, NDArray

from copart_core.geometry.cameras import AXIS_VIEWS, VIEWS
from copart_core.geometry.render import ColorFn, Hits, RayScene, finish_views


def is_available() -> bool:
    """Whether nvdiffrast is installed and a CUDA device is there."""
    if importlib.util.find_spec("nvdiffrast") is None:
        return False
    import torch

    return torch.cuda.is_available()


def rasterize_axis_views(vertices: ArrayLike, faces: ArrayLike, size: int) -> tuple[NDArray, NDArray, NDArray]:
    """Face index [6, H, W] (-1 outside), barycentric weights [6, H, W, 3] and depth [6, H, W] (0 near, 2 far)."""
    import nvdiffrast.torch as dr  # pyright: ignore[reportMissingImports]
    import torch

    device = torch.device("cuda")
    points = torch.as_tensor(np.asarray(vertices, np.float32), device=device)
    triangles = torch.as_tensor(np.asarray(faces, np.int32), device=device)
    axes = torch.tensor([[v.right, v.up, v.outward] for v in AXIS_VIEWS], dtype=torch.float32, device=device)
    seen = torch.einsum("vac,nc->vna", axes, points)  # x right, y up, z towards the viewer
    # clip space: y up as in OpenGL, z from -1 (near) to 1 (far), shrunk a little so that the cube is not clipped
    clip = torch.cat([seen[..., :2], -0.999 * seen[..., 2:], torch.ones_like(seen[..., :1])], dim=-1).contiguous()
    raster, _ = dr.rasterize(dr.RasterizeCudaContext(device=device), clip, triangles, (size, size))
    raster = raster.flip(1).cpu().numpy()  # nvdiffrast's first row is the lowest
    face = raster[..., 3].astype(np.int64) - 1
    first, second = raster[..., 0].astype(np.float64), raster[..., 1].astype(np.float64)
    weights = np.stack([first, second, 1 - first - second], axis=-1)
    return face, weights, 1 + raster[..., 2].astype(np.float64) / 0.999


def render_axis_views(
    vertices: ArrayLike, faces: ArrayLike, color: ColorFn, size: int = 64, supersample: int = 2
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """As `render.render_axis_views`: colours [6, H, W, 3] with the background filled, and mask [6, H, W]."""
    scene = RayScene(vertices, faces)
    face, weights, depth = (
        part.reshape(VIEWS * (size * supersample) ** 2, *part.shape[3:])
        for part in rasterize_axis_views(vertices, faces, size * supersample)
    )
    ray = np.flatnonzero(face >= 0)
    points = np.einsum("mk,mkc->mc", weights[ray], scene.vertices[scene.faces[face[ray]]])
    hits = Hits(ray, face[ray], weights[ray], points, scene.face_normals[face[ray]], 1 + depth[ray])
    return finish_views(hits, color, size, supersample)

"""Differentiable rendering: depth, normals and mask of meshes, with gradients to the vertices.

    rendering = render([(vertices, faces), ...], Cameras.stack([[Camera.orbit(...), ...], ...]), size=256)
    loss = (rendering.depth - truth.depth).abs().mean() + (rendering.normal - truth.normal).abs().mean()

This is what the depth and normal terms of the VAE's loss need (CoPart, supplementary, equation 17). Inside a surface
the gradient of a pixel comes from the triangle that it sees. Visibility itself is a step and has no gradient;
silhouettes are therefore anti-aliased in all three images: where the outline crosses between two neighbouring pixel
centres, the pixel that it lies in is blended with its neighbour by the position of the crossing, which depends on the
vertices (Laine et al., "Modular Primitives for High-Performance Differentiable Rendering", 2020, section 3.6).

Edges between two faces that are both seen are not blended. Depth is continuous there, so its gradient is whole; normals
jump, so that their gradient turns faces and moves outlines, and knows nothing of faces that slide across pixels.

Two back ends make the same images up to that blending: nvdiffrast on CUDA (`differentiable_nvdiffrast`) and embree with
torch on the CPU (`differentiable_cpu`). The latter finds all outline edges, also those of triangles that no pixel sees;
nvdiffrast only those of triangles that a pixel sees, so that on meshes as fine as the pixels it blends fewer of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from copart_core.geometry import differentiable_cpu, differentiable_nvdiffrast
from copart_core.geometry.differentiable_cameras import Cameras

__all__ = ["BACKENDS", "Cameras", "Rendering", "pick_backend", "render"]

Mesh = tuple[Float[Tensor, "N 3"], Int[Tensor, "F 3"]]
BACKENDS = ("nvdiffrast", "cpu")


@dataclass(frozen=True, eq=False)
class Rendering:
    """Images of B meshes from V cameras each; row 0 is the top, pixels as in geometry/cameras.py.

    A partly covered pixel is a mix of what lies on the two sides of the outline. The mix is linear and sums over up to
    four neighbours, so that at a speck smaller than a pixel `mask` may leave [0, 1] a little.
    """

    depth: Float[Tensor, "B V H W"]  # along the view axis from the eye; `Cameras.background` where nothing is seen
    normal: Float[Tensor, "B V H W 3"]  # of the face, in the mesh's frame, unit, to the viewer; 0 in the background
    mask: Float[Tensor, "B V H W"]  # coverage: 1 on the mesh, 0 in the background
    backend: str  # what drew it, one of BACKENDS


def pick_backend(device: torch.device) -> str:
    """What `render` uses for meshes on `device` unless told: nvdiffrast on CUDA where it is installed, else the CPU."""
    return "nvdiffrast" if device.type == "cuda" and differentiable_nvdiffrast.is_available() else "cpu"


def render(meshes: Sequence[Mesh], cameras: Cameras, size: int, backend: str | None = None) -> Rendering:
    """Draws B meshes from V cameras each, [size, size] pixels an image; differentiable in the meshes' vertices.

    `meshes` are (vertices [N, 3] in float32 or float64, faces [F, 3]), each with its own N and F, all on one device;
    the images come in the same floating type on the same device. Faces need not be oriented or closed: both sides are
    drawn and normals face the viewer, which changes nothing on a closed mesh with faces turned outward. `backend` is
    one of BACKENDS, or None for `pick_backend`; asking for one that cannot be used is an error, never a change to the
    other. So are an empty mesh, vertices that are not finite, and vertices behind the eye of a perspective camera.
    """
    _check(meshes, cameras, size)
    device = meshes[0][0].device
    backend = pick_backend(device) if backend is None else backend
    with torch.autocast(device.type, enabled=False):  # half precision is too coarse for pixel positions
        if backend == "nvdiffrast":
            depth, normal, mask = differentiable_nvdiffrast.draw(meshes, cameras.to(meshes[0][0]), size)
        elif backend == "cpu":
            here = [(vertices.cpu(), faces.cpu()) for vertices, faces in meshes]
            images = differentiable_cpu.draw(here, cameras.to(here[0][0]), size)
            depth, normal, mask = (image.to(device) for image in images)
        else:
            raise ValueError(f"expected a back end of {BACKENDS} or None, got {backend!r}")
    return Rendering(depth, normal, mask, backend)


def _check(meshes: Sequence[Mesh], cameras: Cameras, size: int) -> None:
    if len(meshes) != cameras.shape[0]:
        raise ValueError(f"expected cameras for each of {len(meshes)} meshes, got them for {cameras.shape[0]}")
    if size < 2:
        raise ValueError(f"expected images of at least 2 x 2 pixels, got size {size}")
    first = meshes[0][0]
    for index, (vertices, faces) in enumerate(meshes):
        if vertices.ndim != 2 or vertices.shape[1] != 3 or faces.ndim != 2 or faces.shape[1] != 3:
            raise ValueError(
                f"expected vertices [N, 3] and faces [F, 3], got {list(vertices.shape)} and {list(faces.shape)} "
                f"for mesh {index}"
            )
        if vertices.dtype not in (torch.float32, torch.float64) or vertices.dtype != first.dtype:
            raise ValueError(
                f"expected all vertices in float32 or all in float64, got {vertices.dtype} for mesh {index} and "
                f"{first.dtype} for mesh 0; convert them"
            )
        if vertices.device != first.device or faces.device != first.device:
            raise ValueError(
                f"expected all meshes on {first.device}, got mesh {index} on {vertices.device} and {faces.device}"
            )
        if not len(faces):
            raise ValueError(f"expected a mesh with faces, got none for mesh {index}; leave empty meshes out")
        if not bool(torch.isfinite(vertices.detach()).all()):
            raise ValueError(f"expected finite vertices, got NaN or infinity in mesh {index}")
        if int(faces.min()) < 0 or int(faces.max()) >= len(vertices):
            raise ValueError(
                f"expected faces of vertices 0..{len(vertices) - 1}, got {int(faces.min())}..{int(faces.max())} "
                f"in mesh {index}"
            )

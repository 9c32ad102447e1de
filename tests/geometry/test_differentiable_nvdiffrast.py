"""The nvdiffrast back end: its clip space and sides anywhere, its images and gradients where CUDA is."""

import numpy as np
import pytest
import torch
import trimesh

from copart_core.geometry.cameras import AXIS_VIEWS, Camera
from copart_core.geometry.differentiable import Cameras, render
from copart_core.geometry.differentiable_cameras import to_pixels
from copart_core.geometry.differentiable_cpu import face_normals
from copart_core.geometry.differentiable_nvdiffrast import clip_space, facing_away, is_available

VIEWS = [AXIS_VIEWS[0], AXIS_VIEWS[4], Camera.orbit([0, 0, 0], 1.0, 35, 20), Camera.orbit([0, 0, 0], 1.0, -70, -30)]


def mesh(dtype: torch.dtype = torch.float64) -> tuple[torch.Tensor, torch.Tensor]:
    found = trimesh.creation.icosphere(subdivisions=2, radius=0.6)
    return torch.tensor(found.vertices * [1, 0.7, 1.2] + [0.1, 0, -0.1], dtype=dtype), torch.tensor(found.faces)


def test_clip_space_has_the_pixels_of_the_cameras_and_keeps_the_order_of_depths():
    vertices, _ = mesh()
    cameras = Cameras.stack([VIEWS])
    clip, depth = clip_space(vertices, cameras)
    pixels, expected = to_pixels(cameras, torch.arange(4)[:, None], vertices, 50)
    torch.testing.assert_close(depth, expected)
    flat = clip[..., :3] / clip[..., 3:]
    torch.testing.assert_close(torch.stack([1 + flat[..., 0], 1 - flat[..., 1]], dim=-1) * 25, pixels)
    assert flat[..., 2].abs().max() < 1 and clip[..., 3].min() > 0
    for view in range(4):
        np.testing.assert_array_equal(np.sort(flat[view, :, 2].numpy()), flat[view, depth[view].argsort(), 2])
    with pytest.raises(ValueError, match="in front of their cameras"):
        clip_space(vertices, Cameras.stack([[Camera.look_at([0, 0, 0.2], [0, 0, 0])]]))


def test_faces_turned_away_are_those_that_the_other_back_end_turns():
    """On a convex body the visible faces are those whose normals do not point away."""
    vertices, faces = mesh()
    cameras = Cameras.stack([VIEWS])
    normals = face_normals(vertices, faces)
    away = facing_away(vertices, faces, normals, cameras)
    seen = render([(vertices, faces)], cameras, 64)
    for view in range(4):
        inside = seen.normal[0, view][seen.mask[0, view] == 1]
        near = (inside[:, None] - normals).abs().sum(dim=-1)
        which = near.argmin(dim=1)[near.amin(dim=1) < 1e-9]
        assert len(which) > 100 and not away[view, which].any()


@pytest.mark.skipif(not is_available(), reason="needs nvdiffrast and a CUDA device")
def test_both_back_ends_draw_the_same_images_and_gradients():
    # triangles of several pixels, whose outlines nvdiffrast finds too
    cameras = Cameras.stack([VIEWS])
    vertices, faces = mesh(torch.float32)
    gradients = []
    renderings = []
    for device, backend in (("cpu", "cpu"), ("cuda", "nvdiffrast")):
        scale = torch.ones(3, device=device, requires_grad=True)
        rendering = render([(vertices.to(device) * scale, faces.to(device))], cameras, 256, backend)
        assert rendering.backend == backend and rendering.depth.device.type == device
        terms = rendering.mask.mean(), rendering.depth.mean(), (rendering.normal**2).mean()
        gradients.append(torch.stack([torch.autograd.grad(t, scale, retain_graph=True)[0].cpu() for t in terms]))
        renderings.append(rendering)
    first, second = renderings
    assert float((first.mask - second.mask.cpu()).abs().mean()) < 1e-3
    assert float((first.depth - second.depth.cpu()).abs().mean()) < 2e-3
    assert float((first.normal - second.normal.cpu()).abs().mean()) < 2e-3
    core = (first.mask == 1) & (second.mask.cpu() == 1)
    assert float((first.depth - second.depth.cpu())[core].abs().quantile(0.99)) < 1e-4
    torch.testing.assert_close(gradients[1], gradients[0], rtol=0.1, atol=0.01)

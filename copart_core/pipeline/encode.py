"""Kept parts: a mesh back to latents (paper 4.1), and a kept mesh after its box was moved or resized."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
import trimesh

from copart_core.geometry.frames import Frame
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.render import mesh_colors, render_axis_views
from copart_core.geometry.sampling import sample_surface
from copart_core.models.folder import CoPartModel
from copart_core.models.image_vae import VIEW_SIZE, encode_views
from copart_core.pipeline.project import PartLatents, Project
from copart_core.scene import MIN_SIDE_RATIO, Box, Part

SURFACE_POINTS = 4096
OUTSIDE = 0.05  # of a side: a mesh that reaches further out of its box was not made for it


def made_for(part: Part, project: Project) -> Box:
    """The box that the part's mesh was made for: as stored with its latents, else as the project's own scene says.

    A mesh that does not lie in that box (a GLB knows no boxes, and the scene may have changed) was made for its bounds.
    """
    if part.id in project.latents:
        return _box(project.latents[part.id].box)
    box, bounds = project.scene.part(part.id).box, project.meshes[part.id].bounds().astype(np.float64)
    slack = OUTSIDE * np.array(box.size)
    if (bounds[0] >= np.array(box.min) - slack).all() and (bounds[1] <= np.array(box.max) + slack).all():
        return box
    thin = MIN_SIDE_RATIO * float((bounds[1] - bounds[0]).max())  # an imported sheet has no thickness
    grow = np.maximum(thin - (bounds[1] - bounds[0]), 0) / 2
    return _box(np.stack([bounds[0] - grow, bounds[1] + grow]))


def corners(box: Box) -> np.ndarray:
    """A box as latents hold it, [2, 3]."""
    return np.array([box.min, box.max])


def _box(low_high: np.ndarray) -> Box:
    low, high = (tuple(corner.tolist()) for corner in low_high)
    return Box(min=low, max=high)


@torch.inference_mode()
def encode_part(model: CoPartModel, mesh: PartMesh, part: Part, project: Project) -> PartLatents:
    """E3D and E2D of a part's mesh in the box that it was made for."""
    box = made_for(part, project)
    frame = Frame.of(box)
    stretched = trimesh.Trimesh(frame.to_box(mesh.vertices), mesh.faces, process=False)
    points, normals, _ = sample_surface(stretched, SURFACE_POINTS, np.random.default_rng(0))
    views, _ = render_axis_views(stretched.vertices, stretched.faces, mesh_colors(mesh), VIEW_SIZE)
    device = model.device
    posterior = model.shape_vae.encode(
        torch.from_numpy(points).to(device)[None], torch.from_numpy(normals).to(device)[None]
    )
    image = encode_views(model.image_vae, torch.from_numpy(views))
    return PartLatents(
        model.shape_vae.normalize(posterior.mean)[0].cpu().numpy(), image.cpu().numpy(), corners(box)
    )


def moved_to(mesh: PartMesh, made_box: np.ndarray, part: Part) -> PartMesh:
    """A kept mesh in the part's present box: the very same object while the box has not changed, else mapped to it."""
    present = corners(part.box)
    if np.array_equal(present, made_box):
        return mesh
    scale = (present[1] - present[0]) / (made_box[1] - made_box[0])
    vertices = ((mesh.vertices - made_box[0]) * scale + present[0]).astype(np.float32)
    normals = mesh.normals / scale
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return replace(mesh, vertices=vertices, normals=normals.astype(np.float32))

"""From latents to the textured mesh of one part, and to its coarse preview."""

# diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from copart_core.geometry.bake import bake, bake_vertex_colors
from copart_core.geometry.extraction import EmptyPartError, extract
from copart_core.geometry.finish import CREASE_ANGLE, crease_normals, finish
from copart_core.geometry.frames import Frame
from copart_core.geometry.part_mesh import PartMesh
from copart_core.models.folder import CoPartModel
from copart_core.models.image_vae import decode_views
from copart_core.scene import Part

PREVIEW_RESOLUTION = 20
SWELL = 0.012  # box coordinates: the field is grown by so much before the box cuts it (our choice)
TARGET_FACES = 3000
TEXTURE_SIZE = 256
REMEDY = "give it another seed or a plainer caption"


class PartError(ValueError):
    """A part that could not be decoded; the message names it and the remedy."""


def _surface(
    model: CoPartModel, geometry: Float[Tensor, "T D"], resolution: int
) -> tuple[np.ndarray, np.ndarray]:
    field, weights = model.shape_vae.field_of(model.shape_vae.denormalize(geometry))

    def inside_box(points: Float[Tensor, "N 3"]) -> tuple[Float[Tensor, "N"], Float[Tensor, "N 3"]]:
        """The field cut to the part's box, which a part by definition never leaves; flat sides come out flat."""
        distance, deformation = field(points)
        outside = points.to(distance).abs().amax(dim=-1) - 1
        return torch.maximum(distance - SWELL, outside), deformation

    return extract(inside_box, weights, resolution)


@torch.inference_mode()
def decode_part(
    model: CoPartModel, geometry: Float[Tensor, "T D"], image: Float[Tensor, "V C h w"], part: Part
) -> PartMesh:
    """The finished mesh of a part in document space. Errors: `PartError` naming the part."""
    try:
        return _decode(model, geometry, image, part)
    except EmptyPartError:
        raise PartError(f"part {part.title!r} came out empty; {REMEDY}, or make its box thicker") from None
    except ValueError as error:
        raise PartError(f"part {part.title!r} came out broken ({error}); {REMEDY}") from error


def _decode(
    model: CoPartModel, geometry: Float[Tensor, "T D"], image: Float[Tensor, "V C h w"], part: Part
) -> PartMesh:
    frame = Frame.of(part.box)
    vertices, faces = _surface(model, geometry, model.shape_vae.config.resolution)
    # Lengths and angles are judged in the part frame, views are seen in box coordinates.
    finished = finish(vertices * frame.extent, faces, TARGET_FACES)
    views = decode_views(model.image_vae, image).cpu().numpy()
    vertices, faces, normals, uv, png = bake(
        finished.vertices / frame.extent, finished.faces, finished.normals, views, TEXTURE_SIZE, extent=frame.extent
    )
    return PartMesh(frame.from_box(vertices).astype(np.float32), faces, normals, uv, png)


@torch.inference_mode()
def preview_part(
    model: CoPartModel, geometry: Float[Tensor, "T D"], image: Float[Tensor, "V C h w"], part: Part
) -> PartMesh | None:
    """A coarse mesh with vertex colours while the part is still noisy; None while there is no surface yet."""
    try:
        vertices, faces = _surface(model, geometry, PREVIEW_RESOLUTION)
    except EmptyPartError:
        return None
    frame = Frame.of(part.box)
    views = decode_views(model.image_vae, image).cpu().numpy()
    smooth, triangles, normals = crease_normals(vertices * frame.extent, faces, CREASE_ANGLE)
    colors = bake_vertex_colors(smooth / frame.extent, triangles, normals, views)
    return PartMesh(frame.to_outer(smooth).astype(np.float32), triangles.astype(np.uint32), normals, colors=colors)

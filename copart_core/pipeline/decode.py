"""From latents to the textured meshes of the parts, and to their coarse previews."""

# diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from copart_core.geometry.bake import bake, bake_vertex_colors
from copart_core.geometry.extraction import EmptyPartError, Field, Mesh, PartsError, extract_parts
from copart_core.geometry.finish import CREASE_ANGLE, crease_normals, finish
from copart_core.geometry.frames import Frame
from copart_core.geometry.part_mesh import PartMesh
from copart_core.models.folder import CoPartModel
from copart_core.models.image_vae import decode_views
from copart_core.scene import Part

PREVIEW_RESOLUTION = 20
SWELL = 0.004  # the field is grown by so much before the box cuts it (our choice), in the coordinates of the shape VAE
SWELL_SHARE = 0.25  # of the distance up to which the field can tell anything, at most
MEMORY_MIB = 512  # for the queries of the extraction
COARSE = 16  # cubes an axis of its coarse grid: specks that it misses would be removed as floaters anyway
TARGET_FACES = 3000
TEXTURE_SIZE = 256
REMEDY = "give it another seed or a plainer caption"


class PartError(ValueError):
    """A part that could not be decoded; the message names it and the remedy."""


class InsideBoxes:
    """A field cut to the parts' boxes, which a part by definition never leaves; flat sides come out flat."""

    def __init__(self, field: Field, half_sides: Float[Tensor, "P 3"]):
        self.field, self.half_sides = field, half_sides
        self.parts, self.bytes_per_point, self.truncation = field.parts, field.bytes_per_point, field.truncation
        self.swell = min(SWELL, SWELL_SHARE * field.truncation)

    def select(self, rows: list[int]) -> InsideBoxes:
        return InsideBoxes(self.field.select(rows), self.half_sides[rows])

    def distance(self, points: Float[Tensor, "P N 3"]) -> tuple[Float[Tensor, "P N"], Float[Tensor, "P N 3"]]:
        distance, deformation = self.field.distance(points)
        outside = (points.to(distance).abs() - self.half_sides[:, None].to(distance)).amax(dim=-1)
        return torch.maximum(distance - self.swell, outside), deformation

    def weights(self, centers: Float[Tensor, "P S 3"]) -> tuple[Tensor, Tensor, Tensor]:
        return self.field.weights(centers)


@torch.inference_mode()
def part_surfaces(
    model: CoPartModel, geometry: Float[Tensor, "P T D"], parts: Sequence[Part], resolution: int | None = None
) -> list[Mesh | PartError]:
    """The surfaces of all parts in box coordinates, decoded together; in a failed part's place the error naming it.

    `resolution` None is the model's own.
    """
    vae = model.shape_vae
    extents = np.stack([Frame.of(part.box).extent for part in parts])
    scale = extents if vae.frame == "part" else np.ones_like(extents)  # VAE coordinates = box coordinates x scale
    field = InsideBoxes(vae.field_of(vae.denormalize(geometry)), torch.from_numpy(scale))
    names = [part.title for part in parts]
    failed: dict[int, PartError] = {}
    try:
        found = extract_parts(
            field, resolution or vae.config.resolution, names=names, memory_mib=MEMORY_MIB, coarse=COARSE
        )
    except PartsError as error:
        found = error.meshes
        for row, problem in error.errors.items():
            failed[row] = PartError(f"part {names[row]!r} came out broken ({problem}); {REMEDY}")
            if isinstance(problem, EmptyPartError):
                failed[row] = PartError(f"part {names[row]!r} came out empty; {REMEDY}, or make its box thicker")
    return [
        failed[row] if mesh is None else Mesh((mesh.vertices / scale[row]).astype(np.float32), mesh.faces)
        for row, mesh in enumerate(found)
    ]


@torch.inference_mode()
def finish_part(model: CoPartModel, surface: Mesh, image: Float[Tensor, "V C h w"], part: Part) -> PartMesh:
    """The finished mesh of a part in document space. Errors: `PartError` naming the part."""
    try:
        return _finish(model, surface, image, part)
    except ValueError as error:
        raise PartError(f"part {part.title!r} came out broken ({error}); {REMEDY}") from error


def _finish(model: CoPartModel, surface: Mesh, image: Float[Tensor, "V C h w"], part: Part) -> PartMesh:
    frame = Frame.of(part.box)
    # Lengths and angles are judged in the part frame, views are seen in box coordinates.
    finished = finish(surface.vertices * frame.extent, surface.faces, TARGET_FACES)
    views = decode_views(model.image_vae, image).cpu().numpy()
    vertices, faces, normals, uv, png = bake(
        finished.vertices / frame.extent, finished.faces, finished.normals, views, TEXTURE_SIZE, extent=frame.extent
    )
    return PartMesh(frame.from_box(vertices).astype(np.float32), faces, normals, uv, png)


@torch.inference_mode()
def preview_parts(
    model: CoPartModel, geometry: Float[Tensor, "P T D"], images: Float[Tensor, "P V C h w"], parts: Sequence[Part]
) -> Iterator[tuple[Part, PartMesh]]:
    """Coarse meshes with vertex colours while the parts are still noisy, without those that have no surface yet."""
    surfaces = part_surfaces(model, geometry, parts, PREVIEW_RESOLUTION)
    for part, image, surface in zip(parts, images, surfaces, strict=True):
        if isinstance(surface, PartError):
            continue
        frame = Frame.of(part.box)
        views = decode_views(model.image_vae, image).cpu().numpy()
        smooth, triangles, normals = crease_normals(surface.vertices * frame.extent, surface.faces, CREASE_ANGLE)
        colors = bake_vertex_colors(smooth / frame.extent, triangles, normals, views)
        vertices = frame.to_outer(smooth).astype(np.float32)
        yield part, PartMesh(vertices, triangles.astype(np.uint32), normals, colors=colors)

"""Textures from the six axis views of a part: every texel blends the views that see it.

Points are in box coordinates, where the views live (`cameras`). Normals are those of the part's true shape: they decide
how squarely a view sees a surface, and only signs along the axes survive the stretching of a box.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from copart_core.geometry.cameras import AXIS_VIEWS, VIEWS, project
from copart_core.geometry.render import RayScene, fill_background
from copart_core.geometry.srgb import encode_png
from copart_core.geometry.unwrap import unwrap

Floats = NDArray[np.float64]

SHARPNESS = 4  # power of the cosine: 45 degrees between two views still blend, at 30 degrees one has 90 % (our choice)
GRAZING = 0.15  # below this cosine a view is too slanted to be worth a ray
NEIGHBOURS = 4  # seen points that an unseen one takes its colour from
CLEARANCE = 2e-3  # box coordinates: how far a ray starts off its surface


def bake(
    vertices: ArrayLike,
    faces: ArrayLike,
    normals: ArrayLike,
    views: NDArray[np.uint8],
    texture_size: int = 256,
    *,
    extent: ArrayLike = (1.0, 1.0, 1.0),
) -> tuple[NDArray[np.float32], NDArray[np.uint32], NDArray[np.float32], NDArray[np.float32], bytes]:
    """A texture from `views` [6, H, W, 3] sRGB: vertices [V', 3], faces [F, 3], normals [V', 3], uv [V', 2] and PNG
    bytes.

    `vertices` [V, 3] in box coordinates; vertices are doubled at seams. `extent` are the half sides of the part
    (`Frame.extent`), so that texels are square on the part and not on the stretched box. The texture is `texture_size`
    square, larger where many charts need it. Deterministic. Errors: ValueError for views of another shape, or a mesh
    that cannot be unwrapped.
    """
    vertices, normals = np.asarray(vertices, np.float64), np.asarray(normals, np.float64)
    _check_views(views)
    atlas = unwrap(vertices * np.asarray(extent, np.float64), faces, normals, texture_size)
    vertices, normals = vertices[atlas.source], normals[atlas.source]
    size = atlas.texture_size
    texel, face, weights = _texels(atlas.uv, atlas.faces, size)
    corners = atlas.faces[face].astype(np.int64)
    points = np.einsum("mk,mkc->mc", weights, vertices[corners])
    scene = RayScene(vertices, atlas.faces)
    smooth = np.einsum("mk,mkc->mc", weights, normals[corners])
    colors = blend_views(scene, points, smooth, scene.face_normals[face], views)

    image = np.zeros((size * size, 3), np.uint8)
    covered = np.zeros(len(image), bool)
    image[texel], covered[texel] = colors, True
    image, covered = image.reshape(size, size, 3), covered.reshape(size, size)
    fill_background(image, covered, np.zeros(3, np.uint8))
    return vertices.astype(np.float32), atlas.faces, normals.astype(np.float32), atlas.uv, encode_png(image)


def bake_vertex_colors(
    vertices: ArrayLike, faces: ArrayLike, normals: ArrayLike, views: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Vertex colours [V, 4] (sRGB, opaque) from the views: for dense meshes and previews, which need no atlas."""
    _check_views(views)
    points, unit = np.asarray(vertices, np.float64), np.asarray(normals, np.float64)
    colors = blend_views(RayScene(points, faces), points, unit, unit, views)
    return np.concatenate([colors, np.full((len(colors), 1), 255, np.uint8)], axis=1)


def _check_views(views: NDArray[np.uint8]) -> None:
    if views.dtype != np.uint8 or views.ndim != 4 or len(views) != VIEWS or views.shape[3] != 3:
        raise ValueError(f"expected {VIEWS} views as uint8 [{VIEWS}, H, W, 3], got {views.dtype} {views.shape}")


def _texels(
    uv: NDArray[np.float32], faces: NDArray[np.uint32], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Texels whose centre a face covers: flat index [M], face [M], barycentric weights [M, 3].

    The atlas is a flat mesh, so rays from above are the rasteriser.
    """
    flat = RayScene(np.column_stack([uv * size, np.zeros(len(uv))]), faces)
    rows, columns = np.mgrid[:size, :size]
    origins = np.stack([columns + 0.5, rows + 0.5, np.ones_like(rows)], axis=-1).reshape(-1, 3)
    hits = flat.cast(origins, np.broadcast_to([0.0, 0.0, -1.0], origins.shape))
    return hits.ray, hits.face, hits.weights


def blend_views(
    scene: RayScene, points: Floats, normals: Floats, face_normals: Floats, views: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Colours [M, 3] of surface points [M, 3], seen past the other surfaces of `scene` (all in box coordinates).

    A view counts with the cosine of `normals` to its axis to the power of `SHARPNESS` where it sees the point. Points
    that no view sees, such as the inside of a tube, take the mean colour of the nearest seen ones: a view would show
    them what lies in front. Errors: ValueError where nothing is seen at all.
    """
    outward = np.array([view.outward for view in AXIS_VIEWS], np.float64)  # [6, 3]
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    cosines = (normals / np.maximum(length, 1e-12)) @ outward.T  # [M, 6]
    facing = (cosines > GRAZING) & (face_normals @ outward.T > 0)
    total, weight = np.zeros((len(points), 3)), np.zeros((len(points), 1))
    starts = points + CLEARANCE * face_normals
    for number in range(VIEWS):
        candidates = np.flatnonzero(facing[:, number])
        if not len(candidates):
            continue
        origins = starts[candidates] + CLEARANCE * outward[number]
        clear = candidates[~scene.blocked(origins, np.broadcast_to(outward[number], origins.shape))]
        share = cosines[clear, number, None] ** SHARPNESS
        total[clear] += share * _look_up(views[number], number, points[clear])
        weight[clear] += share
    seen = weight[:, 0] > 0
    if not seen.any():
        raise ValueError("no view sees the mesh: its faces point inward; orient them outward")
    colors = total / np.where(seen[:, None], weight, 1)
    if not seen.all():
        known = colors[seen]
        _, nearest = KDTree(points[seen]).query(points[~seen], k=min(NEIGHBOURS, len(known)))
        colors[~seen] = known[np.asarray(nearest).reshape(int((~seen).sum()), -1)].mean(axis=1)
    return np.rint(colors).astype(np.uint8)


def _look_up(image: NDArray[np.uint8], number: int, points: Floats) -> Floats:
    """Bilinear samples [M, 3] of a view at points in box coordinates; beyond its border the border pixels go on."""
    height, width = image.shape[:2]
    pixels, _ = project(AXIS_VIEWS[number], points, 1.0)
    x = np.clip(pixels[:, 0] * width - 0.5, 0, width - 1)
    y = np.clip(pixels[:, 1] * height - 0.5, 0, height - 1)
    left, top = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    right, bottom = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    across, down = (x - left)[:, None], (y - top)[:, None]
    upper = image[top, left] * (1 - across) + image[top, right] * across
    lower = image[bottom, left] * (1 - across) + image[bottom, right] * across
    return upper * (1 - down) + lower * down

"""Rendering on the CPU: rays against meshes (embree), the six axis views of a part, and shaded pictures.

Axis views show the plain surface colour without light, because textures are baked from them. Their background is filled
with the colour of the nearest surface pixel, so that nothing foreign bleeds into a texture and the views stay smooth.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore_scene import EmbreeScene
from numpy.typing import ArrayLike, NDArray
from PIL import Image
from scipy import ndimage

from copart_core.geometry.cameras import AXIS_VIEWS, VIEWS, Camera, view_rays
from copart_core.geometry.part_mesh import PartMesh

Floats = NDArray[np.float64]
Rgb = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Hits:
    """Where rays met surfaces; only the rays that hit something are listed."""

    ray: NDArray[np.int64]  # [M], index of the ray
    face: NDArray[np.int64]  # [M]
    weights: Floats  # [M, 3], barycentric, of the face's three corners
    points: Floats  # [M, 3]
    normals: Floats  # [M, 3], unit, of the face: outward where the mesh is oriented
    depth: Floats  # [M], along the ray

    def select(self, mask: NDArray[np.bool_], first_face: int = 0) -> Hits:
        """The hits where `mask` [M] is true, with faces counted from `first_face`."""
        return Hits(
            self.ray[mask], self.face[mask] - first_face, self.weights[mask], self.points[mask], self.normals[mask],
            self.depth[mask],
        )  # fmt: skip


ColorFn = Callable[[Hits], Rgb]  # [M, 3], sRGB


class RayScene:
    """A triangle soup that rays can be cast at: vertices [V, 3], faces [F, 3]."""

    def __init__(self, vertices: ArrayLike, faces: ArrayLike) -> None:
        self.vertices = np.ascontiguousarray(vertices, np.float64)
        self.faces = np.ascontiguousarray(faces, np.int64)
        if not len(self.faces) or not np.isfinite(self.vertices).all():
            raise ValueError(f"expected a mesh of finite vertices with faces, got {len(self.faces)} faces")
        self._scene = EmbreeScene()
        self._mesh = TriangleMesh(self._scene, self.vertices.astype(np.float32), self.faces.astype(np.int32))
        self._corners = self.vertices[self.faces]
        sides = np.diff(self._corners, axis=1)
        normals = np.cross(sides[:, 0], sides[:, 1])
        self.face_normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-300)  # [F, 3]

    def cast(self, origins: ArrayLike, directions: ArrayLike) -> Hits:
        """The nearest hits of the rays origins [N, 3], directions [N, 3]."""
        origins, directions = np.asarray(origins, np.float32), np.asarray(directions, np.float32)
        found = self._scene.run(origins, directions, output=True)
        ray = np.flatnonzero(found["primID"] >= 0)
        face = found["primID"][ray].astype(np.int64)
        second, third = found["u"][ray].astype(np.float64), found["v"][ray].astype(np.float64)
        weights = np.stack([1 - second - third, second, third], axis=-1)
        points = np.einsum("mk,mkc->mc", weights, self._corners[face])
        return Hits(ray, face, weights, points, self.face_normals[face], found["tfar"][ray].astype(np.float64))

    def first_faces(
        self, origins: NDArray[np.float32], directions: NDArray[np.float32]
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Only the face [N] (-1 where there is none) and the depth [N] of each ray's nearest hit."""
        found = self._scene.run(origins, directions, output=True)
        return found["primID"], found["tfar"]

    def blocked(self, origins: ArrayLike, directions: ArrayLike, reach: float = np.inf) -> NDArray[np.bool_]:
        """[N]: whether the rays hit anything within `reach`."""
        origins, directions = np.asarray(origins, np.float32), np.asarray(directions, np.float32)
        face, depth = self.first_faces(origins, directions)
        return (face >= 0) & (depth < reach)


# ---- where the colour comes from ----------------------------------------------------------------------------------


def vertex_colors(faces: ArrayLike, colors: ArrayLike) -> ColorFn:
    """Colours [V, 3 or 4] uint8 at the vertices, interpolated."""
    corner_colors = np.asarray(colors)[:, :3].astype(np.float64)[np.asarray(faces)]
    return lambda hits: np.einsum("mk,mkc->mc", hits.weights, corner_colors[hits.face]).round().astype(np.uint8)


def texture_colors(corner_uv: ArrayLike, image: ArrayLike) -> ColorFn:
    """An image [H, W, 3 or 4] uint8 looked up bilinearly at the UV [F, 3, 2] of the faces' corners.

    glTF convention: (0, 0) is the upper left corner of the image; coordinates outside [0, 1] repeat it.
    """
    corner_uv, pixels = np.asarray(corner_uv, np.float64), np.asarray(image)[..., :3]
    return lambda hits: sample_texture(pixels, np.einsum("mk,mkc->mc", hits.weights, corner_uv[hits.face]))


def sample_texture(image: Rgb, uv: Floats) -> Rgb:
    """Bilinear look-up with repetition: image [H, W, 3], uv [M, 2] (origin upper left) -> [M, 3]."""
    height, width = image.shape[:2]
    x, y = uv[:, 0] * width - 0.5, uv[:, 1] * height - 0.5
    left, top = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    across, down = (x - left)[:, None], (y - top)[:, None]
    columns, rows = (left % width, (left + 1) % width), (top % height, (top + 1) % height)
    upper = image[rows[0], columns[0]] * (1 - across) + image[rows[0], columns[1]] * across
    lower = image[rows[1], columns[0]] * (1 - across) + image[rows[1], columns[1]] * across
    return (upper * (1 - down) + lower * down).round().astype(np.uint8)


def mesh_colors(mesh: PartMesh) -> ColorFn:
    """The colour of a PartMesh: its texture, its vertex colours, or light grey where it has neither."""
    if mesh.texture_png is not None and mesh.uv is not None:
        with Image.open(io.BytesIO(mesh.texture_png)) as image:
            return texture_colors(mesh.uv[mesh.faces], np.asarray(image.convert("RGB")))
    if mesh.colors is not None:
        return vertex_colors(mesh.faces, mesh.colors)
    return lambda hits: np.full((len(hits.ray), 3), 200, np.uint8)


# ---- axis views ---------------------------------------------------------------------------------------------------


def render_axis_views(
    vertices: ArrayLike, faces: ArrayLike, color: ColorFn, size: int = 64, supersample: int = 2
) -> tuple[Rgb, NDArray[np.bool_]]:
    """The six axis views of a mesh in box coordinates: colours [6, H, W, 3] and mask [6, H, W].

    `vertices` [V, 3], `faces` [F, 3]; `color` is asked at the hit points. A pixel is in the mask where any of its
    supersample^2 rays hits; its colour is the mean of those that do. Outside the mask stands the colour of the nearest
    pixel of the mask; a view that sees nothing (a sheet from its edge) has the mean colour of the other views.
    """
    hits = RayScene(vertices, faces).cast(*_all_view_rays(size * supersample))
    return finish_views(hits, color, size, supersample)


def finish_views(hits: Hits, color: ColorFn, size: int, supersample: int) -> tuple[Rgb, NDArray[np.bool_]]:
    """Colours [6, H, W, 3], background filled, and mask [6, H, W] from the hits of all views' rays, view by view."""
    fine = size * supersample
    if not len(hits.ray):
        raise ValueError("none of the six axis views sees the mesh; expected box coordinates in [-1, 1]")
    shades = np.zeros((VIEWS * fine * fine, 4), np.uint16)  # red, green, blue and 1 where there was a hit
    shades[hits.ray, :3], shades[hits.ray, 3] = color(hits), 1
    shades = shades.reshape(VIEWS, fine, fine, 4)
    sums = np.zeros((VIEWS, size, size, 4), np.uint16)
    for row, column in np.ndindex(supersample, supersample):
        sums += shades[:, row::supersample, column::supersample]
    total, count = sums[..., :3], sums[..., 3]
    colors = (total / np.maximum(count, 1)[..., None]).round().astype(np.uint8)
    mask = count > 0
    mean = colors[mask].mean(axis=0).round().astype(np.uint8)
    for view in range(VIEWS):
        fill_background(colors[view], mask[view], mean)
    return colors, mask


@lru_cache(maxsize=4)
def _all_view_rays(size: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The rays of the six views one after the other: origins and directions [6 * H * W, 3]."""
    rays = [view_rays(view, size) for view in AXIS_VIEWS]
    origins, directions = (np.concatenate([ray[side] for ray in rays]).astype(np.float32) for side in (0, 1))
    return origins, directions


def fill_background(colors: Rgb, mask: NDArray[np.bool_], otherwise: Rgb) -> None:
    """In place: pixels of `colors` [H, W, 3] outside `mask` [H, W] take the colour of the nearest pixel inside it."""
    if not mask.any():
        colors[:] = otherwise
    elif not mask.all():
        nearest = np.asarray(ndimage.distance_transform_edt(~mask, return_distances=False, return_indices=True))
        colors[:] = colors[nearest[0], nearest[1]]


# ---- shaded pictures ----------------------------------------------------------------------------------------------

_KEY_LIGHT = np.array([0.45, 0.80, 0.40]) / np.linalg.norm([0.45, 0.80, 0.40])
_SKY, _GROUND_BOUNCE = np.array([0.98, 1.0, 1.04]), np.array([0.42, 0.40, 0.38])
_FLOOR = 0.94  # linear grey of the ground and, far away, of the background
_OCCLUSION_RAYS = 12


def render_image(
    meshes: Sequence[PartMesh],
    size: int = 384,
    azimuth: float = 35.0,
    elevation: float = 22.0,
    supersample: int = 2,
) -> Rgb:
    """A shaded perspective picture [H, W, 3] of parts in document space, on a light ground with a soft shadow.

    Angles in degrees as in `Camera.orbit`. Key light, sky light with ambient occlusion, smooth normals; deterministic.
    """
    if not meshes:
        raise ValueError("expected at least one mesh to draw, got none")
    bounds = np.stack([mesh.bounds() for mesh in meshes]).astype(np.float64)
    low, high = bounds[:, 0].min(axis=0), bounds[:, 1].max(axis=0)
    radius = max(float(np.linalg.norm(high - low)) / 2, 1e-9)
    camera = Camera.orbit((low + high) / 2, 1.02 * radius, azimuth, elevation)
    fine = size * supersample
    origins, directions = camera.rays(fine, fine)
    scene, albedo_of, normal_of = _assemble(meshes)
    hits = scene.cast(origins, directions)

    picture = np.full((fine * fine, 3), _FLOOR)
    down = directions[:, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(down < 0, (low[1] - origins[:, 1]) / down, np.inf)
    reach[hits.ray] = np.inf
    ground = np.flatnonzero(np.isfinite(reach))
    spots = origins[ground] + reach[ground, None] * directions[ground]
    near = np.linalg.norm(spots - (low + high) / 2, axis=1) < 3 * radius
    ground, spots = ground[near], spots[near]
    upward = np.tile([0.0, 1.0, 0.0], (len(spots), 1))
    open_sky = _open_sky(scene, spots + 1e-4 * radius * upward, upward, 0.8 * radius, ground)
    lit = ~scene.blocked(spots + 1e-4 * radius * upward, np.tile(_KEY_LIGHT, (len(spots), 1)))
    picture[ground] *= (0.55 * open_sky + 0.45 * (0.55 + 0.45 * lit))[:, None]

    normals = normal_of(hits)
    normals[np.einsum("mc,mc->m", normals, directions[hits.ray]) > 0] *= -1
    starts = hits.points + 2e-3 * radius * normals
    open_sky = _open_sky(scene, starts, normals, 0.6 * radius, hits.ray)[:, None]
    facing = np.maximum(normals @ _KEY_LIGHT, 0.0)
    facing[scene.blocked(starts, np.tile(_KEY_LIGHT, (len(starts), 1)))] *= 0.15
    hemisphere = _GROUND_BOUNCE + (_SKY - _GROUND_BOUNCE) * (0.5 + 0.5 * normals[:, 1:2])
    picture[hits.ray] = albedo_of(hits) * (0.62 * open_sky * hemisphere + 0.55 * facing[:, None])
    return _to_srgb(picture.reshape(size, supersample, size, supersample, 3).mean(axis=(1, 3)))


def _assemble(meshes: Sequence[PartMesh]) -> tuple[RayScene, Callable[[Hits], Floats], Callable[[Hits], Floats]]:
    """One scene of all meshes, its linear albedo [M, 3] and its smooth unit normals [M, 3] at hits."""
    vertices = np.concatenate([mesh.vertices for mesh in meshes])
    first_vertex = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes])
    first_face = np.cumsum([0] + [len(mesh.faces) for mesh in meshes])
    pairs = zip(meshes, first_vertex, strict=False)
    faces = np.concatenate([mesh.faces.astype(np.int64) + start for mesh, start in pairs])
    vertex_normals = np.concatenate([mesh.normals for mesh in meshes]).astype(np.float64)
    color_fns = [mesh_colors(mesh) for mesh in meshes]

    def albedo(hits: Hits) -> Floats:
        colors = np.zeros((len(hits.ray), 3), np.uint8)
        for color, start, end in zip(color_fns, first_face[:-1], first_face[1:], strict=True):
            mine = (hits.face >= start) & (hits.face < end)
            if mine.any():
                colors[mine] = color(hits.select(mine, start))
        return _to_linear(colors)

    def normal(hits: Hits) -> Floats:
        normals = np.einsum("mk,mkc->mc", hits.weights, vertex_normals[faces[hits.face]])
        length = np.linalg.norm(normals, axis=1, keepdims=True)
        return np.where(length > 1e-6, normals / np.maximum(length, 1e-6), hits.normals)

    return RayScene(vertices, faces), albedo, normal


def _open_sky(
    scene: RayScene, points: Floats, normals: Floats, reach: float, pixel: NDArray[np.int64]
) -> Floats:
    """[M]: the cosine-weighted share of the hemisphere over `points` that is free within `reach`."""
    rng = np.random.default_rng(0)
    turns = rng.random(int(pixel.max()) + 1 if len(pixel) else 0)[pixel]  # each pixel turns the pattern its own way
    helper = np.where(np.abs(normals[:, :1]) < 0.9, [1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
    tangent = np.cross(normals, helper)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-12)
    binormal = np.cross(normals, tangent)
    free = np.zeros(len(points))
    for index in range(_OCCLUSION_RAYS):
        squared = (index + 0.5) / _OCCLUSION_RAYS  # squared sine of the angle to the normal: cosine-weighted
        angle = 2 * np.pi * (turns + index * 0.61803398875)
        flat = np.cos(angle)[:, None] * tangent + np.sin(angle)[:, None] * binormal
        directions = np.sqrt(squared) * flat + np.sqrt(1 - squared) * normals
        free += ~scene.blocked(points, directions, reach)
    return free / _OCCLUSION_RAYS


def _to_linear(colors: Rgb) -> Floats:
    share = colors / 255.0
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _to_srgb(light: Floats) -> Rgb:
    light = np.clip(light, 0.0, 1.0)
    share = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return (share * 255).round().astype(np.uint8)

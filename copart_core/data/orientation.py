"""Which side of a triangle soup is out: faces turned so that winding numbers and normals mean something.

Real models mix three habits, each of which spoils a winding number: neighbouring faces that are wound differently,
pieces turned inside out, and surfaces whose faces are all there twice, once each way, so that they show from both sides
(their winding number is 0 everywhere, though they may bound a body). `outward` undoes them.

Neighbours are made to agree by libigl (a breadth-first search over edges of two faces). A patch is then turned where
its back sees more of the surroundings than its front (Takayama et al., A Simple Method for Correcting Facet
Orientations in Polygon Meshes Based on Ray Casting, 2014; libigl has it too, but seeds it with the clock). Nothing is
turned without evidence: a cavity, which sees as little from either side, stays as it is.
"""

from __future__ import annotations

import igl
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from copart_core.geometry.render import RayScene

Vertices = NDArray[np.float64]
Faces = NDArray[np.int64]
Labels = NDArray[np.int64]

_DIRECTIONS = 16  # rays of a probe: half to its front, half opposite to its back
_PROBES = (4, 64)  # of a patch, at least and at most
_ALL_PROBES = 4096
_OFFSET = 1e-4  # of the rays' start from the surface, box coordinates
_EVIDENCE = 0.1  # a patch is turned where its back has more free rays than its front by this share


def outward(vertices: Vertices, faces: Faces) -> Faces:
    """The faces [F', 3] of `faces` [F, 3], turned outward; of faces with the same vertices [V, 3] the first stays.

    Faces must have an area (`with_area`). Their order stays.
    """
    _, first = np.unique(np.sort(faces, axis=1), axis=0, return_index=True)
    faces = faces[np.sort(first)]
    torn = np.flatnonzero(~closed_pieces(faces))
    patch = np.zeros(0, np.int64)
    if len(torn):
        faces[torn], patch = _consistent(vertices, faces[torn])
    closed, unit = closed_pieces(faces), pieces(faces)  # a closed piece is judged as a whole, an open one by patches
    apart = ~closed[torn]
    unit[torn[apart]] = unit.max() + 1 + patch[apart]
    _, unit = np.unique(unit, return_inverse=True)
    inward = np.bincount(unit, _volumes(vertices, faces)) < 0
    asked = np.unique(unit[~closed | inward[unit]])
    if len(asked):
        turned = np.isin(unit, _seen_from_behind(vertices, faces, unit, asked))
        faces = np.where(turned[:, None], faces[:, ::-1], faces)
    return np.ascontiguousarray(faces)


def with_area(vertices: Vertices, faces: Faces) -> Faces:
    """The faces that have an area: needles spoil the winding number."""
    return np.ascontiguousarray(faces[areas(vertices, faces) > 0])


def areas(vertices: Vertices, faces: Faces) -> NDArray[np.float64]:
    """[F]: the area of each face."""
    return np.linalg.norm(_doubled_normals(vertices, faces), axis=1) / 2


def pieces(faces: Faces) -> Labels:
    """[F]: the connected piece (faces that share a vertex) of each face."""
    count = int(faces.max()) + 1
    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    links = sparse.coo_array((np.ones(len(start), bool), (start, end)), (count, count))
    label = sparse.csgraph.connected_components(links, directed=False)[1][faces[:, 0]]
    return np.unique(label, return_inverse=True)[1]


def closed_pieces(faces: Faces) -> NDArray[np.bool_]:
    """[F]: whether a face belongs to a connected piece in which each directed edge has its opposite as often as itself.

    The winding number of such a piece is a whole number everywhere.
    """
    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    count = int(faces.max()) + 1
    forth, back = np.sort(start * count + end), np.sort(end * count + start)
    if np.array_equal(forth, back):
        return np.ones(len(faces), bool)
    edges, times = np.unique(forth, return_counts=True)
    opposite = edges % count * count + edges // count
    matched = np.searchsorted(forth, opposite, "right") - np.searchsorted(forth, opposite, "left") == times
    label = pieces(faces)
    open_vertex = np.zeros(count, bool)
    open_vertex[edges[~matched] // count] = True
    return ~np.isin(label, label[open_vertex[faces].any(axis=1)])


def stratified_points(
    vertices: Vertices, faces: Faces, label: Labels, count: int, rng: np.random.Generator
) -> tuple[Vertices, Vertices]:
    """`count` points on the faces of each label, uniform by area: points and unit normals [labels * count, 3]."""
    order = np.argsort(label, kind="stable")
    doubled = _doubled_normals(vertices, faces)[order]
    area = np.linalg.norm(doubled, axis=1)
    ends = np.cumsum(area)
    last = np.searchsorted(label[order], np.arange(int(label.max()) + 1), "right") - 1
    first = np.concatenate([[0], last[:-1] + 1])
    low, high = ends[first] - area[first], ends[last]
    share = (np.arange(count) + rng.random((len(low), count))) / count
    at = np.searchsorted(ends, low[:, None] + share * (high - low)[:, None], "right")
    at = at.clip(first[:, None], last[:, None]).ravel()  # rounding must not lead to a neighbour
    weights = rng.dirichlet((1.0, 1.0, 1.0), len(at))
    points = np.einsum("nk,nkc->nc", weights, vertices[faces[order[at]]])
    return points, doubled[at] / area[at, None]


# ---- steps of `outward` -------------------------------------------------------------------------------------------


def _consistent(vertices: Vertices, faces: Faces) -> tuple[Faces, Labels]:
    """Neighbours wound alike, in each patch as most of its area was; and the patch [F] of each face."""
    agreed, patch = igl.bfs_orient(np.ascontiguousarray(faces))
    agreed, patch = np.asarray(agreed).reshape(-1, 3), np.asarray(patch).ravel()
    normals, before = _doubled_normals(vertices, agreed), _doubled_normals(vertices, faces)
    alike = np.einsum("fc,fc->f", normals, before) > 0
    area = np.linalg.norm(before, axis=1)
    against = np.bincount(patch, np.where(alike, area, -area)) < 0
    return np.where(against[patch][:, None], agreed[:, ::-1], agreed), patch


def _seen_from_behind(vertices: Vertices, faces: Faces, unit: Labels, asked: Labels) -> Labels:
    """The units of `asked` whose back has more free rays than their front."""
    mine = np.isin(unit, asked)
    label = np.searchsorted(asked, unit[mine])
    rng = np.random.default_rng(0)
    probes = int(np.clip(_ALL_PROBES // len(asked), *_PROBES))
    points, normals = stratified_points(vertices, faces[mine], label, probes, rng)
    half = rng.normal(size=(len(points), _DIRECTIONS // 2, 3))
    half *= np.sign(np.einsum("nkc,nc->nk", half, normals))[..., None]  # to the front
    scene = RayScene(vertices, faces)
    free = []
    for side in (1, -1):
        start = np.repeat(points + side * _OFFSET * normals, half.shape[1], axis=0)
        blocked = scene.blocked(start, side * half.reshape(-1, 3))
        free.append(1 - blocked.reshape(len(asked), -1).mean(axis=1))
    return asked[free[1] - free[0] > _EVIDENCE]


def _doubled_normals(vertices: Vertices, faces: Faces) -> Vertices:
    """[F, 3]: normals, twice the area long."""
    sides = np.diff(vertices[faces], axis=1)
    return np.cross(sides[:, 0], sides[:, 1])


def _volumes(vertices: Vertices, faces: Faces) -> NDArray[np.float64]:
    """[F]: what each face adds to the signed volume of its piece."""
    centre = vertices[faces].reshape(-1, 3).mean(axis=0)
    return np.einsum("fc,fc->f", _doubled_normals(vertices, faces), vertices[faces[:, 0]] - centre) / 6

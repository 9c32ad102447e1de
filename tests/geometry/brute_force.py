"""Dual marching cubes by brute force, one cube and one face at a time, as an independent witness for the tables.

Corners, edges and faces are global lattice points, pairs and quadruples of them; nothing is numbered and nothing comes
from `dual_tables`. All weights are one.
"""

from __future__ import annotations

import itertools
from collections import defaultdict

import numpy as np

Corner = tuple[int, int, int]
Edge = frozenset[Corner]


def cube_faces(cube: Corner) -> list[tuple[int, int, list[Corner]]]:
    """(axis, side, corners in ring order) of a cube's six faces."""
    faces = []
    for axis, side in itertools.product(range(3), (0, 1)):
        ring = []
        for steps in ((0, 0), (0, 1), (1, 1), (1, 0)):
            offset = list(steps)
            offset.insert(axis, side)
            ring.append(tuple(int(c + o) for c, o in zip(cube, offset, strict=True)))
        faces.append((axis, side, ring))
    return faces


def pieces(inside: dict[Corner, bool], cube: Corner, joined: bool) -> tuple[list[set[Edge]], list[tuple[int, int]]]:
    """The closed curves of the surface on a cube, as sets of crossed edges, and the (axis, side) of the ambiguous faces
    both of whose segments are on one curve. `joined`: on ambiguous faces segments cut off the outside corners."""
    neighbours: dict[Edge, set[Edge]] = defaultdict(set)
    ambiguous = []
    for axis, side, ring in cube_faces(cube):
        crossed = [k for k in range(4) if inside[ring[k]] != inside[ring[(k + 1) % 4]]]
        edges = [frozenset((ring[k], ring[(k + 1) % 4])) for k in range(4)]
        if len(crossed) == 2:
            pairs = [tuple(crossed)]
        elif len(crossed) == 4:
            cut_off = [k for k in range(4) if inside[ring[k]] != joined]
            pairs = [((k - 1) % 4, k) for k in cut_off]
            ambiguous.append((axis, side, edges))
        else:
            pairs = []
        for one, other in pairs:
            neighbours[edges[one]].add(edges[other])
            neighbours[edges[other]].add(edges[one])
    curves: list[set[Edge]] = []
    for edge in neighbours:
        if not any(edge in curve for curve in curves):
            curve, waiting = set(), [edge]
            while waiting:
                now = waiting.pop()
                if now not in curve:
                    curve.add(now)
                    waiting.extend(neighbours[now])
            curves.append(curve)
    pinched = [(axis, side) for axis, side, edges in ambiguous if any(set(edges) <= curve for curve in curves)]
    return curves, pinched


def dual_marching_cubes(sdf: np.ndarray) -> tuple[np.ndarray, list[list[int]]]:
    """Vertices [V, 3] in lattice units and oriented quads of a field [X, Y, Z] (negative inside)."""
    inside = {corner: bool(sdf[corner] < 0) for corner in np.ndindex(sdf.shape)}
    cubes = list(np.ndindex(*(n - 1 for n in sdf.shape)))
    pinched = {cube: pieces(inside, cube, False)[1] for cube in cubes}

    def across(cube: Corner, axis: int, side: int) -> Corner:
        step = 1 if side else -1
        return (cube[0] + step * (axis == 0), cube[1] + step * (axis == 1), cube[2] + step * (axis == 2))

    vertices, vertex_of = [], {}
    for cube in cubes:
        clash = any((axis, 1 - side) in pinched.get(across(cube, axis, side), ()) for axis, side in pinched[cube])
        for curve in pieces(inside, cube, clash)[0]:
            crossings = []
            for a, b in (sorted(edge) for edge in curve):
                share = sdf[a] / (sdf[a] - sdf[b])
                crossings.append((1 - share) * np.array(a) + share * np.array(b))
            for edge in curve:
                vertex_of[cube, edge] = len(vertices)
            vertices.append(np.mean(crossings, axis=0))
    return np.array(vertices).reshape(-1, 3), oriented_quads(inside, vertex_of)


def oriented_quads(inside: dict[Corner, bool], vertex_of: dict[tuple[Corner, Edge], int]) -> list[list[int]]:
    """The vertices around every crossed edge with four cubes, counter-clockwise seen from the edge's outside end."""
    around: dict[Edge, list[Corner]] = defaultdict(list)
    for cube, edge in vertex_of:
        around[edge].append(cube)
    quads = []
    for edge, cubes in around.items():
        if len(cubes) != 4:
            continue
        a, b = sorted(edge, key=lambda corner: not inside[corner])
        out = np.array(b) - np.array(a)
        right = np.roll(np.abs(out), 1)
        up = np.cross(out, right)
        middle = (np.array(a) + np.array(b)) / 2
        offsets = [np.array(cube) + 0.5 - middle for cube in cubes]
        angles = [np.arctan2(offset @ up, offset @ right) for offset in offsets]
        quads.append([vertex_of[cubes[k], edge] for k in np.argsort(angles)])
    return quads

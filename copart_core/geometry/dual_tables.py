"""Connectivity of Dual Marching Cubes: which crossed edges of a cube share a dual vertex.

Numbering: corner k sits at (k & 1, k >> 1 & 1, k >> 2 & 1), so x runs fastest. Edges follow the order that FlexiCubes
networks use for beta, so that published weights mean the same here: the ring around the face y = 0 (0 1 5 4), the ring
around y = 1 (2 3 7 6), then the four edges along y. A case is the 8-bit number whose bit k says that corner k is
inside.

The tables are derived, not typed in. Marching cubes joins the crossed edges of a cube face by face: on a face with two
crossed edges they are neighbours; on an ambiguous face (four crossed edges) those around each inside corner are, which
separates the inside corners. The neighbour relation splits into closed loops, and every loop owns one dual vertex
(Nielson, "Dual Marching Cubes", 2004).

In 36 cases (C16 and C19 in Nielson's list, up to rotation) both pieces of an ambiguous face belong to one loop. Where
two such cubes share that face, four quads would meet in the edge between their dual vertices. There both cubes take the
loops of the complement, which join the inside corners across the face instead (Wenger, "Isosurfaces", 2013).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

CORNERS = np.array([[k & 1, k >> 1 & 1, k >> 2 & 1] for k in range(8)])
EDGES = np.array(
    [[0, 1], [1, 5], [4, 5], [0, 4], [2, 3], [3, 7], [6, 7], [2, 6], [0, 2], [1, 3], [5, 7], [4, 6]]
)  # [12, 2], each from its lower to its upper corner
EDGE_AXIS = np.abs(CORNERS[EDGES[:, 1]] - CORNERS[EDGES[:, 0]]).argmax(axis=1)  # [12]


@dataclass(frozen=True)
class DualTables:
    loop: NDArray[np.int8]  # [256, 12]: which dual vertex of the cube an edge belongs to, -1 where it is not crossed
    count: NDArray[np.int8]  # [256]: dual vertices of a cube
    clash_axis: NDArray[np.int8]  # [256]: normal axis of the face that can clash with its neighbour's, -1 for none
    clash_side: NDArray[np.int8]  # [256]: -1 or +1, the side on which that face lies; 0 for none


def _faces() -> list[tuple[int, int, list[int]]]:
    """(axis, side, the four corners in ring order) of the six faces."""
    faces = []
    for axis in range(3):
        u, v = (a for a in range(3) if a != axis)
        for side in (0, 1):
            ring = [(side << axis) | (i << u) | (j << v) for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))]
            faces.append((axis, side, ring))
    return faces


def _trace(case: int) -> tuple[list[int], tuple[int, int] | None]:
    """Loop number of each edge (-1 where not crossed), and (axis, side) of a face whose pieces share a loop."""
    edge_of = {frozenset(edge.tolist()): number for number, edge in enumerate(EDGES)}
    inside = [bool(case >> corner & 1) for corner in range(8)]
    owner = list(range(12))  # union-find over the edges

    def root(edge: int) -> int:
        while owner[edge] != edge:
            edge = owner[edge]
        return edge

    ambiguous = []
    for axis, side, ring in _faces():
        around = [edge_of[frozenset((ring[i], ring[(i + 1) % 4]))] for i in range(4)]
        crossed = [around[i] for i in range(4) if inside[ring[i]] != inside[ring[(i + 1) % 4]]]
        if len(crossed) == 2:
            owner[root(crossed[0])] = root(crossed[1])
        elif len(crossed) == 4:
            for i in range(4):
                if inside[ring[i]]:
                    owner[root(around[i - 1])] = root(around[i])
            ambiguous.append((axis, side, around))
    loops: dict[int, int] = {}
    numbers = []
    for edge, (a, b) in enumerate(EDGES):
        numbers.append(loops.setdefault(root(edge), len(loops)) if inside[a] != inside[b] else -1)
    clashing = [(axis, side) for axis, side, around in ambiguous if len({numbers[edge] for edge in around}) == 1]
    assert len(clashing) <= 1, f"case {case} has {len(clashing)} faces that may clash"
    return numbers, clashing[0] if clashing else None


@cache
def dual_tables() -> DualTables:
    """The tables, built at first use (about 20 ms)."""
    traced = [_trace(case) for case in range(256)]
    loop = np.array([numbers for numbers, _ in traced], np.int8)
    clash_axis = np.array([-1 if clash is None else clash[0] for _, clash in traced], np.int8)
    clash_side = np.array([0 if clash is None else 2 * clash[1] - 1 for _, clash in traced], np.int8)
    return DualTables(loop, (loop.max(axis=1) + 1).astype(np.int8), clash_axis, clash_side)

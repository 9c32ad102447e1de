"""Fields and checks that the tests of FlexiCubes and of the extraction share."""

from __future__ import annotations

from collections import Counter

import numpy as np
import torch


def plain_weights(resolution, batch=1, dtype=torch.float32):
    one = torch.ones(batch, int(np.prod(resolution)), 12, dtype=dtype)
    return one[..., :8].clone(), one, one[..., 0].clone()


def random_weights(resolution, seed, batch=1, dtype=torch.float32):
    generator = torch.Generator().manual_seed(seed)
    count = int(np.prod(resolution))
    drawn = 0.2 + 1.6 * torch.rand(batch, count, 21, generator=generator, dtype=dtype)
    return drawn[..., :8], drawn[..., 8:20], drawn[..., 20]


def noise(resolution, seed, shift=0.0, dtype=torch.float32, border=True):
    """A random field [G]: every ambiguous case occurs; positive on the border if so wanted."""
    generator = torch.Generator().manual_seed(seed)
    field = torch.randn([r + 1 for r in resolution], generator=generator, dtype=dtype) + shift
    if border:
        padded = torch.ones_like(field)
        padded[1:-1, 1:-1, 1:-1] = field[1:-1, 1:-1, 1:-1]
        field = padded
    return field.reshape(-1)


def sphere(points, radius=0.4):
    return points.norm(dim=-1) - radius


def torus(points, major=0.3, minor=0.12):
    return ((points[..., :2].norm(dim=-1) - major) ** 2 + points[..., 2] ** 2).sqrt() - minor


def box(half, center=(0.0, 0.0, 0.0)):
    """The exact distance to a box, as a function of points [..., 3]."""
    half, center = torch.tensor(half), torch.tensor(center)

    def distance(points):
        outside = (points - center).abs() - half
        return outside.clamp(min=0).norm(dim=-1) + outside.amax(dim=-1).clamp(max=0)

    return distance


def union(*fields):
    return lambda points: torch.stack([field(points) for field in fields]).amin(dim=0)


def directed_edges(faces):
    return Counter(map(tuple, np.asarray(faces)[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).tolist()))


def assert_closed_manifold(faces, vertex_count):
    """Every directed edge once and once reversed; the triangles around each vertex form one fan."""
    directed = directed_edges(faces)
    assert set(directed.values()) <= {1}
    assert all((b, a) in directed for a, b in directed)
    following = [{} for _ in range(vertex_count)]
    for a, b, c in np.asarray(faces).tolist():
        following[a][b], following[b][c], following[c][a] = c, a, b
    for ring in following:
        start = now = next(iter(ring))
        steps = 0
        while True:
            now, steps = ring[now], steps + 1
            if now == start:
                break
        assert steps == len(ring)


def turned(cycles):
    """A set of oriented polygons: each starts at its smallest corner."""
    return {tuple(np.roll(cycle, -int(np.argmin(cycle))).tolist()) for cycle in np.asarray(cycles)}


def euler(vertices, faces):
    return len(vertices) - len(directed_edges(faces)) // 2 + len(faces)


def volume(vertices, faces):
    a, b, c = vertices[faces].transpose(1, 0, 2)
    return float((np.cross(a, b) * c).sum() / 6)

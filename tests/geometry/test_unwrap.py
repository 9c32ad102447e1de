import numpy as np
import trimesh

from copart_core.geometry.finish import crease_normals
from copart_core.geometry.unwrap import unwrap


def torus():
    mesh = trimesh.creation.torus(1.0, 0.4, 24, 12)
    return crease_normals(np.asarray(mesh.vertices), np.asarray(mesh.faces))


def test_every_face_is_laid_out_once_without_overlap():
    vertices, faces, normals = torus()
    atlas = unwrap(vertices, faces, normals, 256)
    assert np.allclose(vertices[atlas.source][atlas.faces], vertices[faces])  # faces in order, positions kept
    assert atlas.uv.min() >= 0 and atlas.uv.max() <= 1 and atlas.charts >= 2
    corners = atlas.uv[atlas.faces].astype(float)
    one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    areas = np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]) / 2
    assert (areas > 0).all()
    rng = np.random.default_rng(0)
    covered = np.zeros(20_000, int)
    points = rng.random((len(covered), 2))
    for a, b, c in corners:
        basis = np.column_stack([b - a, c - a])
        inside = np.linalg.solve(basis, (points - a).T)
        covered += (inside > 1e-3).all(axis=0) & (inside.sum(axis=0) < 1 - 1e-3)
    assert covered.max() == 1
    assert covered.mean() > 0.4  # not a waste of the texture


def test_it_is_deterministic():
    one, other = unwrap(*torus(), 128), unwrap(*torus(), 128)
    assert one.uv.tobytes() == other.uv.tobytes() and one.faces.tobytes() == other.faces.tobytes()


def test_many_charts_get_a_larger_texture():
    moves = [trimesh.transformations.translation_matrix([3 * i, 0, 0]) for i in range(60)]
    box = trimesh.creation.box((1, 1, 1))
    vertices = np.concatenate([trimesh.transform_points(box.vertices, move) for move in moves])
    faces = np.concatenate([box.faces + 8 * i for i in range(60)])
    atlas = unwrap(*crease_normals(vertices, faces), 32)
    assert atlas.charts >= 60 and atlas.texture_size in (64, 128)
    assert unwrap(*torus(), 256).texture_size == 256

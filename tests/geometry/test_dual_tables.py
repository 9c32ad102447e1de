import numpy as np

from copart_core.geometry.dual_tables import CORNERS, EDGE_AXIS, EDGES, dual_tables


def test_edges_join_neighbouring_corners_along_their_axis():
    step = CORNERS[EDGES[:, 1]] - CORNERS[EDGES[:, 0]]
    assert (step == np.eye(3, dtype=int)[EDGE_AXIS]).all()
    assert len({tuple(edge) for edge in EDGES.tolist()}) == 12


def test_every_crossed_edge_has_a_dual_vertex_of_at_least_three_edges():
    tables = dual_tables()
    for case in range(256):
        inside = np.array([case >> k & 1 for k in range(8)], bool)
        crossed = inside[EDGES[:, 0]] != inside[EDGES[:, 1]]
        assert (crossed == (tables.loop[case] >= 0)).all()
        sizes = np.bincount(tables.loop[case][crossed], minlength=tables.count[case])
        assert (sizes >= 3).all()


def test_inside_corners_across_a_face_are_separated_but_outside_ones_are_joined():
    tables = dual_tables()
    diagonal = 1 << 1 | 1 << 2  # two opposite corners of the face z = 0
    assert tables.count[diagonal] == 2
    assert tables.count[255 - diagonal] == 1


def test_only_the_36_rotations_of_c16_and_c19_can_clash():
    tables = dual_tables()
    clashing = np.flatnonzero(tables.clash_side)
    corners = np.array([int(case).bit_count() for case in clashing])
    assert (np.sort(corners) == [5] * 24 + [6] * 12).all()
    # The way out must not lead into another clash.
    assert (tables.clash_side[255 - clashing] == 0).all()
    assert (tables.count[255 - clashing] == 2).all()

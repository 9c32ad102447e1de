import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from copart_core.geometry.flexicubes import find_surface, lattice_keys, lattice_positions
from copart_core.geometry.surface_tracking import LatticeIndex, SurfaceTracker
from tests.geometry.surfaces import noise

CPU = torch.device("cpu")


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(st.lists(st.lists(st.tuples(*[st.integers(0, n - 1) for n in (2, 9, 17, 20)]), max_size=30), max_size=5))
def test_the_index_numbers_points_as_they_come(batches):
    """As a dictionary would, with repeated points within and across calls."""
    index, known = LatticeIndex(2, (9, 17, 20), CPU), {}
    for points in batches:
        keys = lattice_keys(torch.tensor(points, dtype=torch.int64).reshape(-1, 4))
        assert index.find(keys).tolist() == [known.get(point, -1) for point in points]
        numbers, fresh = index.insert(keys)
        new = [tuple(position) for position in lattice_positions(fresh).tolist()]
        assert set(new) == set(points) - set(known) and len(set(new)) == len(new)
        known |= {point: len(known) + i for i, point in enumerate(new)}
        assert numbers.tolist() == [known[point] for point in points]
        assert index.count == len(known)


def tracked(resolution, fields, seeds):
    """A tracker over random fields [B][G], and how many vertices it asked for."""
    grids = torch.stack(fields).reshape(len(fields), *(r + 1 for r in resolution))
    asked = []

    def values(keys):
        asked.append(keys)
        grid, x, y, z = lattice_positions(keys).T
        return grids[grid, x, y, z][:, None]

    tracker = SurfaceTracker(values, 1, len(fields), resolution, CPU)
    tracker.follow(seeds)
    return tracker, torch.cat(asked)


def test_it_finds_all_that_hangs_together_and_asks_nothing_twice():
    resolution = (12, 9, 10)
    fields = [noise(resolution, seed, -0.6) for seed in (1, 2)]
    dense = find_surface(torch.stack(fields), resolution)
    x, y, z = dense.cubes // 90 % 12, dense.cubes // 10 % 9, dense.cubes % 10
    wanted = lattice_keys(torch.stack([dense.cube_grid, x, y, z], dim=1))
    tracker, asked = tracked(resolution, fields, wanted[[0, -1]])
    keys, corners = tracker.cubes()
    assert len(keys.unique()) == len(keys)
    assert set(keys.tolist()) <= set(wanted.tolist())
    # Noise that is mostly inside hangs together but for a few outside specks, each within the cubes around one vertex.
    assert len(keys) > 0.9 * len(wanted)
    assert len(asked.unique()) == len(asked) == len(tracker.vertex_keys)
    assert set(corners.unique().tolist()) <= set(range(len(asked)))
    assert torch.equal(tracker.vertex_keys, asked)
    tracker.follow(wanted)
    assert set(tracker.cubes()[0].tolist()) == set(wanted.tolist())


def test_pieces_are_found_by_their_seeds_only():
    resolution = (12, 5, 5)
    field = torch.ones(13, 6, 6)
    field[3, 2:4, 2:4] = field[9, 2:4, 2:4] = -1
    first = torch.tensor([[0, 2, 2, 2]])
    tracker, _ = tracked(resolution, [field.reshape(-1)], lattice_keys(first))
    found = lattice_positions(tracker.cubes()[0])
    assert found[:, 1].tolist().count(2) == 9 and found[:, 1].max() == 3
    near = tracker.near(lattice_keys(torch.tensor([[0, 4, 3, 3], [0, 5, 3, 3], [0, 8, 3, 3]])))
    assert near.tolist() == [True, False, False]
    tracker.follow(lattice_keys(torch.tensor([[0, 8, 2, 2], [0, 6, 1, 1]])))  # the second holds nothing
    assert len(tracker.cubes()[0]) == 36

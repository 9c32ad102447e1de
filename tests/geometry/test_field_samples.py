import pytest
import torch

from copart_core.geometry.field_samples import FieldSamples, FlexiGrid
from copart_core.geometry.flexicubes import lattice_keys
from tests.geometry.fields import AnalyticField


def plane(points):
    return points[..., 0] + 10 * points[..., 1] + 100 * points[..., 2]


def samples_of(*functions, resolution=(4, 6, 8), memory_mib=1.0, **given):
    field = AnalyticField(*functions, **given)
    return FieldSamples(field, FlexiGrid.of(resolution, 1.2), memory_mib), field


def test_the_grid_spans_the_bound():
    grid = FlexiGrid.of((4, 6, 8), 1.2)
    vertices = grid.vertices()
    assert vertices.shape == (5 * 7 * 9, 3)
    assert torch.equal(vertices[0], torch.full((3,), -1.2)) and torch.equal(vertices[-1], torch.full((3,), 1.2))
    torch.testing.assert_close(grid.cell, torch.tensor([0.6, 0.4, 0.3]))
    samples, _ = samples_of(plane)
    index = torch.cartesian_prod(torch.arange(5), torch.arange(7), torch.arange(9))
    keys = lattice_keys(torch.cat([torch.zeros(len(index), 1, dtype=torch.int64), index], dim=1))
    assert torch.equal(samples.positions(keys), vertices)
    torch.testing.assert_close(samples.centers(keys)[0], torch.tensor([-0.9, -1.0, -1.05]))


@pytest.mark.parametrize("memory_mib", [0.0005, 0.01, 1])
@pytest.mark.parametrize("counts", [(5, 5, 5), (1, 40, 3), (0, 7, 0), (0, 0, 1), (3000, 2, 9000)])
def test_every_point_gets_the_answer_of_its_part(counts, memory_mib):
    functions = [lambda points, k=k: k * plane(points) for k in (1, 2, 3)]
    samples, field = samples_of(*functions, memory_mib=memory_mib)
    field.counts["largest"] = 0
    part = torch.repeat_interleave(torch.arange(3), torch.tensor(counts))
    generator = torch.Generator().manual_seed(0)
    part = part[torch.randperm(len(part), generator=generator)]
    points = torch.rand(len(part), 3, generator=generator)
    torch.testing.assert_close(samples.distance(points, part), (part + 1) * plane(points))
    assert field.counts["largest"] * field.bytes_per_point <= memory_mib * 2**20


def test_the_field_is_closed_at_the_border():
    samples, _ = samples_of(lambda points: -1 - 0 * points[..., 0], deform=True)
    position = torch.tensor([[0, 0, 3, 3], [0, 2, 6, 3], [0, 2, 3, 8], [0, 2, 3, 3]])
    values = samples.vertices(lattice_keys(position))
    assert values[:, 0].tolist() == [1, 1, 1, -1]
    assert (values[:3, 1:] == 0).all() and (values[3, 1:] != 0).any()


def test_parts_with_numbers_that_are_not_finite_are_remembered_and_read_as_outside():
    samples, _ = samples_of(plane, lambda points: plane(points) * torch.nan)
    assert samples.distance(torch.zeros(3, 3), torch.tensor([0, 1, 0])).tolist() == [0, 1, 0]
    assert samples.broken.tolist() == [False, True]

import pytest
import torch

from copart_core.evaluate.fields import GRID, REACH, box_fit, occupancy_iou, sibling_ious
from copart_core.scene import Box, Part


def block(*sides: tuple[float, float]) -> torch.Tensor:
    """Occupied where each coordinate lies between its sides, in box coordinates."""
    axis = (torch.arange(GRID) + 0.5) / GRID * 2 * REACH - REACH
    x, y, z = ((axis >= low) & (axis <= high) for low, high in sides)
    return x[:, None, None] & y[None, :, None] & z[None, None, :]


def test_a_full_box_fits() -> None:
    fit = box_fit(block(*[(-1, 1)] * 3))
    assert not fit.empty and fit.box_iou == 1 and fit.outside == 0


def test_what_is_too_small_or_sticks_out_shows() -> None:
    half = box_fit(block((-1, 0), (-1, 1), (-1, 1)))
    assert half.box_iou == pytest.approx(0.5, abs=0.06) and half.outside == 0
    out = box_fit(block((-1.25, 1.25), (-1, 1), (-1, 1)))
    assert out.box_iou == pytest.approx(0.8, abs=0.06) and out.outside == pytest.approx(0.2, abs=0.06)


def test_nothing_in_the_box_is_empty() -> None:
    assert box_fit(block((2, 3), (2, 3), (2, 3))).empty
    beside = box_fit(block((1.1, 1.25), (-1, 1), (-1, 1)))
    assert beside.empty and beside.outside == 1 and beside.box_iou == 0


def test_iou_of_two_versions() -> None:
    a, b = block(*[(-1, 1)] * 3), block((-1, 0), (-1, 1), (-1, 1))
    assert occupancy_iou(a, a) == 1 and occupancy_iou(a, b) == pytest.approx(0.5, abs=0.06)
    assert occupancy_iou(a, torch.zeros_like(a)) == 0
    assert occupancy_iou(torch.zeros_like(a), torch.zeros_like(a)) == 1


def test_siblings_are_compared_also_as_mirror_images() -> None:
    boxes = [Box(min=(at, 0, 0), max=(at + size, 1, 1)) for at, size in ((0, 1), (3, 1), (6, 2))]
    parts = [Part(id=str(index), box=box) for index, box in enumerate(boxes)]
    left, right = block((-1, 0), (-1, 1), (-1, 1)), block((0, 1), (-1, 1), (-1, 1))
    assert sibling_ious(torch.stack([left, right, left]), parts) == [1.0]
    up = block((-1, 1), (0, 1), (-1, 1))
    assert sibling_ious(torch.stack([left, up, left]), parts)[0] < 0.5

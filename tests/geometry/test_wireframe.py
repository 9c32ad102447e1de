import numpy as np
import pytest

from copart_core.geometry.cameras import AXIS_VIEWS, project
from copart_core.geometry.wireframe import PALETTE, render_wireframes


def _colour_at(pictures: np.ndarray, view: int, point, size: int) -> np.ndarray:
    x, y = project(AXIS_VIEWS[view], point, size)[0].clip(0, size - 1)
    return pictures[view, int(y), int(x)]


def test_edges_have_the_parts_colour_and_the_inside_is_black():
    box = np.array([[-0.5, -0.5, -0.5], [0.25, 0.5, 0.5]])
    pictures = render_wireframes([box], size=64)
    assert pictures.shape == (6, 64, 64, 3) and pictures.dtype == np.uint8
    for view in range(6):
        corner = np.array([0.25, 0.5, 0.5])
        along = next(axis for axis in range(3) if axis != AXIS_VIEWS[view].axis)
        middle = corner.copy()
        middle[along] = box[:, along].mean()  # on an edge
        x, y = project(AXIS_VIEWS[view], middle, 64)[0].astype(int)
        patch = pictures[view, y - 1 : y + 2, x - 1 : x + 2].reshape(-1, 3).max(axis=0)
        np.testing.assert_allclose(patch, PALETTE[0], atol=100)
        assert patch.any() and not _colour_at(pictures, view, box.mean(axis=0), 64).any()


def test_the_box_of_the_whole_is_visible_on_all_borders():
    pictures = render_wireframes([[[-1, -1, -1], [1, 1, 1]]], size=32)
    for border in (pictures[:, 0], pictures[:, -1], pictures[:, :, 0], pictures[:, :, -1]):
        assert (border.max(axis=-1) > 100).all()


def test_parts_take_the_palette_in_order_and_it_starts_again_after_twelve():
    boxes = [[[-0.9, -0.9, -0.9], [0.9, 0.9, 0.9]]] * 13
    np.testing.assert_array_equal(render_wireframes(boxes), render_wireframes(boxes[:1]))
    assert (render_wireframes(boxes[:2]) != render_wireframes(boxes[:1])).any()
    assert len(set(PALETTE)) == 12


def test_lines_are_anti_aliased():
    pictures = render_wireframes([[[-0.513, -0.487, -0.5], [0.291, 0.333, 0.5]]])
    assert len(np.unique(pictures[4].reshape(-1, 3), axis=0)) > 2


def test_bad_boxes_are_refused():
    with pytest.raises(ValueError, match=r"\[P, 2, 3\]"):
        render_wireframes(np.zeros((2, 3)))
    with pytest.raises(ValueError, match="finite"):
        render_wireframes([[[0, 0, np.nan], [1, 1, 1]]])

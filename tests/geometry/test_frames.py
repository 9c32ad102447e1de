"""Frames: document, object, part and box coordinates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copart_core.geometry.frames import Frame
from copart_core.scene import Box

coordinate = st.floats(-1e3, 1e3)
side = st.floats(1e-2, 1e3)
triple = st.tuples(coordinate, coordinate, coordinate)
sides = st.tuples(side, side, side)


def corners(low: tuple[float, ...], size: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(low), np.array(low) + np.array(size)


def test_a_box_by_hand() -> None:
    frame = Frame.of(Box(min=(1, 0, -1), max=(5, 1, 1)))
    np.testing.assert_array_equal(frame.center, [3, 0.5, 0])
    assert frame.scale == 2.0
    np.testing.assert_array_equal(frame.extent, [1, 0.25, 0.5])
    np.testing.assert_array_equal(frame.to_inner(np.array([5.0, 1, 1])), [1, 0.25, 0.5])
    np.testing.assert_array_equal(frame.to_box(np.array([5.0, 1, 1])), [1, 1, 1])
    np.testing.assert_array_equal(frame.from_box(np.array([-1.0, -1, -1])), [1, 0, -1])


@given(triple, sides)
def test_the_box_fills_its_frame(low: tuple[float, ...], size: tuple[float, ...]) -> None:
    bottom, top = corners(low, size)
    frame = Frame.of_box(bottom, top)
    assert frame.extent.max() == 1.0 and (frame.extent > 0).all()
    np.testing.assert_allclose(frame.to_inner(top), frame.extent, atol=1e-9 * 1e3 / frame.scale)
    np.testing.assert_allclose(frame.to_inner(bottom), -frame.extent, atol=1e-9 * 1e3 / frame.scale)
    np.testing.assert_allclose(frame.to_inner((bottom + top) / 2), 0, atol=1e-12)


@given(triple, sides, st.lists(triple, min_size=1, max_size=5))
def test_there_and_back(low: tuple[float, ...], size: tuple[float, ...], points: list[tuple[float, ...]]) -> None:
    frame = Frame.of_box(*corners(low, size))
    outer = np.array(points)
    slack = 1e-9 * (1 + np.abs(outer).max() + np.abs(frame.center).max())
    np.testing.assert_allclose(frame.to_outer(frame.to_inner(outer)), outer, atol=slack)
    np.testing.assert_allclose(frame.from_box(frame.to_box(outer)), outer, atol=slack)


@given(triple, sides, triple)
def test_the_matrix_is_the_same_transform(
    low: tuple[float, ...], size: tuple[float, ...], point: tuple[float, ...]
) -> None:
    frame = Frame.of_box(*corners(low, size))
    moved = frame.matrix() @ [*point, 1.0]
    np.testing.assert_allclose(moved[:3], frame.to_outer(np.array(point)), rtol=1e-12, atol=1e-9)
    np.testing.assert_array_equal(frame.matrix()[3], [0, 0, 0, 1])


def test_distances_keep_their_ratio() -> None:
    """Part space is isotropic: a ball stays a ball, whatever the box."""
    frame = Frame.of_box(np.array([0, 0, 0]), np.array([10, 1, 0.1]))
    lengths = np.linalg.norm(frame.to_outer(np.eye(3)) - frame.center, axis=1)
    np.testing.assert_allclose(lengths, frame.scale)


def test_shapes_are_kept() -> None:
    frame = Frame.of_box(np.zeros(3), np.ones(3))
    assert frame.to_inner(np.zeros((4, 5, 3))).shape == (4, 5, 3)
    assert frame.to_box(np.zeros(3)).dtype == np.float64


@pytest.mark.parametrize(
    "high", [(1, 0, 1), (1, -1, 1), (1, np.nan, 1), (1, np.inf, 1)], ids=["flat", "inverted", "nan", "infinite"]
)
def test_no_frame_without_a_box(high: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="positive finite sides, got"):
        Frame.of_box(np.zeros(3), np.array(high))

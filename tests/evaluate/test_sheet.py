import numpy as np
import pytest
import trimesh

from copart_core.evaluate.sheet import TITLE, comparison_sheet
from copart_core.geometry.extraction import Mesh


def ball(radius: float) -> Mesh:
    body = trimesh.creation.icosphere(subdivisions=2, radius=radius)
    return Mesh(np.asarray(body.vertices, np.float32), np.asarray(body.faces, np.int64))


def test_versions_stand_in_columns_and_missing_ones_are_white() -> None:
    picture = comparison_sheet(
        {"truth": [ball(1), ball(0.5), ball(1)], "model": [ball(1), None, ball(1)]}, 32, across=2
    )
    assert picture.shape == (TITLE + 2 * 32, 4 * 32, 3) and picture.dtype == np.uint8
    cells = picture[TITLE:].reshape(2, 32, 4, 32, 3).swapaxes(1, 2)
    assert [[bool((cell == 255).all()) for cell in row] for row in cells] == [
        [False, False, False, True],  # parts 1 and 2, each truth and model
        [False, False, True, True],  # part 3, and the place that is left over
    ]
    assert np.array_equal(cells[0, 0], cells[0, 1]) and (picture[:TITLE] < 128).any()


def test_columns_of_different_lengths_are_an_error() -> None:
    with pytest.raises(ValueError, match="equally many parts"):
        comparison_sheet({"truth": [ball(1)], "model": []})

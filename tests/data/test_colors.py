"""Colour names and distances."""

import numpy as np
import pytest
from skimage.color import rgb2lab

from copart_core.data import colors


def test_lab_agrees_with_scikit_image():
    rgb = np.random.default_rng(0).integers(0, 256, (200, 3)).astype(np.uint8)
    expected = rgb2lab(rgb[None])[0]
    np.testing.assert_allclose(colors.to_lab(rgb), expected, atol=0.05)


def test_the_palette_is_well_separated():
    lab = colors.to_lab(np.array(list(colors.PALETTE.values())))
    apart = np.linalg.norm(lab[:, None] - lab, axis=-1)[~np.eye(len(lab), dtype=bool)]
    assert len(colors.PALETTE) >= 16
    assert apart.min() > 20


@pytest.mark.parametrize("name", colors.PALETTE)
def test_jitter_keeps_the_name_and_varies(name):
    rng = np.random.default_rng(1)
    drawn = [colors.jitter(name, rng) for _ in range(50)]
    assert {colors.nearest(color) for color in drawn} == {name}
    assert len({tuple(color) for color in drawn}) > 30


def test_jitter_rejects_an_unknown_name():
    with pytest.raises(ValueError, match=r"expected a colour of red.*'reddish'"):
        colors.jitter("reddish", np.random.default_rng(0))


def test_nearest_wants_one_colour():
    with pytest.raises(ValueError, match="nearest_names"):
        colors.nearest(np.zeros((4, 3)))
    assert colors.nearest_names([[250, 0, 0], [0, 0, 0]]).tolist() == ["red", "black"]


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("a red round seat", "red"),
        ("Grey legs", "gray"),
        ("a mustard sofa", "yellow"),
        ("crimson curtains, red", "red"),
        ("charcoal metal frame", "gray"),
        ("a navy blue car", "navy"),
        ("a dark blue car", "navy"),
        ("a blue car", "blue"),
        ("an oak leg", None),
        ("a red and white sail", None),
        ("a hundred tired orangutans", None),
        ("", None),
    ],
)
def test_named_in(caption, name):
    assert colors.named_in(caption) == name


def test_every_synonym_is_found_and_belongs_to_one_name():
    terms = [term for terms in colors.SYNONYMS.values() for term in terms]
    assert len(terms) == len(set(terms))
    for name, synonyms in colors.SYNONYMS.items():
        assert all(colors.named_in(f"a {term} thing") == name for term in synonyms)

import pytest

from copart_core.data.colors import named_in
from copart_core.data.furniture_words import (
    clean_label,
    clean_object_name,
    material_of,
    object_captions,
    part_captions,
    with_article,
)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Leg_Cube.003", "leg"),
        ("sweethome3d_opening_on_hinge_1_handle", "handle"),
        ("sweethome3d_window_mirror_Cube.003", "mirror"),
        ("sweethome3d_hinge_2", "hinge"),
        ("frontDoorLeft", "door"),
        ("tira_armario1.002_Cube.027", "handle wardrobe"),
        ("Wheel_tyre_Plane.019", "wheel tire"),
        ("METAL_brass_polish", ""),
        ("whiteplastic", ""),
        ("dark-red_Cushion.2", "cushion"),
        ("Glass.002", "glass"),
        ("Top_Cube.001", "top"),
        ("top_drawer", "drawer"),
        ("Cube.001", ""),
        ("Material.002", ""),
        ("12_12", ""),
        ("", ""),
    ],
)
def test_labels_become_nouns(label, name):
    assert clean_label(label) == name


def test_materials_are_found_in_any_label():
    assert material_of("Cube.001", "grey_metall") == "metal"
    assert material_of("madera_armario2_rojiza.jpg.001") == "wooden"
    assert material_of("leg", "None") is None


def test_object_names_lose_case_and_colour():
    assert clean_object_name("White kitchen chair") == "kitchen chair"
    assert clean_object_name("Double-hung window 80 x 120") == "double-hung window x"
    assert clean_object_name("Orange") == "object"


def test_articles():
    assert [with_article(word) for word in ("leg", "armrest", "legs", "glass", "cactus", "feet")] == [
        "a leg", "an armrest", "legs", "a glass", "a cactus", "feet",
    ]  # fmt: skip


@pytest.mark.parametrize("material", [None, "wooden"])
@pytest.mark.parametrize("color", [None, "red", "gray"])
def test_every_caption_of_a_part_names_its_colour_and_no_other(color, material):
    captions = part_captions("leg", "chair", color, material)
    assert len(captions) == len(set(captions)) >= 4
    assert all(named_in(caption) == color and "leg" in caption for caption in captions)
    if material:
        assert any(material in caption for caption in captions)


def test_a_material_is_not_said_twice():
    assert part_captions("glass", "table", "gray", "glass")[0] == "gray glass"


def test_captions_of_the_whole_name_its_parts():
    captions = object_captions("chair", "red", ["seat", "legs", "part", "legs", "armrest"])
    assert "a red chair" in captions and "a chair with a seat, legs and an armrest" in captions
    assert object_captions("box", None, ["part"]) == ("box", "a box")

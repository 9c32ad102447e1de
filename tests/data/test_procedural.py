"""The procedural corpus: boxes, solids, captions and colours hold for every object."""

import numpy as np
import pytest
import trimesh

from copart_core.data import colors
from copart_core.data.procedural import CATEGORIES, PART_KINDS, generate_object, generate_objects
from copart_core.data.procedural.catalog import assemble

COUNT = 70


@pytest.fixture(scope="module")
def objects():
    return list(generate_objects(0, COUNT, seed=11))


@pytest.fixture(scope="module")
def parts(objects):
    return [part for thing in objects for part in thing.parts]


def test_an_object_depends_on_seed_and_index_alone(objects):
    again = generate_object(17, seed=11)
    assert again.captions == objects[17].captions
    for part, other in zip(again.parts, objects[17].parts, strict=True):
        assert (part.name, part.captions) == (other.name, other.captions)
        np.testing.assert_array_equal(part.mesh.vertices, other.mesh.vertices)
        points, normals = part.mesh.triangles_center, part.mesh.face_normals
        np.testing.assert_array_equal(part.color(points, normals), other.color(points, normals))
    assert generate_object(17, seed=12).captions != again.captions


def test_meshes_are_closed_solids_of_moderate_size(parts):
    for part in parts:
        assert part.mesh.is_volume, part.captions[0]
        assert 100 <= len(part.mesh.faces) <= 3000, (part.kind, part.captions[0], len(part.mesh.faces))


def test_boxes_are_exact(parts):
    for part in parts:
        np.testing.assert_allclose(part.mesh.bounds, np.stack(part.box), atol=1e-6)


def test_names_are_unique_and_parts_are_few(objects):
    for thing in objects:
        names = [part.name for part in thing.parts]
        assert len(set(names)) == len(names), names
        assert 2 <= len(names) <= 12
    assert np.mean([len(thing.parts) <= 8 for thing in objects]) > 0.6


def test_captions_name_the_kind_and_the_main_colour(parts):
    for part in parts:
        assert len(set(part.captions)) >= 4
        assert list(map(len, part.captions)) == sorted(map(len, part.captions))
        for caption in part.captions:
            assert caption == caption.lower() and part.kind in caption and "  " not in caption
            assert not caption.endswith((" ", ",")), caption
            assert colors.named_in(caption) == part.main_color, caption
    assert np.mean([part.main_color is not None for part in parts]) > 0.75


def test_the_main_colour_covers_most_of_the_surface(parts):
    shares = []
    for part in parts:
        if part.main_color is None:
            continue
        sampled = trimesh.sample.sample_surface(part.mesh, 200, seed=0)
        points, faces = sampled[0], sampled[1]
        painted = part.color(points, part.mesh.face_normals[faces])
        assert painted.dtype == np.uint8 and painted.shape == (200, 3)
        shares.append(np.mean(colors.nearest_names(painted) == part.main_color))
    assert min(shares) > 0.5
    assert np.mean(shares) > 0.9


def test_colour_is_a_function_of_the_point(parts):
    for part in parts[:40]:
        points, normals = part.mesh.triangles_center, part.mesh.face_normals
        np.testing.assert_array_equal(part.color(points, normals)[5:6], part.color(points[5:6], normals[5:6]))


def test_siblings_are_alike():
    truck = assemble("truck", np.random.default_rng(4)).finish("truck")
    wheels = {part.name: part for part in truck.parts if part.kind == "wheel"}
    assert len(wheels) == 4 and len({part.captions for part in wheels.values()}) == 1
    left, right = wheels["front left wheel"], wheels["front right wheel"]
    np.testing.assert_allclose(left.mesh.vertices * [-1, 1, 1], right.mesh.vertices, atol=1e-9)


def test_boxes_overlap_little(objects):
    deep = []
    for thing in objects:
        boxes = [part.box for part in thing.parts]
        for i, (low, high) in enumerate(boxes):
            for other_low, other_high in boxes[:i]:
                shared = np.clip(np.minimum(high, other_high) - np.maximum(low, other_low), 0, None).prod()
                deep.append(shared / min((high - low).prod(), (other_high - other_low).prod()))
    assert np.mean(np.array(deep) > 0.2) < 0.03


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_can_be_assembled(category):
    for index in range(30):
        assembly = assemble(category, np.random.default_rng([1, index]))
        assert assembly.category == category and 2 <= len(assembly.slots) <= 12


def test_every_kind_occurs():
    seen = {
        slot.style.kind
        for category in CATEGORIES
        for index in range(60)
        for slot in assemble(category, np.random.default_rng([2, index])).slots
    }
    assert seen == set(PART_KINDS)
    assert len(CATEGORIES) >= 16 and len(PART_KINDS) >= 40


def test_objects_are_captioned(objects):
    for thing in objects:
        assert len(set(thing.captions)) >= 3
        assert all(thing.category in caption for caption in thing.captions)
    assert {thing.id for thing in objects} == {f"procedural-11-{index}" for index in range(COUNT)}


def test_negative_indices_are_refused():
    with pytest.raises(ValueError, match="at least 0, got -1"):
        generate_object(-1)

import numpy as np
import pytest
import trimesh

from copart_core.data import record
from copart_core.data.record import prepare_object, sample_queries
from copart_core.data.samples import ObjectSample
from copart_core.data.signed_distance import SHEET_HALF_THICKNESS
from copart_core.data.sources import SourceObject, SourcePart
from copart_core.geometry.cameras import AXIS_VIEWS
from copart_core.geometry.frames import Frame
from tests.data.lamps import BLUE, RED, Flat, lamp_object


@pytest.fixture(scope="module")
def lamp() -> ObjectSample:
    return prepare_object(lamp_object())[0]


def test_the_whole_comes_first_and_the_boxes_are_exact(lamp):
    assert [(part.name, part.kind) for part in lamp.parts] == [("lamp", "object"), ("base", "base"), ("pole", "pole")]
    np.testing.assert_allclose(lamp.parts[0].box, [[4, 0, -1], [6, 4, 1]])
    np.testing.assert_allclose(lamp.parts[2].box, [[4.9, 0.2, -0.1], [5.1, 4, 0.1]])
    assert lamp.parts[0].captions == ("a lamp",) and lamp.parts[1].main_color == "red"


def test_arrays_have_the_promised_shapes_and_types(lamp):
    for part in lamp.parts:
        assert part.points.shape == part.normals.shape == (4096, 3) and part.points.dtype == np.float16
        assert part.queries.shape == (8192, 3) and part.distances.shape == (8192,)
        assert part.queries.dtype == part.distances.dtype == np.float16
        assert part.views.shape == (6, 64, 64, 3) and part.views.dtype == np.uint8
        np.testing.assert_allclose(np.linalg.norm(part.normals.astype(float), axis=1), 1, atol=2e-3)
        assert np.abs(part.points).max() <= 1
    assert lamp.wireframes.shape == (6, 64, 64, 3)


def test_a_cuboid_fills_its_box_coordinates_whatever_its_proportions(lamp):
    for part in lamp.parts[1:]:
        assert (np.abs(part.points).max(axis=1) == 1).all()
        beyond = np.abs(part.queries.astype(float)) - 1
        exact = np.linalg.norm(np.maximum(beyond, 0), axis=1) + np.minimum(beyond.max(axis=1), 0)
        np.testing.assert_allclose(part.distances, exact, atol=2e-3)


def test_the_whole_is_the_union_of_the_parts(lamp):
    whole = lamp.parts[0]
    document = Frame.of_box(*whole.box).from_box(whole.queries.astype(float))
    margin = 0.01
    inside = np.zeros(len(document), bool)
    outside = np.ones(len(document), bool)
    for part in lamp.parts[1:]:
        inside |= ((document > part.box[0] + margin) & (document < part.box[1] - margin)).all(axis=1)
        outside &= ~((document > part.box[0] - margin) & (document < part.box[1] + margin)).all(axis=1)
    assert (whole.distances[inside] < 0).all() and (whole.distances[outside] > 0).all()
    assert inside.sum() > 100 and outside.sum() > 100


def test_views_have_the_parts_colours(lamp):
    assert (lamp.parts[1].views == RED).all() and (lamp.parts[2].views == BLUE).all()
    front = lamp.parts[0].views[[view.name for view in AXIS_VIEWS].index("+z")]
    assert (front[32, 32] == BLUE).all() and (front[63, 5] == RED).all()


def test_colours_are_asked_in_document_space_with_true_normals():
    asked = []

    def color(hits):
        asked.append((hits.points, hits.normals))
        return np.zeros((len(hits.ray), 3), np.uint8)

    wedge = trimesh.Trimesh(
        [[0, 0, 0], [4, 0, 0], [0, 2, 0], [0, 0, 1], [4, 0, 1], [0, 2, 1]],
        [[0, 2, 1], [3, 4, 5], [0, 1, 4], [0, 4, 3], [0, 3, 5], [0, 5, 2], [1, 2, 5], [1, 5, 4]], process=False,
    )  # fmt: skip
    prepare_object(SourceObject("w", "wedge", "procedural", "", (), [SourcePart("w", "w", wedge, color, None, ())]))
    for points, normals in asked:  # once for the part, once for the whole
        slope = normals[:, 0] * normals[:, 1] > 0.1
        assert slope.any()
        np.testing.assert_allclose(normals[slope], np.tile(np.array([1, 2, 0]) / 5**0.5, (slope.sum(), 1)), atol=1e-6)
        np.testing.assert_allclose(points[slope, 0] / 4 + points[slope, 1] / 2, 1, atol=1e-5)


def test_queries_are_mostly_near_the_surface_and_stay_in_reach():
    rng = np.random.default_rng(0)
    surface = rng.normal(size=(4096, 3))
    surface = 0.5 * surface / np.linalg.norm(surface, axis=1, keepdims=True)
    queries = sample_queries(surface, np.random.default_rng(1)).astype(float)
    assert np.abs(queries).max() <= 1.1
    gap = np.abs(np.linalg.norm(queries, axis=1) - 0.5)
    assert 0.6 < (gap < 0.25).mean() < 0.75 and 0.3 < (gap < 0.03).mean() < 0.5


def test_records_hold_the_meshes_in_box_coordinates(lamp):
    whole, base, pole = lamp.parts
    for part in (base, pole):
        assert part.vertices.dtype == np.float32 and part.faces.dtype == np.int32
        mesh = trimesh.Trimesh(part.vertices, part.faces, process=False)
        assert mesh.is_watertight and mesh.volume == pytest.approx(8) and part.half_thickness == 0
    np.testing.assert_allclose(base.extent, [1, 0.1, 1])
    document = Frame.of_box(*whole.box).from_box(whole.vertices)
    np.testing.assert_allclose([document.min(axis=0), document.max(axis=0)], whole.box, atol=1e-6)
    assert len(whole.faces) == len(base.faces) + len(pole.faces)


def test_large_meshes_are_decimated_and_turned_outward(monkeypatch):
    monkeypatch.setattr(record, "MESH_FACES", 1000)
    ball = trimesh.creation.icosphere(subdivisions=4)
    ball.apply_scale([5, 1, 1])
    turned = trimesh.Trimesh(ball.vertices, ball.faces[:, ::-1], process=False)
    part = SourcePart("ball", "ball", turned, Flat(RED), None, ())
    sample, _ = prepare_object(SourceObject("ball", "ball", "procedural", "", (), [part]))
    for part in sample.parts:
        mesh = trimesh.Trimesh(part.vertices, part.faces, process=False)
        assert 900 < len(mesh.faces) <= 1000 and mesh.is_watertight
        assert mesh.volume == pytest.approx(4 / 3 * np.pi, rel=0.01)
        outward = (part.points.astype(float) * part.normals.astype(float)).sum(axis=1)
        assert (outward > 0.9).all()


def test_open_sheets_are_noted_and_get_an_inside():
    tilted = trimesh.Trimesh([[0, 0, 0], [1, 0, 0], [1, 1, 0.4], [0, 1, 0.4]], [[0, 1, 2], [0, 2, 3]], process=False)
    source = lamp_object()
    source.parts.append(SourcePart("cloth", "cloth", tilted, Flat(RED), None, ()))
    sample, notes = prepare_object(source)
    assert len(notes) == 1 and "'cloth': 100% of it is open sheets" in notes[0]
    cloth = sample.parts[3]
    assert (cloth.distances < 0).any() and cloth.distances.min() > -0.03
    assert cloth.half_thickness == SHEET_HALF_THICKNESS and sample.parts[0].half_thickness == 0
    assert len(cloth.faces) == 2


def test_an_object_without_parts_is_refused():
    with pytest.raises(ValueError, match="has no parts"):
        prepare_object(SourceObject("x", "x", "procedural", "", (), []))

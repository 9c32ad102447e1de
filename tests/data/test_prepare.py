import json
import os
import pickle
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import trimesh

from copart_core.data import prepare
from copart_core.data.__main__ import main
from copart_core.data.prepare import prepare_all
from copart_core.data.record import MESH_FACES, prepare_object, sample_queries
from copart_core.data.samples import ObjectSample
from copart_core.data.shards import iterate
from copart_core.data.signed_distance import SHEET_HALF_THICKNESS
from copart_core.data.sources import SourceObject, SourcePart
from copart_core.geometry.cameras import AXIS_VIEWS
from copart_core.geometry.frames import Frame

ROOT = Path(__file__).resolve().parents[2]
RED, BLUE = (200, 30, 30), (30, 30, 200)


class _Flat:
    """A colour function that a spawned process can unpickle."""

    def __init__(self, color):
        self.color = color

    def __call__(self, hits):
        return np.tile(np.array(self.color, np.uint8), (len(hits.ray), 1))


def _cuboid(name, size, at, color) -> SourcePart:
    mesh = trimesh.creation.box(extents=size)
    mesh.apply_translation(at)
    return SourcePart(name, name, mesh, _Flat(color), "red" if color == RED else "blue", (f"a {name}",))


def _lamp(name: str = "lamp") -> SourceObject:
    parts = [_cuboid("base", (2, 0.2, 2), (5, 0.1, 0), RED), _cuboid("pole", (0.2, 3.8, 0.2), (5, 2.1, 0), BLUE)]
    return SourceObject(name, "lamp", "procedural", "nobody", ("a lamp",), parts)


def _bad(name: str) -> SourceObject:
    source = _lamp(name)
    empty = trimesh.Trimesh([[0, 0, 0], [1, 0, 1], [2, 1, 2]], np.zeros((0, 3), int), process=False)
    source.parts.append(SourcePart("ghost", "ghost", empty, _Flat(RED), None, ()))
    return source


@pytest.fixture(scope="module")
def lamp() -> ObjectSample:
    return prepare_object(_lamp())[0]


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


def test_large_meshes_are_decimated_and_turned_outward():
    ball = trimesh.creation.icosphere(subdivisions=6)
    assert len(ball.faces) > 4 * MESH_FACES
    ball.apply_scale([5, 1, 1])
    turned = trimesh.Trimesh(ball.vertices, ball.faces[:, ::-1], process=False)
    part = SourcePart("ball", "ball", turned, _Flat(RED), None, ())
    sample, _ = prepare_object(SourceObject("ball", "ball", "procedural", "", (), [part]))
    for record in sample.parts:
        mesh = trimesh.Trimesh(record.vertices, record.faces, process=False)
        assert 0.9 * MESH_FACES < len(mesh.faces) <= MESH_FACES and mesh.is_watertight
        assert mesh.volume == pytest.approx(4 / 3 * np.pi, rel=1e-3)
        outward = (record.points.astype(float) * record.normals.astype(float)).sum(axis=1)
        assert (outward > 0.9).all()


def test_open_sheets_are_noted_and_get_an_inside():
    tilted = trimesh.Trimesh([[0, 0, 0], [1, 0, 0], [1, 1, 0.4], [0, 1, 0.4]], [[0, 1, 2], [0, 2, 3]], process=False)
    source = _lamp()
    source.parts.append(SourcePart("cloth", "cloth", tilted, _Flat(RED), None, ()))
    sample, notes = prepare_object(source)
    assert len(notes) == 1 and "'cloth': 100% of it is open sheets" in notes[0]
    cloth = sample.parts[3]
    assert (cloth.distances < 0).any() and cloth.distances.min() > -0.03
    assert cloth.half_thickness == SHEET_HALF_THICKNESS and sample.parts[0].half_thickness == 0
    assert len(cloth.faces) == 2


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_shards_do_not_depend_on_the_workers(tmp_path):
    jobs = {name: partial(_lamp, name) for name in "abcde"} | {"bad": partial(_bad, "bad")}
    prepare_all(tmp_path / "one", jobs, 1, shard_size=2)
    prepare_all(tmp_path / "two", jobs, 2, shard_size=2)
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert sum(path.suffix == ".tar" for path in (tmp_path / "one").iterdir()) >= 3
    first, second, *_ = iterate(tmp_path / "one")
    assert (first.parts[1].points != second.parts[1].points).any(), "each object has its own random numbers"


def test_bad_objects_are_reported_and_the_rest_is_prepared_once(tmp_path):
    jobs = {"good": partial(_lamp, "good"), "bad": partial(_bad, "bad"), "worse": partial(int, "x")}
    seen = []
    report = prepare_all(tmp_path, jobs, progress=lambda now: seen.append(now.done), shard_size=2)
    assert seen == [2, 3] and report.prepared == 1
    assert dict(report.failed)["bad"].startswith("part 'ghost' of 'bad': expected a mesh with faces")
    assert "invalid literal" in dict(report.failed)["worse"]
    saved = json.loads((tmp_path / prepare.REPORT).read_text("utf-8"))
    assert [key for key, _ in saved["failed"]] == ["bad", "worse"]
    before = _files(tmp_path)
    again = prepare_all(tmp_path, jobs, shard_size=2)
    assert (again.skipped, again.prepared, len(again.failed)) == (1, 0, 2) and _files(tmp_path) == before
    with pytest.raises(ValueError, match="another corpus"):
        prepare_all(tmp_path, {"good": jobs["good"]}, shard_size=2)


def test_a_run_that_is_killed_leaves_whole_shards_and_is_finished_later(tmp_path):
    """The process is killed while it makes its third shard."""
    code = (
        "import os, signal\n"
        "from functools import partial\n"
        "from pathlib import Path\n"
        "from tests.data.test_prepare import _lamp, _killer\n"
        "from copart_core.data.prepare import prepare_all\n"
        "jobs = {name: partial(_lamp, name) for name in 'abcd'} | {'e': partial(_lamp, 'e'), 'f': _killer}\n"
        f"prepare_all(Path({str(tmp_path / 'cut')!r}), jobs, shard_size=2)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    left = _files(tmp_path / "cut")
    assert any(name.startswith(".writing-") for name in left), "killed in the middle of a shard"
    jobs = {name: partial(_lamp, name) for name in "abcdef"}
    report = prepare_all(tmp_path / "cut", jobs, shard_size=2)
    assert (report.skipped, report.prepared) == (4, 2)
    prepare_all(tmp_path / "whole", jobs, shard_size=2)
    assert _files(tmp_path / "cut") == _files(tmp_path / "whole")


def _killer() -> SourceObject:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def test_an_object_that_ends_its_process_is_reported_and_the_rest_is_prepared(tmp_path):
    jobs: dict = {name: partial(_lamp, name) for name in "abc"} | {"deadly": _killer}
    report = prepare_all(tmp_path, jobs, 2, shard_size=2)
    assert report.prepared == 3 and report.failed == [("deadly", prepare.DIED)]
    assert {sample.id for sample in iterate(tmp_path)} == {"a", "b", "c"}
    assert not [name for name in _files(tmp_path) if name.startswith(".")]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for a single process")
def test_an_interrupt_leaves_a_folder_that_can_be_finished(tmp_path):
    command = [sys.executable, "-m", "copart_core.data", "prepare", "--source", "procedural", "--count", "400"]
    command += ["--shard-size", "1", "--workers", "2", "--out", str(tmp_path)]
    run = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert run.stderr is not None
    run.stderr.readline()  # the first shard is done
    run.send_signal(signal.SIGINT)
    _, messages = run.communicate(timeout=60)
    assert run.returncode == 130 and "run the same command to go on" in messages and "Traceback" not in messages
    with pytest.warns(UserWarning, match="of its 400 shards"):
        assert len(list(iterate(tmp_path))) >= 1


def test_keys_that_a_tar_file_cannot_hold_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"keys of at most 80 .*'a\.b'"):
        prepare_all(tmp_path, {"a.b": partial(_lamp, "a")})


def test_an_object_without_parts_is_refused():
    with pytest.raises(ValueError, match="has no parts"):
        prepare_object(SourceObject("x", "x", "procedural", "", (), []))


def test_procedural_jobs_can_be_sent_to_processes():
    job = pickle.loads(pickle.dumps(partial(prepare._procedural, 3, 0)))
    source = job()
    assert source.source == "procedural" and len(source.parts) >= 1
    assert source.parts[0].captions and source.id == prepare._procedural(3, 0).id


def test_the_command_line_prepares_in_processes_and_goes_on(tmp_path, capsys):
    arguments = ["prepare", "--source", "procedural", "--count", "2", "--seed", "5", "--out", str(tmp_path)]
    assert main([*arguments, "--workers", "2", "--shard-size", "1"]) == 0
    assert "prepared 2 objects" in capsys.readouterr().out
    assert [sample.id for sample in iterate(tmp_path)] == ["procedural-5-0", "procedural-5-1"]
    assert main([*arguments, "--shard-size", "1"]) == 0
    assert "prepared 0 objects" in capsys.readouterr().out
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2 and "another corpus (2 jobs in shards of 1" in capsys.readouterr().err


def test_the_command_line_explains_what_is_wrong(tmp_path, capsys):
    missing = str(tmp_path / "none.sh3f")
    with pytest.raises(SystemExit) as stop:
        main(["prepare", "--source", "furniture", "--catalogue", missing, "--out", str(tmp_path / "out")])
    assert stop.value.code == 2 and "there is no file" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["prepare", "--source", "procedural", "--count", "0", "--out", str(tmp_path)])
    assert "at least 1 object" in capsys.readouterr().err

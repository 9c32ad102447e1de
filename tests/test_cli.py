"""The command line: results in files, one line for a problem, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from copart_core import cli
from copart_core.geometry.part_mesh import PartMesh
from copart_core.pipeline.events import Done, PartReady, Preview, Stage
from copart_core.pipeline.project import Project
from copart_core.scene import Scene, SceneError, json_schema

MODEL = Path(__file__).resolve().parents[1] / "assets" / "model"


@pytest.fixture
def scene_file(chair: Scene, tmp_path: Path) -> Path:
    chair.save(tmp_path / "chair.json")
    return tmp_path / "chair.json"


def problem(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """The one line with which a command ends that cannot be done."""
    assert cli.main([str(argument) for argument in arguments]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line != "loading the model"]
    assert len(lines) == 1 and lines[0].startswith("error: "), lines
    return lines[0]


def block(low: tuple[float, ...], high: tuple[float, ...]) -> PartMesh:
    """The tetrahedron that spans the box: enough to be told apart."""
    a, b = np.array(low, np.float32), np.array(high, np.float32)
    vertices = np.array([a, [b[0], a[1], a[2]], [a[0], b[1], a[2]], [a[0], a[1], b[2]]], np.float32)
    normals = np.tile(np.array([[0, 1, 0]], np.float32), (4, 1))
    colors = np.tile(np.array([[200, 30, 30, 255]], np.uint8), (4, 1))
    faces = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]], np.uint32)
    return PartMesh(vertices, faces, normals, colors=colors)


@pytest.fixture
def project(chair: Scene) -> Project:
    return Project(chair, {part.id: block(part.box.min, part.box.max) for part in chair.parts})


# ---- schema, tidy, export ------------------------------------------------------------------------------------------


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


def test_tidy(scene_file: Path, chair: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = chair.to_dict()
    data["parts"][2]["box"]["max"][1] = 0.391  # the leg ends 9 mm under the seat
    scene_file.write_text(json.dumps(data))
    assert cli.main(["tidy", str(scene_file), "-o", str(tmp_path / "new.json")]) == 0
    said = capsys.readouterr()
    assert said.out == "leg: y 0 .. 0.391 -> 0 .. 0.4\n"
    assert said.err.endswith("1 of 3 parts changed\n")
    assert Scene.load(tmp_path / "new.json").part("leg").box.max[1] == 0.4
    assert cli.main(["tidy", str(scene_file), "-o", str(tmp_path / "same.json"), "--tolerance", "0.001"]) == 0
    assert Scene.load(tmp_path / "same.json") == Scene.load(scene_file)


def test_export(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project.save(tmp_path / "chair.copart")
    assert cli.main(["export", str(tmp_path / "chair.copart"), "-o", str(tmp_path / "out.glb")]) == 0
    assert (tmp_path / "out.glb").read_bytes() == project.to_glb()
    assert "3 parts" in capsys.readouterr().err
    assert cli.main(["export", str(tmp_path / "chair.copart"), "-o", str(tmp_path / "out.json")]) == 0
    assert Scene.load(tmp_path / "out.json") == project.scene


def test_export_as_urdf(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project.save(tmp_path / "chair.copart")
    assert cli.main(["export", str(tmp_path / "chair.copart"), "-o", str(tmp_path / "robot.urdf")]) == 0
    said = capsys.readouterr().err.splitlines()
    assert said == [f"wrote {tmp_path / 'robot.urdf'}: 3 parts"], "tetrahedra are closed: no notes"
    robot = ElementTree.parse(tmp_path / "robot.urdf").getroot()
    files = [mesh.attrib["filename"] for mesh in robot.iter("mesh")]
    assert sorted(set(files)) == [f"robot_meshes/{name}.obj" for name in ("Back", "Leg", "Seat")]
    assert all((tmp_path / name).is_file() for name in files)
    assert cli.main(["export", str(tmp_path / "chair.copart"), "-o", str(tmp_path / "robot.zip")]) == 0
    capsys.readouterr()
    with zipfile.ZipFile(tmp_path / "robot.zip") as archive:
        names = set(archive.namelist())
        robot = ElementTree.fromstring(archive.read("robot.urdf"))
    assert {mesh.attrib["filename"] for mesh in robot.iter("mesh")} | {"robot.urdf"} == names
    assert "end with .glb or .urdf or .zip or .json" in problem(
        capsys, "export", tmp_path / "chair.copart", "-o", tmp_path / "robot.obj"
    )


# ---- composing and clipping ----------------------------------------------------------------------------------------


def test_place(project: Project, scene_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project.save(tmp_path / "chair.copart")
    (tmp_path / "found.glb").write_bytes(project.to_glb())
    out = tmp_path / "room.copart"
    assert cli.main(["place", str(tmp_path / "chair.copart"), "-o", str(out), "--position", "-1", "0", "2.5"]) == 0
    turned = ["--yaw", "-30", "--scale", "0.5", "--name", "Small chair"]
    assert cli.main(["place", str(scene_file), "--into", str(out), "-o", str(out), *turned]) == 0
    assert cli.main(["place", str(tmp_path / "found.glb"), "--into", str(out), "-o", str(out)]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == f"wrote {out}: 3 objects, 9 parts"
    room = Project.load(out)
    first, small, found = room.scene.placements.values()
    assert first.placement is not None and first.placement.position == (-1, 0, 2.5) and first.caption == "a chair"
    assert small.placement is not None and (small.placement.yaw, small.placement.scale) == (-30, 0.5)
    assert (small.name, found.name) == ("Small chair", "found")
    assert set(room.meshes) == {"seat", "back", "leg", "seat-3", "back-3", "leg-3"}, "a document has no meshes yet"
    assert room.meshes["seat-3"].vertices.tobytes() == project.meshes["seat"].vertices.tobytes()
    assert "scale should be a factor" in problem(capsys, "place", scene_file, "-o", out, "--scale", "0")
    assert "cannot read" in problem(capsys, "place", tmp_path / "none.glb", "-o", out)
    assert "should end with .copart" in problem(capsys, "place", scene_file, "-o", tmp_path / "room.glb")


def test_place_tells_ids_and_crowding(scene_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "room.copart"
    assert cli.main(["place", str(scene_file), "-o", str(out)]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["placed 'Chair' as group chair: parts seat, back, leg", f"wrote {out}: 1 object, 3 parts"]
    assert cli.main(["place", str(scene_file), "--into", str(out), "-o", str(out), "--position", "0.01", "0", "0"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "placed 'Chair' as group chair-2: parts seat-2, back-2, leg-2"
    assert lines[1].startswith("note: object 'Chair' (chair) and object 'Chair' (chair-2) overlap: ")
    command = ["place", scene_file, "-o", tmp_path / "new.copart"]
    assert "error: --scale should be a factor" in problem(capsys, *command, "--scale", "0")
    assert "error: --yaw should be degrees" in problem(capsys, *command, "--yaw", "nan")
    assert "error: --position x is nan" in problem(capsys, *command, "--position", "nan", "0", "0")
    assert "--name is of one object" in problem(capsys, "place", out, "-o", tmp_path / "new.copart", "--name", "Both")


def test_files_of_another_kind_are_recognised(
    project: Project, scene_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.save(tmp_path / "chair.copart")
    (tmp_path / "chair.glb").write_bytes(project.to_glb())
    (tmp_path / "cut.glb").write_bytes(project.to_glb()[:100])
    out = tmp_path / "new.json"
    assert "this is a .copart project" in problem(capsys, "tidy", tmp_path / "chair.copart", "-o", out)
    assert "this is a GLB" in problem(capsys, "tidy", tmp_path / "chair.glb", "-o", out)
    assert "this is a JSON file" in problem(capsys, "export", scene_file, "-o", out)
    assert "chair.glb: this is a GLB" in problem(capsys, "clipping", tmp_path / "chair.glb")
    assert "cut.glb: " in problem(capsys, "place", tmp_path / "cut.glb", "-o", tmp_path / "new.copart")


def test_clipping(project: Project, chair: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    low, high = (0, 0, 0), (1, 1, 1)
    meshes = {"seat": block(low, high), "back": block((0.1, 0, 0), (1.1, 1, 1)), "leg": block(low, high)}
    meshes["leg"] = replace(meshes["leg"], faces=meshes["leg"].faces[1:])
    Project(chair, meshes).save(tmp_path / "chair.copart")
    assert cli.main(["clipping", str(tmp_path / "chair.copart"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (clip,) = answer["clips"]
    assert clip["parts"] == ["seat", "back"] and clip["volume"] == pytest.approx(0.9**3 / 6, rel=1e-5)
    assert clip["share"] == pytest.approx(0.9**3, rel=1e-5) and list(answer["unmeasurable"]) == ["leg"]
    assert cli.main(["clipping", str(tmp_path / "chair.copart")]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == " 72.9% of the smaller, volume 0.1215: 'Seat' and 'Back'"
    assert said.out.splitlines()[1].startswith("not measurable: 'Leg': its surface is not closed")
    assert said.err == "1 pair shares a volume; 2 of 3 parts could be measured\n"
    Project(chair).save(tmp_path / "empty.copart")
    assert "has a mesh yet; generate it first" in problem(capsys, "clipping", tmp_path / "empty.copart")


# ---- which parts ---------------------------------------------------------------------------------------------------


def test_parts_by_id_or_name(chair: Scene) -> None:
    assert cli.choose_parts(chair, ["leg", " Seat ", "SEAT", ""]) == ["leg", "seat"]
    data = chair.to_dict()
    twins = Scene.from_dict({**data, "parts": [{**part, "name": "Twin"} for part in data["parts"]]})
    assert cli.choose_parts(twins, ["twin"]) == ["seat", "back", "leg"]
    with pytest.raises(SceneError, match=r"no part 'arm' in scene 'Chair'; its parts are: seat, back, leg"):
        cli.choose_parts(chair, ["seat", "arm"])
    with pytest.raises(SceneError, match="no part was named"):
        cli.choose_parts(chair, ["", " "])


def test_previous_from_glb_file_and_folder(project: Project, chair: Scene, tmp_path: Path) -> None:
    (tmp_path / "chair.glb").write_bytes(project.to_glb())
    project.save(tmp_path / "chair.copart")
    for source in ("chair.glb", "chair.copart"):
        loaded = cli.load_previous(tmp_path / source, chair)
        assert list(loaded.meshes) == ["seat", "back", "leg"]
        for part_id, mesh in project.meshes.items():
            assert loaded.meshes[part_id].vertices.tobytes() == mesh.vertices.tobytes(), "kept to the last bit"


# ---- progress ------------------------------------------------------------------------------------------------------


def test_progress_of_a_run(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    events = [
        Stage("text", 0, 1, 0.0, None), Stage("denoise", 1, 16, 0.05, None), Stage("denoise", 2, 16, 0.1, 12.3),
        Preview(project.meshes), PartReady("leg", project.meshes["leg"]), Stage("texture", 1, 3, 0.8, 2.0),
        Done(project),
    ]
    assert cli.Progress().follow(events) is project
    assert capsys.readouterr().err == "text (1)\ndenoise (16)\n  part leg: 4 faces\ntexture (3)\n", "a line a stage"
    live = cli.Progress()
    live.live = True
    assert live.follow(events) is project
    said = capsys.readouterr().err
    assert "\r 10%  denoise 2 of 16, 12 s left" in said and said.count("\n") == 1
    assert cli.Progress(quiet=True).follow(events) is project
    assert capsys.readouterr().err == ""
    with pytest.raises(RuntimeError, match="without a result"):
        cli.Progress(quiet=True).follow(events[:-1])


def test_what_looks_wrong_is_said_before_the_run(
    chair: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twins = [chair.parts[0].model_copy(update={"id": f"seat{number}"}) for number in range(5)]
    chair.model_copy(update={"parts": twins}).save(tmp_path / "twins.json")
    command = ["generate", str(tmp_path / "twins.json"), "-o", str(tmp_path / "out.glb"), "--model", str(tmp_path)]
    assert cli.main(command) == 2, "there is no model in that folder"
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 8 and lines[6] == "loading the model" and lines[7].startswith("error: ")
    assert lines[0].startswith("note: 'Seat' and 'Seat' fill much the same place") and "5 more" in lines[5]
    assert cli.main([*command, "--quiet"]) == 2
    assert capsys.readouterr().err.splitlines() == [*lines[:6], lines[7]], "no progress, but the notes"


# ---- problems ------------------------------------------------------------------------------------------------------


def test_problems_are_one_line(
    scene_file: Path, project: Project, chair: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.glb"
    assert "cannot read the scene" in problem(capsys, "generate", tmp_path / "none.json", "-o", out)
    (tmp_path / "bad.json").write_text("{")
    assert "not readable JSON" in problem(capsys, "generate", tmp_path / "bad.json", "-o", out)
    Scene(name="Blank", parts=[]).save(tmp_path / "blank.json")
    assert "has no boxes; draw at least one" in problem(capsys, "generate", tmp_path / "blank.json", "-o", out)
    assert "2147483647" in problem(capsys, "generate", scene_file, "-o", out, "--seed", "-1")
    assert "should end with .glb" in problem(capsys, "generate", scene_file, "-o", tmp_path / "out.obj")
    assert "does not exist; create it" in problem(capsys, "generate", scene_file, "-o", tmp_path / "no" / "out.glb")
    (tmp_path / "dir.glb").mkdir()
    assert "is a folder" in problem(capsys, "generate", scene_file, "-o", tmp_path / "dir.glb")
    assert "no such file" in problem(capsys, "export", tmp_path / "none.copart", "-o", out).lower()
    (tmp_path / "bad.copart").write_bytes(b"not a zip")
    assert "bad.copart" in problem(capsys, "export", tmp_path / "bad.copart", "-o", out)
    assert "tolerance" in problem(capsys, "tidy", scene_file, "-o", tmp_path / "t.json", "--tolerance", "-1")
    assert not out.exists()


def test_problems_of_regenerate(
    scene_file: Path, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, kept = tmp_path / "out.glb", tmp_path / "kept.glb"
    kept.write_bytes(project.to_glb())
    command = ["regenerate", scene_file, "-o", out]
    assert "no part 'arm'" in problem(capsys, *command, "--parts", "arm", "--from", kept)
    assert "cannot read" in problem(capsys, *command, "--parts", "leg", "--from", tmp_path / "none.glb")
    (tmp_path / "fake.glb").write_bytes(b"PNG?")
    assert "is no GLB file" in problem(capsys, *command, "--parts", "leg", "--from", tmp_path / "fake.glb")
    kept.write_bytes(project.to_glb()[:100])
    assert "error: " in problem(capsys, *command, "--parts", "leg", "--from", kept)


def test_a_model_folder_that_is_not_whole(
    scene_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "model").mkdir()
    command = ["generate", scene_file, "-o", tmp_path / "out.glb", "--model"]
    assert "lacks model_index.json; restore it" in problem(capsys, *command, tmp_path / "model")
    assert "there is no model folder" in problem(capsys, *command, tmp_path / "none")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--steps", "-1"], "expected 1 to 200 steps, got -1"), (["--guidance", "nan"], "expected a guidance of 0"),
        (["--window", "0"], "window of 1 to 64 parts, got 0"), (["--context", "-1"], "expected a context of 0"),
        (["--mode", "windows", "--window", "2", "--context", "2"], "smaller than the window of 2 parts, got 2"),
    ],
)  # fmt: skip
def test_options_are_checked_before_the_model_is_loaded(
    options: list[str], message: str, scene_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["generate", scene_file, "-o", tmp_path / "out.glb", "--model", tmp_path / "none"]
    assert cli.main([str(argument) for argument in [*command, *options]]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ") and message in line


def test_locked_parts_are_checked_before_the_model_is_loaded(
    chair: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for count, message in ((1, "part 'Seat' is locked but has no mesh yet"), (3, "locked")):
        parts = [part.model_copy(update={"locked": row < count}) for row, part in enumerate(chair.parts)]
        chair.model_copy(update={"parts": parts}).save(tmp_path / "locked.json")
        command = ["generate", tmp_path / "locked.json", "-o", tmp_path / "out.glb", "--model", tmp_path / "none"]
        assert cli.main([str(argument) for argument in command]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert message in line


def test_unknown_errors_are_one_line_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(options: object) -> None:
        raise RuntimeError("first line\n  second line")

    monkeypatch.setattr(cli, "_schema", fail)
    assert problem(capsys, "schema") == "error: RuntimeError: first line second line"
    with pytest.raises(RuntimeError):
        cli.main(["schema", "--traceback"])


def test_interruption(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_schema", interrupt)
    assert cli.main(["schema"]) == 130
    assert capsys.readouterr().err == "stopped; nothing was written\n"


def test_interruption_while_modules_are_imported() -> None:
    script = """
import runpy, sys
class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == "copart_core.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupts())
runpy.run_module("copart_core", run_name="__main__")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=MODEL.parents[1], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (130, "stopped\n")


def test_light_commands_need_no_torch(scene_file: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from copart_core.cli import main; "
        f"code = main(['tidy', {str(scene_file)!r}, '-o', {str(tmp_path / 'new.json')!r}]); "
        "sys.exit(code or ('torch' in sys.modules) * 3)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=MODEL.parents[1], timeout=120, check=False)
    assert done.returncode == 0


def test_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "copart_core", "generate", "none.json", "-o", "x.glb"], cwd=MODEL.parents[1],
        capture_output=True, text=True, timeout=120, check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: cannot read the scene 'none.json'") and done.stderr.count("\n") == 1


def test_placing_needs_no_torch(scene_file: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from copart_core.cli import main; "
        f"code = main(['place', {str(scene_file)!r}, '-o', {str(tmp_path / 'new.copart')!r}]); "
        "sys.exit(code or ('torch' in sys.modules) * 3)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=MODEL.parents[1], timeout=120, check=False)
    assert done.returncode == 0


# ---- with the model ------------------------------------------------------------------------------------------------


def test_generate_then_regenerate(scene_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, project, second = tmp_path / "a.glb", tmp_path / "a.copart", tmp_path / "b.glb"
    options = ["--steps", "2", "--device", "cpu"]
    assert cli.main(["generate", str(scene_file), "-o", str(first), "--project", str(project), *options]) == 0
    said = capsys.readouterr()
    assert said.out == "" and "denoise" in said.err and "3 of 3 parts made" in said.err
    for source in (project, first):
        arguments = ["regenerate", str(scene_file), "--parts", "leg", "--seed", "9", "--from", str(source)]
        assert cli.main([*arguments, "-o", str(second), "--quiet", *options]) == 0
        assert all(line.startswith("note: ") for line in capsys.readouterr().err.splitlines())
        before, after = (cli.load_previous(path, Scene.load(scene_file)).meshes for path in (first, second))
        for part_id in ("seat", "back"):
            assert before[part_id].vertices.tobytes() == after[part_id].vertices.tobytes()
            assert before[part_id].texture_png == after[part_id].texture_png
        assert before["leg"].vertices.tobytes() != after["leg"].vertices.tobytes()


def test_generate_decodes_a_locked_part_of_which_only_latents_are_left(scene_file: Path, tmp_path: Path) -> None:
    path, options = tmp_path / "a.copart", ["--steps", "2", "--device", "cpu", "--quiet"]
    command = ["generate", str(scene_file), "-o", str(tmp_path / "a.glb"), "--project", str(path), *options]
    assert cli.main(command) == 0
    first = Project.load(path)
    locked = [part.model_copy(update={"locked": part.id == "seat"}) for part in first.scene.parts]
    Project(first.scene.model_copy(update={"parts": locked}), {}, first.latents, first.fingerprint).save(path)
    assert cli.main(["generate", str(path), "-o", str(tmp_path / "b.glb"), "--project", str(path), *options]) == 0
    again = Project.load(path)
    assert set(again.meshes) == set(first.meshes)
    assert again.latents["seat"].geometry.tobytes() == first.latents["seat"].geometry.tobytes()


def test_the_same_command_gives_the_same_bytes(scene_file: Path, tmp_path: Path) -> None:
    results = []
    for name in ("a.glb", "b.glb"):
        options = ["--steps", "2", "--device", "cpu", "--quiet"]
        assert cli.main(["generate", str(scene_file), "-o", str(tmp_path / name), *options]) == 0
        results.append((tmp_path / name).read_bytes())
    assert results[0] == results[1]


def test_how_to_sample_is_an_option(scene_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["generate", scene_file, "-o", tmp_path / "a.glb", "--device", "cpu", "--steps", "1"]
    assert "solvers (euler), got 'dpm'" in problem(capsys, *command, "--quiet", "--solver", "dpm")
    assert "window of 1 to 64 parts, got 0" in problem(capsys, *command, "--quiet", "--window", "0")
    arguments = [str(argument) for argument in command]
    assert cli.main([*arguments, "--mode", "windows", "--window", "2", "--context", "0"]) == 0
    assert "denoise (2)" in capsys.readouterr().err  # one step in each of two windows


def test_generate_a_composed_scene(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    box = {"min": [0, 0, 0], "max": [1, 1, 1]}
    document = {"version": 1, "name": "Cube", "parts": [{"id": "cube", "caption": "a wooden box", "box": box}]}
    (tmp_path / "cube.json").write_text(json.dumps(document))
    room, out = tmp_path / "room.copart", tmp_path / "room.glb"
    assert cli.main(["place", str(tmp_path / "cube.json"), "-o", str(room)]) == 0
    aside = ["--into", str(room), "-o", str(room), "--position", "0.5", "0", "0"]
    assert cli.main(["place", str(tmp_path / "cube.json"), *aside]) == 0
    command = [str(room), "-o", str(out), "--steps", "3", "--device", "cpu", "--project", str(room)]
    assert cli.main(["generate", *command]) == 0
    said = capsys.readouterr().err
    assert "2 of 2 parts made" in said and said.count("part cube-2: ") == 1
    names = "'Cube / cube' and 'Cube / cube-2'"
    assert said.splitlines()[-1].startswith(f"note: {names} run into each other (")
    first = Project.load(room)
    assert cli.main(["regenerate", *command, "--parts", "cube-2", "--from", str(out), "--seed", "5", "--quiet"]) == 0
    after = Project.load(room)
    same = {key: after.meshes[key].vertices.tobytes() == first.meshes[key].vertices.tobytes() for key in after.meshes}
    assert same == {"cube": True, "cube-2": False}

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import trimesh

from copart_core.geometry.glb import read_glb, write_glb
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.srgb import encode_png
from copart_core.pipeline import project as module
from copart_core.pipeline.project import GLOBAL, PartLatents, Project
from copart_core.scene import Box, Part, Scene


def mesh(seed):
    shape = trimesh.creation.icosphere(subdivisions=1)
    rng = np.random.default_rng(seed)
    uv = rng.random((len(shape.vertices), 2), dtype=np.float32)
    png = encode_png(rng.integers(0, 256, (4, 4, 3), dtype=np.uint8))
    vertices = (shape.vertices + np.array([seed, 0, 0])).astype(np.float32)
    return PartMesh(vertices, shape.faces.astype(np.uint32), shape.vertices.astype(np.float32), uv, png)


def latents(seed):
    rng = np.random.default_rng(seed)
    image = rng.normal(size=(6, 4, 2, 2)).astype(np.float32)
    box = np.cumsum(rng.random((2, 3)) + 0.1, axis=0)  # min below max
    return PartLatents(rng.normal(size=(8, 3)).astype(np.float32), image, box)


@pytest.fixture
def project():
    boxes = [Box(min=(x, 0, 0), max=(x + 1, 1, 1)) for x in range(3)]
    names = ("Leg", "Leg", "Räder")
    ids = ("leg.1", "leg.2", "wheels")
    parts = [Part(id=id, name=name, box=box) for id, name, box in zip(ids, names, boxes, strict=True)]
    scene = Scene(name="Cart", parts=parts)
    made = {"leg.1": latents(1), "wheels": latents(2), GLOBAL: latents(3)}
    return Project(scene, {"leg.1": mesh(0), "leg.2": mesh(1), "wheels": mesh(2)}, made, "model-1")


def assert_same(one: Project, other: Project):
    assert one.scene == other.scene and one.fingerprint == other.fingerprint
    assert set(one.meshes) == set(other.meshes) and set(one.latents) == set(other.latents)
    for key, part in one.meshes.items():
        assert vars(part).keys() == vars(other.meshes[key]).keys()
        for name, value in vars(part).items():
            copy = getattr(other.meshes[key], name)
            assert value is copy or (value.tobytes() if isinstance(value, np.ndarray) else value) == (
                copy.tobytes() if isinstance(copy, np.ndarray) else copy
            )
    for key, part in one.latents.items():
        for name in ("geometry", "image", "box"):
            array, copy = getattr(part, name), getattr(other.latents[key], name)
            assert array.dtype == copy.dtype and np.array_equal(array, copy)


@pytest.mark.parametrize("name", ["cart.copart", "cart", "cart.zip"])
def test_what_is_saved_is_loaded(tmp_path, project, name):
    project.save(tmp_path / name)
    assert_same(project, Project.load(tmp_path / name))
    project.save(tmp_path / name)  # over itself
    assert_same(project, Project.load(tmp_path / name))
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).is_dir() == (name == "cart")


def test_equal_projects_give_equal_bytes(tmp_path, project):
    project.save(tmp_path / "one.copart")
    Project.load(tmp_path / "one.copart").save(tmp_path / "two.copart")
    assert (tmp_path / "one.copart").read_bytes() == (tmp_path / "two.copart").read_bytes()
    project.save(tmp_path / "folder")
    names = sorted(path.relative_to(tmp_path / "folder").as_posix() for path in (tmp_path / "folder").rglob("*.*"))
    with zipfile.ZipFile(tmp_path / "one.copart") as archive:
        assert sorted(archive.namelist()) == names
        assert all((tmp_path / "folder" / name).read_bytes() == archive.read(name) for name in names)
    assert names == ["latents.safetensors", "parts/leg.1.glb", "parts/leg.2.glb", "parts/wheels.glb", "scene.json"]


def alike() -> Project:
    parts = [Part(id=id, box=Box(min=(x, 0, 0), max=(x + 1, 1, 1))) for x, id in enumerate(("A", "a", "b"))]
    return Project(Scene(parts=parts), {part.id: mesh(x) for x, part in enumerate(parts)})


@pytest.mark.parametrize("name", ["a.copart", "a"])
def test_ids_that_differ_in_case_only_are_files_apart(tmp_path, name):
    project = alike()
    assert list(project._files()) == ["scene.json", "parts/A.glb", "parts/a+2.glb", "parts/b.glb"]
    project.save(tmp_path / name)
    assert_same(project, Project.load(tmp_path / name))
    one = Project(project.scene, {"A": project.meshes["A"]})
    one.save(tmp_path / name)
    assert_same(one, Project.load(tmp_path / name))


def test_earlier_projects_with_such_ids_are_loaded(tmp_path):
    project = alike()
    files = project._files()
    files["parts/a.glb"] = files.pop("parts/a+2.glb")
    (tmp_path / "a.copart").write_bytes(module.pack(files))
    assert_same(project, Project.load(tmp_path / "a.copart"))
    files["parts/A.glb"] = files["parts/a.glb"]  # the one has replaced the other: what is left is a's alone
    (tmp_path / "b.copart").write_bytes(module.pack(files))
    left = Project(project.scene, {key: project.meshes[key] for key in ("a", "b")})
    assert_same(left, Project.load(tmp_path / "b.copart"))


def test_parts_that_left_the_scene_are_not_saved(tmp_path, project):
    smaller = Project(Scene(name="Cart", parts=project.scene.parts[:1]), project.meshes, project.latents)
    project.save(tmp_path / "cart")
    smaller.save(tmp_path / "cart")
    back = Project.load(tmp_path / "cart")
    assert set(back.meshes) == {"leg.1"} and set(back.latents) == {"leg.1", GLOBAL}
    assert [path.name for path in (tmp_path / "cart" / "parts").iterdir()] == ["leg.1.glb"]


def test_an_empty_project_can_be_saved(tmp_path):
    Project(Scene(parts=[])).save(tmp_path / "empty.copart")
    assert Project.load(tmp_path / "empty.copart").scene.parts == []


@pytest.mark.parametrize("name", ["cart.copart", "cart"])
def test_a_failed_save_leaves_the_former_one(tmp_path, project, name, monkeypatch):
    project.save(tmp_path / name)

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ValueError, match=r"cannot write.*No space left"):
        Project(project.scene).save(tmp_path / name)
    monkeypatch.undo()
    assert_same(project, Project.load(tmp_path / name))
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_that_can_neither_be_replaced_nor_moved_back_is_not_deleted(tmp_path, project, monkeypatch):
    project.save(tmp_path / "cart")
    rename, moves = Path.rename, []

    def once(self, target):
        moves.append(target)
        if len(moves) > 1:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", once)
    with pytest.raises(ValueError, match="cannot write"):
        project.save(tmp_path / "cart")
    monkeypatch.undo()
    (left,) = tmp_path.iterdir()
    assert left.name.endswith(".former")
    assert_same(project, Project.load(left))


def test_wrong_targets_are_refused(tmp_path, project):
    with pytest.raises(ValueError, match=r"\.copart file or as a folder"):
        project.save(tmp_path / "cart.glb")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"meow")
    with pytest.raises(ValueError, match=r"holds other things.*cat\.jpg"):
        project.save(tmp_path / "photos")
    assert (tmp_path / "photos" / "cat.jpg").exists()


def packed(project: Project, **changes: bytes | None) -> bytes:
    files = project._files() | {name.replace("__", "/"): data for name, data in changes.items()}
    return module.pack({name: data for name, data in files.items() if data is not None})


def test_damaged_and_foreign_files_are_explained(tmp_path, project):
    good = packed(project)
    cases = {
        "text": (b"hello", "no .copart file"),
        "nothing": (b"", "no .copart file"),
        "half": (good[: len(good) // 2], "no .copart file or a damaged one"),
        "foreign": (module.pack({"word/document.xml": b"<x/>"}), "no CoPart project"),
        "scene": (packed(project, **{"scene.json": b"{"}), "not readable JSON"),
        "version": (packed(project, **{"scene.json": b'{"version": 9, "parts": []}'}), "version 9"),
        "mesh": (packed(project, **{"parts/wheels.glb": b"glTF"}), r"parts/wheels\.glb.*'Räder'"),
        "two": (packed(project, **{"parts/wheels.glb": project.to_glb()}), "holds 3 meshes"),
        "latents": (packed(project, **{"latents.safetensors": b"abc"}), "latents.safetensors is damaged"),
    }
    for name, (data, message) in cases.items():
        path = tmp_path / f"{name}.copart"
        path.write_bytes(data)
        with pytest.raises(ValueError, match=message) as caught:
            Project.load(path)
        assert str(path) in str(caught.value)
    with pytest.raises(ValueError, match=r"cannot read.*missing"):
        Project.load(tmp_path / "missing.copart")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="no CoPart project"):
        Project.load(tmp_path / "empty")


def test_flipped_bytes_never_pass_unseen(tmp_path, project):
    good = packed(project)
    rng = np.random.default_rng(0)
    path = tmp_path / "bad.copart"
    for _ in range(60):
        data = bytearray(good)
        data[int(rng.integers(len(data)))] ^= 1 << int(rng.integers(8))
        path.write_bytes(data)
        try:
            assert_same(project, Project.load(path))  # the flip hit something that does not matter, such as a date
        except ValueError as error:
            assert "bad.copart" in str(error)
        except AssertionError:  # or removed a whole entry by changing its name
            assert len(Project.load(path).meshes) < 3 or not Project.load(path).latents


def test_zip_bombs_and_unsafe_names(tmp_path, project, monkeypatch):
    path = tmp_path / "evil.copart"
    for name in ("../../evil.txt", "/etc/evil", "a\\..\\evil"):
        path.write_bytes(packed(project, **{name: b"x"}))
        with pytest.raises(ValueError, match="unsafe name"):
            Project.load(path)
    monkeypatch.setattr(module, "MAX_BYTES", 1 << 20)
    path.write_bytes(packed(project, bomb=bytes(1 << 21)))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(ValueError, match="unpacks to more than 1 MiB"):
        Project.load(path)


def test_latents_of_the_wrong_shape_are_named(tmp_path, project):
    broken = PartLatents(np.zeros(3, np.float32), np.zeros((6, 4, 2, 2), np.float32), np.zeros((2, 3)))
    Project(project.scene, {}, {"wheels": broken}).save(tmp_path / "a.copart")
    with pytest.raises(ValueError, match="'wheels'"):
        Project.load(tmp_path / "a.copart")
    nan = PartLatents(np.full((2, 3), np.nan, np.float32), broken.image, broken.box)
    Project(project.scene, {}, {"wheels": nan}).save(tmp_path / "b.copart")
    with pytest.raises(ValueError, match="not finite"):
        Project.load(tmp_path / "b.copart")


@pytest.mark.parametrize("high", [0.0, -1.0])
def test_stored_boxes_without_size_are_refused(tmp_path, project, high):
    stored = replace(project.latents["wheels"], box=np.array([[0, 0, 0], [1, high, 1]], np.float64))
    Project(project.scene, {}, {"wheels": stored}).save(tmp_path / "a.copart")
    with pytest.raises(ValueError, match="the box of 'wheels' has no size, or is inverted"):
        Project.load(tmp_path / "a.copart")


def test_the_glb_has_a_node_for_every_part_and_comes_back(project):
    data = project.to_glb()
    assert [(name, id) for name, id, _ in read_glb(data)] == [
        ("Leg", "leg.1"), ("Leg 2", "leg.2"), ("Räder", "wheels")
    ]  # fmt: skip
    back = Project.from_glb(data, project.scene)
    assert back.fingerprint == "" and back.latents == {}
    assert_same(Project(project.scene, project.meshes), back)
    assert back.to_glb() == data


def test_parts_are_found_by_name_where_ids_are_gone(project):
    foreign = [(name.upper(), None, part) for name, _, part in read_glb(project.to_glb())]
    extra = [*reversed(foreign), ("Ground", None, mesh(9))]
    back = Project.from_glb(write_glb(None, extra), project.scene)
    assert_same(Project(project.scene, project.meshes), back)
    assert list(back.meshes) == ["leg.1", "leg.2", "wheels"]


def test_parts_without_a_mesh_are_listed(project):
    data = write_glb(None, [("Leg", "leg.1", mesh(0)), ("Ground", None, mesh(1))])
    with pytest.raises(ValueError, match=r"no mesh for: 'Leg', 'Räder'.*'Ground'"):
        Project.from_glb(data, project.scene)
    assert set(Project.from_glb(data, project.scene, missing_ok=["leg.2", "wheels"]).meshes) == {"leg.1"}
    with pytest.raises(ValueError, match="two meshes"):
        Project.from_glb(write_glb(None, [("a", "leg.1", mesh(0)), ("b", "leg.1", mesh(1))]), project.scene)
    with pytest.raises(ValueError, match="no GLB"):
        Project.from_glb(b"nonsense", project.scene)
    with pytest.raises(ValueError, match="no mesh to write"):
        Project(project.scene).to_glb()

"""URDF: links, joints and meshes, checked by forward kinematics of its own on what was written."""

from __future__ import annotations

import io
import math
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import trimesh
from PIL import Image
from scipy.spatial.transform import Rotation
from trimesh.visual import ColorVisuals, TextureVisuals

from copart_core.geometry.boxes import box_mesh
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.placement import objects_of, to_document
from copart_core.geometry.srgb import encode_png
from copart_core.geometry.urdf import DENSITY, Urdf, urdf_of
from copart_core.scene import Box, Group, Joint, Part, Placement, Scene

CABINET = Path(__file__).resolve().parents[2] / "assets" / "templates" / "cabinet.json"
UP = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]])  # y up to z up: (x, y, z) -> (x, -z, y)


def block(box: Box) -> PartMesh:
    vertices, faces = box_mesh(box.min, box.max)
    normals = vertices - vertices.mean(axis=0)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    rng = np.random.default_rng(0)
    png = encode_png(rng.integers(0, 256, (4, 4, 3), dtype=np.uint8))
    uv = rng.random((8, 2), dtype=np.float32)
    return PartMesh(vertices.astype(np.float32), faces.astype(np.uint32), normals.astype(np.float32), uv, png)


def blocks(scene: Scene) -> dict[str, PartMesh]:
    return {part.id: block(part.box) for part in scene.parts}


@pytest.fixture(scope="module")
def cabinet() -> Scene:
    return Scene.load(CABINET)


# ---- a reader of its own -------------------------------------------------------------------------------------------


def origin(element: ElementTree.Element) -> np.ndarray:
    """[4, 4] of an <origin>: fixed-axis roll, pitch, yaw."""
    found = element.find("origin")
    assert found is not None
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_euler("xyz", [float(x) for x in found.attrib["rpy"].split()]).as_matrix()
    matrix[:3, 3] = [float(x) for x in found.attrib["xyz"].split()]
    return matrix


def motion(joint: ElementTree.Element, value: float) -> np.ndarray:
    matrix, kind = np.eye(4), joint.attrib["type"]
    if kind == "fixed":
        assert value == 0
        return matrix
    axis_element = joint.find("axis")
    assert axis_element is not None
    axis = np.array([float(x) for x in axis_element.attrib["xyz"].split()])
    assert np.linalg.norm(axis) == pytest.approx(1)
    if kind == "prismatic":
        matrix[:3, 3] = value * axis
    else:
        matrix[:3, :3] = Rotation.from_rotvec(value * axis).as_matrix()
    return matrix


def link_frames(urdf: Urdf, **values: float) -> dict[str, np.ndarray]:
    """T_base_link of every link with the joints at `values`; asserts that the links are one tree."""
    robot = ElementTree.fromstring(urdf.xml)
    links = [link.attrib["name"] for link in robot.findall("link")]
    joints = robot.findall("joint")
    assert len(set(links)) == len(links) and len({joint.attrib["name"] for joint in joints}) == len(joints)
    frames, open_joints = {links[0]: np.eye(4)}, list(joints)
    while open_joints:
        ready = [j for j in open_joints if j.find("parent").attrib["link"] in frames]  # type: ignore[union-attr]
        assert ready, "a joint whose parent is no link of the tree"
        for joint in ready:
            parent, child = (joint.find(end).attrib["link"] for end in ("parent", "child"))  # type: ignore[union-attr]
            assert child not in frames, "two parents"
            frames[child] = frames[parent] @ origin(joint) @ motion(joint, values.get(joint.attrib["name"], 0.0))
            open_joints.remove(joint)
    assert set(frames) == set(links)
    return frames


def vertices_of(urdf: Urdf, frames: dict[str, np.ndarray], link: str, use: str = "visual") -> np.ndarray:
    """[V, 3] of a link's mesh in the base frame, the file read by trimesh."""
    element = ElementTree.fromstring(urdf.xml).find(f"link[@name='{link}']/{use}")
    assert element is not None
    mesh = element.find("geometry/mesh")
    assert mesh is not None and "scale" not in mesh.attrib
    loaded = trimesh.load_mesh(io.BytesIO(urdf.meshes[mesh.attrib["filename"]]), file_type="obj", process=False)
    return trimesh.transform_points(loaded.vertices, frames[link] @ origin(element))


def same_places(one: np.ndarray, other: np.ndarray, within: float) -> bool:
    """Whether the same points are there, in any order."""
    nearest = np.linalg.norm(one[:, None] - other[None], axis=-1)
    return len(one) == len(other) and all(bool((nearest.min(axis=axis) < within).all()) for axis in (0, 1))


# ---- poses ---------------------------------------------------------------------------------------------------------


def test_at_zero_it_is_the_scene(cabinet: Scene) -> None:
    meshes = blocks(cabinet)
    urdf = urdf_of(cabinet, meshes)
    frames = link_frames(urdf)
    for part in cabinet.parts:
        for use in ("visual", "collision"):
            drawn = meshes[part.id].vertices @ UP.T
            assert same_places(vertices_of(urdf, frames, part.name.replace(" ", "_"), use), drawn, 1e-6)


@pytest.mark.parametrize("name,turn", [("left_door", -1.9), ("right_door", 1.9)])
def test_doors_turn_about_their_hinges(cabinet: Scene, name: str, turn: float) -> None:
    part = next(part for part in cabinet.parts if part.name.replace(" ", "_") == name)
    mesh = block(part.box)
    urdf = urdf_of(cabinet, blocks(cabinet))
    joint = ElementTree.fromstring(urdf.xml).find(f"joint[@name='{name}_joint']")
    assert joint is not None and joint.attrib["type"] == "revolute" and part.joint and part.joint.origin
    limit = joint.find("limit")
    assert limit is not None and (float(limit.attrib["lower"]), float(limit.attrib["upper"])) == (0, 1.9)
    opened = vertices_of(urdf, link_frames(urdf, **{f"{name}_joint": 1.9}), name)
    pivot = np.array(part.joint.origin)
    expected = (mesh.vertices - pivot) @ Rotation.from_euler("y", turn).as_matrix().T + pivot
    assert same_places(opened, expected @ UP.T, 1e-5)
    assert (-opened[:, 1]).max() > 0.2 + 0.4, "it opens to the front"


def test_a_drawer_slides_and_carries_what_hangs_on_it(cabinet: Scene) -> None:
    knob = Part(id="knob", name="knob", box=Box(min=(-0.02, 0.83, 0.22), max=(0.02, 0.86, 0.24)),
                joint=Joint(type="fixed", parent="drawer"))
    scene = cabinet.model_copy(update={"parts": [knob, *cabinet.parts]})
    urdf = urdf_of(scene, blocks(scene))
    shut, pulled = link_frames(urdf), link_frames(urdf, drawer_joint=0.34)
    for name in ("drawer", "knob"):
        moved = vertices_of(urdf, pulled, name) - vertices_of(urdf, shut, name)
        np.testing.assert_allclose(moved, np.broadcast_to([0, -0.34, 0], moved.shape), atol=1e-9)
    np.testing.assert_array_equal(shut["shelf"], pulled["shelf"])


def test_placed_objects_stand_in_their_place_and_move_to_scale() -> None:
    arm = Part(id="arm", name="Arm", group="g", box=Box(min=(1, 0, 0), max=(2, 1, 1)),
               joint=Joint(type="slider", parent="body", axis=(3, 0, 4), origin=(1, 2, 3), lower=-1, upper=2))
    body = Part(id="body", name="Arm", group="g", box=Box(min=(0, 0, 0), max=(1, 2, 1)))
    floor = Part(id="floor", name="base link", box=Box(min=(-5, -0.1, -5), max=(5, 0, 5)))
    place = Placement(position=(3, 1, -2), yaw=30, scale=0.5)
    scene = Scene(name="Room", parts=[arm, body, floor], groups=[Group(id="g", name="Robot", placement=place)])
    meshes = blocks(scene)
    urdf = urdf_of(scene, meshes)
    frames = link_frames(urdf)
    assert list(frames) == ["base_link", "Room", "Robot", "base_link_2", "Arm_2", "Arm"]
    (loose, robot) = objects_of(scene)
    for part_id, name, single in (("arm", "Arm", robot), ("body", "Arm_2", robot), ("floor", "base_link_2", loose)):
        drawn = to_document(meshes[part_id], single.placement).vertices @ UP.T
        assert same_places(vertices_of(urdf, frames, name), drawn, 1e-5)
    limit = ElementTree.fromstring(urdf.xml).find("joint[@name='Arm_joint']/limit")
    assert limit is not None and (float(limit.attrib["lower"]), float(limit.attrib["upper"])) == (-0.5, 1.0)
    moved = vertices_of(urdf, link_frames(urdf, Arm_joint=1.0), "Arm") - vertices_of(urdf, frames, "Arm")
    along = np.array(place.apply((0.6, 0, 0.8))) - np.array(place.apply((0, 0, 0)))
    np.testing.assert_allclose(moved, np.broadcast_to(along / 0.5 @ UP.T, moved.shape), atol=1e-9)


# ---- the rest of a link --------------------------------------------------------------------------------------------


def test_mass_and_inertia_are_those_of_a_solid_block() -> None:
    box = Box(min=(1, 0, 0), max=(2, 2, 3))
    place = Placement(scale=2)
    part = Part(id="a", group="g", box=box, joint=Joint(origin=(1, 0, 0)))
    scene = Scene(parts=[part], groups=[Group(id="g", placement=place)])
    inertial = ElementTree.fromstring(urdf_of(scene, blocks(scene)).xml).find("link[@name='a']/inertial")
    assert inertial is not None
    np.testing.assert_allclose(origin(inertial)[:3, 3], [1, 2, 3])
    mass = DENSITY * 2 * 4 * 6
    element, tensor = inertial.find("mass"), inertial.find("inertia")
    assert element is not None and tensor is not None and float(element.attrib["value"]) == pytest.approx(mass)
    for key, (b, c) in {"ixx": (4, 6), "iyy": (2, 6), "izz": (2, 4)}.items():
        assert float(tensor.attrib[key]) == pytest.approx(mass * (b * b + c * c) / 12)
    for key in ("ixy", "ixz", "iyz"):
        assert float(tensor.attrib[key]) == pytest.approx(0, abs=1e-6)


def test_an_open_mesh_has_no_mass_and_that_is_said() -> None:
    scene = Scene(parts=[Part(id="a", name="Lid", box=Box(min=(0, 0, 0), max=(1, 1, 1)))])
    mesh = block(scene.parts[0].box)
    opened = PartMesh(mesh.vertices, mesh.faces[1:], mesh.normals)
    urdf = urdf_of(scene, {"a": opened})
    assert ElementTree.fromstring(urdf.xml).find("link/inertial") is None
    assert len(urdf.notes) == 1 and "part 'Lid' has no mass" in urdf.notes[0]


def test_textures_come_with_the_mesh(tmp_path: Path, cabinet: Scene) -> None:
    meshes = blocks(cabinet)
    urdf = urdf_of(cabinet, meshes, "parts")
    assert {f"parts/{kind}" for kind in ("drawer.obj", "drawer.mtl", "drawer.png")} <= set(urdf.meshes)
    assert len(urdf.meshes) == 3 * len(cabinet.parts)
    (tmp_path / "parts").mkdir()
    for name, data in urdf.meshes.items():
        (tmp_path / name).write_bytes(data)
    loaded = trimesh.load_mesh(tmp_path / "parts" / "drawer.obj", process=False)
    assert isinstance(loaded.visual, TextureVisuals) and loaded.visual.uv is not None
    image_read = loaded.visual.material.image  # type: ignore[union-attr]
    assert image_read is not None
    source = meshes["drawer"]
    assert source.texture_png is not None and source.uv is not None
    with Image.open(io.BytesIO(source.texture_png)) as image:
        assert np.array_equal(np.asarray(image_read.convert("RGB")), np.asarray(image))
    middle = np.array(cabinet.part("drawer").joint.origin)  # type: ignore[union-attr]
    for vertex, (u, v) in zip(source.vertices - middle, source.uv, strict=True):
        row = np.linalg.norm(loaded.vertices - vertex, axis=1).argmin()
        np.testing.assert_allclose(loaded.visual.uv[row], [u, 1 - v], atol=1e-6)


def test_vertex_colours_come_too() -> None:
    scene = Scene(parts=[Part(id="a", box=Box(min=(0, 0, 0), max=(1, 1, 1)))])
    mesh = block(scene.parts[0].box)
    colors = np.tile(np.array([[200, 30, 10, 255]], np.uint8), (8, 1))
    urdf = urdf_of(scene, {"a": PartMesh(mesh.vertices, mesh.faces, mesh.normals, colors=colors)})
    loaded = trimesh.load_mesh(io.BytesIO(urdf.meshes["meshes/a.obj"]), file_type="obj", process=False)
    assert isinstance(loaded.visual, ColorVisuals) and (np.asarray(loaded.visual.vertex_colors) == colors).all()


def test_names_that_differ_in_case_only_are_files_apart() -> None:
    boxes = {"Leg": Box(min=(0, 0, 0), max=(1, 1, 1)), "leg": Box(min=(1, 0, 0), max=(2, 1, 1))}
    scene = Scene(parts=[Part(id=key, box=box) for key, box in boxes.items()])
    files = urdf_of(scene, blocks(scene)).meshes
    assert {"meshes/Leg.obj", "meshes/leg_2.obj"} < set(files) and len({name.lower() for name in files}) == len(files)


@pytest.mark.parametrize("size", [1e-170, 5e-324])
def test_a_very_short_axis_still_points_somewhere(size: float) -> None:
    part = Part(id="door", box=Box(min=(0, 0, 0), max=(1, 1, 1)), joint=Joint(type="hinge", axis=(0, -size, size)))
    scene = Scene(parts=[part])
    axis = ElementTree.fromstring(urdf_of(scene, blocks(scene)).xml).find(".//axis")
    assert axis is not None
    half = math.sqrt(0.5)
    assert [float(value) for value in axis.attrib["xyz"].split()] == pytest.approx([0, -half, half])


def test_a_full_turn_is_a_continuous_joint() -> None:
    boxes = {"axle": Box(min=(0, 0, 0), max=(1, 1, 1)), "wheel": Box(min=(1, 0, 0), max=(2, 1, 1))}
    hinge = Joint(type="hinge", parent="axle", axis=(2, 0, 0), lower=-math.pi, upper=math.pi)
    scene = Scene(parts=[Part(id=key, box=box, joint=hinge if key == "wheel" else None) for key, box in boxes.items()])
    joint = ElementTree.fromstring(urdf_of(scene, blocks(scene)).xml).find("joint[@name='wheel_joint']")
    assert joint is not None and joint.attrib["type"] == "continuous"
    limit = joint.find("limit")
    assert limit is not None and "lower" not in limit.attrib


def test_what_cannot_be_written(cabinet: Scene) -> None:
    meshes = blocks(cabinet)
    del meshes["drawer"], meshes["base"]
    with pytest.raises(ValueError, match=r"no mesh yet: 'base', 'drawer'; generate them first"):
        urdf_of(cabinet, meshes)
    with pytest.raises(ValueError, match="density above 0"):
        urdf_of(cabinet, blocks(cabinet), density=0)
    with pytest.raises(ValueError, match="no boxes"):
        urdf_of(Scene(parts=[]), {})


def test_the_same_scene_gives_the_same_files(cabinet: Scene) -> None:
    one, other = urdf_of(cabinet, blocks(cabinet)), urdf_of(cabinet, blocks(cabinet))
    assert one == other

"""URDF of an articulated scene: one link with one textured mesh a part, joints as the document gives them (paper 4.2).

    base_link                 massless root, z up as URDF has it
      <object>                massless, one an object: turned from y up to z up, at the object's place
        <part> ...            each part on the link that its joint names as parent, else fixed to its object

A link's frame is parallel to its object's (x right, y up, z to the front in the pose that was drawn, in which all
joints are at 0) and stands at the joint's origin, or in the middle of the part's box where the joint names none. An
object's scale is in the numbers: one document unit is taken as a metre. Meshes are Wavefront OBJ with material and
texture beside them, which every URDF reader takes.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

import numpy as np
import trimesh
from numpy.typing import NDArray
from PIL import Image
from trimesh.exchange.obj import export_obj
from trimesh.visual import ColorVisuals, TextureVisuals
from trimesh.visual.material import SimpleMaterial

from copart_core.geometry.clipping import solid_of
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.placement import ObjectScene, objects_of
from copart_core.scene import Joint, Part, Scene

Array = NDArray[np.float64]
DENSITY = 600.0  # kg/m^3, about that of pine (our choice); the document knows no materials
EFFORT, VELOCITY = 100.0, 1.0  # N or N m, m/s or rad/s: URDF wants limits, the document has none (our choice)
FULL_TURN = 2 * math.pi - 1e-6
KINDS = {"fixed": "fixed", "hinge": "revolute", "slider": "prismatic"}
BASE = "base_link"


@dataclass
class Urdf:
    """A robot description and the files that it refers to."""

    xml: str
    meshes: dict[str, bytes] = field(default_factory=dict)  # by path relative to the description
    notes: list[str] = field(default_factory=list)  # what a simulator will miss


def urdf_of(scene: Scene, meshes: Mapping[str, PartMesh], folder: str = "meshes", density: float = DENSITY) -> Urdf:
    """The URDF of a scene whose part meshes are in their objects' frames; files of meshes go to `folder`.

    Links with a closed mesh get mass and inertia from its volume and `density` (kg/m^3). A hinge whose limits span a
    full turn becomes a continuous joint. Errors: ValueError where a part has no mesh, or for the density.
    """
    if not (math.isfinite(density) and density > 0):
        raise ValueError(f"expected a density above 0 kg/m^3, got {density}")
    scene.require_parts()
    missing = [part.title for part in scene.parts if part.id not in meshes]
    if missing:
        raise ValueError(f"these parts have no mesh yet: {', '.join(map(repr, missing))}; generate them first")
    objects = objects_of(scene)
    links = _names([BASE, *(single.scene.name for single in objects), *(part.title for part in scene.parts)])
    link_of = {part.id: name for part, name in zip(scene.parts, links[1 + len(objects):], strict=True)}
    robot = ElementTree.Element("robot", name=_names([scene.name])[0])
    ElementTree.SubElement(robot, "link", name=BASE)
    result = Urdf("")
    for single, name in zip(objects, links[1:], strict=False):
        ElementTree.SubElement(robot, "link", name=name)
        _stand(robot, single, name)
        for part in single.scene.parts:
            _link(robot, result, part, meshes[part.id], single, link_of[part.id], folder, density)
        for part in single.scene.parts:
            _joint(robot, part, single, link_of, name)
    ElementTree.indent(robot)
    result.xml = '<?xml version="1.0"?>\n' + ElementTree.tostring(robot, encoding="unicode") + "\n"
    return result


def _names(wanted: Iterable[str]) -> list[str]:
    """Identifiers of letters, digits and _, each only once, also where file names know no upper case."""
    taken: set[str] = set()
    result = []
    for text in wanted:
        base = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_") or "part"
        candidate, number = base, 2
        while candidate.lower() in taken:
            candidate, number = f"{base}_{number}", number + 1
        taken.add(candidate.lower())
        result.append(candidate)
    return result


def _numbers(values: Iterable[float]) -> str:
    return " ".join(f"{value + 0.0:.12g}" for value in values)  # + 0.0: no minus zero


def _origin_of(part: Part) -> Array:
    """[3]: where the part's link stands, in its object's frame."""
    joint = part.joint
    return np.array(joint.origin if joint is not None and joint.origin is not None else part.box.center)


# ---- elements -------------------------------------------------------------------------------------------------------


def _stand(robot: ElementTree.Element, single: ObjectScene, name: str) -> None:
    """T_base_object: R_x(90 degrees) takes y up to z up; a yaw about y is then one about z."""
    joint = ElementTree.SubElement(robot, "joint", name=f"{name}_stand", type="fixed")
    ElementTree.SubElement(joint, "parent", link=BASE)
    ElementTree.SubElement(joint, "child", link=name)
    x, y, z = single.placement.position
    yaw = math.radians(single.placement.yaw)
    ElementTree.SubElement(joint, "origin", xyz=_numbers((x, -z, y)), rpy=_numbers((math.pi / 2, 0.0, yaw)))


def _joint(
    robot: ElementTree.Element, part: Part, single: ObjectScene, link_of: Mapping[str, str], object_link: str
) -> None:
    joint, scale = part.joint or Joint(), single.placement.scale
    kind = KINDS[joint.type]
    if kind == "revolute" and joint.upper - joint.lower >= FULL_TURN:
        kind = "continuous"
    above = np.zeros(3) if joint.parent is None else _origin_of(single.scene.part(joint.parent))
    element = ElementTree.SubElement(robot, "joint", name=f"{link_of[part.id]}_joint", type=kind)
    ElementTree.SubElement(element, "parent", link=object_link if joint.parent is None else link_of[joint.parent])
    ElementTree.SubElement(element, "child", link=link_of[part.id])
    ElementTree.SubElement(element, "origin", xyz=_numbers(scale * (_origin_of(part) - above)), rpy="0 0 0")
    if kind == "fixed":
        return
    axis = np.array(joint.axis)
    axis = axis / np.abs(axis).max()  # before it is squared, so that nothing vanishes or overflows
    ElementTree.SubElement(element, "axis", xyz=_numbers(axis / np.linalg.norm(axis)))
    limits = {"effort": f"{EFFORT:g}", "velocity": f"{VELOCITY:g}"}
    if kind != "continuous":
        unit = scale if kind == "prismatic" else 1.0
        limits |= {"lower": _numbers([unit * joint.lower]), "upper": _numbers([unit * joint.upper])}
    ElementTree.SubElement(element, "limit", limits)


def _link(
    robot: ElementTree.Element, result: Urdf, part: Part, mesh: PartMesh, single: ObjectScene, name: str, folder: str,
    density: float,
) -> None:
    vertices = single.placement.scale * (mesh.vertices.astype(np.float64) - _origin_of(part))
    result.meshes |= {f"{folder}/{file}": data for file, data in _obj_files(vertices, mesh, name).items()}
    link = ElementTree.SubElement(robot, "link", name=name)
    try:
        solid_of(mesh)
    except ValueError as error:
        result.notes.append(f"part {part.title!r} has no mass: {error}")
    else:
        _inertial(link, trimesh.Trimesh(vertices, mesh.faces, process=False), density)
    for use in ("visual", "collision"):
        element = ElementTree.SubElement(link, use)
        ElementTree.SubElement(element, "origin", xyz="0 0 0", rpy="0 0 0")
        geometry = ElementTree.SubElement(element, "geometry")
        ElementTree.SubElement(geometry, "mesh", filename=f"{folder}/{name}.obj")


def _inertial(link: ElementTree.Element, shape: trimesh.Trimesh, density: float) -> None:
    shape.density = density
    properties = shape.mass_properties
    tensor = np.asarray(properties.inertia)
    element = ElementTree.SubElement(link, "inertial")
    ElementTree.SubElement(element, "origin", xyz=_numbers(np.asarray(properties.center_mass)), rpy="0 0 0")
    ElementTree.SubElement(element, "mass", value=_numbers([float(properties.mass)]))
    entries = {"ixx": (0, 0), "ixy": (0, 1), "ixz": (0, 2), "iyy": (1, 1), "iyz": (1, 2), "izz": (2, 2)}
    ElementTree.SubElement(element, "inertia", {key: _numbers([tensor[at]]) for key, at in entries.items()})


# ---- meshes ---------------------------------------------------------------------------------------------------------


def _obj_files(vertices: Array, mesh: PartMesh, name: str) -> dict[str, bytes]:
    """The mesh with `vertices` [V, 3] in place of its own as OBJ, MTL and PNG, by file name."""
    if mesh.texture_png is not None and mesh.uv is not None:
        uv = np.column_stack([mesh.uv[:, 0], 1 - mesh.uv[:, 1]])  # OBJ counts v from below
        with Image.open(io.BytesIO(mesh.texture_png)) as image:
            material = SimpleMaterial(image=image.convert("RGB"), diffuse=[255, 255, 255, 255])
        material.name = name
        visual: ColorVisuals | TextureVisuals = TextureVisuals(uv=uv, material=material)
    else:
        visual = ColorVisuals(vertex_colors=mesh.colors)
    shape = trimesh.Trimesh(vertices, mesh.faces, vertex_normals=mesh.normals, visual=visual, process=False)
    text, extra = export_obj(
        shape, include_normals=True, return_texture=True, mtl_name=f"{name}.mtl", header="CoPart Studio"
    )
    return {f"{name}.obj": text.encode(), **extra}

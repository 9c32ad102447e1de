"""Does the model do as it is told? Non-empty parts, boxes filled, colours as captioned, over held-out scenes."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import trimesh

from copart_core.data import colors
from copart_core.data.samples import ObjectSample
from copart_core.data.shards import iterate
from copart_core.geometry import finish
from copart_core.geometry.boxes import box_iou
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.render import RayScene, mesh_colors
from copart_core.geometry.sampling import sample_surface
from copart_core.pipeline import CoPartPipeline
from copart_core.pipeline.decode import PartError
from copart_core.pipeline.project import Project
from copart_core.scene import Box, Part, Scene

COLOR_POINTS = 2000
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PartScore:
    scene: str
    part: str
    caption: str
    box_iou: float
    watertight: bool
    color_wanted: str | None
    color_found: str


def held_out_scenes(folder: Path, count: int) -> list[Scene]:
    """The first `count` held-out objects of a prepared folder as scenes; captions are drawn by a fixed rule."""
    scenes = []
    for sample in iterate(folder, "held_out"):
        if len(scenes) == count:
            break
        scenes.append(scene_of(sample))
    if len(scenes) < count:
        raise ValueError(f"{folder} holds {len(scenes)} held-out objects, {count} were asked for; prepare more")
    return scenes


def save_scenes(scenes: list[Scene], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(scene.model_dump(mode="json", exclude_defaults=True)) for scene in scenes)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def load_scenes(path: Path, count: int) -> list[Scene]:
    """The first `count` scenes of a list that `save_scenes` wrote."""
    if not path.is_file():
        raise ValueError(f"there is no list of scenes {path}; give one with --list")
    entries = json.loads(path.read_text(encoding="utf-8"))
    if not 1 <= count <= len(entries):
        raise ValueError(f"{path} holds {len(entries)} scenes, {count} were asked for; choose 1 to {len(entries)}")
    return [Scene.from_dict({"version": 1} | entry) for entry in entries[:count]]


def scene_of(sample: ObjectSample) -> Scene:
    """The layout of a prepared object: its boxes and one caption of each part."""
    rng = np.random.default_rng(len(sample.parts))
    parts = []
    for index, part in enumerate(sample.parts[1:]):
        box = Box(min=tuple(part.box[0].tolist()), max=tuple(part.box[1].tolist()))
        caption = part.captions[rng.integers(len(part.captions))]
        parts.append(Part(id=f"part-{index}", name=part.name, caption=caption, box=box))
    return Scene(name=sample.id, caption=sample.parts[0].captions[0], parts=parts)


def main_color(mesh: PartMesh) -> str:
    """The palette colour that covers most of the surface."""
    body = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    points, normals, _ = sample_surface(body, COLOR_POINTS, np.random.default_rng(0))
    reach = 1e-3 * float(np.ptp(mesh.vertices, axis=0).max())
    hits = RayScene(mesh.vertices, mesh.faces).cast(points + reach * normals, -normals)
    names, votes = np.unique(colors.nearest_names(mesh_colors(mesh)(hits)), return_counts=True)
    return str(names[votes.argmax()])


def is_watertight(mesh: PartMesh) -> bool:
    """Whether the surface is closed once the vertices that a texture atlas splits are joined again."""
    return finish.is_watertight(mesh.vertices, mesh.faces)


def bounds_iou(mesh: PartMesh, box: Box) -> float:
    """IoU of the part's bounding box with the box that was asked for."""
    return float(box_iou(mesh.bounds(), np.array([box.min, box.max])))


def score(project: Project) -> list[PartScore]:
    return [
        PartScore(
            project.scene.name, part.title, part.caption, bounds_iou(project.meshes[part.id], part.box),
            is_watertight(project.meshes[part.id]), colors.named_in(part.caption), main_color(project.meshes[part.id]),
        )
        for part in project.scene.parts
    ]  # fmt: skip


@dataclass(frozen=True)
class Report:
    scenes: int
    parts: int
    non_empty: float
    watertight: float
    box_iou_median: float
    box_iou_p5: float
    colour_right: float | None  # None where no caption names a colour
    colour_named: int
    seconds_a_scene: float

    def to_dict(self) -> dict[str, float | None]:
        return {name: None if value is None else round(value, 4) for name, value in asdict(self).items()}


def evaluate(
    pipeline: CoPartPipeline, scenes: list[Scene], steps: int | None = None, guidance: float | None = None
) -> tuple[Report, list[Project], list[PartScore]]:
    """Generate every scene and score all parts; a scene with an empty part counts all its parts as missing."""
    projects, scores = [], []
    start = time.monotonic()
    for scene in scenes:
        try:
            projects.append(pipeline.generate(scene, steps=steps, guidance=guidance))
        except PartError as error:
            logger.warning("scene %s: %s", scene.name, error)
            continue
        scores += score(projects[-1])
    seconds = (time.monotonic() - start) / len(scenes)
    if not scores:
        raise ValueError("no scene could be generated: every one has an empty part; train the model further")
    wanted = [part for scene in scenes for part in scene.parts]
    missing = [0.0] * (len(wanted) - len(scores))
    ious = [item.box_iou for item in scores] + missing
    named = sum(colors.named_in(part.caption) is not None for part in wanted)
    right = sum(item.color_found == item.color_wanted for item in scores if item.color_wanted)
    report = Report(
        len(scenes), len(wanted), len(scores) / len(wanted), sum(item.watertight for item in scores) / len(wanted),
        float(np.median(ious)), float(np.percentile(ious, 5)), right / named if named else None, named, seconds,
    )  # fmt: skip
    return report, projects, scores

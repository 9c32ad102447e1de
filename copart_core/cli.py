"""The command line:  python -m copart_core generate | regenerate | place | tidy | clipping | export | schema

Results go to files (reports and the schema to standard output), progress and messages to standard error. Exit codes: 0
done, 2 a problem (one line that says what to do), 130 interrupted. Only the commands that need the model import torch.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from copart_core.scene import Scene, SceneError, file_kind, json_schema

if TYPE_CHECKING:
    from copart_core.geometry.clipping import ClippingReport
    from copart_core.pipeline.events import Event, Stage
    from copart_core.pipeline.project import Project

MODEL = Path(__file__).resolve().parents[1] / "assets" / "model"
GLB_MAGIC = b"glTF"
MAX_NOTES = 5
MAX_CLIPS = 3  # of the pairs that run into each other, told at the end of a run


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], None] = options.run
    try:
        run(options)
    except KeyboardInterrupt:
        _say("stopped; nothing was written")
        return 130
    except Exception as error:
        # The last line of defence: the user sees a sentence, whatever went wrong below.
        if options.traceback:
            raise
        _say(f"error: {_one_line(error)}")
        return 2
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m copart_core", description="Boxes and captions in, separate textured parts out."
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], None], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        sub.add_argument("--traceback", action="store_true", help="show where an error came from")
        return sub

    generate = command("generate", _generate, "Fill every box of a scene with its own textured mesh.")
    generate.add_argument("--seed", type=int, help="seed of the scene, instead of the document's")
    regenerate = command("regenerate", _regenerate, "Make some parts anew; the others come back bit-identical.")
    regenerate.add_argument("--parts", required=True, help="ids or names of the parts to make, comma between")
    regenerate.add_argument("--from", required=True, dest="source", type=Path, metavar="FILE",
                            help="GLB or .copart project that holds the other parts")
    regenerate.add_argument("--seed", type=int, help="new seed of the parts that are made anew, for another variant")
    for sub in (generate, regenerate):
        sub.add_argument("scene", type=Path, help="the scene document (JSON), or a .copart project that holds it")
        sub.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.glb")
        sub.add_argument("--project", type=Path, metavar="OUT.copart", help="also write a project for later editing")
        sub.add_argument("--steps", type=int, help="denoising steps (fewer is faster, more is finer)")
        sub.add_argument("--guidance", type=float, help="how closely captions and boxes are followed")
        sub.add_argument("--solver", choices=("euler", "ddim", "dpm"),
                         help="of the denoising (left out: the model's own, which also limits the choice)")
        sub.add_argument("--mode", choices=("auto", "joint", "windows"), default="auto",
                         help="denoise all parts at once, or window by window, the largest first (default %(default)s)")
        sub.add_argument("--window", type=int, metavar="N", help="parts a window at most (left out: as in training)")
        sub.add_argument("--context", type=int, metavar="M",
                         help="kept parts that guide those that are made (left out: chosen by their number; 64: all)")
        sub.add_argument("--device", help="cpu, cuda or cuda:1 (left out: CUDA where there is one)")
        sub.add_argument("--model", default=str(MODEL), help="model folder, or a Hugging Face repository id")
        sub.add_argument("--quiet", action="store_true", help="no progress; notes of problems stay")

    tidy = command("tidy", _tidy, "Make boxes that almost meet, stand or mirror each other do so exactly.")
    tidy.add_argument("scene", type=Path, help="the scene document (JSON)")
    tidy.add_argument("-o", "--output", required=True, type=Path, metavar="NEW.json")
    tidy.add_argument("--tolerance", type=float, help="in document units (left out: 2 %% of the scene's longest side)")

    place = command("place", _place, "Add the objects of a project, a scene or a GLB to a scene, each as a group.")
    place.add_argument("source", type=Path, help="a .copart project, a scene document (JSON) or a .glb")
    place.add_argument("--into", type=Path, metavar="FILE", help="the project to add to (left out: an empty one)")
    place.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.copart")
    place.add_argument("--position", type=float, nargs=3, default=(0.0, 0.0, 0.0), metavar=("X", "Y", "Z"))
    place.add_argument("--yaw", type=float, default=0.0, help="degrees about y, counter-clockwise seen from above")
    place.add_argument("--scale", type=float, default=1.0)
    place.add_argument("--name", default="", help="of the object in the scene")

    clipping = command("clipping", _clipping, "Measure how far the parts of a project run into each other.")
    clipping.add_argument("project", type=Path, help="a .copart project")
    clipping.add_argument("--json", action="store_true", help="print JSON in place of lines")

    export = command("export", _export, "Write a project's meshes as one GLB, or with joints as URDF; or its boxes.")
    export.add_argument("project", type=Path, help="a .copart project")
    export.add_argument("-o", "--output", required=True, type=Path, metavar="OUT",
                        help="OUT.glb; OUT.urdf (meshes in OUT_meshes beside it); OUT.zip with the URDF and meshes; "
                             "or OUT.json, the scene document")

    command("schema", _schema, "Print the JSON schema of the scene document.")
    return top


# ---- the commands --------------------------------------------------------------------------------------------------


def _generate(options: argparse.Namespace) -> None:
    source = _load_document(options.scene)
    scene = source.scene
    if options.seed is not None:
        scene = _changed(scene, {"seed": options.seed})
    scene.require_parts()
    _make(options, scene, None, source)


def _regenerate(options: argparse.Namespace) -> None:
    scene = _load_document(options.scene).scene
    chosen = choose_parts(scene, options.parts.split(","))
    if options.seed is not None:
        reseeded = {"seed": options.seed}
        parts = [{**part.model_dump(), **(reseeded if part.id in chosen else {})} for part in scene.parts]
        scene = _changed(scene, {"parts": parts})
    _make(options, scene, chosen, load_previous(options.source, scene, chosen))


def _make(options: argparse.Namespace, scene: Scene, parts: list[str] | None, previous: Project | None) -> None:
    """Run the pipeline and write what it made. Everything that can be wrong is looked at before the long run."""
    _check_output(options.output, ".glb")
    if options.project is not None:
        _check_output(options.project, ".copart")
    from copart_core.pipeline.compose import check_run, stream_scene
    from copart_core.pipeline.settings import Settings

    settings = Settings.checked(
        options.steps, options.guidance, options.solver, options.mode, options.window, options.context
    )
    check_run(scene, parts, previous, settings)
    progress = Progress(quiet=options.quiet)
    _say_notes(scene)
    progress.say("loading the model")
    from copart_core.pipeline import CoPartPipeline

    pipe = CoPartPipeline.from_pretrained(options.model, device=options.device)
    started = time.monotonic()
    project = progress.follow(
        stream_scene(
            pipe, scene, parts, previous, steps=settings.steps, guidance=settings.guidance, solver=settings.solver,
            mode=settings.mode, window=settings.window, context=settings.context,
        )
    )
    _write_glb(options.output, project)
    if options.project is not None:
        project.save(options.project)
    faces = sum(len(mesh.faces) for mesh in project.meshes.values())
    made = len(project.meshes) if parts is None else len(parts)
    progress.say(f"wrote {options.output}: {made} of {len(project.meshes)} parts made, {faces} faces in all, "
                 f"{time.monotonic() - started:.1f} s")
    report, titles = _measure_clipping(project)
    for note in report.notes(titles, MAX_CLIPS):
        _say(f"note: {note}")


def _say_notes(scene: Scene) -> None:
    """What will probably look wrong in the layout; the first `MAX_NOTES` of it."""
    from copart_core.geometry.boxes import box_report

    notes = box_report(scene)
    for note in notes[:MAX_NOTES]:
        _say(f"note: {note.message}")
    if len(notes) > MAX_NOTES:
        _say(f"note: and {len(notes) - MAX_NOTES} more like these")


def _tidy(options: argparse.Namespace) -> None:
    from copart_core.geometry.tidy import tidy

    scene = Scene.load(options.scene)
    _check_output(options.output, ".json")
    tidied, changes = tidy(scene, options.tolerance)
    tidied.save(options.output)
    for change in changes:
        sys.stdout.write(f"{change}\n")
    moved = len({change.part_id for change in changes})
    _say_notes(tidied)
    _say(f"wrote {options.output}: {moved} of {len(scene.parts)} parts changed")


def _place(options: argparse.Namespace) -> None:
    from copart_core.geometry.placement import crowded
    from copart_core.pipeline.compose import checked_placement, place
    from copart_core.pipeline.project import Project

    _check_output(options.output, ".copart")
    into = None if options.into is None else Project.load(options.into)
    source = _load_source(options.source)
    where = (tuple(options.position), options.yaw, options.scale)
    try:
        checked_placement(*where)
    except SceneError as error:  # begins with the name of the field, which is the option's
        raise ValueError(f"--{error}") from None
    objects = len(source.scene.objects())
    if options.name and objects > 1:
        raise ValueError(f"--name is of one object, but {str(options.source)!r} holds {objects}; leave it out, "
                         "then they keep their names")
    placed = place(source, into, *where, options.name)
    placed.save(options.output)
    before = set() if into is None else set(into.scene.placements)
    for key, parts in placed.scene.objects().items():
        if key is not None and key not in before:
            ids = ", ".join(part.id for part in parts)
            _say(f"placed {placed.scene.placements[key].title!r} as group {key}: parts {ids}")
    for note in crowded(placed.scene, set(placed.scene.placements) - before):
        _say(f"note: {note}")
    _say(f"wrote {options.output}: {_count(len(placed.scene.placements), 'object')}, "
         f"{_count(len(placed.scene.parts), 'part')}")


def _clipping(options: argparse.Namespace) -> None:
    from copart_core.pipeline.project import Project

    project = Project.load(options.project)
    if not project.meshes:
        raise ValueError(f"no part of {str(options.project)!r} has a mesh yet; generate it first")
    report, titles = _measure_clipping(project)
    if options.json:
        clips = [{"parts": clip.part_ids, "volume": clip.volume, "share": clip.share} for clip in report.clips]
        answer = {"clips": clips, "unmeasurable": report.unmeasurable}
        sys.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False) + "\n")
        return
    for clip in report.clips:
        names = " and ".join(repr(titles[part_id]) for part_id in clip.part_ids)
        sys.stdout.write(f"{clip.share:6.1%} of the smaller, volume {clip.volume:.4g}: {names}\n")
    for part_id, why in report.unmeasurable.items():
        sys.stdout.write(f"not measurable: {titles[part_id]!r}: {why}\n")
    measured = len(project.meshes) - len(report.unmeasurable)
    pairs = "1 pair shares" if len(report.clips) == 1 else f"{len(report.clips)} pairs share"
    _say(f"{pairs} a volume; {measured} of {len(project.meshes)} parts could be measured")


def _measure_clipping(project: Project) -> tuple[ClippingReport, dict[str, str]]:
    """The report over all parts where they stand, and the parts' titles."""
    from copart_core.geometry.clipping import clipping_report
    from copart_core.geometry.placement import part_titles
    from copart_core.pipeline.compose import placed_meshes

    return clipping_report(placed_meshes(project)), part_titles(project.scene)


def _export(options: argparse.Namespace) -> None:
    from copart_core.pipeline.project import Project

    _check_output(options.output, ".glb", ".urdf", ".zip", ".json")
    project = Project.load(options.project)
    if options.output.suffix.lower() == ".json":
        project.scene.save(options.output)
        _say(f"wrote {options.output}: the boxes and captions of {_count(len(project.scene.parts), 'part')}")
        return
    if options.output.suffix.lower() == ".glb":
        _write_glb(options.output, project)
    else:
        _write_urdf(options.output, project)
    _say(f"wrote {options.output}: {_count(len(project.meshes), 'part')}")


def _write_urdf(path: Path, project: Project) -> None:
    from copart_core.geometry.glb import write_atomically
    from copart_core.geometry.urdf import urdf_of
    from copart_core.pipeline.project import pack

    zipped = path.suffix.lower() == ".zip"
    urdf = urdf_of(project.scene, project.meshes, "meshes" if zipped else f"{path.stem}_meshes")
    if zipped:
        write_atomically(path, pack({f"{path.stem}.urdf": urdf.xml.encode(), **urdf.meshes}))
    else:
        (path.parent / f"{path.stem}_meshes").mkdir(exist_ok=True)
        for name, data in urdf.meshes.items():
            write_atomically(path.parent / name, data)
        write_atomically(path, urdf.xml.encode())
    for note in urdf.notes:
        _say(f"note: {note}")


def _schema(options: argparse.Namespace) -> None:
    sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")


# ---- reading and writing -------------------------------------------------------------------------------------------


def choose_parts(scene: Scene, wanted: Iterable[str]) -> list[str]:
    """The ids of the parts with these ids or names; a name that several parts bear chooses all of them."""
    chosen: list[str] = []
    for text in (entry.strip() for entry in wanted):
        if not text:
            continue
        found = [part.id for part in scene.parts if part.id == text]
        found = found or [part.id for part in scene.parts if part.name.casefold() == text.casefold()]
        if not found:
            known = ", ".join(part.id for part in scene.parts) or "none"
            raise SceneError(f"there is no part {text!r} in scene {scene.name!r}; its parts are: {known}")
        chosen += [part_id for part_id in found if part_id not in chosen]
    if not chosen:
        raise SceneError("no part was named; give ids or names, such as --parts seat,backrest")
    return chosen


def load_previous(path: Path, scene: Scene, missing_ok: Collection[str] = ()) -> Project:
    """The project to keep parts from: a .copart file or folder, or a GLB whose nodes bear the parts' names (those in
    `missing_ok` need not be in it, they are made anew)."""
    from copart_core.pipeline.project import Project

    if path.is_dir():
        return Project.load(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"cannot read {str(path)!r}: {error.strerror}") from None
    if data[:4] == GLB_MAGIC:
        with _naming(path):
            return Project.from_glb(data, scene, missing_ok)
    if path.suffix.lower() == ".glb" and file_kind(data) != "zip":
        raise ValueError(f"{str(path)!r} is no GLB file (it does not begin with 'glTF'); export it again")
    return Project.load(path)


def _load_document(path: Path) -> Project:
    """A scene document, or a project with what was made of it already."""
    from copart_core.pipeline.project import SUFFIXES, Project

    return Project.load(path) if path.is_dir() or path.suffix.lower() in SUFFIXES else Project(Scene.load(path))


def _load_source(path: Path) -> Project:
    """A project to place: a .copart file or folder, a scene document without meshes yet, or any GLB."""
    from copart_core.pipeline.compose import imported

    if path.suffix.lower() != ".glb":
        return _load_document(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"cannot read {str(path)!r}: {error.strerror}") from None
    with _naming(path):
        return imported(data, path.stem)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Put the file's name before what is wrong with it."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def _write_glb(path: Path, project: Project) -> None:
    from copart_core.geometry.glb import write_atomically

    write_atomically(path, project.to_glb())


def _check_output(path: Path, *suffixes: str) -> None:
    if path.suffix.lower() not in suffixes:
        raise ValueError(f"the output {str(path)!r} should end with {' or '.join(suffixes)}")
    if not path.parent.is_dir():
        raise ValueError(f"the folder {str(path.parent)!r} does not exist; create it or choose another output")
    if path.is_dir():
        raise ValueError(f"{str(path)!r} is a folder; choose a file name")


def _changed(scene: Scene, update: dict) -> Scene:
    return Scene.from_dict({**scene.to_dict(), **update})


# ---- the terminal --------------------------------------------------------------------------------------------------


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _one_line(error: Exception) -> str:
    text = " ".join(str(error).split())
    known = isinstance(error, ValueError | OSError) and text
    return text if known else f"{type(error).__name__}: {text or 'no more is known'}"


class Progress:
    """Tells on standard error how far a run is: one line that is rewritten on a terminal, else a line a stage."""

    def __init__(self, quiet: bool = False):
        self.quiet = quiet
        self.live = sys.stderr.isatty()
        self.stage = ""

    def say(self, text: str) -> None:
        if not self.quiet:
            _say(text)

    def follow(self, events: Iterable[Event]) -> Project:
        """Show the events of a run; returns what it made."""
        from copart_core.pipeline.events import Done, PartReady, Stage

        for event in events:
            if isinstance(event, Stage):
                self._show(event)
            elif isinstance(event, PartReady) and not self.live:
                self.say(f"  part {event.part_id}: {len(event.mesh.faces)} faces")
            elif isinstance(event, Done):
                if self.live and not self.quiet:
                    _say("")
                return event.project
        raise RuntimeError("the run ended without a result")

    def _show(self, stage: Stage) -> None:
        if self.quiet:
            return
        if self.live:
            left = "" if stage.seconds_left is None else f", {stage.seconds_left:.0f} s left"
            line = f"{stage.fraction:4.0%}  {stage.name} {stage.step} of {stage.steps}{left}"
            sys.stderr.write(f"\r{line:<60}")
            sys.stderr.flush()
        elif stage.name != self.stage:
            _say(f"{stage.name} ({stage.steps})")
        self.stage = stage.name

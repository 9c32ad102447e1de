"""Project: a scene with what was made of it. On disk a `.copart` file (zip) or a folder of the same layout.

    scene.json               the document
    parts/<part id>.glb      the textured mesh, in the frame of its object: that of the part's box (document space
                             for parts outside placed groups); a part whose id differs from an earlier one's in case
                             only is "<part id>+2.glb" (+3, ...), so that disks which know no case keep them apart
    latents.safetensors      "<part id>.geometry" [T, D], "<part id>.image" [V, C, H, W], "<part id>.box" [2, 3];
                             its metadata "model" is the fingerprint of the model that they belong to

Saving is deterministic: equal projects give equal bytes. A file is replaced in one step, so that a crash leaves the old
or the new one. So is a new folder; replacing a folder takes two renames, and a crash just between them leaves the old
one whole beside its place, as ".<name>.<number>.former".
"""

from __future__ import annotations

import io
import json
import math
import os
import shutil
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load as load_tensors
from safetensors.numpy import save as save_tensors

from copart_core.geometry.glb import (
    NamedMesh,
    ObjectNode,
    read_glb,
    read_glb_objects,
    unique_names,
    write_atomically,
    write_glb,
)
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.placement import to_object
from copart_core.scene import Scene, file_kind

GLOBAL = "/whole"  # the key of part 0, the whole object; no part can have this id
SCENE, LATENTS = "scene.json", "latents.safetensors"
SUFFIXES = (".copart", ".zip")
MAX_BYTES = 1 << 30  # unpacked: far above any real project, far below what would fill a small machine's memory
MAX_ENTRIES = 4096
_NO_PROJECT = {"json": "a JSON file, such as a scene document", "glb": "a GLB"}  # given where one is expected
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold


def whole_key(group: str | None) -> str:
    """The key of part 0 of an object: of the parts outside placed groups (None), or of a placed group."""
    return GLOBAL if group is None else f"{GLOBAL}/{group}"


@dataclass(frozen=True, eq=False)
class PartLatents:
    """Clean latents of one part, as the denoisers see them (normalised)."""

    geometry: NDArray[np.float32]  # [T, D]
    image: NDArray[np.float32]  # [V, C, H, W]
    box: NDArray[np.float64]  # [2, 3], the box they were made for, in the frame of the object


@dataclass(frozen=True, eq=False)
class Project:
    scene: Scene
    meshes: dict[str, PartMesh] = field(default_factory=dict)  # by part id
    latents: dict[str, PartLatents] = field(default_factory=dict)  # by part id, and `whole_key` of the objects
    fingerprint: str = ""  # of the model that made the latents; "" if none

    def keys(self) -> list[str]:
        """All that can have latents, in the order in which they are stored."""
        wholes = [whole_key(group) for group in self.scene.placements]
        return [GLOBAL, *wholes, *(part.id for part in self.scene.parts)]

    # ---- files ----------------------------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write a `.copart` (or `.zip`) file, or a folder where `path` has no suffix or is a folder.

        An existing project there is replaced. Meshes and latents of parts that the scene no longer has are left out.
        Errors: ValueError for another suffix, for a folder that holds other things, or where writing fails.
        """
        path = Path(path)
        as_folder = path.is_dir() or not path.suffix
        if not as_folder and path.suffix.lower() not in SUFFIXES:
            raise ValueError(f"a project is saved as .copart file or as a folder, got {str(path)!r}; change its ending")
        files = self._files()
        try:
            _write_folder(path, files) if as_folder else write_atomically(path, pack(files))
        except OSError as error:
            raise ValueError(
                f"cannot write the project {str(path)!r}: {error.strerror}; choose another place"
            ) from None

    @classmethod
    def load(cls, path: str | Path) -> Project:
        """Read a `.copart` file or a folder. Errors: ValueError that names the file and what is wrong with it."""
        path = Path(path)
        try:
            files = _Folder(path) if path.is_dir() else _Archive(path)
            return cls._from_files(files)
        except OSError as error:
            raise ValueError(f"cannot read the project {str(path)!r}: {error.strerror or error}") from None
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None

    def _files(self) -> dict[str, bytes]:
        """The contents by name, in the order in which they are stored."""
        files = {SCENE: self.scene.to_json().encode()}
        names = _mesh_names(self.scene)
        for part in self.scene.parts:
            if part.id in self.meshes:
                files[names[part.id]] = write_glb(None, [(part.title, part.id, self.meshes[part.id])])
        tensors: dict[str, np.ndarray] = {}
        for key in self.keys():
            if key in self.latents:
                latents = self.latents[key]
                tensors[f"{key}.geometry"] = np.ascontiguousarray(latents.geometry, np.float32)
                tensors[f"{key}.image"] = np.ascontiguousarray(latents.image, np.float32)
                tensors[f"{key}.box"] = np.ascontiguousarray(latents.box, np.float64)
        if tensors:
            files[LATENTS] = save_tensors(tensors, {"model": self.fingerprint})
        return files

    @classmethod
    def _from_files(cls, files: Mapping[str, bytes]) -> Project:
        if SCENE not in files:
            raise ValueError(
                f"this is no CoPart project: there is no {SCENE} in it; choose a .copart file or its folder"
            )
        scene = Scene.from_json(files[SCENE])
        meshes, names = {}, _mesh_names(scene)
        alike = Counter(part.id.lower() for part in scene.parts)
        for part in scene.parts:
            for name in dict.fromkeys((names[part.id], f"parts/{part.id}.glb")):  # the second: of earlier versions
                if name not in files:
                    continue
                try:
                    found = read_glb(files[name])
                except ValueError as error:
                    raise ValueError(f"{name}: {error}; or delete it and generate part {part.title!r} again") from None
                if len(found) != 1:
                    raise ValueError(
                        f"{name} holds {len(found)} meshes, expected 1; generate part {part.title!r} again"
                    )
                if alike[part.id.lower()] > 1 and found[0][1] not in (None, part.id):
                    continue  # one saved over the other, where the disk knows no case
                meshes[part.id] = found[0][2]
                break
        known = cls(scene).keys()
        latents, fingerprint = _read_latents(files[LATENTS], known) if LATENTS in files else ({}, "")
        return cls(scene, meshes, latents, fingerprint)

    # ---- GLB ------------------------------------------------------------------------------------------------------

    def to_glb(self) -> bytes:
        """One GLB with a named node for every part that has a mesh; those of a placed group hang on a node with its
        transform. Errors: ValueError where no part has a mesh."""
        made = [part for part in self.scene.parts if part.id in self.meshes]
        nodes = [(part.title, part.id, self.meshes[part.id]) for part in made]
        return write_glb(None, nodes, self.scene.name, objects=_object_nodes(self.scene, [part.id for part in made]))

    @classmethod
    def from_glb(cls, data: bytes, scene: Scene, missing_ok: Collection[str] = ()) -> Project:
        """The meshes of a GLB for the parts of `scene`: by the part id in the nodes' extras, else by name.

        There are no latents; they are encoded from the meshes when they are needed. Nodes that fit no part are left
        out. Parts of placed groups are brought into their object's frame: bit for bit where they hang on the group's
        node, as `to_glb` writes them, else from where they stand by the placement in `scene`. Errors: ValueError that
        lists the parts without a mesh, except those in `missing_ok` (the ids of parts that will be made anyway), and
        for two meshes of one part.
        """
        scene.require_parts()
        found = _read_in_objects(data, scene)
        meshes: dict[str, PartMesh] = {}
        for part_id, mesh in _matches(found, scene):
            if part_id in meshes:
                raise ValueError(
                    f"two meshes of the GLB belong to part {scene.part(part_id).title!r}; join or rename one"
                )
            meshes[part_id] = mesh
        missing = [part.title for part in scene.parts if part.id not in meshes and part.id not in missing_ok]
        if missing:
            names = ", ".join(repr(name) for name, _, _ in found)
            raise ValueError(
                f"the GLB has no mesh for: {', '.join(map(repr, missing))}; name its nodes like the parts (they are "
                f"named {names}), or generate these parts again"
            )
        return cls(scene, {part.id: meshes[part.id] for part in scene.parts if part.id in meshes})


def _mesh_names(scene: Scene) -> dict[str, str]:
    """The file of each part's mesh by part id; no two are the same where names know no case. No id has a "+"."""
    seen: Counter[str] = Counter()
    names = {}
    for part in scene.parts:
        seen[part.id.lower()] += 1
        number = seen[part.id.lower()]
        names[part.id] = f"parts/{part.id}.glb" if number == 1 else f"parts/{part.id}+{number}.glb"
    return names


def _object_nodes(scene: Scene, written: list[str]) -> list[ObjectNode]:
    """The nodes of the placed groups that have one of the `written` parts."""
    row_of = {part_id: row for row, part_id in enumerate(written)}
    nodes = []
    for key, parts in scene.objects().items():
        rows = [row_of[part.id] for part in parts if part.id in row_of]
        if key is None or not rows:
            continue
        group = scene.placements[key]
        assert group.placement is not None
        half = math.radians(group.placement.yaw) / 2
        rotation = (0.0, math.sin(half), 0.0, math.cos(half))
        nodes.append(ObjectNode(group.title, key, group.placement.position, rotation, group.placement.scale, rows))
    return nodes


def _read_in_objects(data: bytes, scene: Scene) -> list[NamedMesh]:
    """The parts of a GLB, those of placed groups in their object's frame."""
    found = read_glb(data)
    if not scene.placements:
        return found
    placement_of = {
        part.id: (key, scene.placements[key].placement)
        for key, parts in scene.objects().items() if key is not None for part in parts
    }
    result = []
    for (name, own_id, mesh), (group, (_, _, inner)) in zip(found, read_glb_objects(data), strict=True):
        ids = [part_id for part_id, _ in _matches([(name, own_id, mesh)], scene)]
        key, placement = placement_of.get(ids[0], (None, None)) if ids else (None, None)
        if placement is not None:
            mesh = inner if group == key else to_object(mesh, placement)
        result.append((name, own_id, mesh))
    return result


def _matches(found: list[NamedMesh], scene: Scene) -> Iterator[tuple[str, PartMesh]]:
    """(part id, mesh) of those nodes that belong to a part."""
    ids = {part.id for part in scene.parts}
    names = unique_names(part.title for part in scene.parts)  # as `write_glb` names the nodes
    by_name = {name.casefold(): part.id for name, part in zip(names, scene.parts, strict=True)}
    for name, part_id, mesh in found:
        match = part_id if part_id in ids else by_name.get(name.casefold())
        if match is not None:
            yield match, mesh


def _read_latents(data: bytes, known: Collection[str]) -> tuple[dict[str, PartLatents], str]:
    """The latents of the `known` keys, and the fingerprint of their model."""
    again = "delete it, then kept parts are encoded from their meshes"
    try:
        tensors = load_tensors(data)
        (length,) = struct.unpack_from("<Q", data)  # the loader checked the header, but does not return its metadata
        fingerprint = json.loads(data[8 : 8 + length]).get("__metadata__", {}).get("model", "")
    except (SafetensorError, KeyError, ValueError) as error:
        raise ValueError(f"{LATENTS} is damaged ({error}); {again}") from None
    latents = {}
    for key in sorted({name.rpartition(".")[0] for name in tensors} & set(known)):
        geometry, image, box = (tensors.get(f"{key}.{kind}") for kind in ("geometry", "image", "box"))
        if geometry is None or image is None or box is None:
            raise ValueError(f"{LATENTS} lacks the geometry, image or box of {key!r}; {again}")
        if geometry.ndim != 2 or image.ndim != 4 or box.shape != (2, 3):
            shapes = geometry.shape, image.shape, box.shape
            raise ValueError(f"{LATENTS}: expected [T, D], [V, C, H, W] and [2, 3] for {key!r}, got {shapes}; {again}")
        if not all(np.isfinite(array).all() for array in (geometry, image, box)):
            raise ValueError(f"{LATENTS}: the latents of {key!r} are not finite; {again}")
        if not (box[1] > box[0]).all():
            raise ValueError(f"{LATENTS}: the box of {key!r} has no size, or is inverted: {box.tolist()}; {again}")
        latents[key] = PartLatents(geometry.astype(np.float32), image.astype(np.float32), box.astype(np.float64))
    return latents, fingerprint


# ---- containers -----------------------------------------------------------------------------------------------------


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of `files` by name; equal files give equal bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same bytes on every system
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=6)
    return stream.getvalue()


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """A new folder beside the old one takes its place once it is complete.

    Two folders cannot be exchanged in one step everywhere, so the old one is moved aside first, and back on an error.
    """
    if path.exists():
        foreign = sorted(entry.name for entry in path.iterdir() if entry.name not in (SCENE, LATENTS, "parts"))
        if foreign:
            raise ValueError(
                f"the folder {str(path)!r} holds other things ({foreign[0]!r}); choose an empty or new one"
            )
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial, former = (path.with_name(f".{path.name}.{os.getpid()}.{state}") for state in ("partial", "former"))
    try:
        for name, data in files.items():
            target = partial / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if path.exists():
            path.rename(former)
        try:
            partial.rename(path)
        except OSError:
            if former.exists():
                former.rename(path)
            raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        if path.exists():  # else the old one could not be moved back, and is all there is
            shutil.rmtree(former, ignore_errors=True)


class _Folder(Mapping[str, bytes]):
    """Files of a folder by name. Only names that the project itself asks for are opened."""

    def __init__(self, path: Path):
        self._path = path

    def __getitem__(self, name: str) -> bytes:
        target = self._path / name
        if not target.is_file():
            raise KeyError(name)
        if target.stat().st_size > MAX_BYTES:
            raise ValueError(f"{name} is larger than {MAX_BYTES >> 20} MiB; this is no project of this program")
        return target.read_bytes()

    def __contains__(self, name: object) -> bool:
        return (self._path / str(name)).is_file()

    def __iter__(self) -> Iterator[str]:
        return (path.relative_to(self._path).as_posix() for path in sorted(self._path.rglob("*")) if path.is_file())

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Archive(Mapping[str, bytes]):
    """Files of a zip by name, read into memory: nothing is ever unpacked to disk."""

    def __init__(self, path: Path):
        data = _read_limited(path)
        if (kind := file_kind(data)) in _NO_PROJECT:
            raise ValueError(
                f"this is {_NO_PROJECT[kind]}, not a .copart project; use `place FILE -o NEW.copart` to make one of it"
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
            raise ValueError(
                f"this is no .copart file or a damaged one ({error}); save the project again, or use another copy"
            ) from None
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_BYTES:
            raise ValueError(
                f"this file unpacks to more than {MAX_BYTES >> 20} MiB or {MAX_ENTRIES} files; it is no project of ours"
            )
        for entry in entries:
            if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.replace("\\", "/").split("/"):
                raise ValueError(
                    f"this file holds an unsafe name ({entry.filename!r}); it is no project of this program"
                )
        self._entries = {entry.filename: entry for entry in entries}

    def __getitem__(self, name: str) -> bytes:
        try:
            return self._zip.read(self._entries[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise ValueError(
                f"{name} in it is damaged ({error}); save the project again, or use another copy"
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _read_limited(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"this file is larger than {MAX_BYTES >> 20} MiB; it is no project of this program")
    return path.read_bytes()

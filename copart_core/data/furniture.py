"""Real objects with named parts: the furniture libraries of Sweet Home 3D (Debian package `sweethome3d-furniture`).

A library is a zip file (.sh3f) with `PluginFurnitureCatalog.properties` and Wavefront models, some with image textures.
A part is an OBJ group where there are two or more, else a material. Tiny parts join their neighbour; objects with fewer
than 2 or more than 12 parts are left out. Licences are CC0 and CC-BY 3.0: every object keeps its credit.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import numpy as np
import trimesh
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from copart_core.data.colors import nearest_names
from copart_core.data.furniture_words import (
    clean_label,
    clean_object_name,
    material_of,
    object_captions,
    part_captions,
)
from copart_core.data.sources import SourceObject, SourcePart
from copart_core.data.wavefront import Material, Wavefront, read_wavefront
from copart_core.geometry.render import Hits, sample_texture
from copart_core.geometry.sampling import sample_surface

CATALOGUE = "PluginFurnitureCatalog.properties"
MIN_PARTS, MAX_PARTS = 2, 12
MAX_FACES = 200_000
SMALLEST_PART = 0.05  # longest side of a part, as a share of the object's; smaller ones join their neighbour
FLAT = 0.004  # a part thinner than this share of the object's longest side is a plane ...
FLAT_THICKNESS = 0.01  # ... and is made this thick
MAIN_COLOR_SHARE = 0.6  # of the surface that one colour name must cover to be a part's main colour
TEXTURE_SIZE = 256  # longest side that textures are reduced to: the views have 64 pixels


@dataclass(frozen=True)
class CatalogueEntry:
    """One object of a library; sizes in centimetres."""

    path: Path
    id: str
    name: str
    model: str  # path in the zip file
    size: tuple[float, float, float]  # width (x), height (y), depth (z)
    rotation: tuple[float, ...] | None  # 3 x 3, row by row
    creator: str
    license: str
    library: str

    @property
    def slug(self) -> str:
        """The id as a file name."""
        return re.sub(r"[^a-z0-9]+", "-", self.id.lower()).strip("-")


def list_entries(catalogue: str | Path) -> list[CatalogueEntry]:
    """All objects of a library file. A file that is no library is a `ValueError`."""
    catalogue = Path(catalogue)
    try:
        with zipfile.ZipFile(catalogue) as archive:
            text = archive.read(CATALOGUE).decode("latin-1")
    except FileNotFoundError:
        raise ValueError(f"there is no file {catalogue}; give the path of a .sh3f furniture library") from None
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise ValueError(f"{catalogue} is not a Sweet Home 3D furniture library (.sh3f): {error}") from None
    general, numbered = _properties(text)
    entries = []
    for number, values in sorted(numbered.items()):
        try:
            width, height, depth = (float(values[side]) for side in ("width", "height", "depth"))
            rotation = tuple(float(word) for word in values.get("modelRotation", "").split()) or None
            model = values["model"].lstrip("/")
        except (KeyError, ValueError) as error:
            raise ValueError(f"{catalogue}: object {number} has no usable {error}") from None
        library = general.get("name", catalogue.stem)
        entries.append(
            CatalogueEntry(
                path=catalogue,
                id=values.get("id", f"{library}#{number}"),
                name=values.get("name", "object"),
                model=model,
                size=(width, height, depth),
                rotation=rotation,
                creator=values.get("creator", "unknown"),
                license=general.get("license", "unknown licence"),
                library=library,
            )
        )
    return entries


def _properties(text: str) -> tuple[dict[str, str], dict[int, dict[str, str]]]:
    """Java properties -> those of the library, and those of each object by its number."""
    general: dict[str, str] = {}
    numbered: dict[int, dict[str, str]] = {}
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        key = key.strip()
        if not equals or key.startswith(("#", "!")):
            continue
        value = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), value.strip())
        value = re.sub(r"\\(.)", r"\1", value)
        name, hash_sign, number = key.partition("#")
        if not hash_sign:
            general[name] = value
        elif number.isdigit():
            numbered.setdefault(int(number), {})[name] = value
    return general, numbered


# ---- reading an object --------------------------------------------------------------------------------------------


@dataclass
class _Piece:
    """Faces that belong together, before they become a part."""

    name: str
    faces: NDArray[np.int64]  # indices of the model's faces
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    labels: list[str] = field(default_factory=list)

    @property
    def longest(self) -> float:
        return float((self.high - self.low).max())

    def join(self, other: _Piece) -> None:
        self.faces = np.concatenate([self.faces, other.faces])
        self.low, self.high = np.minimum(self.low, other.low), np.maximum(self.high, other.high)

    def gap(self, other: _Piece) -> float:
        """Distance between the two boxes."""
        return float(np.linalg.norm(np.maximum(0, np.maximum(self.low - other.high, other.low - self.high))))


def read_object(entry: CatalogueEntry) -> SourceObject:
    """One object with its parts, colours and captions, in metres. One that cannot be used is a `ValueError`."""
    with zipfile.ZipFile(entry.path) as archive:
        model, textures = _read_model(archive, entry)
        credit = _credit(archive, entry)
    vertices = _placed(model.vertices, entry)
    pieces = _pieces(model, vertices)
    size = float(np.ptp(vertices[model.faces].reshape(-1, 3), axis=0).max())
    category = clean_object_name(entry.name)
    parts = [_part(piece, model, vertices, textures, category, size) for piece in pieces]
    weights = [part.mesh.area for part in parts]
    shares: Counter[str] = Counter()
    for part, weight in zip(parts, weights, strict=True):
        shares[part.main_color or ""] += weight
    color, weight = shares.most_common(1)[0]
    main_color = color if color and weight >= MAIN_COLOR_SHARE * sum(weights) else None
    captions = object_captions(category, main_color, [part.name for part in parts])
    return SourceObject(entry.id, category, "furniture", credit, captions, parts, main_color)


def _read_model(archive: zipfile.ZipFile, entry: CatalogueEntry) -> tuple[Wavefront, dict[str, NDArray[np.uint8]]]:
    """The Wavefront model and its textures [H, W, 3] by material name; textures that are missing are left out."""
    folder = PurePosixPath(entry.model).parent
    present = {name.lower(): name for name in archive.namelist()}

    def find(name: str) -> str | None:
        return present.get(str(folder / name.replace("\\", "/")).lower())

    def read_library(name: str) -> str:
        found = find(name)
        return archive.read(found).decode("latin-1") if found else ""

    found = present.get(entry.model.lower())
    if found is None:
        raise ValueError(f"the library has no file {entry.model}")
    model = read_wavefront(archive.read(found).decode("latin-1"), read_library)
    if len(model.faces) > MAX_FACES:
        raise ValueError(f"the model has {len(model.faces)} faces, more than {MAX_FACES}")
    textures = {}
    for name in model.materials:
        texture = model.library.get(name, Material()).texture
        path = find(texture) if texture else None
        if path:
            try:
                with Image.open(io.BytesIO(archive.read(path))) as image:
                    small = image.convert("RGB")
            except (UnidentifiedImageError, OSError) as error:
                raise ValueError(f"the texture {path} cannot be read: {error}") from None
            small.thumbnail((TEXTURE_SIZE, TEXTURE_SIZE), Image.Resampling.BOX)
            textures[name] = np.asarray(small)
    return model, textures


def _placed(vertices: NDArray[np.float64], entry: CatalogueEntry) -> NDArray[np.float64]:
    """The vertices turned and stretched to the catalogue's size as Sweet Home 3D does it, standing on y = 0, metres."""
    if entry.rotation is not None:
        if len(entry.rotation) != 9:
            raise ValueError(f"the model rotation has {len(entry.rotation)} numbers, expected 9")
        vertices = vertices @ np.array(entry.rotation).reshape(3, 3).T
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    extent = high - low
    if not (extent > 0).all():
        raise ValueError("the model is flat")
    scale = np.array(entry.size) / 100 / extent
    center = (low + high) / 2
    return (vertices - [center[0], low[1], center[2]]) * scale


def _pieces(model: Wavefront, vertices: NDArray[np.float64]) -> list[_Piece]:
    """The parts' faces: by group, or by material where that gives too few or too many."""
    reasons = []
    for labels, index in ((model.groups, model.face_group), (model.materials, model.face_material)):
        pieces = []
        for label in np.unique(index):
            faces = np.flatnonzero(index == label)
            materials, counts = np.unique(model.face_material[faces], return_counts=True)
            by_count = [model.materials[material] for material in materials[np.argsort(-counts)]]
            name = clean_label(labels[label]) or next(filter(None, map(clean_label, by_count)), "") or "part"
            pieces.append(_piece(name, faces, [labels[label], *by_count], model, vertices))
        pieces = _joined(pieces)
        if MIN_PARTS <= len(pieces) <= MAX_PARTS:
            return pieces
        reasons.append(f"{len(pieces)}")
    raise ValueError(
        f"the object has {reasons[0]} parts by group and {reasons[1]} by material; expected {MIN_PARTS} to {MAX_PARTS}"
    )


def _piece(
    name: str, faces: NDArray[np.int64], labels: list[str], model: Wavefront, vertices: NDArray[np.float64]
) -> _Piece:
    corners = vertices[model.faces[faces]].reshape(-1, 3)
    return _Piece(name, faces, corners.min(axis=0), corners.max(axis=0), labels)


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Join what is too small to be a part of its own, then, where there are too many, parts of the same name."""
    size = float((np.max([p.high for p in pieces], axis=0) - np.min([p.low for p in pieces], axis=0)).max())
    if len(pieces) > MAX_PARTS:
        by_name: dict[str, _Piece] = {}
        for piece in pieces:
            if piece.name in by_name:
                by_name[piece.name].join(piece)
            else:
                by_name[piece.name] = piece
        pieces = list(by_name.values())
    pieces = sorted(pieces, key=lambda piece: piece.longest, reverse=True)
    while len(pieces) > 1 and pieces[-1].longest < SMALLEST_PART * size:
        small = pieces.pop()
        same = [piece for piece in pieces if piece.name == small.name and piece.gap(small) < SMALLEST_PART * size]
        min(same or pieces, key=small.gap).join(small)
    return pieces


def _part(
    piece: _Piece,
    model: Wavefront,
    vertices: NDArray[np.float64],
    textures: dict[str, NDArray[np.uint8]],
    category: str,
    size: float,
) -> SourcePart:
    """A piece as a part: its mesh, its colours, its main colour by name, its captions. `size` is the object's."""
    faces, uv = model.faces[piece.faces], model.corner_uv[piece.faces]
    used, faces = np.unique(faces, return_inverse=True)
    points, faces = vertices[used], faces.reshape(-1, 3)
    origin = np.arange(len(faces))
    for axis in np.flatnonzero(np.ptp(points, axis=0) < FLAT * size):
        points, faces, uv, kept = extrude_flat(points, faces, uv, int(axis), FLAT_THICKNESS * size)
        origin = origin[kept]
    material = model.face_material[piece.faces][origin]
    colors = _Colors(material, uv, {index: _look(model, textures, index) for index in np.unique(material).tolist()})
    mesh = trimesh.Trimesh(points, faces, process=False, validate=False)
    main_color = _main_color(mesh, colors)
    captions = part_captions(piece.name, category, main_color, material_of(*piece.labels))
    return SourcePart(piece.name, piece.name, mesh, colors, main_color, captions)


def extrude_flat(
    points: NDArray[np.float64], faces: NDArray[np.int64], uv: NDArray[np.float32], axis: int, thickness: float
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
    """A flat mesh as a closed slab: two copies `thickness` apart along `axis`, and walls along its rim.

    points [V, 3], faces [F, 3], uv [F, 3, 2] -> the same of the slab, and the index [F'] of the face that each face of
    the slab comes from.
    """
    across = [(axis + 1) % 3, (axis + 2) % 3]
    sides = np.diff(points[faces][:, :, across], axis=1)
    turn = sides[:, 0, 0] * sides[:, 1, 1] - sides[:, 0, 1] * sides[:, 1, 0]
    faces, uv = faces.copy(), uv.copy()
    faces[turn < 0], uv[turn < 0] = faces[turn < 0][:, ::-1], uv[turn < 0][:, ::-1]  # all look along +axis
    _, first = np.unique(np.sort(faces, axis=1), axis=0, return_index=True)  # a sheet of two sides has each face twice
    kept = np.sort(first[turn[first] != 0])
    if not len(kept):
        raise ValueError("the part has no surface")
    faces, uv = faces[kept], uv[kept]
    count = len(points)
    middle = points[:, axis].mean()
    top, bottom = points.copy(), points.copy()
    top[:, axis], bottom[:, axis] = middle + thickness / 2, middle - thickness / 2

    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    start_uv, end_uv = uv.reshape(-1, 2), np.roll(uv, -1, axis=1).reshape(-1, 2)
    rim = np.flatnonzero(~np.isin(start * count + end, end * count + start))
    a, b, a_uv, b_uv = start[rim], end[rim], start_uv[rim], end_uv[rim]
    walls = np.concatenate([np.stack([a + count, b + count, b], 1), np.stack([a + count, b, a], 1)])
    wall_uv = np.concatenate([np.stack([a_uv, b_uv, b_uv], 1), np.stack([a_uv, b_uv, a_uv], 1)])
    return (
        np.concatenate([top, bottom]),
        np.concatenate([faces, faces[:, ::-1] + count, walls]),
        np.concatenate([uv, uv[:, ::-1], wall_uv]),
        np.concatenate([kept, kept, np.tile(kept[rim // 3], 2)]),
    )


# ---- colours and credits ------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Colors:
    """A `ColorFn`: each face has the flat colour or the texture of its material."""

    material: NDArray[np.int64]  # [F]
    uv: NDArray[np.float32]  # [F, 3, 2], NaN where there is none
    looks: dict[int, tuple[tuple[int, int, int], NDArray[np.uint8] | None]]  # material -> flat colour, texture

    def __call__(self, hits: Hits) -> NDArray[np.uint8]:
        colors = np.zeros((len(hits.face), 3), np.uint8)
        owner = self.material[hits.face]
        for index, (flat, texture) in self.looks.items():
            mine = np.flatnonzero(owner == index)
            colors[mine] = flat
            if texture is not None and len(mine):
                uv = np.einsum("mk,mkc->mc", hits.weights[mine], self.uv[hits.face[mine]].astype(np.float64))
                mapped = np.isfinite(uv).all(axis=1)
                colors[mine[mapped]] = sample_texture(texture, uv[mapped])
        return colors


def _look(
    model: Wavefront, textures: dict[str, NDArray[np.uint8]], index: int
) -> tuple[tuple[int, int, int], NDArray[np.uint8] | None]:
    name = model.materials[index]
    return model.library.get(name, Material()).color, textures.get(name)


def _main_color(mesh: trimesh.Trimesh, colors: _Colors) -> str | None:
    """The colour name that covers most of the surface, if it covers `MAIN_COLOR_SHARE` of it."""
    count = 512
    rng = np.random.default_rng(0)
    points, normals, face = sample_surface(mesh, count, rng)
    weights = rng.dirichlet([1.0, 1.0, 1.0], count)
    rgb = colors(Hits(np.arange(count), face, weights, points.astype(float), normals.astype(float), np.zeros(count)))
    names, counts = np.unique(nearest_names(rgb), return_counts=True)
    best = int(counts.argmax())
    return str(names[best]) if counts[best] >= MAIN_COLOR_SHARE * count else None


def _credit(archive: zipfile.ZipFile, entry: CatalogueEntry) -> str:
    """Who made the object and under which licence; a licence file beside the model overrides the library's."""
    license_name = " ".join(entry.license.split())
    folder = str(PurePosixPath(entry.model).parent) + "/"
    for name in archive.namelist():
        if name.startswith(folder) and "license" in name.lower():
            text = archive.read(name).decode("latin-1")
            if "Creative Commons Attribution" in text:
                license_name = "Creative Commons Attribution 3.0"
            elif "Creative Commons Zero" in text:
                license_name = "CC0 1.0 (public domain)"
    return f'"{entry.name}" by {entry.creator}, {license_name}, from the library "{entry.library}" of Sweet Home 3D'

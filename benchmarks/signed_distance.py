"""How good the signs of distances are on real parts:  python benchmarks/signed_distance.py [--parts 300] [--json]

Parts of the Sweet Home 3D furniture libraries (Debian package sweethome3d-furniture, or --catalogue FILE.sh3f...),
drawn at random, in box coordinates. Two ways of telling inside from outside are compared: the winding number of the
faces as the file winds them, and that of the faces turned outward (copart_core/data/orientation.py), as in training.

- shares: parts that are not watertight, with faces that are there twice, mostly open sheets, and so on
- judged: agreement of the sign with an independent judge, a vote of 17 rays on whether they cross the surface an odd
  number of times, at points where at least 15 of them agree. The judge errs where bodies overlap (the union of two
  bodies is crossed twice): the row of the closed parts shows by how much. Sheets have no sign to judge and are left
  out.
- damaged: closed parts (cut to 500 faces or more) whose own sign is the truth, damaged as real parts are. Accuracy at
  the queries that training uses (60 % near the surface), and IoU of the inside
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import trimesh
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from copart_core.data.__main__ import DEBIAN_FURNITURE  # noqa: E402
from copart_core.data.furniture import list_entries, read_object  # noqa: E402
from copart_core.data.orientation import areas, closed_pieces, outward, pieces, with_area  # noqa: E402
from copart_core.data.record import boxed, sample_queries  # noqa: E402
from copart_core.data.signed_distance import DistanceField, WindingNumber  # noqa: E402
from copart_core.geometry.frames import Frame  # noqa: E402
from copart_core.geometry.render import RayScene  # noqa: E402
from copart_core.geometry.sampling import sample_surface  # noqa: E402

POINTS = 1000  # queries of a part
RAYS, SURE = 17, 15  # directions of the judge, and how many must agree
MAX_FACES = 20_000  # larger parts are left out of the tests (not of the shares): they only take time
FINE = 500  # faces that a part has at least before it is damaged
DAMAGED = 100  # closed parts that are damaged, at most

Faces = NDArray[np.int64]
Points = NDArray[np.float64]
Signs = NDArray[np.bool_]


def main() -> int:
    parse = argparse.ArgumentParser(description="Measure the signs of distances on real parts.")
    parse.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parse.add_argument("--parts", type=int, default=300, help="parts to draw (default 300)")
    parse.add_argument("--seed", type=int, default=0)
    parse.add_argument("--catalogue", type=Path, nargs="+", help=f".sh3f files (default: all in {DEBIAN_FURNITURE})")
    options = parse.parse_args()
    catalogues = options.catalogue or sorted(DEBIAN_FURNITURE.glob("*.sh3f"))
    if not catalogues:
        parse.error(f"no furniture in {DEBIAN_FURNITURE}; give .sh3f files with --catalogue")
    result = measure(catalogues, options.parts, options.seed)
    if options.json:
        print(json.dumps(result))
    else:
        print(json.dumps(result, indent=1))
    return 0


def measure(catalogues: list[Path], count: int, seed: int) -> dict:
    start = time.monotonic()
    rng = np.random.default_rng(seed)
    shares: dict[str, list[float]] = defaultdict(list)
    judged: dict[str, list[list[float]]] = defaultdict(list)
    damaged: dict[str, list[list[float]]] = defaultdict(list)
    tried = 0
    for mesh in draw_parts(catalogues, count, rng):
        vertices = np.asarray(mesh.vertices, np.float64)
        faces = with_area(vertices, np.asarray(mesh.faces, np.int64))
        field = DistanceField.of(mesh)
        closed, kind = bool(closed_pieces(faces).all()), describe(vertices, faces, field, shares)
        shares["not_watertight"].append(not mesh.is_watertight)
        if len(faces) > MAX_FACES:
            continue
        points = sample_queries(sample_surface(mesh, POINTS, rng)[0], rng, POINTS).astype(np.float64)
        plain, turned = sign(vertices, faces, points), sign(vertices, field.faces, points)
        inside, sure = vote(vertices, field.faces, points, rng)
        if kind != "sheet" and sure.any():
            judged[kind].append([float((ours == inside)[sure].mean()) for ours in (plain, turned)])
        if closed and kind == "closed" and tried < DAMAGED and np.array_equal(field.faces, faces):
            tried += 1
            for damage, hurt in damages(vertices, faces, rng):
                damaged[damage].append(compare(*hurt, points, truth=plain))
    table = {name: round(float(np.mean(values)), 4) for name, values in shares.items()}
    return {
        "benchmark": "signed_distance",
        "parts": len(shares["not_watertight"]),
        "shares": table,
        "judged": {kind: agreement(rows) for kind, rows in sorted(judged.items())},
        "damaged": {"parts": tried, **{name: improvement(rows) for name, rows in damaged.items()}},
        "seconds": round(time.monotonic() - start, 1),
    }


def draw_parts(catalogues: list[Path], count: int, rng: np.random.Generator) -> Iterator[trimesh.Trimesh]:
    """All parts of objects drawn at random, in box coordinates, until there are `count`."""
    entries = [entry for catalogue in catalogues for entry in list_entries(catalogue)]
    given = 0
    for index in rng.permutation(len(entries)).tolist():
        try:
            parts = read_object(entries[index]).parts
        except ValueError:
            continue  # too few or too many parts, or too many faces: training leaves it out too
        for part in parts:
            used = np.asarray(part.mesh.vertices)[np.asarray(part.mesh.faces).ravel()]
            yield boxed(part.mesh, Frame.of_box(used.min(axis=0), used.max(axis=0)))
            given += 1
            if given == count:
                return


def describe(vertices: Points, faces: Faces, field: DistanceField, shares: dict[str, list[float]]) -> str:
    """Note what a part is made of; returns its kind."""
    closed = closed_pieces(faces)
    before, after = areas(vertices, faces).sum(), areas(vertices, outward(vertices, faces)).sum()
    shares["open_pieces"].append(not closed.all())
    shares["doubled_faces"].append(after < 0.999 * before)
    shares["mostly_sheets"].append(field.sheet_share > 0.5)
    shares["some_sheets"].append(0.05 < field.sheet_share <= 0.5)
    shares["turned_some_faces"].append(turned_share(vertices, faces) > 0.01)
    if field.sheet_share > 0.05:
        return "sheet"
    if after < 0.999 * before:
        return "doubled"
    return "closed" if closed.all() else "open"


def turned_share(vertices: Points, faces: Faces) -> float:
    """The share of the area that `outward` turns."""
    kept = {tuple(face) for face in faces.tolist()}
    result = outward(vertices, faces)
    area = areas(vertices, result)
    return float(area[[tuple(face) not in kept for face in result.tolist()]].sum() / area.sum())


def sign(vertices: Points, faces: Faces, points: Points) -> Signs:
    """[N]: inside, by the winding number of the faces as they are."""
    return np.abs(WindingNumber(vertices, faces)(points)) > 0.5


def vote(vertices: Points, faces: Faces, points: Points, rng: np.random.Generator) -> tuple[Signs, Signs]:
    """[N] each: whether most rays say inside (an odd number of crossings), and whether the vote is clear."""
    scene = RayScene(vertices, faces)
    directions = rng.normal(size=(RAYS, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    odd = np.zeros(len(points), np.int64)
    for direction in directions.astype(np.float32):
        crossings = np.zeros(len(points), np.int64)
        origins, active = points.astype(np.float32), np.arange(len(points))
        for _ in range(100):
            face, depth = scene.first_faces(origins, np.tile(direction, (len(active), 1)))
            hit = face >= 0
            active = active[hit]
            if not len(active):
                break
            crossings[active] += 1
            origins = origins[hit] + (depth[hit, None] + np.float32(1e-5)) * direction
        odd += crossings % 2
    return odd > RAYS / 2, np.maximum(odd, RAYS - odd) >= SURE


def damages(vertices: Points, faces: Faces, rng: np.random.Generator) -> Iterator[tuple[str, tuple[Points, Faces]]]:
    """The part as it is and with the damages that real parts have."""
    while len(faces) < FINE:
        finer = trimesh.remesh.subdivide(vertices, faces)
        vertices, faces = np.asarray(finer[0], np.float64), np.asarray(finer[1], np.int64)
    label = pieces(faces)
    yield "none", (vertices, faces)
    for share in (0.05, 0.1, 0.2):
        yield f"holes {share:.0%}", (vertices, faces[rng.random(len(faces)) > share])
    centres = vertices[faces].mean(axis=1)
    reach = np.linalg.norm(centres - centres[rng.integers(len(faces))], axis=1)
    yield "one hole of 10%", (vertices, faces[reach > np.quantile(reach, 0.1)])
    flip = rng.random(len(faces)) < 0.1
    wound = np.where(flip[:, None], faces[:, ::-1], faces)
    yield "10% of faces turned", (vertices, wound)
    yield "10% of faces turned, holes 10%", (vertices, wound[rng.random(len(faces)) > 0.1])
    inward = (rng.random(int(label.max()) + 1) < 0.3)[label]
    yield "30% of pieces inside out", (vertices, np.where(inward[:, None], faces[:, ::-1], faces))
    yield "every face twice, both ways", (vertices, np.concatenate([faces, faces[:, ::-1]]))


def compare(vertices: Points, faces: Faces, points: Points, truth: Signs) -> list[float]:
    """Accuracy and IoU of the inside: as the faces are wound, then turned outward."""
    row: list[float] = []
    for wound in (faces, outward(vertices, faces)):
        ours = sign(vertices, wound, points)
        row += [float((ours == truth).mean()), float((ours & truth).sum() / max((ours | truth).sum(), 1))]
    return row


def agreement(rows: list[list[float]]) -> dict[str, float]:
    table = np.array(rows)
    result: dict[str, float] = {"parts": len(rows)}
    for column, name in enumerate(("as_wound", "outward")):
        result[f"{name}_mean"] = round(float(table[:, column].mean()), 4)
        result[f"{name}_below_0.9"] = round(float((table[:, column] < 0.9).mean()), 4)
    return result


def improvement(rows: list[list[float]]) -> dict[str, float]:
    names = ("as_wound_accuracy", "as_wound_iou", "outward_accuracy", "outward_iou")
    return {name: round(float(value), 4) for name, value in zip(names, np.mean(rows, axis=0), strict=True)}


if __name__ == "__main__":
    raise SystemExit(main())

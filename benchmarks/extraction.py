"""Grids, FlexiCubes and hierarchical extraction:  python benchmarks/extraction.py [--json] [--parts 100]

FlexiCubes, the least of --repeat runs after a first one:

- grid_128_s: vertices, and corner indices of all cubes, at 128^3
- forward_128_s: FlexiCubes on a torus at 128^3 with weights for every cube; `marching_cubes_128_s` is scikit-image's
  marching cubes on the same field, another algorithm without weights or gradients, as a yardstick
- training_64_s: forward and backward in training mode at 64^3, with gradients to the field and all weights
- with --reference DIR the published implementation (a checkout of github.com/nv-tlabs/FlexiCubes), in the same run

Extraction of real parts (furniture, drawn at random) that the embedded shape VAE encodes and decodes, at --resolution,
one part a call. --parts are extracted hierarchically, the first --dense of them densely too, which takes long: at 256^3
a part has 17 million vertices. For all that the project promises: --parts 100 --dense 100.

- query_share: queries of the field of the hierarchical extraction / vertices of the dense grid, mean and largest
- speed_up: seconds of all dense extractions / seconds of the hierarchical ones of the same parts
- hausdorff_voxels: largest distance between the two surfaces in fine cubes, either direction, from the vertices and
  face centres of one to the other; `parts_that_differ` counts parts whose meshes are not the same number for number.
  Under `finished_` the same after loose specks and cavities are removed from both, as generation does
  (geometry/finish.py): a learned field has specks of a voxel or two, far from everything, that only luck or a dense
  grid finds

Every `_s` is seconds by the clock; the same with `_cpu_s` is processor time of all threads, which other programs
disturb less. Nothing is estimated.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import igl
import numpy as np
import torch
from numpy.typing import NDArray
from skimage.measure import marching_cubes
from torch import Tensor

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from copart_core.data.__main__ import DEBIAN_FURNITURE  # noqa: E402
from copart_core.data.furniture import list_entries, read_object  # noqa: E402
from copart_core.data.record import boxed  # noqa: E402
from copart_core.data.shards import iterate  # noqa: E402
from copart_core.geometry.extraction import COARSE, Mesh, PartsError, extract_parts  # noqa: E402
from copart_core.geometry.field_samples import Field  # noqa: E402
from copart_core.geometry.finish import remove_floaters  # noqa: E402
from copart_core.geometry.flexicubes import cube_corners, flexicubes, grid_vertices  # noqa: E402
from copart_core.geometry.frames import Frame  # noqa: E402
from copart_core.geometry.sampling import sample_surface  # noqa: E402
from copart_core.models.shape_vae import ShapeVAE  # noqa: E402

SURFACE_POINTS = 2048  # given to the encoder, as in training


def main() -> int:
    parse = argparse.ArgumentParser(description="Measure grids, FlexiCubes and extraction on this machine.")
    parse.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parse.add_argument("--parts", type=int, default=12, help="real parts to extract (0: FlexiCubes only)")
    parse.add_argument("--dense", type=int, default=2, help="how many of them also densely")
    parse.add_argument("--resolution", type=int, default=256)
    parse.add_argument("--coarse", type=int, default=COARSE)
    parse.add_argument("--memory", type=float, default=512, help="MiB for queries")
    parse.add_argument("--threads", type=int, default=2, help="threads of torch")
    parse.add_argument("--repeat", type=int, default=7, help="runs after the first, of the small measurements")
    parse.add_argument("--seed", type=int, default=0)
    parse.add_argument("--device", default="cpu")
    parse.add_argument("--model", type=Path, default=ROOT / "assets" / "model" / "shape_vae")
    parse.add_argument("--data", nargs="+", help="folders of prepared records to draw parts from")
    parse.add_argument("--catalogue", type=Path, nargs="+", help=f"or .sh3f files (default: all in {DEBIAN_FURNITURE})")
    parse.add_argument("--reference", type=Path, help="a checkout of the published FlexiCubes, to time it too")
    options = parse.parse_args()
    torch.set_num_threads(options.threads)
    result: dict[str, Any] = {"benchmark": "extraction", "threads": options.threads, "cores": os.cpu_count()}
    result |= {"torch": torch.__version__, "machine": platform.platform(), "device": options.device}
    result["load_before"] = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    result |= measure_flexicubes(options.repeat)
    if options.reference:
        result |= measure_reference(options.reference, options.repeat)
    if options.parts:
        result |= measure_parts(options)
    if options.json:
        print(json.dumps(result))
    else:
        for key, value in result.items():
            print(f"{key:>28}: {value}")
    return 0


# ---- FlexiCubes ---------------------------------------------------------------------------------------------------


def torus(points: Tensor) -> Tensor:
    return ((points[:, :2].norm(dim=1) - 0.3) ** 2 + points[:, 2] ** 2).sqrt() - 0.12


def timed(run: Callable[[], object]) -> NDArray[np.float64]:
    """Seconds by the clock and of the processor."""
    started = time.perf_counter(), time.process_time()
    run()
    return np.array([time.perf_counter() - started[0], time.process_time() - started[1]])


def least(name: str, repeat: int, run: Callable[[], object]) -> dict[str, float]:
    """The quickest of some runs after a first one."""
    run()
    seconds = np.min([timed(run) for _ in range(repeat)], axis=0)
    return named(name, seconds)


def named(name: str, seconds: NDArray[np.float64]) -> dict[str, float]:
    return {f"{name}_s": round(float(seconds[0]), 4), f"{name}_cpu_s": round(float(seconds[1]), 4)}


def measure_flexicubes(repeat: int) -> dict[str, Any]:
    fine, medium = (128, 128, 128), (64, 64, 64)

    def grid() -> None:
        grid_vertices(fine)
        cubes = torch.arange(128**3)
        position = torch.stack([torch.zeros_like(cubes), cubes >> 14, cubes >> 7 & 127, cubes & 127], dim=1)
        cube_corners(position, fine)

    vertices = grid_vertices(fine) - 0.5
    field = torus(vertices)
    one = torch.ones(1, 128**3, 21)

    def forward() -> None:
        flexicubes(vertices[None], field[None], fine, one[..., :8], one[..., 8:20], one[..., 20])

    small = grid_vertices(medium) - 0.5
    inputs = [torus(small)[None], *(torch.ones(1, 64**3, *size) for size in ((8,), (12,), ()))]
    for tensor in inputs:
        tensor.requires_grad_()

    def training() -> None:
        sdf, alpha, beta, gamma = inputs
        (mesh,) = flexicubes(small[None], sdf, medium, alpha, beta, gamma, training=True)
        torch.autograd.grad(mesh.vertices.square().sum() + mesh.deviation.mean(), inputs)

    volume = field.reshape(129, 129, 129).numpy()
    result = least("grid_128", repeat, grid) | least("forward_128", repeat, forward)
    result |= least("marching_cubes_128", repeat, lambda: marching_cubes(volume, 0.0))
    return result | least("training_64", repeat, training)


def measure_reference(folder: Path, repeat: int) -> dict[str, Any]:
    """The same three with the published implementation; its grid at 64^3, for at 128^3 it takes a minute."""
    sys.path.insert(0, str(folder))
    from flexicubes import FlexiCubes  # pyright: ignore[reportMissingImports]

    reference = FlexiCubes("cpu")
    result = named("reference_grid_64", timed(lambda: reference.construct_voxel_grid(64)))
    small, cubes = reference.construct_voxel_grid(64)
    inputs = [torus(small), *(torch.zeros(64**3, *size) for size in ((12,), (8,), ()))]
    for tensor in inputs:
        tensor.requires_grad_()

    def training() -> None:
        sdf, beta, alpha, gamma = inputs
        vertices, _, deviation = reference(small, sdf, cubes, 64, beta, alpha, gamma, training=True)
        torch.autograd.grad(vertices.square().sum() + deviation.mean(), inputs)

    vertices = grid_vertices((128, 128, 128)) - 0.5
    index = torch.arange(128**3)
    position = torch.stack([torch.zeros_like(index), index >> 14, index >> 7 & 127, index & 127], dim=1)
    corners = cube_corners(position, (128, 128, 128))
    field = torus(vertices)
    weights = (torch.zeros(128**3, 12), torch.zeros(128**3, 8), torch.zeros(128**3))
    result |= least("reference_forward_128", repeat, lambda: reference(vertices, field, corners, 128, *weights))
    return result | least("reference_training_64", repeat, training)


# ---- real parts ---------------------------------------------------------------------------------------------------


class Counted:
    """A field that counts the points it is asked for."""

    def __init__(self, field: Field, counts: dict[str, int]):
        self.field, self.counts = field, counts
        self.parts, self.bytes_per_point, self.truncation = field.parts, field.bytes_per_point, field.truncation

    def select(self, rows: list[int]) -> Counted:
        return Counted(self.field.select(rows), self.counts)

    def distance(self, points: Tensor) -> tuple[Tensor, Tensor]:
        self.counts["queries"] += points.shape[0] * points.shape[1]
        return self.field.distance(points)

    def weights(self, centers: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        self.counts["weights"] += centers.shape[0] * centers.shape[1]
        return self.field.weights(centers)


def measure_parts(options: argparse.Namespace) -> dict[str, Any]:
    vae = ShapeVAE.from_pretrained(options.model).eval().to(options.device)
    assert isinstance(vae, ShapeVAE)
    shares, seconds, weights, empty, compared = [], [], [], 0, []
    for number, (name, points, normals) in enumerate(draw_parts(options)):
        with torch.no_grad():
            field = vae.field_of(vae.encode(points[None].to(vae.device), normals[None].to(vae.device)).mean)
        mesh, used, took = extract(field, options, options.coarse)
        empty += mesh is None
        seconds.append(took)
        shares.append(used["queries"] / (options.resolution + 1) ** 3)
        weights.append(used["weights"])
        if number < options.dense:
            dense, _, dense_took = extract(field, options, options.resolution)
            away = distance_between(mesh, dense, 2.1 / options.resolution)
            finished = distance_between(without_specks(mesh), without_specks(dense), 2.1 / options.resolution)
            compared.append((took, dense_took, away, finished, same(mesh, dense)))
            times = f"{took[0]:.1f} s, dense {dense_took[0]:.1f} s"
            print(f"{name}: {times}, {away:.3f} voxels apart, finished {finished:.3f}", file=sys.stderr, flush=True)
    result: dict[str, Any] = {
        "resolution": options.resolution,
        "parts": len(shares),
        "empty_parts": empty,
        "query_share_mean": round(float(np.mean(shares)), 5),
        "query_share_largest": round(max(shares), 5),
        "weights_queries_mean": round(float(np.mean(weights))),
        "dense_parts": len(compared),
    }
    result |= named("hierarchical_mean", np.mean(seconds, axis=0))
    if compared:
        took, dense_took, away, finished, equal = zip(*compared, strict=True)
        ratio = np.sum(dense_took, axis=0) / np.sum(took, axis=0)
        result |= named("dense_mean", np.mean(dense_took, axis=0))
        result |= {
            "speed_up": round(float(ratio[0]), 1),
            "speed_up_cpu": round(float(ratio[1]), 1),
            "hausdorff_voxels_largest": round(max(away), 4),
            "parts_beyond_half_a_voxel": sum(distance > 0.5 for distance in away),
            "parts_that_differ": len(equal) - sum(equal),
            "finished_hausdorff_voxels_largest": round(max(finished), 4),
            "finished_parts_beyond_half_a_voxel": sum(distance > 0.5 for distance in finished),
        }
    return result


def draw_parts(options: argparse.Namespace) -> Iterator[tuple[str, Tensor, Tensor]]:
    """Name, surface points and normals [N, 3] in box coordinates, of all parts of objects drawn at random."""
    rng = np.random.default_rng(options.seed)
    found = parts_of_records(options.data) if options.data else parts_of_catalogues(options.catalogue, rng)
    for number, (name, points, normals) in enumerate(found):
        if number == options.parts:
            return
        yield name, torch.from_numpy(points.astype(np.float32)), torch.from_numpy(normals.astype(np.float32))


def parts_of_records(folders: list[str]) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    for sample in iterate(list(map(Path, folders)), "held_out"):
        for part in sample.parts[1:]:
            yield f"{sample.id}/{part.name}", part.points[:SURFACE_POINTS], part.normals[:SURFACE_POINTS]


def parts_of_catalogues(
    catalogues: list[Path] | None, rng: np.random.Generator
) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    files = catalogues or sorted(DEBIAN_FURNITURE.glob("*.sh3f"))
    if not files:
        sys.exit(f"no furniture in {DEBIAN_FURNITURE}; give --catalogue FILE.sh3f..., --data FOLDER..., or --parts 0")
    entries = [entry for file in files for entry in list_entries(file)]
    for index in rng.permutation(len(entries)).tolist():
        try:
            parts = read_object(entries[index]).parts
        except ValueError:
            continue  # too few or too many parts, or too many faces: training leaves it out too
        for part in parts:
            used = np.asarray(part.mesh.vertices)[np.asarray(part.mesh.faces).ravel()]
            mesh = boxed(part.mesh, Frame.of_box(used.min(axis=0), used.max(axis=0)))
            points, normals, _ = sample_surface(mesh, SURFACE_POINTS, rng)
            yield f"{entries[index].name}/{part.name}", points, normals


def extract(
    field: Field, options: argparse.Namespace, coarse: int
) -> tuple[Mesh | None, dict[str, int], NDArray[np.float64]]:
    """The mesh (None where there is none), how many points were asked for, and seconds."""
    counts = {"queries": 0, "weights": 0}
    meshes: list[Mesh] = []

    def run() -> None:
        try:
            meshes.extend(
                extract_parts(Counted(field, counts), options.resolution, coarse=coarse, memory_mib=options.memory)
            )
        except PartsError:
            pass  # the part is empty, which is counted

    seconds = timed(run)
    return (meshes[0] if meshes else None), counts, seconds


def same(one: Mesh | None, other: Mesh | None) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(one.vertices, other.vertices) and np.array_equal(one.faces, other.faces)


def without_specks(mesh: Mesh | None) -> Mesh | None:
    if mesh is None:
        return None
    vertices, faces, *_ = remove_floaters(mesh.vertices.astype(np.float64), mesh.faces)
    return Mesh(vertices.astype(np.float32), faces)


def distance_between(one: Mesh | None, other: Mesh | None, voxel: float) -> float:
    """Hausdorff distance in voxels, both ways; inf where only one of them is empty."""
    if same(one, other):
        return 0.0
    if one is None or other is None:
        return float("inf")
    squared = 0.0
    for made, truth in ((one, other), (other, one)):
        points = np.concatenate([made.vertices, made.vertices[made.faces].mean(axis=1)]).astype(np.float64)
        found = igl.point_mesh_squared_distance(points, truth.vertices.astype(np.float64), truth.faces)[0]
        squared = max(squared, float(np.max(found)))
    return float(np.sqrt(squared)) / voxel


if __name__ == "__main__":
    sys.exit(main())

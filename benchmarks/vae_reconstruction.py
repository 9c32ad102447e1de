"""What shape VAEs keep of unseen parts, and whether parts beat wholes:

    python benchmarks/vae_reconstruction.py --data FOLDER [FOLDER ..] --model "T = 64=assets/model" --model NAME=PATH ..
        [--parts 200] [--resolution 64] [--cut] [--picture FILE.png] [--whole PATH --part PATH --objects 60] [--json]

- a row for each `--model` and source (furniture is real, procedural): Chamfer distance, F-score at 0.01 and 0.02,
  normal consistency, watertight share and occupancy IoU over the same held-out parts, in the part frame; definitions in
  copart_core/geometry/metrics.py. A path is a model folder or the --out of a training run.
- `--whole` and `--part`: whole objects as one latent set of the first model against their parts as N sets of the
  second; definitions in copart_core/evaluate/whole_and_parts.py. The whole is extracted at twice the resolution, so
  that the grid does not decide.
- `--picture`: true parts beside every model's, evenly from the worst to the best of the first model; none picked.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from copart_core.data.shards import iterate
from copart_core.evaluate.reconstruction import (
    Decoding,
    HeldOut,
    held_out_parts,
    load_shape_vae,
    rounded,
    table_text,
)
from copart_core.evaluate.sheet import comparison_sheet
from copart_core.evaluate.whole_and_parts import Coder, whole_against_parts
from copart_core.geometry.extraction import Mesh
from copart_core.models.reconstruction import Reconstruction, ShapeModel, reconstruct, summary, true_mesh

SHOWN = 16  # parts in the picture


def main() -> int:
    parse = argparse.ArgumentParser(description="Compare shape VAEs on held-out parts.")
    parse.add_argument("--data", type=Path, nargs="+", required=True, help="folders of prepared objects")
    parse.add_argument("--model", action="append", default=[], metavar="NAME=PATH", help="a row; repeat for more")
    parse.add_argument("--parts", type=int, help="of each source, at most (default all)")
    parse.add_argument("--resolution", type=int, default=64, help="cubes an axis (default 64)")
    parse.add_argument("--cut", action="store_true", help="cut fields to the parts' boxes, as generation does")
    parse.add_argument("--picture", type=Path, help="write a PNG: truth beside every model")
    parse.add_argument("--whole", type=Path, help="a model for whole objects")
    parse.add_argument("--part", type=Path, help="a model for parts")
    parse.add_argument("--objects", type=int, help="of each source, at most (default all)")
    parse.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    options = parse.parse_args()
    if not options.model and options.whole is None:
        parse.error("give --model NAME=PATH, or --whole and --part")
    if (options.whole is None) != (options.part is None):
        parse.error("--whole and --part go together")
    result: dict[str, Any] = {
        "benchmark": "vae_reconstruction", "resolution": options.resolution, "cut": options.cut,
        "torch": torch.__version__, "threads": torch.get_num_threads(),
    }  # fmt: skip
    if options.model:
        result["models"] = compare_models(options)
    if options.whole:
        result["whole_against_parts"] = compare_wholes(options)
    if options.json:
        print(json.dumps(rounded(result)))
    return 0


def compare_models(options: argparse.Namespace) -> dict[str, Any]:
    """{name: {tokens, parameters, path, sources: {source: numbers}}}, in the order of the options."""
    sources = held_out_parts(options.data, options.parts)
    decoding = Decoding(options.resolution, options.cut)
    models: dict[str, Any] = {}
    first: dict[str, list[Reconstruction]] = {}
    loaded: dict[str, ShapeModel] = {}
    for named in options.model:
        name, _, path = named.rpartition("=")
        vae: Any = load_shape_vae(path)
        loaded[name] = vae
        numbers = {}
        for source, held_out in sources.items():
            started = time.perf_counter()
            rows = decoding.table(vae, held_out)
            first.setdefault(source, rows)
            numbers[source] = summary(rows) | {"seconds": time.perf_counter() - started}
        models[name] = {
            "path": path, "tokens": len(vae.latent_mean), "latent_dim": vae.latent_mean.shape[1],
            "parameters": sum(parameter.numel() for parameter in vae.parameters()), "sources": numbers,
        }  # fmt: skip
    for source in sources:
        print(f"\n{source}\n" + table_text({name: model["sources"][source] for name, model in models.items()}))
    if options.picture:
        tiles = [picture(loaded, held_out, first[source], decoding) for source, held_out in sources.items()]
        Image.fromarray(np.concatenate(tiles)).save(options.picture)
    return models


def picture(
    models: dict[str, ShapeModel], held_out: HeldOut, rows: Sequence[Reconstruction], decoding: Decoding
) -> np.ndarray:
    """The parts at even steps of the first model's F-score, from the worst to the best."""
    order = np.argsort([row.metrics.f_score_02 for row in rows], kind="stable")
    chosen = order[np.linspace(0, len(order) - 1, min(SHOWN, len(order))).round().astype(int)]
    parts = [held_out.parts[index] for index in chosen]
    columns: dict[str, Sequence[Mesh | None]] = {"truth": [true_mesh(part) for part in parts]}
    points, normals, extents = (
        torch.from_numpy(np.stack([getattr(part, name) for part in parts]).astype(np.float32))
        for name in ("points", "normals", "extent")
    )
    for name, vae in models.items():
        columns[name] = reconstruct(vae, points, normals, extents, decoding.resolution, decoding.confine)
    return comparison_sheet(columns)


def compare_wholes(options: argparse.Namespace) -> dict[str, Any]:
    """{source: numbers of whole_and_parts.whole_against_parts}"""
    whole = Coder(load_shape_vae(options.whole), 2 * options.resolution)
    part = Coder(load_shape_vae(options.part), options.resolution)
    result: dict[str, Any] = {"whole_tokens": whole.tokens, "part_tokens": part.tokens}
    groups: dict[str, list[Any]] = {}
    for sample in iterate(options.data, "held_out"):
        if len(sample.parts) > 2:  # an object of one part is its own part
            groups.setdefault(sample.source, []).append(sample)
    for source, samples in sorted(groups.items()):
        wanted = min(options.objects or len(samples), len(samples))
        chosen = [samples[index] for index in np.linspace(0, len(samples) - 1, wanted).round().astype(int)]
        found = whole_against_parts(chosen, whole, part)
        result[source] = found
        for name, numbers in found.items():
            if numbers:
                print(f"{source}, {name}: {numbers['objects']} objects, F@0.02 visible, one latent "
                      f"{numbers['one_latent']['f_score_02_visible_median']:.3f} "
                      f"({numbers['one_latent']['tokens_mean']:.0f} tokens), N latents "
                      f"{numbers['n_latents']['f_score_02_visible_median']:.3f} "
                      f"({numbers['n_latents']['tokens_mean']:.0f}), parts win {numbers['parts_win']:.0%}")  # fmt: skip
            else:
                print(f"{source}, {name}: no object has about {whole.tokens} tokens in its parts")
    return result


if __name__ == "__main__":
    sys.exit(main())

"""Evaluation on the command line: `python -m copart_core.evaluate generation|reconstruction --help`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from PIL import Image

from copart_core.evaluate.generation import evaluate, held_out_scenes, load_scenes, save_scenes
from copart_core.evaluate.reconstruction import (
    Decoding,
    evaluate_reconstruction,
    held_out_parts,
    load_shape_vae,
    table_text,
)
from copart_core.evaluate.sheet import contact_sheet
from copart_core.pipeline import CoPartPipeline


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m copart_core.evaluate", description="Judge a model.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("generation", help="non-empty parts, boxes filled, colours as captioned")
    run.add_argument("--model", type=Path, default=Path("assets/model"))
    run.add_argument("--list", type=Path, default=Path("assets/evaluation/held_out.json"), help="the fixed scenes")
    run.add_argument("--scenes", type=int, default=40, help="how many of them (default 40)")
    run.add_argument("--steps", type=int)
    run.add_argument("--guidance", type=float)
    run.add_argument("--sheet", type=Path, help="also write a PNG with a picture of every scene")
    run.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    make = commands.add_parser("scenes", help="write the fixed list from held-out prepared objects")
    make.add_argument("--data", type=Path, required=True)
    make.add_argument("--list", type=Path, default=Path("assets/evaluation/held_out.json"))
    make.add_argument("--scenes", type=int, default=200)
    _reconstruction_options(commands.add_parser("reconstruction", help="what the shape VAE keeps of unseen parts"))
    options = parser.parse_args(arguments)
    try:
        if options.command == "reconstruction":
            _reconstruction(options)
        elif options.command == "scenes":
            save_scenes(held_out_scenes(options.data, options.scenes), options.list)
        else:
            _generation(options)
    except ValueError as error:
        parser.exit(2, f"error: {error}\n")
    return 0


def _generation(options: argparse.Namespace) -> None:
    scenes = load_scenes(options.list, options.scenes)
    pipeline = CoPartPipeline.from_pretrained(options.model)
    report, projects, scores = evaluate(pipeline, scenes, options.steps, options.guidance)
    worst = sorted(scores, key=lambda item: item.box_iou)[:5]
    for item in worst:
        sys.stdout.write(f"lowest box IoU: {item.box_iou:.3f} {item.scene} / {item.part}: {item.caption}\n")
    for item in [item for item in scores if item.color_wanted and item.color_wanted != item.color_found][:10]:
        sys.stdout.write(f"colour: wanted {item.color_wanted}, found {item.color_found}: {item.caption}\n")
    if options.sheet is not None:
        Image.fromarray(contact_sheet(projects)).save(options.sheet)
    if options.json:
        sys.stdout.write(json.dumps(report.to_dict()) + "\n")
    else:
        for name, value in report.to_dict().items():
            sys.stdout.write(f"{name:>18}  {value}\n")


def _reconstruction_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, default=Path("assets/model"), help="a model folder or a training run")
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders of prepared objects")
    parser.add_argument("--split", choices=("held_out", "train"), default="held_out")
    parser.add_argument("--parts", type=int, help="of each source, at most (default all)")
    parser.add_argument("--resolution", type=int, help="cubes an axis (default: the model's)")
    parser.add_argument("--cut", action="store_true", help="cut fields to the parts' boxes, as generation does")
    parser.add_argument("--smooth", action="store_true", help="smooth the meshes")
    parser.add_argument("--categories", action="store_true", help="also the numbers of each category (JSON only)")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")


def _reconstruction(options: argparse.Namespace) -> None:
    vae = load_shape_vae(options.model)
    sources = held_out_parts(options.data, options.parts, options.split)
    decoding = Decoding(options.resolution or vae.config.resolution, options.cut, options.smooth)
    report = evaluate_reconstruction(vae, sources, decoding, options.categories)
    if options.json:
        about = {"model": str(options.model), "split": options.split, **asdict(decoding)}
        sys.stdout.write(json.dumps(about | {"sources": report}) + "\n")
    else:
        sys.stdout.write(table_text(report) + "\n")


if __name__ == "__main__":
    sys.exit(main())

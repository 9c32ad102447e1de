"""Writing shards of latents (train/latents.py): whole or not at all, the same bytes for the same objects."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from webdataset.writer import TarWriter

from copart_core.data.shards import swapped_in
from copart_core.train.latents import INDEX, LATENTS_VERSION, EncodedObject, Shapes, places_in


class LatentShard:
    """A latent shard being written; leaving it without an error swaps its files in, the summary last."""

    def __init__(self, out: Path, name: str, fingerprint: str):
        out.mkdir(parents=True, exist_ok=True)
        self.out, self.name, self.fingerprint = out, name, fingerprint
        self.files = ExitStack()
        self.tars: dict[str, TarWriter] = {}
        self.objects: dict[str, list[dict[str, Any]]] = {}
        self.shapes: Shapes | None = None

    def __enter__(self) -> LatentShard:
        return self

    def add(self, split: str, item: EncodedObject) -> None:
        if split not in self.tars:
            temporary = self.files.enter_context(swapped_in(self._path(split)))
            stream = self.files.enter_context(temporary.open("wb"))
            self.tars[split] = self.files.enter_context(TarWriter(stream, mtime=0))  # equal objects, equal bytes
            self.objects[split] = []
        self.tars[split].write(item.to_fields(f"{len(self.objects[split]):06d}"))
        self.objects[split].append({"id": item.id, "category": item.category, "parts": len(item.geometry) - 1})
        self.shapes = self.shapes or Shapes.of(item)

    def __exit__(self, *error: Any) -> None:
        self.files.__exit__(*error)
        if error[0] is not None:
            return
        shards = []
        for split, objects in self.objects.items():
            places = places_in(self._path(split))
            placed = [item | {"start": start, "size": size}
                      for item, (start, size) in zip(objects, places, strict=True)]  # fmt: skip
            shards.append({"file": self._path(split).name, "split": split, "objects": placed})
        summary = {"version": LATENTS_VERSION, "fingerprint": self.fingerprint,
                   "shapes": self.shapes and asdict(self.shapes), "shards": shards}  # fmt: skip
        _write_json(self.out / f"shard-{self.name}.json", summary)

    def _path(self, split: str) -> Path:
        return self.out / f"{split}-{self.name}.tar"


def whole_shard(path: Path, fingerprint: str) -> dict[str, Any] | None:
    """The summary of a whole shard of these VAEs."""
    if not path.is_file():
        return None
    summary = json.loads(path.read_text("utf-8"))
    return summary if (summary.get("version"), summary.get("fingerprint")) == (LATENTS_VERSION, fingerprint) else None


def write_index(out: Path, fingerprint: str) -> None:
    """The index of all shards in `out` that were encoded by the VAEs of this fingerprint."""
    known = (whole_shard(path, fingerprint) for path in sorted(out.glob("shard-*.json")))
    found = [summary for summary in known if summary]
    shards = [shard for summary in found for shard in summary["shards"]]
    shapes = next((summary["shapes"] for summary in found if summary["shapes"]), None)
    index = {"version": LATENTS_VERSION, "fingerprint": fingerprint, "shapes": shapes, "shards": shards}
    _write_json(out / INDEX, index)


def write_shard(out: Path, name: str, splits: dict[str, list[EncodedObject]], fingerprint: str) -> None:
    """One latent shard of objects in memory (what `encode_folders` does object by object)."""
    with LatentShard(out, name, fingerprint) as shard:
        for split, items in splits.items():
            for item in items:
                shard.add(split, item)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    with swapped_in(path) as temporary:
        temporary.write_text(json.dumps(content, ensure_ascii=False) + "\n", "utf-8")

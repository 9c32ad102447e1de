"""Low-rank adapters (LoRA, through peft) on the linear layers of both branches' blocks, for small GPUs.

The weights of the branches stay as they are; what is trained are the adapters, and beside them the couplings and
whatever else a public checkpoint does not bring (train/freezing.py). `restored` (train/loop.py) merges the adapters, so
an exported model has none.
"""

# diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from diffusers.models.modeling_utils import ModelMixin
from safetensors.torch import save_file
from torch import Tensor, nn

BRANCHES = ("denoiser3d.blocks.", "denoiser2d.pixart.transformer_blocks.")
WEIGHTS = "adapter_model.safetensors"


def lora(model: nn.Module, rank: int) -> dict[str, Any]:
    """What there is to know about adapters of `rank` on `model`: rank and the names of the adapted layers."""
    if rank < 1:
        raise ValueError(f"expected a rank of at least 1 for --lora, got {rank}")
    targets = [name for name, module in model.named_modules()
               if isinstance(module, nn.Linear) and name.startswith(BRANCHES)]  # fmt: skip
    return {"rank": rank, "targets": targets}


def wrapped(model: ModelMixin, config: dict[str, Any]) -> Any:
    """peft's LoraModel around `model`, whose layers are adapted in place; its `merge_and_unload` takes them out."""
    return _peft().LoraModel(model, _lora_config(config), "default")


def save_adapters(weights: Mapping[str, Tensor], config: dict[str, Any], folder: Path) -> None:
    """Write the adapters, and all else that was trained, as safetensors, beside peft's adapter_config.json."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: value.cpu().contiguous() for name, value in weights.items()}, folder / WEIGHTS)
    _lora_config(config).save_pretrained(str(folder))


def _lora_config(config: dict[str, Any]) -> Any:
    return _peft().LoraConfig(r=config["rank"], lora_alpha=config["rank"], target_modules=list(config["targets"]))


def _peft() -> Any:
    try:
        import peft
    except ImportError:
        raise ValueError("LoRA needs peft: run `pip install peft` (it is in requirements.txt)") from None
    return peft

"""What a run leaves behind (train/loop.py writes it): its checkpoint, and the model with averaged weights in it."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import torch
from diffusers.models.modeling_utils import ModelMixin
from diffusers.training_utils import EMAModel
from torch import nn

from copart_core.train.adapters import wrapped

CHECKPOINT = "checkpoint.pt"


def trained_names(model: nn.Module) -> list[str]:
    return [name for name, parameter in model.named_parameters() if parameter.requires_grad]


def averages_of_trained(state: Mapping[str, Any], model: nn.Module) -> dict[str, Any]:
    """The averages of a checkpoint, without those of frozen weights that earlier versions kept too."""
    averages, trained = dict(state["ema"]), set(state.get("trained", trained_names(model)))
    names = [name for name, _ in model.named_parameters()]
    if len(averages["shadow_params"]) == len(names) != len(trained):
        averages["shadow_params"] = [
            value for name, value in zip(names, averages["shadow_params"], strict=True) if name in trained
        ]
    return averages


def told(folder: Path, what: Literal["about", "notes"] = "about") -> dict[str, Any]:
    """What the checkpoint in `folder` says about itself (`about` or `notes` of its run); weights are not read."""
    path = folder / CHECKPOINT
    if not path.exists():
        raise ValueError(f"there is no checkpoint {path}; train this stage first")
    return torch.load(path, map_location="cpu", weights_only=True, mmap=True).get(what, {})


def restored(kind: type[ModelMixin], folder: Path) -> ModelMixin:
    """The model that the run in `folder` trains, with averaged (EMA) weights, in evaluation mode."""
    path = folder / CHECKPOINT
    if not path.exists():
        raise ValueError(f"there is no checkpoint {path}; train this stage first")
    state = torch.load(path, map_location="cpu", weights_only=True)
    if "model_config" not in state:
        raise ValueError(f"{path} is of an earlier version; write it anew with --resume")
    model = kind.from_config(state["model_config"])
    adapters = wrapped(model, state["about"]["lora"]) if state.get("about", {}).get("lora") else None
    model.load_state_dict(state["model"])
    parameters = dict(model.named_parameters())
    averages = averages_of_trained(state, model)
    trained = [parameters[name] for name in state.get("trained", parameters)]
    ema = EMAModel(trained)
    ema.load_state_dict(averages)
    ema.copy_to(trained)
    return (adapters.merge_and_unload() if adapters else model).eval()

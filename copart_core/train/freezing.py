"""Which weights of the joint denoiser are trained: all, or all but one or both of the branches (`--freeze`)."""

from __future__ import annotations

from typing import Literal, get_args

from torch import nn

Frozen = Literal["2d", "3d", "backbones"]
_BRANCHES: dict[str, tuple[str, ...]] = {
    "2d": ("denoiser2d.pixart.",), "3d": ("denoiser3d.",), "backbones": ("denoiser2d.pixart.", "denoiser3d."),
}  # fmt: skip
# In a branch, but in no public checkpoint: CraftsMan is conditioned on images, so the projection of the text is new.
_NEW = ("denoiser3d.text_embed.",)


def freeze(model: nn.Module, what: Frozen) -> None:
    """Leave out the weights of a branch, or of both: then only couplings, conditions and what is new are trained."""
    if what not in get_args(Frozen):
        raise ValueError(f"expected {', '.join(get_args(Frozen))} for --freeze in this stage, got {what!r}")
    for name, parameter in model.named_parameters():
        if name.startswith(_BRANCHES[what]) and not name.startswith(_NEW):
            parameter.requires_grad_(False)

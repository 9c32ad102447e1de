"""A decoder that was trained further takes the old one's place in a finished model.

With the encoder frozen (`train vae --freeze encoder`) latents keep their meaning: the denoiser, stored projects and the
model's fingerprint stay valid, so nothing else of the model folder changes.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

from pathlib import Path

import torch
from diffusers.models.modeling_utils import ModelMixin

from copart_core.models.folder import load_model
from copart_core.train.initial import fixes_latents


def replace_decoder(folder: Path, tuned: ModelMixin) -> None:
    """Write `tuned` as the shape VAE of the model in `folder`, in bfloat16.

    Errors: ValueError where anything that latents depend on differs from the folder's shape VAE.
    """
    present = load_model(folder).shape_vae
    old, new = present.state_dict(), tuned.state_dict()
    if type(tuned) is not type(present) or {name: value.shape for name, value in old.items()} != {
        name: value.shape for name, value in new.items()
    }:
        raise ValueError(f"the trained shape VAE is of another size than that of {folder}; export the whole model")
    fixed = fixes_latents(tuned)
    changed = [name for name in old if name.startswith(fixed) and not torch.equal(old[name], new[name])]
    if changed:
        raise ValueError(
            f"{len(changed)} tensors before the decoder ({changed[0]}, ..) differ from those of {folder}, so latents "
            "mean something else; train with --init of that folder and --freeze encoder, or export the whole model"
        )
    tuned.bfloat16().save_pretrained(folder / "shape_vae")

"""Where a shape VAE's training starts from: new weights, a model folder, another run, or public weights."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false

from __future__ import annotations

from pathlib import Path

from diffusers.models.modeling_utils import ModelMixin

from copart_core.models.growth import grow
from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.models.pretrained import load_craftsman
from copart_core.models.shape_vae import ShapeVAE
from copart_core.train.loop import CHECKPOINT, restored

CRAFTSMAN = "craftsman:"
ENCODERS: dict[type[ModelMixin], tuple[str, ...]] = {ShapeVAE: ("encoder",), PerceiverShapeVAE: ("encoder", "pre_kl")}


def initial_shape_vae(kind: type[ModelMixin], config: dict, source: str | None, network: str) -> ModelMixin:
    """A `kind` of `config`, new or from `source`; a public checkpoint brings its own sizes.

    `source`: "craftsman:<file, folder or hub repository>"; or a folder that holds `network` (a model folder, a run's
    --out), or is itself the network's (config.json and weights, or a run's checkpoint, whose averaged weights count).
    Errors: ValueError where nothing is found or the weights are of other sizes.
    """
    if source is None:
        return kind(**config)
    if source.startswith(CRAFTSMAN):
        model = load_craftsman(source.removeprefix(CRAFTSMAN))
    else:
        model = _from_folder(kind, Path(source), network)
    if not isinstance(model, kind):
        raise ValueError(f"{source} is a {type(model).__name__}, the preset has a {kind.__name__}; use --preset base")
    if isinstance(model, ShapeVAE):  # of the preset's size, whatever the lattice of the source
        found, model = model, ShapeVAE(**config)
        grow(model, found.state_dict(), found.config.lattice, model.config.lattice)
    return model.train()


def freeze_encoder(model: ModelMixin) -> None:
    """Leave only the decoder to train: latents keep their meaning, and a denoiser of them stays valid."""
    for name in ENCODERS[type(model)]:
        model.get_submodule(name).requires_grad_(False)


def _from_folder(kind: type[ModelMixin], folder: Path, network: str) -> ModelMixin:
    for place in (folder / network, folder):
        if (place / "config.json").is_file():
            return kind.from_pretrained(place)
        if (place / CHECKPOINT).is_file():
            return restored(kind, place)
    raise ValueError(f"expected a model folder, a run's folder or {CRAFTSMAN}<path or repository>, got {str(folder)!r}")

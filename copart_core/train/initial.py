"""Where training starts from: new weights, a model folder, another run, or public weights."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from diffusers import FlowMatchEulerDiscreteScheduler, SchedulerMixin
from diffusers.models.modeling_utils import ModelMixin

from copart_core.models.copart import CoPartDenoiser
from copart_core.models.folder import SCHEDULERS, load_schedulers
from copart_core.models.growth import STATISTICS, grow
from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.models.pretrained import load_craftsman
from copart_core.models.pretrained_denoisers import craftsman_scheduler, initialise, pixart_scheduler
from copart_core.models.shape_vae import ShapeVAE
from copart_core.train.checkpoint import CHECKPOINT, restored, told

CRAFTSMAN, PIXART = "craftsman:", "pixart:"
Schedulers = tuple[SchedulerMixin, SchedulerMixin]  # of the 3D and of the 2D branch
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


def initial_denoiser(
    config: Mapping[str, Any], folder: str | None, source_3d: str | None, source_2d: str | None, network: str
) -> CoPartDenoiser:
    """A denoiser of `config`: new; or from `folder` (as in `initial_shape_vae`), also one of another lattice; or with
    public branches, "craftsman:<file, folder or repository>" and "pixart:<folder or repository>", and new couplings.

    Errors: ValueError where nothing is found or the weights are of other sizes.
    """
    model = CoPartDenoiser(**config)
    if folder is not None:
        found = _from_folder(CoPartDenoiser, Path(folder), network)
        if model.config.positional and found.config.positional:
            grow(model, found.state_dict(), _lattice(found.config.tokens), _lattice(model.config.tokens))
        else:
            grow(model, found.state_dict(), 1, 1)
    initialise(model, init_3d=stripped(source_3d, CRAFTSMAN), init_2d=stripped(source_2d, PIXART))
    return model.train()


def initial_schedulers(
    run: Path | None, folder: str | None, source_3d: str | None, source_2d: str | None
) -> Schedulers:
    """The noise schedules that belong to the weights: what the begun run in `run` has; else what comes with the weights
    that it starts from; flow matching for a branch that is new."""
    if run is not None:
        return schedulers_of_run(run)
    if folder is not None:
        for place in (Path(folder), Path(folder) / "denoiser"):
            if (place / CHECKPOINT).is_file():
                return schedulers_of_run(place)
        for place in (Path(folder), Path(folder).parent):  # of a model, or of its denoiser/
            if any(place.glob("scheduler*")):
                return load_schedulers(place)
        raise ValueError(f"{folder} has weights but no scheduler/ beside them; give a whole model folder or a run")
    three, two = stripped(source_3d, CRAFTSMAN), stripped(source_2d, PIXART)
    return (
        FlowMatchEulerDiscreteScheduler() if three is None else craftsman_scheduler(three),
        FlowMatchEulerDiscreteScheduler() if two is None else pixart_scheduler(two),
    )


def plain_scheduler(scheduler: SchedulerMixin) -> dict[str, Any]:
    """What a checkpoint keeps of a scheduler."""
    values = {name: value for name, value in scheduler.config.items() if not name.startswith("_")}
    return {"_class_name": type(scheduler).__name__} | values


def schedulers_from(plain: list[dict[str, Any]]) -> Schedulers:
    """The inverse of `plain_scheduler`, for both branches."""
    three, two = (SCHEDULERS[config["_class_name"]].from_config(config) for config in plain)
    return three, two


def schedulers_of_run(folder: Path) -> Schedulers:
    """Those of the checkpoint in a run's folder."""
    plain = told(folder).get("schedulers")
    if plain is None:  # of an earlier version, which had no other process
        return FlowMatchEulerDiscreteScheduler(), FlowMatchEulerDiscreteScheduler()
    return schedulers_from(plain)


def _lattice(tokens: int) -> int:
    side = round(tokens ** (1 / 3))
    if side**3 != tokens:
        raise ValueError(f"expected lattice^3 tokens to grow from or to, got {tokens}; choose another --preset")
    return side


def stripped(source: str | None, prefix: str) -> str | None:
    """The path or repository of "prefix:path". Errors: ValueError for another prefix."""
    if source is not None and not source.startswith(prefix):
        raise ValueError(f"expected {prefix}<path or repository>, got {source!r}")
    return source.removeprefix(prefix) if source else None


def fixes_latents(model: ModelMixin) -> tuple[str, ...]:
    """How the names of what gives a shape VAE's latents their meaning begin: the encoder, and their statistics."""
    return (*(f"{name}." for name in ENCODERS[type(model)]), *STATISTICS)


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

"""Start a larger model from a smaller one: tables of token positions are resampled, all other weights are taken over.

The anchored latent set ties each token to a cell of a lattice^3 (models/shape_vae.py). Nothing but the tables of
positions depends on how many tokens there are, so weights of one lattice serve another after a trilinear resampling of
these tables (our choice). The result wants training: its latents live on other cells.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from einops import rearrange
from jaxtyping import Float
from torch import Tensor, nn

from copart_core.models.copart import CoPartDenoiser
from copart_core.models.shape_vae import ShapeVAE

# Tables [K T, C] of each network: K lattices of positions, one after the other.
_POSITIONS = {
    ShapeVAE: {"encoder.position": 1, "decoder.position": 1},
    CoPartDenoiser: {"denoiser3d.position": 1, "box_position": 2},
}
STATISTICS = ("latent_mean", "latent_std")  # of the old tokens: measured anew after training


def resample_positions(table: Float[Tensor, "KT C"], old: int, new: int, lattices: int = 1) -> Float[Tensor, "KT2 C"]:
    """`lattices` tables of old^3 positions (x slowest, z fastest) at the cell centres of new^3."""
    if table.shape[0] != lattices * old**3:
        raise ValueError(f"expected {lattices} x {old}^3 positions, got {table.shape[0]}")
    grid = rearrange(table, "(k x y z) c -> k c x y z", k=lattices, x=old, y=old)
    grid = F.interpolate(grid, size=(new, new, new), mode="trilinear", align_corners=False)
    return rearrange(grid, "k c x y z -> (k x y z) c")


@torch.no_grad()
def grow(model: nn.Module, weights: dict[str, Tensor], old: int, new: int) -> None:
    """Load `weights` of a model with `old` tokens an axis into `model`, a ShapeVAE or CoPartDenoiser with `new`.

    Errors: ValueError where anything but the number of tokens differs.
    """
    tables = next((tables for kind, tables in _POSITIONS.items() if isinstance(model, kind)), None)
    if tables is None:
        raise ValueError(f"expected a ShapeVAE or a CoPartDenoiser to grow, got {type(model).__name__}")
    state = dict(weights)
    if old != new:
        for name, lattices in tables.items():
            state[name] = resample_positions(state[name], old, new, lattices)
        own = model.state_dict()
        state.update({name: own[name] for name in STATISTICS if name in own})
    try:
        model.load_state_dict(state)
    except RuntimeError as error:
        raise ValueError(
            f"the weights do not fit: {error}; only the lattice may differ, choose the preset they were trained with"
        ) from None

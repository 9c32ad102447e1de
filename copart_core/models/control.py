"""The light ControlNet: wireframe views of all boxes steer the global part of the 2D branch (paper 3.2.3)."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false

from __future__ import annotations

import torch
from einops import rearrange
from jaxtyping import Bool, Float
from torch import Tensor, nn

from copart_core.models.denoiser2d import Denoiser2D, mask_bias, pixart_block, set_scopes
from copart_core.models.denoiser3d import run_block


class WireframeControl(nn.Module):
    """Wireframe latents and the tokens of the global part -> residuals for those tokens, one a coupling; at first zero.

    Its blocks are of PixArt's kind and look across views where the branch's blocks of the same number do.
    """

    gradient_checkpointing = False  # set by ModelMixin.enable_gradient_checkpointing

    def __init__(self, denoiser2d: Denoiser2D, layers: int, outputs: int):
        super().__init__()
        config, width = denoiser2d.config, denoiser2d.width
        self.patch = nn.Conv2d(config.channels, width, config.patch_size, stride=config.patch_size)
        self.blocks = nn.ModuleList(pixart_block(width, config.heads) for _ in range(layers))
        set_scopes(self.blocks, config.cross_view)
        self.to_residuals = nn.ModuleList(nn.Linear(width, width) for _ in range(outputs))
        for layer in self.to_residuals:
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    @torch.no_grad()
    def start_from(self, denoiser2d: Denoiser2D) -> None:
        """The start of Zhang et al. (2023), for a branch that is already trained: copies of its first blocks, which see
        just what those see, because the hint starts at zero.
        """
        for mine, theirs in zip(self.blocks, denoiser2d.blocks, strict=False):
            mine.load_state_dict(theirs.state_dict())
        nn.init.zeros_(self.patch.weight)
        nn.init.zeros_(self.patch.bias)

    def forward(
        self,
        wireframes: Float[Tensor, "B V D h w"],
        tokens: Float[Tensor, "B VS C"],
        modulation: Float[Tensor, "B C6"],
        text: Float[Tensor, "B L C"],
        text_mask: Bool[Tensor, "B L"],
    ) -> list[Float[Tensor, "B VS C"]]:
        views = wireframes.shape[1]
        hint = rearrange(self.patch(rearrange(wireframes, "b v d h w -> (b v) d h w")), "n c y x -> n (y x) c")
        hidden = tokens + rearrange(hint, "(b v) s c -> b (v s) c", v=views)
        bias = mask_bias(text_mask, hidden.dtype)
        for block in self.blocks:
            hidden = run_block(self, block, hidden, None, text, bias, modulation, {"views": views})
        return [layer(hidden) for layer in self.to_residuals]

"""The 2D branch: PixArt-alpha's DiT (diffusers' PixArtTransformer2DModel) over V part-centric views (paper 3.2, eq. 4).

The weights and the arithmetic of the blocks are diffusers' own; this module only walks through them, so that some
blocks attend over all views of a part (eq. 4) and `mutual` can couple parts and modalities in between.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false, reportOptionalCall=false

from __future__ import annotations

from collections.abc import Sequence

import torch
from diffusers import PixArtTransformer2DModel
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.attention import BasicTransformerBlock
from diffusers.models.modeling_utils import ModelMixin
from einops import rearrange, repeat
from jaxtyping import Bool, Float
from torch import Tensor, nn

MASKED = -10000.0  # the bias that diffusers uses for ignored keys


def mask_bias(mask: Bool[Tensor, "B L"], dtype: torch.dtype) -> Float[Tensor, "B 1 L"]:
    return ((~mask).to(dtype) * MASKED)[:, None]


class Denoiser2D(ModelMixin, ConfigMixin):
    """Noisy view latents [B, V, D, h, w] at time [B] with text [B, L, E] -> prediction of the same shape.

    Between blocks the tokens have the layout [B, V S, C], S the patches of a view.
    """

    @register_to_config
    def __init__(
        self,
        views: int = 6,  # V
        sample_size: int = 8,  # h = w
        channels: int = 4,  # D
        patch_size: int = 4,
        heads: int = 4,
        head_dim: int = 64,  # width = heads * head_dim
        layers: int = 8,
        text_width: int = 384,  # E
        out_channels: int = 4,  # PixArt-alpha has 8: the variance half is dropped
        cross_view: Sequence[int] = tuple(range(8)),  # blocks that attend over all views of a part (eq. 4)
    ):
        super().__init__()
        width = heads * head_dim
        self.pixart = PixArtTransformer2DModel(
            num_attention_heads=heads, attention_head_dim=head_dim, in_channels=channels, out_channels=out_channels,
            num_layers=layers, cross_attention_dim=width, sample_size=sample_size, patch_size=patch_size,
            caption_channels=text_width, use_additional_conditions=False,
        )  # fmt: skip
        # Zero: with it PixArt is unchanged; in training each view learns which side it shows.
        self.view_embed = nn.Parameter(torch.zeros(views, width))
        nn.init.zeros_(self.pixart.proj_out.weight)
        nn.init.zeros_(self.pixart.proj_out.bias)

    @property
    def width(self) -> int:
        return self.config.heads * self.config.head_dim

    @property
    def blocks(self) -> nn.ModuleList:
        return self.pixart.transformer_blocks

    def embed(self, latents: Float[Tensor, "B V D h w"]) -> Float[Tensor, "B VS C"]:
        views = latents.shape[1]
        patches = self.pixart.pos_embed(rearrange(latents, "b v d h w -> (b v) d h w"))
        tokens = rearrange(patches, "(b v) s c -> b v s c", v=views) + self.view_embed[:views, None]
        return rearrange(tokens, "b v s c -> b (v s) c")

    def embed_time(self, time: Float[Tensor, "B"]) -> tuple[Float[Tensor, "B C6"], Float[Tensor, "B C"]]:
        """`time` in [0, 1000]: the modulation of the blocks and the embedding for the output layer."""
        return self.pixart.adaln_single(time, None, batch_size=len(time), hidden_dtype=self.view_embed.dtype)

    def embed_text(self, text: Float[Tensor, "B L E"]) -> Float[Tensor, "B L C"]:
        return self.pixart.caption_projection(text)

    def block(
        self,
        index: int,
        tokens: Float[Tensor, "B VS C"],
        modulation: Float[Tensor, "B C6"],
        text: Float[Tensor, "B L C"],
        text_mask: Bool[Tensor, "B L"],
        views: int,
    ) -> Float[Tensor, "B VS C"]:
        """Block `index`: over all views together (eq. 4), or view by view as PixArt does."""
        bias = mask_bias(text_mask, tokens.dtype)
        if index in self.config.cross_view:
            return self.blocks[index](
                tokens, encoder_hidden_states=text, encoder_attention_mask=bias, timestep=modulation
            )
        single = self.blocks[index](
            rearrange(tokens, "b (v s) c -> (b v) s c", v=views),
            encoder_hidden_states=repeat(text, "b l c -> (b v) l c", v=views),
            encoder_attention_mask=repeat(bias, "b n l -> (b v) n l", v=views),
            timestep=repeat(modulation, "b c -> (b v) c", v=views),
        )
        return rearrange(single, "(b v) s c -> b (v s) c", v=views)

    def finish(
        self, tokens: Float[Tensor, "B VS C"], embedded: Float[Tensor, "B C"], views: int
    ) -> Float[Tensor, "B V D h w"]:
        shift, scale = (self.pixart.scale_shift_table + embedded[:, None])[:, :, None].unbind(1)
        out = self.pixart.proj_out(self.pixart.norm_out(tokens) * (1 + scale) + shift)
        side = self.config.sample_size // self.config.patch_size
        patch = self.config.patch_size
        images = rearrange(
            out, "b (v y x) (p q d) -> b v d (y p) (x q)", v=views, y=side, x=side, p=patch, q=patch
        )
        return images[:, :, : self.config.channels]

    def forward(
        self,
        latents: Float[Tensor, "B V D h w"],
        time: Float[Tensor, "B"],
        text: Float[Tensor, "B L E"],
        text_mask: Bool[Tensor, "B L"],
    ) -> Float[Tensor, "B V D h w"]:
        """The single-object multi-view model, without couplings."""
        views = latents.shape[1]
        tokens, context = self.embed(latents), self.embed_text(text)
        modulation, embedded = self.embed_time(time)
        for index in range(len(self.blocks)):
            tokens = self.block(index, tokens, modulation, context, text_mask, views)
        return self.finish(tokens, embedded, views)


def pixart_block(width: int, heads: int) -> BasicTransformerBlock:
    """One more block of PixArt's kind (for the ControlNet)."""
    return BasicTransformerBlock(
        width, heads, width // heads, cross_attention_dim=width, activation_fn="gelu-approximate",
        num_embeds_ada_norm=1000, attention_bias=True, norm_type="ada_norm_single", norm_elementwise_affine=False,
        norm_eps=1e-6,
    )  # fmt: skip

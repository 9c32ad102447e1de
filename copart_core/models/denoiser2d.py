"""The 2D branch: PixArt-alpha's DiT (diffusers' PixArtTransformer2DModel) over V part-centric views (paper 3.2, eq. 4).

The weights and the arithmetic of the blocks are diffusers' own; this module only walks through them, so that some
blocks attend over all views of a part (eq. 4) and `mutual` can couple parts and modalities in between.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false, reportCallIssue=false, reportOptionalCall=false

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import torch
from diffusers import PixArtTransformer2DModel
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.attention import BasicTransformerBlock
from diffusers.models.attention_processor import Attention, AttnProcessor2_0
from diffusers.models.modeling_utils import ModelMixin
from einops import rearrange, repeat
from jaxtyping import Bool, Float
from torch import Tensor, nn

from copart_core.models.denoiser3d import run_block

MASKED = -10000.0  # the bias that diffusers uses for ignored keys
Scope = Literal["view", "views", "parts"]


def mask_bias(mask: Bool[Tensor, "B L"], dtype: torch.dtype) -> Float[Tensor, "B 1 L"]:
    return ((~mask).to(dtype) * MASKED)[:, None]


class SelfAttention(AttnProcessor2_0):
    """diffusers' attention over [B P, V S, C] tokens in groups, which `scope` says:

    - "view": the tokens of one view, PixArt's own;
    - "views": all views of a part (eq. 4);
    - "parts": one view of all parts of an object (eq. 2, the paper's variant), keys biased by `part_bias`.
    """

    def __init__(self, scope: Scope):
        super().__init__()
        self.scope = scope

    def __call__(
        self, attn: Attention, hidden_states: Float[Tensor, "BP VS C"], encoder_hidden_states: None = None,
        attention_mask: None = None, temb: None = None, views: int = 1, parts: int = 1,
        part_bias: Float[Tensor, "BV 1 PS"] | None = None,
    ) -> Float[Tensor, "BP VS C"]:  # fmt: skip
        if self.scope == "views":
            return super().__call__(attn, hidden_states)
        if self.scope == "view":
            grouped = rearrange(hidden_states, "n (v s) c -> (n v) s c", v=views)
            return rearrange(super().__call__(attn, grouped), "(n v) s c -> n (v s) c", v=views)
        grouped = rearrange(hidden_states, "(b p) (v s) c -> (b v) (p s) c", p=parts, v=views)
        attended = super().__call__(attn, grouped, attention_mask=part_bias)
        return rearrange(attended, "(b v) (p s) c -> (b p) (v s) c", p=parts, v=views)


class TextAttention(AttnProcessor2_0):
    """diffusers' cross-attention; what a block is told of views and parts concerns its self-attention only."""

    def __call__(
        self, attn: Attention, hidden_states: Float[Tensor, "BP VS C"],
        encoder_hidden_states: Float[Tensor, "BP L C"] | None = None, attention_mask: Tensor | None = None,
        temb: None = None, views: int = 1, parts: int = 1, part_bias: None = None,
    ) -> Float[Tensor, "BP VS C"]:  # fmt: skip
        return super().__call__(attn, hidden_states, encoder_hidden_states, attention_mask)


def set_scopes(blocks: Iterable[nn.Module], cross_view: Sequence[int], cross_part: Sequence[int] = ()) -> None:
    """Give PixArt's blocks the attention that their place says, by diffusers' own hook; no weights change."""
    for index, block in enumerate(blocks):
        scope: Scope = "parts" if index in cross_part else "views" if index in cross_view else "view"
        block.attn1.set_processor(SelfAttention(scope))
        block.attn2.set_processor(TextAttention())


class Denoiser2D(ModelMixin, ConfigMixin):
    """Noisy view latents [B, V, D, h, w] at time [B] with text [B, L, E] -> prediction of the same shape.

    Between blocks the tokens have the layout [B, V S, C], S the patches of a view. With `cross_view` and `cross_part`
    empty, each view goes through PixArt unchanged.
    """

    _supports_gradient_checkpointing = True
    _repeated_blocks = ("BasicTransformerBlock",)
    gradient_checkpointing = False  # set by enable_gradient_checkpointing

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
        cross_part: Sequence[int] = (),  # blocks that attend over all parts, view by view (eq. 2, the paper's variant)
    ):
        super().__init__()
        if both := sorted(set(cross_view) & set(cross_part)):
            raise ValueError(
                f"expected blocks to attend over all views or over all parts, got {both} in cross_view and in "
                "cross_part; take them out of one"
            )
        width = heads * head_dim
        self.pixart = PixArtTransformer2DModel(
            num_attention_heads=heads, attention_head_dim=head_dim, in_channels=channels, out_channels=out_channels,
            num_layers=layers, cross_attention_dim=width, sample_size=sample_size, patch_size=patch_size,
            caption_channels=text_width, use_additional_conditions=False,
        )  # fmt: skip
        set_scopes(self.pixart.transformer_blocks, cross_view, cross_part)
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
        tokens: Float[Tensor, "BP VS C"],
        modulation: Float[Tensor, "BP C6"],
        text: Float[Tensor, "BP L C"],
        text_mask: Bool[Tensor, "BP L"],
        views: int,
        parts: int = 1,
        part_mask: Bool[Tensor, "B P"] | None = None,
    ) -> Float[Tensor, "BP VS C"]:
        """Block `index`: view by view as PixArt does, over all views (eq. 4), or over all parts (eq. 2)."""
        layout: dict[str, int | Tensor | None] = {"views": views}
        if index in self.config.cross_part:
            layout |= {"parts": parts, "part_bias": self._part_bias(part_mask, tokens, views)}
        bias = mask_bias(text_mask, tokens.dtype)
        return run_block(self, self.blocks[index], tokens, None, text, bias, modulation, layout)

    @staticmethod
    def _part_bias(
        part_mask: Bool[Tensor, "B P"] | None, tokens: Float[Tensor, "BP VS C"], views: int
    ) -> Float[Tensor, "BV 1 PS"] | None:
        if part_mask is None:
            return None
        bias = mask_bias(part_mask, tokens.dtype)
        return repeat(bias, "b n p -> (b v) n (p s)", v=views, s=tokens.shape[1] // views)

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
        """The single-object multi-view model, without couplings: each row is an object."""
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

"""The 3D branch: a latent-set DiT in CraftsMan's layout (paper 3.2), one part's tokens at a time.

The couplings between parts and modalities are not here: `mutual` adds them between blocks, so that this branch alone is
the single-object model. Only the paper's own variant of cross-part attention reaches in: there the self-attention of
chosen blocks spans the tokens of all parts (eq. 2).

The layers are CraftsMan's, the names and the order of rows in the projections ours (queries, keys and values lie one
after the other, not head by head); `pretrained_denoisers` translates.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false, reportCallIssue=false

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.embeddings import get_timestep_embedding
from diffusers.models.modeling_utils import ModelMixin
from einops import rearrange, repeat
from jaxtyping import Bool, Float
from torch import Tensor, nn

TIME_CHANNELS = 256


def run_block(owner: nn.Module, block: nn.Module, *inputs: Any) -> Any:
    """`block(*inputs)`; its activations are computed again in the backward pass if `owner` checkpoints them."""
    if owner.gradient_checkpointing and torch.is_grad_enabled():
        return owner._gradient_checkpointing_func(block, *inputs)
    return block(*inputs)


class Attention(nn.Module):
    """Multi-head attention of `tokens` to `context`; keys where `mask` is False are ignored."""

    def __init__(self, width: int, heads: int, context_width: int | None = None):
        super().__init__()
        self.heads = heads
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_kv = nn.Linear(context_width or width, 2 * width, bias=False)
        self.to_out = nn.Linear(width, width)

    def forward(
        self,
        tokens: Float[Tensor, "B T C"],
        context: Float[Tensor, "B L E"],
        mask: Bool[Tensor, "B L"] | None = None,
    ) -> Float[Tensor, "B T C"]:
        q = rearrange(self.to_q(tokens), "b t (h c) -> b h t c", h=self.heads)
        k, v = rearrange(self.to_kv(context), "b l (n h c) -> n b h l c", n=2, h=self.heads)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=None if mask is None else mask[:, None, None])
        return self.to_out(rearrange(attended, "b h t c -> b t (h c)"))


class LatentBlock(nn.Module):
    """Self-attention and MLP, modulated by the time through a scale-shift table; plain cross-attention to the text."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.scale_shift_table = nn.Parameter(torch.randn(6, width) / width**0.5)
        self.norm1 = nn.LayerNorm(width, eps=1e-6)
        self.attn = Attention(width, heads)
        self.cross_attn = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width, eps=1e-6)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(
        self,
        tokens: Float[Tensor, "B T C"],
        time: Float[Tensor, "B 6 C"],
        text: Float[Tensor, "B L C"],
        text_mask: Bool[Tensor, "B L"],
        parts: int = 1,
        part_keys: Bool[Tensor, "N PT"] | None = None,
    ) -> Float[Tensor, "B T C"]:
        """With `parts` > 1 the rows are N objects x parts, and self-attention spans the parts of an object (eq. 2)."""
        shift1, scale1, gate1, shift2, scale2, gate2 = (self.scale_shift_table + time)[:, :, None].unbind(1)
        normed = self.norm1(tokens) * (1 + scale1) + shift1
        joined = rearrange(normed, "(n p) t c -> n (p t) c", p=parts)
        attended = self.attn(joined, joined, part_keys)
        tokens = tokens + gate1 * rearrange(attended, "n (p t) c -> (n p) t c", p=parts)
        tokens = tokens + self.cross_attn(tokens, text, text_mask)
        return tokens + gate2 * self.mlp(self.norm2(tokens) * (1 + scale2) + shift2)


class Denoiser3D(ModelMixin, ConfigMixin):
    """Noisy geometry latents [B, T, D] at time [B] with text [B, L, E] -> prediction [B, T, D]."""

    _supports_gradient_checkpointing = True
    _repeated_blocks = ("LatentBlock",)
    gradient_checkpointing = False  # set by enable_gradient_checkpointing

    @register_to_config
    def __init__(
        self,
        tokens: int = 27,  # T
        latent_dim: int = 16,  # D
        width: int = 256,
        layers: int = 8,
        heads: int = 4,
        text_width: int = 384,  # E
        positional: bool = True,  # tokens with a place of their own (our VAE); CraftsMan's set has none
        final_affine: bool = False,  # scale and shift in the last norm, as CraftsMan has beside those of the time
        cross_part: Sequence[int] = (),  # blocks whose self-attention spans all parts (eq. 2, the paper's variant)
    ):
        super().__init__()
        self.x_embed = nn.Linear(latent_dim, width)
        self.position = nn.Parameter(0.02 * torch.randn(tokens, width)) if positional else None
        self.text_embed = nn.Sequential(nn.LayerNorm(text_width), nn.Linear(text_width, width))
        self.time_embed = nn.Sequential(nn.Linear(TIME_CHANNELS, width), nn.SiLU(), nn.Linear(width, width))
        self.t_block = nn.Sequential(nn.SiLU(), nn.Linear(width, 6 * width))
        self.blocks = nn.ModuleList(LatentBlock(width, heads) for _ in range(layers))
        self.final_table = nn.Parameter(torch.randn(2, width) / width**0.5)
        self.norm_final = nn.LayerNorm(width, elementwise_affine=final_affine, eps=1e-6)
        self.linear = nn.Linear(width, latent_dim)
        nn.init.zeros_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def embed(self, latents: Float[Tensor, "B T D"]) -> Float[Tensor, "B T C"]:
        tokens = self.x_embed(latents)
        return tokens if self.position is None else tokens + self.position

    def embed_time(self, time: Float[Tensor, "B"]) -> tuple[Float[Tensor, "B C"], Float[Tensor, "B 6 C"]]:
        """`time` in [0, 1000]: the embedding for the final layer, and the modulation that all blocks share."""
        sinusoid = get_timestep_embedding(time, TIME_CHANNELS, flip_sin_to_cos=True, downscale_freq_shift=0)
        embedded = self.time_embed(sinusoid.to(self.x_embed.weight.dtype))
        return embedded, rearrange(self.t_block(embedded), "b (n c) -> b n c", n=6)

    def block(
        self,
        index: int,
        tokens: Float[Tensor, "BP T C"],
        modulation: Float[Tensor, "BP 6 C"],
        text: Float[Tensor, "BP L C"],
        text_mask: Bool[Tensor, "BP L"],
        parts: int = 1,
        part_mask: Bool[Tensor, "B P"] | None = None,
    ) -> Float[Tensor, "BP T C"]:
        """Block `index`: on each part by itself, or with self-attention over all parts of an object (eq. 2)."""
        if index not in self.config.cross_part:
            return run_block(self, self.blocks[index], tokens, modulation, text, text_mask)
        keys = None if part_mask is None else repeat(part_mask, "b p -> b (p t)", t=tokens.shape[1])
        return run_block(self, self.blocks[index], tokens, modulation, text, text_mask, parts, keys)

    def finish(self, tokens: Float[Tensor, "B T C"], embedded: Float[Tensor, "B C"]) -> Float[Tensor, "B T D"]:
        shift, scale = (self.final_table + embedded[:, None])[:, :, None].unbind(1)
        return self.linear(self.norm_final(tokens) * (1 + scale) + shift)

    def forward(
        self,
        latents: Float[Tensor, "B T D"],
        time: Float[Tensor, "B"],
        text: Float[Tensor, "B L E"],
        text_mask: Bool[Tensor, "B L"],
    ) -> Float[Tensor, "B T D"]:
        """The single-object model, without couplings: each row is an object."""
        tokens, context = self.embed(latents), self.text_embed(text)
        embedded, modulation = self.embed_time(time)
        for index in range(len(self.blocks)):
            tokens = self.block(index, tokens, modulation, context, text_mask)
        return self.finish(tokens, embedded)

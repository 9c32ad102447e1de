"""Attention blocks of CraftsMan3D's networks, with their parameter names: latent sets attend to themselves and to data.

Queries, keys and values lie head by head in one projection's output ([heads, 3, channels of a head]), not one after the
other: a checkpoint read the other way loads without complaint and computes nonsense.
"""

# diffusers sets attributes of modules at run time, which a type checker cannot see.
# pyright: reportCallIssue=false

from __future__ import annotations

import torch
import torch.nn.functional as F
from einops import rearrange
from jaxtyping import Float
from torch import Tensor, nn

KeysValues = tuple[Float[Tensor, "B H T C"], Float[Tensor, "B H T C"]]


class MLP(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.c_fc = nn.Linear(width, 4 * width)
        self.c_proj = nn.Linear(4 * width, width)

    def forward(self, tokens: Float[Tensor, "B T C"]) -> Float[Tensor, "B T C"]:
        return self.c_proj(F.gelu(self.c_fc(tokens)))


class SelfAttention(nn.Module):
    """Queries, keys and values lie head by head in `c_qkv`'s output: [heads, 3, channels of a head]."""

    def __init__(self, width: int, heads: int, bias: bool):
        super().__init__()
        self.heads = heads
        self.c_qkv = nn.Linear(width, 3 * width, bias=bias)
        self.c_proj = nn.Linear(width, width)

    def forward(self, tokens: Float[Tensor, "B T C"]) -> Float[Tensor, "B T C"]:
        qkv = rearrange(self.c_qkv(tokens), "b t (h n c) -> n b h t c", h=self.heads, n=3)
        attended = F.scaled_dot_product_attention(*qkv)
        return self.c_proj(rearrange(attended, "b h t c -> b t (h c)"))


class CrossAttention(nn.Module):
    """Attention to keys and values that are computed apart; `c_kv`'s output: [heads, 2, channels of a head]."""

    def __init__(self, width: int, heads: int, bias: bool):
        super().__init__()
        self.heads = heads
        self.c_q = nn.Linear(width, width, bias=bias)
        self.c_kv = nn.Linear(width, 2 * width, bias=bias)
        self.c_proj = nn.Linear(width, width)

    def keys_values(self, data: Float[Tensor, "B L C"]) -> KeysValues:
        keys, values = rearrange(self.c_kv(data), "b l (h n c) -> n b h l c", h=self.heads, n=2)
        return keys, values

    def forward(self, tokens: Float[Tensor, "B T C"], keys: Tensor, values: Tensor) -> Float[Tensor, "B T C"]:
        queries = rearrange(self.c_q(tokens), "b t (h c) -> b h t c", h=self.heads)
        attended = F.scaled_dot_product_attention(queries, keys, values)
        return self.c_proj(rearrange(attended, "b h t c -> b t (h c)"))


class SelfBlock(nn.Module):
    """Pre-norm self-attention and MLP."""

    def __init__(self, width: int, heads: int, bias: bool):
        super().__init__()
        self.attn = SelfAttention(width, heads, bias)
        self.ln_1 = nn.LayerNorm(width)
        self.mlp = MLP(width)
        self.ln_2 = nn.LayerNorm(width)

    def forward(self, tokens: Float[Tensor, "B T C"]) -> Float[Tensor, "B T C"]:
        tokens = tokens + self.attn(self.ln_1(tokens))
        return tokens + self.mlp(self.ln_2(tokens))


class CrossBlock(nn.Module):
    """Pre-norm cross-attention and MLP: `block(tokens, *block.keys_values(data))`."""

    def __init__(self, width: int, heads: int, bias: bool):
        super().__init__()
        self.attn = CrossAttention(width, heads, bias)
        self.ln_1 = nn.LayerNorm(width)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = MLP(width)
        self.ln_3 = nn.LayerNorm(width)

    def keys_values(self, data: Float[Tensor, "B L C"]) -> KeysValues:
        return self.attn.keys_values(self.ln_2(data))

    def forward(self, tokens: Float[Tensor, "B T C"], keys: Tensor, values: Tensor) -> Float[Tensor, "B T C"]:
        tokens = tokens + self.attn(self.ln_1(tokens), keys, values)
        return tokens + self.mlp(self.ln_3(tokens))


class Transformer(nn.Module):
    """Self-attention blocks, one after the other."""

    gradient_checkpointing = False  # set by ModelMixin.enable_gradient_checkpointing

    def __init__(self, width: int, heads: int, layers: int, bias: bool):
        super().__init__()
        self.resblocks = nn.ModuleList(SelfBlock(width, heads, bias) for _ in range(layers))

    def forward(self, tokens: Float[Tensor, "B T C"]) -> Float[Tensor, "B T C"]:
        for block in self.resblocks:
            if self.gradient_checkpointing and torch.is_grad_enabled():
                tokens = self._gradient_checkpointing_func(block, tokens)
            else:
                tokens = block(tokens)
        return tokens


class FourierFeatures(nn.Module):
    """[x, sin(2^k x), cos(2^k x)], 3 + 6 F numbers; sin and cos hold all frequencies of x, then of y, then of z."""

    scales: Tensor

    def __init__(self, frequencies: int, include_pi: bool):
        super().__init__()
        self.channels = 3 + 6 * frequencies
        scales = 2.0 ** torch.arange(frequencies) * (torch.pi if include_pi else 1)
        self.register_buffer("scales", scales, persistent=False)

    def forward(self, points: Float[Tensor, "*B 3"]) -> Float[Tensor, "*B F"]:
        # In the points' own precision: at frequency 2^7, bfloat16 coordinates or scales would be noise.
        phases = (points[..., None] * self.scales.to(points.dtype)).flatten(-2)
        return torch.cat([points, phases.sin(), phases.cos()], dim=-1)

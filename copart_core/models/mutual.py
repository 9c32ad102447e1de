"""Mutual guidance (paper 3.2): the zero-initialised attentions that couple parts, modalities and box conditions.

- eq. 2, cross-part: tokens of a part attend to the tokens of all parts, in each modality. New blocks beside the
  self-attention (our choice). The paper extends the self-attention itself: that is in the branches, and a `Coupling`
  without `new_parts` leaves eq. 2 to them.
- eq. 3, cross-modality: `G += Z(Attn(G, F))`, `F += Z(Attn(F, G))`.
- eq. 6, boxes: `G += Z(Attn(G, L_box))`.
With every Z at zero each branch is the single-object model.
"""

from __future__ import annotations

from einops import rearrange, repeat
from jaxtyping import Bool, Float
from torch import Tensor, nn

from copart_core.models.denoiser3d import Attention


class ZeroAttention(nn.Module):
    """`x + Z(Attn(norm(x), norm(context)))`, Z a linear layer that starts at zero."""

    def __init__(self, width: int, heads: int, context_width: int):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.norm_context = nn.LayerNorm(context_width)
        self.attention = Attention(width, heads, context_width)
        nn.init.zeros_(self.attention.to_out.weight)
        nn.init.zeros_(self.attention.to_out.bias)

    def forward(
        self,
        tokens: Float[Tensor, "B T C"],
        context: Float[Tensor, "B L E"],
        mask: Bool[Tensor, "B L"] | None = None,
    ) -> Float[Tensor, "B T C"]:
        return tokens + self.attention(self.norm(tokens), self.norm_context(context), mask)


class Coupling(nn.Module):
    """What happens between two pairs of blocks: boxes into the geometry, across parts, across modalities."""

    def __init__(
        self, width3d: int, heads3d: int, width2d: int, heads2d: int, box_width: int, new_parts: bool = True
    ):
        super().__init__()
        self.box = ZeroAttention(width3d, heads3d, box_width)
        self.parts3d = ZeroAttention(width3d, heads3d, width3d) if new_parts else None
        self.parts2d = ZeroAttention(width2d, heads2d, width2d) if new_parts else None
        self.from_images = ZeroAttention(width3d, heads3d, width2d)
        self.from_geometry = ZeroAttention(width2d, heads2d, width3d)

    def forward(
        self,
        geometry: Float[Tensor, "B P T C"],
        image: Float[Tensor, "B P VS E"],
        boxes: Float[Tensor, "B P K D"],
        part_mask: Bool[Tensor, "B P"] | None,
        views: int,
    ) -> tuple[Float[Tensor, "B P T C"], Float[Tensor, "B P VS E"]]:
        batch = len(geometry)

        def by_part(x: Tensor) -> Tensor:
            return rearrange(x, "b p t c -> (b p) t c")

        def with_parts(x: Tensor) -> Tensor:
            return rearrange(x, "(b p) t c -> b p t c", b=batch)

        geometry = with_parts(self.box(by_part(geometry), by_part(boxes)))
        if self.parts3d is not None:
            geometry = across_parts(self.parts3d, geometry, part_mask)
        if self.parts2d is not None:  # each view looks at the same view of the other parts
            by_view = rearrange(image, "b p (v s) c -> (b v) p s c", v=views)
            view_mask = None if part_mask is None else repeat(part_mask, "b p -> (b v) p", v=views)
            by_view = across_parts(self.parts2d, by_view, view_mask)
            image = rearrange(by_view, "(b v) p s c -> b p (v s) c", v=views)
        # Eq. 3 reads both sides before either is changed.
        return (
            with_parts(self.from_images(by_part(geometry), by_part(image))),
            with_parts(self.from_geometry(by_part(image), by_part(geometry))),
        )


def across_parts(
    attention: ZeroAttention, tokens: Float[Tensor, "B P T C"], part_mask: Bool[Tensor, "B P"] | None
) -> Float[Tensor, "B P T C"]:
    """Eq. 2: every token attends to the tokens of all parts that exist; None: all do, and no mask is made."""
    parts = tokens.shape[1]
    flat = rearrange(tokens, "b p t c -> b (p t) c")
    mask = None if part_mask is None else repeat(part_mask, "b p -> b (p t)", t=tokens.shape[2])
    return rearrange(attention(flat, flat, mask), "b (p t) c -> b p t c", p=parts)

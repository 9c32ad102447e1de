"""CoPart's joint denoiser: one step of both branches over all parts of an object (paper 3.2, 3.2.2, 3.2.3)."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from einops import rearrange, repeat
from jaxtyping import Bool, Float
from torch import Tensor, nn

from copart_core.models.denoiser2d import Denoiser2D, mask_bias, pixart_block
from copart_core.models.denoiser3d import Denoiser3D
from copart_core.models.mutual import Coupling

GLOBAL_KIND, PART_KIND = 0, 1


@dataclass(frozen=True)
class Conditions:
    """What a step is conditioned on; part 0 of every object is the whole (3.2.2)."""

    text: Float[Tensor, "B P L E"]
    text_mask: Bool[Tensor, "B P L"]
    boxes: Float[Tensor, "B P K D"]  # E3D tokens of the box in the object frame and in the part frame (eq. 6)
    wireframes: Float[Tensor, "B V D h w"]  # image latents of the wireframe views
    part_mask: Bool[Tensor, "B P"]  # False for padding


class WireframeControl(nn.Module):
    """The light ControlNet: wireframe views -> residuals for the global part of the 2D branch, one a coupling."""

    def __init__(self, denoiser2d: Denoiser2D, layers: int, outputs: int):
        super().__init__()
        width, heads = denoiser2d.width, denoiser2d.config.heads
        patch, channels = denoiser2d.config.patch_size, denoiser2d.config.channels
        self.patch = nn.Conv2d(channels, width, patch, stride=patch)
        self.blocks = nn.ModuleList(pixart_block(width, heads) for _ in range(layers))
        self.to_residuals = nn.ModuleList(nn.Linear(width, width) for _ in range(outputs))
        for layer in self.to_residuals:
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

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
        for block in self.blocks:
            hidden = block(
                hidden, encoder_hidden_states=text, encoder_attention_mask=mask_bias(text_mask, hidden.dtype),
                timestep=modulation,
            )  # fmt: skip
        return [layer(hidden) for layer in self.to_residuals]


class CoPartDenoiser(ModelMixin, ConfigMixin):
    """Both denoisers with their couplings. Everything is [B, P, ...] with part 0 the whole object."""

    @register_to_config
    def __init__(
        self,
        tokens: int = 27,  # T, geometry tokens a part
        latent_dim: int = 16,  # D of the shape VAE
        width3d: int = 256,
        layers3d: int = 8,
        heads3d: int = 4,
        positional: bool = True,
        views: int = 6,  # V
        sample_size: int = 8,  # of an image latent
        image_channels: int = 4,  # D of the image VAE
        image_out_channels: int = 4,
        patch_size: int = 4,
        layers2d: int = 8,
        heads2d: int = 4,
        head_dim2d: int = 64,
        cross_view: Sequence[int] = tuple(range(8)),
        text_width: int = 384,  # E
        box_width: int = 16,  # of E3D's box tokens before projection
        couplings: Sequence[tuple[int, int]] = ((2, 2), (4, 4), (6, 6), (8, 8)),  # after so many 3D and 2D blocks
        control_layers: int = 2,
    ):
        super().__init__()
        self.denoiser3d = Denoiser3D(tokens, latent_dim, width3d, layers3d, heads3d, text_width, positional)
        self.denoiser2d = Denoiser2D(
            views, sample_size, image_channels, patch_size, heads2d, head_dim2d, layers2d, text_width,
            image_out_channels, tuple(cross_view),
        )  # fmt: skip
        # Learnable part / global embedding, concatenated to the text embeddings (3.2.2).
        self.kind_embed = nn.Parameter(0.02 * torch.randn(2, text_width))
        self.box_embed = nn.Linear(box_width, width3d)
        self.box_position = nn.Parameter(0.02 * torch.randn(2 * tokens, width3d))
        self.mutual = nn.ModuleList(
            Coupling(width3d, heads3d, heads2d * head_dim2d, heads2d, width3d) for _ in couplings
        )
        self.control = WireframeControl(self.denoiser2d, control_layers, len(couplings))

    def forward(
        self,
        geometry: Float[Tensor, "B P T D"],
        image: Float[Tensor, "B P V C h w"],
        time: Float[Tensor, "B"],
        conditions: Conditions,
    ) -> tuple[Float[Tensor, "B P T D"], Float[Tensor, "B P V C h w"]]:
        """Predictions for both modalities at `time` in [0, 1000] (0 clean, 1000 noise)."""
        batch, parts, views = image.shape[:3]
        three, two = self.denoiser3d, self.denoiser2d
        text, text_mask = self._with_kind(conditions)
        text3d, text2d = three.text_embed(text), two.embed_text(text)
        times = repeat(time, "b -> (b p)", p=parts)
        embedded3d, modulation3d = three.embed_time(times)
        modulation2d, embedded2d = two.embed_time(times)
        g = three.embed(rearrange(geometry, "b p t d -> (b p) t d"))
        f = two.embed(rearrange(image, "b p v c h w -> (b p) v c h w"))
        boxes = self.box_embed(conditions.boxes) + self.box_position
        whole = slice(None, None, parts)  # rows of part 0 in the flat (b p) layout
        control = self.control(conditions.wireframes, f[whole], modulation2d[whole], text2d[whole], text_mask[whole])

        done3d = done2d = 0
        ends = [*self.config.couplings, (len(three.blocks), len(two.blocks))]
        for index, (end3d, end2d) in enumerate(ends):
            for block in three.blocks[done3d:end3d]:
                g = block(g, modulation3d, text3d, text_mask)
            for layer in range(done2d, end2d):
                f = two.block(layer, f, modulation2d, text2d, text_mask, views)
            done3d, done2d = end3d, end2d
            if index < len(self.mutual):
                g = rearrange(g, "(b p) t c -> b p t c", b=batch)
                f = rearrange(f, "(b p) s c -> b p s c", b=batch)
                f = torch.cat([f[:, :1] + control[index][:, None], f[:, 1:]], dim=1)
                g, f = self.mutual[index](g, f, boxes, conditions.part_mask, views)
                g, f = rearrange(g, "b p t c -> (b p) t c"), rearrange(f, "b p s c -> (b p) s c")
        return (
            rearrange(three.finish(g, embedded3d), "(b p) t d -> b p t d", b=batch),
            rearrange(two.finish(f, embedded2d, views), "(b p) v c h w -> b p v c h w", b=batch),
        )

    def _with_kind(self, conditions: Conditions) -> tuple[Float[Tensor, "BP L1 E"], Bool[Tensor, "BP L1"]]:
        """Join the part / global embedding to the caption tokens and flatten the parts into the batch."""
        batch, parts = conditions.part_mask.shape
        kinds = torch.full((parts,), PART_KIND, device=conditions.text.device)
        kinds[0] = GLOBAL_KIND
        kind = repeat(self.kind_embed[kinds], "p e -> (b p) 1 e", b=batch)
        text = rearrange(conditions.text, "b p l e -> (b p) l e")
        mask = rearrange(conditions.text_mask, "b p l -> (b p) l")
        return torch.cat([kind.to(text), text], dim=1), torch.cat([torch.ones_like(mask[:, :1]), mask], dim=1)

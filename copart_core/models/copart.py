"""CoPart's joint denoiser: one step of both branches over all parts of an object (paper 3.2, 3.2.2, 3.2.3)."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from einops import rearrange, repeat
from jaxtyping import Bool, Float
from torch import Tensor, nn

from copart_core.models.control import WireframeControl
from copart_core.models.denoiser2d import Denoiser2D
from copart_core.models.denoiser3d import Denoiser3D, run_block
from copart_core.models.mutual import Coupling

GLOBAL_KIND, PART_KIND = 0, 1


@dataclass(frozen=True)
class Conditions:
    """What a step is conditioned on; part 0 of every object is the whole (3.2.2)."""

    text: Float[Tensor, "B P L E"]
    text_mask: Bool[Tensor, "B P L"]
    boxes: Float[Tensor, "B P K D"]  # E3D tokens of the box in the object frame and in the part frame (eq. 6)
    wireframes: Float[Tensor, "B V D h w"]  # image latents of the wireframe views
    part_mask: Bool[Tensor, "B P"] | None = None  # False for padding; None: no padding, and attention needs no mask

    def mapped(self, change: Callable[[Tensor], Tensor]) -> Conditions:
        """`change` of every tensor there is, e.g. `lambda x: x.to(device)` or `lambda x: x[:1]`."""
        given = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return Conditions(**{name: None if tensor is None else change(tensor) for name, tensor in given.items()})


class CoPartDenoiser(ModelMixin, ConfigMixin):
    """Both denoisers with their couplings. Everything is [B, P, ...] with part 0 the whole object.

    `enable_gradient_checkpointing()` computes blocks and couplings again in the backward pass. On CUDA
    `compile_repeated_blocks(dynamic=True)` compiles each kind of block once (diffusers' regional compilation); it
    changes no key of the state dict. On the CPU compiling does not pay.
    """

    _supports_gradient_checkpointing = True
    _repeated_blocks = ("LatentBlock", "BasicTransformerBlock", "Coupling")
    gradient_checkpointing = False  # set by enable_gradient_checkpointing

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
        final_affine: bool = False,  # of the 3D branch, see Denoiser3D
        cross_part: Literal["new", "extended"] = "new",  # eq. 2: new blocks in the couplings, or the paper's variant
        extended3d: Sequence[int] = (),  # with "extended": 3D blocks whose self-attention spans all parts
        extended2d: Sequence[int] = (),  # and 2D blocks, each view by itself; none of them in cross_view
    ):
        super().__init__()
        _check_depths(couplings, layers3d, layers2d, cross_view, control_layers)
        _check_variant(cross_part, extended3d, extended2d, layers3d, layers2d)
        self.denoiser3d = Denoiser3D(
            tokens, latent_dim, width3d, layers3d, heads3d, text_width, positional, final_affine, tuple(extended3d)
        )
        self.denoiser2d = Denoiser2D(
            views, sample_size, image_channels, patch_size, heads2d, head_dim2d, layers2d, text_width,
            image_out_channels, tuple(cross_view), tuple(extended2d),
        )  # fmt: skip
        # Learnable part / global embedding, concatenated to the text embeddings (3.2.2).
        self.kind_embed = nn.Parameter(0.02 * torch.randn(2, text_width))
        self.box_embed = nn.Linear(box_width, width3d)
        # What a box token's place and frame is, object or part; tokens without places tell only the frame.
        self.box_position = nn.Parameter(0.02 * torch.randn(2 * tokens if positional else 2, width3d))
        self.mutual = nn.ModuleList(
            Coupling(width3d, heads3d, heads2d * head_dim2d, heads2d, width3d, new_parts=cross_part == "new")
            for _ in couplings
        )
        self.control = WireframeControl(self.denoiser2d, control_layers, len(couplings))

    def forward(
        self,
        geometry: Float[Tensor, "B P T D"],
        image: Float[Tensor, "B P V C h w"],
        time: Float[Tensor, "B"],
        conditions: Conditions,
    ) -> tuple[Float[Tensor, "B P T D"], Float[Tensor, "B P V C h w"]]:
        """Predictions for both modalities at `time` in [0, 1000] (0 clean, 1000 noise).

        Errors: ValueError for latents or box tokens of other sizes than this model's.
        """
        self._check_sizes(geometry, image, conditions)
        batch, parts, views = image.shape[:3]
        three, two, mask = self.denoiser3d, self.denoiser2d, conditions.part_mask
        text, text_mask = self._with_kind(conditions)
        text3d, text2d = three.text_embed(text), two.embed_text(text)
        times = repeat(time, "b -> (b p)", p=parts)
        embedded3d, modulation3d = three.embed_time(times)
        modulation2d, embedded2d = two.embed_time(times)
        g = three.embed(rearrange(geometry, "b p t d -> (b p) t d"))
        f = two.embed(rearrange(image, "b p v c h w -> (b p) v c h w"))
        boxes = self._embed_boxes(conditions.boxes)
        whole = slice(None, None, parts)  # rows of part 0 in the flat (b p) layout
        control = self.control(conditions.wireframes, f[whole], modulation2d[whole], text2d[whole], text_mask[whole])

        done3d = done2d = 0
        ends = [*self.config.couplings, (len(three.blocks), len(two.blocks))]
        for index, (end3d, end2d) in enumerate(ends):
            for layer in range(done3d, end3d):
                g = three.block(layer, g, modulation3d, text3d, text_mask, parts, mask)
            for layer in range(done2d, end2d):
                f = two.block(layer, f, modulation2d, text2d, text_mask, views, parts, mask)
            done3d, done2d = end3d, end2d
            if index < len(self.mutual):
                g = rearrange(g, "(b p) t c -> b p t c", b=batch)
                f = rearrange(f, "(b p) s c -> b p s c", b=batch)
                f = torch.cat([f[:, :1] + control[index][:, None], f[:, 1:]], dim=1)
                g, f = run_block(self, self.mutual[index], g, f, boxes, mask, views)
                g, f = rearrange(g, "b p t c -> (b p) t c"), rearrange(f, "b p s c -> (b p) s c")
        return (
            rearrange(three.finish(g, embedded3d), "(b p) t d -> b p t d", b=batch),
            rearrange(two.finish(f, embedded2d, views), "(b p) v c h w -> b p v c h w", b=batch),
        )

    def _check_sizes(self, geometry: Tensor, image: Tensor, conditions: Conditions) -> None:
        config = self.config
        tokens = config.tokens if config.positional else geometry.shape[2]  # a set without places may be of any size
        wanted = {
            "geometry latents": (geometry, (tokens, config.latent_dim)),
            "image latents": (image, (config.image_channels, config.sample_size, config.sample_size)),
            "text states": (conditions.text, (config.text_width,)),
            "box tokens": (conditions.boxes, (config.box_width,)),
        }
        for name, (tensor, sizes) in wanted.items():
            if tuple(tensor.shape[-len(sizes) :]) != sizes:
                raise ValueError(
                    f"expected {name} that end in {list(sizes)}, got {list(tensor.shape)}: they are of another model, "
                    "encode them with this one"
                )
        if image.shape[2] > config.views:
            raise ValueError(f"expected at most {config.views} views, got {image.shape[2]}; leave some out")

    def _embed_boxes(self, boxes: Float[Tensor, "B P K D"]) -> Float[Tensor, "B P K C"]:
        position = self.box_position
        if not self.config.positional:
            position = repeat(position, "f c -> (f t) c", t=boxes.shape[2] // 2)
        return self.box_embed(boxes) + position

    def _with_kind(self, conditions: Conditions) -> tuple[Float[Tensor, "BP L1 E"], Bool[Tensor, "BP L1"]]:
        """Join the part / global embedding to the caption tokens and flatten the parts into the batch."""
        batch, parts = conditions.text.shape[:2]
        kinds = torch.full((parts,), PART_KIND, device=conditions.text.device)
        kinds[0] = GLOBAL_KIND
        kind = repeat(self.kind_embed[kinds], "p e -> (b p) 1 e", b=batch)
        text = rearrange(conditions.text, "b p l e -> (b p) l e")
        mask = rearrange(conditions.text_mask, "b p l -> (b p) l")
        return torch.cat([kind.to(text), text], dim=1), torch.cat([torch.ones_like(mask[:, :1]), mask], dim=1)


def _check_depths(
    couplings: Sequence[tuple[int, int]], layers3d: int, layers2d: int, cross_view: Sequence[int], control_layers: int
) -> None:
    ends = [(0, 0), *couplings, (layers3d, layers2d)]
    if any(after[0] < before[0] or after[1] < before[1] for before, after in pairwise(ends)):
        raise ValueError(
            f"expected couplings after ever more 3D and 2D blocks, at most {layers3d} and {layers2d}, got "
            f"{list(couplings)}; correct the config"
        )
    if not set(cross_view) <= set(range(layers2d)) or control_layers > layers2d:
        raise ValueError(
            f"expected cross_view among the 2D blocks 0 to {layers2d - 1} and at most {layers2d} control layers, got "
            f"{list(cross_view)} and {control_layers}; correct the config"
        )


def _check_variant(
    cross_part: str, extended3d: Sequence[int], extended2d: Sequence[int], layers3d: int, layers2d: int
) -> None:
    if cross_part not in ("new", "extended"):
        raise ValueError(f"expected cross_part 'new' or 'extended', got {cross_part!r}; correct the config")
    named = bool(extended3d) + bool(extended2d)
    if named != (2 if cross_part == "extended" else 0):
        raise ValueError(
            f"cross_part is {cross_part!r}, extended3d {list(extended3d)} and extended2d {list(extended2d)}; name the "
            "blocks of both branches with 'extended', and none with 'new'"
        )
    if not (set(extended3d) <= set(range(layers3d)) and set(extended2d) <= set(range(layers2d))):
        raise ValueError(
            f"expected extended blocks among 0 to {layers3d - 1} in 3D and 0 to {layers2d - 1} in 2D, got "
            f"{list(extended3d)} and {list(extended2d)}; correct the config"
        )

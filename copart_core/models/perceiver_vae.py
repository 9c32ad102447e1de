"""The shape VAE of the `base` preset: a latent set without places, in CraftsMan3D's layout (paper 3.1, suppl. A).

E3D: surface points cross-attend into T queries, which are themselves points (farthest point samples) or learned, then
self-attention and a diagonal Gaussian. D3D: self-attention over the latents, then every query point attends to them;
its last hidden vector gives CraftsMan's logit and, by a new head, FlexiCubes' parameters. The new head starts at zero,
so that the first mesh is plain dual extraction of the pretrained field. This is the kind of network that 3DShape2VecSet
(Zhang et al., 2023) introduced and Michelangelo (Zhao et al., 2023) gave these layers.

Coordinates are the part frame (`geometry.frames`): centred, isotropic, the longest side of the box spans [-1, 1], as
CraftsMan normalises whole objects. Divide by the part's `extent` for box coordinates, which the other VAE works in.

The parameters are named as in CraftsMan's checkpoints, so loading is `load_state_dict` (see `pretrained`). What no
checkpoint tells: the distance that a logit of 1 stands for, `truncation`. The authors' public training files clip the
distance at 1/128 (CraftsMan) or 0.015 (Dora) and divide by it; CraftsMan's also names plain occupancy as the target, in
which case only the sign and the zero of the logit mean anything. Which way was up in their data is not stated; we hand
parts over y-up.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false

from __future__ import annotations

from typing import Any, ClassVar

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from jaxtyping import Float, Int
from torch import Tensor, nn

from copart_core.models.perceiver import CrossBlock, FourierFeatures, KeysValues, Transformer
from copart_core.models.shape_vae import LOG_VARIANCE_RANGE, Coordinates, Posterior, flexicubes_weights

# Sizes of the two public checkpoints, as configs of `PerceiverShapeVAE`.
CRAFTSMAN_V1_5: dict[str, Any] = {
    "tokens": 768, "latent_dim": 64, "width": 768, "heads": 12, "encoder_layers": 8, "decoder_layers": 16,
    "truncation": 1 / 128,
}  # fmt: skip
CRAFTSMAN_DORA: dict[str, Any] = CRAFTSMAN_V1_5 | {"tokens": 2048, "sharp": True, "truncation": 0.015}

Surface = tuple[Float[Tensor, "B N 3"], Float[Tensor, "B N 3"]]
"""points and their unit normals"""


@torch.no_grad()
def farthest_points(points: Float[Tensor, "B N 3"], count: int) -> Int[Tensor, "B M"]:
    """Indices of `count` farthest point samples, in the order of their choice.

    The first is the point farthest from the mean, so the choice knows no randomness and no order of the points.
    """
    points = points.float()
    latest = (points - points.mean(dim=1, keepdim=True)).square().sum(-1).argmax(-1)
    nearest = torch.full(points.shape[:2], torch.inf, device=points.device)
    chosen = torch.empty(len(points), count, dtype=torch.long, device=points.device)
    rows = torch.arange(len(points), device=points.device)
    for step in range(count):
        chosen[:, step] = latest
        nearest = torch.minimum(nearest, (points - points[rows, latest][:, None]).square().sum(-1))
        latest = nearest.argmax(-1)
    return chosen


@torch.no_grad()
def sharpest_points(
    points: Float[Tensor, "B N 3"], normals: Float[Tensor, "B N 3"], count: int, neighbours: int = 8
) -> Int[Tensor, "B M"]:
    """Indices of the `count` points whose normal differs most from their neighbours' (sum of 1 - cosine).

    Our stand-in for Dora's samples along sharp edges where only (P, Q) is known; not measured against those.
    """
    turned = []
    for place, normal in zip(points.float(), normals.float(), strict=True):  # one part at a time: N x N distances
        near = torch.cdist(place, place).topk(min(neighbours + 1, len(place)), largest=False).indices
        turned.append((1 - torch.einsum("nc,nkc->nk", normal, normal[near])).sum(-1))
    return torch.stack(turned).topk(count, dim=-1).indices


def _gather(rows: Float[Tensor, "B N C"], index: Int[Tensor, "B M"]) -> Float[Tensor, "B M C"]:
    return rows.gather(1, index[..., None].expand(-1, -1, rows.shape[-1]))


class PerceiverEncoder(nn.Module):
    """E3D without the Gaussian: points and normals -> T vectors of the width."""

    def __init__(
        self, tokens: int, fourier: FourierFeatures, width: int, heads: int, layers: int, bias: bool,
        learned_queries: bool, sharp: bool,
    ):  # fmt: skip
        super().__init__()
        self.tokens, self.fourier, self.sharp = tokens, fourier, sharp
        if learned_queries:
            self.query = nn.Parameter(0.02 * torch.randn(tokens, width))
        else:
            self.query = None
        self.input_proj = nn.Linear(fourier.channels + 3, width)
        self.cross_attn = CrossBlock(width, heads, bias)
        if sharp:
            self.input_proj_sharp = nn.Linear(fourier.channels + 3, width)
            self.cross_attn_sharp = CrossBlock(width, heads, bias)
        self.self_attn = Transformer(width, heads, layers, bias)
        self.ln_post = nn.LayerNorm(width)

    def forward(self, surface: Surface, sharp: Surface | None) -> Float[Tensor, "B T C"]:
        sources = [(surface, self._project(surface, self.input_proj), self.cross_attn)]
        if sharp is not None:
            sources.append((sharp, self._project(sharp, self.input_proj_sharp), self.cross_attn_sharp))
        if self.query is not None:
            queries = self.query.expand(len(surface[0]), -1, -1)
        else:  # an equal share of the queries from each kind of points
            share = self.tokens // len(sources)
            chosen = [_gather(data, farthest_points(points, share)) for (points, _), data, _ in sources]
            queries = torch.cat(chosen, dim=1)
        attended = [block(queries, *block.keys_values(data)) for _, data, block in sources]
        return self.ln_post(self.self_attn(torch.stack(attended).sum(0)))

    def _project(self, surface: Surface, projection: nn.Linear) -> Float[Tensor, "B N C"]:
        points, normals = surface
        return projection(torch.cat([self.fourier(points), normals], dim=-1).to(projection.weight.dtype))


class PerceiverDecoder(nn.Module):
    """The last step of D3D: query points attend to the latents."""

    gradient_checkpointing = False  # set by ModelMixin.enable_gradient_checkpointing

    def __init__(self, fourier: FourierFeatures, width: int, heads: int, bias: bool):
        super().__init__()
        self.fourier = fourier
        self.query_proj = nn.Linear(fourier.channels, width)
        self.cross_attn_decoder = CrossBlock(width, heads, bias)
        self.ln_post = nn.LayerNorm(width)
        self.output_proj = nn.Linear(width, 1)
        # Ours: deformation (3), alpha (8), beta (12), gamma (1). Zero: the first mesh is plain dual extraction.
        self.flexicubes_proj = nn.Linear(width, 24)
        nn.init.zeros_(self.flexicubes_proj.weight)
        nn.init.zeros_(self.flexicubes_proj.bias)

    def hidden(self, points: Float[Tensor, "B N 3"], keys: Tensor, values: Tensor) -> Float[Tensor, "B N C"]:
        block = self.cross_attn_decoder
        queries = self.query_proj(self.fourier(points).to(self.query_proj.weight.dtype))
        if self.gradient_checkpointing and torch.is_grad_enabled():
            return self.ln_post(self._gradient_checkpointing_func(block, queries, keys, values))
        return self.ln_post(block(queries, keys, values))


class PerceiverField:
    """The decoded field of P parts (`geometry.extraction.Field`), in the part frame. Keys and values are kept."""

    def __init__(self, decoder: PerceiverDecoder, keys_values: KeysValues, truncation: float):
        self.decoder, self.keys_values = decoder, keys_values
        self.parts = len(keys_values[0])
        self.truncation = truncation
        keys = keys_values[0]
        width = keys.shape[1] * keys.shape[3]
        self.bytes_per_point = 12 * width * keys.element_size()  # the MLP's two hidden layers of 4 widths, and the rest

    def select(self, rows: list[int]) -> PerceiverField:
        """The field of these parts only."""
        keys, values = self.keys_values
        return PerceiverField(self.decoder, (keys[rows], values[rows]), self.truncation)

    def logits(self, points: Float[Tensor, "P N 3"]) -> Float[Tensor, "P N"]:
        """CraftsMan's output: > 0 inside."""
        return self.decoder.output_proj(self._hidden(points)).squeeze(-1)

    def distance(self, points: Float[Tensor, "P N 3"]) -> tuple[Float[Tensor, "P N"], Float[Tensor, "P N 3"]]:
        """Signed distance, negative inside, and deformation in (-1, 1) of half a cell."""
        hidden = self._hidden(points)
        distance = -self.truncation * self.decoder.output_proj(hidden).squeeze(-1)
        return distance, self._flexicubes(hidden)[..., :3].tanh()

    def weights(
        self, centers: Float[Tensor, "P S 3"]
    ) -> tuple[Float[Tensor, "P S 8"], Float[Tensor, "P S 12"], Float[Tensor, "P S"]]:
        """FlexiCubes' alpha, beta and gamma of the cubes at `centers`, all > 0."""
        return flexicubes_weights(self._flexicubes(self._hidden(centers))[..., 3:])

    def _hidden(self, points: Float[Tensor, "P N 3"]) -> Float[Tensor, "P N C"]:
        return self.decoder.hidden(points.to(self.keys_values[0].device), *self.keys_values)

    def _flexicubes(self, hidden: Float[Tensor, "P N C"]) -> Float[Tensor, "P N 24"]:
        return self.decoder.flexicubes_proj(hidden)


class PerceiverShapeVAE(ModelMixin, ConfigMixin):
    """The part VAE: (P, Q) -> latents [T, D] -> FlexiCubes field, all in the part frame."""

    frame: ClassVar[Coordinates] = "part"  # what callers hand it and get back: points, distances, vertices
    _supports_gradient_checkpointing = True

    @register_to_config
    def __init__(
        self,
        tokens: int = 768,  # T
        latent_dim: int = 64,  # D
        width: int = 768,
        heads: int = 12,
        encoder_layers: int = 8,
        decoder_layers: int = 16,
        points: int = 4096,  # surface points that the encoder attends to; more are thinned to so many
        frequencies: int = 8,  # of the Fourier features: 2^0 .. 2^(frequencies - 1)
        include_pi: bool = False,  # times pi
        qkv_bias: bool = False,  # biases where queries, keys and values are made
        learned_queries: bool = False,  # else farthest point samples of the surface are the queries
        sharp: bool = False,  # Dora: a second cross-attention, over points on sharp edges
        truncation: float = 1 / 128,  # part frame: the distance that a logit of 1 stands for, and the field's reach
        resolution: int = 256,  # cubes along the longest side of the extraction grid
    ):
        super().__init__()
        if width % heads or (sharp and tokens % 2):
            raise ValueError(
                f"expected a width that the heads divide, and with sharp points an even number of tokens; got width "
                f"{width}, {heads} heads, {tokens} tokens: correct the config"
            )
        fourier = FourierFeatures(frequencies, include_pi)
        self.encoder = PerceiverEncoder(
            tokens, fourier, width, heads, encoder_layers, qkv_bias, learned_queries, sharp
        )
        self.pre_kl = nn.Linear(width, 2 * latent_dim)
        self.post_kl = nn.Linear(latent_dim, width)
        self.transformer = Transformer(width, heads, decoder_layers, qkv_bias)
        self.decoder = PerceiverDecoder(fourier, width, heads, qkv_bias)
        # Statistics of the training latents, set once after training: the denoiser sees unit variance.
        self.register_buffer("latent_mean", torch.zeros(tokens, latent_dim))
        self.register_buffer("latent_std", torch.ones(tokens, latent_dim))

    def encode(
        self, points: Float[Tensor, "B N 3"], normals: Float[Tensor, "B N 3"], sharp: Surface | None = None
    ) -> Posterior:
        """E3D. `points` and unit `normals` in the part frame; the same input gives the same latents, in the same order.

        `sharp` are points on sharp edges and their normals, for a model with `sharp` (Dora); where they are not given,
        the half of the points whose normals turn most stand in (`sharpest_points`).

        Errors: ValueError for fewer points than queries, or for sharp points given to a model without their branch.
        """
        if sharp is not None and not self.config.sharp:
            raise ValueError("got sharp points, but this model has no branch for them; leave them out")
        if self.config.sharp and sharp is None:
            chosen = sharpest_points(points, normals, points.shape[1] // 2)
            sharp = _gather(points, chosen), _gather(normals, chosen)
        moments = self.pre_kl(self.encoder(self._thin((points, normals)), sharp and self._thin(sharp)))
        mean, log_variance = moments.chunk(2, dim=-1)
        return Posterior(mean, log_variance.clamp(*LOG_VARIANCE_RANGE))

    def _thin(self, surface: Surface) -> Surface:
        points, normals = surface
        count, limit = points.shape[1], self.config.points
        queries = 0 if self.config.learned_queries else self.config.tokens // (1 + self.config.sharp)
        if min(count, limit) < queries:
            raise ValueError(f"expected at least {queries} points to draw queries from, got {count}; sample more")
        if count <= limit:
            return surface
        kept = farthest_points(points, limit)
        return _gather(points, kept), _gather(normals, kept)

    def normalize(self, latents: Float[Tensor, "*B T D"]) -> Float[Tensor, "*B T D"]:
        return (latents - self.latent_mean) / self.latent_std

    def denormalize(self, latents: Float[Tensor, "*B T D"]) -> Float[Tensor, "*B T D"]:
        return latents * self.latent_std + self.latent_mean

    def field_of(self, latents: Float[Tensor, "P T D"]) -> PerceiverField:
        """D3D: the field of P parts, decoded together, from their (denormalised) latents."""
        data = self.transformer(self.post_kl(latents))
        return PerceiverField(self.decoder, self.decoder.cross_attn_decoder.keys_values(data), self.config.truncation)

    def forward(
        self,
        points: Float[Tensor, "B N 3"],
        normals: Float[Tensor, "B N 3"],
        queries: Float[Tensor, "B M 3"],
        generator: torch.Generator | None = None,
    ) -> tuple[Float[Tensor, "B M"], Posterior]:
        """Signed distances at `queries` from a latent sampled with `generator` (on the CPU), and the posterior."""
        posterior = self.encode(points, normals)
        return self.field_of(posterior.sample(generator)).distance(queries)[0], posterior

"""The part VAE of the embedded model: surface points -> anchored latent set -> FlexiCubes field (paper 3.1, suppl. A).

E3D: `encode(P, Q) -> (T, D)`. Points are gathered per cell of a fine lattice over the part's box, merged to one token a
cell of a coarse lattice, and a transformer relates the tokens. D3D: a transformer over the tokens, a small 3-D
convolution that spreads them over the box, and for every query point a trilinear look-up with a small MLP, which gives
signed distance, deformation and the FlexiCubes weights. The cost of a query does not depend on T.

Our choice, not the paper's: tokens are tied to places (an anchored set), and all coordinates are *box coordinates*
(`geometry.frames`): every part fills [-1, 1]^3 whatever its proportions. CraftsMan's free latent set is the layout of
the `base` preset, which a later release adds.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false, reportIndexIssue=false

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import torch
import torch.nn.functional as F
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from einops import rearrange
from jaxtyping import Bool, Float
from torch import Tensor, nn

LOG_VARIANCE_RANGE = (-30.0, 20.0)  # CraftsMan's clamp

Coordinates = Literal["box", "part"]
"""The coordinates a shape VAE works in: box coordinates, or the isotropic part frame (`geometry.frames`)."""


@dataclass(frozen=True)
class Posterior:
    """A diagonal Gaussian over latents."""

    mean: Float[Tensor, "B T D"]
    log_variance: Float[Tensor, "B T D"]

    def sample(self, generator: torch.Generator | None = None) -> Float[Tensor, "B T D"]:
        noise = torch.randn(self.mean.shape, generator=generator, dtype=self.mean.dtype).to(self.mean.device)
        return self.mean + noise * (0.5 * self.log_variance).exp()

    def kl(self) -> Float[Tensor, ""]:
        """KL to the unit Gaussian, mean over all latent numbers."""
        return 0.5 * (self.mean.square() + self.log_variance.exp() - 1 - self.log_variance).mean()


def flexicubes_weights(
    raw: Float[Tensor, "*N 21"],
) -> tuple[Float[Tensor, "*N 8"], Float[Tensor, "*N 12"], Float[Tensor, "*N"]]:
    """A network's output as alpha, beta in (0.01, 1.99) and gamma in (0, 1); zeros are plain dual extraction."""
    alpha, beta, gamma = raw.split([8, 12, 1], dim=-1)
    return 1 + 0.99 * alpha.tanh(), 1 + 0.99 * beta.tanh(), 0.99 * gamma.squeeze(-1).sigmoid() + 0.005


class TransformerBlock(nn.Module):
    """Pre-norm self-attention and MLP."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm_attention = nn.LayerNorm(width)
        self.to_qkv = nn.Linear(width, 3 * width, bias=False)
        self.to_out = nn.Linear(width, width)
        self.norm_mlp = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, tokens: Float[Tensor, "B T C"]) -> Float[Tensor, "B T C"]:
        qkv = rearrange(self.to_qkv(self.norm_attention(tokens)), "b t (n h c) -> n b h t c", n=3, h=self.heads)
        attended = F.scaled_dot_product_attention(*qkv)
        tokens = tokens + self.to_out(rearrange(attended, "b h t c -> b t (h c)"))
        return tokens + self.mlp(self.norm_mlp(tokens))


class ResidualConv(nn.Module):
    """Two 3-D convolutions with a skip."""

    def __init__(self, channels: int):
        super().__init__()
        self.block = nn.Sequential(
            nn.GroupNorm(8, channels), nn.SiLU(), nn.Conv3d(channels, channels, 3, padding=1),
            nn.GroupNorm(8, channels), nn.SiLU(), nn.Conv3d(channels, channels, 3, padding=1),
        )  # fmt: skip

    def forward(self, grid: Float[Tensor, "B C X Y Z"]) -> Float[Tensor, "B C X Y Z"]:
        return grid + self.block(grid)


def _merge_cells(grid: Float[Tensor, "B C X Y Z"]) -> Float[Tensor, "B T C8"]:
    """Gather 2 x 2 x 2 cells into one token; tokens run x slowest, z fastest."""
    return rearrange(grid, "b c (x i) (y j) (z k) -> b (x y z) (c i j k)", i=2, j=2, k=2)


def _split_tokens(tokens: Float[Tensor, "B T C8"], lattice: int) -> Float[Tensor, "B C X Y Z"]:
    """Inverse of `_merge_cells`."""
    return rearrange(
        tokens, "b (x y z) (c i j k) -> b c (x i) (y j) (z k)", x=lattice, y=lattice, i=2, j=2, k=2
    )


class ShapeEncoder(nn.Module):
    """E3D: points and normals in box coordinates -> posterior over T = lattice^3 tokens."""

    def __init__(self, lattice: int, latent_dim: int, width: int, channels: int, layers: int, heads: int):
        super().__init__()
        self.lattice, self.cells = lattice, 2 * lattice
        self.embed_point = nn.Sequential(nn.Linear(6, channels), nn.GELU(), nn.Linear(channels, channels))
        self.embed_cell = nn.Linear(2 * channels + 1, channels)
        self.mix_cells = ResidualConv(channels)
        self.to_token = nn.Linear(8 * channels, width)
        self.position = nn.Parameter(0.02 * torch.randn(lattice**3, width))
        self.blocks = nn.ModuleList(TransformerBlock(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.to_moments = nn.Linear(width, 2 * latent_dim)

    def forward(self, points: Float[Tensor, "B N 3"], normals: Float[Tensor, "B N 3"]) -> Posterior:
        cells = self.gather_cells(points, normals)
        tokens = self.to_token(_merge_cells(self.mix_cells(cells))) + self.position
        for block in self.blocks:
            tokens = block(tokens)
        mean, log_variance = self.to_moments(self.norm(tokens)).chunk(2, dim=-1)
        return Posterior(mean, log_variance.clamp(*LOG_VARIANCE_RANGE))

    def gather_cells(
        self, points: Float[Tensor, "B N 3"], normals: Float[Tensor, "B N 3"]
    ) -> Float[Tensor, "B C X Y Z"]:
        """Each point is embedded with its offset in its cell; cells take the maximum and the mean of their points."""
        place = (points.clamp(-1, 1) + 1) * (self.cells / 2)
        index = place.floor().clamp(max=self.cells - 1)
        offset = 2 * (place - index) - 1
        features = self.embed_point(torch.cat([offset, normals], dim=-1))
        batch, count, channels = features.shape
        flat = (index[..., 0] * self.cells + index[..., 1]) * self.cells + index[..., 2]
        flat = flat.long() + self.cells**3 * torch.arange(batch, device=points.device)[:, None]
        flat, features = flat.reshape(-1), features.reshape(-1, channels)
        empty = features.new_zeros(batch * self.cells**3, channels)
        highest = empty.scatter_reduce(0, flat[:, None].expand_as(features), features, "amax", include_self=False)
        total = empty.index_add(0, flat, features)
        population = features.new_zeros(len(empty)).index_add(0, flat, features.new_ones(len(flat)))[:, None]
        mean = total / population.clamp(min=1)
        share = (population / count * self.cells**2).log1p()  # 0 where the cell is empty
        cells = self.embed_cell(torch.cat([highest, mean, share], dim=-1))
        return rearrange(cells, "(b x y z) c -> b c x y z", b=batch, x=self.cells, y=self.cells)


class ShapeDecoder(nn.Module):
    """D3D: tokens -> a feature grid over the box; queries look features up and an MLP reads the field from them."""

    def __init__(self, lattice: int, latent_dim: int, width: int, channels: int, layers: int, heads: int):
        super().__init__()
        self.lattice = lattice
        self.from_latent = nn.Linear(latent_dim, width)
        self.position = nn.Parameter(0.02 * torch.randn(lattice**3, width))
        self.blocks = nn.ModuleList(TransformerBlock(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.to_cells = nn.Linear(width, 8 * channels)
        self.mix_cells = ResidualConv(channels)
        features = channels // 2
        self.to_features = nn.Conv3d(channels, 8 * features, 1)
        self.mix_features = nn.Sequential(nn.SiLU(), nn.Conv3d(features, features, 3, padding=1))
        hidden = 2 * channels
        self.field = nn.Sequential(
            nn.Linear(features + 3, hidden), nn.SiLU(), nn.Linear(hidden, hidden), nn.SiLU(), nn.Linear(hidden, 4)
        )
        self.weights = nn.Sequential(nn.Linear(features + 3, hidden), nn.SiLU(), nn.Linear(hidden, 21))
        # Zero: at the start FlexiCubes is plain dual extraction of the signed distance.
        nn.init.zeros_(self.weights[-1].weight)
        nn.init.zeros_(self.weights[-1].bias)
        with torch.no_grad():
            self.field[-1].weight[1:].zero_()
            self.field[-1].bias.zero_()

    def features(self, latents: Float[Tensor, "B T D"]) -> Float[Tensor, "B C X Y Z"]:
        """The feature grid, [B, C, 4 lattice, 4 lattice, 4 lattice]; computed once a part."""
        tokens = self.from_latent(latents) + self.position
        for block in self.blocks:
            tokens = block(tokens)
        cells = self.mix_cells(_split_tokens(self.to_cells(self.norm(tokens)), self.lattice))
        grid = rearrange(
            self.to_features(cells), "b (c i j k) x y z -> b c (x i) (y j) (z k)", i=2, j=2, k=2
        )
        return grid + self.mix_features(grid)

    def _look_up(self, grid: Float[Tensor, "B C X Y Z"], points: Float[Tensor, "B N 3"]) -> Float[Tensor, "B N C3"]:
        # grid_sample wants the fastest axis (z) first.
        at = points.flip(-1)[:, :, None, None]
        found = F.grid_sample(grid, at, padding_mode="border", align_corners=False)
        return torch.cat([rearrange(found, "b c n 1 1 -> b n c"), points], dim=-1)

    def query(
        self, grid: Float[Tensor, "B C X Y Z"], points: Float[Tensor, "B N 3"]
    ) -> tuple[Float[Tensor, "B N"], Float[Tensor, "B N 3"]]:
        """Signed distance (negative inside, box coordinates) and deformation in (-1, 1) of half a grid cell."""
        out = self.field(self._look_up(grid, points))
        return out[..., 0], out[..., 1:].tanh()

    def cube_weights(
        self, grid: Float[Tensor, "B C X Y Z"], centers: Float[Tensor, "B F 3"]
    ) -> tuple[Float[Tensor, "B F 8"], Float[Tensor, "B F 12"], Float[Tensor, "B F"]]:
        """FlexiCubes' alpha, beta (> 0, 1 at the start) and gamma (in (0, 1)) of the cubes at `centers`."""
        return flexicubes_weights(self.weights(self._look_up(grid, centers)))


class ShapeVAE(ModelMixin, ConfigMixin):
    """The part VAE: (P, Q) -> latents [T, D] -> FlexiCubes field, all in box coordinates."""

    frame: ClassVar[Coordinates] = "box"  # what callers hand it and get back: points, distances, vertices

    @register_to_config
    def __init__(
        self,
        lattice: int = 3,  # tokens an axis: T = lattice^3
        latent_dim: int = 16,  # D
        width: int = 192,  # of the transformers
        channels: int = 64,  # of the convolutions
        encoder_layers: int = 3,
        decoder_layers: int = 4,
        heads: int = 3,
        resolution: int = 48,  # cubes an axis of the extraction grid
    ):
        super().__init__()
        self.encoder = ShapeEncoder(lattice, latent_dim, width, channels, encoder_layers, heads)
        self.decoder = ShapeDecoder(lattice, latent_dim, width, channels, decoder_layers, heads)
        # Statistics of the training latents, set once after training: the denoiser sees unit variance.
        self.register_buffer("latent_mean", torch.zeros(lattice**3, latent_dim))
        self.register_buffer("latent_std", torch.ones(lattice**3, latent_dim))

    def encode(self, points: Float[Tensor, "B N 3"], normals: Float[Tensor, "B N 3"]) -> Posterior:
        """E3D. `points` and unit `normals` in box coordinates."""
        return self.encoder(points, normals)

    def normalize(self, latents: Float[Tensor, "*B T D"]) -> Float[Tensor, "*B T D"]:
        return (latents - self.latent_mean) / self.latent_std

    def denormalize(self, latents: Float[Tensor, "*B T D"]) -> Float[Tensor, "*B T D"]:
        return latents * self.latent_std + self.latent_mean

    def forward(
        self,
        points: Float[Tensor, "B N 3"],
        normals: Float[Tensor, "B N 3"],
        queries: Float[Tensor, "B M 3"],
        generator: torch.Generator | None = None,
    ) -> tuple[Float[Tensor, "B M"], Posterior]:
        """Signed distances at `queries` from a latent sampled with `generator` (on the CPU), and the posterior."""
        posterior = self.encode(points, normals)
        distance, _ = self.decoder.query(self.decoder.features(posterior.sample(generator)), queries)
        return distance, posterior

    def field_of(self, latents: Float[Tensor, "P T D"]) -> ShapeField:
        """The field of P parts from their (denormalised) latents, for `geometry.extraction`."""
        # Under autocast the grids come in half precision, too coarse for the coordinates that are looked up in them.
        return ShapeField(self.decoder, self.decoder.features(latents).to(latents.dtype))


class ShapeField:
    """The decoded field of P parts (`geometry.extraction.Field`), in box coordinates. The feature grids are kept."""

    truncation = 0.15  # what the training clamps distances to (train/vae.py)

    def __init__(self, decoder: ShapeDecoder, grids: Float[Tensor, "P C X Y Z"]):
        self.decoder, self.grids = decoder, grids
        self.parts = len(grids)
        hidden = int(decoder.field[0].out_features)
        # The features and the point twice (found, joined), two hidden layers before and after their activation.
        self.bytes_per_point = 4 * (2 * (grids.shape[1] + 3) + 4 * hidden + 8)

    def select(self, rows: list[int]) -> ShapeField:
        """The field of these parts only."""
        return ShapeField(self.decoder, self.grids[rows])

    def distance(self, points: Float[Tensor, "P N 3"]) -> tuple[Float[Tensor, "P N"], Float[Tensor, "P N 3"]]:
        """Signed distance, negative inside, and deformation in (-1, 1) of half a grid cell."""
        return self.decoder.query(self.grids, points.to(self.grids))

    def weights(
        self, centers: Float[Tensor, "P S 3"]
    ) -> tuple[Float[Tensor, "P S 8"], Float[Tensor, "P S 12"], Float[Tensor, "P S"]]:
        """FlexiCubes' alpha, beta and gamma of the cubes at `centers`, all > 0."""
        return self.decoder.cube_weights(self.grids, centers.to(self.grids))


def occupancy_iou(
    predicted: Float[Tensor, "B M"], truth: Float[Tensor, "B M"]
) -> Float[Tensor, "B"]:
    """Intersection over union of the inside (negative) sets at the sample points; 1 where both are empty."""
    inside: Bool[Tensor, "B M"] = predicted < 0
    wanted: Bool[Tensor, "B M"] = truth < 0
    union = (inside | wanted).sum(-1)
    return torch.where(union > 0, (inside & wanted).sum(-1) / union.clamp(min=1), torch.ones_like(predicted[:, 0]))

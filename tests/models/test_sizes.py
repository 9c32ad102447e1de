"""`base` on torch's meta device: nothing is allocated, all shapes are checked."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false, reportArgumentType=false

import pytest
import torch

from copart_core.models.copart import CoPartDenoiser
from copart_core.models.denoiser2d import Denoiser2D
from copart_core.models.denoiser3d import Denoiser3D
from copart_core.models.perceiver_vae import CRAFTSMAN_V1_5
from copart_core.models.sizes import BASE_2D, BASE_3D, BASE_DENOISER, BASE_DENOISER_EXTENDED


@pytest.fixture(scope="module")
def base() -> CoPartDenoiser:
    with torch.device("meta"):
        return CoPartDenoiser(**BASE_DENOISER)


def millions(module: torch.nn.Module) -> float:
    return sum(parameter.numel() for parameter in module.parameters()) / 1e6


def test_the_branches_are_as_large_as_the_public_networks(base: CoPartDenoiser) -> None:
    """CraftsMan's DiT has 547 million parameters, with two projections of image conditions (1024 -> 1024, and a norm);
    we have one of text (4096 -> 1024, and a norm) instead. PixArt-alpha has 611 million.
    """
    image_conditions = 2 * (1024 * 1024 + 1024 + 2 * 1024) / 1e6
    shared = millions(base.denoiser3d) - millions(base.denoiser3d.text_embed)
    assert round(shared + image_conditions) == 547
    assert round(millions(base.denoiser2d.pixart)) == 611
    assert 1400 < millions(base) < 1500


def test_base_is_made_of_the_tables_of_its_branches(base: CoPartDenoiser) -> None:
    with torch.device("meta"):
        three, two = Denoiser3D(**BASE_3D), Denoiser2D(**BASE_2D)
    for mine, alone in ((base.denoiser3d, three), (base.denoiser2d, two)):
        assert {k: v.shape for k, v in mine.state_dict().items()} == {k: v.shape for k, v in alone.state_dict().items()}
        ours = {name: value for name, value in mine.config.items() if not name.startswith("_")}
        assert ours | {"cross_part": ()} == {name: alone.config[name] for name in ours} | {"cross_part": ()}


def test_base_denoises_what_the_shape_vae_of_base_encodes(base: CoPartDenoiser) -> None:
    config = base.config
    assert (config.tokens, config.latent_dim) == (CRAFTSMAN_V1_5["tokens"], CRAFTSMAN_V1_5["latent_dim"]) == (768, 64)
    assert config.box_width == config.latent_dim and config.text_width == 4096
    assert (config.width3d, config.layers3d, config.heads3d, config.positional) == (1024, 32, 16, False)
    pixart = base.denoiser2d.pixart.config
    assert (pixart.num_layers, pixart.num_attention_heads, pixart.attention_head_dim) == (28, 16, 72)
    assert (pixart.sample_size, pixart.patch_size, pixart.in_channels, pixart.out_channels) == (64, 2, 4, 8)
    assert pixart.caption_channels == 4096


def test_the_papers_variant_extends_one_block_of_each_branch_a_coupling() -> None:
    with torch.device("meta"):
        model = CoPartDenoiser(**BASE_DENOISER_EXTENDED)
    couplings = BASE_DENOISER_EXTENDED["couplings"]
    assert len(set(model.config.extended3d)) == len(set(model.config.extended2d)) == len(couplings) == 8
    for (end3d, end2d), block3d, block2d in zip(
        couplings, model.config.extended3d, model.config.extended2d, strict=True
    ):
        assert end3d - 1 == block3d and end2d - 2 <= block2d < end2d

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false

import numpy as np
import torch

from copart_core.models.image_vae import ViewVAE, decode_views, encode_views, mini_image_vae, to_bytes, to_signed


def plain(color: tuple[int, int, int]) -> torch.Tensor:
    return torch.tensor(color, dtype=torch.uint8).expand(2, 6, 64, 64, 3)


def test_bytes_and_signed_are_inverse() -> None:
    images = torch.from_numpy(np.random.default_rng(0).integers(0, 256, (2, 5, 4, 3), dtype=np.uint8))
    assert to_signed(images).shape == (2, 3, 5, 4)
    assert torch.equal(to_bytes(to_signed(images)), images)


def test_the_untrained_codec_keeps_plain_colours() -> None:
    torch.manual_seed(0)
    vae = mini_image_vae().eval()
    for color in ((200, 30, 30), (10, 10, 10), (250, 250, 240), (40, 90, 200)):
        latents = encode_views(vae, plain(color))
        assert latents.shape == (2, 6, 4, 8, 8)
        found = decode_views(vae, latents).float().mean(dim=(0, 1, 2, 3))
        assert (found - torch.tensor(color).float()).abs().max() < 30, color


def test_scaling_is_undone_by_decoding() -> None:
    torch.manual_seed(0)
    vae = mini_image_vae().eval()
    before = decode_views(vae, encode_views(vae, plain((90, 120, 60))))
    vae.register_to_config(shift_factor=0.3, scaling_factor=2.5)
    after = decode_views(vae, encode_views(vae, plain((90, 120, 60))))
    assert (before.int() - after.int()).abs().max() <= 1


def test_the_codec_survives_saving(tmp_path) -> None:
    torch.manual_seed(0)
    vae = mini_image_vae().eval()
    vae.register_to_config(shift_factor=0.3, scaling_factor=2.5)
    vae.save_pretrained(tmp_path)
    again = ViewVAE.from_pretrained(tmp_path).eval()
    assert again.config.shift_factor == 0.3
    assert list(again.config.block_out_channels) == list(vae.config.block_out_channels)
    assert torch.equal(encode_views(again, plain((1, 2, 3))), encode_views(vae, plain((1, 2, 3))))

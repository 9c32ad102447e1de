"""Which shape VAEs may take another's place; the command line is tested in test_stages.py."""

# diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false

from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.train import decoder
from copart_core.train.initial import freeze_encoder

SMALL = dict(tokens=4, latent_dim=4, width=16, heads=2, encoder_layers=1, decoder_layers=1, frequencies=2)


def test_in_craftsmans_layout_all_behind_the_latents_is_the_decoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its transformer and `post_kl` do not lie in `decoder`, and are trained with the encoder frozen."""
    present, tuned = PerceiverShapeVAE(**SMALL), PerceiverShapeVAE(**SMALL)
    tuned.load_state_dict(present.state_dict())
    freeze_encoder(tuned)
    with torch.no_grad():
        for parameter in tuned.parameters():
            parameter.add_(float(parameter.requires_grad))
    monkeypatch.setattr(decoder, "load_model", lambda _: SimpleNamespace(shape_vae=present))
    decoder.replace_decoder(tmp_path, tuned)
    written = PerceiverShapeVAE.from_pretrained(tmp_path / "shape_vae")
    assert torch.equal(written.post_kl.bias, tuned.post_kl.bias.bfloat16().float())
    for name in ("encoder.ln_post.weight", "pre_kl.weight", "latent_std"):
        other = PerceiverShapeVAE(**SMALL)
        other.load_state_dict(present.state_dict())
        other.state_dict()[name].add_(1)
        with pytest.raises(ValueError, match=rf"1 tensors before the decoder \({name}"):
            decoder.replace_decoder(tmp_path, other)

"""Boxes as E3D tokens: where a box stands, then what proportions it has (METHOD section 3)."""

import numpy as np
import pytest
import torch

from copart_core.geometry.frames import Frame
from copart_core.geometry.sampling import box_surface
from copart_core.models.conditioning import BOX_POINTS, box_tokens
from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.models.shape_vae import ShapeVAE

# The first two boxes are of the same proportions at different places and sizes.
BOXES = np.array(
    [[[-1, -1, -1], [0, 1, -0.5]], [[0.25, 0, 0], [0.75, 1, 0.25]], [[-0.2, -0.3, 0], [0.2, 0.3, 1]]], dtype=float
)


@pytest.fixture(params=[ShapeVAE, PerceiverShapeVAE])
def vae(request: pytest.FixtureRequest) -> ShapeVAE | PerceiverShapeVAE:
    torch.manual_seed(0)
    sizes = {
        ShapeVAE: {"lattice": 2, "latent_dim": 4, "width": 32, "channels": 16, "encoder_layers": 1,
                   "decoder_layers": 1, "heads": 2},
        PerceiverShapeVAE: {"tokens": 8, "latent_dim": 4, "width": 32, "heads": 2, "encoder_layers": 1,
                            "decoder_layers": 1},
    }  # fmt: skip
    made = request.param(**sizes[request.param]).eval()
    made.latent_mean.normal_()
    return made


@torch.inference_mode()
def test_a_box_is_encoded_in_the_object_frame_and_in_its_own(vae: ShapeVAE | PerceiverShapeVAE) -> None:
    tokens = box_tokens(vae, BOXES)
    assert tokens.shape == (3, 16, 4)
    low, high = BOXES[2]
    extent = Frame.of_box(low, high).extent
    np.testing.assert_allclose(extent, [0.4, 0.6, 1.0])  # the longest side spans [-1, 1]
    for half, corners in ((tokens[2, :8], (low, high)), (tokens[2, 8:], (-extent, extent))):
        surface = box_surface(*corners, BOX_POINTS, np.random.default_rng(0))
        points, normals = (torch.from_numpy(array)[None] for array in surface)
        torch.testing.assert_close(half, vae.normalize(vae.encode(points, normals).mean)[0], atol=1e-5, rtol=1e-4)


@torch.inference_mode()
def test_equal_proportions_differ_in_the_object_frame_only(vae: ShapeVAE | PerceiverShapeVAE) -> None:
    one, two, three = box_tokens(vae, BOXES)
    torch.testing.assert_close(one[8:], two[8:], atol=1e-4, rtol=1e-3)
    assert (one[:8] - two[:8]).abs().max() > 1e-2 and (one[8:] - three[8:]).abs().max() > 1e-2

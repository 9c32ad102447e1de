"""Sizes of the joint denoiser that its two public starting points fix (`base`), as configs of `CoPartDenoiser`.

What neither CraftsMan nor PixArt-alpha fixes is our choice: six views, how often the branches are coupled, which blocks
look across views, how deep the ControlNet is. The embedded model's sizes (`mini`) are in `train/presets.py`: the same
classes.
"""

from __future__ import annotations

from typing import Any

from copart_core.models.perceiver_vae import CRAFTSMAN_V1_5

T5_WIDTH = 4096  # of T5-XXL, whose states PixArt-alpha reads
T5_TOKENS = 120

# CraftsMan's DiT: 32 layers of 16 heads x 64, a set without places, its last norm with a scale and a shift of its own.
BASE_3D: dict[str, Any] = {
    "tokens": CRAFTSMAN_V1_5["tokens"], "latent_dim": CRAFTSMAN_V1_5["latent_dim"], "width": 1024, "layers": 32,
    "heads": 16, "text_width": T5_WIDTH, "positional": False, "final_affine": True,
}  # fmt: skip

# PixArt-alpha 512: 28 layers of 16 heads x 72, patches of 2 x 2 on Stable Diffusion's 64 x 64 x 4 latents.
BASE_2D: dict[str, Any] = {
    "views": 6, "sample_size": 64, "channels": 4, "patch_size": 2, "heads": 16, "head_dim": 72, "layers": 28,
    "text_width": T5_WIDTH, "out_channels": 8, "cross_view": tuple(range(3, 28, 4)),
}  # fmt: skip

BASE_DENOISER: dict[str, Any] = {
    "tokens": BASE_3D["tokens"], "latent_dim": BASE_3D["latent_dim"], "width3d": BASE_3D["width"],
    "layers3d": BASE_3D["layers"], "heads3d": BASE_3D["heads"], "positional": BASE_3D["positional"],
    "final_affine": BASE_3D["final_affine"],
    "views": BASE_2D["views"], "sample_size": BASE_2D["sample_size"], "image_channels": BASE_2D["channels"],
    "image_out_channels": BASE_2D["out_channels"], "patch_size": BASE_2D["patch_size"],
    "layers2d": BASE_2D["layers"], "heads2d": BASE_2D["heads"], "head_dim2d": BASE_2D["head_dim"],
    "cross_view": BASE_2D["cross_view"], "text_width": T5_WIDTH, "box_width": BASE_3D["latent_dim"],
    # after every fourth 3D block, and as far into the 2D branch
    "couplings": ((4, 4), (8, 7), (12, 11), (16, 14), (20, 18), (24, 21), (28, 25), (32, 28)),
    "control_layers": 4,
}  # fmt: skip

# The paper's variant of eq. 2, for ablation: the last self-attention before each coupling spans all parts; in 2D the
# last that does not look across views.
BASE_DENOISER_EXTENDED: dict[str, Any] = BASE_DENOISER | {
    "cross_part": "extended",
    "extended3d": tuple(end - 1 for end, _ in BASE_DENOISER["couplings"]),
    "extended2d": tuple(
        end - 1 if end - 1 not in BASE_2D["cross_view"] else end - 2 for _, end in BASE_DENOISER["couplings"]
    ),
}

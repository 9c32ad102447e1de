"""Public denoisers as the branches of ours: CraftsMan3D's DiT (3D) and PixArt-alpha (2D), with their schedulers.

    denoiser = CoPartDenoiser(**BASE_DENOISER)
    initialise(denoiser, init_3d="craftsman3d/craftsman-v1-5", init_2d="PixArt-alpha/PixArt-XL-2-512x512")

CraftsMan is conditioned on images, CoPart on text: a new text projection takes the place of `clip_embed` and
`dino_embed`, which are dropped; the cross-attention to the context is kept (the context keeps its width). PixArt keeps
everything, its own caption projection too. What is new is named below, and nothing else may be missing or left over.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false
# pyright: reportGeneralTypeIssues=false, reportReturnType=false

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, DDIMScheduler, DPMSolverMultistepScheduler, PixArtTransformer2DModel
from einops import rearrange
from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled
from torch import Tensor

from copart_core.models.copart import CoPartDenoiser
from copart_core.models.denoiser2d import Denoiser2D
from copart_core.models.denoiser3d import Denoiser3D
from copart_core.models.pretrained import CONFIG, REMEDY, Checkpoint, count_layers, load_weights, read_checkpoint
from copart_core.models.sizes import BASE_2D, BASE_3D

# What our 3D branch has and CraftsMan's denoiser has not: the text projection (random).
NEW_IN_DENOISER3D = frozenset(f"text_embed.{layer}.{kind}" for layer in (0, 1) for kind in ("weight", "bias"))
# What CraftsMan's denoiser has and ours has not: the projections of its image conditions.
DROPPED_FROM_CRAFTSMAN = ("clip_embed.", "dino_embed.")
# What our 2D branch has and PixArt has not: which view is which (zero).
NEW_IN_DENOISER2D = frozenset({"view_embed"})

PIXART_REMEDY = "give PixArt-alpha at 512 pixels in diffusers' layout, e.g. PixArt-alpha/PixArt-XL-2-512x512"
_NAMES = (
    (r"^time_embed\.mlp\.", "time_embed."),
    (r"^final_layer\.scale_shift_table$", "final_table"),
    (r"^final_layer\.", ""),
    (r"attn\.c_q\.", "attn.to_q."),
    (r"attn\.c_kv\.", "attn.to_kv."),
    (r"attn\.c_proj\.", "attn.to_out."),
    (r"\.mlp\.c_fc\.", ".mlp.0."),
    (r"\.mlp\.c_proj\.", ".mlp.2."),
)


def initialise(
    denoiser: CoPartDenoiser, *, init_3d: str | Path | None = None, init_2d: str | Path | None = None
) -> None:
    """Public weights into the branches of a joint denoiser of the same sizes (`BASE_DENOISER`); the couplings stay.

    With `init_2d` the ControlNet starts as a copy of the branch's first blocks. Sources as in `load_craftsman_denoiser`
    and `load_pixart`. Errors: ValueError naming what does not fit.
    """
    if init_3d is not None:
        load_craftsman_denoiser(init_3d, into=denoiser.denoiser3d)
    if init_2d is not None:
        load_pixart(init_2d, into=denoiser.denoiser2d)
        denoiser.control.start_from(denoiser.denoiser2d)


# --- CraftsMan3D ---


def load_craftsman_denoiser(
    source: str | Path, *, text_width: int = BASE_3D["text_width"], into: Denoiser3D | None = None
) -> Denoiser3D:
    """The denoiser of a CraftsMan3D checkpoint (a model.ckpt, its folder or a hub repository), in single precision.

    `into` takes the weights; without it a branch is made of the sizes that the tensors tell, with text of `text_width`.
    Errors: ValueError naming the file, what does not fit, and the remedy.
    """
    checkpoint = read_checkpoint(source)
    found = checkpoint.network("denoiser_model")
    branch = into if into is not None else Denoiser3D(**_denoiser_config(checkpoint, found), text_width=text_width)
    heads = branch.config.heads
    weights: dict[str, Tensor] = {}
    for key, value in found.items():
        if not key.startswith(DROPPED_FROM_CRAFTSMAN):
            weights |= _translated(key, value, heads)
    load_weights(branch, weights, NEW_IN_DENOISER3D, checkpoint.path)
    return branch


def _translated(key: str, value: Tensor, heads: int) -> dict[str, Tensor]:
    """One tensor under our name. Their projections hold [heads, (q,) k, v, channels of a head] along the rows, ours
    [(q,) k, v, heads, channels]: read the other way, a checkpoint loads without complaint and computes nonsense.
    """
    if key.endswith("attn.c_qkv.weight") and value.shape[0] % (3 * heads) == 0:
        q, k, v = rearrange(value, "(h n c) i -> n (h c) i", h=heads, n=3)
        name = key.removesuffix("c_qkv.weight")
        return {f"{name}to_q.weight": q, f"{name}to_kv.weight": rearrange([k, v], "n c i -> (n c) i")}
    if key.endswith("attn.c_kv.weight") and value.shape[0] % (2 * heads) == 0:
        value = rearrange(value, "(h n c) i -> (n h c) i", h=heads, n=2)
    for pattern, name in _NAMES:
        key = re.sub(pattern, name, key)
    return {key: value}


def _denoiser_config(checkpoint: Checkpoint, weights: dict[str, Tensor]) -> dict[str, Any]:
    """Sizes from the tensors, heads and tokens from the config.yaml or as published."""
    if weights.get("x_embed.weight") is None or weights["x_embed.weight"].ndim != 2:
        raise ValueError(f"{checkpoint.path} has no matrix denoiser_model.x_embed.weight; {REMEDY}")
    width, latent_dim = weights["x_embed.weight"].shape
    heads = checkpoint.stated("system", "denoiser_model").get("heads", width // 64)
    tokens = checkpoint.stated("system", "shape_model").get("num_latents", BASE_3D["tokens"])
    if not (isinstance(heads, int) and isinstance(tokens, int)) or heads < 1 or width % heads:
        raise ValueError(
            f"expected a number of heads that divides the width {width}, and a number num_latents, in the {CONFIG} "
            f"beside {checkpoint.path}, got {heads!r} and {tokens!r}; download it again, or take it away"
        )
    return {
        "tokens": tokens, "latent_dim": latent_dim, "width": width, "heads": heads,
        "layers": count_layers(weights, "blocks"), "positional": False,
        "final_affine": "final_layer.norm_final.weight" in weights,
    }  # fmt: skip


def craftsman_scheduler(source: str | Path) -> DDIMScheduler:
    """The noise schedule that a CraftsMan3D denoiser was trained with, as its own config.yaml states it.

    The authors' files differ from one another, so there is no default. Errors: ValueError where none is stated.
    """
    checkpoint = read_checkpoint(source)
    stated = checkpoint.stated("system", "denoise_scheduler") or checkpoint.stated("system", "noise_scheduler")
    needed = ("beta_start", "beta_end", "beta_schedule")
    if missing := [name for name in needed if name not in stated]:
        raise ValueError(
            f"the noise schedule of {checkpoint.path} is not known: expected {', '.join(missing)} under "
            f"system.denoise_scheduler or system.noise_scheduler in a {CONFIG} beside it; download that file too"
        )
    try:
        return DDIMScheduler.from_config(stated)
    except (TypeError, ValueError, NotImplementedError) as error:
        raise ValueError(
            f"the noise schedule in the {CONFIG} beside {checkpoint.path} cannot be read ({error}); download it again"
        ) from None


# --- PixArt-alpha ---


def load_pixart(
    source: str | Path,
    *,
    views: int = BASE_2D["views"],
    cross_view: tuple[int, ...] = (),
    into: Denoiser2D | None = None,
) -> Denoiser2D:
    """PixArt-alpha as the 2D branch, in single precision; `source` is a diffusers folder or hub repository, the whole
    pipeline's or the transformer's own.

    `into` takes the weights; without it a branch is made of the sizes that the config states. Errors: ValueError.
    """
    pixart = _from_diffusers(PixArtTransformer2DModel, source, "transformer", PIXART_REMEDY)
    if into is None:
        config = pixart.config
        into = Denoiser2D(
            views, config.sample_size, config.in_channels, config.patch_size, config.num_attention_heads,
            config.attention_head_dim, config.num_layers, config.caption_channels,
            config.out_channels or config.in_channels, cross_view,
        )  # fmt: skip
    weights = {f"pixart.{key}": value for key, value in pixart.state_dict().items()}
    load_weights(into, weights, NEW_IN_DENOISER2D, source, PIXART_REMEDY)
    return into


def pixart_scheduler(source: str | Path) -> DPMSolverMultistepScheduler:
    """The scheduler of a PixArt-alpha pipeline (folder or hub repository): its noise schedule and its solver."""
    folder = _folder(source, "scheduler", PIXART_REMEDY)
    try:
        return DPMSolverMultistepScheduler.from_pretrained(folder)
    except (OSError, ValueError) as error:
        raise ValueError(f"{str(source)!r} has no scheduler/ that can be read ({error}); {PIXART_REMEDY}") from None


def load_image_vae(source: str | Path) -> AutoencoderKL:
    """Stable Diffusion's image VAE, in evaluation mode; `source` is a diffusers folder or hub repository, a pipeline's
    (PixArt-alpha's holds it in vae/) or the VAE's own. Its config carries the scaling of latents, 0.18215.
    """
    remedy = "give a Stable Diffusion VAE in diffusers' layout, e.g. PixArt-alpha/PixArt-XL-2-512x512"
    return _from_diffusers(AutoencoderKL, source, "vae", remedy).eval()


def _from_diffusers(kind: type[Any], source: str | Path, subfolder: str, remedy: str) -> Any:
    """A network of `kind` from `subfolder` of a pipeline, or from `source` itself; every weight must be there."""
    folder = _folder(source, subfolder, remedy)
    try:
        config = kind.load_config(folder)
    except (OSError, ValueError) as error:
        raise ValueError(f"{str(source)!r} has no config.json of a {kind.__name__} ({error}); {remedy}") from None
    # PixArt's own files name the class that diffusers had for it before.
    names = {kind.__name__, "Transformer2DModel"} if kind is PixArtTransformer2DModel else {kind.__name__}
    if config.get("_class_name") not in names:
        raise ValueError(f"{str(source)!r} holds a {config.get('_class_name')}, expected {kind.__name__}; {remedy}")
    try:
        network, report = kind.from_pretrained(folder, torch_dtype=torch.float32, output_loading_info=True)
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        raise ValueError(f"the {kind.__name__} in {str(source)!r} cannot be loaded ({error}); {remedy}") from None
    if any(report[key] for key in ("missing_keys", "unexpected_keys", "mismatched_keys")):
        raise ValueError(f"the weights in {str(source)!r} do not fit their config.json: {report}; {remedy}")
    return network


def _folder(source: str | Path, subfolder: str, remedy: str) -> Path:
    """The folder on disk of one network: `subfolder` of `source` where there is one, else `source`; downloaded first
    if it is a hub repository.
    """
    path = Path(source)
    if not path.is_dir():
        if isinstance(source, Path) or path.exists() or not re.fullmatch(r"[\w.-]+/[\w.-]+", source):
            raise ValueError(f"there is no folder {str(source)!r}; {remedy}")
        wanted = [f"{place}{name}" for place in (f"{subfolder}/", "") for name in ("*.json", "diffusion*.safetensors")]
        try:
            path = Path(snapshot_download(source, allow_patterns=wanted, ignore_patterns=["*.fp16.*"]))
        except (HfHubHTTPError, OfflineModeIsEnabled, OSError) as error:
            raise ValueError(
                f"there is no folder {source!r}, and the hub gave no repository of that name ({error}); check the "
                f"name or the network; {remedy}"
            ) from None
    return path / subfolder if (path / subfolder).is_dir() else path

"""The 2D branch against diffusers' own, untouched PixArt with the same weights."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false, reportArgumentType=false

import pytest
import torch
from diffusers import PixArtTransformer2DModel

from copart_core.models.copart import Conditions, CoPartDenoiser
from copart_core.models.denoiser2d import Denoiser2D

B, P, V, L, E = 2, 3, 3, 5, 24
SIZES = dict(
    tokens=8, latent_dim=4, width3d=32, layers3d=2, heads3d=2, layers2d=3, heads2d=2, head_dim2d=12, box_width=4,
    cross_view=(), couplings=((1, 1), (2, 3)), control_layers=1, text_width=E, views=V, patch_size=2,
    image_out_channels=8,
)  # fmt: skip


def randomize(module: torch.nn.Module) -> None:
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(0.2 * torch.randn(parameter.shape, generator=generator))


def stock(branch: Denoiser2D) -> PixArtTransformer2DModel:
    """diffusers' network as the library makes it, with the branch's weights."""
    pixart = PixArtTransformer2DModel.from_config(branch.pixart.config).eval()
    pixart.load_state_dict(branch.pixart.state_dict())
    kinds = {type(processor).__module__ for processor in pixart.attn_processors.values()}
    assert kinds == {"diffusers.models.attention_processor"}
    return pixart


def answer(
    pixart: PixArtTransformer2DModel, images: torch.Tensor, time: torch.Tensor, text: torch.Tensor, mask: torch.Tensor
) -> torch.Tensor:
    """PixArt on one view of each row; of its 8 outputs the first 4 count."""
    out = pixart(
        images, encoder_hidden_states=text, timestep=time, encoder_attention_mask=mask.long(),
        added_cond_kwargs={"resolution": None, "aspect_ratio": None},
    ).sample  # fmt: skip
    assert out.shape[1] == 8
    return out[:, :4]


def captions(rows: int) -> tuple[torch.Tensor, torch.Tensor]:
    mask = torch.ones(rows, L, dtype=torch.bool)
    mask[1, 3:] = False
    return torch.randn(rows, L, E), mask


@torch.inference_mode()
def test_each_view_goes_through_pixart() -> None:
    torch.manual_seed(0)
    branch = Denoiser2D(views=V, patch_size=2, heads=2, head_dim=12, layers=3, text_width=E, out_channels=8,
                        cross_view=()).eval()  # fmt: skip
    randomize(branch.pixart)
    images, time, (text, mask) = torch.randn(B, V, 4, 8, 8), torch.tensor([10.0, 900.0]), captions(B)
    found, pixart = branch(images, time, text, mask), stock(branch)
    for view in range(V):
        torch.testing.assert_close(found[:, view], answer(pixart, images[:, view], time, text, mask),
                                   atol=1e-5, rtol=1e-5)  # fmt: skip


@torch.inference_mode()
def test_the_joint_denoiser_with_fresh_couplings_is_pixart_on_every_part_and_view() -> None:
    """The consequence of every Z at zero (METHOD section 2), against the library's network instead of our branch."""
    torch.manual_seed(0)
    model = CoPartDenoiser(**SIZES).eval()
    randomize(model.denoiser3d)
    randomize(model.denoiser2d.pixart)
    text, mask = captions(B * P)
    conditions = Conditions(text.unflatten(0, (B, P)), mask.unflatten(0, (B, P)), torch.randn(B, P, 16, 4),
                            torch.randn(B, V, 4, 8, 8))  # fmt: skip
    images, time = torch.randn(B, P, V, 4, 8, 8), torch.tensor([300.0, 700.0])
    _, found = model(torch.randn(B, P, 8, 4), images, time, conditions)
    kind = model.kind_embed[[0, 1, 1]].repeat(B, 1)[:, None]
    text, mask = torch.cat([kind, text], dim=1), torch.cat([mask[:, :1], mask], dim=1)
    pixart, times = stock(model.denoiser2d), time.repeat_interleave(P)
    for view in range(V):
        wanted = answer(pixart, images[:, :, view].flatten(0, 1), times, text, mask)
        assert wanted.std() > 0.1
        torch.testing.assert_close(found[:, :, view].flatten(0, 1), wanted, atol=1e-5, rtol=1e-5)


@torch.inference_mode()
@pytest.mark.parametrize("cross_view", [(), (1,)])
def test_views_hear_each_other_in_the_cross_view_blocks_only(cross_view: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    branch = Denoiser2D(views=V, patch_size=2, heads=2, head_dim=12, layers=3, text_width=E, cross_view=cross_view)
    randomize(branch.eval())
    images, time, (text, mask) = torch.randn(B, V, 4, 8, 8), torch.tensor([10.0, 900.0]), captions(B)
    before = branch(images, time, text, mask)
    images[:, 2] += 1
    moved = (branch(images, time, text, mask) - before).abs().flatten(2).amax(-1)
    assert (moved[:, 2] > 1e-2).all()
    assert (moved[:, :2] > 1e-4).all() if cross_view else (moved[:, :2] == 0).all()


def test_the_attention_is_the_librarys_with_its_weights() -> None:
    """No key is added or renamed by the processors, so PixArt's own checkpoints fit."""
    branch = Denoiser2D(views=V, patch_size=2, heads=2, head_dim=12, layers=3, text_width=E, cross_view=(0,),
                        cross_part=(1,))  # fmt: skip
    assert list(stock(branch).state_dict()) == list(branch.pixart.state_dict())
    assert set(branch.state_dict()) == {"view_embed", *(f"pixart.{key}" for key in branch.pixart.state_dict())}

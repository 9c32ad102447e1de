# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportReturnType=false

from dataclasses import replace

import pytest
import torch
from diffusers import PixArtTransformer2DModel

from copart_core.models.copart import Conditions, CoPartDenoiser
from copart_core.models.denoiser2d import Denoiser2D

SIZES = dict(
    tokens=8, latent_dim=4, width3d=32, layers3d=2, heads3d=2, layers2d=2, heads2d=2, head_dim2d=16, box_width=4,
    cross_view=(1,), couplings=((1, 1), (2, 2)), control_layers=1, text_width=24,
)  # fmt: skip
B, P, V = 2, 3, 6


def randomized(model: torch.nn.Module) -> torch.nn.Module:
    """Nothing at zero any more, so that every path shows."""
    torch.manual_seed(1)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(0.2 * torch.randn_like(parameter))
    return model.eval()


@pytest.fixture(scope="module")
def fresh() -> CoPartDenoiser:
    torch.manual_seed(0)
    return CoPartDenoiser(**SIZES).eval()


@pytest.fixture(scope="module")
def model() -> CoPartDenoiser:
    torch.manual_seed(0)
    return randomized(CoPartDenoiser(**SIZES))


def inputs(parts: int = P) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, Conditions]:
    generator = torch.Generator().manual_seed(3)

    def draw(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=generator)

    mask = torch.ones(B, parts, 5, dtype=torch.bool)
    mask[:, 1, 3:] = False
    conditions = Conditions(
        draw(B, parts, 5, 24), mask, draw(B, parts, 16, 4), draw(B, V, 4, 8, 8), torch.ones(B, parts, dtype=torch.bool)
    )
    return draw(B, parts, 8, 4), draw(B, parts, V, 4, 8, 8), torch.tensor([300.0, 700.0]), conditions


def selected(conditions: Conditions, order: list[int]) -> Conditions:
    return Conditions(
        conditions.text[:, order], conditions.text_mask[:, order], conditions.boxes[:, order], conditions.wireframes,
        conditions.part_mask[:, order],
    )  # fmt: skip


@torch.inference_mode()
def test_shapes_stay(model: CoPartDenoiser) -> None:
    geometry, image, time, conditions = inputs()
    out_g, out_f = model(geometry, image, time, conditions)
    assert out_g.shape == geometry.shape and out_f.shape == image.shape


@torch.inference_mode()
def test_with_couplings_at_zero_each_branch_is_the_single_object_model(fresh: CoPartDenoiser) -> None:
    """METHOD section 2: the consequence of every Z at zero."""
    torch.manual_seed(2)
    for branch in (fresh.denoiser3d, fresh.denoiser2d):
        randomized(branch)
    geometry, image, time, conditions = inputs()
    out_g, out_f = fresh(geometry, image, time, conditions)
    text, mask = fresh._with_kind(conditions)
    times = time.repeat_interleave(P)
    torch.testing.assert_close(
        out_g.flatten(0, 1), fresh.denoiser3d(geometry.flatten(0, 1), times, text, mask), atol=1e-5, rtol=1e-4
    )
    torch.testing.assert_close(
        out_f.flatten(0, 1), fresh.denoiser2d(image.flatten(0, 1), times, text, mask), atol=1e-5, rtol=1e-4
    )


@torch.inference_mode()
def test_the_2d_branch_of_one_view_is_diffusers_pixart() -> None:
    torch.manual_seed(0)
    branch = Denoiser2D(
        views=1, sample_size=8, patch_size=2, heads=2, head_dim=16, layers=2, text_width=24, out_channels=8,
        cross_view=(),
    ).eval()  # fmt: skip
    with torch.no_grad():
        branch.pixart.proj_out.weight.normal_()
        branch.pixart.proj_out.bias.normal_()
    images, text = torch.randn(3, 1, 4, 8, 8), torch.randn(3, 5, 24)
    mask = torch.tensor([[True] * 5, [True] * 3 + [False] * 2, [True] * 5])
    time = torch.tensor([10.0, 500.0, 900.0])
    assert isinstance(branch.pixart, PixArtTransformer2DModel)
    wanted = branch.pixart(
        images[:, 0], encoder_hidden_states=text, timestep=time, encoder_attention_mask=mask.long(),
        added_cond_kwargs={"resolution": None, "aspect_ratio": None},
    ).sample[:, :4]  # fmt: skip
    torch.testing.assert_close(branch(images, time, text, mask)[:, 0], wanted, atol=1e-5, rtol=1e-4)


@torch.inference_mode()
def test_permuting_the_parts_permutes_the_outputs(model: CoPartDenoiser) -> None:
    geometry, image, time, conditions = inputs(4)
    order = [0, 3, 1, 2]  # part 0 is the whole and stays
    out_g, out_f = model(geometry, image, time, conditions)
    other_g, other_f = model(geometry[:, order], image[:, order], time, selected(conditions, order))
    torch.testing.assert_close(other_g, out_g[:, order], atol=1e-4, rtol=1e-3)
    torch.testing.assert_close(other_f, out_f[:, order], atol=1e-4, rtol=1e-3)


@torch.inference_mode()
def test_padding_parts_change_nothing(model: CoPartDenoiser) -> None:
    geometry, image, time, conditions = inputs(4)
    mask = conditions.part_mask.clone()
    mask[:, 3] = False
    padded_g, padded_f = model(geometry, image, time, replace(conditions, part_mask=mask))
    alone_g, alone_f = model(geometry[:, :3], image[:, :3], time, selected(conditions, [0, 1, 2]))
    torch.testing.assert_close(padded_g[:, :3], alone_g, atol=1e-4, rtol=1e-3)
    torch.testing.assert_close(padded_f[:, :3], alone_f, atol=1e-4, rtol=1e-3)


@torch.inference_mode()
@pytest.mark.parametrize("what", ["geometry", "image", "text", "boxes", "wireframes"])
def test_everything_given_is_heard(model: CoPartDenoiser, what: str) -> None:
    """A change of part 2 (or of the wireframes) reaches part 1 in both modalities: eq. 2, 3, 6 and the ControlNet."""
    geometry, image, time, conditions = inputs()
    before = model(geometry, image, time, conditions)
    if what == "geometry":
        geometry = geometry.clone()
        geometry[:, 2] += 1
    elif what == "image":
        image = image.clone()
        image[:, 2] += 1
    elif what == "wireframes":
        conditions = replace(conditions, wireframes=conditions.wireframes + 1)
    else:
        changed = getattr(conditions, what).clone()
        changed[:, 2] += torch.randn(changed.shape[-1], generator=torch.Generator().manual_seed(0))
        conditions = replace(conditions, **{what: changed})
    after = model(geometry, image, time, conditions)
    assert all((a[:, 1] - b[:, 1]).abs().max() > 1e-6 for a, b in zip(after, before, strict=True))


@torch.inference_mode()
def test_wireframes_act_through_the_global_part_only(fresh: CoPartDenoiser) -> None:
    """Without couplings the control residual stays in part 0 of the 2D branch (METHOD section 3)."""
    model = CoPartDenoiser(**SIZES).eval()
    for branch in (model.denoiser2d, model.control):
        randomized(branch)
    geometry, image, time, conditions = inputs()
    _, before = model(geometry, image, time, conditions)
    _, after = model(geometry, image, time, replace(conditions, wireframes=conditions.wireframes + 1))
    assert (after[:, 0] - before[:, 0]).abs().max() > 1e-4
    torch.testing.assert_close(after[:, 1:], before[:, 1:])


@torch.inference_mode()
def test_padded_caption_tokens_are_ignored(model: CoPartDenoiser) -> None:
    geometry, image, time, conditions = inputs()
    text = conditions.text.clone()
    text[:, 1, 3:] = 99
    before = model(geometry, image, time, conditions)
    after = model(geometry, image, time, replace(conditions, text=text))
    for a, b in zip(after, before, strict=True):
        torch.testing.assert_close(a, b)


def test_config_survives_saving(tmp_path, model: CoPartDenoiser) -> None:
    model.save_pretrained(tmp_path)
    again = CoPartDenoiser.from_pretrained(tmp_path).eval()
    geometry, image, time, conditions = inputs()
    with torch.inference_mode():
        wanted = model(geometry, image, time, conditions)
        for a, b in zip(again(geometry, image, time, conditions), wanted, strict=True):
            torch.testing.assert_close(a, b)

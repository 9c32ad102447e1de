# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false, reportGeneralTypeIssues=false
# pyright: reportOptionalMemberAccess=false, reportReturnType=false

from dataclasses import replace
from typing import Any

import pytest
import torch

from copart_core.models.copart import Conditions, CoPartDenoiser

SIZES = dict(
    tokens=8, latent_dim=4, width3d=32, layers3d=2, heads3d=2, layers2d=2, heads2d=2, head_dim2d=16, box_width=4,
    cross_view=(1,), couplings=((1, 1), (2, 2)), control_layers=1, text_width=24,
)  # fmt: skip
EXTENDED = SIZES | dict(cross_part="extended", extended3d=(0, 1), extended2d=(0,))
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


@pytest.fixture(scope="module", params=["new", "extended"])
def model(request: pytest.FixtureRequest) -> CoPartDenoiser:
    """With either variant of cross-part attention."""
    torch.manual_seed(0)
    return randomized(CoPartDenoiser(**(EXTENDED if request.param == "extended" else SIZES)))


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
        None if conditions.part_mask is None else conditions.part_mask[:, order],
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
    mask = torch.tensor([[True, True, True, False]] * B)
    padded_g, padded_f = model(geometry, image, time, replace(conditions, part_mask=mask))
    alone_g, alone_f = model(geometry[:, :3], image[:, :3], time, selected(conditions, [0, 1, 2]))
    torch.testing.assert_close(padded_g[:, :3], alone_g, atol=1e-4, rtol=1e-3)
    torch.testing.assert_close(padded_f[:, :3], alone_f, atol=1e-4, rtol=1e-3)


@torch.inference_mode()
def test_no_mask_is_a_mask_that_hides_nothing(model: CoPartDenoiser) -> None:
    geometry, image, time, conditions = inputs()
    masked = model(geometry, image, time, conditions)
    free = model(geometry, image, time, replace(conditions, part_mask=None))
    for a, b in zip(free, masked, strict=True):
        torch.testing.assert_close(a, b, atol=1e-5, rtol=1e-4)


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


# --- Cross-part attention: who hears whom ---


def only_cross_part(variant: str) -> CoPartDenoiser:
    """Random weights, one view a block, and no way between parts but eq. 2; none at all with "off"."""
    torch.manual_seed(0)
    sizes = SIZES | {"cross_view": ()} if variant != "extended" else EXTENDED | {"cross_view": ()}
    model = randomized(CoPartDenoiser(**sizes))
    with torch.no_grad():
        for coupling in model.mutual:
            closed = [coupling.from_images, coupling.from_geometry]
            closed += [coupling.parts3d, coupling.parts2d] if variant == "off" else []
            for attention in closed:
                attention.attention.to_out.weight.zero_()
                attention.attention.to_out.bias.zero_()
    return model


@torch.inference_mode()
@pytest.mark.parametrize("variant", ["off", "new", "extended"])
def test_a_part_hears_the_others_exactly_when_cross_part_attention_is_on(variant: str) -> None:
    """In 3D, and in 2D view by view: a change in view 4 of a part shows in view 4 of the others and nowhere else."""
    model = only_cross_part(variant)
    geometry, image, time, conditions = inputs()
    before_g, before_f = model(geometry, image, time, conditions)
    for changed in range(P):
        other_geometry, other_image = geometry.clone(), image.clone()
        other_geometry[:, changed] += 1
        other_image[:, changed, 4] += 1
        after_g, after_f = model(other_geometry, other_image, time, conditions)
        moved_g = (after_g - before_g).abs().flatten(2).amax(-1)  # B P
        moved_f = (after_f - before_f).abs().flatten(3).amax(-1)  # B P V
        others = [part for part in range(P) if part != changed]
        assert (moved_g[:, changed] > 1e-2).all() and (moved_f[:, changed, 4] > 1e-2).all()
        if variant == "off":
            assert (moved_g[:, others] == 0).all() and (moved_f[:, others] == 0).all()
        else:
            assert (moved_g[:, others] > 1e-4).all() and (moved_f[:, others, 4] > 1e-4).all()
        assert (moved_f[:, :, [0, 1, 2, 3, 5]] == 0).all()


@torch.inference_mode()
def test_extended_attention_alone_is_the_single_object_model() -> None:
    """With all parts but the whole padded, the extended self-attention is the plain one."""
    torch.manual_seed(0)
    model = CoPartDenoiser(**EXTENDED).eval()
    for branch in (model.denoiser3d, model.denoiser2d):
        randomized(branch)
    geometry, image, time, conditions = inputs()
    alone = torch.tensor([[True, False, False]] * B)
    out_g, out_f = model(geometry, image, time, replace(conditions, part_mask=alone))
    text, mask = (tensor.unflatten(0, (B, P))[:, 0] for tensor in model._with_kind(conditions))
    torch.testing.assert_close(out_g[:, 0], model.denoiser3d(geometry[:, 0], time, text, mask), atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(out_f[:, 0], model.denoiser2d(image[:, 0], time, text, mask), atol=1e-5, rtol=1e-4)


def test_both_variants_have_their_own_weights_only() -> None:
    new, extended = (set(CoPartDenoiser(**sizes).state_dict()) for sizes in (SIZES, EXTENDED))
    assert extended < new
    assert {key.split(".")[2] for key in new - extended} == {"parts3d", "parts2d"}


# --- The part / global embedding ---


@torch.inference_mode()
def test_the_whole_and_the_parts_read_their_own_kind_beside_the_caption(fresh: CoPartDenoiser) -> None:
    text, mask = fresh._with_kind(inputs()[3])
    text, mask = text.unflatten(0, (B, P)), mask.unflatten(0, (B, P))
    assert torch.equal(text[:, 0, 0], fresh.kind_embed[0].expand(B, -1))
    assert torch.equal(text[:, 1:, 0], fresh.kind_embed[1].expand(B, P - 1, -1))
    assert torch.equal(text[:, :, 1:], inputs()[3].text) and mask[:, :, 0].all()
    assert torch.equal(mask[:, :, 1:], inputs()[3].text_mask)


# --- A set without places (`base`) ---


@torch.inference_mode()
def test_tokens_without_places_are_a_set() -> None:
    """Permuting the tokens of a part permutes its output; its boxes' tokens say only which frame they are of."""
    model = randomized(CoPartDenoiser(**SIZES | dict(positional=False, final_affine=True)))
    geometry, image, time, conditions = inputs()
    order = torch.randperm(8, generator=torch.Generator().manual_seed(0))
    halves = torch.cat([order, 8 + order])
    out_g, out_f = model(geometry, image, time, conditions)
    moved = replace(conditions, boxes=conditions.boxes[:, :, halves])
    other_g, other_f = model(geometry[:, :, order], image, time, moved)
    torch.testing.assert_close(other_g, out_g[:, :, order], atol=1e-4, rtol=1e-3)
    torch.testing.assert_close(other_f, out_f, atol=1e-4, rtol=1e-3)
    swapped = replace(conditions, boxes=conditions.boxes.roll(8, dims=2))
    assert (model(geometry, image, time, swapped)[0] - out_g).abs().max() > 1e-4
    more = model(torch.cat([geometry, geometry], dim=2), image, time, conditions)[0]
    assert more.shape == (B, P, 16, 4)


# --- Memory and speed ---


@torch.inference_mode()
@pytest.mark.parametrize("padded", [True, False])
def test_no_mask_of_queries_times_keys_is_made(
    model: CoPartDenoiser, padded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attention gets a row of keys at most; where nothing is padded, only captions (1 + 5 keys) are masked."""
    masked: list[tuple[int, ...]] = []
    fused = torch.nn.functional.scaled_dot_product_attention

    def watched(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, **options: Any) -> torch.Tensor:
        assert not options.get("is_causal")
        if options.get("attn_mask") is not None:
            masked.append((*options["attn_mask"].shape[-2:], key.shape[-2]))
        return fused(query, key, value, **options)

    monkeypatch.setattr(torch.nn.functional, "scaled_dot_product_attention", watched)
    geometry, image, time, conditions = inputs()
    model(geometry, image, time, conditions if padded else replace(conditions, part_mask=None))
    captions, others = ([mask for mask in masked if (mask[2] == 6) == is_text] for is_text in (True, False))
    assert len(captions) == 2 + 2 + 1  # 3D, 2D and control blocks
    assert {rows for rows, _, _ in masked} == {1} and all(width == keys for _, width, keys in masked)
    # Cross-part attention alone: 3 parts of 8 geometry tokens; and 3 parts of a view of 4 image tokens.
    assert {keys for _, _, keys in others} == ({24, 12} if padded else set())


def gradients(model: CoPartDenoiser) -> tuple[dict[str, torch.Tensor], int]:
    """Gradients of all parameters, and the bytes that autograd kept for them (weights not counted)."""
    geometry, image, time, conditions = inputs()
    kept: dict[int, int] = {}
    weights = {parameter.untyped_storage().data_ptr() for parameter in model.parameters()}

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in weights:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    model.zero_grad()
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        out_g, out_f = model(geometry, image, time, conditions)
        loss = out_g.square().sum() + out_f.square().sum()
    loss.backward()
    found = {name: parameter.grad.clone() for name, parameter in model.named_parameters() if parameter.grad is not None}
    return found, sum(kept.values())


@pytest.mark.parametrize("sizes", [SIZES, EXTENDED], ids=["new", "extended"])
def test_checkpointing_keeps_less_and_gives_the_same_gradients(sizes: dict[str, Any]) -> None:
    model = randomized(CoPartDenoiser(**sizes)).train()
    wanted, much = gradients(model)
    model.enable_gradient_checkpointing()
    found, little = gradients(model)
    assert set(found) == set(wanted) == {name for name, _ in model.named_parameters()}
    for name, gradient in wanted.items():
        torch.testing.assert_close(found[name], gradient, msg=lambda text, name=name: f"{name}: {text}")
    assert little < 0.35 * much
    model.disable_gradient_checkpointing()
    assert gradients(model)[1] == much


@torch.inference_mode()
def test_compiling_by_blocks_changes_no_key_and_no_output() -> None:
    small = dict(layers3d=1, layers2d=1, cross_view=(), couplings=((1, 1),), control_layers=0)
    model = randomized(CoPartDenoiser(**SIZES | small))
    given, keys = inputs(), list(model.state_dict())
    wanted = model(*given)
    model.compile_repeated_blocks(backend="eager", fullgraph=True)
    compiled = [name for name, module in model.named_modules() if module._compiled_call_impl is not None]
    assert compiled == ["denoiser3d.blocks.0", "denoiser2d.pixart.transformer_blocks.0", "mutual.0"]
    for a, b in zip(model(*given), wanted, strict=True):
        torch.testing.assert_close(a, b, atol=1e-5, rtol=1e-4)
    assert list(model.state_dict()) == keys


# --- Errors ---


@pytest.mark.parametrize(
    "change,message",
    [
        (dict(couplings=((1, 1), (3, 2))), "couplings after ever more"),
        (dict(couplings=((2, 1), (1, 2))), "couplings after ever more"),
        (dict(cross_view=(2,)), "cross_view among the 2D blocks 0 to 1"),
        (dict(control_layers=3), "at most 2 control layers"),
        (dict(cross_part="both"), "expected cross_part 'new' or 'extended', got 'both'"),
        (dict(cross_part="extended"), "name the blocks of both branches"),
        (dict(extended3d=(0,), extended2d=(0,)), "none with 'new'"),
        (dict(cross_part="extended", extended3d=(2,), extended2d=(0,)), "among 0 to 1 in 3D"),
        (dict(cross_part="extended", extended3d=(0,), extended2d=(1,)), r"got \[1\] in cross_view and in cross_part"),
    ],
)
def test_a_config_that_makes_no_sense(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        CoPartDenoiser(**SIZES | change)


@pytest.mark.parametrize(
    "what,message",
    [
        ("geometry", r"geometry latents that end in \[8, 4\], got \[2, 3, 8, 5\]"),
        ("image", r"image latents that end in \[4, 8, 8\]"),
        ("text", r"text states that end in \[24\]"),
        ("boxes", r"box tokens that end in \[4\]"),
        ("views", "at most 6 views, got 7"),
    ],
)
def test_latents_of_another_model_are_refused(fresh: CoPartDenoiser, what: str, message: str) -> None:
    geometry, image, time, conditions = inputs()
    if what == "geometry":
        geometry = torch.zeros(B, P, 8, 5)
    elif what == "image":
        image = torch.zeros(B, P, V, 4, 16, 16)
    elif what == "views":
        image = torch.zeros(B, P, 7, 4, 8, 8)
    else:
        conditions = replace(conditions, **{what: getattr(conditions, what)[..., :3]})
    with pytest.raises(ValueError, match=message):
        fresh(geometry, image, time, conditions)


def test_conditions_are_mapped_one_by_one() -> None:
    first = replace(inputs()[3], part_mask=None).mapped(lambda tensor: tensor[:1])
    assert first.part_mask is None and len(first.text) == len(first.wireframes) == len(first.boxes) == 1

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportAttributeAccessIssue=false, reportArgumentType=false, reportCallIssue=false, reportOptionalMemberAccess=false

import pytest
import torch

from copart_core.models.control import WireframeControl
from copart_core.models.denoiser2d import Denoiser2D

B, V, L = 2, 3, 4


@pytest.fixture
def branch() -> Denoiser2D:
    torch.manual_seed(0)
    branch = Denoiser2D(views=V, patch_size=2, heads=2, head_dim=12, layers=3, text_width=24, cross_view=(1,)).eval()
    with torch.no_grad():
        for parameter in branch.parameters():
            parameter.normal_(std=0.2)
    return branch


def seen(branch: Denoiser2D) -> tuple[torch.Tensor, ...]:
    """What the control is given: wireframes, tokens, modulation, text and its mask."""
    tokens = branch.embed(torch.randn(B, V, 4, 8, 8))
    modulation, _ = branch.embed_time(torch.tensor([100.0, 800.0]))
    mask = torch.tensor([[True] * L, [True, True, False, False]])
    return torch.randn(B, V, 4, 8, 8), tokens, modulation, branch.embed_text(torch.randn(B, L, 24)), mask


@torch.inference_mode()
def test_a_new_control_adds_nothing(branch: Denoiser2D) -> None:
    control = WireframeControl(branch, layers=2, outputs=3)
    assert [residual.abs().max() for residual in control(*seen(branch))] == [0, 0, 0]


def test_it_starts_as_the_branchs_first_blocks(branch: Denoiser2D) -> None:
    """Copies in every respect, cross-view too: before its outputs it computes what the branch computes."""
    control = WireframeControl(branch, layers=2, outputs=1)
    control.start_from(branch)
    with torch.no_grad():
        control.to_residuals[0].weight.copy_(torch.eye(24))
    given = seen(branch)
    wireframes, tokens, modulation, text, mask = given
    (found,) = control(*given)
    for index in range(2):
        tokens = branch.block(index, tokens, modulation, text, mask, V)
    torch.testing.assert_close(found, tokens)
    torch.testing.assert_close(control(wireframes + 1, *given[1:])[0], found)  # the hint starts at zero ...
    found.square().sum().backward()
    assert control.patch.weight.grad.abs().max() > 0  # ... and learns


def test_it_is_a_copy_not_the_same_weights(branch: Denoiser2D) -> None:
    control = WireframeControl(branch, layers=2, outputs=1)
    control.start_from(branch)
    with torch.no_grad():
        control.blocks[0].attn1.to_q.weight.add_(1)
    assert not torch.equal(control.blocks[0].attn1.to_q.weight, branch.blocks[0].attn1.to_q.weight)

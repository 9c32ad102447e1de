import torch

from copart_core.diffusion.guidance import guided, part_generator


def test_guidance_of_one_is_the_conditional() -> None:
    a, b = torch.randn(4), torch.randn(4)
    torch.testing.assert_close(guided(a, b, 1.0), a)
    torch.testing.assert_close(guided(a, b, 3.0), b + 3 * (a - b))


def test_noise_of_a_part_depends_on_its_own_seeds_only() -> None:
    def draw(*key) -> torch.Tensor:
        return torch.randn(5, generator=part_generator(*key))

    assert torch.equal(draw(1, "seat", 2), draw(1, "seat", 2))
    for other in ((2, "seat", 2), (1, "back", 2), (1, "seat", 3)):
        assert not torch.equal(draw(1, "seat", 2), draw(*other))

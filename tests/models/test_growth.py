import pytest
import torch

from copart_core.models.copart import CoPartDenoiser
from copart_core.models.growth import grow, resample_positions
from copart_core.models.shape_vae import ShapeVAE

SMALL = {"latent_dim": 4, "width": 32, "channels": 16, "encoder_layers": 1, "decoder_layers": 1, "heads": 2}
DENOISER = {
    "latent_dim": 4, "box_width": 4, "width3d": 32, "layers3d": 1, "heads3d": 2, "layers2d": 1, "heads2d": 2,
    "head_dim2d": 16, "cross_view": (), "couplings": ((1, 1),), "control_layers": 1,
}  # fmt: skip


def coordinates(lattice: int) -> torch.Tensor:
    """The centre of each cell, x slowest."""
    axis = (torch.arange(lattice) + 0.5) / lattice
    return torch.stack(torch.meshgrid(axis, axis, axis, indexing="ij"), dim=-1).reshape(-1, 3)


def test_each_position_comes_from_its_own_place() -> None:
    """A table that holds every cell's coordinates holds those of the new cells, except beyond the outermost centres."""
    table = torch.cat([coordinates(3), 10 + coordinates(3)])
    found = resample_positions(table, 3, 4, lattices=2)
    expected = coordinates(4).clamp(0.5 / 3, 1 - 0.5 / 3)
    torch.testing.assert_close(found, torch.cat([expected, 10 + expected]))


def test_an_equal_lattice_takes_everything_over() -> None:
    old, new = ShapeVAE(lattice=2, **SMALL), ShapeVAE(lattice=2, **SMALL)
    old.latent_mean.normal_()
    grow(new, old.state_dict(), 2, 2)
    assert all(torch.equal(value, new.state_dict()[name]) for name, value in old.state_dict().items())


def test_a_larger_lattice_keeps_the_weights_and_measures_its_statistics_anew() -> None:
    old, new = ShapeVAE(lattice=2, **SMALL), ShapeVAE(lattice=3, **SMALL)
    old.latent_mean.normal_()
    grow(new, old.state_dict(), 2, 3)
    assert torch.equal(new.decoder.to_cells.weight, old.decoder.to_cells.weight)
    assert new.encoder.position.shape == (27, 32) and (new.latent_mean == 0).all()
    points = torch.rand(1, 64, 3) * 2 - 1
    assert torch.isfinite(new.encode(points, points).mean).all()


def test_a_denoiser_grows_with_its_box_positions() -> None:
    old, new = CoPartDenoiser(tokens=8, **DENOISER), CoPartDenoiser(tokens=27, **DENOISER)
    grow(new, old.state_dict(), 2, 3)
    assert new.box_position.shape == (54, 32)
    assert torch.equal(new.denoiser3d.x_embed.weight, old.denoiser3d.x_embed.weight)
    torch.testing.assert_close(new.box_position[27:], resample_positions(old.box_position[8:], 2, 3))


def test_other_weights_are_refused() -> None:
    wide = ShapeVAE(lattice=2, **(SMALL | {"width": 64}))
    with pytest.raises(ValueError, match="only the lattice may differ"):
        grow(ShapeVAE(lattice=3, **SMALL), wide.state_dict(), 2, 3)
    with pytest.raises(ValueError, match="expected a ShapeVAE"):
        grow(torch.nn.Linear(2, 2), {}, 2, 3)
    with pytest.raises(ValueError, match="positions"):
        resample_positions(torch.zeros(26, 4), 3, 4)

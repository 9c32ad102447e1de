import numpy as np
import pytest
import torch

from copart_core.geometry.extraction import extract_parts, extract_training
from copart_core.geometry.sampling import box_surface
from copart_core.models.shape_vae import ShapeVAE, _merge_cells, _split_tokens, occupancy_iou


@pytest.fixture(scope="module")
def vae() -> ShapeVAE:
    torch.manual_seed(0)
    return ShapeVAE(lattice=2, latent_dim=4, width=32, channels=16, encoder_layers=1, decoder_layers=1, heads=2).eval()


def surface(seed: int = 0, count: int = 300) -> tuple[torch.Tensor, torch.Tensor]:
    points, normals = box_surface([-1, -1, -1], [1, 1, 1], count, np.random.default_rng(seed))
    return torch.from_numpy(points)[None], torch.from_numpy(normals)[None]


def test_tokens_have_the_promised_shape(vae: ShapeVAE) -> None:
    posterior = vae.encode(*surface())
    assert posterior.mean.shape == posterior.log_variance.shape == (1, 8, 4)
    assert vae.decoder.features(posterior.mean).shape == (1, 8, 8, 8, 8)


def test_cells_and_tokens_are_inverse() -> None:
    grid = torch.randn(2, 5, 6, 6, 6)
    assert torch.equal(_split_tokens(_merge_cells(grid), 3), grid)


def test_a_token_holds_the_points_of_its_own_place(vae: ShapeVAE) -> None:
    """A point in the upper x, y, z octant fills the last cell and no other."""
    cells = vae.encoder.gather_cells(torch.tensor([[[0.9, 0.9, 0.9]]]), torch.tensor([[[0.0, 1.0, 0.0]]]))
    empty = vae.encoder.embed_cell(torch.zeros(1, 33))[0]
    differs = (cells[0] - empty[:, None, None, None]).abs().sum(0) > 1e-6
    assert differs.sum() == 1 and differs[-1, -1, -1]


def test_order_of_the_points_does_not_matter(vae: ShapeVAE) -> None:
    points, normals = surface()
    order = torch.randperm(points.shape[1])
    torch.testing.assert_close(
        vae.encode(points, normals).mean, vae.encode(points[:, order], normals[:, order]).mean, atol=1e-5, rtol=1e-4
    )


def test_points_on_the_border_are_inside_the_lattice(vae: ShapeVAE) -> None:
    corner = torch.tensor([[[1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]]])
    assert torch.isfinite(vae.encode(corner, corner / 3**0.5).mean).all()


def test_a_query_does_not_depend_on_the_others(vae: ShapeVAE) -> None:
    grid = vae.decoder.features(torch.randn(1, 8, 4))
    points = torch.rand(1, 50, 3) * 2 - 1
    together = vae.decoder.query(grid, points)[0]
    alone = torch.cat([vae.decoder.query(grid, points[:, i : i + 1])[0] for i in range(50)], dim=1)
    torch.testing.assert_close(together, alone)


def test_features_are_looked_up_at_their_place(vae: ShapeVAE) -> None:
    grid = torch.zeros(1, 8, 8, 8, 8)
    grid[0, :, 7, 0, 3] = 1  # x high, y low, z middle
    found = vae.decoder._look_up(grid, torch.tensor([[[0.875, -0.875, -0.125], [-0.875, 0.875, -0.125]]]))
    assert found[0, 0, 0] == pytest.approx(1) and found[0, 1, 0] == 0


def test_untrained_weights_are_plain_dual_extraction(vae: ShapeVAE) -> None:
    """FlexiCubes starts neutral: no deformation, all weights one."""
    grid = vae.decoder.features(torch.randn(1, 8, 4))
    points = torch.rand(1, 20, 3)
    assert (vae.decoder.query(grid, points)[1] == 0).all()
    alpha, beta, gamma = vae.decoder.cube_weights(grid, points)
    assert (alpha == 1).all() and (beta == 1).all()
    torch.testing.assert_close(gamma, torch.full_like(gamma, 0.5))


def test_statistics_are_inverse(vae: ShapeVAE) -> None:
    other = ShapeVAE(lattice=2, latent_dim=4, width=32, channels=16, encoder_layers=1, decoder_layers=1, heads=2)
    other.latent_mean.normal_()
    other.latent_std.fill_(3)
    latents = torch.randn(5, 8, 4)
    torch.testing.assert_close(other.denormalize(other.normalize(latents)), latents)


def test_the_field_feeds_the_extraction(vae: ShapeVAE) -> None:
    """A field that is trained by hand to be a ball comes out as a closed ball."""
    torch.manual_seed(0)
    model = ShapeVAE(lattice=2, latent_dim=4, width=32, channels=16, encoder_layers=1, decoder_layers=1, heads=2)
    latents = torch.randn(1, 8, 4)
    optimizer = torch.optim.Adam(model.decoder.parameters(), lr=5e-3)
    for _ in range(150):
        points = torch.rand(1, 512, 3) * 2.2 - 1.1
        distance, _ = model.decoder.query(model.decoder.features(latents), points)
        loss = (distance - (points.norm(dim=-1) - 0.7)).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    ((vertices, faces),) = extract_parts(model.field_of(latents), 20)
    assert len(faces) > 100
    assert np.abs(np.linalg.norm(vertices, axis=1) - 0.7).mean() < 0.08
    latents.requires_grad_()
    model.zero_grad()
    two, _ = extract_training(model.field_of(latents.repeat(2, 1, 1)), 20)
    (two.vertices.norm(dim=1).mean() + two.deviation.mean()).backward()
    decoder = dict(model.decoder.named_parameters())
    for reached in (latents, decoder["field.4.weight"], decoder["weights.2.weight"]):
        assert reached.grad is not None and bool(reached.grad.abs().sum() > 0)


def test_a_selected_field_is_that_of_the_part(vae: ShapeVAE) -> None:
    latents, points = torch.randn(3, 8, 4), torch.rand(2, 50, 3)
    field = vae.field_of(latents)
    assert field.parts == 3
    chosen = field.select([2, 0])
    alone = vae.field_of(latents[[2, 0]])
    assert chosen.parts == 2
    for one, other in zip(chosen.distance(points), alone.distance(points), strict=True):
        torch.testing.assert_close(one, other)
    for one, other in zip(chosen.weights(points), alone.weights(points), strict=True):
        torch.testing.assert_close(one, other)


def test_occupancy_iou() -> None:
    truth = torch.tensor([[-1.0, -1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0]])
    predicted = torch.tensor([[-1.0, 1.0, -1.0, 1.0], [1.0, 1.0, 1.0, 1.0]])
    torch.testing.assert_close(occupancy_iou(predicted, truth), torch.tensor([1 / 3, 1.0]))

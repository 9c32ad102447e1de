from typing import Any

import numpy as np
import pytest
import torch

from copart_core.geometry.extraction import extract_parts
from copart_core.geometry.sampling import box_surface
from copart_core.models.perceiver import FourierFeatures
from copart_core.models.perceiver_vae import (
    CRAFTSMAN_DORA,
    CRAFTSMAN_V1_5,
    PerceiverField,
    PerceiverShapeVAE,
    farthest_points,
    sharpest_points,
)

SMALL: dict[str, Any] = {
    "tokens": 6, "latent_dim": 4, "width": 32, "heads": 4, "encoder_layers": 1, "decoder_layers": 2
}  # fmt: skip


def small(**config: Any) -> PerceiverShapeVAE:
    torch.manual_seed(0)
    return PerceiverShapeVAE(**(SMALL | config)).eval()


@pytest.fixture(scope="module")
def vae() -> PerceiverShapeVAE:
    return small()


def surface(seed: int = 0, count: int = 200, batch: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
    drawn = [box_surface([-1, -0.5, -0.7], [1, 0.5, 0.7], count, np.random.default_rng(seed + i)) for i in range(batch)]
    points, normals = (torch.from_numpy(np.stack(arrays)).float() for arrays in zip(*drawn, strict=True))
    return points, normals


def random_points(*shape: int, seed: int = 0) -> torch.Tensor:
    return 2 * torch.rand(*shape, 3, generator=torch.Generator().manual_seed(seed)) - 1


def test_the_frame_is_the_part_frame() -> None:
    assert PerceiverShapeVAE.frame == "part"


def test_sizes_of_the_public_model() -> None:
    """184.5 M parameters as published, and 18,456 in the FlexiCubes head."""
    with torch.device("meta"):
        vae = PerceiverShapeVAE(**CRAFTSMAN_V1_5)
        dora = PerceiverShapeVAE(**CRAFTSMAN_DORA)
    head = sum(p.numel() for p in vae.decoder.flexicubes_proj.parameters())
    assert head == 18_456
    assert sum(p.numel() for p in vae.parameters()) - head == 184_462_209
    assert sum(p.numel() for p in dora.parameters()) - head == 191_591_553


def test_order_of_the_fourier_features() -> None:
    x, y, z = 0.3, -0.7, 0.9
    features = FourierFeatures(2, include_pi=False)(torch.tensor([x, y, z], dtype=torch.float64))
    phases = np.array([x, 2 * x, y, 2 * y, z, 2 * z])
    np.testing.assert_allclose(features.numpy(), [x, y, z, *np.sin(phases), *np.cos(phases)])
    with_pi = FourierFeatures(2, include_pi=True)(torch.tensor([x, y, z], dtype=torch.float64))
    np.testing.assert_allclose(with_pi.numpy()[3:9], np.sin(np.pi * phases), atol=1e-6)


def test_farthest_points_agree_with_brute_force() -> None:
    points = random_points(2, 60)
    for row, chosen in zip(points.numpy(), farthest_points(points, 12).tolist(), strict=True):
        expected = [int(np.linalg.norm(row - row.mean(0), axis=1).argmax())]
        while len(expected) < 12:
            gaps = np.linalg.norm(row[:, None] - row[expected], axis=-1).min(axis=1)
            expected.append(int(gaps.argmax()))
        assert chosen == expected


def test_sharpest_points_lie_on_the_edges() -> None:
    points, normals = surface(count=2000)
    chosen = points[0, sharpest_points(points, normals, 100)[0]]
    to_side = (torch.tensor([1, 0.5, 0.7]) - chosen.abs()).sort(dim=-1).values
    assert to_side[:, 1].max() < 0.15  # distance to the second nearest side is the distance to the edge


def test_latents_have_the_promised_shape(vae: PerceiverShapeVAE) -> None:
    posterior = vae.encode(*surface(batch=2))
    assert posterior.mean.shape == posterior.log_variance.shape == (2, 6, 4)
    assert posterior.log_variance.min() >= -30 and posterior.log_variance.max() <= 20


@pytest.mark.parametrize("config", [{}, {"learned_queries": True}, {"sharp": True}, {"points": 64}])
def test_encoding_is_deterministic_and_knows_no_order(config: dict[str, Any]) -> None:
    vae = small(**config)
    points, normals = surface()
    sharp = surface(seed=5) if vae.config["sharp"] else None
    order = torch.randperm(points.shape[1], generator=torch.Generator().manual_seed(1))
    mean = vae.encode(points, normals, sharp).mean
    assert torch.equal(mean, vae.encode(points, normals, sharp).mean)
    torch.testing.assert_close(mean, vae.encode(points[:, order], normals[:, order], sharp).mean, atol=1e-5, rtol=1e-4)


def test_each_part_is_encoded_and_decoded_on_its_own(vae: PerceiverShapeVAE) -> None:
    points, normals = surface(batch=3)
    together = vae.encode(points, normals).mean
    torch.testing.assert_close(together[1:2], vae.encode(points[1:2], normals[1:2]).mean)
    queries = random_points(3, 20)
    field = vae.field_of(together)
    alone = vae.field_of(together[1:2]).distance(queries[1:2])[0]
    torch.testing.assert_close(field.distance(queries)[0][1:2], alone)
    torch.testing.assert_close(field.select([2, 1]).distance(queries[[2, 1]])[0], field.distance(queries)[0][[2, 1]])
    assert field.parts == 3 and field.select([2, 1]).parts == 2


def test_given_sharp_points_are_used() -> None:
    vae = small(sharp=True)
    points, normals = surface()
    given = surface(seed=9, count=50)
    assert not torch.allclose(vae.encode(points, normals, given).mean, vae.encode(points, normals).mean)


def test_what_cannot_be_encoded_is_refused(vae: PerceiverShapeVAE) -> None:
    points, normals = surface()
    with pytest.raises(ValueError, match="at least 6 points to draw queries from, got 5"):
        vae.encode(points[:, :5], normals[:, :5])
    with pytest.raises(ValueError, match="no branch for them"):
        vae.encode(points, normals, (points, normals))
    with pytest.raises(ValueError, match="width that the heads divide"):
        small(heads=5)


def test_keys_and_values_are_computed_once(vae: PerceiverShapeVAE) -> None:
    calls: list[str] = []
    block = vae.decoder.cross_attn_decoder
    hooks = [
        block.attn.c_kv.register_forward_hook(lambda *_: calls.append("keys and values")),
        vae.transformer.register_forward_hook(lambda *_: calls.append("transformer")),
        block.attn.c_q.register_forward_hook(lambda *_: calls.append("chunk")),
    ]
    field = vae.field_of(vae.encode(*surface()).mean)
    whole = random_points(1, 90)
    chunks = [field.distance(chunk)[0] for chunk in whole.split(30, dim=1)]
    field.weights(whole)
    field.select([0]).distance(whole)
    for hook in hooks:
        hook.remove()
    assert calls == ["transformer", "keys and values"] + 5 * ["chunk"]
    torch.testing.assert_close(torch.cat(chunks, dim=1), field.distance(whole)[0])


def test_distance_is_the_logit_with_its_sign_turned_in_units_of_the_truncation() -> None:
    vae = small(truncation=0.015)
    field = vae.field_of(vae.encode(*surface()).mean)
    points = random_points(1, 40)
    logits = field.logits(points)
    assert logits.abs().min() > 0
    torch.testing.assert_close(field.distance(points)[0], -0.015 * logits)
    assert field.truncation == 0.015


class Plain:
    """A field with its FlexiCubes parameters taken away: what dual extraction makes of the distance alone."""

    def __init__(self, field: PerceiverField):
        self.field = field
        self.parts, self.bytes_per_point, self.truncation = field.parts, field.bytes_per_point, field.truncation

    def select(self, rows: list[int]) -> "Plain":
        return Plain(self.field.select(rows))

    def distance(self, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.field.distance(points)[0], torch.zeros(points.shape)

    def weights(self, centers: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        shape = centers.shape[:2]
        return torch.ones(*shape, 8), torch.ones(*shape, 12), torch.ones(shape)


@torch.no_grad()
def test_the_first_mesh_is_plain_dual_extraction() -> None:
    """Deformation 0, alpha = beta = 1, all gammas equal: the mesh of the pretrained field alone."""
    vae = small()
    latents = vae.encode(*surface(batch=2)).mean
    field = vae.field_of(latents)
    vae.decoder.output_proj.bias.sub_(field.logits(random_points(2, 500)).median())  # so that there is a surface
    first, plain = extract_parts(field, 12, coarse=12), extract_parts(Plain(field), 12, coarse=12)
    for mesh, expected in zip(first, plain, strict=True):
        assert len(mesh.faces) > 100
        np.testing.assert_array_equal(mesh.faces, expected.faces)
        np.testing.assert_array_equal(mesh.vertices, expected.vertices)


def test_the_head_learns_from_its_first_step_on(vae: PerceiverShapeVAE) -> None:
    field = vae.field_of(vae.encode(*surface()).mean)
    alpha, beta, gamma = field.weights(random_points(1, 10))
    (alpha.square().sum() + beta.square().sum() + gamma.square().sum()).backward()
    gradient = vae.decoder.flexicubes_proj.weight.grad
    assert gradient is not None and (gradient[3:].abs().sum(1) > 0).all() and (gradient[:3] == 0).all()
    vae.zero_grad()


def test_checkpointed_gradients_are_the_same() -> None:
    points, normals = surface(batch=2)
    gradients = []
    for checkpointed in (False, True):
        vae = small().train()
        if checkpointed:
            vae.enable_gradient_checkpointing()
        calls: list[int] = []
        vae.transformer.resblocks[0].register_forward_pre_hook(lambda *_, calls=calls: calls.append(1))
        distance, posterior = vae(points, normals, random_points(2, 30), torch.Generator().manual_seed(3))
        (distance.square().mean() + posterior.kl()).backward()
        assert len(calls) == 1 + checkpointed  # recomputed in the backward pass
        gradients.append({name: p.grad for name, p in vae.named_parameters() if p.grad is not None})
    assert gradients[0].keys() == gradients[1].keys() and "encoder.input_proj.weight" in gradients[0]
    for name, gradient in gradients[0].items():
        torch.testing.assert_close(gradient, gradients[1][name], msg=name)


def test_forward_samples_with_the_generator(vae: PerceiverShapeVAE) -> None:
    points, normals = surface()
    queries = random_points(1, 10)
    first, _ = vae(points, normals, queries, torch.Generator().manual_seed(0))
    again, _ = vae(points, normals, queries, torch.Generator().manual_seed(0))
    other, _ = vae(points, normals, queries, torch.Generator().manual_seed(1))
    assert torch.equal(first, again) and not torch.equal(first, other)


def test_statistics_are_inverse() -> None:
    vae = small()
    vae.latent_mean.normal_()
    vae.latent_std.fill_(3)
    latents = torch.randn(5, 6, 4)
    torch.testing.assert_close(vae.denormalize(vae.normalize(latents)), latents)


def test_half_precision_keeps_coordinates_exact() -> None:
    """In bfloat16 the field still tells points 2^-9 apart: Fourier features are computed before rounding."""
    vae = small().bfloat16()
    points, normals = surface()
    field = vae.field_of(vae.encode(points, normals).mean)
    at = torch.tensor([[[0.9, 0.0, 0.0], [0.9 + 2**-9, 0.0, 0.0]]])
    near = field.decoder.fourier(at).bfloat16()
    assert not torch.equal(near[0, 0], near[0, 1])
    assert field.distance(at)[0].dtype == torch.bfloat16

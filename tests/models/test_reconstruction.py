from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest
import torch
import trimesh

from copart_core.geometry.extraction import Mesh, PartsError
from copart_core.geometry.metrics import FRAME_DIAGONAL
from copart_core.geometry.sampling import sample_surface
from copart_core.models.reconstruction import reconstruct, reconstruction_table, summary, true_surface
from copart_core.models.shape_vae import Coordinates, Posterior, ShapeVAE

EXTENT = np.array([1.0, 0.5, 0.25])


class KnownPart:
    """A ball of box coordinates, so an ellipsoid in the part frame."""

    def __init__(self, radius: float, extent: np.ndarray, name: str = "ball"):
        mesh = trimesh.creation.icosphere(subdivisions=4, radius=radius)
        points, normals, _ = sample_surface(mesh, 256, np.random.default_rng(0))
        queries = np.random.default_rng(1).uniform(-1, 1, (512, 3))
        self.name, self.extent = name, extent
        self.points, self.normals, self.queries = (array.astype(np.float16) for array in (points, normals, queries))
        self.distances = (np.linalg.norm(queries, axis=1) - radius).astype(np.float16)
        self.vertices, self.faces = np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.int32)


class EllipsoidField:
    """x^T diag(1 / semi^2) x = 1, with a distance that is right to first order."""

    bytes_per_point, truncation = 64, float("inf")

    def __init__(self, semi_axes: torch.Tensor, shift: float | torch.Tensor = 0.0):
        self.semi_axes, self.parts = semi_axes, len(semi_axes)
        self.shift = shift + torch.zeros(self.parts)

    def select(self, rows: list[int]) -> "EllipsoidField":
        return EllipsoidField(self.semi_axes[rows], self.shift[rows])

    def distance(self, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        scaled = points / self.semi_axes[:, None]
        length = scaled.norm(dim=-1)
        slope = (scaled / self.semi_axes[:, None]).norm(dim=-1) / length.clamp(min=1e-6)
        distance = ((length - 1) / slope.clamp(min=1e-3)).clamp(-1, 1)
        return distance + self.shift[:, None], torch.zeros_like(points)

    def weights(self, centers: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        shape = centers.shape[:2]
        return torch.ones(*shape, 8), torch.ones(*shape, 12), torch.full(shape, 0.5)


class EllipsoidModel:
    """Latents are the semi-axes of the ellipsoid that the points lie on: a VAE that keeps everything."""

    device = torch.device("cpu")
    config = SimpleNamespace(resolution=24)

    frame: ClassVar[Coordinates] = "box"

    def encode(self, points: torch.Tensor, normals: torch.Tensor) -> Posterior:
        rows = points.square()
        inverse = torch.linalg.lstsq(rows, torch.ones(*rows.shape[:2], 1)).solution[..., 0]  # 1 / semi^2
        straight = torch.nn.functional.normalize(points * inverse[:, None], dim=-1)
        assert (normals * straight).sum(dim=-1).min() > 0.99  # unit, and turned with the stretch
        return Posterior(inverse.rsqrt()[:, None], torch.zeros(len(points), 1, 3))

    def field_of(self, latents: torch.Tensor) -> EllipsoidField:
        return EllipsoidField(latents[:, 0])


class PartEllipsoidModel(EllipsoidModel):
    frame: ClassVar[Coordinates] = "part"


def tiny(bias: float | None = None) -> ShapeVAE:
    """An untrained model; `bias` is what its field is then nearly everywhere."""
    torch.manual_seed(0)
    model = ShapeVAE(lattice=2, latent_dim=4, width=32, channels=16, encoder_layers=1, decoder_layers=1, heads=2,
                     resolution=12).eval()  # fmt: skip
    if bias is not None:
        last = model.decoder.field[-1]
        with torch.no_grad():
            last.bias[0] = bias  # type: ignore[index]
    return model


@pytest.mark.parametrize("model", [EllipsoidModel(), PartEllipsoidModel()], ids=["box", "part"])
def test_each_model_works_in_its_frame_and_meshes_come_back_in_the_part_frame(model):
    part = KnownPart(0.8, EXTENT)
    points, normals, extents = (
        torch.tensor(array[None], dtype=torch.float32) for array in (part.points, part.normals, part.extent)
    )
    (mesh,) = reconstruct(model, points, normals, extents)
    assert mesh is not None
    np.testing.assert_allclose(np.abs(mesh.vertices).max(axis=0), 0.8 * EXTENT, atol=0.03)
    (row,) = reconstruction_table(model, [part], samples=2000)
    assert row.iou > 0.97 and row.metrics.f_score_02 > 0.9 and row.metrics.chamfer < 0.01
    assert row.metrics.normal_consistency > 0.97 and row.metrics.watertight and row.faces == len(mesh.faces)


def test_rows_follow_the_parts_whatever_the_batch():
    parts = [KnownPart(radius, EXTENT, f"part {radius}") for radius in (0.5, 0.6, 0.7, 0.8, 0.9)]
    model = EllipsoidModel()
    rows = reconstruction_table(model, parts, samples=500, batch=2)
    assert [row.name for row in rows] == [part.name for part in parts]
    assert rows == reconstruction_table(model, parts, samples=500, batch=5)
    other = reconstruction_table(model, parts[:2], truths=[true_surface(part, 500) for part in parts[1:3]])
    assert [row.metrics.f_score_02 < 0.5 for row in other] == [True, True]  # they are compared with what was given


def test_an_empty_reconstruction_counts_as_failed_and_is_not_dropped():
    parts = [KnownPart(0.8, EXTENT), KnownPart(0.6, EXTENT)]
    rows = reconstruction_table(tiny(bias=50.0), parts, samples=500)
    assert [row.empty for row in rows] == [True, True] and all(row.iou == 0 for row in rows)
    numbers = summary(rows)
    assert (numbers["parts"], numbers["empty"]) == (2, 2)
    assert numbers["f_score_02_median"] == numbers["normal_consistency_median"] == numbers["watertight"] == 0
    assert numbers["chamfer_median"] == pytest.approx(FRAME_DIAGONAL)
    assert numbers["f_score_02_visible_median"] == 0


def test_one_empty_part_leaves_the_others_as_they_are():
    class OneEmpty(EllipsoidModel):
        def field_of(self, latents: torch.Tensor) -> EllipsoidField:
            return EllipsoidField(latents[:, 0], torch.tensor([0.0, 9.0, 0.0]))

    parts = [KnownPart(0.8, EXTENT), KnownPart(0.6, EXTENT), KnownPart(0.7, EXTENT)]
    rows = reconstruction_table(OneEmpty(), parts, samples=500)
    whole = reconstruction_table(EllipsoidModel(), parts, samples=500)
    assert [row.empty for row in rows] == [False, True, False]
    assert (rows[0], rows[2]) == (whole[0], whole[2])
    numbers = summary(rows)
    assert numbers["empty"] == 1 and numbers["watertight"] == pytest.approx(2 / 3)
    assert numbers["f_score_02_mean"] == pytest.approx((rows[0].metrics.f_score_02 + rows[2].metrics.f_score_02) / 3)


def test_a_broken_field_is_an_error():
    with pytest.raises(PartsError, match="not finite"):
        reconstruction_table(tiny(bias=float("nan")), [KnownPart(0.8, EXTENT)], samples=500)


def test_the_untrained_model_runs_and_refine_sees_every_mesh():
    seen = []

    def shifted(mesh: Mesh) -> Mesh:
        seen.append(mesh)
        return Mesh(mesh.vertices + np.float32(5), mesh.faces)

    part = KnownPart(0.8, EXTENT)
    plain = reconstruction_table(tiny(bias=-0.02), [part], samples=500)
    moved = reconstruction_table(tiny(bias=-0.02), [part], samples=500, refine=shifted)
    assert not plain[0].empty and len(seen) == 1
    assert moved[0].metrics.chamfer > plain[0].metrics.chamfer + 3 and moved[0].iou == plain[0].iou


def test_resolution_is_the_models_unless_given():
    part = KnownPart(0.8, np.ones(3))
    coarse, fine = (reconstruction_table(EllipsoidModel(), [part], samples=200, resolution=r) for r in (12, None))
    assert fine[0].faces > 3 * coarse[0].faces


def test_confine_gets_the_half_sides_of_the_boxes_in_the_models_frame():
    given = []

    def halved(field, half_sides):
        given.append(half_sides)
        return EllipsoidField(field.semi_axes / 2)

    part = KnownPart(0.8, EXTENT)
    rows = [reconstruction_table(model, [part], samples=200, confine=halved)[0]
            for model in (EllipsoidModel(), PartEllipsoidModel())]  # fmt: skip
    np.testing.assert_allclose(torch.cat(given).numpy(), np.stack([np.ones(3), EXTENT]), rtol=1e-6)
    assert all(row.iou > 0.97 and 0.3 < row.metrics.hausdorff < 0.5 for row in rows)


def test_hidden_surface_is_left_out_of_the_visible_numbers_only():
    part, inner = KnownPart(0.8, np.ones(3)), KnownPart(0.4, np.ones(3))
    part.faces = np.concatenate([part.faces, inner.faces + len(part.vertices)])
    part.vertices = np.concatenate([part.vertices, inner.vertices])
    (row,) = reconstruction_table(EllipsoidModel(), [part], samples=1000)
    recall = 0.8**2 / (0.8**2 + 0.4**2)
    assert row.metrics.f_score_02 == pytest.approx(2 * recall / (1 + recall), abs=0.02)
    assert row.visible.f_score_02 > 0.99
    numbers = summary([row])
    assert numbers["f_score_02_visible_median"] == row.visible.f_score_02
    assert numbers["f_score_02_median"] == row.metrics.f_score_02

"""The shape VAE's losses, its batches in either frame, from memory and as a stream, and where it starts from."""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false
# pyright: reportIndexIssue=false, reportOptionalMemberAccess=false

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh
from torch import Tensor

from copart_core.data.shards import iterate
from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.models.shape_vae import ShapeVAE
from copart_core.train.__main__ import main
from copart_core.train.boxes import RandomBoxes, box_distance, random_box
from copart_core.train.checkpoint import restored
from copart_core.train.draw import Draw
from copart_core.train.initial import freeze_encoder, initial_shape_vae
from copart_core.train.judge import held_out_parts, reconstruction_picture
from copart_core.train.loop import LoopConfig, Run
from copart_core.train.parts import PartBatch, PartStore, PartStream, in_frame
from copart_core.train.presets import PRESETS
from copart_core.train.rendering_loss import RenderingLoss
from copart_core.train.vae import VAELoss, deal, field_loss, sparsity, vae_loss
from tests.train.boxes_run import make, objective

TINY = PRESETS["tiny"]
SMALL_PERCEIVER = {"tokens": 16, "latent_dim": 4, "width": 32, "heads": 2, "encoder_layers": 1, "decoder_layers": 1,
                   "truncation": 0.1, "resolution": 16}  # fmt: skip


@pytest.fixture(scope="module")
def store(corpus: Path) -> PartStore:
    return PartStore.load([corpus], "train", with_meshes=True)


def tiny() -> ShapeVAE:
    torch.manual_seed(0)
    return ShapeVAE(**TINY.shape_vae)


# ---- losses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make_model", [tiny, lambda: PerceiverShapeVAE(**SMALL_PERCEIVER)], ids=["box", "part"])
def test_a_few_steps_lower_the_loss(make_model, corpus: Path) -> None:
    """On one batch over and over a VAE must learn; a loss that is not connected to the weights would not."""
    model = make_model()
    store = PartStore.load([corpus], "train", model.frame)
    loss_of = vae_loss(model, store, TINY.vae_loss, 4)
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    losses = []
    for _ in range(40):
        loss, _ = loss_of(Draw(seed=0, step=0))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.8 * losses[0]


def test_field_loss_is_zero_for_the_truncated_truth() -> None:
    truth = torch.tensor([[-0.5, -0.05, 0.05, 0.5]])
    field, sign = field_loss(truth.clamp(-0.15, 0.15), truth, truncation=0.15, sharpness=6.0)
    assert field == 0 and sign < 0.2
    assert field_loss(-truth, truth, 0.15, 6.0)[1] > 1


class Spheres:
    """A field with an analytic surface whose radius can be learned, in box coordinates."""

    truncation = torch.inf
    bytes_per_point = 64

    def __init__(self, radius: Tensor, shell: float = 0.0):
        self.radius, self.shell, self.parts = radius, shell, len(radius)

    def select(self, rows: list[int]) -> "Spheres":
        return Spheres(self.radius[rows], self.shell)

    def distance(self, points: Tensor) -> tuple[Tensor, Tensor]:
        distance = points.norm(dim=-1) - self.radius[:, None]
        if self.shell:  # hollow, with a wall so thick
            distance = (distance + self.shell / 2).abs() - self.shell / 2
        return distance, torch.zeros_like(points)

    def weights(self, centers: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        shape = centers.shape[:2]
        return torch.ones(*shape, 8), torch.ones(*shape, 12), torch.full(shape, 0.5)


def test_the_sparsity_prior_is_against_inner_walls() -> None:
    radius = torch.tensor([0.6], requires_grad=True)
    draw = Draw(0, 0)
    solid = sparsity(Spheres(radius), draw, [0], 4096, 0.06, 40.0)
    hollow = sparsity(Spheres(radius, shell=0.2), draw, [0], 4096, 0.06, 40.0)
    assert 0 < 1.3 * solid < hollow
    (gradient,) = torch.autograd.grad(solid, radius)
    assert torch.isfinite(gradient).all()
    assert sparsity(Spheres(torch.tensor([-1.0])), draw, [0], 256, 0.06, 40.0) == 0  # nothing inside


class SphereModel:
    """What the rendering loss asks of a model: latents are radii."""

    frame = "box"

    def field_of(self, latents: Tensor) -> Spheres:
        return Spheres(latents[:, 0, 0])


def sphere_batch(rows: int, extent: tuple[float, float, float], radius: float = 0.6) -> PartBatch:
    ball = trimesh.creation.icosphere(subdivisions=4, radius=radius)
    mesh = (np.asarray(ball.vertices, np.float32), np.asarray(ball.faces, np.int32))
    points = torch.from_numpy(mesh[0][:64])[None].expand(rows, -1, -1)
    queries = torch.zeros(rows, 4, 3)
    return PartBatch(points, points, queries, queries[..., 0], torch.tensor([extent] * rows), [mesh] * rows)


@pytest.mark.parametrize("extent", [(1.0, 1.0, 1.0), (1.0, 0.4, 0.7)], ids=["cube", "flat"])
def test_the_rendering_loss_leads_to_the_true_size(extent: tuple[float, float, float]) -> None:
    loss = RenderingLoss(every=2, views=3, size=48, resolution=24)
    batch = sphere_batch(4, extent)
    gradients, totals = {}, {}
    for radius in (0.5, 0.6, 0.7):
        latents = torch.full((4, 1, 1), radius, requires_grad=True)
        totals[radius], terms = loss(SphereModel(), latents, batch, range(4), Draw(0, 3))
        (gradients[radius],) = torch.autograd.grad(totals[radius], latents)
        assert set(terms) == {"depth", "normal", "mask", "deviation"}
    assert totals[0.6] < 0.25 * min(totals[0.5], totals[0.7])
    for place, row in enumerate(range(4)):
        if row % 2 == 0:
            assert gradients[0.5][place] < 0 < gradients[0.7][place]
        else:
            assert gradients[0.5][place] == gradients[0.7][place] == 0


def test_weights_of_the_rendering_loss_switch_terms_off() -> None:
    batch, latents = sphere_batch(1, (1.0, 1.0, 1.0)), torch.full((1, 1, 1), 0.5)
    nothing = RenderingLoss(depth=0, normal=0, mask=0, deviation=0, size=32, resolution=16)
    total, terms = nothing(SphereModel(), latents, batch, [0], Draw(0, 0))
    assert total == 0 and terms["depth"] > 0
    depth, _ = replace(nothing, depth=2.0, every=1)(SphereModel(), latents, batch, [0], Draw(0, 0))
    assert depth == pytest.approx(2 * float(terms["depth"]) / nothing.every)
    with pytest.raises(ValueError, match="positive sizes"):
        RenderingLoss(every=0)


def test_parts_without_a_mesh_or_a_surface_are_not_rendered() -> None:
    loss = RenderingLoss(every=1, size=32, resolution=16)
    batch = sphere_batch(2, (1.0, 1.0, 1.0))
    sheets = PartBatch(batch.points, batch.normals, batch.queries, batch.distances, batch.extents, [None, None])
    assert loss(SphereModel(), torch.full((2, 1, 1), 0.5), sheets, [0, 1], Draw(0, 0))[0] == 0
    assert loss(SphereModel(), torch.full((2, 1, 1), -1.0), batch, [0, 1], Draw(0, 0))[0] == 0


def test_shares_render_what_the_whole_batch_does() -> None:
    loss = RenderingLoss(every=2, size=32, resolution=16)
    batch, latents = sphere_batch(4, (1.0, 1.0, 1.0)), torch.tensor([0.5, 0.5, 0.7, 0.7])[:, None, None]
    whole, _ = loss(SphereModel(), latents, batch, range(4), Draw(0, 0))
    halves = [loss(SphereModel(), latents[rows], sphere_batch(2, (1.0, 1.0, 1.0)), rows, Draw(0, 0, share, 2))[0]
              for share, rows in enumerate([[0, 1], [2, 3]])]  # fmt: skip
    assert float(whole) == pytest.approx(float(sum(halves)) / 2, rel=1e-5)


def test_every_head_of_the_decoder_learns_from_the_rendering(store: PartStore) -> None:
    """Distance, deformation, alpha, beta and gamma, and the encoder behind them, from the rendering loss alone."""
    model = tiny()
    with torch.no_grad():  # a ball, so that there is a surface before any training
        model.decoder.field[-1].bias[0] = -0.05
    solid = next(part for part in store.parts if part.mesh is not None)
    rendering = RenderingLoss(every=1, size=48, resolution=16, views=2)
    loss = VAELoss(field_weight=0, sign_weight=0, kl_weight=0, boxes=0, points=512, queries=8, rendering=rendering)
    total, scalars = vae_loss(model, PartStore([solid]), loss, 1)(Draw(0, 0))
    total.backward()
    assert scalars["depth"] > 0
    assert model.decoder.field[-1].weight.grad.abs().sum(dim=1).gt(0).all()  # distance and deformation
    weights = model.decoder.weights[-1].weight.grad.abs().sum(dim=1)
    assert weights[:20].gt(0).float().mean() > 0.9 and weights[20] > 0  # alpha and beta; gamma
    assert model.encoder.to_moments.weight.grad.abs().sum() > 0


def test_checkpointing_computes_the_same(corpus: Path, tmp_path: Path) -> None:
    def train(out: Path, checkpointing: bool) -> dict:
        torch.manual_seed(0)
        config = LoopConfig(steps=4, warmup=1, checkpointing=checkpointing)
        run = Run(PerceiverShapeVAE(**SMALL_PERCEIVER), config, out, resume=False)
        run.train(vae_loss(run.model, RandomBoxes(), VAELoss(boxes=1, points=64, queries=32), 2), "boxes")
        return run.model.state_dict()

    plain, checkpointed = train(tmp_path / "plain", False), train(tmp_path / "checkpointed", True)
    for name, weights in plain.items():
        torch.testing.assert_close(checkpointed[name], weights, msg=name)


# ---- batches --------------------------------------------------------------------------------------------------------


def test_boxes_are_spread_over_the_batch() -> None:
    loss = VAELoss(boxes=0.25)
    parts, boxes = deal(range(16), 16, loss)
    assert boxes == [3, 7, 11, 15] and sorted(parts + boxes) == list(range(16))
    assert deal(range(8, 12), 16, loss) == ([8, 9, 10], [11])


def test_random_boxes_lie_in_the_cube() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        low, high = random_box(rng)
        assert (low < high).all() and (low >= -1 - 1e-9).all() and (high <= 1 + 1e-9).all()


def test_box_distance() -> None:
    low, high = np.array([-1.0, -0.5, -0.2]), np.array([1.0, 0.5, 0.2])
    points = np.array([[0, 0, 0], [2, 0, 0], [2, 1.5, 0], [0, 0.45, 0]])
    np.testing.assert_allclose(box_distance(low, high, points), [-0.2, 1, 2**0.5, -0.05], atol=1e-12)


@pytest.mark.parametrize("kind", ["parts", "boxes"])
def test_the_shares_of_a_batch_are_the_batch(kind: str, store: PartStore) -> None:
    source = store if kind == "parts" else RandomBoxes()
    whole = source.draw(Draw(3, 7), list(range(4)), 100, 50)
    shares = [source.draw(Draw(3, 7, share, 2), [2 * share, 2 * share + 1], 100, 50) for share in range(2)]
    joined = PartBatch.join(shares)
    for name in ("points", "normals", "queries", "distances", "extents"):
        assert torch.equal(getattr(whole, name), getattr(joined, name)), name
    assert whole.points.shape == (4, 100, 3) and whole.distances.shape == (4, 50)


def test_the_part_frame(corpus: Path) -> None:
    """Distances, points and normals in the part frame are those of the part's mesh there."""
    parts = [part for sample in iterate(corpus, "train") for part in sample.parts[1:] if part.half_thickness == 0]
    part = min(parts, key=lambda part: part.extent.min())
    assert part.extent.min() < 0.5  # a flat one, or the test tells nothing
    framed = in_frame(part, "part", with_mesh=True)
    assert framed.mesh is not None
    mesh = trimesh.Trimesh(*framed.mesh, process=False)
    np.testing.assert_allclose(np.abs(mesh.vertices).max(axis=0), part.extent, atol=0.02)
    queries = framed.queries[:400].astype(np.float64)
    _, distance, _ = trimesh.proximity.closest_point_naive(mesh, queries)
    np.testing.assert_allclose(np.abs(framed.distances[:400]), distance, atol=2e-3)
    apart = np.abs(part.distances) > 5e-3  # from the surface, more than half precision rounds
    np.testing.assert_array_equal(framed.distances[apart] < 0, part.distances[apart] < 0)  # a stretch keeps the inside
    normals, points = framed.normals.astype(np.float64), framed.points.astype(np.float64)
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1, atol=2e-3)
    _, _, face = trimesh.proximity.closest_point_naive(mesh, points[:200])
    cosine = np.abs((mesh.face_normals[face] * normals[:200]).sum(axis=1))
    assert np.median(cosine) > 0.999
    assert in_frame(part, "box", with_mesh=False).mesh is None


@pytest.mark.parametrize("workers", [0, 2])
def test_a_stream_goes_on_where_it_was(workers: int, corpus: Path) -> None:
    def stream(skip: int) -> PartStream:
        return PartStream([corpus], "box", False, seed=5, rank=0, world=1, workers=workers, skip=skip)

    first = stream(0)
    batches = [first.draw(Draw(5, step), [0, 1, 2], 64, 32) for step in range(5)]
    later = stream(9)
    for step in (3, 4):
        again = later.draw(Draw(5, step), [0, 1, 2], 64, 32)
        assert torch.equal(again.points, batches[step].points) and torch.equal(again.distances, batches[step].distances)
    different = {float(batch.points.sum()) for batch in batches}
    assert len(different) == 5


def test_a_run_on_a_stream_resumes_exactly(corpus: Path, tmp_path: Path) -> None:
    def train(out: Path, *more: str) -> dict:
        common = ["--preset", "tiny", "--data", str(corpus), "--steps", "6", "--stream", "0", "--measure", "1"]
        assert main(["vae", "--out", str(out), *common, *more]) == 0
        return torch.load(out / "shape_vae" / "checkpoint.pt", weights_only=True)

    whole = train(tmp_path / "whole")
    train(tmp_path / "pieces", "--minutes", "0")
    pieces = train(tmp_path / "pieces", "--resume")
    assert pieces["step"] == 6
    assert all(torch.equal(weights, pieces["model"][name]) for name, weights in whole["model"].items())


# ---- where it starts, and what it shows ------------------------------------------------------------------------------


def test_it_starts_from_a_folder_a_run_or_a_smaller_lattice(tmp_path: Path) -> None:
    model = tiny()
    model.save_pretrained(tmp_path / "model" / "shape_vae")
    for source in (tmp_path / "model", tmp_path / "model" / "shape_vae"):
        found = initial_shape_vae(ShapeVAE, TINY.shape_vae, str(source), "shape_vae")
        assert all(torch.equal(weights, found.state_dict()[name]) for name, weights in model.state_dict().items())
        assert found.training
    run = make(tmp_path / "run" / "shape_vae", steps=3)
    run.train(objective(run.model), "boxes")
    found = initial_shape_vae(ShapeVAE, TINY.shape_vae, str(tmp_path / "run"), "shape_vae")
    averages = run.ema.shadow_params
    assert all(torch.equal(mine, theirs) for mine, theirs in zip(found.parameters(), averages, strict=True))
    larger = initial_shape_vae(ShapeVAE, TINY.shape_vae | {"lattice": 3}, str(tmp_path / "model"), "shape_vae")
    assert larger.config.lattice == 3
    assert torch.equal(larger.encoder.to_token.weight, model.encoder.to_token.weight)


def test_unfit_sources_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected a model folder, a run's folder or craftsman:"):
        initial_shape_vae(ShapeVAE, TINY.shape_vae, str(tmp_path), "shape_vae")
    tiny().save_pretrained(tmp_path / "shape_vae")
    with pytest.raises(ValueError, match="do not fit"):
        initial_shape_vae(ShapeVAE, TINY.shape_vae | {"width": 64}, str(tmp_path), "shape_vae")


@pytest.mark.parametrize("make_model", [tiny, lambda: PerceiverShapeVAE(**SMALL_PERCEIVER)], ids=["box", "part"])
def test_freezing_the_encoder_freezes_all_that_makes_latents(make_model) -> None:
    model = make_model()
    freeze_encoder(model)
    rng = np.random.default_rng(0)
    points = torch.from_numpy(rng.uniform(-1, 1, (1, 64, 3)).astype(np.float32))
    assert not model.encode(points, points).mean.requires_grad
    distance, _ = model.field_of(model.encode(points, points).mean).distance(points)
    assert distance.requires_grad


def test_the_command_line_adds_the_rendering_loss(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["vae", "--preset", "tiny", "--data", str(corpus), "--out", str(tmp_path), "--steps", "20"]
    assert main([*command, "--depth-weight", "2"]) == 2
    assert "needs --rendering" in capsys.readouterr().err
    assert main([*command, "--batch", "8", "--rendering", "--depth-weight", "2", "--measure", "2"]) == 0
    printed = capsys.readouterr().out
    assert "F-score at 0.02" in printed and "held-out parts" in printed
    log = (tmp_path / "shape_vae" / "log.jsonl").read_text()
    assert all(f'"{name}"' in log for name in ("depth", "normal", "mask", "deviation", "field", "kl"))


def test_the_command_line_sets_the_lattice(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    arguments = ["vae", "--data", str(corpus), "--out", str(tmp_path / "run"), "--measure", "2"]
    assert main([*arguments, "--preset", "tiny", "--steps", "1", "--lattice", "3"]) == 0
    assert len(restored(ShapeVAE, tmp_path / "run" / "shape_vae").latent_mean) == 27
    assert main([*arguments, "--preset", "tiny", "--lattice", "0"]) == 2
    assert "--lattice of 1 or more, got 0" in capsys.readouterr().err
    assert main([*arguments, "--preset", "base", "--lattice", "3"]) == 2
    assert "have no lattice; leave out --lattice" in capsys.readouterr().err


def test_a_picture_has_the_truth_above_the_reconstruction(corpus: Path) -> None:
    parts = held_out_parts([corpus], 3)
    image = reconstruction_picture(tiny(), parts)
    assert image.shape == (256, 3 * 128, 3) and image.dtype == np.uint8
    truth = image[:128].reshape(128, 3, 128, 3)
    for column in range(3):
        assert (truth[:, column] < 250).mean() > 0.02  # something is drawn


def test_presets_name_their_class() -> None:
    assert PRESETS["base"].shape_class is PerceiverShapeVAE and PRESETS["mini"].shape_class is ShapeVAE
    for name, preset in PRESETS.items():
        with torch.device("meta"):
            model = preset.shape_class(**preset.shape_vae)
        sizes = sum(parameter.numel() for parameter in model.parameters())
        assert sizes > (1e8 if name == "base" else 1e4)
    assert list(itertools.islice(PRESETS, 3)) == ["mini", "base", "tiny"]

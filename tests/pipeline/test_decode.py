"""Surfaces of all parts at once, on the embedded model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from copart_core.geometry.sampling import box_surface
from copart_core.models.folder import CoPartModel, load_model
from copart_core.pipeline import CoPartPipeline, generate
from copart_core.pipeline.decode import InsideBoxes, PartError, part_surfaces, preview_parts
from copart_core.pipeline.events import PartReady
from copart_core.scene import Box, Part, Scene

MODEL = Path(__file__).resolve().parents[2] / "assets" / "model"


@pytest.fixture(scope="module")
def model() -> CoPartModel:
    return load_model(MODEL, "cpu")


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    boxes = {
        "seat": ((-1, 0, -1), (1, 0.2, 1)),
        "leg": ((-1, -1, -1), (-0.8, 0, -0.8)),
        "back": ((-1, 0, 0.9), (1, 2, 1)),
    }
    return [
        Part(id=name, name=name, caption=f"a {name}", box=Box(min=low, max=high)) for name, (low, high) in boxes.items()
    ]


@pytest.fixture(scope="module")
def geometry(model: CoPartModel) -> torch.Tensor:
    """Normalised latents of three boxes that reach less and less far."""
    rng = np.random.default_rng(0)
    encoded = []
    for size in (1.0, 0.9, 0.7):
        points, normals = (torch.from_numpy(a)[None] for a in box_surface([-1, -size, -1], [1, size, 1], 2048, rng))
        encoded.append(model.shape_vae.encode(points, normals).mean.detach())
    return model.shape_vae.normalize(torch.cat(encoded))


def test_parts_are_decoded_together_as_alone(model: CoPartModel, geometry: torch.Tensor, parts: list[Part]) -> None:
    together = part_surfaces(model, geometry, parts, 32)
    for row, mesh in enumerate(together):
        (alone,) = part_surfaces(model, geometry[row : row + 1], parts[row : row + 1], 32)
        assert not isinstance(mesh, PartError) and not isinstance(alone, PartError)
        np.testing.assert_allclose(mesh.vertices, alone.vertices, atol=1e-4)
        assert np.array_equal(mesh.faces, alone.faces)
        assert np.abs(mesh.vertices).max() < 1.01  # cut by the box


def test_a_field_is_cut_by_its_box(model: CoPartModel, geometry: torch.Tensor) -> None:
    field = model.shape_vae.field_of(model.shape_vae.denormalize(geometry))
    inside = InsideBoxes(field, torch.tensor([[1.0, 1, 1], [1, 0.5, 1], [1, 1, 0.25]]))
    points = torch.tensor([[0.0, 0.6, 0.0], [0, 0, 0.3]]).expand(3, 2, 3)
    distance, deformation = inside.distance(points)
    plain, same = field.distance(points)
    torch.testing.assert_close(distance[0], plain[0] - inside.swell)
    torch.testing.assert_close(distance[1, 0], torch.tensor(0.1))
    torch.testing.assert_close(distance[2, 1], torch.tensor(0.05))
    assert torch.equal(deformation, same)
    torch.testing.assert_close(inside.select([2, 1]).distance(points[:2])[0], distance[[2, 1]])


def test_a_broken_part_is_named_and_the_others_come(
    model: CoPartModel, geometry: torch.Tensor, parts: list[Part]
) -> None:
    broken = geometry.clone()
    broken[1] = torch.nan
    seat, leg, back = part_surfaces(model, broken, parts, 24)
    assert isinstance(leg, PartError) and "'leg'" in str(leg) and "broken" in str(leg)
    assert not isinstance(seat, PartError) and not isinstance(back, PartError)
    images = torch.zeros(3, 6, 4, 8, 8)  # latents of six views a part
    assert [part.id for part, _ in preview_parts(model, broken, images, parts)] == ["seat", "back"]


def test_a_run_shows_the_good_parts_before_it_fails(model: CoPartModel, parts: list[Part], monkeypatch) -> None:
    def one_breaks(model, geometry, parts, resolution=None):
        geometry = geometry.clone()
        if resolution is None:
            geometry[0] = torch.nan
        return part_surfaces(model, geometry, parts, resolution)

    monkeypatch.setattr(generate, "part_surfaces", one_breaks)
    ready = []
    with pytest.raises(PartError, match="'seat' came out broken"):
        for event in CoPartPipeline(model).stream(Scene(parts=parts), steps=1):
            if isinstance(event, PartReady):
                ready.append(event.part_id)
    assert set(ready) == {"leg", "back"}

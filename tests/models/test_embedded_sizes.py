"""The embedded model's denoiser computes what it did when its weights were trained, whatever else the classes learn.

The weights here are drawn from the names of the parameters, so that the numbers outlive a model that is trained anew;
they were recorded with the code of version 0.1.
"""

import hashlib
import json
import zlib
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open

from copart_core.models.copart import Conditions, CoPartDenoiser

MODEL = Path(__file__).resolve().parents[2] / "assets" / "model" / "denoiser"
CONFIG = {
    "tokens": 64, "latent_dim": 16, "box_width": 16, "width3d": 192, "layers3d": 6, "heads3d": 3, "layers2d": 6,
    "heads2d": 3, "head_dim2d": 64, "cross_view": tuple(range(6)), "couplings": ((2, 2), (4, 4), (6, 6)),
}  # fmt: skip
# recorded with version 0.1
GEOMETRY = [0.1272132, 0.6301863, -0.9006497, -0.0400474, 1.4212475, 1.415597, 1.1139296, 1.1280425]
IMAGE = [0.379931, 0.5673887, -2.1391184, 1.1012042, 1.7032125, 0.4884247, 1.1543227, 1.1682034]
KEYS = "5723a9ab41a7633f8c08d3748265cfd0ab8ef06480c852041f3bdecd67dd5b3e"


def drawn(name: str, shape: tuple[int, ...]) -> torch.Tensor:
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    scale = np.prod(shape[1:]) ** -0.5 if len(shape) > 1 else 0.1
    return torch.from_numpy((scale * rng.standard_normal(shape)).astype(np.float32))


def denoiser() -> CoPartDenoiser:
    model = CoPartDenoiser(**CONFIG).eval()
    model.load_state_dict({key: drawn(key, tuple(value.shape)) for key, value in model.state_dict().items()})
    return model


def inputs() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, Conditions]:
    mask = torch.ones(1, 3, 7, dtype=torch.bool)
    mask[:, 1, 4:] = False
    conditions = Conditions(
        drawn("text", (1, 3, 7, 384)) * 50, mask, drawn("boxes", (1, 3, 128, 16)) * 40,
        drawn("wireframes", (1, 6, 4, 8, 8)) * 40, torch.tensor([[True, True, False]]),
    )  # fmt: skip
    return (
        drawn("geometry", (1, 3, 64, 16)) * 50, drawn("image", (1, 3, 6, 4, 8, 8)) * 90, torch.tensor([400.0]),
        conditions,
    )  # fmt: skip


def measured(tensor: torch.Tensor) -> list[float]:
    flat = tensor[0, :2].flatten()  # the part that is there, and the whole
    return [float(x) for x in (*flat[:: len(flat) // 6][:6], tensor[0, 0].std(), tensor[0, 1].std())]


@torch.inference_mode()
def test_outputs_are_those_of_version_0_1() -> None:
    geometry, image = denoiser()(*inputs())
    np.testing.assert_allclose(measured(geometry), GEOMETRY, rtol=2e-4, atol=2e-5)
    np.testing.assert_allclose(measured(image), IMAGE, rtol=2e-4, atol=2e-5)


def test_keys_and_shapes_are_those_of_version_0_1() -> None:
    listed = sorted(f"{key} {list(value.shape)}" for key, value in denoiser().state_dict().items())
    assert hashlib.sha256("\n".join(listed).encode()).hexdigest() == KEYS


def test_the_shipped_weights_fit_without_conversion() -> None:
    config = {key: value for key, value in json.loads((MODEL / "config.json").read_text()).items() if key[0] != "_"}
    with torch.device("meta"):
        wanted = {key: list(value.shape) for key, value in CoPartDenoiser(**config).state_dict().items()}
    with safe_open(MODEL / "diffusion_pytorch_model.safetensors", "pt") as file:
        found = {key: file.get_slice(key).get_shape() for key in file.keys()}
    assert found == wanted

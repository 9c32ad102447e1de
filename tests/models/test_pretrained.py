"""The loader against checkpoints that this file writes, and the loaded network against formulas that it writes out."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from numpy.typing import NDArray
from scipy.special import erf

from copart_core.geometry.sampling import box_surface
from copart_core.models.perceiver_vae import CRAFTSMAN_V1_5, PerceiverShapeVAE
from copart_core.models.pretrained import NEW_IN_SHAPE_VAE, load_craftsman

Weights = dict[str, NDArray[np.float64]]


# --- What a checkpoint holds ---


def shapes(
    width: int = 768, latent: int = 64, encoder: int = 8, decoder: int = 16, bias: bool = False,
    learned: int = 0, sharp: bool = False,
) -> dict[str, tuple[int, ...]]:  # fmt: skip
    """Keys and shapes of CraftsMan's shape model; the defaults are v1-5."""
    found: dict[str, tuple[int, ...]] = {}

    def linear(name: str, inputs: int, outputs: int, with_bias: bool = True) -> None:
        found[f"{name}.weight"] = (outputs, inputs)
        if with_bias:
            found[f"{name}.bias"] = (outputs,)

    def norms(*names: str) -> None:
        for name in names:
            found[f"{name}.weight"] = found[f"{name}.bias"] = (width,)

    def ends(name: str) -> None:
        linear(f"{name}.attn.c_proj", width, width)
        linear(f"{name}.mlp.c_fc", width, 4 * width)
        linear(f"{name}.mlp.c_proj", 4 * width, width)

    def cross(name: str) -> None:
        linear(f"{name}.attn.c_q", width, width, bias)
        linear(f"{name}.attn.c_kv", width, 2 * width, bias)
        norms(f"{name}.ln_1", f"{name}.ln_2", f"{name}.ln_3")
        ends(name)

    def stack(name: str, layers: int) -> None:
        for i in range(layers):
            linear(f"{name}.{i}.attn.c_qkv", width, 3 * width, bias)
            norms(f"{name}.{i}.ln_1", f"{name}.{i}.ln_2")
            ends(f"{name}.{i}")

    if learned:
        found["encoder.query"] = (learned, width)
    for suffix in ("", "_sharp") if sharp else ("",):
        linear(f"encoder.input_proj{suffix}", 54, width)
        cross(f"encoder.cross_attn{suffix}")
    stack("encoder.self_attn.resblocks", encoder)
    linear("pre_kl", width, 2 * latent)
    linear("post_kl", latent, width)
    stack("transformer.resblocks", decoder)
    linear("decoder.query_proj", 51, width)
    cross("decoder.cross_attn_decoder")
    norms("encoder.ln_post", "decoder.ln_post")
    linear("decoder.output_proj", width, 1)
    return found


SMALL: Any = {"width": 32, "latent": 5, "encoder": 2, "decoder": 3}


def random_weights(sizes: dict[str, tuple[int, ...]], seed: int = 0) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    made = {}
    for key, shape in sizes.items():
        noise = torch.randn(shape, generator=generator)
        spread = 1.5 * shape[1] ** -0.5 if len(shape) == 2 else 0.3
        made[key] = spread * noise + (1.0 if ".ln_" in key and key.endswith("weight") else 0.0)
    return made


def write(
    folder: Path, weights: dict[str, torch.Tensor], tokens: int | None = 12, heads: int | None = 4, **stated: Any
) -> Path:
    """A folder as downloaded: model.ckpt with other networks beside the shape model, and config.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {f"shape_model.{key}": value for key, value in weights.items()}
    state |= {"condition.linear_dino.weight": torch.ones(2), "denoiser_model.x_embed.weight": torch.ones(3)}
    torch.save({"state_dict": state, "epoch": 3, "global_step": 500}, folder / "model.ckpt")
    if tokens is not None:
        sizes = {"num_latents": tokens, "width": 999, "qkv_bias": True, "use_downsample": True, "heads": heads} | stated
        config = {"name": "${system.tag}", "system": {"shape_model": {k: v for k, v in sizes.items() if v is not None}}}
        (folder / "config.yaml").write_text(yaml.safe_dump(config))
    return folder


def surface(count: int, seed: int = 0) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points, normals = box_surface([-1, -0.4, -0.7], [1, 0.4, 0.7], count, np.random.default_rng(seed))
    return points.astype(np.float32).astype(np.float64), normals.astype(np.float32).astype(np.float64)


# --- An independent evaluation, in numpy, of the published formulas ---


def features(points: NDArray[np.float64]) -> NDArray[np.float64]:
    rows = []
    for point in points:
        phases = [coordinate * 2.0**power for coordinate in point for power in range(8)]
        rows.append([*point, *np.sin(phases), *np.cos(phases)])
    return np.array(rows)


def affine(w: Weights, name: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
    return x @ w[f"{name}.weight"].T + w.get(f"{name}.bias", 0.0)


def norm(w: Weights, name: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
    centred = x - x.mean(axis=1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)
    return scaled * w[f"{name}.weight"] + w[f"{name}.bias"]


def mlp(w: Weights, name: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
    hidden = affine(w, f"{name}.c_fc", x)
    return affine(w, f"{name}.c_proj", 0.5 * hidden * (1 + erf(hidden / np.sqrt(2))))


def split(joint: NDArray[np.float64], heads: int, parts: int, head_major: bool) -> list[list[NDArray[np.float64]]]:
    """[part][head] -> [N, channels of a head]. Head-major: head 0's q, k, v, then head 1's q, k, v, ..."""
    size = joint.shape[1] // heads // parts
    start = (lambda part, head: (head * parts + part) * size) if head_major else (
        lambda part, head: (part * heads + head) * size
    )
    return [
        [joint[:, start(part, head) : start(part, head) + size] for head in range(heads)] for part in range(parts)
    ]


def attend(queries: NDArray[np.float64], keys: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    scores = np.einsum("nc,mc->nm", queries, keys) / np.sqrt(keys.shape[1])
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.einsum("nm,mc->nc", scores / scores.sum(axis=1, keepdims=True), values)


def cross_block(
    w: Weights, name: str, x: NDArray[np.float64], data: NDArray[np.float64], heads: int, head_major: bool
) -> NDArray[np.float64]:
    (q,) = split(affine(w, f"{name}.attn.c_q", norm(w, f"{name}.ln_1", x)), heads, 1, True)
    k, v = split(affine(w, f"{name}.attn.c_kv", norm(w, f"{name}.ln_2", data)), heads, 2, head_major)
    attended = np.concatenate([attend(q[h], k[h], v[h]) for h in range(heads)], axis=1)
    x = x + affine(w, f"{name}.attn.c_proj", attended)
    return x + mlp(w, f"{name}.mlp", norm(w, f"{name}.ln_3", x))


def self_block(w: Weights, name: str, x: NDArray[np.float64], heads: int, head_major: bool) -> NDArray[np.float64]:
    q, k, v = split(affine(w, f"{name}.attn.c_qkv", norm(w, f"{name}.ln_1", x)), heads, 3, head_major)
    attended = np.concatenate([attend(q[h], k[h], v[h]) for h in range(heads)], axis=1)
    x = x + affine(w, f"{name}.attn.c_proj", attended)
    return x + mlp(w, f"{name}.mlp", norm(w, f"{name}.ln_2", x))


def farthest(points: NDArray[np.float64], count: int) -> list[int]:
    chosen = [int(np.linalg.norm(points - points.mean(0), axis=1).argmax())]
    while len(chosen) < count:
        gaps = np.linalg.norm(points[:, None] - points[chosen], axis=-1).min(axis=1)
        chosen.append(int(gaps.argmax()))
    return chosen


def evaluate(
    weights: dict[str, torch.Tensor], clouds: list[tuple[NDArray[np.float64], NDArray[np.float64]]],
    queries: NDArray[np.float64], tokens: int, heads: int, layers: tuple[int, int], head_major: bool = True,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:  # fmt: skip
    """Mean, log-variance [T, D] of the surface points, and the logits [N] of the mean at `queries`."""
    w = {key: value.double().numpy() for key, value in weights.items()}
    branches = []
    for suffix, (points, normals) in zip(("", "_sharp"), clouds, strict=False):
        data = affine(w, f"encoder.input_proj{suffix}", np.concatenate([features(points), normals], axis=1))
        branches.append((f"encoder.cross_attn{suffix}", points, data))
    if "encoder.query" in w:
        x = w["encoder.query"]
    else:
        x = np.concatenate([data[farthest(points, tokens // len(branches))] for _, points, data in branches])
    x = np.sum([cross_block(w, name, x, data, heads, head_major) for name, _, data in branches], axis=0)
    for i in range(layers[0]):
        x = self_block(w, f"encoder.self_attn.resblocks.{i}", x, heads, head_major)
    moments = affine(w, "pre_kl", norm(w, "encoder.ln_post", x))
    mean, log_variance = np.split(moments, 2, axis=1)
    y = affine(w, "post_kl", mean)
    for i in range(layers[1]):
        y = self_block(w, f"transformer.resblocks.{i}", y, heads, head_major)
    hidden = affine(w, "decoder.query_proj", features(queries))
    hidden = cross_block(w, "decoder.cross_attn_decoder", hidden, y, heads, head_major)
    logits = affine(w, "decoder.output_proj", norm(w, "decoder.ln_post", hidden))
    return mean, np.clip(log_variance, -30, 20), logits[:, 0]


@torch.no_grad()
def compare(
    vae: PerceiverShapeVAE, clouds: list[tuple[NDArray[np.float64], NDArray[np.float64]]],
    queries: NDArray[np.float64], expected: tuple[NDArray[np.float64], ...],
) -> None:  # fmt: skip
    """Encode, decode and query in double precision; `expected` is what `evaluate` gave."""
    vae = vae.double()
    (points, normals), *sharp = ([torch.from_numpy(array)[None] for array in cloud] for cloud in clouds)
    posterior = vae.encode(points, normals, (sharp[0][0], sharp[0][1]) if sharp else None)
    field = vae.field_of(posterior.mean)
    at = torch.from_numpy(queries)[None]
    mean, log_variance, logits = expected
    np.testing.assert_allclose(posterior.mean[0].numpy(), mean, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(posterior.log_variance[0].numpy(), log_variance, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(field.logits(at)[0].numpy(), logits, rtol=1e-9, atol=1e-9)
    distance, deformation = field.distance(at)
    np.testing.assert_allclose(distance[0].numpy(), -field.truncation * logits, rtol=1e-9, atol=1e-9)  # negative inside
    assert np.ptp(logits) > 0.5 and (deformation == 0).all()


QUERIES = np.random.default_rng(7).uniform(-1, 1, (40, 3))


# --- Proof ---


@pytest.mark.parametrize("variant", [{}, {"bias": True}, {"learned": 12}, {"sharp": True}])
def test_logits_equal_an_independent_evaluation(tmp_path: Path, variant: dict[str, Any]) -> None:
    weights = random_weights(shapes(**SMALL, **variant))
    vae = load_craftsman(write(tmp_path, weights))
    clouds = [surface(60), surface(50, seed=1)] if variant.get("sharp") else [surface(60)]
    expected = evaluate(weights, clouds, QUERIES, 12, 4, (2, 3))
    assert (expected[2] > 0).any() and (expected[2] < 0).any()
    compare(vae, clouds, QUERIES, expected)


def test_queries_keys_and_values_lie_head_by_head(tmp_path: Path) -> None:
    """Read the other way, the same weights give another field: the comparison above can tell."""
    weights = random_weights(shapes(**SMALL))
    vae = load_craftsman(write(tmp_path, weights))
    other_way = evaluate(weights, [surface(60)], QUERIES, 12, 4, (2, 3), head_major=False)
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        compare(vae, [surface(60)], QUERIES, other_way)


def test_the_whole_depth_of_v1_5(tmp_path: Path) -> None:
    """8 and 16 layers with heads of 64, at two heads for speed, from a bare model.ckpt."""
    weights = random_weights(shapes(width=128, latent=64))
    write(tmp_path, weights, tokens=None)
    vae = load_craftsman(tmp_path / "model.ckpt", tokens=24)
    assert (vae.config["heads"], vae.config["encoder_layers"], vae.config["decoder_layers"]) == (2, 8, 16)
    compare(vae, [surface(80)], QUERIES, evaluate(weights, [surface(80)], QUERIES, 24, 2, (8, 16)))


def test_keys_and_shapes_of_v1_5() -> None:
    with torch.device("meta"):
        vae = PerceiverShapeVAE(**CRAFTSMAN_V1_5)
    ours = {key: tuple(value.shape) for key, value in vae.state_dict().items()}
    assert set(ours) - set(shapes()) == NEW_IN_SHAPE_VAE
    assert {key: shape for key, shape in ours.items() if key not in NEW_IN_SHAPE_VAE} == shapes()


# --- What is read from where ---


def test_sizes_come_from_the_tensors_and_the_rest_from_the_config(tmp_path: Path) -> None:
    vae = load_craftsman(write(tmp_path, random_weights(shapes(**SMALL)), tokens=10, heads=8, include_pi=True))
    config = vae.config
    assert (config["width"], config["qkv_bias"], config["latent_dim"]) == (32, False, 5)
    assert (config["tokens"], config["heads"], config["include_pi"], config["truncation"]) == (10, 8, True, 1 / 128)
    assert not vae.training and vae.dtype == torch.float32


def test_published_values_stand_in_where_no_config_is(tmp_path: Path) -> None:
    plain = write(tmp_path / "plain", random_weights(shapes(**SMALL | {"width": 64})), tokens=None)
    dora = write(tmp_path / "dora", random_weights(shapes(**SMALL | {"width": 64}, sharp=True)), tokens=None)
    assert [load_craftsman(plain).config[key] for key in ("tokens", "truncation")] == [768, 1 / 128]
    assert [load_craftsman(dora).config[key] for key in ("tokens", "truncation")] == [2048, 0.015]
    assert load_craftsman(plain, truncation=0.05).config["truncation"] == 0.05


def test_names_of_doras_own_release(tmp_path: Path) -> None:
    weights = random_weights(shapes(**SMALL, sharp=True))
    names = {key.replace("proj_sharp.", "proj1.").replace("attn_sharp.", "attn1."): key for key in weights}
    folder = write(tmp_path, {name: weights[key] for name, key in names.items()})
    loaded = load_craftsman(folder).state_dict()
    assert all(torch.equal(loaded[key], weights[key]) for key in weights)


def test_half_precision_weights_become_single(tmp_path: Path) -> None:
    weights = {key: value.half() for key, value in random_weights(shapes(**SMALL)).items()}
    assert load_craftsman(write(tmp_path, weights)).dtype == torch.float32


def test_our_own_layout_gives_the_same_network_back(tmp_path: Path) -> None:
    vae = load_craftsman(write(tmp_path / "theirs", random_weights(shapes(**SMALL))))
    vae.latent_mean.fill_(0.25)
    vae.save_pretrained(tmp_path / "ours")
    loaded: Any = PerceiverShapeVAE.from_pretrained(tmp_path / "ours", output_loading_info=True)
    again, report = loaded
    assert not any(report[key] for key in ("missing_keys", "unexpected_keys", "mismatched_keys"))
    assert dict(again.config)["truncation"] == 1 / 128
    points, normals = (torch.from_numpy(array).float()[None] for array in surface(60))
    with torch.no_grad():
        expected, got = (v(points, normals, points, torch.Generator().manual_seed(0))[0] for v in (vae, again))
    assert torch.equal(expected, got) and torch.equal(again.latent_mean, vae.latent_mean)


# --- Errors ---


def test_a_key_too_few_or_one_too_many_is_named(tmp_path: Path) -> None:
    weights = random_weights(shapes(**SMALL))
    more = weights | {"encoder.extra": torch.zeros(1)}
    with pytest.raises(ValueError, match=r"missing nothing; unexpected encoder\.extra; .*; give the"):
        load_craftsman(write(tmp_path, more))
    del weights["encoder.ln_post.bias"]
    with pytest.raises(ValueError, match=r"missing encoder\.ln_post\.bias; unexpected nothing; .*; give the"):
        load_craftsman(write(tmp_path, weights))


def test_another_shape_is_named(tmp_path: Path) -> None:
    weights = random_weights(shapes(**SMALL)) | {"decoder.output_proj.weight": torch.zeros(2, 32)}
    with pytest.raises(ValueError, match=r"decoder\.output_proj\.weight \[2, 32\] instead of \[1, 32\]"):
        load_craftsman(write(tmp_path, weights))


def test_a_checkpoint_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "model.ckpt"
    torch.save({"state_dict": {"denoiser_model.a": torch.zeros(1)}}, path)
    with pytest.raises(ValueError, match=r"holds no shape_model\.\* weights, only denoiser_model"):
        load_craftsman(path)
    torch.save({"state_dict": {"shape_model.a": torch.zeros(1)}}, path)
    with pytest.raises(ValueError, match=r"has no shape_model\.decoder\.query_proj\.weight"):
        load_craftsman(path)
    torch.save([1, 2], path)
    with pytest.raises(ValueError, match="no dictionary of tensors"):
        load_craftsman(path)
    path.write_bytes(b"not a checkpoint")
    with pytest.raises(ValueError, match=r"model\.ckpt is no readable checkpoint"):
        load_craftsman(path)


class Planted:
    """A pickle that would run a command when loaded."""

    def __reduce__(self) -> tuple[Any, ...]:
        return print, ("loaded",)


def test_a_pickle_never_runs_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    torch.save({"state_dict": Planted()}, tmp_path / "model.ckpt")
    with pytest.raises(ValueError, match="no readable checkpoint"):
        load_craftsman(tmp_path)
    assert capsys.readouterr().out == ""


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"has no model\.ckpt; give"):
        load_craftsman(tmp_path)
    with pytest.raises(ValueError, match="there is no file or folder"):
        load_craftsman(tmp_path / "nowhere" / "model.ckpt")
    with pytest.raises(ValueError, match="there is no file or folder"):
        load_craftsman("folder/model.ckpt")


def test_a_config_that_does_not_fit(tmp_path: Path) -> None:
    folder = write(tmp_path, random_weights(shapes(**SMALL)), num_latents="${system.tokens}")
    with pytest.raises(ValueError, match=r"expected numbers for heads and num_latents .* config\.yaml"):
        load_craftsman(folder)
    (folder / "config.yaml").write_text("a: [")
    with pytest.raises(ValueError, match=r"config\.yaml is no readable YAML"):
        load_craftsman(folder)


def test_learned_tokens_cannot_be_changed(tmp_path: Path) -> None:
    folder = write(tmp_path, random_weights(shapes(**SMALL, learned=12)))
    with pytest.raises(ValueError, match="expected 12 tokens, which are learned, got 6"):
        load_craftsman(folder, tokens=6)


def test_a_hub_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the hub client's own cache, offline: a repository that was downloaded before, and one that was not."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    repository = tmp_path / "models--craftsman3d--craftsman-v1-5"
    weights = random_weights(shapes(**SMALL))
    write(repository / "snapshots" / ("0" * 40), weights, tokens=9)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0" * 40)
    vae = load_craftsman("craftsman3d/craftsman-v1-5")
    assert vae.config["tokens"] == 9
    assert torch.equal(vae.state_dict()["post_kl.weight"], weights["post_kl.weight"])
    with pytest.raises(ValueError, match=r"no folder 'craftsman3d/craftsman-DoraVAE'.*download the two files by hand"):
        load_craftsman("craftsman3d/craftsman-DoraVAE")

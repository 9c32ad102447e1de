"""The text encoder: the bundled MiniLM, and a T5 (of random weights) in each place where one may lie."""

# transformers' configs take fields of their parents by name, which a type checker cannot see.
# pyright: reportCallIssue=false

import io
import json
import shutil
from pathlib import Path

import pytest
import sentencepiece
import torch
from transformers import T5Config, T5EncoderModel, T5ForConditionalGeneration

from copart_core.models.text import TextEncoder

WIDTH = 24
SENTENCES = ["a red chair with four legs", "a tall oak backrest", "a black metal leg"]


@pytest.fixture(scope="module")
def t5(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As T5 is published: spiece.model, tokenizer_config.json, config.json and the weights."""
    folder = tmp_path_factory.mktemp("t5")
    pieces = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES), model_writer=pieces, vocab_size=26, pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
        minloglevel=2,
    )  # fmt: skip
    (folder / "spiece.model").write_bytes(pieces.getvalue())
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "T5Tokenizer", "extra_ids": 0}))
    torch.manual_seed(0)
    T5EncoderModel(config()).save_pretrained(folder)
    return folder


def config() -> T5Config:
    return T5Config(vocab_size=26, d_model=WIDTH, d_kv=8, d_ff=32, num_layers=2, num_heads=2, decoder_start_token_id=0)


def test_t5_states_are_those_of_its_encoder(t5: Path) -> None:
    encoder = TextEncoder(t5)
    captions = [SENTENCES[0], "", "leg " * 200]
    tokens = encoder(captions)
    assert isinstance(encoder.model, T5EncoderModel) and encoder.width == WIDTH
    assert tokens.states.shape == (3, 120, WIDTH) and tokens.mask.sum(1).tolist()[1:] == [1, 120]
    pieces = sentencepiece.SentencePieceProcessor(model_proto=(t5 / "spiece.model").read_bytes())
    ids = [*pieces.encode(captions[0]), 1]
    assert int(tokens.mask[0].sum()) == len(ids)
    with torch.inference_mode():
        wanted = T5EncoderModel.from_pretrained(t5).eval()(torch.tensor([ids])).last_hidden_state
    torch.testing.assert_close(tokens.states[0, : len(ids)], wanted[0], atol=1e-5, rtol=1e-4)


def test_a_pipelines_folder_and_a_tokenizer_beside_the_encoder(t5: Path, tmp_path: Path) -> None:
    (tmp_path / "tokenizer").mkdir()
    for path in t5.iterdir():
        place = "tokenizer" if path.name in ("spiece.model", "tokenizer_config.json") else "text_encoder"
        (tmp_path / place).mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / place)
    wanted = TextEncoder(t5)(SENTENCES).states
    for source in (tmp_path, tmp_path / "text_encoder"):
        assert torch.equal(TextEncoder(source)(SENTENCES).states, wanted)


def test_the_encoder_half_of_a_whole_t5(t5: Path, tmp_path: Path) -> None:
    torch.manual_seed(1)
    whole = T5ForConditionalGeneration(config())
    whole.save_pretrained(tmp_path)
    for name in ("spiece.model", "tokenizer_config.json"):
        shutil.copy(t5 / name, tmp_path)
    encoder = TextEncoder(tmp_path)
    loaded, wanted = encoder.model.state_dict(), whole.encoder.state_dict()
    assert all(torch.equal(loaded[f"encoder.{key}"], value) for key, value in wanted.items())


def test_half_precision_gives_single_states(t5: Path) -> None:
    encoder = TextEncoder(t5, torch.bfloat16)
    tokens = encoder(SENTENCES)
    assert encoder.model.dtype == torch.bfloat16 and tokens.states.dtype == torch.float32
    full = TextEncoder(t5)(SENTENCES)
    assert (tokens.states - full.states)[full.mask].abs().max() < 0.1


def test_the_bundled_encoder_is_the_default() -> None:
    encoder = TextEncoder()
    tokens = encoder(["a red chair", "x " * 500])
    assert (encoder.width, encoder.max_tokens) == (384, 64) and tokens.states.shape == (2, 64, 384)


def test_what_is_no_text_encoder(t5: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there is no folder .*nowhere"):
        TextEncoder(tmp_path / "nowhere")
    with pytest.raises(ValueError, match="no text encoder that can be read"):
        TextEncoder(tmp_path)
    shutil.copytree(t5, tmp_path, dirs_exist_ok=True)
    stated = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps(stated | {"num_layers": 3}))
    with pytest.raises(ValueError, match=r"lacks weights \(encoder\.block\.2"):
        TextEncoder(tmp_path)


def test_a_hub_repository(t5: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the hub client's own cache, offline: an encoder's repository and one that was never downloaded."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("transformers.utils.hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    repository = tmp_path / "models--someone--t5"
    shutil.copytree(t5, repository / "snapshots" / ("0" * 40))
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0" * 40)
    assert torch.equal(TextEncoder("someone/t5")(SENTENCES).states, TextEncoder(t5)(SENTENCES).states)
    with pytest.raises(ValueError, match="no text encoder that can be read in 'someone/else'"):
        TextEncoder("someone/else")

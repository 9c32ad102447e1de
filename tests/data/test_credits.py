from dataclasses import replace

import pytest

from copart_core.data.__main__ import main
from copart_core.data.shards import Manifest, ShardWriter

CREDITS = [
    '"Lamp" by Zoe, CC-BY 3.0, from the library "Two" of Shop',
    '"Chair" by Ann, CC-BY 3.0, from the library "One" of Shop',
    '"armchair" by Bo, CC-BY 3.0, from the library "One" of Shop',
    '"Chair" by Ann, CC-BY 3.0, from the library "One" of Shop',  # a second object of the same name
    "",  # made by this program
]


@pytest.fixture
def folder(tmp_path, make_sample):
    keys = [f"o-{index}" for index in range(len(CREDITS) + 1)]
    Manifest.of(keys, len(keys)).claim(tmp_path)
    with ShardWriter(tmp_path, 0) as writer:
        for key, credit in zip(keys, CREDITS, strict=False):
            writer.add(key, replace(make_sample(key), credit=credit))
        writer.add(keys[-1], replace(make_sample(keys[-1], "held_out"), credit="not trained on"))
    return tmp_path


def test_each_credit_of_the_training_objects_is_written_once(folder, tmp_path, capsys):
    out = tmp_path / "CREDITS.md"
    assert main(["credits", str(folder), "--out", str(out)]) == 0
    lines = [line for line in out.read_text("utf-8").splitlines() if line.startswith(("- ", "## "))]
    assert lines == [
        '## "One" of Shop', '- "armchair" by Bo, CC-BY 3.0', '- "Chair" by Ann, CC-BY 3.0',
        '## "Two" of Shop', '- "Lamp" by Zoe, CC-BY 3.0',
    ]  # fmt: skip
    assert "3 credits" in capsys.readouterr().out


def test_a_folder_without_objects_is_named(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["credits", str(tmp_path), "--out", str(tmp_path / "CREDITS.md")])
    assert "no prepared objects" in capsys.readouterr().err

"""The benchmarks' command lines; what they measure is no matter of tests."""

from __future__ import annotations

import pytest

from benchmarks import sampling


@pytest.mark.parametrize("option", [("--scenes", "0"), ("--repeat", "0"), ("--first", "-1")])
def test_numbers_that_leave_nothing_to_measure_are_refused(
    option: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["sampling.py", "--model", "nowhere", *option])
    with pytest.raises(SystemExit):
        sampling.main()
    assert "--scenes and --repeat are at least 1" in capsys.readouterr().err

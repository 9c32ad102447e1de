import json
import pickle
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from copart_core.data import prepare
from copart_core.data.__main__ import main
from copart_core.data.prepare import prepare_all
from copart_core.data.shards import iterate
from tests.data.lamps import bad_object, killer, lamp_object

ROOT = Path(__file__).resolve().parents[2]


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_shards_do_not_depend_on_the_workers(tmp_path):
    jobs = {name: partial(lamp_object, name) for name in "abcde"} | {"bad": partial(bad_object, "bad")}
    prepare_all(tmp_path / "one", jobs, 1, shard_size=2)
    prepare_all(tmp_path / "two", jobs, 2, shard_size=2)
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert sum(path.suffix == ".tar" for path in (tmp_path / "one").iterdir()) >= 3
    first, second, *_ = iterate(tmp_path / "one")
    assert (first.parts[1].points != second.parts[1].points).any(), "each object has its own random numbers"


def test_bad_objects_are_reported_and_the_rest_is_prepared_once(tmp_path):
    jobs = {"good": partial(lamp_object, "good"), "bad": partial(bad_object, "bad"), "worse": partial(int, "x")}
    seen = []
    report = prepare_all(tmp_path, jobs, progress=lambda now: seen.append(now.done), shard_size=2)
    assert seen == [2, 3] and report.prepared == 1
    assert dict(report.failed)["bad"].startswith("part 'ghost' of 'bad': expected a mesh with faces")
    assert "invalid literal" in dict(report.failed)["worse"]
    saved = json.loads((tmp_path / prepare.REPORT).read_text("utf-8"))
    assert [key for key, _ in saved["failed"]] == ["bad", "worse"]
    before = _files(tmp_path)
    again = prepare_all(tmp_path, jobs, shard_size=2)
    assert (again.skipped, again.prepared, len(again.failed)) == (1, 0, 2) and _files(tmp_path) == before
    with pytest.raises(ValueError, match="another corpus"):
        prepare_all(tmp_path, {"good": jobs["good"]}, shard_size=2)


def test_a_run_that_is_killed_leaves_whole_shards_and_is_finished_later(tmp_path):
    """The process is killed while it makes its third shard."""
    code = (
        "import os, signal\n"
        "from functools import partial\n"
        "from pathlib import Path\n"
        "from tests.data.lamps import lamp_object, killer\n"
        "from copart_core.data.prepare import prepare_all\n"
        "jobs = {name: partial(lamp_object, name) for name in 'abcd'} | {'e': partial(lamp_object, 'e'), 'f': killer}\n"
        f"prepare_all(Path({str(tmp_path / 'cut')!r}), jobs, shard_size=2)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    left = _files(tmp_path / "cut")
    assert any(name.startswith(".writing-") for name in left), "killed in the middle of a shard"
    jobs = {name: partial(lamp_object, name) for name in "abcdef"}
    report = prepare_all(tmp_path / "cut", jobs, shard_size=2)
    assert (report.skipped, report.prepared) == (4, 2)
    prepare_all(tmp_path / "whole", jobs, shard_size=2)
    assert _files(tmp_path / "cut") == _files(tmp_path / "whole")


def test_an_object_that_ends_its_process_is_reported_and_the_rest_is_prepared(tmp_path):
    jobs: dict = {name: partial(lamp_object, name) for name in "abc"} | {"deadly": killer}
    report = prepare_all(tmp_path, jobs, 2, shard_size=2)
    assert report.prepared == 3 and report.failed == [("deadly", prepare.DIED)]
    assert {sample.id for sample in iterate(tmp_path)} == {"a", "b", "c"}
    assert not [name for name in _files(tmp_path) if name.startswith(".")]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for a single process")
def test_an_interrupt_leaves_a_folder_that_can_be_finished(tmp_path):
    command = [sys.executable, "-m", "copart_core.data", "prepare", "--source", "procedural", "--count", "400"]
    command += ["--shard-size", "1", "--workers", "2", "--out", str(tmp_path)]
    # Where the tests run in the background of a shell, Ctrl-C is ignored, and children inherit that.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    run = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=heed)
    assert run.stderr is not None
    run.stderr.readline()  # the first shard is done
    run.send_signal(signal.SIGINT)
    _, messages = run.communicate(timeout=180)
    assert run.returncode == 130 and "run the same command to go on" in messages and "Traceback" not in messages
    with pytest.warns(UserWarning, match="of its 400 shards"):
        assert len(list(iterate(tmp_path))) >= 1


def test_keys_that_a_tar_file_cannot_hold_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"keys of at most 80 .*'a\.b'"):
        prepare_all(tmp_path, {"a.b": partial(lamp_object, "a")})


def test_procedural_jobs_can_be_sent_to_processes():
    job = pickle.loads(pickle.dumps(partial(prepare._procedural, 3, 0)))
    source = job()
    assert source.source == "procedural" and len(source.parts) >= 1
    assert source.parts[0].captions and source.id == prepare._procedural(3, 0).id


def test_the_command_line_prepares_in_processes_and_goes_on(tmp_path, capsys):
    arguments = ["prepare", "--source", "procedural", "--count", "2", "--seed", "5", "--out", str(tmp_path)]
    assert main([*arguments, "--workers", "2", "--shard-size", "1"]) == 0
    assert "prepared 2 objects" in capsys.readouterr().out
    assert [sample.id for sample in iterate(tmp_path)] == ["procedural-5-0", "procedural-5-1"]
    assert main([*arguments, "--shard-size", "1"]) == 0
    assert "prepared 0 objects" in capsys.readouterr().out
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2 and "another corpus (2 jobs in shards of 1" in capsys.readouterr().err


def test_the_command_line_explains_what_is_wrong(tmp_path, capsys):
    missing = str(tmp_path / "none.sh3f")
    with pytest.raises(SystemExit) as stop:
        main(["prepare", "--source", "furniture", "--catalogue", missing, "--out", str(tmp_path / "out")])
    assert stop.value.code == 2 and "there is no file" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["prepare", "--source", "procedural", "--count", "0", "--out", str(tmp_path)])
    assert "at least 1 object" in capsys.readouterr().err

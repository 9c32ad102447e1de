"""launch.py: its decisions, its stamp, its messages. The full set-up is tried by every .ci/run on a clean clone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

import launch


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """A folder that looks like a virtual environment."""
    python = launch.venv_python(tmp_path / "venv")
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path / "venv"


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As a user's own Python: not in a Space, nothing chosen by the environment."""
    for name in ("SPACE_ID", "COPART_BROWSER"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def requirements(folder: Path, text: str, name: str = "requirements.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# ---- requirements --------------------------------------------------------------------------------------------------


def test_requirement_lines(tmp_path: Path) -> None:
    requirements(tmp_path, "# a comment\ntorch>=2.11,<2.14\n\nnumpy==2.4.6  # arrays\n")
    dev = requirements(tmp_path, "-r requirements.txt\npytest==9.2.0\n", "dev.txt")
    assert launch.requirement_lines(dev) == ["torch>=2.11,<2.14", "numpy==2.4.6", "pytest==9.2.0"]


numbers = st.lists(st.integers(0, 30), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))


@given(numbers, st.sampled_from(["==", ">=", "<"]), numbers)
def test_versions_compare_as_packaging_compares_them(version: str, operator: str, wanted: str) -> None:
    if operator == "==":  # ours asks for the very same text, which is what pip installs for a full pin
        assert launch.satisfies(version, f"=={version}") and launch.satisfies(f"{version}+cpu", f"=={version}")
        assert not launch.satisfies(version, f"=={version}.1")
    else:
        clause = operator + wanted
        assert launch.satisfies(version, clause) == SpecifierSet(clause).contains(Version(version))


@pytest.mark.parametrize(
    ("version", "specifier", "expected"),
    [
        ("2.13.0+cpu", ">=2.11,<2.14", True),
        ("2.11.0", ">=2.11,<2.14", True),
        ("2.10.1", ">=2.11,<2.14", False),
        ("2.14.0", ">=2.11,<2.14", False),
        ("4.4.0.post1", "==4.4.0.post1", True),
        ("4.4.0", "==4.4.0.post1", False),
        ("1.0", "", True),
    ],
)
def test_satisfies(version: str, specifier: str, expected: bool) -> None:
    assert launch.satisfies(version, specifier) is expected


def test_a_requirement_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(launch.SetupError, match=r"~=2\.0"):
        launch.satisfies("2.1", "~=2.0")


def test_missing_requirements(tmp_path: Path) -> None:
    here = requirements(tmp_path, f"pytest=={pytest.__version__}\nno-such-package-anywhere==1.0\npackaging==0.1\n")
    assert launch.missing_requirements(here) == ["no-such-package-anywhere==1.0", "packaging==0.1"]


def test_our_own_files_are_readable() -> None:
    assert launch.missing_requirements(launch.TESTS) == [], "the tests run where everything is installed"


# ---- which Python, and must it be set up ---------------------------------------------------------------------------


def test_the_stamp_follows_the_requirements(tmp_path: Path, venv: Path) -> None:
    file = requirements(tmp_path, "a==1\n")
    assert not launch.is_set_up(venv, file)
    launch.stamp_path(venv, file).write_text(launch.stamp(file), encoding="utf-8")
    assert launch.is_set_up(venv, file)
    requirements(tmp_path, "a==1  # only a comment\n")
    assert launch.is_set_up(venv, file)
    requirements(tmp_path, "a==2\n")
    assert not launch.is_set_up(venv, file)
    assert json.loads(launch.stamp(file))["requirements"] == "requirements.txt"


def test_a_stamp_without_a_python_is_worth_nothing(tmp_path: Path, venv: Path) -> None:
    file = requirements(tmp_path, "a==1\n")
    launch.stamp_path(venv, file).write_text(launch.stamp(file), encoding="utf-8")
    launch.venv_python(venv).unlink()
    assert not launch.is_set_up(venv, file)


def test_stamps_of_running_and_testing_are_apart(tmp_path: Path, venv: Path) -> None:
    assert launch.stamp_path(venv, launch.RUNTIME) != launch.stamp_path(venv, launch.TESTS)


def test_choose_python(tmp_path: Path, venv: Path, outside: pytest.MonkeyPatch) -> None:
    satisfied = requirements(tmp_path, f"pytest=={pytest.__version__}\n", "satisfied.txt")
    missing = requirements(tmp_path, "no-such-package-anywhere==1.0\n", "missing.txt")
    assert launch.choose_python(satisfied, venv, setup=True) == ("this", False)
    assert launch.choose_python(missing, venv, setup=True) == ("venv", True)
    assert launch.choose_python(missing, venv, setup=False) == ("this", False)
    launch.stamp_path(venv, missing).write_text(launch.stamp(missing), encoding="utf-8")
    assert launch.choose_python(missing, venv, setup=True) == ("venv", False)
    outside.setattr(sys, "prefix", str(venv))  # inside it, a lost package is noticed in spite of the stamp
    assert launch.choose_python(missing, venv, setup=True) == ("venv", True)
    outside.setenv("SPACE_ID", "someone/copart-studio")
    assert launch.choose_python(missing, venv, setup=True) == ("this", False)


# ---- installing ----------------------------------------------------------------------------------------------------


def test_half_installed_packages_are_forgotten(tmp_path: Path) -> None:
    site = tmp_path / "lib" / "python3.11" / "site-packages"
    for name, whole in (("done-1.0", True), ("half-2.0", False)):
        (site / f"{name}.dist-info").mkdir(parents=True)
        (site / f"{name}.dist-info" / "METADATA").touch()
        if whole:
            (site / f"{name}.dist-info" / "INSTALLER").write_text("pip\n")
    assert launch.drop_half_installed(tmp_path) == ["half-2.0"]
    assert [path.name for path in site.iterdir()] == ["done-1.0.dist-info"]


def test_what_pip_runs(tmp_path: Path, venv: Path, outside: pytest.MonkeyPatch) -> None:
    """torch goes first, the stamp comes last, and a failure leaves no stamp."""
    file = requirements(tmp_path, "torch>=2.11,<2.14\nnumpy==2.4.6\n")
    commands: list[list[str]] = []
    codes = iter([0, 1])

    def record(command: list[str], env: dict[str, str] | None = None) -> int:
        commands.append(command)
        assert not launch.is_set_up(venv, file), "no stamp before the end"
        return next(codes)

    outside.setattr(launch, "run", record)
    outside.setattr(launch, "make_venv", lambda venv: None)
    outside.setattr(launch.subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 0, "", ""))
    with pytest.raises(launch.SetupError, match="goes on where it stopped"):
        launch.install(venv, file)
    assert commands[0][-1] == "torch>=2.11,<2.14" and commands[1][-2:] == ["-r", str(file)]
    assert not launch.is_set_up(venv, file)
    codes = iter([0, 0])
    launch.install(venv, file)
    assert launch.is_set_up(venv, file)


def test_a_real_environment_is_made_once_and_mended(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    broken = launch.venv_python(venv)
    broken.parent.mkdir(exist_ok=True)
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    launch.make_venv(venv)
    assert "making it anew" in capfd.readouterr().out
    assert subprocess.run([str(broken), "-m", "pip", "--version"], capture_output=True, check=True).stdout
    (venv / "kept").touch()
    launch.make_venv(venv)
    assert (venv / "kept").exists(), "a working environment is left alone"


def test_without_root_apt_is_only_named(outside: pytest.MonkeyPatch) -> None:
    outside.setattr(launch, "may_use_apt", lambda: False)
    outside.setattr(launch, "run", lambda *a, **k: pytest.fail("nothing may be installed"))
    with pytest.raises(launch.SetupError, match=r"sudo apt-get install -y --no-install-recommends chromium"):
        launch.apt_install(["chromium"], "the tests need a browser")


def test_apt_is_updated_first(outside: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    commands: list[list[str]] = []
    outside.setattr(launch, "may_use_apt", lambda: True)
    outside.setattr(launch, "run", lambda command, env=None: commands.append(command) or 0)
    launch.apt_install(["libegl1", "libgl1"], "VTK needs OpenGL")
    assert commands == [
        ["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "libegl1", "libgl1"]
    ]
    assert "VTK needs OpenGL: apt-get install" in capsys.readouterr().out
    outside.setattr(launch, "run", lambda command, env=None: 100)
    with pytest.raises(launch.SetupError, match="failed"):
        launch.apt_install(["libegl1"], "VTK needs OpenGL")


def test_missing_opengl_libraries_are_named(outside: pytest.MonkeyPatch) -> None:
    outside.setattr(sys, "platform", "linux")
    outside.setattr(launch, "GL_LIBRARIES", {"libnever.so.1": "libnever1"})
    assert launch.missing_gl() == ["libnever1", "libgl1-mesa-dri"]
    outside.setattr(launch, "GL_LIBRARIES", {})
    assert launch.missing_gl() == []
    outside.setattr(launch, "GL_LIBRARIES", {"libnever.so.1": "libnever1"})
    outside.setattr(sys, "platform", "darwin")
    assert launch.missing_gl() == []


# ---- the browser ---------------------------------------------------------------------------------------------------


def test_browser_by_choice_then_by_path(tmp_path: Path, outside: pytest.MonkeyPatch) -> None:
    chrome = tmp_path / "google-chrome"
    chrome.write_text("#!/bin/sh\n")
    chrome.chmod(0o755)
    outside.setenv("PATH", str(tmp_path))
    assert launch.find_browser() == str(chrome)
    outside.setenv("COPART_BROWSER", "/elsewhere/chromium")
    assert launch.find_browser() == "/elsewhere/chromium"


def test_no_browser_and_no_way_to_one(outside: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    outside.setattr(launch, "find_browser", lambda: None)
    outside.setattr(launch, "may_use_apt", lambda: True)
    outside.setattr(launch, "run", lambda command, env=None: tried.append(command[0]) or 1)
    with pytest.raises(launch.SetupError, match=r"apt-get install chromium.*COPART_BROWSER"):
        launch.provide_browser()
    assert tried == ["apt-get", sys.executable], "Debian's package first, then Playwright's download"


# ---- the command line ----------------------------------------------------------------------------------------------


def test_everything_after_test_is_pytests() -> None:
    assert launch.split_test(["--port", "80"]) == (["--port", "80"], None)
    assert launch.split_test(["--test"]) == ([], [])
    assert launch.split_test(["--no-setup", "--test", "-k", "x", "--port"]) == (["--no-setup"], ["-k", "x", "--port"])


def test_options_reach_the_page(outside: pytest.MonkeyPatch) -> None:
    import app.main

    seen: dict[str, object] = {}
    outside.setattr(app.main, "serve", lambda **options: seen.update(options))
    address = ["--host", "0.0.0.0", "--port", "8123"]
    assert launch.main(["--no-setup", *address, "--no-browser", "--engine", "boxes", "--model", "m"]) == 0
    assert seen == {
        "model": Path("m"), "engine": "boxes", "host": "0.0.0.0", "port": 8123, "open_browser": False, "share": False,
    }
    assert launch.main(["--no-setup"]) == 0
    assert (seen["host"], seen["port"], seen["open_browser"]) == ("127.0.0.1", None, True)
    assert seen["model"] == launch.ROOT / "assets" / "model"


def test_a_missing_file_of_ours_is_no_matter_of_packages(outside: pytest.MonkeyPatch) -> None:
    outside.setitem(sys.modules, "app.main", None)
    with pytest.raises(ModuleNotFoundError, match=r"app\.main"):
        launch.main(["--no-setup"])


@pytest.mark.parametrize("bad", [["--port", "x"], ["--engine", "magic"], ["--nonsense"]])
def test_bad_options(bad: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        launch.main(bad)
    assert caught.value.code == 2
    assert "usage: launch.py" in capsys.readouterr().err


def test_old_python_is_told() -> None:
    assert launch.python_message((3, 11), "python3") is None
    assert launch.python_message((3, 14), "python3") is None
    message = launch.python_message((3, 9), "/usr/bin/python3")
    assert message is not None and "needs Python 3.11 or newer, this is 3.9 (/usr/bin/python3)" in message


def test_help_needs_no_setup() -> None:
    """-I -S: no installed package can be seen, as in a fresh Python."""
    result = subprocess.run(
        [sys.executable, "-I", "-S", str(launch.ROOT / "launch.py"), "--no-setup", "--help"],
        capture_output=True, text=True, timeout=60, check=False,
    )
    assert result.returncode == 0, result.stderr
    for option in ("--host", "--port", "--no-browser", "--engine", "--model", "--share", "--no-setup", "--test"):
        assert option in result.stdout


def test_without_packages_no_setup_says_what_is_missing() -> None:
    result = subprocess.run(
        [sys.executable, "-E", "-s", "-S", str(launch.ROOT / "launch.py"), "--no-setup"],
        capture_output=True, text=True, timeout=60, check=False,
    )
    assert result.returncode == 1
    assert "is not installed" in result.stderr and "without --no-setup" in result.stderr, result.stderr
    assert "Traceback" not in result.stderr


def test_pytest_exit_codes_are_passed_on(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_it.py").write_text("def test_good():\n    pass\n\ndef test_bad():\n    assert False\n")
    options = ["-q", "-p", "no:cacheprovider", "-c", str(tmp_path / "pytest.ini"), "--rootdir", str(tmp_path)]
    assert launch.main(["--no-setup", "--test", *options, str(tmp_path)]) == 1
    assert "1 failed, 1 passed" in capfd.readouterr().out

"""Set up on first run, then open CoPart Studio:  python launch.py

    python launch.py                     the page in the browser; --help lists the options
    python launch.py --test [ARGS ...]   set up what the tests need as well, then run them; ARGS go to pytest

The first run makes `.venv` beside this file and installs requirements.txt there. A stamp remembers that it is done, so
later starts are instant; an interrupted set-up is taken up again. Nothing is installed in a Hugging Face Space, nor
where the Python in use already has every requirement, nor with --no-setup. Everything that configures pip (PIP_*
variables, pip.conf) is respected.

Only the standard library is used until the set-up is done. This module knows nothing of the model or the page: it calls
`app.main.serve`.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUNTIME = ROOT / "requirements.txt"
TESTS = ROOT / "requirements-dev.txt"
MODEL = ROOT / "assets" / "model"
OLDEST_PYTHON = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
GL_LIBRARIES = {"libEGL.so.1": "libegl1", "libGL.so.1": "libgl1"}  # library: Debian package
GL_DRIVER = "libgl1-mesa-dri"  # draws in software where there is no GPU, twice as fast as the browser's own


class SetupError(Exception):
    """Setting up is not possible; the message says what to do."""


def say(text: str) -> None:
    print(f"[CoPart Studio] {text}", flush=True)


def run(command: list[str], env: dict[str, str] | None = None) -> int:
    """Run `command` with its output on the terminal; returns its exit code."""
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


# ---- what is required, and what is there ---------------------------------------------------------------------------


def requirement_lines(path: Path) -> list[str]:
    """The requirements of a file and of those that it includes with -r, without comments."""
    lines: list[str] = []
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.split(" #")[0].strip()
        if line.startswith("-r "):
            lines += requirement_lines(path.parent / line[3:].strip())
        elif line and not line.startswith("#"):
            lines.append(line)
    return lines


def release(version: str) -> tuple[int, ...]:
    """The release numbers of a version without trailing zeros: "2.13.0+cpu" -> (2, 13)."""
    match = re.match(r"\d+(\.\d+)*", version)
    numbers = [int(number) for number in match.group().split(".")] if match else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def satisfies(version: str, specifier: str) -> bool:
    """Whether `version` fulfils "==1.2.3" or a list such as ">=2.11,<2.14" (all that our files use)."""
    for clause in filter(None, (part.strip() for part in specifier.split(","))):
        match = re.fullmatch(r"(==|>=|<)\s*([\w.+]+)", clause)
        if match is None:
            raise SetupError(f"cannot read the requirement {clause!r}; use ==, >= or <")
        have, wanted = release(version), release(match.group(2))
        if match.group(1) == "==":
            fulfilled = version == match.group(2) or version.split("+")[0] == match.group(2)
        else:
            fulfilled = have >= wanted if match.group(1) == ">=" else have < wanted
        if not fulfilled:
            return False
    return True


def missing_requirements(path: Path) -> list[str]:
    """The requirements of `path` that the running Python lacks, or has in another version."""
    from importlib import metadata  # here, so that a Python without it reaches the message about its age

    missing = []
    for line in requirement_lines(path):
        match = re.fullmatch(r"([A-Za-z0-9._-]+)\s*(.*)", line)
        if match is None:
            raise SetupError(f"cannot read the line {line!r} of {path.name}")
        try:
            if not satisfies(metadata.version(match.group(1)), match.group(2)):
                missing.append(line)
        except metadata.PackageNotFoundError:
            missing.append(line)
    return missing


def venv_python(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_path(venv: Path, requirements: Path) -> Path:
    return venv / f"copart-{requirements.stem}.json"


def stamp(requirements: Path) -> str:
    """What a finished set-up writes: it changes with any requirement."""
    text = "\n".join(requirement_lines(requirements))
    return json.dumps({"requirements": requirements.name, "sha256": hashlib.sha256(text.encode()).hexdigest()})


def is_set_up(venv: Path, requirements: Path) -> bool:
    path = stamp_path(venv, requirements)
    return venv_python(venv).exists() and path.exists() and path.read_text(encoding="utf-8") == stamp(requirements)


def choose_python(requirements: Path, venv: Path, setup: bool) -> tuple[str, bool]:
    """(what the Python to use is called, whether it must be set up first): "this" or "venv"."""
    if not setup or os.environ.get("SPACE_ID"):
        return "this", False
    inside = Path(sys.prefix).resolve() == venv.resolve()
    if inside:  # also notices a system Python that was upgraded under the environment
        return "venv", not is_set_up(venv, requirements) or bool(missing_requirements(requirements))
    if not missing_requirements(requirements):
        return "this", False
    return "venv", not is_set_up(venv, requirements)


# ---- setting up ----------------------------------------------------------------------------------------------------


def may_use_apt() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str], why: str) -> None:
    """Install Debian packages; needs root on Debian, else says what to install."""
    command = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if not may_use_apt():
        raise SetupError(f"{why}. Install it with your system's package manager (Debian, Ubuntu: sudo {command}), then "
                         "run the same command again")
    say(f"{why}: {command}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if run(["apt-get", "update"], env) != 0 or run(command.split(), env) != 0:
        raise SetupError(f"{command!r} failed (see above); check the network and run the same command again")


def make_venv(venv: Path) -> None:
    """A virtual environment with a pip that works; a broken or half-made one is replaced."""
    python = venv_python(venv)
    if python.exists():
        check = [str(python), "-c", f"import sys, pip; sys.exit(sys.version_info[:2] < {OLDEST_PYTHON})"]
        if subprocess.run(check, capture_output=True, check=False).returncode == 0:
            return
        say(f"{venv} is not usable; making it anew")
    else:
        say(f"making a virtual environment in {venv}")
    base = getattr(sys, "_base_executable", sys.executable)  # never the Python of the folder that is cleared
    command = [base, "-m", "venv", "--clear", str(venv)]
    if subprocess.run([base, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode:
        apt_install([f"python3.{sys.version_info[1]}-venv"], "Python's venv module is not complete")
    if run(command) != 0:
        raise SetupError(f"{' '.join(command)!r} failed (see above); is the disk full or {venv.parent} read-only?")


def drop_half_installed(venv: Path) -> list[str]:
    """Forget packages that an interrupted pip left unfinished (it writes INSTALLER last), so that pip installs them."""
    dropped = []
    for info in [*venv.glob("lib/python*/site-packages/*.dist-info"), *venv.glob("Lib/site-packages/*.dist-info")]:
        if not (info / "INSTALLER").exists():
            shutil.rmtree(info)
            dropped.append(info.name.removesuffix(".dist-info"))
    return dropped


def install(venv: Path, requirements: Path) -> None:
    """Install PyTorch (the large one), then the rest of `requirements`, and stamp the environment."""
    make_venv(venv)
    for name in drop_half_installed(venv):
        say(f"taking up the interrupted installation of {name}")
    pip = [str(venv_python(venv)), "-m", "pip"]
    torch = [line for line in requirement_lines(requirements) if re.match(r"torch\b", line)]
    steps = [
        ("1 of 2: PyTorch (the largest download)", [*pip, "install", *torch]),
        (f"2 of 2: {requirements.name}", [*pip, "install", "-r", str(requirements)]),
    ]
    for title, command in steps:
        say(f"installing {title}")
        if run(command) != 0:
            raise SetupError("pip could not install the requirements (see above). Check the network and the free disk "
                             "space (3 GB), then run the same command again: it goes on where it stopped")
    stamp_path(venv, requirements).write_text(stamp(requirements), encoding="utf-8")
    if requirements == TESTS:  # the development requirements include the runtime ones
        stamp_path(venv, RUNTIME).write_text(stamp(RUNTIME), encoding="utf-8")
    say("set-up finished")


def go_on_in(python: Path, arguments: list[str]) -> int:
    """Run this file again with another Python, in place of this process where the system can."""
    command = [str(python), str(ROOT / "launch.py"), *arguments]
    if os.name == "nt":
        return run(command)
    sys.stdout.flush()
    os.execv(command[0], command)


# ---- what only the tests need --------------------------------------------------------------------------------------


def missing_gl() -> list[str]:
    """Debian packages of the OpenGL libraries that cannot be opened here (Linux only)."""
    packages = []
    for library, package in GL_LIBRARIES.items() if sys.platform.startswith("linux") else ():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return [*packages, GL_DRIVER] if packages else []


def find_browser() -> str | None:
    """Path of a Chromium or Chrome: $COPART_BROWSER, one on the PATH, else the one that Playwright installed."""
    chosen = os.environ.get("COPART_BROWSER")
    if chosen:
        return chosen
    for name in BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    script = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    return path if asked.returncode == 0 and Path(path).exists() else None


def provide_browser() -> str:
    """The browser for the page's tests; installs one where there is none."""
    browser = find_browser()
    if browser is None and may_use_apt():  # Debian's brings the libraries that it needs
        try:
            apt_install(["chromium"], "the tests of the page need a browser")
        except SetupError as error:
            say(str(error))
        browser = find_browser()
    if browser is None:
        say("no Chromium or Chrome found: asking Playwright to download one")
        run([sys.executable, "-m", "playwright", "install", *(["--with-deps"] if may_use_apt() else []), "chromium"])
        browser = find_browser()
    if browser is None:
        raise SetupError("the page's tests need Chromium or Chrome, and none could be installed. Install one (Debian: "
                         "sudo apt-get install chromium) or set COPART_BROWSER to its path, then try again")
    return browser


def test(arguments: list[str], setup: bool) -> int:
    """Run pytest with `arguments` (none: the whole suite); returns its exit code."""
    env = dict(os.environ)
    if setup:
        packages = missing_gl()
        if packages and may_use_apt():
            apt_install(packages, "the browser draws with OpenGL, which is not installed")
        elif packages:
            say(f"OpenGL is not installed ({', '.join(packages)}): the browser draws more slowly")
        env["COPART_BROWSER"] = provide_browser()
        say(f"browser for the tests: {env['COPART_BROWSER']}")
    return run([sys.executable, "-m", "pytest", *arguments], env)


# ---- the command line ----------------------------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    parse = argparse.ArgumentParser(
        prog="launch.py", formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        description="Set up CoPart Studio on first run, then open it in the browser.",
        epilog="python launch.py --test [ARGS ...] runs the test suite; ARGS go to pytest.",
    )
    parse.add_argument("--host", default=os.environ.get("GRADIO_SERVER_NAME", "127.0.0.1"),
                       help="address to listen on; 0.0.0.0 serves the whole network")
    parse.add_argument("--port", type=int, default=None, help="port (left out: the first free one from 7860)")
    parse.add_argument("--no-browser", action="store_true", help="do not open the page in a browser")
    parse.add_argument("--engine", choices=("pipeline", "boxes"), default="pipeline",
                       help="pipeline: the real model; boxes: simple meshes at once, for work on the page itself")
    parse.add_argument("--model", type=Path, default=MODEL, help="folder of the model")
    parse.add_argument("--share", action="store_true", help="also make a public link through gradio.live")
    parse.add_argument("--no-setup", action="store_true", help="install nothing; use the Python that runs this")
    return parse


def serve(options: argparse.Namespace) -> int:
    # the page needs no network: no start-up calls home, however it is started
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from app.main import serve as serve_page
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("app", "copart_core"):
            raise
        raise SetupError(f"the Python package {error.name!r} is not installed in {sys.prefix}; run `python launch.py` "
                         "without --no-setup, or `pip install -r requirements.txt`") from None
    serve_page(model=options.model, engine=options.engine, host=options.host, port=options.port,
               open_browser=not options.no_browser, share=options.share)
    return 0


def split_test(arguments: list[str]) -> tuple[list[str], list[str] | None]:
    """(our arguments, pytest's): everything after --test is pytest's; None without --test."""
    if "--test" not in arguments:
        return arguments, None
    where = arguments.index("--test")
    return arguments[:where], arguments[where + 1:]


def main(arguments: list[str]) -> int:
    own, for_pytest = split_test(arguments)
    options = parser().parse_args(own)
    requirements = RUNTIME if for_pytest is None else TESTS
    try:
        which, needs_setup = choose_python(requirements, VENV, setup=not options.no_setup)
        if needs_setup:
            say("first run, or the requirements have changed: setting up (3 to 10 minutes, 3 GB on disk)")
            install(VENV, requirements)
        if which == "venv" and Path(sys.prefix).resolve() != VENV.resolve():
            return go_on_in(venv_python(VENV), arguments)
        return serve(options) if for_pytest is None else test(for_pytest, setup=not options.no_setup)
    except SetupError as error:
        print(f"[CoPart Studio] {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130


def python_message(version: tuple[int, ...], executable: str) -> str | None:
    """What to tell the user of a Python that is too old; None if it is new enough."""
    if version[:2] >= OLDEST_PYTHON:
        return None
    names = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    newer = [name for name in names if subprocess.run([name, "-V"], capture_output=True, check=False).returncode == 0]
    hint = f"{newer[0]} is installed: run `{newer[0]} launch.py`" if newer else "install one from https://www.python.org"
    return f"CoPart Studio needs Python 3.11 or newer, this is {version[0]}.{version[1]} ({executable}); {hint}"


if __name__ == "__main__":
    too_old = python_message(sys.version_info[:2], sys.executable)
    sys.exit(too_old if too_old else main(sys.argv[1:]))

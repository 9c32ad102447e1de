"""What holds for the repository as a whole: requirements, versions, sizes, the README's promises."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import launch

ROOT = Path(__file__).resolve().parents[1]
OURS = {"app", "copart_core", "tests", "benchmarks", "launch"}
OPTIONAL = {"flexicubes", "nvdiffrast", "spaces"}  # taken where they are importable
NOT_IMPORTED = {"sentencepiece", "tensorboard"}  # through transformers and torch.utils.tensorboard
BROUGHT = {"gradio_client": "gradio"}  # gradio pins its client itself
LONGEST_FILE = 500  # lines
MOST_WEIGHTS = 96 * 2**20  # bytes, all of assets/model
README = (ROOT / "README.md").read_text(encoding="utf-8")


def tracked() -> list[Path]:
    """The files of the repository (all that git does not ignore)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def imports(folder: str) -> dict[str, Path]:
    """Third-party packages that the Python files under `folder` import, each with one file that does."""
    found: dict[str, Path] = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names = [node.module]
            for name in (name.partition(".")[0] for name in names):
                if name not in sys.stdlib_module_names and name not in OURS:
                    found.setdefault(name, path)
    return found


def declared(file: Path) -> dict[str, Requirement]:
    parsed = [Requirement(line) for line in launch.requirement_lines(file)]
    return {normal(requirement.name): requirement for requirement in parsed}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# ---- requirements --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folders", "file"),
    [(("app", "copart_core"), "requirements.txt"), (("tests", "benchmarks"), "requirements-dev.txt")],
)
def test_every_import_is_required(folders: tuple[str, ...], file: str) -> None:
    required = declared(ROOT / file)
    distributions = metadata.packages_distributions()
    for folder in folders:
        for package, path in imports(folder).items():
            if package in OPTIONAL:
                continue
            names = {normal(name) for name in distributions.get(BROUGHT.get(package, package), [package])}
            assert names & required.keys(), f"{path.relative_to(ROOT)} imports {package}: name it in {file}"


def test_every_runtime_requirement_is_imported() -> None:
    distributions = metadata.packages_distributions()
    used = {
        normal(name) for folder in ("app", "copart_core") for package in imports(folder)
        for name in distributions.get(package, [package])
    }
    unused = declared(ROOT / "requirements.txt").keys() - used - NOT_IMPORTED
    assert not unused, f"nothing imports {sorted(unused)}: drop it from requirements.txt"


def test_requirements_are_pinned_and_installed() -> None:
    for name, requirement in declared(ROOT / "requirements-dev.txt").items():
        installed = Version(metadata.version(name))
        assert requirement.specifier.contains(installed, prereleases=True), f"{name} {installed} against {requirement}"
        operators = {specifier.operator for specifier in requirement.specifier}
        assert operators == ({">=", "<"} if name == "torch" else {"=="}), f"{requirement} should be pinned"


def test_torchvision_is_not_required() -> None:
    assert "torchvision" not in declared(ROOT / "requirements-dev.txt")


def test_the_torch_range_admits_a_space() -> None:
    torch = declared(ROOT / "requirements.txt")["torch"]
    for version in ("2.11.0", "2.12.1", "2.13.0", "2.13.0+cpu", "2.13.0+cu130"):
        assert torch.specifier.contains(version), version
    assert not torch.specifier.contains("2.10.0") and not torch.specifier.contains("2.14.0")


# ---- size and shape of the code ------------------------------------------------------------------------------------


def test_no_file_is_too_long() -> None:
    for path in tracked():
        if path.suffix in (".py", ".ts") and "dist" not in path.parts:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            assert lines <= LONGEST_FILE, f"{path.relative_to(ROOT)} has {lines} lines: split it"


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "common", "helpers", "misc"}
    assert not [path for path in tracked() if path.stem in drawers and path.suffix in (".py", ".ts")]


def test_the_embedded_model_stays_small() -> None:
    weights = sum(path.stat().st_size for path in (ROOT / "assets" / "model").rglob("*.safetensors"))
    assert weights <= MOST_WEIGHTS


def test_tests_mirror_the_code() -> None:
    """A folder of tests is named after the package that it tests; every package has one test at least."""
    packages = {path.parent.name for path in (ROOT / "copart_core").glob("*/__init__.py")}
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders - packages == {"app", "browser"}
    assert packages - folders == set(), "these packages have no tests"


# ---- promises ------------------------------------------------------------------------------------------------------


def test_versions_agree() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(version)}\]", changelog, re.MULTILINE)


def test_the_readme_is_a_space_card() -> None:
    front = README.split("---")[1]
    settings = dict(re.findall(r"^(\w+): *(.+)$", front, re.MULTILINE))
    assert settings["sdk"] == "gradio" and settings["app_file"] == "launch.py"
    assert settings["license"] == "apache-2.0"
    assert settings["python_version"].strip('"') == "3.12"
    assert settings["sdk_version"] == str(declared(ROOT / "requirements.txt")["gradio"].specifier).removeprefix("==")


def test_the_readme_names_the_two_commands() -> None:
    assert "\npython launch.py\n" in README and "\npython launch.py --test\n" in README


def test_the_readme_tree_is_the_real_one() -> None:
    """Every path of the tree exists, and every file or folder at the top is in it."""
    match = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert match is not None, "README.md needs the tree in a ```text block"
    folders: list[str] = []
    tops: set[str] = set()
    for line in match.group(1).splitlines():
        entry = re.match(r"((?:  )*)(\S+)", line)
        assert entry is not None, f"cannot read the line {line!r} of the tree"
        depth = len(entry.group(1)) // 2
        folders = [*folders[:depth], entry.group(2)]
        assert (ROOT / "".join(folders)).exists(), f"README names {''.join(folders)}, which does not exist"
        tops.add(folders[0].rstrip("/"))
    missing = {path.relative_to(ROOT).parts[0] for path in tracked()} - tops - {"README.md"}
    assert {name for name in missing if not name.startswith(".")} == set()


def test_links_between_documents_lead_somewhere() -> None:
    for document in (path for path in tracked() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (document.parent / target).exists(), f"{document.relative_to(ROOT)} links to {target}"


def test_the_licence_is_apache() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence and "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence and len(licence) > 10_000

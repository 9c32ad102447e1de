"""The committed page: fresh, self-contained, and in step with the document's model."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app.viewport import component
from copart_core import scene

FOLDER = component.FOLDER
DOCUMENT = (FOLDER / "src" / "doc" / "scene.ts").read_text(encoding="utf-8")


def interface_fields(source: str, name: str) -> set[str]:
    body = re.search(rf"export interface {name} {{(.*?)\n}}", source, re.DOTALL)
    assert body, f"no interface {name}"
    return set(re.findall(r"^  (\w+)\??:", body.group(1), re.MULTILINE))


def test_bundle_is_built_from_the_present_sources():
    assert component.bundle_hash() == component.source_hash(), "run npm run build in app/viewport and commit dist"


@pytest.mark.parametrize("change", ["edit", "add", "rename", "lock"])
def test_hash_notices_changed_sources(tmp_path: Path, change: str):
    shutil.copytree(FOLDER / "src", tmp_path / "src")
    shutil.copy(FOLDER / "package-lock.json", tmp_path)
    assert component.source_hash(tmp_path) == component.source_hash()
    if change == "edit":
        with (tmp_path / "src" / "doc" / "scene.ts").open("a") as file:
            file.write("\n")
    elif change == "add":
        (tmp_path / "src" / "view" / "extra.ts").write_text("")
    elif change == "rename":
        (tmp_path / "src" / "keys.ts").rename(tmp_path / "src" / "shortcuts.ts")
    else:
        (tmp_path / "package-lock.json").write_text("{}")
    assert component.source_hash(tmp_path) != component.source_hash()


def test_bundle_fetches_nothing_from_elsewhere():
    text = component.BUNDLE.read_text(encoding="utf-8")
    assert len(text.encode()) < 1_000_000
    assert "sourceMappingURL" not in text
    assert not re.search(r"""(?:import|from)\s*\(?\s*["'](?:https?:)?//""", text)
    for host in ("unpkg.com", "jsdelivr", "cdnjs", "esm.sh", "skypack", "googleapis.com", "gstatic.com"):
        assert host not in text


def test_sources_never_parse_user_text_as_html():
    for path in (FOLDER / "src").rglob("*.ts"):
        text = path.read_text(encoding="utf-8")
        for danger in (".innerHTML", ".outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert danger not in text, f"{path.name} uses {danger}"


@pytest.mark.parametrize("name", ["Box", "Joint", "Placement", "Group", "Part", "Scene"])
def test_document_types_match_the_model(name: str):
    model = getattr(scene, name)
    assert interface_fields(DOCUMENT, model.__name__) == set(model.model_fields)


@pytest.mark.parametrize("name", ["MAX_PARTS", "MAX_CAPTION", "MAX_NAME", "MAX_COORDINATE", "MIN_SIDE_RATIO"])
def test_document_limits_match_the_model(name: str):
    found = re.search(rf"export const {name} = ([\d.e-]+);", DOCUMENT)
    assert found and float(found.group(1)) == getattr(scene, name)


def test_component_passes_events_and_functions():
    def save(data):
        return data

    page = component.Viewport(server_functions=[save])
    assert page.html_template == component.TEMPLATE and "$" not in component.TEMPLATE
    assert f"?v={component.bundle_hash()}" in str(page.js_on_load)
    for event in component.EVENTS:
        assert f'"{event}"' in str(page.js_on_load)
        assert callable(getattr(page, event))
    assert page.postprocess({"seq": 1}) == {"seq": 1} and page.postprocess(None) is None


def test_missing_or_foreign_bundle_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="npm run build"):
        component.bundle_hash(tmp_path / "dist" / "viewport.js")
    (tmp_path / "viewport.js").write_text("console.log(1)\n")
    with pytest.raises(ValueError, match="no built page"):
        component.bundle_hash(tmp_path / "viewport.js")

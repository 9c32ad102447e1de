"""The messages: what is refused, and that the TypeScript mirror has the same fields."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.viewport.protocol import GenerateRequest, ImportRequest, ProjectRequest, Report, SceneRequest, Update
from copart_core.scene import Scene, SceneError

ID = "abcdefgh_-12"
TYPESCRIPT = Path(__file__).resolve().parents[2] / "app" / "viewport" / "src" / "protocol.ts"


@pytest.mark.parametrize("project", ["", "short", "x" * 65, "../../etc/passwd", "a/b/c/d/e", "abcdefgh\n", "ünïcödé12",
                                     7, None, ["abcdefgh"], "abcdefgh."])
def test_a_project_id_of_another_alphabet_is_refused(project: object) -> None:
    with pytest.raises(ValueError, match="project"):
        ProjectRequest.read({"project": project})


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_a_request_that_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="expected an object"):
        ProjectRequest.read(data)


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValueError, match="path"):
        ProjectRequest.read({"project": ID, "path": "/etc"})


@pytest.mark.parametrize(("field", "value"), [
    ("parts", ["../x"]), ("parts", ["a"] * 65), ("parts", "seat"), ("steps", 0), ("steps", 10_000), ("steps", "many"),
    ("guidance", float("nan")), ("guidance", -1), ("scene", "text"),
])
def test_generate_refuses_values_out_of_range(chair: Scene, field: str, value: object) -> None:
    with pytest.raises(ValueError, match=field):
        GenerateRequest.read({"project": ID, "scene": chair.to_dict(), field: value})


def test_generate_reads_a_good_request(chair: Scene) -> None:
    request = GenerateRequest.read({"project": ID, "scene": chair.to_dict(), "parts": ["seat"], "steps": 4})
    assert request.document() == chair
    assert (request.parts, request.steps, request.guidance) == (["seat"], 4, None)


def test_a_bad_document_names_the_part(chair: Scene) -> None:
    data = chair.to_dict()
    data["parts"][1]["box"]["max"][0] = float("inf")
    with pytest.raises(SceneError, match="Back"):
        SceneRequest.read({"project": ID, "scene": data}).document()


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(ValueError, match="text"):
        ImportRequest.read({"project": ID, "name": "x.json", "text": " " * 2_000_001})


@pytest.mark.parametrize(("model", "interface"), [(Update, "Update"), (Report, "Report"),
                                                  (GenerateRequest, "GenerateEvent")])
def test_typescript_has_the_same_fields(model: type, interface: str) -> None:
    text = TYPESCRIPT.read_text(encoding="utf-8")
    body = re.search(rf"export interface {interface} {{(.*?)\n}}", text, re.DOTALL)
    assert body, f"protocol.ts has no interface {interface}"
    fields = re.findall(r"^  (\w+)\??:", body.group(1), re.MULTILINE)
    assert sorted(fields) == sorted(model.model_fields)


def test_typescript_has_the_same_states() -> None:
    union = re.search(r"export type RunState =([^;]+);", TYPESCRIPT.read_text(encoding="utf-8"))
    assert union
    states = Update.model_json_schema()["properties"]["state"]["enum"]
    assert sorted(re.findall(r'"(\w+)"', union.group(1))) == sorted(states)

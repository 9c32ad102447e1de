"""The messages between the page and Python: the single source; `src/protocol.ts` mirrors it and a test compares them.

The page owns the document and sends it whole; Python answers with `Update`s. Nothing that comes from a browser is
trusted: every request is one of the models below, with ids of a fixed alphabet and bounded sizes, and the document in
it is read by `copart_core.scene.Scene.from_dict`. Problems are raised as `ValueError` with a sentence for people.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from copart_core.scene import MAX_NAME, MAX_PARTS, Scene

PROJECT_ID = r"^[A-Za-z0-9_-]{8,64}$"
PART_ID = r"^[A-Za-z0-9_.-]{1,80}$"
MAX_IMPORT_CHARACTERS = 2_000_000
MAX_STEPS = 200
MAX_GUIDANCE = 30.0

ProjectId = Annotated[str, Field(pattern=PROJECT_ID)]
PartId = Annotated[str, Field(pattern=PART_ID)]
State = Literal["loading", "ready", "running", "done", "cancelled", "error"]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @classmethod
    def read(cls, data: Any) -> Self:
        """Validate what the browser sent. Errors: ValueError that names the field and what was expected."""
        if not isinstance(data, dict):
            raise ValueError(f"expected an object with {', '.join(cls.model_fields)}, got {type(data).__name__}")
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            field = ".".join(str(step) for step in first["loc"]) or "request"
            raise ValueError(f"{field}: {first['msg']}; reload the page and try again") from None


class ProjectRequest(_Request):
    """`load`, `status`, `cancel`, `export_glb`."""

    project: ProjectId


class SceneRequest(ProjectRequest):
    """`save`. The document stays a plain dict here; `document()` validates it with messages that name the part."""

    scene: dict[str, Any]

    def document(self) -> Scene:
        """Errors: `copart_core.scene.SceneError`."""
        return Scene.from_dict(self.scene)


class GenerateRequest(SceneRequest):
    """`generate`: make the parts named in `parts`, or every unlocked part if it is None."""

    parts: list[PartId] | None = Field(default=None, max_length=MAX_PARTS)
    steps: int | None = Field(default=None, ge=1, le=MAX_STEPS)
    guidance: float | None = Field(default=None, ge=0, le=MAX_GUIDANCE, allow_inf_nan=False)


class ImportRequest(ProjectRequest):
    """`import_scene`: the text of a file that the user chose; `name` is the file's name, for messages only."""

    name: str = Field(default="", max_length=4 * MAX_NAME)
    text: str = Field(max_length=MAX_IMPORT_CHARACTERS)


class Report(BaseModel):
    """What was measured on a finished part."""

    model_config = ConfigDict(extra="forbid")

    triangles: int
    watertight: bool
    box_iou: float  # of the mesh's bounding box with the drawn box, 0..1


class Update(BaseModel):
    """The `value` of the viewport component, always whole. `seq` rises, also over restarts of the server."""

    model_config = ConfigDict(extra="forbid")

    seq: int
    project: str
    state: State
    message: str = ""
    notes: list[str] = Field(default_factory=list)  # what will probably look wrong in the layout that is being run
    stage: str | None = None
    fraction: float = 0.0
    seconds_left: float | None = None
    step: int | None = None
    steps: int | None = None
    previews: dict[str, str] = Field(default_factory=dict)  # part id -> URL of a coarse GLB
    meshes: dict[str, str] = Field(default_factory=dict)  # part id -> URL of the final GLB; a new mesh has a new URL
    reports: dict[str, Report] = Field(default_factory=dict)

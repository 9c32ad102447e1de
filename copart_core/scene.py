"""The nouns of CoPart Studio: Box, Part, Joint, Placement, Group, Scene.

One versioned document is shared by the editor, the command line, the Python API and the tests. Coordinates are the
user's own ("document space"): right-handed, y up, any unit. `copart_core.geometry.frames` maps it to the object and
part frames that the models work in.

A top-level group with a `Placement` is an *object*: its parts' boxes and joints are given in its own local frame, it is
generated on its own, with its own part 0, and the placement says where it stands in the scene. The parts outside such
groups form one more object, in document space. A document without placements is one object.

Every problem in a document is raised as `SceneError` with a message that names the part and the remedy.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

SCENE_VERSION = 1
MAX_PARTS = 64
MAX_GROUPS = 64
MAX_CAPTION = 512
MAX_NAME = 80
MAX_COORDINATE = 1e6
MIN_SIDE_RATIO = 1e-3  # thinnest side of a box, relative to the longest side of its object
MIN_SCALE, MAX_SCALE = 1e-3, 1e3  # of a placed object
MAX_YAW = 360.0

Vec3 = tuple[float, float, float]
AXES = "xyz"


class SceneError(ValueError):
    """A scene that cannot be used; the message names the part and the remedy."""


def _finite_triple(value: Any) -> Any:
    """Reject anything but three finite numbers, naming the axis, before pydantic's own terser message."""
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError(f"expected three numbers [x, y, z], got {value!r}")
    for axis, number in zip(AXES, value, strict=True):
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise ValueError(f"{axis} should be a number, got {number!r}")
        if isinstance(number, float) and not math.isfinite(number):
            raise ValueError(f"{axis} is {number}; type a finite number")
        if abs(number) > MAX_COORDINATE:  # an int may be too large to print as a float
            raise ValueError(f"{axis} is too large; keep coordinates within +-{MAX_COORDINATE:g}")
    return value


Triple = Annotated[Vec3, BeforeValidator(_finite_triple)]


class _Noun(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_assignment=False)


class Box(_Noun):
    """An axis-aligned box in document space."""

    min: Triple
    max: Triple

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for axis, low, high in zip(AXES, self.min, self.max, strict=True):
            if high < low:
                raise ValueError(f"the box is inverted along {axis} (min {low:g} > max {high:g}); swap its corners")
            if high == low:
                raise ValueError(f"the box has no size along {axis}; drag a face handle or type a size above 0")
        return self

    @property
    def size(self) -> Vec3:
        return tuple(high - low for low, high in zip(self.min, self.max, strict=True))  # type: ignore[return-value]

    @property
    def center(self) -> Vec3:
        return tuple((high + low) / 2 for low, high in zip(self.min, self.max, strict=True))  # type: ignore[return-value]

    @property
    def volume(self) -> float:
        return math.prod(self.size)

    def intersection_volume(self, other: Box) -> float:
        sides = (
            min(a_max, b_max) - max(a_min, b_min)
            for a_min, a_max, b_min, b_max in zip(self.min, self.max, other.min, other.max, strict=True)
        )
        return math.prod(max(side, 0.0) for side in sides)

    @classmethod
    def around(cls, boxes: list[Box]) -> Box:
        """The smallest box around all `boxes` (at least one)."""
        return cls(
            min=tuple(min(box.min[axis] for box in boxes) for axis in range(3)),  # type: ignore[arg-type]
            max=tuple(max(box.max[axis] for box in boxes) for axis in range(3)),  # type: ignore[arg-type]
        )


class Joint(_Noun):
    """How a part moves against its parent: metres or radians along or about `axis` through `origin`."""

    type: Literal["fixed", "hinge", "slider"] = "fixed"
    parent: str | None = Field(default=None, max_length=MAX_NAME)
    axis: Triple = (0.0, 1.0, 0.0)
    origin: Triple | None = None
    lower: float = Field(default=0.0, allow_inf_nan=False)
    upper: float = Field(default=0.0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _usable(self) -> Self:
        if not any(self.axis):
            raise ValueError("the axis is zero; give it a direction such as [0, 1, 0]")
        if self.upper < self.lower:
            raise ValueError(f"lower ({self.lower:g}) is above upper ({self.upper:g}); swap them")
        return self


class Placement(_Noun):
    """Where an object stands: `p_document = position + scale * R_y(yaw) * p_object`, and the seed that it is made with.

    `yaw` is in degrees about y, counter-clockwise seen from above: 90 turns what looks along +z to +x.
    """

    position: Triple = (0.0, 0.0, 0.0)
    yaw: float = Field(default=0.0, ge=-MAX_YAW, le=MAX_YAW)
    scale: float = Field(default=1.0, ge=MIN_SCALE, le=MAX_SCALE)
    seed: int = Field(default=0, ge=0, lt=2**31)  # what `Scene.seed` is for parts outside placed groups

    @property
    def turn(self) -> tuple[float, float]:
        """Cosine and sine of the yaw, exact for quarter turns."""
        quarter = self.yaw / 90
        if quarter.is_integer():
            return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[int(quarter) % 4]
        angle = math.radians(self.yaw)
        return math.cos(angle), math.sin(angle)

    def apply(self, point: Vec3) -> Vec3:
        """A point of the object's frame in document space."""
        (x, y, z), (cos, sin), s = point, self.turn, self.scale
        along = (cos * x + sin * z, y, cos * z - sin * x)
        return tuple(at + s * by for at, by in zip(self.position, along, strict=True))  # type: ignore[return-value]

    def bounds(self, box: Box) -> Box:
        """The axis-aligned box in document space around `box` of the object's frame."""
        cos, sin = map(abs, self.turn)
        x, y, z = (self.scale * side / 2 for side in box.size)
        half = (cos * x + sin * z, y, sin * x + cos * z)
        center = self.apply(box.center)
        return Box(
            min=tuple(c - h for c, h in zip(center, half, strict=True)),  # type: ignore[arg-type]
            max=tuple(c + h for c, h in zip(center, half, strict=True)),  # type: ignore[arg-type]
        )


class Group(_Noun):
    id: str = Field(min_length=1, max_length=MAX_NAME)
    name: str = Field(default="", max_length=MAX_NAME)
    caption: str = Field(default="", max_length=MAX_CAPTION)  # of an object: the caption of its part 0
    parent: str | None = Field(default=None, max_length=MAX_NAME)
    # Left out where there is none, so that documents without objects keep their bytes.
    placement: Placement | None = Field(default=None, exclude_if=lambda value: value is None)

    @property
    def title(self) -> str:
        return self.name or self.id


class Part(_Noun):
    id: str = Field(min_length=1, max_length=MAX_NAME, pattern=r"^[A-Za-z0-9_.-]+$")
    name: str = Field(default="", max_length=MAX_NAME)
    caption: str = Field(default="", max_length=MAX_CAPTION)
    box: Box
    locked: bool = False
    visible: bool = True
    seed: int = Field(default=0, ge=0, lt=2**31)
    color: str | None = Field(default=None, pattern=r"^#[0-9a-fA-F]{6}$")  # of the outline in the editor
    group: str | None = Field(default=None, max_length=MAX_NAME)
    joint: Joint | None = None

    @property
    def title(self) -> str:
        return self.name or self.id


class Scene(_Noun):
    """A layout of captioned boxes: what the user draws, and all that generation needs."""

    version: Literal[1] = SCENE_VERSION
    name: str = Field(default="Untitled", max_length=MAX_NAME)
    caption: str = Field(default="", max_length=MAX_CAPTION)
    seed: int = Field(default=0, ge=0, lt=2**31)
    parts: list[Part] = Field(max_length=MAX_PARTS)
    groups: list[Group] = Field(default_factory=list, max_length=MAX_GROUPS)

    @model_validator(mode="after")
    def _references(self) -> Self:
        ids: set[str] = set()
        for part in self.parts:
            if part.id in ids:
                raise ValueError(f"two parts have the id {part.id!r}; give each part its own id")
            ids.add(part.id)
        group_ids = {group.id for group in self.groups}
        if len(group_ids) != len(self.groups):
            raise ValueError("two groups have the same id; give each group its own id")
        for group in self.groups:
            if group.parent is not None and group.parent not in group_ids:
                raise ValueError(f"group {group.id!r} is in group {group.parent!r}, which does not exist; add it")
        for part in self.parts:
            if part.group is not None and part.group not in group_ids:
                raise ValueError(f"part {part.title!r} is in group {part.group!r}, which does not exist; add the group")
            if part.joint and part.joint.parent is not None and part.joint.parent not in ids - {part.id}:
                raise ValueError(f"the joint of part {part.title!r} names the parent {part.joint.parent!r}, which is "
                                 "not another part; choose an existing part")
        circle = _circle({group.id: group.parent for group in self.groups})
        if circle is not None:
            raise ValueError(f"group {circle!r} is inside itself; give it another parent or none")
        for group in self.groups:
            if group.placement is not None and group.parent is not None:
                raise ValueError(f"group {group.title!r} has a placement but is inside group {group.parent!r}; only "
                                 "top-level groups can be placed: take it out, or remove its placement")
        circle = _circle({part.id: part.joint.parent if part.joint else None for part in self.parts})
        if circle is not None:
            raise ValueError(f"the joint of part {circle!r} hangs on itself through its parents; remove one")
        for key, parts in self.objects().items():
            _check_object(self.placements.get(key), parts)
        return self

    @property
    def placements(self) -> dict[str | None, Group]:
        """The objects' groups by their ids: those that have a placement."""
        return {group.id: group for group in self.groups if group.placement is not None}

    def objects(self) -> dict[str | None, list[Part]]:
        """The parts of every object by the id of its placed group; under None those outside of such groups.

        None comes first, then the objects in the order of their groups; objects without parts are left out.
        """
        parent, placed = {group.id: group.parent for group in self.groups}, self.placements
        objects: dict[str | None, list[Part]] = {None: []} | {key: [] for key in placed}
        for part in self.parts:
            group = part.group
            while group is not None and group not in placed:
                group = parent[group]
            objects[group].append(part)
        return {key: parts for key, parts in objects.items() if parts}

    def part(self, part_id: str) -> Part:
        for part in self.parts:
            if part.id == part_id:
                return part
        known = ", ".join(part.id for part in self.parts) or "none"
        raise SceneError(f"there is no part {part_id!r} in scene {self.name!r}; its parts are: {known}")

    @property
    def box(self) -> Box:
        """The box around all parts, in document space."""
        self.require_parts()
        placed = self.placements
        return Box.around([
            placed[key].placement.bounds(part.box) if key in placed else part.box  # type: ignore[union-attr]
            for key, parts in self.objects().items() for part in parts
        ])

    def require_parts(self) -> None:
        """Generation needs at least one box; an empty document is only good for editing."""
        if not self.parts:
            raise SceneError(f"scene {self.name!r} has no boxes; draw at least one box before generating")

    # ---- JSON -----------------------------------------------------------------------------------------------------

    @classmethod
    def from_dict(cls, data: Any) -> Scene:
        """Validate a parsed document. Errors: `SceneError`, naming the part and the remedy."""
        if not isinstance(data, dict) or "parts" not in data:
            raise SceneError('this is not a CoPart scene: expected an object with "version" and "parts"')
        version = data.get("version")
        if type(version) is not int or version != SCENE_VERSION:  # True == 1 in Python
            raise SceneError(f"this scene has version {version!r}; this program reads version {SCENE_VERSION}. "
                             "Update CoPart Studio, or save the scene again with this version")
        for field, most in (("parts", MAX_PARTS), ("groups", MAX_GROUPS)):
            entries = data.get(field)
            if isinstance(entries, list) and len(entries) > most:
                raise SceneError(f"this scene has {len(entries)} {field}; at most {most} can be: delete some")
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise SceneError(_explain(error, data)) from None

    @classmethod
    def from_json(cls, text: str | bytes) -> Scene:
        try:
            if (kind := file_kind(text)) in _NO_SCENE:
                raise SceneError(_NO_SCENE[kind])
            data = json.loads(text.removeprefix("\ufeff") if isinstance(text, str) else text)
        except SceneError:
            raise
        except (ValueError, RecursionError) as error:  # also numbers too long to read, lists nested too deep
            raise SceneError(f"this is not readable JSON ({error}); export the scene again") from None
        return cls.from_dict(data)

    @classmethod
    def load(cls, path: str | Path) -> Scene:
        try:
            text = Path(path).read_bytes()
        except OSError as error:
            raise SceneError(f"cannot read the scene {str(path)!r}: {error.strerror}") from None
        try:
            return cls.from_json(text)
        except SceneError as error:
            raise SceneError(f"{path}: {error}") from None

    def to_dict(self) -> dict[str, Any]:
        return self.model_dump(mode="json")

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    def save(self, path: str | Path) -> None:
        Path(path).write_text(self.to_json(), encoding="utf-8")


def json_schema() -> dict[str, Any]:
    """The JSON schema of the document (draft 2020-12); the editor's TypeScript types come from it."""
    return Scene.model_json_schema()


def _check_object(group: Group | None, parts: list[Part]) -> None:
    """Proportions, joints and place of one object. Errors: ValueError."""
    around = Box.around([part.box for part in parts])
    longest, ids = max(around.size), {part.id for part in parts}
    where = "a scene" if group is None else f"object {group.title!r}, which is"
    for part in parts:
        for axis, side in zip(AXES, part.box.size, strict=True):
            if side < MIN_SIDE_RATIO * longest:
                raise ValueError(f"part {part.title!r} is too thin along {axis}: {side:g} in {where} {longest:g} long; "
                                 f"make it at least {MIN_SIDE_RATIO * longest:g}")
        if part.joint and part.joint.parent is not None and part.joint.parent not in ids:
            raise ValueError(f"the joint of part {part.title!r} names the parent {part.joint.parent!r}, which belongs "
                             "to another object; choose a part of the same one")
    if group is not None and group.placement is not None:
        try:
            group.placement.bounds(around)
        except ValueError:
            raise ValueError(f"group {group.title!r} is placed so that it reaches beyond +-{MAX_COORDINATE:g}, or too "
                             "small for its place; change its position or scale") from None


def _circle(parents: dict[str, str | None]) -> str | None:
    """A key that is its own ancestor, or None; each key is walked over once."""
    done: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}  # in the order of the walk
        above: str | None = start
        while above is not None and above not in done:
            if above in path:
                return above
            path[above] = None
            above = parents[above]
        done.update(path)
    return None


def file_kind(content: str | bytes) -> Literal["zip", "glb", "json"] | None:
    """What a file is by how it begins, whatever its name says."""
    begin = content[:64].encode() if isinstance(content, str) else content[:64]
    if begin.startswith(b"PK\x03\x04"):
        return "zip"
    if begin.startswith(b"glTF"):
        return "glb"
    return "json" if begin.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") else None


_NO_SCENE = {  # what is given where a scene document is expected, and what to do with it
    "zip": "this is a .copart project (or another zip), not a scene document (JSON); use the JSON that `export "
           "FILE.copart -o scene.json` writes of it",
    "glb": "this is a GLB, which holds meshes, not a scene document (JSON); use `place FILE.glb -o NEW.copart` to make "
           "a project of it",
}
_REMEDIES = {  # pydantic's error type -> what is wrong with the field and what to do
    "extra_forbidden": "is not a known field; remove it",
    "missing": "is missing; add it",
    "string_type": "should be text in quotes",
    "string_too_short": "is empty; fill it in",
    "string_unicode": "has characters that are no valid Unicode; type it again",
    "bool_type": "should be true or false",
    "bool_parsing": "should be true or false",
    "list_type": "should be a list",
}
_FIELD_REMEDIES = {  # where the field says more than the error type
    "id": f"should be 1 to {MAX_NAME} of the characters A-Z a-z 0-9 _ . -",
    "seed": f"should be a whole number from 0 to {2**31 - 1}",
    "color": "should be a colour written as #rrggbb",
    "box": 'should be {"min": [x, y, z], "max": [x, y, z]}',
    "yaw": f"should be degrees from {-MAX_YAW:g} to {MAX_YAW:g}",
    "scale": f"should be a factor from {MIN_SCALE:g} to {MAX_SCALE:g}",
    "placement": 'should be {"position": [x, y, z], "yaw": degrees, "scale": factor, "seed": number}',
}
_SAID_BY_TYPE = ("extra_forbidden", "missing", "value_error")


def _explain(error: ValidationError, data: dict[str, Any]) -> str:
    """The first problem, as one sentence that names the part."""
    first = error.errors()[0]
    location, kind = list(first["loc"]), first["type"]
    message = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
    if kind not in _SAID_BY_TYPE and location and location[-1] in _FIELD_REMEDIES:
        message = _FIELD_REMEDIES[str(location[-1])]
    elif kind == "string_too_long":
        message = f"is longer than {first.get('ctx', {})['max_length']} characters; shorten it"
    else:
        message = _REMEDIES.get(kind, message)
    if len(location) >= 2 and location[0] in ("parts", "groups") and isinstance(location[1], int):
        noun = str(location[0])[:-1]
        entry = data[location[0]][location[1]] if isinstance(data[location[0]], list) else {}
        label = (entry.get("name") or entry.get("id")) if isinstance(entry, dict) else None
        usable = isinstance(label, str) and len(label) <= MAX_NAME
        where = f"{noun} {label!r}" if usable else f"{noun} number {location[1] + 1}"
        if kind in ("model_type", "model_attributes_type") and len(location) == 2:
            message = 'should be an object such as {"id": ..., "box": ...}'
        field = ".".join(str(step) for step in location[2:])
        if message.startswith("the box "):  # says itself what it is about
            return f"{where}: {message}"
        if message.startswith("the axis "):
            return f"{where}: {field}: {message}"
        return f"{where}: {field} {message}" if field else f"{where}: {message}"
    field = ".".join(str(step) for step in location)
    return f"{field} {message}" if field else message

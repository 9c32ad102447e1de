"""Parts, objects and the assembly that turns styles and boxes into them.

The box of a part is decided first; the mesh is modelled for it and rescaled to touch all six of its faces.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import trimesh
from numpy.typing import NDArray

from copart_core.data.procedural import solids, wording
from copart_core.data.procedural.finishes import Finish
from copart_core.data.procedural.shapes import Shape
from copart_core.data.procedural.solids import Array

Rng = np.random.Generator
Colors = NDArray[np.uint8]


@dataclass(frozen=True)
class ProceduralPart:
    """One part in document space (y up, front +z)."""

    name: str  # "front left leg"; left and right as the object sees them: left is +x
    kind: str  # part type, "leg"
    mesh: trimesh.Trimesh  # watertight, outward winding
    color: Callable[[Array, Array], Colors]  # points [N, 3] in document space, normals [N, 3] -> sRGB [N, 3]
    main_color: str | None  # palette name; every caption names it
    captions: tuple[str, ...]  # paraphrases, shortest first
    box: tuple[Array, Array]  # exact lowest and highest corner of the mesh


@dataclass(frozen=True)
class ProceduralObject:
    """A captioned object of separate parts whose boxes overlap slightly at most."""

    id: str
    category: str
    parts: list[ProceduralPart]
    captions: tuple[str, ...]


@dataclass(frozen=True)
class Style:
    """What siblings share: kind, shape, finish and captions."""

    kind: str
    shape: Shape
    finish: Finish
    captions: tuple[str, ...]


@dataclass(frozen=True)
class Slot:
    """A box waiting to be filled."""

    name: str
    style: Style
    low: Array
    high: Array
    mirror: str  # axes in which the modelled shape is mirrored, so that siblings are symmetric


def span(x: tuple[float, float], y: tuple[float, float], z: tuple[float, float]) -> tuple[Array, Array]:
    """A box from its extent along each axis."""
    low, high = np.array([x, y, z], dtype=np.float64).T
    assert np.all(high > low), (low, high)
    return low, high


def standing(x: float, y: float, z: float, width: float, height: float, depth: float) -> tuple[Array, Array]:
    """A box whose base has its centre at x, y, z."""
    return span((x - width / 2, x + width / 2), (y, y + height), (z - depth / 2, z + depth / 2))


def centred(x: float, y: float, z: float, width: float, height: float, depth: float) -> tuple[Array, Array]:
    """A box about the centre x, y, z."""
    return standing(x, y - height / 2, z, width, height, depth)


def colorer(finish: Finish, low: Array, high: Array) -> Callable[[Array, Array], Colors]:
    """The albedo of `finish` on the part in the given box, as a function of document space."""
    size = high - low
    middle, longest = (low + high) / 2, size.max()

    def color(points: Array, normals: Array) -> Colors:
        points = np.asarray(points, dtype=np.float64)
        painted = finish.paint((points - low) / size, (points - middle) / longest, np.asarray(normals), size)
        return np.ascontiguousarray(painted, dtype=np.uint8)

    return color


@dataclass
class Assembly:
    """Collects boxes with styles, then models them all.

    `stretch` is how much the proportions of the whole may vary (standard deviation of the logarithm, per axis).
    """

    rng: Rng
    category: str
    stretch: float = 0.15
    adjective: str | None = None
    slots: list[Slot] = field(default_factory=list)

    def style(self, kind: str, shape: Shape, finish: Finish, category: str | None = None) -> Style:
        """Shape and finish with captions of their own for a kind of part."""
        captions = wording.describe(self.rng, kind, self.category if category is None else category, shape, finish)
        return Style(kind, shape, finish, captions)

    def add(self, name: str, style: Style, box: tuple[Array, Array], mirror: str = "") -> None:
        """Fill `box` with `style`."""
        self.slots.append(Slot(name, style, box[0], box[1], mirror))

    def corners(
        self,
        style: Style,
        center: tuple[float, float],
        apart: tuple[float, float],
        y: tuple[float, float],
        size: tuple[float, float],
    ) -> None:
        """Four alike parts (legs, posts, wheels ...) about `center` (x, z), their centres `apart` (x, z)."""
        for place_z, sign_z in (("front", 1), ("back", -1)):
            for place_x, sign_x in (("left", 1), ("right", -1)):
                x, z = center[0] + sign_x * apart[0] / 2, center[1] + sign_z * apart[1] / 2
                box = standing(x, y[0], z, size[0], y[1] - y[0], size[1])
                mirror = ("x" if sign_x < 0 else "") + ("z" if sign_z < 0 else "")
                self.add(f"{place_z} {place_x} {style.kind}", style, box, mirror)

    def pair(self, style: Style, apart: float, y: tuple[float, float], z: tuple[float, float], width: float) -> None:
        """A left and a right part, `apart` between their centres."""
        for place, sign in (("left", 1), ("right", -1)):
            x = sign * apart / 2
            box = span((x - width / 2, x + width / 2), y, z)
            self.add(f"{place} {style.kind}", style, box, "x" if sign < 0 else "")

    def finish(self, identity: str) -> ProceduralObject:
        """Model every slot, and caption the whole."""
        scale = np.exp(self.rng.normal(0, self.stretch, 3).clip(-2 * self.stretch, 2 * self.stretch))
        parts = []
        for slot in self.slots:
            low, high = slot.low * scale, slot.high * scale
            style = slot.style
            mesh = style.shape.build(high - low)
            mesh = solids.fit(solids.refined(solids.flipped(mesh, slot.mirror) if slot.mirror else mesh), low, high)
            paint = colorer(style.finish, low, high)
            parts.append(
                ProceduralPart(slot.name, style.kind, mesh, paint, style.finish.color, style.captions, (low, high))
            )
        return ProceduralObject(identity, self.category, parts, self._captions())

    def _captions(self) -> tuple[str, ...]:
        groups: dict[int, list[Slot]] = {}
        for slot in self.slots:
            groups.setdefault(id(slot.style), []).append(slot)
        volume = {key: sum(float(np.prod(slot.high - slot.low)) for slot in group) for key, group in groups.items()}
        ranked = sorted(groups.values(), key=lambda group: -volume[id(group[0].style)])
        phrases = [wording.phrase_of(g[0].style.kind, g[0].style.shape, g[0].style.finish, len(g)) for g in ranked]
        main = ranked[0][0].style.finish
        return wording.describe_whole(self.rng, self.category, self.adjective, phrases, main.color or main.material)

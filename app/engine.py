"""Engines: what fills boxes with meshes. The page talks to this protocol only.

`PipelineEngine` is the real one. `BoxEngine` fills every box with a smooth coloured solid in no time; it is for tests
and for work on the page, and says so in its messages. Neither imports anything heavy before it is asked to load.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from copart_core.scene import Part, Scene

if TYPE_CHECKING:
    from copart_core.geometry.part_mesh import PartMesh
    from copart_core.pipeline import CoPartPipeline
    from copart_core.pipeline.events import Event
    from copart_core.pipeline.project import Project

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EngineState:
    name: Literal["loading", "ready", "error"]
    message: str


class Engine(Protocol):
    def state(self) -> EngineState: ...

    def start_loading(self) -> None:
        """Load in a background thread; returns at once. Does nothing while loading or when ready; tries again after
        an error, so that a user who mended the model folder need not restart."""
        ...

    @property
    def fingerprint(self) -> str:
        """Of the model whose latents are made; "" where none are, or none is loaded yet."""
        ...

    def stream(
        self,
        scene: Scene,
        parts: list[str] | None,
        previous: Project | None,
        steps: int | None,
        guidance: float | None,
        cancelled: Callable[[], bool],
    ) -> Iterator[Event]:
        """Make the parts with ids `parts` (None: all unlocked ones) and end with `Done`. Parts of `previous` that are
        not made come back unchanged. Errors: ValueError on bad input, `events.Cancelled` when `cancelled` says so."""
        ...


class PipelineEngine:
    """`copart_core.pipeline` on the model in `folder` (diffusers layout)."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self._pipeline: CoPartPipeline | None = None
        self._state = EngineState("loading", "Loading the model; you can already draw")
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()

    def state(self) -> EngineState:
        return self._state

    def start_loading(self) -> None:
        with self._guard:
            if self._pipeline is not None or (self._thread is not None and self._thread.is_alive()):
                return
            self._state = EngineState("loading", "Loading the model; you can already draw")
            self._thread = threading.Thread(target=self._load, name="load-model", daemon=True)
            self._thread.start()

    def _load(self) -> None:
        start = time.monotonic()
        try:
            from copart_core.pipeline import CoPartPipeline

            self._pipeline = CoPartPipeline.from_pretrained(self.folder)
        except Exception as error:  # whatever it is, the page must hear of it: this thread has no other caller
            log.exception("loading the model from %s failed", self.folder)
            self._state = EngineState("error", f"The model could not be loaded: {error}")
        else:
            self._state = EngineState("ready", "Ready")
            log.info("model loaded in %.1f s", time.monotonic() - start)

    @property
    def fingerprint(self) -> str:
        return "" if self._pipeline is None else self._pipeline.fingerprint

    def stream(
        self,
        scene: Scene,
        parts: list[str] | None,
        previous: Project | None,
        steps: int | None,
        guidance: float | None,
        cancelled: Callable[[], bool],
    ) -> Iterator[Event]:
        if self._pipeline is None:
            raise ValueError(self._state.message)
        return self._pipeline.stream(
            scene, parts=parts, previous=previous, steps=steps, guidance=guidance, cancelled=cancelled
        )


class BoxEngine:
    """Fills each box with a superquadric whose shape and colour follow from caption and seed. Not a model."""

    fingerprint = ""  # it makes no latents
    MESSAGE = "Simple shapes only (--engine boxes); no model is loaded"

    def __init__(self, seconds_a_step: float = 0.05) -> None:
        self.seconds_a_step = seconds_a_step

    def state(self) -> EngineState:
        return EngineState("ready", self.MESSAGE)

    def start_loading(self) -> None:
        pass

    def stream(
        self,
        scene: Scene,
        parts: list[str] | None,
        previous: Project | None,
        steps: int | None,
        guidance: float | None,
        cancelled: Callable[[], bool],
    ) -> Iterator[Event]:
        from copart_core.pipeline.events import Cancelled, Done, PartReady, Preview, Stage
        from copart_core.pipeline.project import Project

        scene.require_parts()
        chosen = [scene.part(id) for id in parts] if parts is not None else [p for p in scene.parts if not p.locked]
        if not chosen:
            raise ValueError("there is no part to make: all are locked; unlock one")
        steps = steps or 8
        for step in range(1, steps + 1):
            time.sleep(self.seconds_a_step)
            if cancelled():
                raise Cancelled()
            if step == steps // 2:
                yield Preview({part.id: _superquadric(scene, part, 6) for part in chosen})
            yield Stage("denoise", step, steps, 0.8 * step / steps, self.seconds_a_step * (steps - step + len(chosen)))
        meshes = dict(previous.meshes) if previous else {}
        for number, part in enumerate(chosen, 1):
            time.sleep(self.seconds_a_step)
            if cancelled():
                raise Cancelled()
            meshes[part.id] = _superquadric(scene, part, 24)
            yield PartReady(part.id, meshes[part.id])
            yield Stage("texture", number, len(chosen), 0.8 + 0.2 * number / len(chosen), None)
        ids = {part.id for part in scene.parts}
        yield Done(Project(scene, {id: mesh for id, mesh in meshes.items() if id in ids}, {}))


def _superquadric(scene: Scene, part: Part, rings: int) -> PartMesh:
    """A closed superquadric [Barr 1981] that touches all six faces of the part's box, with a small colour texture."""
    import io

    import numpy as np
    from PIL import Image

    from copart_core.geometry.part_mesh import PartMesh

    bits = hashlib.sha256(f"{scene.seed}/{part.id}/{part.seed}/{part.caption}".encode()).digest()
    east_west, north_south = 0.15 + bits[0] / 300, 0.15 + bits[1] / 300  # from nearly a box to nearly an ellipsoid
    latitude = np.linspace(-np.pi / 2, np.pi / 2, rings + 1)
    longitude = np.linspace(0, 2 * np.pi, 2 * rings + 1)  # the seam is doubled: it carries two texture coordinates
    lat, lon = np.meshgrid(latitude, longitude, indexing="ij")

    def power(value: np.ndarray, exponent: float) -> np.ndarray:
        value = np.where(np.abs(value) < 1e-12, 0.0, value)
        return np.sign(value) * np.abs(value) ** exponent

    def surface(e1: float, e2: float) -> np.ndarray:
        ring = power(np.cos(lat), e1)
        return np.stack([ring * power(np.cos(lon), e2), power(np.sin(lat), e1), ring * power(np.sin(lon), e2)], axis=-1)

    half = np.array(part.box.size) / 2
    points = (np.array(part.box.center) + half * surface(north_south, east_west)).reshape(-1, 3)
    normals = (surface(2 - north_south, 2 - east_west) / half).reshape(-1, 3)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    uv = np.stack([lon / (2 * np.pi), 0.5 - lat / np.pi], axis=-1).reshape(-1, 2)
    corner = np.arange(rings)[:, None] * (2 * rings + 1) + np.arange(2 * rings)[None, :]
    above = corner + 2 * rings + 1
    lower = np.stack([corner, above, corner + 1], axis=-1)[1:].reshape(-1, 3)
    upper = np.stack([corner + 1, above, above + 1], axis=-1)[:-1].reshape(-1, 3)
    image = Image.new("RGB", (8, 8), (60 + bits[2] * 180 // 255, 60 + bits[3] * 180 // 255, 60 + bits[4] * 180 // 255))
    file = io.BytesIO()
    image.save(file, "PNG")
    return PartMesh(
        vertices=points.astype(np.float32),
        faces=np.concatenate([lower, upper]).astype(np.uint32),
        normals=normals.astype(np.float32),
        uv=uv.astype(np.float32),
        texture_png=file.getvalue(),
    )

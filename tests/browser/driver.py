"""StudioPage: the page as a user handles it, by mouse and keyboard, with what a test needs to look behind it.

`window.copart` (for tests only) tells the document and where a point of it is on the screen; everything that changes
something goes through real input events.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageStat
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

from app.engine import BoxEngine
from copart_core.pipeline.events import Event, Preview

RUN_SECONDS = 120
IGNORED = ("favicon", "manifest.json")


class GatedEngine(BoxEngine):
    """Fills boxes with simple shapes; while `gate` is closed a run stands still after its previews."""

    def __init__(self) -> None:
        super().__init__(seconds_a_step=0.01)
        self.gate = threading.Event()
        self.gate.set()

    def stream(self, scene, parts, previous, steps, guidance, cancelled) -> Iterator[Event]:
        for event in super().stream(scene, parts, previous, steps, guidance, cancelled):
            yield event
            while isinstance(event, Preview) and not cancelled() and not self.gate.wait(0.02):
                pass


class StudioPage:
    def __init__(self, page: Page, url: str, screenshots: Path) -> None:
        self.page = page
        self.url = url
        self.screenshots = screenshots
        self.problems: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.on("requestfailed", self._on_failed)

    def _on_console(self, message: ConsoleMessage) -> None:
        place = message.location.get("url", "")
        if message.type == "error" and not any(word in message.text + place for word in IGNORED):
            self.problems.append(f"console error: {message.text} ({place})")

    def _on_failed(self, request: Request) -> None:
        if not request.url.removeprefix("blob:").startswith(self.url):
            self.problems.append(f"the page asked for something outside the server: {request.url}")

    def forget_problems(self, *words: str) -> None:
        """Leave out what the test itself has caused."""
        self.problems = [text for text in self.problems if not any(word in text for word in words)]

    # ---- the page as a whole --------------------------------------------------------------------------------------

    def open(self) -> None:
        """A first visit ends with the starter scene; a second tab with the scene of the first."""
        self.page.goto(self.url)
        self.page.wait_for_function("() => window.copart?.scene().parts.length > 0")
        self.wait_ready()

    def reload(self) -> None:
        self.page.reload()
        self.wait_ready()

    def wait_ready(self) -> None:
        self.page.wait_for_function("() => Boolean(window.copart)")
        self.settle()

    def settle(self) -> None:
        """Until all meshes are loaded and the last frame is drawn."""
        self.page.evaluate("() => window.copart.settled()")

    def picture(self, name: str) -> None:
        self.settle()
        self.page.screenshot(path=self.screenshots / f"{name}.png")

    def brightness(self) -> float:
        """Mean of the whole page's pixels, 0..255."""
        image = Image.open(io.BytesIO(self.page.screenshot())).convert("L")
        return ImageStat.Stat(image).mean[0]

    def get(self, test_id: str) -> Locator:
        return self.page.get_by_test_id(test_id)

    def click(self, test_id: str) -> None:
        self.get(test_id).click()

    def press(self, keys: str) -> None:
        """Keys go to the focused viewport."""
        self.get("viewport").focus()
        self.page.keyboard.press(keys)

    # ---- looking behind -------------------------------------------------------------------------------------------

    def scene(self) -> dict[str, Any]:
        return self.page.evaluate("() => window.copart.scene()")

    def part(self, part_id: str) -> dict[str, Any]:
        return next(part for part in self.scene()["parts"] if part["id"] == part_id)

    def ids(self) -> list[str]:
        return [part["id"] for part in self.scene()["parts"]]

    def project(self) -> str:
        return self.page.evaluate("() => window.copart.project()")

    def selection(self) -> str | None:
        return self.page.evaluate("() => window.copart.selection()")

    def state(self) -> str:
        return self.page.evaluate("() => window.copart.state()")

    def meshes(self) -> dict[str, str]:
        return self.page.evaluate("() => window.copart.meshes()")

    def shown(self) -> list[str]:
        return sorted(self.page.evaluate("() => window.copart.shown()"))

    def mesh_bytes(self) -> dict[str, bytes]:
        """Part id -> the GLB that the page shows."""
        return {id: self.page.request.get(self.url.rstrip("/") + url).body() for id, url in self.meshes().items()}

    # ---- input ----------------------------------------------------------------------------------------------------

    def screen(self, point: tuple[float, float, float]) -> tuple[float, float]:
        x, y = self.page.evaluate("point => window.copart.screenOf(point)", list(point))
        return x, y

    def drag(self, start: tuple[float, float], end: tuple[float, float], *modifiers: str) -> None:
        """Press, move in steps as a hand does, release."""
        self.page.mouse.move(*start)
        for key in modifiers:
            self.page.keyboard.down(key)
        self.page.mouse.down()
        self.page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()
        for key in modifiers:
            self.page.keyboard.up(key)

    def drag_locator(self, test_id: str, by: tuple[float, float], *modifiers: str) -> None:
        box = self.get(test_id).bounding_box()
        assert box, f"{test_id} is not on the screen"
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.drag((x, y), (x + by[0], y + by[1]), *modifiers)

    def select(self, part_id: str) -> None:
        self.click(f"outliner-row-{part_id}")
        self.page.wait_for_function("id => window.copart.selection() === id", arg=part_id)

    def type_into(self, test_id: str, text: str) -> None:
        """Replace the text of a field and leave it with Tab, which takes the value over."""
        field = self.get(test_id)
        field.click()
        field.press("ControlOrMeta+a")
        if text:
            self.page.keyboard.insert_text(text)
        else:
            field.press("Delete")
        field.press("Tab")

    def template(self, template_id: str) -> None:
        self.click("templates")
        self.click(f"template-{template_id}")
        self.settle()

    # ---- runs -----------------------------------------------------------------------------------------------------

    def wait_state(self, *states: str, seconds: float = RUN_SECONDS) -> str:
        self.page.wait_for_function("states => states.includes(window.copart.state())", arg=list(states),
                                    timeout=seconds * 1000)
        return self.state()

    def generate(self, button: str = "generate", seconds: float = RUN_SECONDS) -> None:
        """Press the button and wait for the end; meshes are on the screen afterwards."""
        self.click(button)  # the state is "starting" from the click on
        ended = self.wait_state("done", "cancelled", "error", seconds=seconds)
        assert ended == "done", self.get("run-message").inner_text()
        self.settle()

    def wait_saved(self) -> None:
        expect(self.get("save-state")).to_contain_text("aved")

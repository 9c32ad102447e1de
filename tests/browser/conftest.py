"""A real Chromium on a real server. Screenshots of every failed test, and of the states named in the tests, go to
COPART_SCREENSHOTS (left out: the test's temporary folder)."""

from __future__ import annotations

import gc
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect, sync_playwright

from app.store import Store
from tests.browser.driver import GatedEngine, StudioPage

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Gradio's dependencies deprecate each other's features
    from app.main import start

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
RENDERERS = (
    ["--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist"],
    ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"],
)
PATIENCE_MS = 60_000  # a busy machine draws slowly in software; waiting costs nothing where it is quick
GRADIO_LEAVES = (
    "ignore::ResourceWarning",  # event loops and sockets, to the garbage collector
    "ignore:'future.no_silent_downcasting' is deprecated",  # its use of pandas
)
HAS_WEBGL = "() => Boolean(document.createElement('canvas').getContext('webgl2'))"

OpenPage = Callable[..., StudioPage]
"""open_page(url, scheme="dark", width=1280, height=800, share=None) -> StudioPage; `share`: another page of the same
browser profile, to be a second tab of."""


def _launch(playwright: Playwright, arguments: list[str]) -> Browser:
    named = os.environ.get("COPART_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=named, args=arguments)  # None: the one of Playwright


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS / 2)
    with sync_playwright() as playwright:
        for arguments in RENDERERS:
            candidate = _launch(playwright, arguments)
            page = candidate.new_page()
            works = page.evaluate(HAS_WEBGL)
            page.close()
            if works:
                break
            candidate.close()
        else:
            pytest.fail("Chromium has no WebGL here, neither by Mesa nor by SwiftShader; install libgl1-mesa-dri")
        yield candidate
        candidate.close()


@pytest.fixture
def engine() -> GatedEngine:
    """The engine of `server`."""
    return GatedEngine()


@pytest.fixture
def server(tmp_path: Path, engine: GatedEngine) -> Iterator[Callable[..., str]]:
    """server(home=None) -> URL of a page whose engine fills boxes with simple shapes."""
    running = []

    def run(home: Path | None = None) -> str:
        demo, url = start(engine, Store(home or tmp_path / "home"), "127.0.0.1", None)
        running.append(demo)
        return url

    yield run
    engine.gate.set()
    for demo in running:
        demo.close(verbose=False)
    gc.collect()


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("COPART_SCREENSHOTS") or tmp_path / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(*GRADIO_LEAVES))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest, screenshots: Path) -> Iterator[OpenPage]:
    pages: list[StudioPage] = []

    def open_one(url: str, scheme: str = "dark", width: int = 1280, height: int = 800,
                 share: StudioPage | None = None) -> StudioPage:
        context = share.page.context if share else browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme,  # type: ignore[arg-type]
            accept_downloads=True, reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        studio = StudioPage(context.new_page(), url, screenshots)
        pages.append(studio)
        studio.open()
        return studio

    yield open_one
    failed = request.node.stash.get(FAILED, False)
    problems = []
    for number, studio in enumerate(pages):
        if failed:
            _picture(studio.page, screenshots / f"failed-{request.node.name}-{number}.png")
        problems += studio.problems
        studio.page.context.close()
    if not failed:
        assert not problems, "the browser's console reported problems"


def _picture(page: Page, path: Path) -> None:
    try:
        page.screenshot(path=path)
    except Error:  # the page is gone or hangs: the test's own failure matters more
        return

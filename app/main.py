"""The page: layout and wiring only. `serve` is what launch.py calls."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any, Literal

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # works offline, tells nobody

import gradio as gr
from gradio.events import api

from app.engine import BoxEngine, Engine, PipelineEngine
from app.handlers import Studio
from app.store import Store, StoreError, default_root
from app.theme import CSS, theme
from app.viewport.component import Viewport

log = logging.getLogger(__name__)

TITLE = "CoPart Studio"
TEMPLATES = Path(__file__).resolve().parents[1] / "assets" / "templates"
FIRST_PORT = 7860
PORTS_TO_TRY = 100
SPACE_KEEP_DAYS = 1.0  # a Space is for trying things out; on a machine of one's own projects are never deleted
CLEAN_EVERY_SECONDS = 3600.0


def build_demo(engine: Engine, store: Store, templates: Path = TEMPLATES) -> gr.Blocks:
    """The whole page. `engine.start_loading()` is the caller's, once the server is up."""
    studio = Studio(engine, store, templates)

    async def generate(event: gr.EventData):
        async for update in studio.generate(event._data):
            yield update.model_dump()

    async def generate_api(scene: dict, steps: int | None = None, guidance: float | None = None) -> dict:
        """Fill the boxes of a scene (the JSON document) and answer with one GLB file."""
        try:
            path = await studio.generate_file(scene, steps, guidance)
        except (ValueError, RuntimeError) as error:
            raise gr.Error(str(error), print_exception=False) from error
        return gr.FileData(path=str(path), orig_name=path.name, mime_type="model/gltf-binary").model_dump()

    with gr.Blocks(title=TITLE, fill_height=True, fill_width=True, analytics_enabled=False,
                   delete_cache=(3600, 86400)) as demo:
        viewport = Viewport(server_functions=server_functions(studio))
        viewport.generate(
            generate, None, viewport, show_progress="hidden", concurrency_limit=None, api_visibility="private",
            api_name="page_generate", trigger_mode="multiple",
        )
        api(generate_api, api_name="generate", concurrency_limit=None)
    return demo


def server_functions(studio: Studio) -> list[Any]:
    """Plain functions of one argument, named as the page calls them (Gradio marks them, which a method forbids)."""

    def save(data: Any) -> Any:
        return studio.save(data)

    def load(data: Any) -> Any:
        return studio.load(data)

    def templates(data: Any) -> Any:
        return studio.templates(data)

    def import_scene(data: Any) -> Any:
        return studio.import_scene(data)

    def export_glb(data: Any) -> Any:
        return studio.export_glb(data)

    def cancel(data: Any) -> Any:
        return studio.cancel(data)

    def status(data: Any) -> Any:
        return studio.status(data)

    return [save, load, templates, import_scene, export_glb, cancel, status]


def start(engine: Engine, store: Store, host: str, port: int | None, share: bool = False) -> tuple[gr.Blocks, str]:
    """Start the server in the background and then load the engine; returns the page and its URL.

    Errors: OSError with a sentence if the port is taken (or, with `port` None, all of the first hundred are).
    """
    port = free_port(host, port)
    demo = build_demo(engine, store)
    demo.launch(
        server_name=host,
        server_port=port,
        share=share,
        quiet=True,
        prevent_thread_lock=True,
        ssr_mode=False,
        pwa=False,
        run_history=False,
        footer_links=[],
        allowed_paths=[str(store.files)],
        theme=theme(),
        css=CSS,
    )
    engine.start_loading()
    return demo, str(demo.local_url)


def serve(
    model: Path,
    engine: Literal["pipeline", "boxes"],
    host: str,
    port: int | None,
    open_browser: bool,
    share: bool = False,
) -> None:
    """Serve the page until it is stopped. A port or data folder that cannot be used ends it with a sentence."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("httpx", "httpcore", "urllib3"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    chosen: Engine = BoxEngine() if engine == "boxes" else PipelineEngine(model)
    try:
        store = Store(default_root())
        demo, url = start(chosen, store, host, port, share)
    except (OSError, StoreError) as error:
        raise SystemExit(f"{TITLE}: {error}") from None
    sys.stdout.write(f"{TITLE} is at {url}" + (f" and {demo.share_url}" if demo.share_url else "") + "\n")
    sys.stdout.flush()
    if open_browser:
        import webbrowser

        webbrowser.open(url)
    threading.Thread(target=_clean_forever, args=(store, keep_days()), name="clean-up", daemon=True).start()
    demo.block_thread()


def keep_days() -> float | None:
    """After how many days without use a project is deleted; None, anywhere but on a Space, for never."""
    return SPACE_KEEP_DAYS if "SPACE_ID" in os.environ else None


def free_port(host: str, port: int | None) -> int:
    """`port` if it is free; the first free one from 7860 if it is None."""
    if port is not None:
        if not 1 <= port <= 65535:
            raise OSError(f"port {port} does not exist; choose one from 1 to 65535, or leave --port out")
        if problem := _bind_problem(host, port):
            raise OSError(f"port {port} on {host} cannot be used ({problem}); stop the program that holds it, choose "
                          "another with --port, or leave --port out to take a free one")
        return port
    for candidate in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        if not _bind_problem(host, candidate):
            return candidate
    raise OSError(f"no free port from {FIRST_PORT} to {FIRST_PORT + PORTS_TO_TRY - 1} on {host}; name one with --port")


def _bind_problem(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            return error.strerror or str(error)
    return None


def _clean_forever(store: Store, days: float | None) -> None:
    pause = threading.Event()
    while True:
        try:
            store.clean_up(days)
        except OSError:
            log.exception("cleaning up old projects failed; it is tried again in an hour")
        pause.wait(CLEAN_EVERY_SECONDS)

"""`Viewport`: the whole page as one `gr.HTML` component.

The page itself is an ES bundle (src, built by `npm run build` into dist/viewport.js, committed). Python only says where
the bundle is and passes the server functions and the run's updates (app/viewport/protocol.py) through. The template is
constant, so Gradio never touches the elements that the bundle makes, and no user text goes through a template.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import gradio as gr

FOLDER = Path(__file__).resolve().parent
BUNDLE = FOLDER / "dist" / "viewport.js"
EVENTS = ("generate",)

TEMPLATE = '<div class="copart-host"></div>'

# Gradio accepts a custom event only if its quoted name appears in this text.
ON_LOAD = """
(async () => {
  const events = ["generate"];
  const root = window.gradio_config?.root ?? "";
  try {
    const page = await import(root + "BUNDLE_URL");
    page.mount({ element, props, trigger, watch, server, root, events });
  } catch (error) {
    console.error("copart: the page did not start", error);
    const remedy = "Reload it; if that does not help, restart the server.";
    element.textContent = `The page did not start (${error}). ${remedy}`;
  }
})();
"""


def source_hash(folder: Path = FOLDER) -> str:
    """The hash that build.mjs stamps into the bundle: sha256 over src/** and package-lock.json, 16 hex digits."""
    files = [path for path in (folder / "src").rglob("*") if path.is_file()] + [folder / "package-lock.json"]
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def bundle_hash(bundle: Path = BUNDLE) -> str:
    """The source hash in the banner of the built bundle. Errors: `ValueError` when there is none."""
    if not bundle.is_file():
        raise ValueError(f"there is no built page at {bundle}; run npm ci && npm run build in {bundle.parent.parent}")
    with bundle.open(encoding="utf-8") as file:
        banner = file.readline()
    found = re.search(r"built from sources ([0-9a-f]{16})", banner)
    if not found:
        raise ValueError(f"{bundle} is no built page: its first line names no sources; run npm run build again")
    return found.group(1)


class Viewport(gr.HTML):
    """The page. `value` is an Update dict or None; its event is "generate" (data in `gr.EventData`).

    `server_functions` are plain functions of one dict that answer with a dict; they skip the queue and are reachable by
    anyone who can open the page, so they must check what they get and never run the model.
    """

    def __init__(
        self,
        value: Mapping[str, Any] | None = None,
        *,
        server_functions: list[Callable[[dict[str, Any]], dict[str, Any]]] | None = None,
        elem_id: str = "viewport",
        **options: Any,
    ) -> None:
        version = bundle_hash()
        gr.set_static_paths([BUNDLE.parent])
        url = f"/gradio_api/file={quote(BUNDLE.as_posix())}?v={version}"
        super().__init__(
            value=value,
            html_template=TEMPLATE,
            js_on_load=ON_LOAD.replace("BUNDLE_URL", url),
            apply_default_css=False,
            server_functions=server_functions,  # type: ignore[arg-type]
            elem_id=elem_id,
            **options,
        )

    def preprocess(self, payload: Any) -> Any:
        return payload

    def postprocess(self, value: Any) -> Any:
        return dict(value) if value is not None else None

    def api_info(self) -> dict[str, Any]:
        return {"type": "object"}

    def get_block_name(self) -> str:
        return "html"

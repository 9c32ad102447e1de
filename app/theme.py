"""Gradio's own chrome in the page's colours. The page itself is drawn by the viewport component."""

from __future__ import annotations

from gradio.themes import Base

FONT = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]


def theme() -> Base:
    """System fonts only, so that nothing is fetched from the network."""
    return Base(font=FONT, font_mono=MONO).set(
        body_background_fill="#f4f5f8",
        body_background_fill_dark="#0f1115",
        body_text_color="#1a1f29",
        body_text_color_dark="#e8ecf2",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#161a21",
        border_color_primary="#dde1e8",
        border_color_primary_dark="#2a313c",
        block_border_width="0px",
        layout_gap="0px",
    )


# One component fills the window: no page scroll, no padding, no footer, no loading overlay above the canvas.
CSS = """
html, body, gradio-app { height: 100%; margin: 0; overflow: hidden; }
gradio-app > .gradio-container, .gradio-container {
  max-width: none !important; width: 100% !important; height: 100% !important; min-height: 0 !important;
  padding: 0 !important; margin: 0 !important;
}
.gradio-container main, .gradio-container .wrap, .gradio-container .contain, .gradio-container .column {
  max-width: none !important; height: 100% !important; padding: 0 !important; margin: 0 !important; gap: 0 !important;
}
footer { display: none !important; }
#copart { position: fixed; inset: 0; padding: 0; border: 0; border-radius: 0; overflow: hidden; }
"""

// Style sheets as text: tokens and zones go into the shadow root, two rules onto Gradio's page around it.

import controls from "./controls.css";
import panels from "./panels.css";
import tokens from "./tokens.css";
import viewport from "./viewport.css";

export function makeSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([tokens, controls, panels, viewport].join("\n"));
  return sheet;
}

/** The page around the component does not scroll while it is shown. Returns the undoing. */
export function dressPage(): () => void {
  const style = document.createElement("style");
  style.textContent = "html, body { overflow: hidden !important; } footer { display: none !important; }";
  document.head.append(style);
  return () => style.remove();
}

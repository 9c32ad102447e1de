// The pill at the lower edge of the viewport: what the mouse does now. "[Key]" in a text becomes a key cap.

import { partOf } from "../doc/scene";
import type { Store } from "../doc/store";
import { h } from "../dom";
import type { Stage } from "../view/stage";

type Hint = [title: string, ...rest: string[]];

function current(stage: Stage, store: Store): Hint {
  const { doing } = stage.gestures.feedback.get();
  if (doing === "resize") return ["Resize", "[Alt] both sides", "[Shift] keep proportions", "[Ctrl] no snap", "[Esc] back"];
  if (doing === "move") return ["Move", "[Shift] up and down", "[Ctrl] no snap", "[Esc] back"];
  if (doing === "draw-base") return ["Base", "release when it fits", "[Ctrl] no snap", "[Esc] cancel"];
  if (doing === "draw-height") return ["Height", "move up, then click", "[Ctrl] no snap", "[Esc] cancel"];
  if (stage.gestures.tool.get() === "draw") return ["Draw", "drag the base on the ground", "right-drag to pan", "[Esc] cancel"];
  const part = partOf(store.scene, store.selection);
  if (part?.locked) return ["Locked", "[L] unlock it to move, resize or delete it"];
  if (part) return ["Selected", "drag its body or an arrow to move", "a round handle to resize", "[Enter] caption"];
  return ["View", "drag to orbit", "right-drag to pan", "scroll to zoom", "click a box to select"];
}

export function hintPill(stage: Stage, store: Store): HTMLElement {
  const element = h("div", { class: "hint", testid: "hint", role: "status" });
  let shown = "";
  const update = () => {
    const hint = current(stage, store);
    const key = hint.join("|");
    element.hidden = store.scene.parts.length === 0 && hint[0] === "View";
    if (key === shown) return;
    shown = key;
    element.replaceChildren(h("b", { text: hint[0] }));
    for (const [index, text] of hint.slice(1).entries()) {
      if (index) element.append(h("i", { text: "·", "aria-hidden": "true" }));
      const match = /^\[(.+)\] (.*)$/.exec(text);
      if (match) element.append(h("kbd", { text: match[1]! }));
      element.append(h("span", { text: match ? match[2]! : text }));
    }
  };
  stage.gestures.feedback.on(update);
  stage.gestures.tool.on(update);
  store.subscribe(update);
  return element;
}

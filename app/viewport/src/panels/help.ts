// The help sheet (?): how it works in three steps, and all shortcuts.

import { button, h } from "../dom";

const STEPS = [
  ["Draw", "Press B, drag a base on the ground, move up for the height, click."],
  ["Say", "Give every box a caption: shape, colour, material."],
  ["Generate", "Each box fills with its own textured mesh. Lock what you like, regenerate the rest."],
];

const SHORTCUTS: [string, [string, string][]][] = [
  ["Make", [["B", "Draw a box"], ["V", "Select, move, resize"], ["Ctrl+D", "Duplicate"], ["Del", "Delete"], ["Enter", "Edit the caption"], ["Ctrl+Enter", "Generate"]]],
  ["While dragging", [["Ctrl", "No snap"], ["Shift", "Up and down, or keep proportions"], ["Alt", "Both sides"], ["Esc", "Give up"]]],
  ["View", [["F", "Frame selection or all"], ["1 2 3", "Boxes, both, meshes"], ["T N W", "Texture, normals, wire"], ["S", "Snapping on or off"], ["H", "Hide or show the part"], ["L", "Lock or unlock the part"]]],
  ["Edit", [["Ctrl+Z", "Undo"], ["Ctrl+Shift+Z", "Redo (also Ctrl+Y)"], ["Arrows", "Nudge the part; PgUp and PgDn lift"], ["Esc", "Clear the selection"], ["?", "This sheet"]]],
];

export class HelpSheet {
  readonly element: HTMLDialogElement;

  constructor(private after: () => void) {
    const close = button({ icon: "close", tip: "Close", keys: "Esc", testid: "help-close", class: "plain", onClick: () => this.element.close() });
    const steps = h("ol", { class: "steps" });
    for (const [title, text] of STEPS) steps.append(h("li", {}, h("b", { text: title! }), h("span", { text: text! })));
    const columns = h("div", { class: "shortcuts" });
    for (const [title, rows] of SHORTCUTS) {
      const list = h("dl");
      for (const [keys, text] of rows) {
        const cell = h("dt");
        for (const key of keys.split(/[+ ]/)) cell.append(h("kbd", { text: key }));
        list.append(h("div", {}, cell, h("dd", { text })));
      }
      columns.append(h("section", {}, h("h3", { text: title }), list));
    }
    this.element = h("dialog", { class: "help", testid: "help-sheet", "aria-label": "Help" },
      h("header", {}, h("h2", { text: "How it works" }), close), steps, columns,
      h("p", { class: "muted", text: "Shortcuts work while the viewport has the focus: click into it first." }));
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
    this.element.addEventListener("close", () => this.after());
  }

  show(): void {
    if (!this.element.open) this.element.showModal();
  }
}

// The list of parts: thumbnail chip, name, caption, and what can be done to each at once.

import { meshState, type MeshState } from "../doc/plan";
import { type Part, titleOf } from "../doc/scene";
import type { Store } from "../doc/store";
import type { Commands } from "../commands";
import { button, enable, h, retip, setIcon } from "../dom";
import type { Runner } from "../run";
import { ids } from "../testids";
import type { Value } from "../value";

const STATE_TEXT: Record<MeshState, string> = {
  none: "No mesh yet", fresh: "Mesh is up to date", changed: "Changed since its mesh was made",
};

interface Row {
  element: HTMLElement;
  chip: HTMLElement;
  name: HTMLElement;
  caption: HTMLElement;
  eye: HTMLButtonElement;
  lock: HTMLButtonElement;
  again: HTMLButtonElement;
}

export class Outliner {
  readonly element: HTMLElement;
  private list = h("div", { class: "rows", role: "list", "aria-label": "Parts" });
  private count = h("span", { class: "count", testid: "part-count" });
  private empty = h("p", { class: "empty", text: "No parts yet. Draw a box on the ground, or start from a template." });
  private rows = new Map<string, Row>();

  constructor(private store: Store, private runner: Runner, private commands: Commands, private pointed: Value<string | null>, draw: () => void) {
    const add = button({ icon: "plus", label: "Draw a box", tip: "Draw a box on the ground", keys: "B", testid: "draw-box", class: "wide", onClick: draw });
    this.element = h("aside", { class: "panel outliner", testid: "outliner", "aria-label": "Parts" },
      h("header", { class: "section-head" }, h("h2", { text: "Parts" }), this.count),
      h("div", { class: "scroll" }, this.list, this.empty, h("div", { class: "pad" }, add)));
    this.list.addEventListener("keydown", (event) => this.key(event));
    store.subscribe(() => this.update());
    runner.run.on(() => this.update());
  }

  private update(): void {
    const { scene, selection } = this.store;
    const run = this.runner.run.get();
    this.count.textContent = String(scene.parts.length);
    this.empty.hidden = scene.parts.length > 0;
    const present = new Set(scene.parts.map((part) => part.id));
    for (const [id, row] of this.rows) {
      if (present.has(id)) continue;
      row.element.remove();
      this.rows.delete(id);
    }
    scene.parts.forEach((part, index) => {
      let row = this.rows.get(part.id);
      if (!row) {
        row = this.makeRow(part.id);
        this.rows.set(part.id, row);
      }
      if (this.list.children[index] !== row.element) this.list.insertBefore(row.element, this.list.children[index] ?? null);
      this.fill(row, part, part.id === selection, meshState(part, scene, run.meshes), run.making.includes(part.id));
    });
    if (selection && selection !== this.list.dataset.selected) {
      this.rows.get(selection)?.element.scrollIntoView({ block: "nearest" });
    }
    this.list.dataset.selected = selection ?? "";
  }

  private makeRow(id: string): Row {
    const part = () => this.store.scene.parts.find((other) => other.id === id)!;
    const chip = h("div", { class: "chip" }, h("i"));
    const name = h("div", { class: "row-name" });
    const caption = h("div", { class: "row-caption" });
    const again = button({ icon: "regenerate", tip: "Regenerate this part", testid: ids.regenerate(id), class: "plain small again",
      onClick: () => this.commands.regenerate(part()) });
    const eye = button({ icon: "eye", tip: "Hide", testid: ids.eye(id), class: "plain small eye", onClick: () => this.commands.toggleVisible(part()) });
    const lock = button({ icon: "unlock", tip: "Lock", testid: ids.lock(id), class: "plain small lock", onClick: () => this.commands.toggleLock(part()) });
    const element = h("div", {
      class: "row", role: "listitem", testid: ids.row(id), tabindex: "0",
      on: {
        click: (event) => {
          if (!(event.target as Element).closest("button")) this.store.select(id);
        },
        focus: () => element.matches(":focus-visible") && this.store.select(id),
        pointerenter: () => this.pointed.set(id),
        pointerleave: () => this.pointed.set(null),
      },
    }, chip, h("div", { class: "row-text" }, name, caption), again, eye, lock);
    return { element, chip, name, caption, eye, lock, again };
  }

  private fill(row: Row, part: Part, selected: boolean, state: MeshState, making: boolean): void {
    const title = titleOf(part);
    row.element.setAttribute("aria-current", String(selected));
    row.element.classList.toggle("hidden-part", !part.visible);
    row.element.classList.toggle("locked", part.locked);
    row.chip.style.setProperty("--chip", part.color ?? "#98a3b0");
    row.chip.dataset.state = making ? "making" : state;
    row.chip.dataset.tip = making ? "Being made" : STATE_TEXT[state];
    setText(row.name, title);
    setText(row.caption, part.caption || "no caption yet");
    row.caption.classList.toggle("placeholder", !part.caption);
    setIcon(row.eye, part.visible ? "eye" : "eye-off");
    retip(row.eye, part.visible ? "Hide in the viewport" : "Show in the viewport");
    row.eye.setAttribute("aria-label", `${part.visible ? "Hide" : "Show"} ${title}`);
    row.eye.setAttribute("aria-pressed", String(!part.visible));
    setIcon(row.lock, part.locked ? "lock" : "unlock");
    retip(row.lock, part.locked ? "Locked: generation keeps this part as it is. Click to unlock" : "Lock: generation keeps this part as it is");
    row.lock.setAttribute("aria-label", `${part.locked ? "Unlock" : "Lock"} ${title}`);
    row.lock.setAttribute("aria-pressed", String(part.locked));
    const blocked = this.commands.regenerateBlocked(part);
    retip(row.again, this.commands.regenerateTip(part));
    enable(row.again, !blocked, blocked);
    row.again.setAttribute("aria-label", `Regenerate ${title}`);
  }

  private key(event: KeyboardEvent): void {
    const rows = [...this.list.children] as HTMLElement[];
    const at = rows.indexOf(event.target as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    rows[Math.min(Math.max(at + step, 0), rows.length - 1)]!.focus();
  }
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

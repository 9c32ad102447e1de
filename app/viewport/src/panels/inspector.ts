// The right panel: the selected part, or the scene when nothing is selected.

import { boxProblem, centerOf, formatNumber, gridOf, sizeOf, withLength } from "../doc/boxmath";
import { boxMoved, meshState, type MeshState } from "../doc/plan";
import {
  AXES, type Axis, AXIS_NAMES, LOCKED, MAX_CAPTION, MAX_NAME, PALETTE, type Part, partOf, randomSeed, titleOf, withPart,
} from "../doc/scene";
import type { Store } from "../doc/store";
import type { Commands } from "../commands";
import { button, enable, h, retip, setIcon, setLabel } from "../dom";
import type { Runner } from "../run";
import { ids } from "../testids";
import { captionField, ErrorNote, type Field, lineField, numberField, type Parsed, seedField } from "./fields";

const BADGE: Record<MeshState, string> = { none: "No mesh", fresh: "Up to date", changed: "Changed" };
const NAME_RULE = (text: string): Parsed<string> => (text.trim() ? { value: text.trim() } : { problem: "a name needs at least one letter." });

function labelled(label: string, ...content: HTMLElement[]): HTMLElement {
  return h("div", { class: "group" }, h("div", { class: "group-label", text: label }), ...content);
}

export class Inspector {
  readonly element: HTMLElement;
  private partSide: PartSide;
  private sceneSide: SceneSide;

  constructor(private store: Store, runner: Runner, commands: Commands) {
    this.partSide = new PartSide(store, runner, commands);
    this.sceneSide = new SceneSide(store, runner, commands);
    this.element = h("aside", { class: "panel inspector", testid: "inspector", "aria-label": "Inspector" },
      h("div", { class: "scroll" }, this.partSide.element, this.sceneSide.element));
    store.subscribe(() => this.update());
    runner.run.on(() => this.update());
  }

  /** Put the cursor into the caption of the selected part. */
  editCaption(): void {
    const area = this.partSide.element.querySelector("textarea")!;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }

  private update(): void {
    const part = partOf(this.store.scene, this.store.selection);
    this.partSide.element.hidden = part === null;
    this.sceneSide.element.hidden = part !== null;
    if (part) this.partSide.update(part);
    else this.sceneSide.update();
  }
}

class PartSide {
  readonly element: HTMLElement;
  private id: string | null = null;
  private title = h("h2");
  private badge = h("span", { class: "badge" });
  private error = new ErrorNote();
  private name: Field;
  private caption: Field;
  private size: Field[];
  private position: Field[];
  private seed: Field;
  private swatches: HTMLButtonElement[];
  private lock: HTMLButtonElement;
  private again: HTMLButtonElement;
  private dice: HTMLButtonElement;
  private remove: HTMLButtonElement;
  private checks = h("div", { class: "checks", testid: "part-checks" });
  private checksGroup = h("section", {}, h("header", { class: "section-head" }, h("h2", { text: "Checks" })), this.checks);

  constructor(private store: Store, private runner: Runner, private commands: Commands) {
    const { error } = this;
    this.name = lineField({ testid: "part-name", label: "Name", error, maxLength: MAX_NAME }, NAME_RULE,
      (name) => this.apply("Rename", { name }));
    this.caption = captionField(
      { testid: "part-caption", label: "Caption", placeholder: "what this part is: shape, colour, material", limit: MAX_CAPTION, rows: 3 },
      (caption) => this.apply("Caption", { caption }, true), () => store.seal());
    this.size = AXES.map((axis) => this.lengthField("size", axis));
    this.position = AXES.map((axis) => this.lengthField("position", axis));
    this.seed = seedField({ testid: "part-seed", label: "Seed", error }, (seed) => this.apply("Seed", { seed }));
    this.dice = button({ icon: "dice", tip: "Another seed: another variation", testid: "part-dice", onClick: () => commands.rollSeed(randomSeed, this.part) });
    this.swatches = PALETTE.map((color, index) => {
      const swatch = button({ tip: `Colour ${index + 1} of ${PALETTE.length}`, testid: ids.color(index), class: "swatch", onClick: () => this.apply("Colour", { color }) });
      swatch.style.setProperty("--chip", color);
      return swatch;
    });
    this.lock = button({ icon: "unlock", label: "Lock", tip: "Lock", testid: "part-lock", onClick: () => commands.toggleLock(this.part!) });
    this.again = button({ icon: "regenerate", label: "Regenerate", tip: "Regenerate this part", testid: "part-regenerate", onClick: () => commands.regenerate(this.part!) });
    const copy = button({ icon: "duplicate", label: "Duplicate", tip: "Duplicate", keys: "Ctrl+D", testid: "part-duplicate", onClick: () => commands.duplicate(this.id) });
    this.remove = button({ icon: "delete", label: "Delete", tip: "Delete this part", keys: "Del", testid: "part-delete", class: "danger", onClick: () => commands.delete(this.id) });
    this.element = h("div", { class: "side", hidden: true },
      h("header", { class: "section-head" }, this.title, this.badge),
      labelled("Name", this.name.element),
      labelled("Caption", this.caption.element),
      labelled("Size", h("div", { class: "triple" }, ...this.size.map((field) => field.element))),
      labelled("Position of the centre", h("div", { class: "triple" }, ...this.position.map((field) => field.element))),
      error.element,
      labelled("Seed", h("div", { class: "joined" }, this.seed.element, this.dice)),
      labelled("Colour of the box", h("div", { class: "swatches" }, ...this.swatches)),
      h("div", { class: "pair" }, this.again, this.lock, copy, this.remove),
      this.checksGroup);
  }

  update(part: Part): void {
    if (part.id !== this.id) {
      this.error.clear();
      this.blurOld();
    }
    this.id = part.id;
    this.title.textContent = titleOf(part);
    this.name.show(part.name || part.id);
    this.caption.show(part.caption);
    sizeOf(part.box).forEach((value, axis) => this.size[axis]!.show(formatNumber(value)));
    centerOf(part.box).forEach((value, axis) => this.position[axis]!.show(formatNumber(value)));
    this.seed.show(String(part.seed));
    this.swatches.forEach((swatch, index) => swatch.setAttribute("aria-pressed", String(PALETTE[index] === part.color)));
    setIcon(this.lock, part.locked ? "lock" : "unlock");
    setLabel(this.lock, part.locked ? "Unlock" : "Lock");
    this.lock.classList.toggle("locked", part.locked);
    retip(this.lock, part.locked ? "Let generation change this part again" : "Generation keeps a locked part as it is");
    const blocked = this.commands.regenerateBlocked(part);
    retip(this.again, this.commands.regenerateTip(part));
    enable(this.again, !blocked, blocked);
    for (const field of [this.caption, ...this.size, ...this.position, this.seed]) field.enable(!part.locked, LOCKED);
    for (const control of [this.dice, this.remove]) enable(control, !part.locked, LOCKED);
    this.updateState(part);
  }

  private get part(): Part | null {
    return partOf(this.store.scene, this.id);
  }

  private updateState(part: Part): void {
    const run = this.runner.run.get();
    const state = meshState(part, this.store.scene, run.meshes);
    const making = run.making.includes(part.id);
    setLabel(this.again, state === "none" ? "Generate" : "Regenerate");
    this.badge.textContent = making ? "Being made" : part.locked ? "Locked" : BADGE[state];
    this.badge.dataset.kind = making ? "making" : part.locked ? "locked" : state;
    const report = run.reports[part.id];
    const lines: HTMLElement[] = [];
    const line = (kind: string, text: string) => lines.push(h("p", { class: `check ${kind}`, text }));
    if (state === "changed") {
      const moved = boxMoved(part, run.meshes[part.id]);
      const fate = moved ? "its mesh is kept and fitted to its box" : "its mesh stays as it was made";
      if (part.locked) line("warn", `Locked: ${fate}${moved ? " by the next run" : ""}.`);
      else line("note", `Changed since its mesh was made. When only other parts are made, ${fate}.`);
    }
    if (report && state !== "none") {
      const triangles = `${report.triangles.toLocaleString("en")} triangles`;
      line(report.watertight ? "good" : "warn", `${report.watertight ? "watertight" : "not watertight"}, ${triangles}`);
      const fill = Math.round(report.box_iou * 100);
      line(fill >= 85 ? "good" : "warn", `fills its box to ${fill} %`);
    }
    this.checks.replaceChildren(...lines);
    this.checksGroup.hidden = lines.length === 0;
  }

  private lengthField(kind: "size" | "position", axis: Axis): Field {
    const letter = AXIS_NAMES[axis];
    const what = kind === "size" ? "Size" : "Position";
    return numberField({ testid: `${kind}-${letter.toLowerCase()}`, label: `${what} ${letter}`, prefix: letter, error: this.error, step: () => gridOf(this.store.scene).step }, (value) => {
      const part = this.part;
      if (!part) return null;
      if (part.locked) return `${LOCKED}.`;
      const box = withLength(part.box, kind, axis, value);
      const problem = boxProblem(this.store.scene, part.id, box);
      if (!problem) this.commands.change(part, `${what} of ${titleOf(part)}`, { box });
      return problem;
    });
  }

  private apply(label: string, change: Partial<Part>, merge = false): null {
    const part = this.part;
    if (part) this.store.edit(`${label} of ${titleOf(part)}`, (scene) => withPart(scene, part.id, change), merge ? { key: `${label} ${part.id}` } : {});
    return null;
  }

  /** Leaving a field commits it to the part it was opened for, before another part is shown. */
  private blurOld(): void {
    const active = (this.element.getRootNode() as ShadowRoot).activeElement;
    if (active instanceof HTMLElement && this.element.contains(active) && active.matches("input, textarea")) active.blur();
  }
}

class SceneSide {
  readonly element: HTMLElement;
  private error = new ErrorNote();
  private name: Field;
  private caption: Field;
  private seed: Field;
  private summary = h("div", { class: "checks" });

  constructor(private store: Store, private runner: Runner, commands: Commands) {
    const { error } = this;
    this.name = lineField({ testid: "scene-name", label: "Scene name", error, maxLength: MAX_NAME }, NAME_RULE, (name) => {
      store.edit("Rename the scene", (scene) => ({ ...scene, name }));
      return null;
    });
    this.caption = captionField(
      { testid: "scene-caption", label: "Scene caption", placeholder: "the whole: what it is, its style and materials", limit: MAX_CAPTION, rows: 3 },
      (caption) => store.edit("Scene caption", (scene) => ({ ...scene, caption }), { key: "scene caption" }), () => store.seal());
    this.seed = seedField({ testid: "scene-seed", label: "Scene seed", error }, (seed) => {
      store.edit("Scene seed", (scene) => ({ ...scene, seed }));
      return null;
    });
    const dice = button({ icon: "dice", tip: "Another seed for the whole scene", testid: "scene-dice", onClick: () => commands.rollSeed(randomSeed, null) });
    this.element = h("div", { class: "side" },
      h("header", { class: "section-head" }, h("h2", { text: "Scene" })),
      labelled("Name", this.name.element),
      labelled("Caption of the whole", this.caption.element),
      labelled("Seed", h("div", { class: "joined" }, this.seed.element, dice)),
      error.element,
      h("section", {}, h("header", { class: "section-head" }, h("h2", { text: "Summary" })), this.summary));
  }

  update(): void {
    const { scene } = this.store;
    const { meshes } = this.runner.run.get();
    this.name.show(scene.name);
    this.caption.show(scene.caption);
    this.seed.show(String(scene.seed));
    const states = scene.parts.map((part) => meshState(part, scene, meshes));
    const count = (state: string) => states.filter((other) => other === state).length;
    const locked = scene.parts.filter((part) => part.locked).length;
    const lines = [h("p", { class: "check", text: `${scene.parts.length} part${scene.parts.length === 1 ? "" : "s"}${locked ? `, ${locked} locked` : ""}` })];
    if (count("fresh")) lines.push(h("p", { class: "check good", text: `${count("fresh")} with an up-to-date mesh` }));
    if (count("changed")) lines.push(h("p", { class: "check note", text: `${count("changed")} changed since` }));
    if (count("none")) lines.push(h("p", { class: "check", text: `${count("none")} without a mesh` }));
    lines.push(h("p", { class: "muted", text: "Click a box to edit its caption, size and colour." }));
    this.summary.replaceChildren(...lines);
  }
}

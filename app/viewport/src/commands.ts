// What buttons, keys and menus do: every action on the document and the files, in one place.

import { boxProblem, gridOf, moveBox } from "./doc/boxmath";
import {
  completeScene, emptyScene, LOCKED, MAX_NAME, MAX_PARTS, newPartId, newProjectId, type Part, partOf, type Scene, titleOf, withoutPart, withPart,
} from "./doc/scene";
import { meshState } from "./doc/plan";
import type { Doc, Store } from "./doc/store";
import type { Toasts } from "./panels/toasts";
import { Persistence, type RecentScene } from "./persist";
import type { Template } from "./protocol";
import type { Runner } from "./run";
import { type Server, ServerError } from "./server";

const MAX_IMPORT_BYTES = 4_000_000;

export class Commands {
  constructor(private store: Store, private runner: Runner, private server: Server, private persistence: Persistence,
    private toasts: Toasts) {}

  // ---- parts ----------------------------------------------------------------------------------------------------------

  change(part: Part, label: string, change: Partial<Part>, key?: string): void {
    this.store.edit(label, (scene) => withPart(scene, part.id, change), key ? { key } : {});
  }

  delete(id: string | null): void {
    const part = partOf(this.store.scene, id);
    if (!part || this.refuseLocked(part)) return;
    this.store.edit(`Delete ${titleOf(part)}`, (scene) => withoutPart(scene, part.id), { select: null });
  }

  duplicate(id: string | null): void {
    const { scene } = this.store;
    const part = partOf(scene, id);
    if (!part) return;
    if (scene.parts.length >= MAX_PARTS) {
      this.toasts.show("warning", `A scene holds at most ${MAX_PARTS} parts. Delete one before duplicating.`);
      return;
    }
    const shift = Math.max(gridOf(scene).step * 2, part.box.max[0] - part.box.min[0]);
    const copy: Part = {
      ...part, id: newPartId(scene), name: copyName(scene, part), locked: false, box: moveBox(part.box, [shift, 0, 0], 0), joint: null,
    };
    const index = scene.parts.indexOf(part) + 1;
    const next = { ...scene, parts: [...scene.parts.slice(0, index), copy, ...scene.parts.slice(index)] };
    const problem = boxProblem(next, copy.id, copy.box);
    if (problem) this.toasts.show("warning", problem);
    else this.store.edit(`Duplicate ${titleOf(part)}`, () => next, { select: copy.id });
  }

  /** Move the selected part by one snap step (`far`: ten). False when nothing is selected. */
  nudge(direction: [number, number, number], far: boolean): boolean {
    const part = partOf(this.store.scene, this.store.selection);
    if (!part) return false;
    if (this.refuseLocked(part)) return true;
    const { step } = gridOf(this.store.scene);
    const box = moveBox(part.box, direction.map((sign) => sign * step * (far ? 10 : 1)) as [number, number, number], step);
    const problem = boxProblem(this.store.scene, part.id, box);
    if (problem) this.toasts.show("warning", problem);
    else this.change(part, `Move ${titleOf(part)}`, { box }, `nudge ${part.id}`);
    return true;
  }

  /** A lock protects box, caption, seed and the part itself; its name, colour and visibility are only for the eye. */
  private refuseLocked(part: Part): boolean {
    if (part.locked) {
      this.toasts.show("warning", `${titleOf(part)}: ${LOCKED[0]!.toLowerCase()}${LOCKED.slice(1)}.`,
        { label: "Unlock", run: () => this.unlock(part.id) });
    }
    return part.locked;
  }

  private unlock(id: string): void {
    const part = partOf(this.store.scene, id);
    if (part?.locked) this.toggleLock(part);
  }

  toggleLock(part: Part): void {
    this.change(part, `${part.locked ? "Unlock" : "Lock"} ${titleOf(part)}`, { locked: !part.locked });
  }

  toggleVisible(part: Part): void {
    this.change(part, `${part.visible ? "Hide" : "Show"} ${titleOf(part)}`, { visible: !part.visible });
  }

  regenerate(part: Part): void {
    this.runner.generate([part.id]);
  }

  /** Why this part cannot be (re)generated now; "" when it can. */
  regenerateBlocked(part: Part): string {
    return part.locked ? "Locked: unlock it to regenerate it." : (this.runner.blocked ?? "");
  }

  regenerateTip(part: Part): string {
    const state = meshState(part, this.store.scene, this.runner.run.get().meshes);
    if (state === "none") return "Generate this part";
    return state === "changed" ? "Regenerate: it has changed since" : "Regenerate: another variation";
  }

  rollSeed(seed: () => number, part: Part | null): void {
    if (part && this.refuseLocked(part)) return;
    if (part) this.change(part, `New seed for ${titleOf(part)}`, { seed: seed() });
    else this.store.edit("New scene seed", (scene) => ({ ...scene, seed: seed() }));
  }

  // ---- history --------------------------------------------------------------------------------------------------------

  undo(): void {
    if (this.leavesRun(this.store.undoProject)) return;
    this.store.undo();
  }

  redo(): void {
    if (this.leavesRun(this.store.redoProject)) return;
    this.store.redo();
  }

  private leavesRun(project: string | null): boolean {
    if (project === null || project === this.store.project || !this.runner.busy) return false;
    this.toasts.show("warning", "This step opens another scene. Cancel the generation first.");
    return true;
  }

  // ---- documents ------------------------------------------------------------------------------------------------------

  newScene(): void {
    this.open("New scene", { project: newProjectId(), scene: emptyScene() });
  }

  openTemplate(template: Template): void {
    this.open(`Open ${template.name}`, { project: newProjectId(), scene: completeScene(template.scene) });
  }

  /** The other documents of this browser. */
  get recent(): RecentScene[] {
    return Persistence.recent().filter(({ project }) => project !== this.store.project);
  }

  async openRecent({ project, scene }: RecentScene): Promise<void> {
    if (!this.open(`Open ${scene.name}`, { project, scene })) return;
    try {
      const { meshes } = await this.server.call("load", { project });
      if (this.store.project === project && !this.runner.busy) this.runner.restore(meshes ?? {});
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      this.toasts.failure(error, "Loading its meshes");
    }
  }

  async importFile(file: File): Promise<void> {
    if (file.size > MAX_IMPORT_BYTES) {
      this.toasts.show("error", `“${file.name}” is ${(file.size / 1e6).toFixed(1)} MB. A scene file (JSON) is at most 4 MB: choose the file that Export > Scene saved.`);
      return;
    }
    try {
      const answer = await this.server.call("import_scene", { project: this.store.project, name: file.name, text: await file.text() });
      this.open(`Import ${file.name}`, { project: newProjectId(), scene: completeScene(answer.scene) });
    } catch (error) {
      this.toasts.show("error", error instanceof Error ? error.message : String(error));
    }
  }

  /** Another document has another project, so that meshes never mix; undo leads back. False while a run forbids it. */
  private open(label: string, doc: Doc): boolean {
    if (this.runner.busy) {
      this.toasts.show("warning", "A generation is running. Cancel it or wait for it before opening another scene.");
      return false;
    }
    const before = this.store.scene;
    void this.persistence.flush();
    this.store.open(label, doc);
    if (before.parts.length) {
      this.toasts.show("info", `${label}. “${before.name}” is kept: undo brings it back.`, { label: "Undo", run: () => this.undo() });
    }
    return true;
  }

  exportJson(): void {
    const { scene } = this.store;
    save(new Blob([`${JSON.stringify(scene, null, 2)}\n`], { type: "application/json" }), `${fileName(scene.name)}.json`);
  }

  async exportGlb(): Promise<void> {
    try {
      await this.persistence.flush();
      const { scene, project } = this.store.doc;
      const { meshes } = this.runner.run.get();
      const { url } = await this.server.call("export_glb", { project });
      const answer = await fetch(this.server.url(url));
      if (!answer.ok) throw new Error(`the file could not be fetched (${answer.status}). Export again.`);
      save(await answer.blob(), `${fileName(scene.name)}.glb`);
      const missing = scene.parts.filter((part) => meshState(part, scene, meshes) === "none").length;
      const old = scene.parts.filter((part) => meshState(part, scene, meshes) === "changed").length;
      const notes = [missing ? `${missing} without a mesh left out` : "", old ? `${old} as last generated` : ""].filter(Boolean);
      this.toasts.show("success", `Exported ${fileName(scene.name)}.glb${notes.length ? ` (${notes.join(", ")})` : ""}.`);
    } catch (error) {
      this.toasts.failure(error, "Export failed");
    }
  }

  /** Why there is no GLB to export yet; "" when there is. */
  get exportBlocked(): string {
    const { scene } = this.store;
    const { meshes } = this.runner.run.get();
    return scene.parts.some((part) => meshes[part.id]) ? "" : "Nothing to export yet: generate the parts first.";
  }
}

function copyName(scene: Scene, part: Part): string {
  const base = titleOf(part).replace(/ \d+$/, "").slice(0, MAX_NAME - 4);
  for (let number = 2; ; number += 1) {
    const name = `${base} ${number}`;
    if (!scene.parts.some((other) => other.name === name)) return name;
  }
}

function fileName(name: string): string {
  return name.trim().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 60) || "scene";
}

/** Hand a file to the user; from memory, so that the browser keeps the name that we give it. */
function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

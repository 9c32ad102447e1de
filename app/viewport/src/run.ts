// The run: what Python makes of the document. Updates come as the component's value and, while the model loads or runs,
// by polling `status` (which also finds a run again after a reload).

import { type MeshRecord, planPrimary, printOf, reseeded } from "./doc/plan";
import { partOf, randomSeed } from "./doc/scene";
import type { Store } from "./doc/store";
import { Persistence } from "./persist";
import type { Report, RunState, Update } from "./protocol";
import { type Server, ServerError } from "./server";
import type { Toasts } from "./panels/toasts";
import { Value } from "./value";

export type Phase = RunState | "starting" | "offline";

export interface Run {
  phase: Phase;
  message: string;
  fraction: number;
  secondsLeft: number | null;
  step: number | null;
  steps: number | null;
  /** Parts being made. */
  making: readonly string[];
  previews: Record<string, string>;
  meshes: Record<string, MeshRecord>;
  reports: Record<string, Report>;
}

const POLL_MS = 1000;
const OFFLINE_AFTER = 3;

const idle: Omit<Run, "meshes" | "reports"> = {
  phase: "loading", message: "", fraction: 0, secondsLeft: null, step: null, steps: null, making: [], previews: {},
};

export class Runner {
  readonly run: Value<Run>;
  private seq = -1;
  private lower = 0;
  private failures = 0;
  private timer = 0;
  private disposed = false;
  /** Inputs of the parts that were asked for, so that their meshes are compared with what was sent. */
  private asked: Record<string, string> = {};
  private startSeq = -1;
  private project: string;
  /** Another tab of this project has made meshes. */
  private onStorage = (event: StorageEvent) => {
    if (event.key === Persistence.meshKey(this.store.project) && !this.busy) this.patch(Persistence.storedMeshes(this.store.project));
  };

  constructor(private store: Store, private server: Server, private toasts: Toasts) {
    this.project = store.project;
    this.run = new Value<Run>({ ...idle, ...Persistence.storedMeshes(store.project) });
    store.subscribe(() => {
      if (store.project !== this.project) this.switchProject();
    });
    addEventListener("storage", this.onStorage);
    this.schedule(0);
  }

  get busy(): boolean {
    return ["starting", "running"].includes(this.run.get().phase);
  }

  /** Ready for a new run; otherwise the reason, for tooltips. */
  get blocked(): string | null {
    const { phase } = this.run.get();
    if (phase === "loading") return "The model is still loading. You can draw and edit meanwhile.";
    if (phase === "offline") return "The server cannot be reached. Check that it runs; the page reconnects by itself.";
    if (this.busy) return "A generation is running. Cancel it or wait for it.";
    return null;
  }

  /** Make `ids` (null: all unlocked). Parts whose mesh is up to date get a new seed, for a new variation. */
  generate(ids: string[] | null): void {
    if (this.blocked) {
      this.toasts.show("info", this.blocked);
      return;
    }
    const { meshes } = this.run.get();
    const targets = (ids ?? this.store.scene.parts.map((part) => part.id))
      .filter((id) => partOf(this.store.scene, id)?.locked === false);
    if (targets.length === 0) {
      this.toasts.show("warning", planPrimary(this.store.scene, meshes).why || "This part is locked. Unlock it to regenerate it.");
      return;
    }
    this.store.edit("New variation", (scene) => reseeded(scene, targets, meshes, randomSeed));
    const { scene, project } = this.store.doc;
    this.asked = Object.fromEntries(targets.map((id) => [id, printOf(partOf(scene, id)!, scene)]));
    this.startSeq = this.seq;
    this.patch({ ...idle, phase: "starting", message: "Starting…", making: targets });
    this.server.trigger("generate", { project, scene, parts: ids === null ? null : targets });
    this.schedule(POLL_MS);
  }

  async cancel(): Promise<void> {
    this.patch({ message: "Cancelling…" });
    try {
      const { cancelled } = await this.server.call("cancel", { project: this.store.project });
      if (!cancelled && this.run.get().phase === "starting") this.patch({ ...idle, phase: "ready", message: "Cancelled" });
    } catch (error) {
      this.toasts.failure(error, "Cancel");
    }
    this.schedule(200);
  }

  /** After `load`: the server's meshes are the truth; prints of unknown ones are those of the present scene. */
  restore(urls: Record<string, string>): void {
    const known = this.run.get().meshes;
    const meshes: Record<string, MeshRecord> = {};
    for (const [id, url] of Object.entries(urls)) {
      const part = partOf(this.store.scene, id);
      const print = known[id]?.url === url ? known[id].print : part ? printOf(part, this.store.scene) : "";
      meshes[id] = { url, print };
    }
    this.patch({ meshes });
    this.keep();
  }

  receive(update: Update | null, polled: boolean): void {
    if (!update || update.project !== this.store.project) return;
    if (update.seq < this.seq) {
      // An older message that came late, or (twice in a row by polling) a server that began anew.
      this.lower = polled ? this.lower + 1 : this.lower;
      if (!polled || this.lower < 2) return;
    }
    const before = this.run.get();
    this.lower = 0;
    this.seq = update.seq;
    // Until the new run speaks, the server still tells of the state before it.
    if (before.phase === "starting" && update.state !== "running" && (update.state === "ready" || update.seq <= this.startSeq)) return;
    this.take(update, before);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    removeEventListener("storage", this.onStorage);
  }

  private take(update: Update, before: Run): void {
    const running = update.state === "running";
    const meshes = { ...before.meshes };
    for (const [id, url] of Object.entries(update.meshes ?? {})) {
      if (meshes[id]?.url === url && !(id in this.asked && !running)) continue;
      const part = partOf(this.store.scene, id);
      meshes[id] = { url, print: this.asked[id] ?? (part ? printOf(part, this.store.scene) : "") };
    }
    const ended = !running && (before.phase === "running" || before.phase === "starting");
    this.patch({
      phase: update.state,
      message: update.message ?? "",
      fraction: update.fraction ?? 0,
      secondsLeft: update.seconds_left ?? null,
      step: update.step ?? null,
      steps: update.steps ?? null,
      making: running ? (before.making.length ? before.making : Object.keys(update.previews ?? {})) : [],
      previews: running ? (update.previews ?? {}) : {},
      meshes,
      reports: { ...before.reports, ...update.reports },
    });
    if (ended) this.finish(update);
    if (JSON.stringify(meshes) !== JSON.stringify(before.meshes) || ended) this.keep();
    if (running || update.state === "loading") this.schedule(POLL_MS);
  }

  private finish(update: Update): void {
    this.asked = {};
    if (update.state === "error") this.toasts.show("error", update.message || "The generation failed; the server's log says why.");
  }

  private switchProject(): void {
    this.project = this.store.project;
    this.seq = -1;
    this.asked = {};
    const { phase } = this.run.get();
    this.run.set({ ...idle, phase: phase === "loading" || phase === "offline" ? phase : "ready",
      ...Persistence.storedMeshes(this.project) });
  }

  private patch(change: Partial<Run>): void {
    this.run.set({ ...this.run.get(), ...change });
  }

  private keep(): void {
    const { meshes, reports } = this.run.get();
    Persistence.storeMeshes(this.store.project, { meshes, reports });
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    if (!this.disposed) this.timer = setTimeout(() => void this.poll(), delay) as unknown as number;
  }

  private async poll(): Promise<void> {
    const { project } = this.store.doc;
    try {
      const update = await this.server.call("status", { project });
      if (this.failures >= OFFLINE_AFTER) this.toasts.show("success", "Connected again.");
      this.failures = 0;
      if (this.run.get().phase === "offline") this.patch({ phase: "ready" });
      if (project === this.store.project) this.receive(update, true);
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      this.failures += 1;
      if (this.failures >= OFFLINE_AFTER) this.patch({ ...idle, phase: "offline", message: error.message });
    }
    const { phase } = this.run.get();
    if (["loading", "starting", "running", "offline"].includes(phase)) this.schedule(POLL_MS);
  }
}

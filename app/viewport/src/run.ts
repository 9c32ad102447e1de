// The run: what Python makes of the document. Updates come as the component's value and, while the model loads or runs,
// by polling `status` (which also finds a run again after a reload).

import { fittedPrint, type MeshRecord, planPrimary, printOf, reseeded } from "./doc/plan";
import { partOf, randomSeed, type Scene } from "./doc/scene";
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
/** Polls without a word of the run that was asked for, after which it counts as lost (or, cancelled, as stopped). */
const LOST_AFTER = 12;
const CANCELLED_AFTER = 3;

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
  /** The document that was sent with them. */
  private sent: Scene | null = null;
  private startSeq = -1;
  private quiet = 0;
  /** Cancel was pressed before the server knew of the run: its first message sends the cancel again. */
  private cancelWanted = false;
  private cancelling = false;
  /** Remarks about this run that were shown. */
  private noted = "";
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
    this.sent = scene;
    this.startSeq = this.seq;
    this.quiet = 0;
    this.cancelWanted = false;
    this.noted = "";
    this.patch({ ...idle, phase: "starting", message: "Starting…", making: targets });
    this.server.trigger("generate", { project, scene, parts: ids === null ? null : targets });
    this.schedule(POLL_MS);
  }

  async cancel(): Promise<void> {
    this.cancelWanted = true;
    this.quiet = 0;
    this.patch({ message: "Cancelling…" });
    await this.sendCancel();
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
    const unaware = update.state === "ready" || update.state === "loading" || update.seq <= this.startSeq;
    if (before.phase === "starting" && update.state !== "running" && unaware) {
      if (polled) this.waitQuietly();
      return;
    }
    this.take(update, before);
    if (update.state === "running" && this.cancelWanted && !this.cancelling) void this.sendCancel();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    removeEventListener("storage", this.onStorage);
  }

  private take(update: Update, before: Run): void {
    const running = update.state === "running";
    const meshes = this.recordsAfter(update, before.meshes);
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
      reports: running ? { ...before.reports, ...update.reports } : onlyOf(meshes, { ...before.reports, ...update.reports }),
    });
    if (running || ended) this.tellNotes(update.notes ?? []);
    if (!running) this.forgetRun();
    if (ended && update.state === "error") {
      this.toasts.show("error", update.message || "The generation failed; the server's log says why.");
    }
    if (JSON.stringify(meshes) !== JSON.stringify(before.meshes) || ended) this.keep();
    if (running || update.state === "loading") this.schedule(POLL_MS);
  }

  /**
   * The page's record of each mesh after `update`. A mesh counts as made from what was sent when its file is new, or when
   * the run came to its end (the same input can give the same file); a cancelled or failed run leaves it as it was.
   * Except while a run goes on, meshes that the server no longer has are dropped.
   */
  private recordsAfter(update: Update, before: Record<string, MeshRecord>): Record<string, MeshRecord> {
    const urls = update.meshes ?? {};
    const meshes = update.state === "running" ? { ...before } : onlyOf(urls, before);
    for (const [id, url] of Object.entries(urls)) {
      const known = meshes[id];
      const asked = this.asked[id];
      if (known?.url === url) {
        if (update.state === "done" && asked !== undefined) meshes[id] = { url, print: asked };
        continue;
      }
      const source = this.sent ?? this.store.scene;
      const part = partOf(source, id);
      const print = part ? (known && this.sent ? fittedPrint(known.print, part) : printOf(part, source)) : "";
      meshes[id] = { url, print: asked ?? print };
    }
    return meshes;
  }

  private tellNotes(notes: readonly string[]): void {
    const text = notes.join(" ");
    if (text && text !== this.noted) this.toasts.show("warning", text);
    this.noted = text || this.noted;
  }

  private forgetRun(): void {
    this.asked = {};
    this.sent = null;
    this.cancelWanted = false;
  }

  /** A poll while starting that knew nothing of the run. Should the run begin later all the same, its messages are heard. */
  private waitQuietly(): void {
    this.quiet += 1;
    if (this.quiet < (this.cancelWanted ? CANCELLED_AFTER : LOST_AFTER)) return;
    if (this.cancelWanted) {
      this.patch({ ...idle, phase: "cancelled", message: "Cancelled" });
    } else {
      const message = "The server did not start this generation. Try again; if it happens again, reload the page.";
      this.patch({ ...idle, phase: "error", message });
      this.toasts.show("error", message);
    }
  }

  private async sendCancel(): Promise<void> {
    const early = this.run.get().phase === "starting";
    let again = false;
    this.cancelling = true;
    try {
      const { cancelled } = await this.server.call("cancel", { project: this.store.project });
      const now = this.run.get().phase;
      again = !cancelled && early && now === "running"; // it began while the question was under way
      if (cancelled || !early) this.cancelWanted = false;
    } catch (error) {
      this.cancelWanted = false;
      this.toasts.failure(error, "Cancel");
    } finally {
      this.cancelling = false;
    }
    if (again) await this.sendCancel();
  }

  private switchProject(): void {
    this.project = this.store.project;
    this.seq = -1;
    this.forgetRun();
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

/** The entries of `values` whose keys are in `keys`. */
function onlyOf<T>(keys: Record<string, unknown>, values: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key in keys));
}

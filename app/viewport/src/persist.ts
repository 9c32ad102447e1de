// Nothing is lost: every edit goes into this browser's storage at once and to the server 600 ms later; another tab's
// save of the same project arrives here as an undoable step.

import type { MeshRecord } from "./doc/plan";
import { newProjectId, parseStored, type Scene } from "./doc/scene";
import type { Store } from "./doc/store";
import type { Report } from "./protocol";
import { type Server, ServerError } from "./server";
import { Value } from "./value";

export type SaveState = "saved" | "edited" | "saving" | "offline" | "refused";

const PROJECT = "copart.project";
const RECENT = "copart.recent";
const KEEP_PROJECTS = 12;
const PROJECT_ID = /^[A-Za-z0-9_-]{22}$/;
const AUTOSAVE_MS = 600;
const RETRY_MS = 5000;

const sceneKey = (project: string) => `copart.scene.${project}`;

export interface RecentScene {
  project: string;
  scene: Scene;
}

export interface StoredMeshes {
  meshes: Record<string, MeshRecord>;
  reports: Record<string, Report>;
}

export class Persistence {
  readonly state = new Value<SaveState>("saved");
  /** Why the server refused the last save; "" otherwise. */
  problem = "";
  private timer = 0;
  private saving: Promise<void> = Promise.resolve();
  private waiting: { project: string; scene: Scene } | null = null;
  private onStorage = (event: StorageEvent) => this.fromOtherTab(event);
  private onHide = () => void this.flush();

  constructor(private store: Store, private server: Server, private notifySync: () => void) {
    store.subscribe((reason) => {
      if (reason === "edit" || reason === "undo" || reason === "open") this.changed();
    });
    addEventListener("storage", this.onStorage);
    addEventListener("pagehide", this.onHide);
  }

  /** The project of this tab; in a new tab the one that was edited last. */
  static currentProject(): string {
    const stored = [sessionStorage.getItem(PROJECT), localStorage.getItem(PROJECT)].find((id) => id && PROJECT_ID.test(id));
    const project = stored ?? newProjectId();
    write(PROJECT, project, sessionStorage);
    return project;
  }

  /** The documents of this browser, the newest first; without empty ones. */
  static recent(): RecentScene[] {
    return recentProjects().flatMap((project) => {
      const scene = Persistence.storedScene(project);
      return scene?.parts.length ? [{ project, scene }] : [];
    });
  }

  static storedScene(project: string): Scene | null {
    return parseStored(localStorage.getItem(sceneKey(project)));
  }

  static meshKey(project: string): string {
    return `copart.meshes.${project}`;
  }

  static storedMeshes(project: string): StoredMeshes {
    try {
      const stored = JSON.parse(localStorage.getItem(Persistence.meshKey(project)) ?? "null") as StoredMeshes | null;
      return { meshes: stored?.meshes ?? {}, reports: stored?.reports ?? {} };
    } catch (error) {
      if (error instanceof SyntaxError) return { meshes: {}, reports: {} };
      throw error;
    }
  }

  static storeMeshes(project: string, stored: StoredMeshes): void {
    write(Persistence.meshKey(project), JSON.stringify(stored));
  }

  /** Keep the present scene in this browser and save it soon. */
  changed(): void {
    const { project, scene } = this.store.doc;
    remember(project);
    write(sceneKey(project), JSON.stringify(scene));
    if (this.waiting && this.waiting.project !== project) void this.flush();
    this.waiting = { project, scene };
    this.state.set("edited");
    this.schedule(AUTOSAVE_MS);
  }

  /** Save what waits, now. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    const job = this.waiting;
    if (!job) return this.saving;
    this.waiting = null;
    this.state.set("saving");
    this.saving = this.saving.then(() => this.send(job));
    return this.saving;
  }

  dispose(): void {
    void this.flush();
    clearTimeout(this.timer);
    removeEventListener("storage", this.onStorage);
    removeEventListener("pagehide", this.onHide);
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), delay) as unknown as number;
  }

  private async send(job: { project: string; scene: Scene }): Promise<void> {
    try {
      await this.server.call("save", job);
      this.problem = "";
      this.state.set(this.waiting ? "edited" : "saved");
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      this.problem = error.message;
      this.state.set(error.offline ? "offline" : "refused");
      if (error.offline && !this.waiting) {
        this.waiting = job;
        this.schedule(RETRY_MS);
      }
    }
  }

  private fromOtherTab(event: StorageEvent): void {
    if (event.storageArea !== localStorage || event.key !== sceneKey(this.store.project)) return;
    const scene = parseStored(event.newValue);
    if (!scene || JSON.stringify(scene) === JSON.stringify(this.store.scene)) return;
    if (this.store.inGesture) return; // this tab's drag ends in a save that wins; the other tab can undo it
    this.waiting = null;
    clearTimeout(this.timer);
    this.state.set("saved");
    this.store.sync("Changes from another tab", scene);
    this.notifySync();
  }
}

/** Storage can be full or forbidden; the server still has the scene then, so the page goes on. */
function write(key: string, text: string, storage: Storage = localStorage): void {
  try {
    storage.setItem(key, text);
  } catch (error) {
    console.warn("copart: this browser's storage refused a write", error);
  }
}

function recentProjects(): string[] {
  return (localStorage.getItem(RECENT) ?? "").split(" ").filter((project) => PROJECT_ID.test(project));
}

/** `project` becomes the one of this tab and of new tabs; the oldest projects are dropped from this browser. */
function remember(project: string): void {
  write(PROJECT, project, sessionStorage);
  write(PROJECT, project);
  const recent = recentProjects().filter((other) => other !== project);
  for (const old of recent.slice(KEEP_PROJECTS - 1)) {
    localStorage.removeItem(sceneKey(old));
    localStorage.removeItem(Persistence.meshKey(old));
  }
  write(RECENT, [project, ...recent.slice(0, KEEP_PROJECTS - 1)].join(" "));
}

// The document store: one project with its scene, the selection, undo and redo. Gestures (drags) preview freely and
// leave one step; edits with the same `key` (typing in one field) merge until sealed.

import { partOf, type Scene } from "./scene";

export interface Doc {
  /** Names the files of this document on the server; opening another document changes it, undo brings it back. */
  readonly project: string;
  readonly scene: Scene;
}

export type Reason = "edit" | "preview" | "undo" | "open" | "sync" | "select";
export type Listener = (reason: Reason) => void;

interface Step {
  doc: Doc;
  selection: string | null;
  label: string;
}

const MAX_STEPS = 200;
const SYNC = "sync";

export class Store {
  private current: Doc;
  private selected: string | null = null;
  private past: Step[] = [];
  private future: Step[] = [];
  private gesture: Step | null = null;
  private key: string | null = null;
  private listeners = new Set<Listener>();

  constructor(doc: Doc) {
    this.current = doc;
  }

  get doc(): Doc {
    return this.current;
  }

  get scene(): Scene {
    return this.current.scene;
  }

  get project(): string {
    return this.current.project;
  }

  get selection(): string | null {
    return this.selected;
  }

  get inGesture(): boolean {
    return this.gesture !== null;
  }

  /** What undo and redo would do; null when there is nothing. */
  get undoLabel(): string | null {
    return this.past.at(-1)?.label ?? null;
  }

  get redoLabel(): string | null {
    return this.future.at(-1)?.label ?? null;
  }

  /** The project that undo or redo would lead to. */
  get undoProject(): string | null {
    return this.past.at(-1)?.doc.project ?? null;
  }

  get redoProject(): string | null {
    return this.future.at(-1)?.doc.project ?? null;
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  select(id: string | null): void {
    const known = partOf(this.scene, id) ? id : null;
    if (known === this.selected) return;
    this.seal();
    this.selected = known;
    this.emit("select");
  }

  /** One undoable edit. `change` returns the new scene, or the same object for "nothing to do". */
  edit(label: string, change: (scene: Scene) => Scene, options: { key?: string; select?: string | null } = {}): boolean {
    const scene = change(this.scene);
    if (scene === this.scene) return false;
    const merges = options.key !== undefined && options.key === this.key;
    if (!merges) this.push(label);
    this.key = options.key ?? null;
    this.current = { ...this.current, scene };
    if (options.select !== undefined) this.selected = options.select;
    this.keepSelection();
    this.emit("edit");
    return true;
  }

  /** The next edit starts a new undo step even if its key is the same. */
  seal(): void {
    this.key = null;
  }

  /** Show another document (template, import, new); undo returns to this one. */
  open(label: string, doc: Doc): void {
    this.rollback();
    this.push(label);
    this.key = null;
    this.current = doc;
    this.selected = null;
    this.emit("open");
  }

  /** Take over a scene that another tab saved, as an undoable step; several in a row are one. */
  sync(label: string, scene: Scene): void {
    this.rollback();
    if (this.key !== SYNC) this.push(label);
    this.key = SYNC;
    this.current = { ...this.current, scene };
    this.keepSelection();
    this.emit("sync");
  }

  /** Replace the first document without history, before anything was edited. */
  reset(doc: Doc): void {
    this.current = doc;
    this.past = [];
    this.future = [];
    this.selected = null;
    this.emit("open");
  }

  begin(): void {
    this.rollback();
    this.gesture = { doc: this.current, selection: this.selected, label: "" };
  }

  preview(change: (before: Scene) => Scene): void {
    if (!this.gesture) throw new Error("preview() needs begin()");
    this.current = { ...this.current, scene: change(this.gesture.doc.scene) };
    this.emit("preview");
  }

  commit(label: string): boolean {
    const before = this.gesture;
    this.gesture = null;
    if (!before || before.doc.scene === this.current.scene) return false;
    this.past.push({ ...before, label });
    this.past = this.past.slice(-MAX_STEPS);
    this.future = [];
    this.key = null;
    this.emit("edit");
    return true;
  }

  /** Give up a gesture: the document is as it was. */
  rollback(): void {
    const before = this.gesture;
    this.gesture = null;
    if (!before || before.doc === this.current) return;
    this.current = before.doc;
    this.selected = before.selection;
    this.emit("preview");
  }

  undo(): string | null {
    return this.travel(this.past, this.future);
  }

  redo(): string | null {
    return this.travel(this.future, this.past);
  }

  private travel(from: Step[], to: Step[]): string | null {
    this.rollback();
    const step = from.pop();
    if (!step) return null;
    to.push({ doc: this.current, selection: this.selected, label: step.label });
    this.key = null;
    this.current = step.doc;
    this.selected = step.selection;
    this.keepSelection();
    this.emit("undo");
    return step.label;
  }

  private push(label: string): void {
    this.past.push({ doc: this.current, selection: this.selected, label });
    this.past = this.past.slice(-MAX_STEPS);
    this.future = [];
  }

  private keepSelection(): void {
    if (!partOf(this.scene, this.selected)) this.selected = null;
  }

  private emit(reason: Reason): void {
    for (const listener of [...this.listeners]) listener(reason);
  }
}

// The contract with Python; the mirror of app/viewport/protocol.py.

import type { Scene } from "./doc/scene";

export type RunState = "loading" | "ready" | "running" | "done" | "cancelled" | "error";

export interface Report {
  triangles: number;
  watertight: boolean;
  box_iou: number;
}

export interface Update {
  seq: number;
  project: string;
  state: RunState;
  message: string;
  stage: string | null;
  fraction: number;
  seconds_left: number | null;
  step: number | null;
  steps: number | null;
  previews: Record<string, string>;
  meshes: Record<string, string>;
  reports: Record<string, Report>;
  /** Remarks about the document, such as boxes that overlap. */
  notes: string[];
}

export interface GenerateEvent {
  project: string;
  scene: Scene;
  parts: string[] | null;
  steps?: number;
  guidance?: number;
}

export interface Template {
  id: string;
  name: string;
  caption: string;
  parts: number;
  scene: Scene;
}

/** The server functions: one dict in, one dict out; `{error}` is an answer too. */
export interface ServerFunctions {
  save: { ask: { project: string; scene: Scene }; answer: { saved: string } };
  load: { ask: { project: string }; answer: { scene: Scene | null; meshes: Record<string, string> } };
  templates: { ask: Record<string, never>; answer: { templates: Template[] } };
  import_scene: { ask: { project: string; name: string; text: string }; answer: { scene: Scene } };
  export_glb: { ask: { project: string }; answer: { url: string; name: string } };
  cancel: { ask: { project: string }; answer: { cancelled: boolean } };
  status: { ask: { project: string }; answer: Update };
}

/** What gr.HTML gives to js_on_load, passed on by component.py. */
export interface Host {
  element: HTMLElement;
  props: { value: Update | null };
  trigger(event: string, data: unknown): void;
  watch(prop: string, callback: () => void): void;
  server: Record<string, (ask: unknown) => Promise<unknown>>;
  root: string;
}

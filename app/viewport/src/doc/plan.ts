// What the primary button will do: which parts need a mesh, and the words for it.

import { placedGroupOf } from "./placement";
import { type Part, type Scene, titleOf } from "./scene";

/** What went into a mesh: when it differs from the part's present print, the mesh is out of date. */
export function printOf(part: Part, scene: Scene): string {
  const object = placedGroupOf(scene, part);
  const whole = object ? [object.caption, object.placement!.seed] : [scene.caption, scene.seed];
  return JSON.stringify([part.caption, part.box.min, part.box.max, part.seed, ...whole]);
}

/** The print of a kept mesh after a run has fitted it to the present box of `part`; the rest is as it was made. */
export function fittedPrint(print: string, part: Part): string {
  if (!print) return print;
  const inputs = JSON.parse(print) as unknown[];
  return JSON.stringify([inputs[0], part.box.min, part.box.max, ...inputs.slice(3)]);
}

/** Whether the box differs from the one that the mesh fills. */
export function boxMoved(part: Part, mesh: MeshRecord | undefined): boolean {
  return Boolean(mesh?.print) && fittedPrint(mesh!.print, part) !== mesh!.print;
}

export interface MeshRecord {
  url: string;
  print: string;
}

export type MeshState = "none" | "fresh" | "changed";

export function meshState(part: Part, scene: Scene, meshes: Record<string, MeshRecord>): MeshState {
  const mesh = meshes[part.id];
  if (!mesh) return "none";
  return mesh.print === printOf(part, scene) ? "fresh" : "changed";
}

export interface Plan {
  label: string;
  /** Ids to make; empty when nothing can be done, then `why` says so. */
  parts: string[];
  why: string;
  tip: string;
}

function counted(verb: string, parts: Part[]): string {
  return `${verb} ${parts.length} part${parts.length === 1 ? "" : "s"}`;
}

function listed(parts: Part[]): string {
  const names = parts.slice(0, 4).map(titleOf).join(", ");
  return parts.length > 4 ? `${names} and ${parts.length - 4} more` : names;
}

/** The parts that need it (new or changed, unlocked); when none does, new variations of all unlocked ones. */
export function planPrimary(scene: Scene, meshes: Record<string, MeshRecord>): Plan {
  if (scene.parts.length === 0) {
    return { label: "Generate", parts: [], why: "Draw a box first: press B, or choose a template.", tip: "" };
  }
  const open = scene.parts.filter((part) => !part.locked);
  if (open.length === 0) {
    return { label: "Generate", parts: [], why: "Every part is locked. Unlock the parts that should change.", tip: "" };
  }
  const states = new Map(open.map((part) => [part.id, meshState(part, scene, meshes)]));
  const due = open.filter((part) => states.get(part.id) !== "fresh");
  if (due.length === 0) {
    return { label: counted("Regenerate", open), parts: open.map((part) => part.id), why: "",
      tip: `Make a new variation of ${listed(open)}` };
  }
  const known = due.every((part) => states.get(part.id) === "changed");
  return { label: counted(known ? "Regenerate" : "Generate", due), parts: due.map((part) => part.id), why: "",
    tip: `${known ? "Changed since their mesh" : "Without an up-to-date mesh"}: ${listed(due)}` };
}

/** New seeds for those of `ids` whose mesh is up to date: the same inputs would give the same mesh again. */
export function reseeded(scene: Scene, ids: string[], meshes: Record<string, MeshRecord>, seed: () => number): Scene {
  let changed = false;
  const parts = scene.parts.map((part) => {
    if (!ids.includes(part.id) || meshState(part, scene, meshes) !== "fresh") return part;
    changed = true;
    return { ...part, seed: seed() };
  });
  return changed ? { ...scene, parts } : scene;
}

// The document: the TypeScript mirror of copart_core/scene.py, version 1 (tests/app/test_viewport_bundle.py compares
// the field names). Scenes are immutable here: every edit makes a new object, so undo only keeps references.

export type Vec3 = [number, number, number];
export type Axis = 0 | 1 | 2;
export const AXES: readonly Axis[] = [0, 1, 2];
export const AXIS_NAMES = ["X", "Y", "Z"] as const;

export interface Box {
  min: Vec3;
  max: Vec3;
}

export interface Joint {
  type: "fixed" | "hinge" | "slider";
  parent: string | null;
  axis: Vec3;
  origin: Vec3 | null;
  lower: number;
  upper: number;
}

/** Where an object stands: p_document = position + scale * R_y(yaw in degrees) * p_object. */
export interface Placement {
  position: Vec3;
  yaw: number;
  scale: number;
  seed: number;
}

export interface Group {
  id: string;
  name: string;
  caption: string;
  parent: string | null;
  /** Only of top-level groups: then the group is an object, with its parts' boxes in its own frame. */
  placement?: Placement | null;
}

export interface Part {
  id: string;
  name: string;
  caption: string;
  box: Box;
  locked: boolean;
  visible: boolean;
  seed: number;
  color: string | null;
  group: string | null;
  joint: Joint | null;
}

export interface Scene {
  version: 1;
  name: string;
  caption: string;
  seed: number;
  parts: Part[];
  groups: Group[];
}

export const MAX_PARTS = 64;
export const MAX_CAPTION = 512;
export const MAX_NAME = 80;
export const MAX_COORDINATE = 1e6;
export const MAX_SEED = 2 ** 31 - 1;
export const MIN_SIDE_RATIO = 1e-3;

/** What every control that would change a locked part says. */
export const LOCKED = "Locked; unlock to change it";

/** Twelve colours that stay apart under the common kinds of colour blindness (they differ in lightness too). */
export const PALETTE = [
  "#e39b56", "#4da6d9", "#3db489", "#f0c04c", "#cf5f92", "#8d74d6",
  "#cc5a3f", "#8bb13c", "#2d8c99", "#a97f5f", "#98a3b0", "#eb9dc0",
] as const;

export function emptyScene(): Scene {
  return { version: 1, name: "Untitled", caption: "", seed: 0, parts: [], groups: [] };
}

type Loose<T> = { [K in keyof T]?: T[K] };

/** A validated scene as the server sends it, with defaults filled in and a colour for every part. */
export function completeScene(loose: Loose<Omit<Scene, "parts">> & { parts: (Loose<Part> & Pick<Part, "id" | "box">)[] }): Scene {
  const parts = loose.parts.map((part, index): Part => ({
    id: part.id,
    name: part.name ?? "",
    caption: part.caption ?? "",
    box: part.box,
    locked: part.locked ?? false,
    visible: part.visible ?? true,
    seed: part.seed ?? 0,
    color: part.color ?? PALETTE[index % PALETTE.length]!,
    group: part.group ?? null,
    joint: part.joint ?? null,
  }));
  return {
    version: 1,
    name: loose.name ?? "Untitled",
    caption: loose.caption ?? "",
    seed: loose.seed ?? 0,
    parts,
    groups: loose.groups ?? [],
  };
}

/** A scene read back from this browser's storage; null when the text is damaged. */
export function parseStored(text: string | null): Scene | null {
  if (!text) return null;
  try {
    const data = JSON.parse(text) as Scene;
    const sound = data?.version === 1 && Array.isArray(data.parts)
      && data.parts.every((part) => typeof part.id === "string" && part.box?.min?.length === 3 && part.box?.max?.length === 3);
    return sound ? completeScene(data) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function titleOf(part: Part): string {
  return part.name || part.id;
}

export function partOf(scene: Scene, id: string | null): Part | null {
  return scene.parts.find((part) => part.id === id) ?? null;
}

export function withPart(scene: Scene, id: string, change: Partial<Part>): Scene {
  return { ...scene, parts: scene.parts.map((part) => (part.id === id ? { ...part, ...change } : part)) };
}

/** Without the part, and without joints that point to it. */
export function withoutPart(scene: Scene, id: string): Scene {
  const parts = scene.parts
    .filter((part) => part.id !== id)
    .map((part) => (part.joint?.parent === id ? { ...part, joint: { ...part.joint, parent: null } } : part));
  return { ...scene, parts };
}

function randomText(length: number, alphabet: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("");
}

export function newProjectId(): string {
  return randomText(22, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

export function newPartId(scene: Scene): string {
  for (;;) {
    const id = `part-${randomText(6, "abcdefghijkmnpqrstuvwxyz23456789")}`;
    if (!scene.parts.some((part) => part.id === id)) return id;
  }
}

export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % 1_000_000;
}

/** The palette colour that the scene uses least. */
export function freeColor(scene: Scene): string {
  const uses = (color: string) => scene.parts.filter((part) => part.color === color).length;
  return [...PALETTE].sort((a, b) => uses(a) - uses(b))[0]!;
}

export function newPart(scene: Scene, box: Box): Part {
  let number = scene.parts.length + 1;
  while (scene.parts.some((part) => part.name === `Part ${number}`)) number += 1;
  return {
    id: newPartId(scene), name: `Part ${number}`, caption: "", box, locked: false, visible: true, seed: randomSeed(),
    color: freeColor(scene), group: null, joint: null,
  };
}

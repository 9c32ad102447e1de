// Arithmetic of boxes: snapping, moving, resizing by a face, drawing. Pure functions in document space (y up).

import { placedGroupOf } from "./placement";
import { AXES, MAX_COORDINATE, MIN_SIDE_RATIO, type Axis, type Box, type Scene, type Vec3 } from "./scene";

export const SNAP_STEP = 0.05;
/** The smallest side that a drag can make; the inspector accepts smaller ones, down to the scene's own limit. */
export const MIN_SIDE = 0.02;

export interface Grid {
  step: number;
  /** The smallest side that a drag can make. */
  min: number;
}

/** Snap step and smallest side for a scene of this size: those above for one 0.5 to 5 long, else a power of ten of them. */
export function gridOf(scene: Scene): Grid {
  const whole = boxAround(scene.parts.map((part) => part.box));
  const longest = whole ? Math.max(...AXES.map((axis) => whole.max[axis] - whole.min[axis])) : 1;
  const power = Math.max(Math.floor(Math.log10(longest / 0.5) + 1e-9), -4);
  return { step: tidy(SNAP_STEP * 10 ** power), min: tidy(MIN_SIDE * 10 ** power) };
}

/** Drop binary noise such as 0.30000000000000004. */
export function tidy(value: number): number {
  return Math.round(value * 1e7) / 1e7 + 0;
}

export function snap(value: number, step: number): number {
  return step > 0 ? tidy(Math.round(value / step) * step) : tidy(value);
}

export function sizeOf(box: Box): Vec3 {
  return AXES.map((axis) => tidy(box.max[axis] - box.min[axis])) as Vec3;
}

export function centerOf(box: Box): Vec3 {
  return AXES.map((axis) => tidy((box.max[axis] + box.min[axis]) / 2)) as Vec3;
}

export function boxAround(boxes: Box[]): Box | null {
  if (boxes.length === 0) return null;
  return {
    min: AXES.map((axis) => Math.min(...boxes.map((box) => box.min[axis]))) as Vec3,
    max: AXES.map((axis) => Math.max(...boxes.map((box) => box.max[axis]))) as Vec3,
  };
}

export function sameBox(a: Box, b: Box): boolean {
  return AXES.every((axis) => a.min[axis] === b.min[axis] && a.max[axis] === b.max[axis]);
}

export function faceCenter(box: Box, axis: Axis, side: 1 | -1): Vec3 {
  const point = centerOf(box);
  point[axis] = side > 0 ? box.max[axis] : box.min[axis];
  return point;
}

/**
 * Move by `delta`; along the axes that move by at least half a step, the lower corner lands on the grid of `step`
 * (0: anywhere). The other axes stay exactly as they are.
 */
export function moveBox(box: Box, delta: Vec3, step: number): Box {
  const moved: Box = { min: [...box.min], max: [...box.max] };
  for (const axis of AXES) {
    if (delta[axis] === 0 || Math.abs(delta[axis]) < step / 2) continue;
    moved.min[axis] = snap(box.min[axis] + delta[axis], step);
    moved.max[axis] = tidy(moved.min[axis] + box.max[axis] - box.min[axis]);
  }
  return moved;
}

/** The box with another size (about its centre) or centre along one axis; the other axes stay exactly as they are. */
export function withLength(box: Box, kind: "size" | "position", axis: Axis, value: number): Box {
  const next: Box = { min: [...box.min], max: [...box.max] };
  const half = (kind === "size" ? value : box.max[axis] - box.min[axis]) / 2;
  const middle = kind === "size" ? (box.max[axis] + box.min[axis]) / 2 : value;
  next.min[axis] = tidy(middle - half);
  next.max[axis] = tidy(middle + half);
  return next;
}

export interface ResizeOptions {
  step: number;
  /** Alt: the opposite face moves the other way. */
  mirrored?: boolean;
  /** Shift: the other sides follow in proportion, about their own middle. */
  proportional?: boolean;
  min?: number;
}

/**
 * Drag one face to the coordinate `to`: by less than half a step nothing changes, and a box that is thinner than `min`
 * does not grow by being touched. The opposite face stays exactly where it is unless `mirrored`.
 */
export function resizeFace(box: Box, axis: Axis, side: 1 | -1, to: number, options: ResizeOptions): Box {
  const { step, mirrored = false, proportional = false } = options;
  const face = side > 0 ? box.max[axis] : box.min[axis];
  if (to === face || Math.abs(to - face) < step / 2) return box;
  const min = Math.min(options.min ?? MIN_SIDE, box.max[axis] - box.min[axis]);
  const fixed = mirrored ? (box.min[axis] + box.max[axis]) / 2 : side > 0 ? box.min[axis] : box.max[axis];
  const shortest = mirrored ? min / 2 : min;
  let moved = snap(to, step);
  if (side * (moved - fixed) < shortest) moved = fixed + side * shortest;
  const low: Vec3 = [...box.min];
  const high: Vec3 = [...box.max];
  const opposite = mirrored ? 2 * fixed - moved : fixed;
  low[axis] = side > 0 && !mirrored ? fixed : tidy(Math.min(moved, opposite));
  high[axis] = side < 0 && !mirrored ? fixed : tidy(Math.max(moved, opposite));
  if (proportional) {
    const scale = (high[axis] - low[axis]) / (box.max[axis] - box.min[axis]);
    for (const other of AXES) {
      if (other === axis) continue;
      const middle = (box.min[other] + box.max[other]) / 2;
      const side = box.max[other] - box.min[other];
      const half = Math.max(side * scale, Math.min(options.min ?? MIN_SIDE, side)) / 2;
      low[other] = tidy(middle - half);
      high[other] = tidy(middle + half);
    }
  }
  return { min: low, max: high };
}

/** The flat box over two corners on the ground, `height` tall; null while a base side is shorter than `min`. */
export function drawnBox(from: Vec3, to: Vec3, height: number, step: number, min = MIN_SIDE): Box | null {
  const low: Vec3 = [0, 0, 0];
  const high: Vec3 = [0, 0, 0];
  for (const axis of [0, 2] as const) {
    const a = snap(from[axis], step);
    const b = snap(to[axis], step);
    low[axis] = Math.min(a, b);
    high[axis] = Math.max(a, b);
    if (high[axis] - low[axis] < min) return null;
  }
  high[1] = Math.max(snap(height, step), step > 0 ? step : min);
  return { min: low, max: high };
}

/** Why `box` cannot be used for a part of `scene`, in words for people; null when it can. */
export function boxProblem(scene: Scene, partId: string, box: Box): string | null {
  for (const axis of AXES) {
    for (const value of [box.min[axis], box.max[axis]]) {
      if (!Number.isFinite(value)) return "Type a plain number, such as 0.45.";
      if (Math.abs(value) > MAX_COORDINATE) return "Keep coordinates within one million.";
    }
    if (box.max[axis] - box.min[axis] <= 0) return "A size must be above 0.";
  }
  const own = scene.parts.find((part) => part.id === partId);
  const object = own ? placedGroupOf(scene, own) : null; // thinness is a matter of each object
  const beside = scene.parts.filter((part) => placedGroupOf(scene, part) === object);
  const boxes = beside.map((part) => (part.id === partId ? box : part.box));
  const whole = sizeOf(boxAround(boxes)!);
  const limit = MIN_SIDE_RATIO * Math.max(...whole);
  for (const other of boxes) {
    if (Math.min(...sizeOf(other)) < limit) {
      return `Too thin for a scene ${tidy(Math.max(...whole))} long: every side needs at least ${tidy(limit)}.`;
    }
  }
  return null;
}

/** "0,45" and "0.45" are both numbers; null for anything else. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** Shortest text of a length: at least two decimals, at most four; tiny ones with three digits. */
export function formatNumber(value: number): string {
  const clean = tidy(value);
  if (clean !== 0 && Math.abs(clean) < 0.001) return String(Number(clean.toPrecision(3)));
  const text = clean.toFixed(4).replace(/0{1,2}$/, "");
  return text === "-0.00" ? "0.00" : text;
}

/** Where along `axis` through `origin` the ray comes nearest; null when they are almost parallel. */
export function alongAxis(rayOrigin: Vec3, rayDirection: Vec3, origin: Vec3, axis: Axis): number | null {
  const between = AXES.map((i) => rayOrigin[i] - origin[i]) as Vec3;
  const cosine = rayDirection[axis];
  const denominator = 1 - cosine * cosine;
  if (denominator < 1e-3) return null;
  const dot = AXES.reduce<number>((sum, i) => sum + rayDirection[i] * between[i], 0);
  return origin[axis] + (between[axis] - cosine * dot) / denominator;
}

// The mouse in the viewport: select, move, resize, draw. One gesture at a time; each previews in the store and leaves
// one undo step, or none when Escape gives it up.

import { type Ray, Plane, Vector3 } from "three";
import {
  alongAxis, boxProblem, drawnBox, faceCenter, formatNumber, moveBox, gridOf, type Grid, resizeFace, centerOf, sameBox,
} from "../doc/boxmath";
import { placementOf } from "../doc/placement";
import { type Axis, type Box, emptyScene, MAX_PARTS, newPart, type Part, partOf, titleOf, type Vec3, withPart } from "../doc/scene";
import type { Store } from "../doc/store";
import { Value } from "../value";
import { hitParts } from "./boxes";
import type { View3D } from "./view3d";

export type Tool = "select" | "draw";
export type Doing = "idle" | "move" | "resize" | "draw-base" | "draw-height";

export interface Feedback {
  doing: Doing;
  /** The box being drawn. */
  ghost: Box | null;
  axis: Axis | null;
  side: 1 | -1 | 0;
  text: string | undefined;
}

const REST: Feedback = { doing: "idle", ghost: null, axis: null, side: 0, text: undefined };
const CLICK_PX = 4;

interface Gesture {
  move(event: PointerEvent): void;
  end(event: PointerEvent): void;
  cancel(): void;
}

export class Gestures {
  readonly tool = new Value<Tool>("select");
  readonly hovered = new Value<string | null>(null);
  readonly feedback = new Value<Feedback>(REST);
  readonly snapping = new Value(true);
  private gesture: Gesture | null = null;
  /** A base that waits for its height and the final click. */
  private base: { from: Vec3; to: Vec3; startY: number; pixel: number } | null = null;
  /** Of the scene as the gesture found it. */
  private grid: Grid = gridOf(emptyScene());
  private cleanups: (() => void)[] = [];

  constructor(private view: View3D, private store: Store, private warn: (message: string) => void) {
    const { canvas } = view;
    canvas.addEventListener("pointermove", (event) => this.hover(event));
    canvas.addEventListener("pointerleave", () => this.hovered.set(null));
    canvas.parentElement!.addEventListener("pointerdown", (event) => {
      if (event.target === canvas) this.press(event);
    }, true);
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    this.tool.on((tool) => {
      if (tool === "select") this.dropBase();
      this.hovered.set(null);
    });
    const move = (event: PointerEvent) => this.gesture?.move(event);
    const up = (event: PointerEvent) => this.finish(event);
    const lost = () => this.cancel();
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", lost);
    this.cleanups.push(() => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", lost);
    });
  }

  get busy(): boolean {
    return this.gesture !== null || this.base !== null;
  }

  /** Escape: give up the gesture, else the tool, else the selection. */
  escape(): void {
    if (this.busy) this.cancel();
    else if (this.tool.get() === "draw") this.tool.set("select");
    else this.store.select(null);
  }

  cancel(): void {
    this.gesture?.cancel();
    this.stop();
    this.dropBase();
  }

  startResize(axis: Axis, side: 1 | -1, event: PointerEvent): void {
    const part = partOf(this.store.scene, this.store.selection);
    if (!part || part.locked || event.button !== 0) return;
    event.preventDefault();
    const face = faceCenter(part.box, axis, side);
    const grabbed = this.onAxis(event, face, axis) ?? face[axis];
    this.run({
      move: (now) => {
        const at = this.onAxis(now, face, axis);
        if (at === null) return;
        const box = resizeFace(part.box, axis, side, face[axis] + at - grabbed,
          { step: this.step(now), min: this.grid.min, mirrored: now.altKey, proportional: now.shiftKey });
        this.previewBox(part.id, box);
        this.feedback.set({ doing: "resize", ghost: null, axis, side, text: undefined });
      },
      end: () => this.commit(part.id, `Resize ${titleOf(part)}`),
      cancel: () => this.store.rollback(),
    });
    this.feedback.set({ doing: "resize", ghost: null, axis, side, text: undefined });
  }

  startArrow(axis: Axis, event: PointerEvent): void {
    const part = partOf(this.store.scene, this.store.selection);
    if (!part || part.locked || event.button !== 0) return;
    event.preventDefault();
    const center = centerOf(part.box);
    const grabbed = this.onAxis(event, center, axis) ?? center[axis];
    this.run(this.mover(part.id, axis, (now) => {
      const at = this.onAxis(now, center, axis);
      if (at === null) return null;
      const delta: Vec3 = [0, 0, 0];
      delta[axis] = at - grabbed;
      return delta;
    }));
  }

  dispose(): void {
    this.cancel();
    for (const cleanup of this.cleanups) cleanup();
  }

  // ---- the canvas -----------------------------------------------------------------------------------------------------

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    if (this.tool.get() === "draw") {
      this.view.controls.enabled = false;
      if (this.base) this.pressHeight();
      else this.pressBase(event);
      return;
    }
    const hits = hitParts(this.view.rayAt(event.clientX, event.clientY), this.store.scene);
    const own = hits.find((hit) => this.movable(hit.part));
    if (own) {
      this.view.controls.enabled = false;
      this.pressBody(own.part.id, own.point.clone(), event, hits[0]!.part.id);
    } else {
      // The camera may turn; without travel it is a click.
      this.run({ move: () => {}, cancel: () => {}, end: (now) => {
        if (travelled(event, now) < CLICK_PX) this.store.select(hits[0]?.part.id ?? null);
      } }, false);
    }
  }

  private pressBody(id: string, grabbed: Vector3, down: PointerEvent, front: string): void {
    const ground = new Plane(new Vector3(0, 1, 0), -grabbed.y);
    const anchor: Vec3 = [grabbed.x, grabbed.y, grabbed.z];
    const mover = this.mover(id, null, (now) => {
      if (now.shiftKey) {
        const y = this.onAxis(now, anchor, 1);
        return y === null ? null : [0, y - grabbed.y, 0];
      }
      const point = this.onPlane(now, ground);
      return point && [point.x - grabbed.x, 0, point.z - grabbed.z];
    });
    let dragging = false;
    this.run({
      move: (now) => {
        dragging ||= travelled(down, now) >= CLICK_PX;
        if (dragging) mover.move(now);
      },
      end: (now) => {
        if (dragging) mover.end(now);
        else this.store.select(front);
      },
      cancel: () => mover.cancel(),
    });
  }

  private mover(id: string, axis: Axis | null, deltaAt: (event: PointerEvent) => Vec3 | null): Gesture {
    const part = partOf(this.store.scene, id)!;
    return {
      move: (now) => {
        const delta = deltaAt(now);
        if (!delta) return;
        const box = moveBox(part.box, delta, this.step(now));
        this.previewBox(id, box);
        this.feedback.set({ doing: "move", ghost: null, axis, side: 0, text: centerOf(box).map(formatNumber).join(", ") });
      },
      end: () => this.commit(id, `Move ${titleOf(part)}`),
      cancel: () => this.store.rollback(),
    };
  }

  // ---- drawing --------------------------------------------------------------------------------------------------------

  private pressBase(down: PointerEvent): void {
    const from = this.onGround(down);
    if (!from) {
      this.view.controls.enabled = true;
      this.warn("Start on the ground: aim below the horizon.");
      return;
    }
    let to = from;
    const show = (event: PointerEvent) => {
      to = this.onGround(event) ?? to;
      this.feedback.set({ ...REST, doing: "draw-base", ghost: drawnBox(from, to, 0, this.step(event), this.grid.min) });
    };
    this.run({
      move: show,
      end: (up) => {
        show(up);
        if (drawnBox(from, to, 0, this.step(up), this.grid.min)) {
          const [, y0] = this.view.screenOf(to);
          const [, y1] = this.view.screenOf([to[0], to[1] + 0.1, to[2]]);
          this.base = { from, to, startY: up.clientY, pixel: 0.1 / Math.max(Math.abs(y0 - y1), 1) };
          this.showHeight(up);
        } else {
          this.feedback.set(REST);
          this.warn("Drag to draw the base: press, pull across the ground, release.");
        }
      },
      cancel: () => this.feedback.set(REST),
    });
  }

  private pressHeight(): void {
    this.run({
      move: (event) => this.showHeight(event),
      end: (event) => {
        const box = this.showHeight(event);
        this.dropBase();
        if (box) this.addBox(box);
      },
      cancel: () => this.dropBase(),
    });
  }

  private showHeight(event: PointerEvent): Box | null {
    if (!this.base) return null;
    const { from, to, startY, pixel } = this.base;
    const height = this.onAxis(event, to, 1) ?? (startY - event.clientY) * pixel;
    const ghost = drawnBox(from, to, Math.min(height, 1e4), this.step(event), this.grid.min);
    this.feedback.set({ ...REST, doing: "draw-height", ghost });
    return ghost;
  }

  private dropBase(): void {
    this.base = null;
    this.feedback.set(REST);
  }

  /** A new part, selected; the tool goes back to select. */
  addBox(box: Box): void {
    const { scene } = this.store;
    if (scene.parts.length >= MAX_PARTS) {
      this.warn(`A scene holds at most ${MAX_PARTS} parts. Delete one before drawing another.`);
      return;
    }
    const part = newPart(scene, box);
    const next = { ...scene, parts: [...scene.parts, part] };
    const problem = boxProblem(next, part.id, box);
    if (problem) this.warn(problem);
    else this.store.edit("Draw a box", () => next, { select: part.id });
    this.tool.set("select");
  }

  // ---- helpers --------------------------------------------------------------------------------------------------------

  /** Whether a drag moves the part. Parts of placed objects are turned against the axes: their numbers can be typed. */
  private movable(part: Part): boolean {
    return part.id === this.store.selection && !part.locked && !placementOf(this.store.scene, part);
  }

  private hover(event: PointerEvent): void {
    if (this.base && !this.gesture) {
      this.showHeight(event);
      return;
    }
    if (event.buttons !== 0 || this.tool.get() === "draw") {
      this.hovered.set(null);
      return;
    }
    const hits = hitParts(this.view.rayAt(event.clientX, event.clientY), this.store.scene);
    const own = hits.some((hit) => this.movable(hit.part));
    this.hovered.set(hits[0]?.part.id ?? null);
    this.view.canvas.style.cursor = own ? "move" : hits.length ? "pointer" : "";
  }

  private run(gesture: Gesture, edits = true): void {
    this.gesture = gesture;
    this.grid = gridOf(this.store.scene);
    this.hovered.set(null);
    if (edits && this.tool.get() === "select") this.store.begin();
  }

  private finish(event: PointerEvent): void {
    const gesture = this.gesture;
    if (!gesture || event.button !== 0) return;
    gesture.end(event);
    this.stop();
  }

  private stop(): void {
    this.gesture = null;
    this.view.controls.enabled = true;
    if (this.store.inGesture) this.store.rollback();
    if (!this.base) this.feedback.set(REST);
  }

  private previewBox(id: string, box: Box): void {
    this.store.preview((scene) => (sameBox(partOf(scene, id)!.box, box) ? scene : withPart(scene, id, { box })));
  }

  private commit(id: string, label: string): void {
    const part = partOf(this.store.scene, id);
    const problem = part && boxProblem(this.store.scene, id, part.box);
    if (problem) {
      this.store.rollback();
      this.warn(problem);
    } else this.store.commit(label);
  }

  private step(event: PointerEvent): number {
    return this.snapping.get() !== (event.ctrlKey || event.metaKey) ? this.grid.step : 0;
  }

  private onAxis(event: PointerEvent, through: Vec3, axis: Axis): number | null {
    const { origin, direction }: Ray = this.view.rayAt(event.clientX, event.clientY).ray;
    return alongAxis(origin.toArray() as Vec3, direction.toArray() as Vec3, through, axis);
  }

  private onPlane(event: PointerEvent, plane: Plane): Vector3 | null {
    const { ray } = this.view.rayAt(event.clientX, event.clientY);
    const point = ray.intersectPlane(plane, new Vector3());
    const reach = 12 * this.view.camera.position.distanceTo(this.view.controls.target);
    return point && point.distanceTo(ray.origin) < reach ? point : null;
  }

  private onGround(event: PointerEvent): Vec3 | null {
    const point = this.onPlane(event, new Plane(new Vector3(0, 1, 0), 0));
    return point && [point.x, 0, point.z];
  }
}

function travelled(a: PointerEvent, b: PointerEvent): number {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
}

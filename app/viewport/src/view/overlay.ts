// What lies over the canvas for the selected box: six round face handles, three move arrows, the size label. They are
// page elements placed by projection, so they stay crisp, have generous hit areas and can be found by tests.

import { centerOf, faceCenter, formatNumber, sizeOf } from "../doc/boxmath";
import { AXES, type Axis, AXIS_NAMES, type Box, type Vec3 } from "../doc/scene";
import { h } from "../dom";
import { ids } from "../testids";
import type { View3D } from "./view3d";

const SVG = "http://www.w3.org/2000/svg";
const HANDLE_APART = 17; // px from the middle of the box, at least, so that handles of small boxes do not pile up
const ARROW_GAP = 15;
const ARROW_LENGTH = 36;

export interface OverlayEvents {
  resize(axis: Axis, side: 1 | -1, event: PointerEvent): void;
  move(axis: Axis, event: PointerEvent): void;
}

interface Arrow {
  group: SVGGElement;
  lines: SVGLineElement[];
  head: SVGPathElement;
  letter: SVGTextElement;
}

function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, string>): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export class Overlay {
  readonly element = h("div", { class: "overlay" });
  private label = h("div", { class: "size-label", testid: "size-label", hidden: true });
  private sheet = svg("svg", { class: "arrows" });
  private handles: { axis: Axis; side: 1 | -1; element: HTMLElement }[] = [];
  private arrows: Arrow[] = [];
  private box: Box | null = null;
  private text = "";
  private active = false;

  constructor(private view: View3D, events: OverlayEvents) {
    this.element.append(this.sheet);
    for (const axis of AXES) {
      this.arrows.push(this.makeArrow(axis, events));
      for (const side of [1, -1] as const) {
        const name = AXIS_NAMES[axis].toLowerCase();
        const element = h("div", {
          class: "handle", testid: ids.handle(name, side > 0 ? "max" : "min"),
          on: { pointerdown: (event) => events.resize(axis, side, event) },
        });
        this.handles.push({ axis, side, element });
        this.element.append(element);
      }
    }
    this.element.append(this.label);
    view.onDrawn(() => this.place());
  }

  /** `box`: what the label speaks of; `grips`: also handles and arrows; `text` replaces the size. */
  show(box: Box | null, grips: boolean, text?: string): void {
    this.box = box;
    this.active = grips && box !== null;
    this.text = box ? text ?? sizeOf(box).map(formatNumber).join(" × ") : "";
    this.place();
  }

  /** Marks the handle in use. */
  setDragged(axis: Axis | null, side: 1 | -1 | 0): void {
    for (const handle of this.handles) handle.element.classList.toggle("dragged", handle.axis === axis && handle.side === side);
    for (const [index, arrow] of this.arrows.entries()) arrow.group.classList.toggle("dragged", side === 0 && index === axis);
  }

  private makeArrow(axis: Axis, events: OverlayEvents): Arrow {
    const group = svg("g", { class: "arrow", "data-testid": ids.arrow(AXIS_NAMES[axis].toLowerCase()) });
    const lines = [svg("line", { class: "hit" }), svg("line", { class: "halo" }), svg("line", { class: "shaft" })];
    const head = svg("path", { class: "head", d: "M 0 -5 L 10 0 L 0 5 Z" });
    const letter = svg("text", { class: "letter", "text-anchor": "middle", "dominant-baseline": "central" });
    letter.textContent = AXIS_NAMES[axis];
    group.append(...lines, head, letter);
    group.addEventListener("pointerdown", (event) => events.move(axis, event));
    this.sheet.append(group);
    return { group, lines, head, letter };
  }

  private place(): void {
    const { box, view } = this;
    this.label.hidden = box === null;
    this.sheet.style.display = this.active ? "" : "none";
    for (const { element } of this.handles) element.hidden = !this.active;
    if (!box) return;
    if (this.active) this.placeGrips(box);
    const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
      view.localOf(AXES.map((axis) => ((bits >> axis) & 1 ? box.max : box.min)[axis]) as Vec3));
    const ahead = corners.filter((corner) => corner.ahead);
    if (ahead.length === 0) {
      this.label.hidden = true;
      return;
    }
    this.label.textContent = this.text;
    const { clientWidth, clientHeight } = view.canvas;
    const x = (Math.min(...ahead.map((c) => c.x)) + Math.max(...ahead.map((c) => c.x))) / 2;
    const y = Math.max(...ahead.map((c) => c.y)) + 26;
    const half = this.label.offsetWidth / 2 + 8;
    this.label.style.translate = `calc(${clamp(x, half, clientWidth - half)}px - 50%) calc(${clamp(y, 70, clientHeight - 76)}px - 50%)`;
  }

  private placeGrips(box: Box): void {
    const { view } = this;
    const middle = centerOf(box);
    const center = view.localOf(middle);
    const eye = view.camera.position;
    const eyes: Vec3 = [eye.x, eye.y, eye.z];
    const reach = 0.06 * eye.distanceTo(view.controls.target);
    for (const { axis, side, element } of this.handles) {
      const face = faceCenter(box, axis, side);
      const at = view.localOf(face);
      const beyond: Vec3 = [...face];
      beyond[axis] += side * reach;
      const far = view.localOf(beyond);
      const heading = Math.hypot(far.x - at.x, far.y - at.y) || 1;
      const direction = { x: (far.x - at.x) / heading, y: (far.y - at.y) / heading };
      const spread = Math.max(0, HANDLE_APART - Math.hypot(at.x - center.x, at.y - center.y)) * Math.min(1, heading / 12);
      at.x += direction.x * spread;
      at.y += direction.y * spread;
      const facing = side * (eyes[axis] - face[axis]) > 0;
      element.hidden = !at.ahead;
      element.classList.toggle("behind", !facing);
      element.style.translate = `${at.x}px ${at.y}px`;
      if (side > 0) this.placeArrow(this.arrows[axis]!, at, direction, at.ahead && heading > 10);
    }
  }

  private placeArrow(arrow: Arrow, from: { x: number; y: number }, direction: { x: number; y: number }, visible: boolean): void {
    arrow.group.style.display = visible ? "" : "none";
    const start = { x: from.x + direction.x * ARROW_GAP, y: from.y + direction.y * ARROW_GAP };
    const end = { x: start.x + direction.x * ARROW_LENGTH, y: start.y + direction.y * ARROW_LENGTH };
    for (const line of arrow.lines) {
      line.setAttribute("x1", String(start.x));
      line.setAttribute("y1", String(start.y));
      line.setAttribute("x2", String(end.x));
      line.setAttribute("y2", String(end.y));
    }
    const angle = (Math.atan2(direction.y, direction.x) * 180) / Math.PI;
    arrow.head.setAttribute("transform", `translate(${end.x} ${end.y}) rotate(${angle})`);
    arrow.letter.setAttribute("x", String(end.x + direction.x * 20));
    arrow.letter.setAttribute("y", String(end.y + direction.y * 20));
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

// The templates popover: cards with a drawn picture of each layout. Templates are fetched when it is first opened; the
// documents that this browser still has come below.

import { boxAround, centerOf } from "../doc/boxmath";
import { AXES, type Box, completeScene, type Part, type Scene, type Vec3 } from "../doc/scene";
import { h } from "../dom";
import type { Template } from "../protocol";
import type { Server } from "../server";
import { ids } from "../testids";
import type { RecentScene } from "../persist";
import { Menu } from "./menu";

const WIDTH = 148;
const HEIGHT = 96;
// An isometric look from the front right, above: screen x and y of the three axes.
const VIEW: [Vec3, Vec3] = [[0.79, 0, -0.61], [0.3, -0.87, 0.38]];

export class TemplateMenu {
  readonly menu: Menu;
  private grid = h("div", { class: "cards" });
  private recentGrid = h("div", { class: "cards", testid: "recent" });
  private recentSide = h("section", { hidden: true }, h("div", { class: "menu-label", text: "Recent scenes in this browser" }), this.recentGrid);
  private fetched: Promise<Template[]> | null = null;

  constructor(owner: HTMLButtonElement, private server: Server, private recent: () => RecentScene[],
    private choose: (template: Template) => void, private reopen: (recent: RecentScene) => void) {
    this.menu = new Menu(owner, "templates", "Templates and recent scenes", () => {
      this.fillRecent();
      void this.fill();
    });
    this.menu.element.append(this.grid, this.recentSide);
  }

  toggle(): void {
    this.menu.toggle();
  }

  /** All templates; asked for once, and again after a failure. */
  list(): Promise<Template[]> {
    this.fetched ??= this.server.call("templates", {}).then(({ templates }) => templates);
    this.fetched.catch(() => { this.fetched = null; });
    return this.fetched;
  }

  private async fill(): Promise<void> {
    if (this.grid.querySelector(".card")) return;
    this.grid.replaceChildren(h("p", { class: "muted", text: "Fetching the templates…" }));
    try {
      const templates = await this.list();
      this.grid.replaceChildren(...templates.map((template) => this.card(
        { testid: ids.template(template.id), name: template.name, title: template.caption, scene: completeScene(template.scene) },
        () => this.choose(template))));
      if (this.menu.open) this.grid.querySelector<HTMLElement>(".card")?.focus();
    } catch (error) {
      this.grid.replaceChildren(h("p", { class: "muted", role: "alert", text: error instanceof Error ? error.message : String(error) }));
    }
  }

  private fillRecent(): void {
    const recent = this.recent();
    this.recentSide.hidden = recent.length === 0;
    this.recentGrid.replaceChildren(...recent.map((document) => this.card(
      { testid: ids.recent(document.project), name: document.scene.name, title: document.scene.caption, scene: document.scene },
      () => this.reopen(document))));
  }

  private card(shown: { testid: string; name: string; title: string; scene: Scene }, choose: () => void): HTMLElement {
    const picture = h("canvas", { width: WIDTH * 2, height: HEIGHT * 2, "aria-hidden": "true" });
    drawScene(picture, shown.scene);
    const count = shown.scene.parts.length;
    return h("button", {
      type: "button", class: "card", role: "menuitem", testid: shown.testid, title: shown.title,
      on: { click: () => {
        this.menu.close(true);
        choose();
      } },
    }, picture, h("span", { class: "card-name", text: shown.name }),
    h("span", { class: "card-detail", text: `${count} part${count === 1 ? "" : "s"}` }));
  }
}

function project([x, y, z]: Vec3): [number, number] {
  return VIEW.map((row) => row[0] * x + row[1] * y + row[2] * z) as [number, number];
}

/** Boxes in isometric view, far ones first, three visible faces each. */
export function drawScene(canvas: HTMLCanvasElement, scene: Scene): void {
  const context = canvas.getContext("2d");
  const whole = boxAround(scene.parts.map((part) => part.box));
  if (!context || !whole) return;
  const corners = cornersOf(whole).map(project);
  const [low, high] = [0, 1].map((axis) => [Math.min(...corners.map((c) => c[axis]!)), Math.max(...corners.map((c) => c[axis]!))]) as [[number, number], [number, number]];
  const scale = Math.min((canvas.width * 0.8) / (low[1] - low[0]), (canvas.height * 0.82) / (high[1] - high[0]));
  const at = (point: Vec3): [number, number] => {
    const [x, y] = project(point);
    return [canvas.width / 2 + (x - (low[0] + low[1]) / 2) * scale, canvas.height / 2 + (y - (high[0] + high[1]) / 2) * scale];
  };
  for (const part of backToFront(scene.parts)) drawBox(context, part.box, part.color ?? "#98a3b0", at);
}

function nearness(box: Box): number {
  const [x, y, z] = centerOf(box);
  return 0.53 * x + 0.48 * y + 0.69 * z;
}

/** True when `a` lies behind `b`: the viewer stands on the positive side of all axes. */
function isBehind(a: Box, b: Box): boolean {
  const gaps = AXES.map((axis) => Math.max(b.min[axis] - a.max[axis], a.min[axis] - b.max[axis]));
  const widest = AXES.reduce((best, axis) => (gaps[axis]! > gaps[best]! ? axis : best));
  return gaps[widest]! > -1e-6 ? a.max[widest] <= b.min[widest] + 1e-6 : nearness(a) < nearness(b);
}

/** Painter's order: again and again the box that has nothing left behind it. */
function backToFront(parts: readonly Part[]): Part[] {
  const rest = [...parts].sort((a, b) => nearness(a.box) - nearness(b.box));
  const order: Part[] = [];
  while (rest.length) {
    const free = rest.findIndex((part) => !rest.some((other) => other !== part && isBehind(other.box, part.box)));
    order.push(...rest.splice(Math.max(free, 0), 1));
  }
  return order;
}

function cornersOf(box: Box): Vec3[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [0, 1, 2].map((axis) => ((bits >> axis) & 1 ? box.max : box.min)[axis]) as Vec3);
}

function drawBox(context: CanvasRenderingContext2D, box: Box, color: string, at: (point: Vec3) => [number, number]): void {
  const [x0, y0, z0] = box.min;
  const [x1, y1, z1] = box.max;
  const faces: [Vec3[], number][] = [
    [[[x0, y1, z0], [x1, y1, z0], [x1, y1, z1], [x0, y1, z1]], 1],
    [[[x0, y0, z1], [x1, y0, z1], [x1, y1, z1], [x0, y1, z1]], 0.8],
    [[[x1, y0, z0], [x1, y0, z1], [x1, y1, z1], [x1, y1, z0]], 0.6],
  ];
  for (const [points, light] of faces) {
    context.beginPath();
    points.forEach((point, index) => context[index ? "lineTo" : "moveTo"](...at(point)));
    context.closePath();
    context.fillStyle = `color-mix(in srgb, ${color} ${light * 100}%, black)`;
    context.strokeStyle = context.fillStyle;
    context.lineWidth = 1;
    context.fill();
    context.stroke();
  }
}

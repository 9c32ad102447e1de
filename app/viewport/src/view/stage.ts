// The viewport zone: canvas, overlay, and what decides how each part is drawn. Draws the document and the run.

import { boxAround, formatNumber, sizeOf } from "../doc/boxmath";
import { boundsOf, placementOf } from "../doc/placement";
import { meshState } from "../doc/plan";
import { partOf, titleOf, type Part, type Vec3 } from "../doc/scene";
import type { Store } from "../doc/store";
import { h } from "../dom";
import type { Toasts } from "../panels/toasts";
import type { Runner } from "../run";
import { SCENE_COLORS, type ThemeSwitch } from "../theme";
import { Value } from "../value";
import { BoxLayer } from "./boxes";
import { Gestures } from "./gestures";
import { MeshLayer, type MeshWish, type Shading } from "./meshes";
import { Overlay } from "./overlay";
import { View3D } from "./view3d";

export type ShowMode = "boxes" | "both" | "meshes";

export class Stage {
  readonly mode = new Value<ShowMode>("both");
  readonly shading = new Value<Shading>("texture");
  readonly view: View3D;
  readonly gestures: Gestures;
  /** Hovered in the outliner. */
  readonly pointed = new Value<string | null>(null);
  private boxes: BoxLayer;
  private meshes: MeshLayer;
  private overlay: Overlay;
  private queued = false;
  /** What threw the present shadows. */
  private casters = "";

  constructor(private host: HTMLElement, private store: Store, private runner: Runner, private theme: ThemeSwitch,
    private toasts: Toasts, urlOf: (path: string) => string) {
    this.view = new View3D(host);
    this.view.canvas.dataset.testid = "canvas";
    this.gestures = new Gestures(this.view, store, (message) => toasts.show("warning", message));
    this.boxes = new BoxLayer(this.view.boxes);
    this.meshes = new MeshLayer(this.view.meshes, urlOf, () => this.refresh(), (id) => this.meshFailed(id));
    this.overlay = new Overlay(this.view, {
      resize: (axis, side, event) => this.gestures.startResize(axis, side, event),
      move: (axis, event) => this.gestures.startArrow(axis, event),
    });
    this.view.canvas.after(this.overlay.element);
    theme.theme.on((name) => this.view.setTheme(name));
    store.subscribe(() => this.refresh());
    for (const value of [runner.run, this.mode, this.shading, this.pointed, theme.theme, this.gestures.hovered,
      this.gestures.feedback, this.gestures.tool] as Value<unknown>[]) value.on(() => this.refresh());
    store.subscribe((reason) => {
      if (reason === "open") this.frame(false);
    });
    this.watchContext();
  }

  /** The selection, or all parts. */
  frame(animate = true): void {
    const selected = partOf(this.store.scene, this.store.selection);
    const { scene } = this.store;
    const all = scene.parts.map((part) => boundsOf(scene, part));
    this.view.frameBox(selected ? boundsOf(scene, selected) : boxAround(all), animate);
  }

  get shown(): string[] {
    return this.meshes.shown;
  }

  screenOf(point: Vec3): [number, number] {
    return this.view.screenOf(point);
  }

  async settled(): Promise<void> {
    do {
      await this.view.nextFrame();
      if (this.meshes.loading) await new Promise((resolve) => setTimeout(resolve, 30));
    } while (this.meshes.loading || this.queued);
  }

  dispose(): void {
    this.gestures.dispose();
    this.meshes.dispose();
    this.boxes.dispose();
    this.view.dispose();
  }

  /** Bring boxes, meshes and overlay up to date: once, before the next frame, however much has changed. */
  private refresh(): void {
    if (this.queued) return;
    this.queued = true;
    queueMicrotask(() => {
      this.queued = false;
      this.draw();
    });
  }

  private draw(): void {
    const { scene, selection } = this.store;
    const mode = this.mode.get();
    const colors = SCENE_COLORS[this.theme.theme.get()];
    const { accent } = colors;
    const feedback = this.gestures.feedback.get();
    const hovered = this.pointed.get() ?? this.gestures.hovered.get();
    this.drawMeshes(mode, colors);
    this.boxes.update(scene, (part) => ({
      hasMesh: this.meshes.has(part.id), selected: part.id === selection, hovered: part.id === hovered, mode, accent,
    }));
    this.boxes.showGhost(feedback.ghost, accent);
    const selected = partOf(scene, selection);
    const drawing = this.gestures.tool.get() === "draw";
    const box = feedback.ghost ?? (selected?.visible && !drawing ? boundsOf(scene, selected) : null);
    const placed = selected !== null && placementOf(scene, selected) !== null;
    const size = placed && !feedback.ghost ? sizeOf(selected.box).map(formatNumber).join(" × ") : undefined;
    const grips = box !== null && !feedback.ghost && !drawing && !selected!.locked && !placed;
    this.overlay.show(box, grips, feedback.text ?? size);
    this.overlay.setDragged(feedback.axis, feedback.side);
    this.host.classList.toggle("drawing", drawing);
    this.host.classList.toggle("dragging", feedback.doing === "move" || feedback.doing === "resize");
    const casters = JSON.stringify([mode, this.shading.get(), this.meshes.version,
      scene.parts.map((part) => [part.box, part.visible]), scene.groups]);
    if (casters === this.casters) this.view.requestRender();
    else this.view.shadowsChanged();
    this.casters = casters;
  }

  private drawMeshes(mode: ShowMode, colors: { accent: string; fill: string }): void {
    const { scene } = this.store;
    const run = this.runner.run.get();
    this.view.meshes.visible = mode !== "boxes";
    const wishes = scene.parts.flatMap((part: Part): MeshWish[] => {
      const preview = run.previews[part.id];
      const url = preview ?? run.meshes[part.id]?.url;
      if (!url) return [];
      const faded = !preview && !part.locked && meshState(part, scene, run.meshes) === "changed";
      return [{ id: part.id, url, visible: part.visible, faded, placement: placementOf(scene, part) }];
    });
    if (wishes.length) this.view.lightMeshes();
    this.meshes.update(wishes, this.shading.get(), colors);
  }

  private meshFailed(id: string): void {
    const part = partOf(this.store.scene, id);
    if (part) this.toasts.show("error", `The mesh of ${titleOf(part)} could not be loaded. Regenerate this part to get it back.`);
  }

  private watchContext(): void {
    const { canvas } = this.view;
    const note = h("div", { class: "stage-note", hidden: true, role: "alert",
      text: "The graphics driver took the 3D view away. It comes back by itself; your scene is safe." });
    this.host.append(note);
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      note.hidden = false;
    });
    canvas.addEventListener("webglcontextrestored", () => {
      note.hidden = true;
      this.view.shadowsChanged();
    });
  }
}

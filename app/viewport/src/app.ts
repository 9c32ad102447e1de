// The page: builds the zones in a shadow root (Gradio's styles stay out, ours stay in) and wires them together.

import { Commands } from "./commands";
import { completeScene, emptyScene, type Scene, type Vec3 } from "./doc/scene";
import { Store } from "./doc/store";
import { button, h } from "./dom";
import { listenForKeys } from "./keys";
import { ActionBar } from "./panels/actionbar";
import { HelpSheet } from "./panels/help";
import { hintPill } from "./panels/hint";
import { Inspector } from "./panels/inspector";
import { Outliner } from "./panels/outliner";
import { TemplateMenu } from "./panels/templates";
import { Toasts } from "./panels/toasts";
import { displayBar, toolColumn } from "./panels/toolbar";
import { Tooltips } from "./panels/tooltips";
import { TopBar } from "./panels/topbar";
import { Persistence } from "./persist";
import type { Host } from "./protocol";
import { Runner } from "./run";
import { Server, ServerError } from "./server";
import { dressPage, makeSheet } from "./styles/sheet";
import { ThemeSwitch } from "./theme";
import { Value } from "./value";
import { Stage } from "./view/stage";

/** The template that a first visit shows. */
const STARTER = "chair";

export interface TestHandle {
  scene(): Scene;
  project(): string;
  selection(): string | null;
  state(): string;
  meshes(): Record<string, string>;
  shown(): string[];
  screenOf(point: Vec3): [number, number];
  settled(): Promise<void>;
}

declare global {
  interface Window {
    copart?: TestHandle;
  }
}

export class App {
  private store: Store;
  private server: Server;
  private toasts = new Toasts();
  private persistence: Persistence;
  private runner: Runner;
  private commands: Commands;
  private theme = new ThemeSwitch();
  private root = h("div", { class: "copart" });
  private viewport = h("main", { class: "viewport", testid: "viewport", tabindex: "0", "aria-label": "Viewport" });
  private stage: Stage | null = null;
  private templates: TemplateMenu | null = null;
  private undress: () => void;

  constructor(host: Host) {
    const project = Persistence.currentProject();
    const stored = Persistence.storedScene(project);
    this.server = new Server(host);
    this.store = new Store({ project, scene: stored ?? emptyScene() });
    this.persistence = new Persistence(this.store, this.server,
      () => this.toasts.show("info", "Another tab changed this scene; its version is shown.", { label: "Undo", run: () => this.commands.undo() }));
    this.runner = new Runner(this.store, this.server, this.toasts);
    this.commands = new Commands(this.store, this.runner, this.server, this.persistence, this.toasts);
    this.undress = dressPage();
    const shadow = (host.element.firstElementChild ?? host.element).attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [makeSheet()];
    shadow.append(this.root);
    this.theme.theme.on((theme) => { this.root.dataset.theme = theme; });
    this.build();
    host.watch("value", () => this.runner.receive(host.props.value, false));
    this.runner.receive(host.props.value ?? null, false);
    if (stored) this.store.reset({ project, scene: stored });
    void this.restore(project, stored);
    this.exposeForTests();
  }

  dispose(): void {
    this.persistence.dispose();
    this.runner.dispose();
    this.stage?.dispose();
    this.theme.dispose();
    this.undress();
    delete window.copart;
  }

  private build(): void {
    const { store, runner, commands } = this;
    const pointed = this.makeStage()?.pointed ?? new Value<string | null>(null);
    const draw = () => {
      this.stage?.gestures.tool.set("draw");
      this.viewport.focus();
    };
    const outliner = new Outliner(store, runner, commands, pointed, draw);
    const inspector = new Inspector(store, runner, commands);
    const actionBar = new ActionBar(store, runner);
    const help = new HelpSheet(() => this.viewport.focus());
    const topBar = new TopBar({
      store, runner, commands, persistence: this.persistence, theme: this.theme,
      templates: (owner) => (this.templates = new TemplateMenu(owner, this.server, () => commands.recent,
        (template) => commands.openTemplate(template), (recent) => void commands.openRecent(recent))),
      help: () => help.show(),
      renameScene: () => {
        store.select(null);
        this.root.querySelector<HTMLInputElement>("[data-testid=scene-name]")!.focus();
      },
      togglePanel: (panel) => this.togglePanel(panel),
    });
    if (this.stage) {
      this.viewport.append(toolColumn(this.stage, store, commands), displayBar(this.stage), hintPill(this.stage, store));
      listenForKeys(this.viewport, outliner.element, this.stage, store, commands,
        { help: () => help.show(), editCaption: () => inspector.editCaption(), generate: () => actionBar.go() });
    }
    this.viewport.append(this.emptyState(draw), this.toasts.element);
    this.viewport.addEventListener("pointerdown", (event) => {
      if (!(event.target as Element).closest("button")) this.viewport.focus({ preventScroll: true });
    }, true);
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Tab") this.root.dataset.keyboard = "";
    }, true);
    this.root.addEventListener("pointerdown", () => delete this.root.dataset.keyboard, true);
    const tooltips = new Tooltips(this.root);
    this.root.append(topBar.element, outliner.element, this.viewport, actionBar.element, inspector.element,
      ...topBar.menus, help.element, tooltips.element);
  }

  private makeStage(): Stage | null {
    try {
      this.stage = new Stage(this.viewport, this.store, this.runner, this.theme, this.toasts, (path) => this.server.url(path));
      return this.stage;
    } catch (error) {
      console.error("copart: no 3D view", error);
      this.viewport.append(h("div", { class: "stage-note", role: "alert",
        text: "This browser shows no 3D graphics (WebGL). Switch on hardware acceleration in its settings, or use another browser. Everything else on this page works." }));
      return null;
    }
  }

  private emptyState(draw: () => void): HTMLElement {
    const steps = h("ol", { class: "steps" });
    for (const text of ["Draw boxes where the parts shall be", "Give each box a caption", "Generate: every box fills with its own mesh"]) {
      steps.append(h("li", { text }));
    }
    const element = h("div", { class: "empty-state", testid: "empty-state" },
      h("h2", { text: "Start with boxes" }), steps,
      h("div", { class: "cluster" },
        button({ icon: "draw", label: "Draw a box", tip: "Draw a box on the ground", keys: "B", testid: "empty-draw", class: "primary", onClick: draw }),
        button({ icon: "templates", label: "Choose a template", tip: "Start from a ready-made scene", testid: "empty-templates", onClick: () => this.templates?.toggle() })));
    const update = () => {
      element.hidden = this.store.scene.parts.length > 0 || this.stage?.gestures.tool.get() === "draw";
    };
    this.store.subscribe(update);
    this.stage?.gestures.tool.on(update);
    update();
    return element;
  }

  /** Under 1100 px the side panels are sheets; one at a time. */
  private togglePanel(panel: "outliner" | "inspector"): void {
    this.root.dataset.sheet = this.root.dataset.sheet === panel ? "" : panel;
  }

  /** The server's copy of scene and meshes; a first visit starts with a template. */
  private async restore(project: string, stored: Scene | null): Promise<void> {
    try {
      const answer = await this.server.call("load", { project });
      if (this.store.project !== project) return;
      const untouched = !stored && this.store.undoLabel === null;
      if (answer.scene && untouched) this.store.reset({ project, scene: completeScene(answer.scene) });
      this.runner.restore(answer.meshes ?? {});
      if (!answer.scene && untouched) await this.firstVisit(project);
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      this.toasts.failure(error, "Loading");
    }
  }

  private async firstVisit(project: string): Promise<void> {
    const templates = await this.templates!.list();
    const template = templates.find(({ id }) => id === STARTER) ?? templates[0];
    if (!template || this.store.project !== project || this.store.undoLabel !== null) return;
    this.store.reset({ project, scene: completeScene(template.scene) });
  }

  private exposeForTests(): void {
    window.copart = {
      scene: () => structuredClone(this.store.scene),
      project: () => this.store.project,
      selection: () => this.store.selection,
      state: () => this.runner.run.get().phase,
      meshes: () => Object.fromEntries(Object.entries(this.runner.run.get().meshes).map(([id, { url }]) => [id, url])),
      shown: () => this.stage?.shown ?? [],
      screenOf: (point) => this.stage?.screenOf(point) ?? [0, 0],
      settled: () => this.stage?.settled() ?? Promise.resolve(),
    };
  }
}

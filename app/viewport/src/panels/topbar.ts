// The top bar: document name and save state, undo and redo, files, theme, help.

import type { Store } from "../doc/store";
import type { Commands } from "../commands";
import { button, enable, h, retip, setIcon } from "../dom";
import type { IconName } from "../icons";
import type { Persistence, SaveState } from "../persist";
import type { Runner } from "../run";
import type { ThemeChoice, ThemeSwitch } from "../theme";
import { Menu } from "./menu";
import type { TemplateMenu } from "./templates";

const SAVE_TEXT: Record<SaveState, string> = {
  saved: "saved", edited: "saving…", saving: "saving…", offline: "offline, kept in this browser", refused: "not saved on the server",
};

interface Parts {
  store: Store;
  runner: Runner;
  commands: Commands;
  persistence: Persistence;
  theme: ThemeSwitch;
  templates: (owner: HTMLButtonElement) => TemplateMenu;
  help: () => void;
  renameScene: () => void;
  togglePanel: (panel: "outliner" | "inspector") => void;
}

export class TopBar {
  readonly element: HTMLElement;
  /** Popovers, placed over everything. */
  readonly menus: HTMLElement[];
  private name: HTMLButtonElement;
  private save = h("span", { class: "save-state", testid: "save-state", role: "status" });
  private undo: HTMLButtonElement;
  private redo: HTMLButtonElement;
  private glb: HTMLButtonElement;

  constructor(private parts: Parts) {
    const { commands, store, runner, persistence } = parts;
    this.name = button({ label: "Untitled", tip: "Rename the scene", testid: "doc-name", class: "plain doc-name", onClick: parts.renameScene });
    this.undo = button({ icon: "undo", tip: "Undo", keys: "Ctrl+Z", testid: "undo", class: "plain", onClick: () => commands.undo() });
    this.redo = button({ icon: "redo", tip: "Redo", keys: "Ctrl+Shift+Z", testid: "redo", class: "plain", onClick: () => commands.redo() });
    const fresh = button({ icon: "new", label: "New", tip: "An empty scene (undo brings this one back)", testid: "new", class: "plain", onClick: () => commands.newScene() });
    const templates = button({ icon: "templates", label: "Templates", tip: "Start from a ready-made scene, or go back to a recent one", testid: "templates", onClick: () => templateMenu.toggle() });
    const templateMenu = parts.templates(templates);
    const file = h("input", { type: "file", accept: ".json,application/json", testid: "import-file", hidden: true, "aria-label": "Scene file" });
    file.addEventListener("change", () => {
      const [chosen] = file.files ?? [];
      file.value = "";
      if (chosen) void commands.importFile(chosen);
    });
    const bring = button({ icon: "import", label: "Import", tip: "Open a scene file (JSON)", testid: "import", onClick: () => file.click() });
    const give = button({ icon: "download", label: "Export", tip: "Save the scene or its meshes", testid: "export", onClick: () => exportMenu.toggle() });
    const exportMenu = new Menu(give, "", "Export", () => this.update());
    this.glb = menuItem("glb", "Meshes of all parts", "GLB, one node per part", "export-glb", () => {
      exportMenu.close(true);
      void commands.exportGlb();
    });
    exportMenu.element.append(this.glb, menuItem("json", "Scene", "JSON: boxes and captions", "export-json", () => {
      exportMenu.close(true);
      commands.exportJson();
    }));
    const themeButton = button({ icon: "system", tip: "Theme", testid: "theme", class: "plain", onClick: () => themeMenu.toggle() });
    const themeMenu = this.themeMenu(themeButton);
    const help = button({ icon: "help", tip: "Shortcuts and help", keys: "?", testid: "help", class: "plain", onClick: parts.help });
    const left = button({ icon: "left", tip: "Show or hide the parts", testid: "toggle-outliner", class: "plain narrow-only", onClick: () => parts.togglePanel("outliner") });
    const right = button({ icon: "right", tip: "Show or hide the inspector", testid: "toggle-inspector", class: "plain narrow-only", onClick: () => parts.togglePanel("inspector") });
    this.element = h("header", { class: "topbar" },
      left, h("div", { class: "brand" }, logo(), h("span", { text: "CoPart Studio" })),
      h("div", { class: "doc" }, this.name, this.save), h("div", { class: "cluster" }, this.undo, this.redo), h("div", { class: "spacer" }),
      h("div", { class: "cluster files" }, fresh, templates, bring, give), file,
      h("div", { class: "cluster" }, themeButton, help, right));
    this.menus = [templateMenu.menu.element, exportMenu.element, themeMenu.element];
    store.subscribe(() => this.update());
    persistence.state.on((state) => this.showSave(state));
    runner.run.on(() => enable(this.glb, !commands.exportBlocked, commands.exportBlocked));
    this.update();
  }

  private update(): void {
    const { store, commands } = this.parts;
    this.name.querySelector(".label")!.textContent = store.scene.name || "Untitled";
    retip(this.undo, `Undo: ${store.undoLabel ?? ""}`);
    enable(this.undo, store.undoLabel !== null, "Nothing to undo");
    retip(this.redo, `Redo: ${store.redoLabel ?? ""}`);
    enable(this.redo, store.redoLabel !== null, "Nothing to redo");
    enable(this.glb, !commands.exportBlocked, commands.exportBlocked);
  }

  private showSave(state: SaveState): void {
    this.save.textContent = SAVE_TEXT[state];
    this.save.dataset.state = state;
    this.save.dataset.tip = {
      saved: "Saved on the server and in this browser", edited: "Saving soon", saving: "Saving",
      offline: "The server cannot be reached: the scene is kept in this browser and saved later",
      refused: `${this.parts.persistence.problem} It is kept in this browser.`,
    }[state];
  }

  private themeMenu(owner: HTMLButtonElement): Menu {
    const { theme } = this.parts;
    const menu = new Menu(owner, "", "Theme");
    const choices: [ThemeChoice, IconName, string][] = [["system", "system", "As the system"], ["dark", "dark", "Dark"], ["light", "light", "Light"]];
    for (const [choice, name, label] of choices) {
      const item = menuItem(name, label, "", `theme-${choice}`, () => {
        theme.choose(choice);
        menu.close(true);
      });
      item.setAttribute("role", "menuitemradio");
      theme.choice.on((now) => item.setAttribute("aria-checked", String(now === choice)));
      menu.element.append(item);
    }
    theme.choice.on((choice) => setIcon(owner, choice));
    return menu;
  }
}

function menuItem(name: IconName, label: string, detail: string, testid: string, onClick: () => void): HTMLButtonElement {
  const item = button({ icon: name, label, tip: detail || label, testid, class: "menu-item", onClick });
  item.setAttribute("role", "menuitem");
  delete item.dataset.tip;
  if (detail) item.append(h("span", { class: "detail", text: detail }));
  return item;
}

function logo(): HTMLElement {
  return h("span", { class: "logo", "aria-hidden": "true" }, h("i"), h("i"), h("i"), h("i"));
}


// Shortcuts, heard on the focused viewport and outliner only, never while typing.

import type { Commands } from "./commands";
import { partOf } from "./doc/scene";
import type { Store } from "./doc/store";
import { isTyping } from "./dom";
import type { Stage } from "./view/stage";

export interface KeyActions {
  help(): void;
  editCaption(): void;
  generate(): void;
}

/** True when the key did something. */
function act(event: KeyboardEvent, stage: Stage, store: Store, commands: Commands, actions: KeyActions): boolean {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const part = partOf(store.scene, store.selection);
  if (control) {
    if (key === "z" && event.shiftKey) commands.redo();
    else if (key === "z") commands.undo();
    else if (key === "y") commands.redo();
    else if (key === "d") commands.duplicate(store.selection);
    else if (key === "Enter") actions.generate();
    else return false;
    return true;
  }
  if (event.altKey) return key === "Alt";
  const simple: Record<string, () => void> = {
    b: () => stage.gestures.tool.set("draw"),
    v: () => stage.gestures.tool.set("select"),
    f: () => stage.frame(),
    s: () => stage.gestures.snapping.set(!stage.gestures.snapping.get()),
    1: () => stage.mode.set("boxes"),
    2: () => stage.mode.set("both"),
    3: () => stage.mode.set("meshes"),
    t: () => stage.shading.set("texture"),
    n: () => stage.shading.set("normals"),
    w: () => stage.shading.set("wire"),
    h: () => part && commands.toggleVisible(part),
    l: () => part && commands.toggleLock(part),
    "?": actions.help,
    Escape: () => stage.gestures.escape(),
    Delete: () => commands.delete(store.selection),
    Backspace: () => commands.delete(store.selection),
  };
  const action = simple[key];
  if (action) action();
  else if (key === "Enter" && part) actions.editCaption();
  else return false;
  return true;
}

/** Arrow keys nudge the selected part on the ground; Page Up and Down lift it. */
export const NUDGES: Record<string, [number, number, number]> = {
  ArrowLeft: [-1, 0, 0], ArrowRight: [1, 0, 0], ArrowUp: [0, 0, -1], ArrowDown: [0, 0, 1], PageUp: [0, 1, 0], PageDown: [0, -1, 0],
};

export function listenForKeys(viewport: HTMLElement, outliner: HTMLElement, stage: Stage, store: Store, commands: Commands,
  actions: KeyActions): void {
  const listen = (event: KeyboardEvent) => {
    const onButton = event.target instanceof HTMLButtonElement && ["Enter", " "].includes(event.key);
    if (event.defaultPrevented || isTyping(event) || onButton) return;
    if (stage.gestures.busy && event.key !== "Escape") {
      if (event.key === "Alt") event.preventDefault();
      return;
    }
    const nudge = event.currentTarget === viewport && !event.ctrlKey && !event.metaKey ? NUDGES[event.key] : undefined;
    const handled = nudge ? commands.nudge(nudge, event.shiftKey) : act(event, stage, store, commands, actions);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };
  viewport.addEventListener("keydown", listen);
  outliner.addEventListener("keydown", listen);
}

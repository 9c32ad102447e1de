// Tools at the upper left of the viewport, display modes at its upper right.

import type { Commands } from "../commands";
import { gridOf } from "../doc/boxmath";
import { LOCKED, partOf } from "../doc/scene";
import type { Store } from "../doc/store";
import { button, enable, h, retip } from "../dom";
import type { IconName } from "../icons";
import type { Value } from "../value";
import type { Stage } from "../view/stage";

export function toolColumn(stage: Stage, store: Store, commands: Commands): HTMLElement {
  const { gestures } = stage;
  const tool = (name: "select" | "draw", iconName: IconName, tip: string, keys: string) => {
    const element = button({ icon: iconName, tip, keys, testid: `tool-${name}`, class: "tool", onClick: () => gestures.tool.set(name) });
    gestures.tool.on((now) => element.setAttribute("aria-pressed", String(now === name)));
    return element;
  };
  const snap = button({ icon: "snap", tip: "Snap to the grid", keys: "S", testid: "tool-snap", class: "tool", onClick: () => gestures.snapping.set(!gestures.snapping.get()) });
  const tellStep = () => {
    const on = gestures.snapping.get();
    const { step } = gridOf(store.scene);
    snap.setAttribute("aria-pressed", String(on));
    retip(snap, on ? `Snapping to ${step} is on; hold Ctrl to move freely` : `Snapping is off; hold Ctrl to snap to ${step}`);
  };
  gestures.snapping.on(tellStep);
  const frame = button({ icon: "frame", tip: "Frame", keys: "F", testid: "tool-frame", class: "tool", onClick: () => stage.frame() });
  const copy = button({ icon: "duplicate", tip: "Duplicate the selected part", keys: "Ctrl+D", testid: "tool-duplicate", class: "tool", onClick: () => commands.duplicate(store.selection) });
  const remove = button({ icon: "delete", tip: "Delete the selected part", keys: "Del", testid: "tool-delete", class: "tool", onClick: () => commands.delete(store.selection) });
  const update = () => {
    const why = "Select a part first: click its box.";
    enable(copy, store.selection !== null, why);
    const locked = partOf(store.scene, store.selection)?.locked === true;
    enable(remove, store.selection !== null && !locked, locked ? LOCKED : why);
    tellStep();
    retip(frame, store.selection ? "Frame the selected part" : "Frame all parts");
  };
  store.subscribe(update);
  update();
  return h("div", { class: "tools", role: "toolbar", "aria-label": "Tools", "aria-orientation": "vertical" },
    tool("select", "select", "Select, move and resize", "V"), tool("draw", "draw", "Draw a box", "B"), h("hr"), snap, frame, h("hr"), copy, remove);
}

function segmented<T extends string>(label: string, prefix: string, value: Value<T>, choices: [T, string, string, string][]): HTMLElement {
  const group = h("div", { class: "segmented", role: "group", "aria-label": label });
  for (const [choice, text, tip, keys] of choices) {
    const element = button({ label: text, tip, keys, testid: `${prefix}-${choice}`, onClick: () => value.set(choice) });
    value.on((now) => element.setAttribute("aria-pressed", String(now === choice)));
    group.append(element);
  }
  return group;
}

export function displayBar(stage: Stage): HTMLElement {
  return h("div", { class: "display" },
    segmented("What is shown", "show", stage.mode, [
      ["boxes", "Boxes", "Show the boxes only", "1"], ["both", "Both", "Meshes, in thin boxes", "2"], ["meshes", "Meshes", "Show the meshes only", "3"],
    ]),
    segmented("How meshes are shaded", "shade", stage.shading, [
      ["texture", "Texture", "Meshes with their textures", "T"], ["normals", "Normals", "Colour by the direction of the surface", "N"],
      ["wire", "Wire", "Show the triangles", "W"],
    ]));
}

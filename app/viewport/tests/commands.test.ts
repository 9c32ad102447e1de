import { beforeEach, describe, expect, it } from "vitest";
import { Commands } from "../src/commands";
import { completeScene, withPart } from "../src/doc/scene";
import { Store } from "../src/doc/store";
import type { ToastAction, Toasts } from "../src/panels/toasts";
import type { Persistence } from "../src/persist";
import type { Runner } from "../src/run";
import type { Server } from "../src/server";

let store: Store;
let commands: Commands;
let shown: [string, ToastAction | undefined][];

beforeEach(() => {
  shown = [];
  store = new Store({ project: "p1", scene: completeScene({
    parts: [{ id: "a", name: "Seat", box: { min: [0, 0, 0], max: [1, 1, 1] }, locked: true }],
  }) });
  store.select("a");
  const toasts = { show: (_: string, text: string, action?: ToastAction) => shown.push([text, action]) } as unknown as Toasts;
  commands = new Commands(store, {} as Runner, {} as Server, {} as Persistence, toasts);
});

const part = () => store.scene.parts[0]!;
const attempts: [string, () => void][] = [
  ["delete", () => commands.delete("a")],
  ["nudge", () => commands.nudge([1, 0, 0], false)],
  ["new seed", () => commands.rollSeed(() => 7, part())],
];

describe("a locked part", () => {
  it.each(attempts)("withstands: %s", (_, attempt) => {
    const before = store.scene;
    attempt();
    expect(store.scene).toBe(before);
    expect(shown.map(([text]) => text)).toEqual(["Seat: locked; unlock to change it."]);
  });
  it.each(attempts)("gives way when unlocked: %s", (_, attempt) => {
    store.edit("Unlock", (scene) => withPart(scene, "a", { locked: false }));
    const before = store.scene;
    attempt();
    expect(store.scene).not.toBe(before);
    expect(shown).toEqual([]);
  });
  it("can be unlocked from the message", () => {
    commands.delete("a");
    shown[0]![1]!.run();
    expect(part().locked).toBe(false);
  });
  it("can be hidden, and copied without its lock", () => {
    commands.toggleVisible(part());
    commands.duplicate("a");
    expect(store.scene.parts.map(({ visible, locked }) => [visible, locked])).toEqual([[false, true], [false, false]]);
  });
});

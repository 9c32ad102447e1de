import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { completeScene, emptyScene } from "../src/doc/scene";
import { Store } from "../src/doc/store";
import { Persistence } from "../src/persist";
import type { Host } from "../src/protocol";
import { Server } from "../src/server";

const id = (letter: string) => letter.repeat(22);
const scene = (name: string) => completeScene({ name, parts: [{ id: "a", box: { min: [0, 0, 0], max: [1, 1, 1] } }] });

class Memory {
  private entries = new Map<string, string>();
  getItem = (key: string) => this.entries.get(key) ?? null;
  setItem = (key: string, text: string) => void this.entries.set(key, text);
  removeItem = (key: string) => void this.entries.delete(key);
}

let persistence: Persistence | null;
let local: Memory;
/** Another tab: what the browser keeps for all stays, what it keeps for one tab is empty. */
const tab = (session = new Memory()) => vi.stubGlobal("sessionStorage", session);

function open(project: string): Store {
  const store = new Store({ project, scene: emptyScene() });
  persistence?.dispose();
  persistence = new Persistence(store, new Server({ server: { save: async () => ({ saved: "now" }) } } as unknown as Host), () => {});
  return store;
}

beforeEach(() => {
  vi.useFakeTimers();
  persistence = null;
  local = new Memory();
  vi.stubGlobal("localStorage", local);
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  tab();
});

afterEach(() => {
  persistence?.dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the project of a tab", () => {
  it("is kept over a reload, also before anything was edited", () => {
    const first = Persistence.currentProject();
    expect(Persistence.currentProject()).toBe(first);
  });
  it("is at first the one edited last, and then its own", () => {
    const mine = new Memory();
    tab(mine);
    open(id("a")).reset({ project: id("a"), scene: scene("A") });
    tab();
    expect(Persistence.currentProject()).toBe(id("a"));
    open(id("a")).open("Open", { project: id("b"), scene: scene("B") });
    expect(Persistence.currentProject()).toBe(id("b"));
    tab(mine);
    expect(Persistence.currentProject()).toBe(id("a"));
  });
  it("is a new one instead of a damaged one", () => {
    local.setItem("copart.project", "../x");
    expect(Persistence.currentProject()).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});

describe("recent documents", () => {
  it("are those with parts, the newest first", () => {
    const store = open(id("a"));
    store.reset({ project: id("a"), scene: scene("A") });
    store.open("New", { project: id("b"), scene: emptyScene() });
    store.open("Open", { project: id("c"), scene: scene("C") });
    expect(Persistence.recent().map(({ project, scene: { name } }) => [project, name])).toEqual([[id("c"), "C"], [id("a"), "A"]]);
  });
  it("are twelve at most; older ones leave nothing behind", () => {
    const store = open(id("a"));
    for (const letter of "abcdefghijklm") store.open("Open", { project: id(letter), scene: scene(letter) });
    expect(Persistence.recent()).toHaveLength(12);
    expect(Persistence.storedScene(id("a"))).toBeNull();
  });
});

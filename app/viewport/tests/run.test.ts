import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { meshState } from "../src/doc/plan";
import { completeScene, withPart } from "../src/doc/scene";
import { Store } from "../src/doc/store";
import type { Toasts } from "../src/panels/toasts";
import type { Host, Update } from "../src/protocol";
import { Runner } from "../src/run";
import { Server } from "../src/server";

const PROJECT = "p".repeat(22);
const scene = completeScene({
  parts: ["a", "b"].map((id, index) => ({ id, caption: `part ${id}`, box: { min: [index, 0, 0], max: [index + 1, 1, 1] } })),
});

let seq: number;
let store: Store;
let runner: Runner;
let triggered: unknown[];
/** Answers of `cancel`, first one first. */
let answers: boolean[];
let cancels: number;
let status: Update;
let shown: [string, string][];

const update = (change: Partial<Update>): Update => ({
  seq: seq++, project: PROJECT, state: "ready", message: "", stage: null, fraction: 0, seconds_left: null, step: null, steps: null,
  previews: {}, meshes: {}, reports: {}, notes: [], ...change,
});
const hear = (change: Partial<Update>) => runner.receive(update(change), false);
const stateOf = (id: string) => meshState(store.scene.parts.find((part) => part.id === id)!, store.scene, runner.run.get().meshes);
const caption = (id: string, text: string) => store.edit("Caption", (now) => withPart(now, id, { caption: text }));
const MADE = { a: "/a1.glb", b: "/b1.glb" };

beforeEach(() => {
  vi.useFakeTimers();
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, text: string) => void stored.set(key, text),
  });
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  [seq, triggered, answers, cancels, shown] = [1, [], [], 0, []];
  store = new Store({ project: PROJECT, scene });
  status = update({});
  const host = {
    trigger: (_: string, data: unknown) => triggered.push(data),
    server: {
      cancel: async () => {
        cancels += 1;
        return { cancelled: answers.shift() ?? false };
      },
      status: async () => ({ ...status, seq: seq++ }),
    },
  } as unknown as Host;
  const toasts = {
    show: (kind: string, text: string) => shown.push([kind, text]),
    failure: (error: unknown, doing: string) => shown.push(["error", `${doing}: ${String(error)}`]),
  } as unknown as Toasts;
  runner = new Runner(store, new Server(host), toasts);
  hear({ state: "ready" });
});

afterEach(() => {
  runner.dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A whole run of all parts that ends well. */
function make(meshes: Record<string, string> = MADE): void {
  runner.generate(null);
  hear({ state: "running" });
  hear({ state: "done", meshes });
}

describe("what counts as up to date", () => {
  it("is what a finished run was asked for", () => {
    make();
    expect([stateOf("a"), stateOf("b")]).toEqual(["fresh", "fresh"]);
  });
  it("includes the same file made from another caption", () => {
    make();
    caption("a", "other");
    runner.generate(["a"]);
    hear({ state: "running", meshes: MADE });
    expect(stateOf("a")).toBe("changed");
    hear({ state: "done", meshes: MADE });
    expect(stateOf("a")).toBe("fresh");
  });
  it.each(["cancelled", "error"] as const)("excludes old meshes after a run that was %s", (state) => {
    make();
    caption("a", "other");
    runner.generate(["a"]);
    hear({ state: "running", meshes: MADE });
    hear({ state, meshes: MADE });
    expect(stateOf("a")).toBe("changed");
  });
  it("includes the parts that a cancelled run had finished", () => {
    make();
    caption("a", "other");
    caption("b", "other");
    runner.generate(["a", "b"]);
    hear({ state: "running", meshes: { ...MADE, a: "/a2.glb" } });
    hear({ state: "cancelled", meshes: { ...MADE, a: "/a2.glb" } });
    expect([stateOf("a"), stateOf("b")]).toEqual(["fresh", "changed"]);
  });
  it("excludes old meshes after a server that began anew", () => {
    make();
    caption("a", "other");
    runner.generate(["a"]);
    hear({ state: "running", meshes: MADE });
    hear({ state: "ready", meshes: MADE });
    expect(stateOf("a")).toBe("changed");
    hear({ state: "done", meshes: MADE }); // of another tab's run
    expect(stateOf("a")).toBe("changed");
  });
  it("is compared with what was sent, not with later edits", () => {
    make();
    runner.generate(["a"]);
    hear({ state: "running", meshes: MADE });
    caption("a", "typed during the run");
    hear({ state: "done", meshes: { ...MADE, a: "/a2.glb" } });
    expect(stateOf("a")).toBe("changed");
  });
  it("excludes a kept mesh that was only fitted to its moved box", () => {
    make();
    caption("b", "other");
    store.edit("Move", (now) => withPart(now, "b", { box: { min: [3, 0, 0], max: [4, 1, 1] } }));
    runner.generate(["a"]);
    hear({ state: "running", meshes: MADE });
    hear({ state: "done", meshes: { a: "/a2.glb", b: "/b2.glb" } });
    expect(stateOf("b")).toBe("changed");
    caption("b", "part b");
    expect(stateOf("b")).toBe("fresh");
  });
});

describe("meshes that the server has no more", () => {
  it("are dropped at the end of a run, with their reports", () => {
    const report = { triangles: 12, watertight: true, box_iou: 1 };
    runner.generate(null);
    hear({ state: "running", meshes: MADE, reports: { a: report, b: report } });
    hear({ state: "done", meshes: MADE });
    runner.generate(["a"]);
    hear({ state: "running", meshes: { a: MADE.a } });
    expect(Object.keys(runner.run.get().meshes)).toEqual(["a", "b"]);
    hear({ state: "done", meshes: { a: "/a2.glb" } });
    expect([stateOf("b"), Object.keys(runner.run.get().reports)]).toEqual(["none", ["a"]]);
  });
});

describe("cancel", () => {
  it("is sent again when it overtook the run", async () => {
    runner.generate(null);
    answers = [false, true];
    await runner.cancel();
    expect([cancels, runner.run.get().phase]).toEqual([1, "starting"]);
    hear({ state: "running" });
    await vi.advanceTimersByTimeAsync(0);
    expect(cancels).toBe(2);
    hear({ state: "cancelled" });
    hear({ state: "running" }); // the next run, of another tab
    expect(cancels).toBe(2);
  });
  it("is sent again when the run began while it was on its way", async () => {
    runner.generate(null);
    answers = [false, true];
    const cancelled = runner.cancel();
    hear({ state: "running" });
    await cancelled;
    expect(cancels).toBe(2);
  });
  it("is sent once when it hits", async () => {
    runner.generate(null);
    hear({ state: "running" });
    answers = [true];
    await runner.cancel();
    hear({ state: "running" });
    await vi.advanceTimersByTimeAsync(0);
    expect(cancels).toBe(1);
  });
  it("ends a start that the server never heard of, and still stops it should it come late", async () => {
    runner.generate(null);
    await runner.cancel();
    await vi.advanceTimersByTimeAsync(5000);
    expect(runner.run.get().phase).toBe("cancelled");
    hear({ state: "running" });
    await vi.advanceTimersByTimeAsync(0);
    expect(cancels).toBe(2);
  });
});

describe("a start that got lost", () => {
  it("ends after some polls with a message", async () => {
    runner.generate(null);
    await vi.advanceTimersByTimeAsync(5000);
    expect(runner.run.get().phase).toBe("starting");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runner.run.get().phase).toBe("error");
    expect(shown.at(-1)).toEqual(["error", expect.stringMatching(/did not start/)]);
    expect(runner.blocked).toBeNull();
  });
  it("is none while the run is heard of", async () => {
    runner.generate(null);
    status = update({ state: "running" });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(runner.run.get().phase).toBe("running");
  });
});

describe("notes of the server", () => {
  it("are shown once a run", () => {
    const notes = ["Seat and Back overlap."];
    runner.generate(null);
    for (const state of ["running", "running", "done"] as const) hear({ state, notes });
    expect(shown).toEqual([["warning", notes[0]]]);
    runner.generate(null);
    hear({ state: "running", notes });
    expect(shown).toHaveLength(2);
  });
});

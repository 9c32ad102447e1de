import { beforeEach, describe, expect, it } from "vitest";
import { completeScene, newPart, parseStored, type Scene, withoutPart, withPart } from "../src/doc/scene";
import { type Reason, Store } from "../src/doc/store";

const start = (): Scene => completeScene({
  name: "Test", parts: [
    { id: "a", name: "A", box: { min: [0, 0, 0], max: [1, 1, 1] } },
    { id: "b", name: "B", box: { min: [1, 0, 0], max: [2, 1, 1] }, joint: { type: "hinge", parent: "a", axis: [0, 1, 0], origin: null, lower: 0, upper: 1 } },
  ],
});

let store: Store;
let heard: Reason[];
const name = (id: string) => store.scene.parts.find((part) => part.id === id)?.name;
const rename = (text: string) => (scene: Scene) => withPart(scene, "a", { name: text });

beforeEach(() => {
  store = new Store({ project: "p1", scene: start() });
  heard = [];
  store.subscribe((reason) => heard.push(reason));
});

describe("undo and redo", () => {
  it("travel through edits and name them", () => {
    store.edit("Rename A", rename("one"));
    store.edit("Rename A again", rename("two"));
    expect(store.undoLabel).toBe("Rename A again");
    store.undo();
    expect([name("a"), store.undoLabel, store.redoLabel]).toEqual(["one", "Rename A", "Rename A again"]);
    store.redo();
    expect(name("a")).toBe("two");
  });
  it("forgets the redone future at a new edit", () => {
    store.edit("1", rename("one"));
    store.undo();
    store.edit("2", rename("other"));
    expect(store.redo()).toBeNull();
    expect(name("a")).toBe("other");
  });
  it("does nothing at the ends", () => {
    expect(store.undo()).toBeNull();
    expect(heard).toEqual([]);
  });
  it("brings back a deleted part with its selection and the joint that pointed to it", () => {
    store.select("a");
    store.edit("Delete", (scene) => withoutPart(scene, "a"), { select: null });
    expect(store.scene.parts[0]!.joint!.parent).toBeNull();
    store.undo();
    expect(store.selection).toBe("a");
    expect(store.scene.parts[1]!.joint!.parent).toBe("a");
  });
});

describe("merging", () => {
  it("makes one step of typing in one field, until sealed", () => {
    for (const text of ["x", "xy", "xyz"]) store.edit("Name", rename(text), { key: "name a" });
    store.undo();
    expect(name("a")).toBe("A");
    store.redo();
    store.seal();
    store.edit("Name", rename("later"), { key: "name a" });
    store.undo();
    expect(name("a")).toBe("xyz");
  });
  it("ignores an edit that changes nothing", () => {
    expect(store.edit("Nothing", (scene) => scene)).toBe(false);
    expect(store.undoLabel).toBeNull();
  });
});

describe("gestures", () => {
  it("preview from the start and leave one step", () => {
    store.begin();
    store.preview(rename("half"));
    store.preview((scene) => {
      expect(scene.parts[0]!.name).toBe("A");
      return rename("whole")(scene);
    });
    expect(store.commit("Drag")).toBe(true);
    expect(heard).toEqual(["preview", "preview", "edit"]);
    store.undo();
    expect(name("a")).toBe("A");
  });
  it("leave nothing when given up or without change", () => {
    store.begin();
    store.preview(rename("half"));
    store.rollback();
    expect(name("a")).toBe("A");
    store.begin();
    expect(store.commit("Click")).toBe(false);
    expect(store.undoLabel).toBeNull();
  });
  it("need a beginning", () => expect(() => store.preview(rename("x"))).toThrow(/begin/));
});

describe("documents", () => {
  it("open another project and come back by undo", () => {
    store.open("Open", { project: "p2", scene: { ...start(), name: "Other" } });
    expect([store.project, store.undoProject]).toEqual(["p2", "p1"]);
    store.undo();
    expect([store.project, store.scene.name]).toEqual(["p1", "Test"]);
  });
  it("take over another tab's scene as a step, dropping a selection that is gone", () => {
    store.select("a");
    store.sync("Other tab", withoutPart(store.scene, "a"));
    expect(store.selection).toBeNull();
    store.undo();
    expect(store.scene.parts).toHaveLength(2);
  });
  it("take over another tab's typing as one step", () => {
    store.edit("Mine", rename("mine"));
    for (const text of ["x", "xy", "xyz"]) store.sync("Other tab", rename(text)(store.scene));
    store.undo();
    expect(name("a")).toBe("mine");
    store.redo();
    store.edit("Mine again", rename("mine"));
    store.sync("Other tab", rename("later")(store.scene));
    expect([store.undo(), name("a")]).toEqual(["Other tab", "mine"]);
    expect([store.undo(), name("a")]).toEqual(["Mine again", "xyz"]);
  });
  it("read back from storage, or not at all", () => {
    expect(parseStored(JSON.stringify(start()))).toEqual(start());
    for (const text of [null, "", "{", "3", "null", '{"version":2,"parts":[]}', '{"version":1,"parts":[{"id":"a"}]}']) {
      expect(parseStored(text)).toBeNull();
    }
  });
});

describe("newPart", () => {
  it("has its own id, a free name and the least used colour", () => {
    const scene = start();
    const part = newPart(scene, { min: [0, 0, 0], max: [1, 1, 1] });
    expect(part.id).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(part.name).toBe("Part 3");
    expect(scene.parts.map(({ color }) => color)).not.toContain(part.color);
  });
});

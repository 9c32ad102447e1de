import { Raycaster, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { boxProblem } from "../src/doc/boxmath";
import { boundsOf, placedGroupOf, placementOf, toDocument } from "../src/doc/placement";
import { meshState, printOf } from "../src/doc/plan";
import { completeScene, parseStored, partOf, type Scene, withPart } from "../src/doc/scene";
import { hitParts } from "../src/view/boxes";

const placement = { position: [10, 0, 0] as [number, number, number], yaw: 90, scale: 2, seed: 4 };
const scene: Scene = completeScene({
  parts: [
    { id: "seat", group: "top", box: { min: [0, 0, 0], max: [1, 1, 3] } },
    { id: "floor", box: { min: [-50, -1, -50], max: [50, 0, 50] } },
    { id: "rug", group: "soft", box: { min: [0, 0, 0], max: [1, 1, 1] } },
  ],
  groups: [
    { id: "top", name: "", caption: "", parent: "chair" },
    { id: "chair", name: "Chair", caption: "a chair", parent: null, placement },
    { id: "soft", name: "", caption: "", parent: null },
  ],
});
const part = (id: string) => partOf(scene, id)!;

describe("placed objects", () => {
  it("are found at any depth", () => {
    expect(placedGroupOf(scene, part("seat"))?.id).toBe("chair");
    expect(placementOf(scene, part("floor"))).toBeNull();
    expect(placementOf(scene, part("rug"))).toBeNull();
  });
  it("turn the front to the right and scale", () => {
    const [x, y, z] = toDocument(placement, [0, 1, 3]);
    expect([x, y]).toEqual([16, 2]);
    expect(z).toBeCloseTo(0);
    const { min, max } = boundsOf(scene, part("seat"));
    [10, 0, -2].forEach((value, axis) => expect(min[axis]).toBeCloseTo(value));
    [16, 2, 0].forEach((value, axis) => expect(max[axis]).toBeCloseTo(value));
    expect(boundsOf(scene, part("rug"))).toBe(part("rug").box);
  });
  it("are hit where they stand", () => {
    const hit = (x: number, z: number) => hitParts(new Raycaster(new Vector3(x, 9, z), new Vector3(0, -1, 0)), scene);
    expect(hit(15, -1).map((found) => found.part.id)).toEqual(["seat", "floor"]);
    expect(hit(15, -1)[0]!.point.y).toBeCloseTo(2);
    expect(hit(0.5, 2.5).map((found) => found.part.id)).toEqual(["floor"]);
  });
  it("judge thinness one by one", () => {
    expect(boxProblem(scene, "seat", { min: [0, 0, 0], max: [1, 0.05, 3] })).toBeNull();
    expect(boxProblem(scene, "rug", { min: [0, 0, 0], max: [1, 0.05, 3] })).toMatch(/Too thin/);
  });
  it("are out of date when their own caption or seed changes, not the scene's", () => {
    const meshes = { seat: { url: "/seat", print: printOf(part("seat"), scene) } };
    const state = (of: Scene) => meshState(partOf(of, "seat")!, of, meshes);
    expect(state({ ...scene, caption: "a room", seed: 9 })).toBe("fresh");
    const groups = scene.groups.map((group) => (group.id === "chair" ? { ...group, caption: "a stool" } : group));
    expect(state({ ...scene, groups })).toBe("changed");
    const moved = scene.groups.map((group) => (group.placement ? { ...group, placement: { ...placement, yaw: 3 } } : group));
    expect(state({ ...scene, groups: moved })).toBe("fresh");
  });
  it("survive edits and this browser's storage", () => {
    const edited = withPart(scene, "seat", { caption: "a red seat" });
    expect(parseStored(JSON.stringify(edited))!.groups).toEqual(scene.groups);
  });
});

import { describe, expect, it } from "vitest";
import { meshState, type MeshRecord, planPrimary, printOf, reseeded } from "../src/doc/plan";
import { completeScene, type Scene, withPart } from "../src/doc/scene";

const scene: Scene = completeScene({
  parts: ["a", "b", "c"].map((id, index) => ({ id, caption: `part ${id}`, box: { min: [index, 0, 0], max: [index + 1, 1, 1] } })),
});
const made = (of: Scene, ids = ["a", "b", "c"]): Record<string, MeshRecord> =>
  Object.fromEntries(of.parts.filter(({ id }) => ids.includes(id)).map((part) => [part.id, { url: `/${part.id}`, print: printOf(part, of) }]));
const say = (of: Scene, meshes: Record<string, MeshRecord>) => {
  const { label, parts } = planPrimary(of, meshes);
  return [label, parts.join()];
};

describe("planPrimary", () => {
  it("generates what has no mesh", () => {
    expect(say(scene, {})).toEqual(["Generate 3 parts", "a,b,c"]);
    expect(say(scene, made(scene, ["a", "b"]))).toEqual(["Generate 1 part", "c"]);
  });
  it("regenerates what has changed since", () => {
    const meshes = made(scene);
    const edited = withPart(withPart(scene, "a", { caption: "red" }), "b", { box: { min: [1, 0, 0], max: [2, 2, 1] } });
    expect(say(edited, meshes)).toEqual(["Regenerate 2 parts", "a,b"]);
    expect(say(withPart(edited, "a", { locked: true }), meshes)).toEqual(["Regenerate 1 part", "b"]);
  });
  it("does not mind names, colours and locks", () => {
    const edited = withPart(scene, "a", { name: "x", color: "#000000", visible: false, locked: true });
    expect(meshState(edited.parts[0]!, edited, made(scene))).toBe("fresh");
  });
  it("offers new variations of the unlocked parts when all is up to date", () => {
    expect(say(withPart(scene, "c", { locked: true }), made(scene))).toEqual(["Regenerate 2 parts", "a,b"]);
  });
  it("says why there is nothing to do", () => {
    expect(planPrimary({ ...scene, parts: [] }, {}).why).toMatch(/Draw a box/);
    const locked = { ...scene, parts: scene.parts.map((part) => ({ ...part, locked: true })) };
    expect(planPrimary(locked, {})).toMatchObject({ parts: [], why: expect.stringMatching(/locked/) });
  });
});

describe("reseeded", () => {
  it("gives a new seed only to asked parts whose mesh is up to date", () => {
    const edited = withPart(scene, "b", { caption: "other" });
    const next = reseeded(edited, ["a", "b"], made(scene), () => 7);
    expect(next.parts.map(({ seed }) => seed)).toEqual([7, 0, 0]);
  });
  it("returns the same scene when there is nothing to change", () => {
    expect(reseeded(scene, ["a"], {}, () => 7)).toBe(scene);
  });
});

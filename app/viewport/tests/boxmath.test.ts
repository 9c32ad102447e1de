import { describe, expect, it } from "vitest";
import {
  alongAxis, boxProblem, centerOf, drawnBox, formatNumber, gridOf, moveBox, parseNumber, resizeFace, sizeOf, snap, withLength,
} from "../src/doc/boxmath";
import { type Box, completeScene } from "../src/doc/scene";

const box: Box = { min: [0, 0, 0], max: [1, 0.5, 0.4] };

describe("snap", () => {
  it("rounds to the step without binary noise", () => {
    expect(snap(0.1 + 0.2, 0.05)).toBe(0.3);
    expect(snap(-0.024, 0.05)).toBe(0);
    expect(Object.is(snap(-0.01, 0.05), -0)).toBe(false);
  });
  it("keeps free values with step 0", () => expect(snap(0.123456789, 0)).toBe(0.1234568));
});

describe("resizeFace", () => {
  it("leaves the opposite face where it is", () => {
    expect(resizeFace(box, 0, 1, 1.23, { step: 0.05 })).toEqual({ min: [0, 0, 0], max: [1.25, 0.5, 0.4] });
    expect(resizeFace(box, 1, -1, -0.11, { step: 0.05 })).toEqual({ min: [0, -0.1, 0], max: [1, 0.5, 0.4] });
  });
  it("stops at the smallest side instead of turning inside out", () => {
    expect(resizeFace(box, 0, 1, -3, { step: 0.05 })).toEqual({ min: [0, 0, 0], max: [0.02, 0.5, 0.4] });
    expect(resizeFace(box, 2, -1, 9, { step: 0 })).toEqual({ min: [0, 0, 0.38], max: [1, 0.5, 0.4] });
  });
  it("moves both faces about the middle when mirrored", () => {
    expect(resizeFace(box, 0, 1, 1.1, { step: 0.05, mirrored: true })).toEqual({ min: [-0.1, 0, 0], max: [1.1, 0.5, 0.4] });
  });
  it("keeps proportions, the other axes about their middle", () => {
    const grown = resizeFace(box, 0, 1, 2, { step: 0.05, proportional: true });
    expect(sizeOf(grown)).toEqual([2, 1, 0.8]);
    expect(centerOf(grown).slice(1)).toEqual(centerOf(box).slice(1));
    expect(grown.min[0]).toBe(0);
  });
});

describe("moveBox", () => {
  it("puts the lower corner on the grid along the axes that move, and keeps the size", () => {
    const moved = moveBox({ min: [0.013, 0.02, 0], max: [0.313, 0.3, 1] }, [0.09, 0, 0], 0.05);
    expect(moved).toEqual({ min: [0.1, 0.02, 0], max: [0.4, 0.3, 1] });
  });
});

describe("small and odd boxes", () => {
  const thin: Box = { min: [0.013, 0, 0.007], max: [0.513, 0.01, 0.307] };
  it("do not grow by being touched", () => {
    for (const side of [1, -1] as const) {
      const face = side > 0 ? thin.max[1] : thin.min[1];
      for (const by of [0, 0.004, -0.02]) expect(resizeFace(thin, 1, side, face + by * side, { step: 0.05 })).toEqual(thin);
    }
    expect(resizeFace(thin, 1, 1, 0.002, { step: 0 })).toEqual(thin);
  });
  it("take over a real pull, the other sides exact", () => {
    expect(resizeFace(thin, 1, 1, 0.06, { step: 0.05 })).toEqual({ min: thin.min, max: [0.513, 0.05, 0.307] });
    expect(resizeFace(thin, 0, 1, 0.58, { step: 0.05 })).toEqual({ min: thin.min, max: [0.6, 0.01, 0.307] });
  });
  it("stay where they are under a shaking hand, and keep exact numbers along other axes", () => {
    const exact: Box = { min: [0, 1 / 3, 0], max: [1, 2 / 3, 1] };
    expect(moveBox(thin, [0.02, 0, -0.01], 0.05)).toEqual(thin);
    expect(moveBox(exact, [0.1, 0, 0], 0.05)).toEqual({ min: [0.1, 1 / 3, 0], max: [1.1, 2 / 3, 1] });
    expect(withLength(exact, "size", 0, 2)).toEqual({ min: [-0.5, 1 / 3, 0], max: [1.5, 2 / 3, 1] });
    expect(withLength(exact, "position", 2, 1)).toEqual({ min: [0, 1 / 3, 0.5], max: [1, 2 / 3, 1.5] });
  });
});

describe("gridOf", () => {
  const long = (length: number) => completeScene({ parts: [{ id: "a", box: { min: [0, 0, 0], max: [length, length / 4, length / 4] } }] });
  it.each([[0.54, 0.05, 0.02], [4.9, 0.05, 0.02], [5, 0.5, 0.2], [0.3, 0.005, 0.002], [0.02, 0.0005, 0.0002], [1800, 50, 20]])(
    "of a scene %d long has steps of %d", (length, step, min) => expect(gridOf(long(length))).toEqual({ step, min }));
  it("of an empty scene is the usual one", () => expect(gridOf(completeScene({ parts: [] }))).toEqual({ step: 0.05, min: 0.02 }));
});

describe("drawnBox", () => {
  it("spans the two corners whichever way they were drawn", () => {
    expect(drawnBox([0.52, 0, 0.1], [0.01, 0, 0.48], 0.33, 0.05)).toEqual({ min: [0, 0, 0.1], max: [0.5, 0.35, 0.5] });
  });
  it("is null while a side is too short and at least one step high", () => {
    expect(drawnBox([0, 0, 0], [0.5, 0, 0.01], 1, 0.05)).toBeNull();
    expect(drawnBox([0, 0, 0], [0.5, 0, 0.5], -2, 0.05)!.max[1]).toBe(0.05);
  });
});

describe("numbers typed by people", () => {
  it("takes points and commas", () => {
    expect(parseNumber(" 0,45 ")).toBe(0.45);
    expect(parseNumber("-.5")).toBe(-0.5);
    expect(parseNumber("1e-2")).toBe(0.01);
  });
  it.each(["", "abc", "1 2", "0x10", "NaN", "Infinity", "1,2,3", "--1"])("refuses %j", (text) => expect(parseNumber(text)).toBeNull());
  it("shows two to four decimals, of tiny values three digits", () => {
    expect([0.5, 0.125, 0.0125, -0, 2, 0.000512].map(formatNumber)).toEqual(["0.50", "0.125", "0.0125", "0.00", "2.00", "0.000512"]);
  });
});

describe("boxProblem", () => {
  const scene = completeScene({ parts: [{ id: "a", box }, { id: "b", box: { min: [0, 0, 0], max: [100, 1, 1] } }] });
  it("accepts a good box", () => expect(boxProblem(scene, "a", box)).toBeNull());
  it("refuses what the document refuses", () => {
    expect(boxProblem(scene, "a", { min: [0, 0, 0], max: [0, 1, 1] })).toMatch(/above 0/);
    expect(boxProblem(scene, "a", { min: [0, 0, 0], max: [NaN, 1, 1] })).toMatch(/number/);
    expect(boxProblem(scene, "a", { min: [0, 0, 0], max: [2e6, 1, 1] })).toMatch(/million/);
    expect(boxProblem(scene, "a", { min: [0, 0, 0], max: [0.05, 1, 1] })).toMatch(/at least 0.1/);
  });
});

describe("alongAxis", () => {
  it("finds the point of the axis nearest to the ray", () => {
    expect(alongAxis([0.7, 5, 3], [0, -0.8, -0.6], [0, 0.5, 0], 0)).toBeCloseTo(0.7);
  });
  it("gives up when the ray runs along the axis", () => expect(alongAxis([0, 0, 0], [0, 1, 0], [1, 0, 0], 1)).toBeNull());
});

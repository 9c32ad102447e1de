// Placed objects: where the parts of a group with a placement stand in the scene. Their boxes are in the object's own
// frame; the mirror of Placement in copart_core/scene.py.

import { type Box, type Group, type Part, type Placement, type Scene, type Vec3 } from "./scene";

/** The placed group that a part belongs to, at any depth; null for parts outside of such. */
export function placedGroupOf(scene: Scene, part: Part): Group | null {
  const groups = new Map(scene.groups.map((group) => [group.id, group]));
  let group = part.group === null ? undefined : groups.get(part.group);
  for (let depth = 0; group && !group.placement && depth < scene.groups.length; depth += 1) {
    group = group.parent === null ? undefined : groups.get(group.parent);
  }
  return group?.placement ? group : null;
}

export function placementOf(scene: Scene, part: Part): Placement | null {
  return placedGroupOf(scene, part)?.placement ?? null;
}

/** Counter-clockwise seen from above, in radians. */
export function yawOf(placement: Placement): number {
  return (placement.yaw * Math.PI) / 180;
}

/** A point of the object's frame in document space. */
export function toDocument({ position, yaw, scale }: Placement, [x, y, z]: Vec3): Vec3 {
  const angle = (yaw * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [position[0] + scale * (cos * x + sin * z), position[1] + scale * y, position[2] + scale * (cos * z - sin * x)];
}

/** The box in document space around a part's box: the very box where the part is in no placed group. */
export function boundsOf(scene: Scene, part: Part): Box {
  const placement = placementOf(scene, part);
  if (!placement) return part.box;
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => {
    const pick = (axis: 0 | 1 | 2) => ((bits >> axis) & 1 ? part.box.max : part.box.min)[axis];
    return toDocument(placement, [pick(0), pick(1), pick(2)]);
  });
  const reach = (of: (...values: number[]) => number, axis: 0 | 1 | 2) => of(...corners.map((corner) => corner[axis]));
  return {
    min: [reach(Math.min, 0), reach(Math.min, 1), reach(Math.min, 2)],
    max: [reach(Math.max, 0), reach(Math.max, 1), reach(Math.max, 2)],
  };
}

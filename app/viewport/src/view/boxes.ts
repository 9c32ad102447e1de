// The boxes of the parts: shaded faces (a part without a mesh is a solid placeholder) and thin edges; picking.

import {
  BoxGeometry, Color, EdgesGeometry, Float32BufferAttribute, Group, Mesh, MeshBasicMaterial, type Raycaster, Ray, Box3, Vector3,
} from "three";
import { LineMaterial } from "three/addons/lines/LineMaterial.js";
import { LineSegments2 } from "three/addons/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/addons/lines/LineSegmentsGeometry.js";
import { centerOf, sizeOf } from "../doc/boxmath";
import { placementOf, toDocument, yawOf } from "../doc/placement";
import type { Box, Part, Placement, Scene } from "../doc/scene";

/** Brightness of the faces +x -x +y -y +z -z: a calm, fixed light, so that a box reads as a solid. */
const FACE_LIGHT = [0.5, 0.44, 1.0, 0.3, 0.74, 0.56];

export interface BoxLook {
  hasMesh: boolean;
  selected: boolean;
  hovered: boolean;
  mode: "boxes" | "both" | "meshes";
  accent: string;
}

function shadedCube(): BoxGeometry {
  const cube = new BoxGeometry(1, 1, 1);
  const colors = FACE_LIGHT.flatMap((light) => Array.from({ length: 12 }, () => light));
  cube.setAttribute("color", new Float32BufferAttribute(colors, 3));
  return cube;
}

class PartBox {
  readonly group = new Group();
  private fill: Mesh<BoxGeometry, MeshBasicMaterial>;
  private edges: LineSegments2;
  private line = new LineMaterial({ linewidth: 1.2, transparent: true, toneMapped: false });
  private hidden: LineSegments2;
  private hiddenLine = new LineMaterial({ linewidth: 1.4, transparent: true, opacity: 0.4, depthTest: false, toneMapped: false });

  constructor(cube: BoxGeometry, outline: LineSegmentsGeometry, index: number) {
    const offset = { polygonOffset: true, polygonOffsetFactor: 1, polygonOffsetUnits: 1 + (index % 8) };
    this.fill = new Mesh(cube, new MeshBasicMaterial({ vertexColors: true, transparent: true, toneMapped: false, ...offset }));
    this.edges = new LineSegments2(outline, this.line);
    this.hidden = new LineSegments2(outline, this.hiddenLine);
    this.hidden.renderOrder = 5;
    this.edges.renderOrder = 2;
    this.group.add(this.fill, this.edges, this.hidden);
  }

  update(part: Pick<Part, "box" | "color" | "visible">, look: BoxLook, placement: Placement | null = null): void {
    const { selected, hovered, mode, hasMesh } = look;
    place(this.group, part.box, placement);
    const color = new Color(part.color ?? "#98a3b0");
    const solid = mode === "boxes" || (mode === "both" && !hasMesh);
    const bright = hovered && !selected ? 1.14 : 1;
    this.fill.visible = solid;
    this.fill.material.color.copy(color).multiplyScalar(bright);
    this.fill.material.opacity = selected ? 0.55 : 1;
    this.fill.material.transparent = selected;
    this.fill.material.depthWrite = !selected;
    this.fill.castShadow = solid;
    this.edges.visible = selected || hovered || mode !== "meshes" || !hasMesh;
    this.line.color.copy(selected ? new Color(look.accent) : color.multiplyScalar(solid ? 0.55 : bright));
    this.line.linewidth = selected ? 2 : hovered ? 1.8 : 1.1;
    this.line.opacity = selected || hovered ? 1 : solid ? 0.55 : hasMesh ? 0.5 : 0.7;
    this.hidden.visible = selected;
    this.hiddenLine.color.set(look.accent);
    this.group.visible = part.visible;
  }

  dispose(): void {
    this.fill.material.dispose();
    this.line.dispose();
    this.hiddenLine.dispose();
    this.group.removeFromParent();
  }
}

function place(group: Group, box: Box, placement: Placement | null): void {
  const center = centerOf(box);
  group.position.set(...(placement ? toDocument(placement, center) : center));
  group.rotation.y = placement ? yawOf(placement) : 0;
  group.scale.set(...sizeOf(box)).multiplyScalar(placement?.scale ?? 1);
  group.updateMatrixWorld(true);
}

export class BoxLayer {
  private cube = shadedCube();
  private outline = new LineSegmentsGeometry().fromEdgesGeometry(new EdgesGeometry(new BoxGeometry(1, 1, 1)));
  private boxes = new Map<string, PartBox>();
  private ghost: PartBox;
  private made = 0;

  constructor(private parent: Group) {
    this.ghost = new PartBox(this.cube, this.outline, 0);
    this.ghost.group.visible = false;
    parent.add(this.ghost.group);
  }

  update(scene: Scene, lookOf: (part: Part) => BoxLook): void {
    const { parts } = scene;
    const present = new Set(parts.map((part) => part.id));
    for (const [id, box] of this.boxes) {
      if (present.has(id)) continue;
      box.dispose();
      this.boxes.delete(id);
    }
    for (const part of parts) {
      let box = this.boxes.get(part.id);
      if (!box) {
        box = new PartBox(this.cube, this.outline, this.made++);
        this.boxes.set(part.id, box);
        this.parent.add(box.group);
      }
      box.update(part, lookOf(part), placementOf(scene, part));
    }
  }

  /** The box that is being drawn; null hides it. */
  showGhost(box: Box | null, accent: string): void {
    this.ghost.group.visible = box !== null;
    if (!box) return;
    this.ghost.update({ box, color: accent, visible: true },
      { hasMesh: false, selected: true, hovered: false, mode: "boxes", accent });
  }

  dispose(): void {
    for (const box of this.boxes.values()) box.dispose();
    this.ghost.dispose();
    this.cube.dispose();
    this.outline.dispose();
  }
}

export interface Hit {
  part: Part;
  point: Vector3;
}

/** Visible parts under the ray, nearest first. Boxes that hold the camera are skipped. */
export function hitParts(raycaster: Raycaster, scene: Scene): Hit[] {
  const hits: (Hit & { distance: number })[] = [];
  const frame = new Group();
  for (const part of scene.parts) {
    if (!part.visible) continue;
    moveTo(frame, placementOf(scene, part));
    const ray: Ray = raycaster.ray.clone().applyMatrix4(frame.matrix.clone().invert());
    const bounds = new Box3(new Vector3(...part.box.min), new Vector3(...part.box.max));
    const point = new Vector3();
    if (bounds.containsPoint(ray.origin) || !ray.intersectBox(bounds, point)) continue;
    point.applyMatrix4(frame.matrix);
    hits.push({ part, point, distance: point.distanceTo(raycaster.ray.origin) });
  }
  return hits.sort((a, b) => a.distance - b.distance);
}

/** Turn what is in an object's frame to where the object stands. */
export function moveTo(group: Group, placement: Placement | null): void {
  group.position.set(...(placement?.position ?? [0, 0, 0]));
  group.rotation.y = placement ? yawOf(placement) : 0;
  group.scale.setScalar(placement?.scale ?? 1);
  group.updateMatrix();
}

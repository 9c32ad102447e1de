// The meshes of the parts: finals and, while a run goes on, previews. Loaded from URLs, disposed when replaced.

import {
  type BufferGeometry, Group, type Material, Mesh, MeshNormalMaterial, MeshBasicMaterial, MeshStandardMaterial, type Object3D, Texture,
} from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import type { Placement } from "../doc/scene";
import { moveTo } from "./boxes";

export type Shading = "texture" | "normals" | "wire";

export interface MeshWish {
  id: string;
  url: string;
  visible: boolean;
  /** Out of date: drawn faint, as its box or caption has changed since. */
  faded: boolean;
  /** Of the object that the part is in. */
  placement: Placement | null;
}

interface Loaded {
  url: string;
  root: Group;
  style: string;
  meshes: { mesh: Mesh; lines: Mesh; original: Material; faded: Material | null }[];
}

export class MeshLayer {
  /** Rises whenever a mesh is replaced or shown differently. */
  version = 0;
  /** Loads that are under way. */
  private pending = new Map<string, string>();
  private loaded = new Map<string, Loaded>();
  private failed = new Set<string>();
  private loader = new GLTFLoader();
  private normals = new MeshNormalMaterial();
  private wire = new MeshBasicMaterial({ wireframe: true, toneMapped: false, transparent: true, opacity: 0.75 });
  /** Under the lines, so that only those in front are seen. */
  private solid = new MeshBasicMaterial({ toneMapped: false, polygonOffset: true, polygonOffsetFactor: 1, polygonOffsetUnits: 1 });
  private wishes = new Map<string, MeshWish>();
  private shading: Shading = "texture";

  constructor(private parent: Group, private urlOf: (path: string) => string,
    private changed: () => void, private onError: (id: string, url: string) => void) {}

  get loading(): boolean {
    return this.pending.size > 0;
  }

  /** Ids whose meshes are on screen. */
  get shown(): string[] {
    return [...this.loaded].filter(([, { root }]) => root.visible && this.parent.visible).map(([id]) => id);
  }

  has(id: string): boolean {
    return this.loaded.has(id);
  }

  update(wishes: MeshWish[], shading: Shading, colors: { accent: string; fill: string }): void {
    this.wishes = new Map(wishes.map((wish) => [wish.id, wish]));
    this.shading = shading;
    this.wire.color.set(colors.accent);
    this.solid.color.set(colors.fill);
    for (const [id, loaded] of this.loaded) {
      if (!this.wishes.has(id)) this.drop(id, loaded);
    }
    for (const wish of wishes) {
      const present = this.loaded.get(wish.id);
      if (present) this.style(present, wish);
      if (present?.url !== wish.url && this.pending.get(wish.id) !== wish.url && !this.failed.has(wish.url)) void this.load(wish);
    }
  }

  dispose(): void {
    this.wishes.clear();
    for (const [id, loaded] of this.loaded) this.drop(id, loaded);
    this.normals.dispose();
    this.wire.dispose();
    this.solid.dispose();
  }

  private async load({ id, url }: MeshWish): Promise<void> {
    this.pending.set(id, url);
    try {
      const gltf = await this.loader.loadAsync(this.urlOf(url));
      const fresh = collect(url, gltf.scene as Group);
      const wish = this.wishes.get(id);
      if (wish?.url !== url) {
        release(fresh);
        return;
      }
      const old = this.loaded.get(id);
      this.loaded.set(id, fresh);
      this.parent.add(fresh.root);
      if (old) release(old);
      this.style(fresh, wish);
    } catch (error) {
      console.warn(`copart: mesh of ${id} failed`, error);
      this.failed.add(url);
      this.onError(id, url);
    } finally {
      if (this.pending.get(id) === url) this.pending.delete(id);
      this.changed();
    }
  }

  private style(loaded: Loaded, wish: MeshWish): void {
    const key = `${this.shading} ${wish.visible} ${wish.faded} ${JSON.stringify(wish.placement)}`;
    if (loaded.style === key) return;
    loaded.style = key;
    this.version += 1;
    loaded.root.visible = wish.visible;
    moveTo(loaded.root, wish.placement);
    for (const entry of loaded.meshes) {
      if (this.shading === "normals") entry.mesh.material = this.normals;
      else if (this.shading === "wire") entry.mesh.material = this.solid;
      else if (!wish.faded) entry.mesh.material = entry.original;
      else {
        entry.faded ??= Object.assign(entry.original.clone(), { transparent: true, opacity: 0.38, depthWrite: true });
        entry.mesh.material = entry.faded;
      }
      entry.lines.material = this.wire;
      entry.lines.visible = this.shading === "wire";
      entry.mesh.castShadow = !wish.faded;
    }
  }

  private drop(id: string, loaded: Loaded): void {
    this.loaded.delete(id);
    this.version += 1;
    release(loaded);
  }
}

function collect(url: string, root: Group): Loaded {
  const meshes: Loaded["meshes"] = [];
  root.traverse((object: Object3D) => {
    if (!(object instanceof Mesh)) return;
    const mesh = object as Mesh<BufferGeometry, Material>;
    if (!mesh.geometry.getAttribute("normal")) mesh.geometry.computeVertexNormals();
    const material = mesh.material;
    // glTF's default material is a mirror-like metal; without a metalness map a part is meant to be matt.
    if (material instanceof MeshStandardMaterial && material.metalness === 1 && !material.metalnessMap) {
      material.metalness = 0;
      material.roughness = Math.min(material.roughness, 0.85);
    }
    mesh.receiveShadow = true;
    meshes.push({ mesh, lines: new Mesh(mesh.geometry), original: material, faded: null });
  });
  for (const { mesh, lines } of meshes) mesh.add(lines);
  return { url, root, meshes, style: "" };
}

function release({ root, meshes }: Loaded): void {
  root.removeFromParent();
  for (const { mesh, original, faded } of meshes) {
    mesh.geometry.dispose();
    for (const value of Object.values(original)) {
      if (value instanceof Texture) {
        value.dispose();
        (value.source.data as { close?: () => void } | null)?.close?.();
      }
    }
    original.dispose();
    faded?.dispose();
  }
}

// The three.js side of the viewport: camera, light, ground, drawing on demand. It knows no document.

import {
  AmbientLight, Box3, DirectionalLight, Group, type Object3D, PCFShadowMap, PerspectiveCamera, PMREMGenerator, Raycaster,
  Scene as Scene3, type Texture, Vector2, Vector3, WebGLRenderer, MOUSE, NeutralToneMapping,
} from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import { RoomEnvironment } from "three/addons/environments/RoomEnvironment.js";
import type { Box, Vec3 } from "../doc/scene";
import { reducedMotion, SCENE_COLORS, type Theme } from "../theme";
import { Ground } from "./ground";

const HOME = new Vector3(0.9, 0.62, 1.25).normalize();
const FLIGHT_MS = 140;

export class View3D {
  readonly canvas: HTMLCanvasElement;
  readonly renderer: WebGLRenderer;
  readonly scene = new Scene3();
  readonly camera = new PerspectiveCamera(34, 1, 0.01, 200);
  readonly controls: OrbitControls;
  readonly boxes = new Group();
  readonly meshes = new Group();
  private readonly ground = new Ground();
  private readonly key = new DirectionalLight(0xffffff, 1.75);
  private readonly raycaster = new Raycaster();
  private environment: Texture | null = null;
  private frame = 0;
  private flight = 0;
  private drawn: (() => void)[] = [];
  private waiters: (() => void)[] = [];
  private resizer: ResizeObserver;

  /** Throws when the browser offers no WebGL. */
  constructor(private host: HTMLElement) {
    this.renderer = new WebGLRenderer({ antialias: true, alpha: true, powerPreference: "high-performance" });
    this.canvas = this.renderer.domElement;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.toneMapping = NeutralToneMapping;
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = PCFShadowMap;
    this.renderer.shadowMap.autoUpdate = false;
    host.prepend(this.canvas);
    this.controls = new OrbitControls(this.camera, this.canvas);
    this.controls.mouseButtons = { LEFT: MOUSE.ROTATE, MIDDLE: MOUSE.PAN, RIGHT: MOUSE.PAN };
    this.controls.maxPolarAngle = Math.PI * 0.98;
    this.controls.zoomToCursor = true;
    this.controls.addEventListener("change", () => this.requestRender());
    this.addLights();
    this.scene.add(this.ground.group, this.boxes, this.meshes);
    this.resizer = new ResizeObserver(() => this.resize());
    this.resizer.observe(host);
    this.resize();
    this.look(new Vector3(0, 0.5, 0), 4.2);
  }

  /** Called after each drawn frame: overlays follow the camera there. */
  onDrawn(callback: () => void): void {
    this.drawn.push(callback);
  }

  requestRender(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.render());
  }

  /** Shadows are drawn only when something that casts one has changed. */
  shadowsChanged(): void {
    this.fitShadow();
    this.renderer.shadowMap.needsUpdate = true;
    this.requestRender();
  }

  /** Resolves after the next frame. */
  nextFrame(): Promise<void> {
    return new Promise((resolve) => {
      this.waiters.push(resolve);
      this.requestRender();
    });
  }

  setTheme(theme: Theme): void {
    this.ground.setColors(SCENE_COLORS[theme]);
    this.requestRender();
  }

  /** Reflections for meshes; made when the first mesh comes, as it takes a moment on slow machines. */
  lightMeshes(): void {
    if (this.environment) return;
    const generator = new PMREMGenerator(this.renderer);
    const room = new RoomEnvironment();
    this.environment = generator.fromScene(room, 0.03).texture;
    this.scene.environment = this.environment;
    this.scene.environmentIntensity = 0.42;
    room.dispose();
    generator.dispose();
  }

  /** Pixels of the page. */
  screenOf(point: Vec3): [number, number] {
    const area = this.canvas.getBoundingClientRect();
    const place = new Vector3(...point).project(this.camera);
    return [area.left + ((place.x + 1) / 2) * area.width, area.top + ((1 - place.y) / 2) * area.height];
  }

  /** Pixels within the viewport, and whether the point lies before the camera. */
  localOf(point: Vec3): { x: number; y: number; ahead: boolean } {
    const place = new Vector3(...point).project(this.camera);
    const { clientWidth, clientHeight } = this.canvas;
    return { x: ((place.x + 1) / 2) * clientWidth, y: ((1 - place.y) / 2) * clientHeight, ahead: place.z < 1 };
  }

  rayAt(clientX: number, clientY: number): Raycaster {
    const area = this.canvas.getBoundingClientRect();
    const at = new Vector2(((clientX - area.left) / area.width) * 2 - 1, 1 - ((clientY - area.top) / area.height) * 2);
    this.raycaster.setFromCamera(at, this.camera);
    return this.raycaster;
  }

  /** Turn the camera to hold `box` (null: the empty ground), from where it looks now. */
  frameBox(box: Box | null, animate: boolean): void {
    const low = new Vector3(...(box?.min ?? [-0.6, 0, -0.6]));
    const high = new Vector3(...(box?.max ?? [0.6, 1, 0.6]));
    const radius = Math.max(low.distanceTo(high) / 2, 0.05);
    const slope = Math.tan((this.camera.fov * Math.PI) / 360);
    const distance = (radius * 1.22) / (slope * Math.min(1, this.camera.aspect));
    this.look(low.add(high).multiplyScalar(0.5), distance, animate && !reducedMotion());
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.flight);
    this.resizer.disconnect();
    this.controls.dispose();
    this.ground.dispose();
    this.key.shadow.dispose();
    this.environment?.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
    this.canvas.remove();
  }

  private addLights(): void {
    this.key.castShadow = true;
    this.key.shadow.mapSize.set(768, 768);
    this.key.shadow.radius = 9;
    this.key.shadow.bias = -0.0006;
    this.key.shadow.normalBias = 0.02;
    const fill = new DirectionalLight(0xdfe8ff, 0.4);
    fill.position.set(3, 1.2, 1);
    this.scene.add(this.key, this.key.target, fill, new AmbientLight(0xffffff, 0.2));
    this.fitShadow();
  }

  /** The key light stands high over what is there, so that shadows touch the things that cast them. */
  private fitShadow(): void {
    const bounds = new Box3();
    for (const object of [this.boxes, this.meshes]) {
      object.traverseVisible((child: Object3D) => {
        if (child.castShadow) bounds.expandByObject(child);
      });
    }
    if (bounds.isEmpty()) bounds.set(new Vector3(-1, 0, -1), new Vector3(1, 1, 1));
    const center = bounds.getCenter(new Vector3());
    const radius = bounds.getSize(new Vector3()).length() / 2 + 0.05;
    this.key.target.position.copy(center);
    this.key.position.copy(center).add(new Vector3(-0.6, 1.3, 0.42).normalize().multiplyScalar(radius * 3));
    const camera = this.key.shadow.camera;
    camera.left = camera.bottom = -radius * 1.35;
    camera.right = camera.top = radius * 1.35;
    camera.near = radius;
    camera.far = radius * 6;
    camera.updateProjectionMatrix();
    this.key.target.updateMatrixWorld();
  }

  private look(target: Vector3, distance: number, animate = false): void {
    cancelAnimationFrame(this.flight);
    const direction = this.camera.position.clone().sub(this.controls.target);
    if (direction.lengthSq() < 1e-9 || !Number.isFinite(direction.x) || this.camera.position.lengthSq() === 0) direction.copy(HOME);
    const goal = target.clone().addScaledVector(direction.normalize(), distance);
    const fromTarget = this.controls.target.clone();
    const fromPosition = this.camera.position.clone();
    const began = performance.now();
    const step = () => {
      const t = animate ? Math.min((performance.now() - began) / FLIGHT_MS, 1) : 1;
      const eased = t * (2 - t);
      this.controls.target.lerpVectors(fromTarget, target, eased);
      this.camera.position.lerpVectors(fromPosition, goal, eased);
      this.controls.update();
      this.requestRender();
      if (t < 1) this.flight = requestAnimationFrame(step);
    };
    step();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.host;
    if (!clientWidth || !clientHeight) return;
    this.renderer.setSize(clientWidth, clientHeight);
    this.camera.aspect = clientWidth / clientHeight;
    this.camera.updateProjectionMatrix();
    cancelAnimationFrame(this.frame);
    this.render(); // at once: setSize has cleared the canvas
  }

  private render(): void {
    this.frame = 0;
    const distance = this.camera.position.distanceTo(this.controls.target);
    this.camera.near = Math.max(distance / 200, 1e-4);
    this.camera.far = distance * 60;
    this.camera.updateProjectionMatrix();
    this.ground.follow(this.controls.target, distance);
    this.renderer.render(this.scene, this.camera);
    for (const callback of this.drawn) callback();
    for (const resolve of this.waiters.splice(0)) resolve();
  }
}

// The ground: a grid whose spacing follows the zoom and fades with distance, and the plane that catches shadows.

import { Color, Group, Mesh, PlaneGeometry, ShaderMaterial, ShadowMaterial, type Vector3 } from "three";

const VERTEX = /* glsl */ `
varying vec2 vPlace;
void main() {
  vec4 place = modelMatrix * vec4(position, 1.0);
  vPlace = place.xz;
  gl_Position = projectionMatrix * viewMatrix * place;
}`;

// Lines one pixel wide at any zoom: the distance to the nearest multiple of the step, in units of its screen derivative.
const FRAGMENT = /* glsl */ `
varying vec2 vPlace;
uniform vec3 uColor;
uniform vec2 uTarget;
uniform float uStep, uReach, uStrength;
float lines(vec2 place, float spacing) {
  vec2 cell = place / spacing;
  vec2 width = fwidth(cell);
  vec2 near = abs(fract(cell - 0.5) - 0.5) / width;
  float line = 1.0 - min(min(near.x, near.y), 1.0);
  return line * (1.0 - smoothstep(0.15, 0.6, max(width.x, width.y)));
}
void main() {
  float fade = 1.0 - smoothstep(0.15, 1.0, distance(vPlace, uTarget) / uReach);
  float alpha = max(lines(vPlace, uStep) * 0.42, lines(vPlace, uStep * 5.0)) * fade * uStrength;
  if (alpha < 0.004) discard;
  gl_FragColor = vec4(uColor, alpha);
  #include <colorspace_fragment>
}`;

export class Ground {
  readonly group = new Group();
  private plane = new PlaneGeometry(1, 1);
  private grid = new ShaderMaterial({
    vertexShader: VERTEX, fragmentShader: FRAGMENT, transparent: true, depthWrite: false, side: 2,
    uniforms: {
      uColor: { value: new Color() }, uTarget: { value: [0, 0] }, uStep: { value: 0.1 }, uReach: { value: 5 }, uStrength: { value: 0.3 },
    },
  });
  private shade = new ShadowMaterial({ opacity: 0.3, depthWrite: false });
  private planes: Mesh[];

  constructor() {
    const grid = new Mesh(this.plane, this.grid);
    const shadow = new Mesh(this.plane, this.shade);
    shadow.receiveShadow = true;
    this.planes = [grid, shadow];
    for (const [order, plane] of this.planes.entries()) {
      plane.rotation.x = -Math.PI / 2;
      plane.renderOrder = order - 10;
      this.group.add(plane);
    }
  }

  setColors(colors: { grid: string; gridStrength: number; shadow: number }): void {
    (this.grid.uniforms.uColor!.value as Color).set(colors.grid);
    this.grid.uniforms.uStrength!.value = colors.gridStrength;
    this.shade.opacity = colors.shadow;
  }

  /** Steps of 1, 2, 5 times a power of ten, about forty of them across the view. */
  follow(target: Vector3, distance: number): void {
    const ideal = distance / 40;
    const power = 10 ** Math.floor(Math.log10(ideal));
    const step = [1, 2, 5, 10].find((factor) => factor * power >= ideal)! * power;
    const reach = distance * 2.2;
    this.grid.uniforms.uStep!.value = step;
    this.grid.uniforms.uReach!.value = reach;
    this.grid.uniforms.uTarget!.value = [target.x, target.z];
    for (const plane of this.planes) {
      plane.position.set(target.x, 0, target.z);
      plane.scale.setScalar(reach * 2);
    }
  }

  dispose(): void {
    this.plane.dispose();
    this.grid.dispose();
    this.shade.dispose();
  }
}

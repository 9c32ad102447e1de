// Dark or light: by the system, or by the switch (kept in this browser).

import { Value } from "./value";

export type ThemeChoice = "system" | "dark" | "light";
export type Theme = "dark" | "light";

const KEY = "copart.theme";

export class ThemeSwitch {
  readonly choice: Value<ThemeChoice>;
  readonly theme: Value<Theme>;
  private media = matchMedia("(prefers-color-scheme: light)");
  private listen = () => this.update();

  constructor() {
    const stored = localStorage.getItem(KEY);
    this.choice = new Value<ThemeChoice>(stored === "dark" || stored === "light" ? stored : "system");
    this.theme = new Value(this.effective());
    this.media.addEventListener("change", this.listen);
  }

  choose(choice: ThemeChoice): void {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
    this.choice.set(choice);
    this.update();
  }

  dispose(): void {
    this.media.removeEventListener("change", this.listen);
  }

  private update(): void {
    this.theme.set(this.effective());
  }

  private effective(): Theme {
    const choice = this.choice.get();
    if (choice !== "system") return choice;
    return this.media.matches ? "light" : "dark";
  }
}

/** The colours that WebGL needs; the rest are CSS variables in styles/tokens.css. */
export const SCENE_COLORS = {
  dark: { accent: "#6c8cff", grid: "#8fa3c4", gridStrength: 0.22, shadow: 0.36, fill: "#20262f" },
  light: { accent: "#3b5bdb", grid: "#53617a", gridStrength: 0.3, shadow: 0.17, fill: "#ffffff" },
} as const;

export function reducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// Elements without innerHTML: text goes in as text, always.

import { icon, type IconName } from "./icons";

export interface Attributes {
  class?: string;
  testid?: string;
  text?: string;
  /** Tooltip, and the accessible name where there is no text. */
  tip?: string;
  /** Shortcut shown in the tooltip, such as "Ctrl+Z". */
  keys?: string;
  on?: { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };
  [attribute: string]: unknown;
}

type Child = Node | string | null | undefined | false;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  const { class: className, testid, text, tip, keys, on, ...rest } = attributes;
  if (className) element.className = className;
  if (testid) element.dataset.testid = testid;
  if (text !== undefined) element.textContent = text;
  if (tip) setTip(element, tip, keys);
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(on ?? {})) element.addEventListener(name, listener as EventListener);
  for (const child of children) if (child) element.append(child);
  return element;
}

export function setTip(element: HTMLElement, tip: string, keys?: string): void {
  element.dataset.tip = tip;
  if (keys) {
    element.dataset.keys = keys;
    element.setAttribute("aria-keyshortcuts", keys.replaceAll("Ctrl", "Control"));
  }
  if (!element.textContent?.trim()) element.setAttribute("aria-label", tip);
}

export interface ButtonOptions {
  label?: string;
  icon?: IconName;
  tip: string;
  keys?: string;
  testid: string;
  class?: string;
  onClick: (event: MouseEvent) => void;
}

/** A button; while `enable(button, false, why)` it stays focusable and its tooltip says why. */
export function button(options: ButtonOptions): HTMLButtonElement {
  const element = h("button", {
    type: "button",
    class: `button ${options.class ?? ""} ${options.label ? "" : "icon-only"}`,
    testid: options.testid,
    on: {
      click: (event) => {
        if (element.getAttribute("aria-disabled") === "true") return;
        options.onClick(event);
      },
    },
  });
  if (options.icon) element.append(icon(options.icon));
  if (options.label) element.append(h("span", { class: "label", text: options.label }));
  setTip(element, options.tip, options.keys);
  element.dataset.enabledTip = options.tip;
  return element;
}

export function enable(element: HTMLButtonElement, enabled: boolean, why = ""): void {
  element.setAttribute("aria-disabled", String(!enabled));
  setTip(element, enabled ? element.dataset.enabledTip! : why);
}

/** Change what an enabled button says in its tooltip. */
export function retip(element: HTMLButtonElement, tip: string): void {
  element.dataset.enabledTip = tip;
  if (element.getAttribute("aria-disabled") !== "true") setTip(element, tip);
}

export function setIcon(element: HTMLElement, name: IconName): void {
  if (element.dataset.icon === name) return;
  element.dataset.icon = name;
  element.querySelector("svg")?.remove();
  element.prepend(icon(name));
}

export function setLabel(element: HTMLElement, label: string): void {
  const span = element.querySelector(".label");
  if (span && span.textContent !== label) span.textContent = label;
}

/** True while the user types: shortcuts keep quiet. */
export function isTyping(event: KeyboardEvent): boolean {
  return event.composedPath().some((target) =>
    target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable));
}

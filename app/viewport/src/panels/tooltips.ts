// One tooltip for the whole page: it shows `data-tip` and `data-keys` of what is hovered or focused.

import { h } from "../dom";

const DELAY_MS = 350;

export class Tooltips {
  readonly element = h("div", { class: "tooltip", role: "tooltip", hidden: true });
  private timer = 0;
  private target: HTMLElement | null = null;

  constructor(private root: HTMLElement) {
    root.addEventListener("pointerover", (event) => this.consider(event.target));
    root.addEventListener("pointerdown", () => this.hide());
    root.addEventListener("focusin", (event) => {
      if (event.target instanceof HTMLElement && event.target.matches(":focus-visible:not(input):not(textarea)")) this.consider(event.target);
    });
    root.addEventListener("focusout", () => this.hide());
    root.addEventListener("pointerleave", () => this.hide());
    root.addEventListener("keydown", () => this.hide());
  }

  private consider(target: EventTarget | null): void {
    const owner = target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
    if (owner === this.target) return;
    this.hide();
    this.target = owner;
    if (owner) this.timer = setTimeout(() => this.show(owner), DELAY_MS) as unknown as number;
  }

  private hide(): void {
    clearTimeout(this.timer);
    this.target = null;
    this.element.hidden = true;
  }

  private show(owner: HTMLElement): void {
    if (!owner.isConnected || owner.getAttribute("aria-expanded") === "true") return;
    const tip = owner.dataset.tip;
    if (!tip) return;
    this.element.replaceChildren(h("span", { text: tip }));
    for (const key of owner.dataset.keys?.split("+") ?? []) this.element.append(h("kbd", { text: key }));
    this.element.hidden = false;
    const place = owner.getBoundingClientRect();
    const size = this.element.getBoundingClientRect();
    const page = this.root.getBoundingClientRect();
    const below = place.bottom + 6 + size.height < page.bottom;
    const left = Math.min(Math.max(place.left + place.width / 2 - size.width / 2, page.left + 8), page.right - size.width - 8);
    this.element.style.left = `${Math.round(left - page.left)}px`;
    this.element.style.top = `${Math.round((below ? place.bottom + 6 : place.top - size.height - 6) - page.top)}px`;
  }
}

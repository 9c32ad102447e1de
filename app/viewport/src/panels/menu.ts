// A popover under a button: closes on Escape, outside clicks and choice; arrow keys walk its items.

import { h } from "../dom";

export class Menu {
  readonly element: HTMLElement;
  private outside = (event: Event) => {
    const path = event.composedPath();
    if (!path.includes(this.element) && !path.includes(this.owner)) this.close(false);
  };

  constructor(private owner: HTMLButtonElement, className: string, label: string, private onOpen?: () => void) {
    this.element = h("div", { class: `menu ${className}`, role: "menu", "aria-label": label, hidden: true });
    owner.setAttribute("aria-haspopup", "menu");
    owner.setAttribute("aria-expanded", "false");
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  get open(): boolean {
    return !this.element.hidden;
  }

  toggle(): void {
    if (this.open) this.close(true);
    else this.show();
  }

  show(): void {
    this.element.hidden = false;
    this.owner.setAttribute("aria-expanded", "true");
    const page = (this.element.offsetParent as HTMLElement).getBoundingClientRect();
    const place = this.owner.getBoundingClientRect();
    const width = this.element.offsetWidth;
    const left = Math.max(8, Math.min(place.right - page.left - width, page.width - width - 8));
    this.element.style.left = `${left}px`;
    this.element.style.top = `${place.bottom - page.top + 6}px`;
    this.onOpen?.();
    this.items()[0]?.focus();
    addEventListener("pointerdown", this.outside, true);
  }

  close(refocus: boolean): void {
    this.element.hidden = true;
    this.owner.setAttribute("aria-expanded", "false");
    removeEventListener("pointerdown", this.outside, true);
    if (refocus) this.owner.focus();
  }

  private items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  }

  private key(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.indexOf((this.element.getRootNode() as ShadowRoot).activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") this.close(true);
    else if (event.key === "Tab") this.close(false);
    else if (step && items.length) items[(at + step + items.length) % items.length]!.focus();
    else return;
    event.stopPropagation();
    if (event.key !== "Tab") event.preventDefault();
  }
}

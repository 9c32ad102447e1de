// Messages that come and go, at the lower right of the viewport. Errors and warnings stay longer and side by side; of the
// others only the newest is shown.

import { button, h } from "../dom";
import { icon } from "../icons";

export type ToastKind = "info" | "success" | "warning" | "error";

export interface ToastAction {
  label: string;
  run: () => void;
}

const SECONDS: Record<ToastKind, number> = { info: 5, success: 4, warning: 8, error: 20 };
const MOST = 3;

export class Toasts {
  readonly element = h("div", { class: "toasts", role: "region", "aria-label": "Messages", "aria-live": "polite" });

  show(kind: ToastKind, message: string, action?: ToastAction): void {
    for (const old of [...this.element.children]) {
      const passing = old.matches(".info, .success") && (kind === "info" || kind === "success");
      if (passing || old.querySelector(".toast-text")?.textContent === message) old.remove();
    }
    while (this.element.children.length >= MOST) this.element.firstElementChild!.remove();
    const toast = h("div", { class: `toast ${kind}`, testid: "toast", "data-kind": kind, role: kind === "error" ? "alert" : "status" },
      icon(kind), h("div", { class: "toast-text", text: message }));
    if (action) {
      toast.append(button({ label: action.label, tip: action.label, testid: "toast-action", class: "plain", onClick: () => {
        toast.remove();
        action.run();
      } }));
    }
    toast.append(button({ icon: "close", tip: "Close this message", testid: "toast-close", class: "plain small", onClick: () => toast.remove() }));
    this.element.append(toast);
    let timer = 0;
    const arm = () => { timer = setTimeout(() => toast.remove(), SECONDS[kind] * 1000) as unknown as number; };
    toast.addEventListener("pointerenter", () => clearTimeout(timer));
    toast.addEventListener("pointerleave", arm);
    arm();
  }

  /** An error of some action, named: "Export: the server cannot be reached…". */
  failure(error: unknown, doing: string): void {
    this.show("error", `${doing}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

// Under the viewport: what will be made, and how far it is.

import { planPrimary } from "../doc/plan";
import { partOf, titleOf } from "../doc/scene";
import type { Store } from "../doc/store";
import { button, enable, h, retip, setIcon, setLabel } from "../dom";
import type { Phase, Run, Runner } from "../run";

const IDLE_TEXT: Partial<Record<Phase, string>> = { ready: "Ready", done: "Done", cancelled: "Cancelled" };

export class ActionBar {
  readonly element: HTMLElement;
  private primary: HTMLButtonElement;
  private all: HTMLButtonElement;
  private cancel: HTMLButtonElement;
  private message = h("div", { class: "run-message", testid: "run-message" });
  private time = h("div", { class: "run-time", testid: "run-time" });
  private fill = h("i");
  private bar = h("div", { class: "progress", testid: "progress", role: "progressbar", "aria-label": "Generation", "aria-valuemin": "0", "aria-valuemax": "100" }, this.fill);
  private queued = false;

  constructor(private store: Store, private runner: Runner) {
    this.primary = button({ icon: "generate", label: "Generate", tip: "Generate", keys: "Ctrl+Enter", testid: "generate", class: "primary",
      onClick: () => this.go() });
    this.all = button({ label: "Generate all", tip: "Make all unlocked parts anew", testid: "generate-all", onClick: () => runner.generate(null) });
    this.cancel = button({ icon: "stop", label: "Cancel", tip: "Stop; parts that are finished are kept, the others stay as they were", testid: "cancel", class: "cancel", onClick: () => void runner.cancel() });
    this.element = h("footer", { class: "actionbar", "aria-label": "Generation" }, this.primary, this.cancel, this.all,
      h("div", { class: "run" }, h("div", { class: "run-line" }, this.message, this.time), this.bar));
    store.subscribe(() => this.soon());
    runner.run.on(() => this.soon());
  }

  /** The primary action, also on Ctrl+Enter. */
  go(): void {
    const plan = planPrimary(this.store.scene, this.runner.run.get().meshes);
    if (plan.parts.length) this.runner.generate(plan.parts);
  }

  private soon(): void {
    if (this.queued) return;
    this.queued = true;
    queueMicrotask(() => {
      this.queued = false;
      this.update();
    });
  }

  private update(): void {
    const run = this.runner.run.get();
    const { scene } = this.store;
    const busy = this.runner.busy;
    const plan = planPrimary(scene, run.meshes);
    const blocked = this.runner.blocked ?? plan.why;
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement;
    this.cancel.hidden = !busy;
    this.primary.hidden = this.all.hidden = busy;
    if (busy && focused === this.primary) this.cancel.focus();
    if (!busy && focused === this.cancel) this.primary.focus();
    setLabel(this.primary, run.phase === "loading" ? "Loading the model…" : plan.label);
    setIcon(this.primary, plan.label.startsWith("Regenerate") ? "regenerate" : "generate");
    retip(this.primary, plan.tip);
    enable(this.primary, !blocked, blocked);
    const open = scene.parts.filter((part) => !part.locked).length;
    retip(this.all, `Make all ${open} unlocked parts anew, also those that are up to date`);
    enable(this.all, !blocked && open > 0, blocked);
    this.element.dataset.phase = run.phase;
    this.message.textContent = this.text(run);
    this.message.title = this.message.textContent;
    this.time.textContent = busy && run.secondsLeft !== null ? `${Math.max(1, Math.ceil(run.secondsLeft))} s left` : "";
    this.bar.classList.toggle("unknown", run.phase === "starting" || (run.phase === "loading" && !run.fraction));
    this.bar.hidden = !busy && run.phase !== "loading";
    const percent = Math.round(Math.min(Math.max(run.fraction, 0), 1) * 100);
    this.fill.style.scale = `${percent / 100} 1`;
    if (this.bar.classList.contains("unknown")) this.bar.removeAttribute("aria-valuenow");
    else this.bar.setAttribute("aria-valuenow", String(percent));
  }

  private text(run: Run): string {
    if (run.phase === "loading") return run.message || "Loading the model; draw and edit meanwhile";
    if (this.runner.busy) {
      const part = run.making.length === 1 ? partOf(this.store.scene, run.making[0]!) : null;
      const steps = run.step !== null && run.steps !== null ? ` ${run.step} of ${run.steps}` : "";
      return run.message || `Working${steps}${part ? ` · ${titleOf(part)}` : ""}`;
    }
    if (run.phase === "error" || run.phase === "offline") return run.message;
    const locked = this.store.scene.parts.filter((part) => part.locked).length;
    const note = locked ? ` · ${locked} locked part${locked === 1 ? "" : "s"} will be kept` : "";
    return `${run.message || IDLE_TEXT[run.phase] || ""}${note}`;
  }
}

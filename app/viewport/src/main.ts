// Entry: mounts the page into a gr.HTML element and takes it down when that element leaves the document.

import { App } from "./app";
import type { Host } from "./protocol";

const WATCH_MS = 1000;

export function mount(host: Host): void {
  const app = new App(host);
  // Gradio has no unmount hook: an element that is no longer connected is gone for good.
  const watch = setInterval(() => {
    if (host.element.isConnected) return;
    clearInterval(watch);
    app.dispose();
  }, WATCH_MS);
}

// Calls to Python. Every failure becomes a ServerError whose message is fit for people.

import type { Host, ServerFunctions } from "./protocol";

export class ServerError extends Error {
  constructor(message: string, readonly offline: boolean) {
    super(message);
  }
}

/** Whether the server that sent this bundle still answers. */
async function reachable(): Promise<boolean> {
  try {
    return (await fetch(import.meta.url, { method: "HEAD", cache: "no-store" })).ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

export class Server {
  constructor(private host: Host) {}

  async call<N extends keyof ServerFunctions>(name: N, ask: ServerFunctions[N]["ask"]): Promise<ServerFunctions[N]["answer"]> {
    const call = this.host.server[name];
    if (!call) throw new ServerError(`The server does not offer “${name}”. Update and restart it.`, false);
    let answer: unknown = null;
    try {
      answer = await call(ask);
    } catch (error) {
      console.warn(`copart: ${name} failed`, error);
    }
    if (answer === null || typeof answer !== "object") {
      // Gradio answers null to both: an exception in Python and a connection that broke.
      if (!(await reachable())) throw new ServerError("The server cannot be reached. Your scene is kept in this browser.", true);
      throw new ServerError(`The server failed at “${name}”. Its log says why; your scene is kept in this browser.`, false);
    }
    if ("error" in answer) throw new ServerError(String(answer.error), false);
    return answer as ServerFunctions[N]["answer"];
  }

  trigger(event: "generate", data: unknown): void {
    this.host.trigger(event, data);
  }

  /** Server paths are relative to where Gradio is mounted. */
  url(path: string): string {
    return /^(https?:|blob:|data:)/.test(path) ? path : this.host.root + path;
  }
}

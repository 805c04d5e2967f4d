// The page's side of the worker: start it, ask it, notice when it has died or hangs.

/** @typedef {import("./messages.js").ToWorker} ToWorker */
/** @typedef {import("./messages.js").FromWorker} FromWorker */
/** @typedef {{progress: (share: number) => void, ready: () => void, failed: (reason: string) => void}} Listener */

// Nothing heard for so long is a hang: Pyodide can wait for ever without an error.
const SILENCE = 20_000;

export class Engine {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watchdog;
  /** @type {Map<number, {resolve: (reply: string) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #lastId = 0;

  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
  }

  /** @param {URL} files where the engine's files lie */
  start(files) {
    this.stop();
    try {
      this.#worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    this.#worker.addEventListener("message", (event) => this.#hear(event.data));
    this.#worker.addEventListener("error", (event) => this.#fail(event.message || "the worker did not start"));
    this.#tell({ type: "start", engine: files.href });
  }

  stop() {
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(new Error("the engine was stopped"));
    this.#waiting.clear();
  }

  /**
   * @param {string} request
   * @returns {Promise<string>} the reply; refused when the engine fails or is stopped before it comes
   */
  ask(request) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#tell({ type: "ask", id, request });
    });
  }

  /** @param {ToWorker} message */
  #tell(message) {
    this.#watch();
    this.#worker?.postMessage(message);
  }

  /** @param {FromWorker} message */
  #hear(message) {
    clearTimeout(this.#watchdog);
    switch (message.type) {
      case "progress":
        this.#watch();
        return this.listener.progress(message.loaded / message.total);
      case "ready":
        return this.listener.ready();
      case "reply": {
        const asked = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (this.#waiting.size) this.#watch();
        return asked?.resolve(message.reply);
      }
      case "failed":
        return this.#fail(message.reason);
    }
  }

  #watch() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#fail("nothing heard from the worker"), SILENCE);
  }

  /** @param {string} reason */
  #fail(reason) {
    this.stop();
    this.listener.failed(reason);
  }
}

// The page's side of the worker: start it, ask it, notice when it has died or hangs.

/** @typedef {import("./messages.js").ToWorker} ToWorker */
/** @typedef {import("./messages.js").FromWorker} FromWorker */
/** @typedef {import("./messages.js").Reason} Reason */
/** @typedef {import("./messages.js").Way} Way */
/**
 * @typedef {object} Listener
 * @property {(loaded: number, total: number) => void} progress
 * @property {(what: "retry" | "fallback", detail: string) => void} trouble
 * @property {(way: Way) => void} ready
 * @property {() => void} kept the next visit can start from what this one kept
 * @property {(reason: Reason, detail: string) => void} failed
 */

// Nothing heard for so long is a hang: Pyodide can wait for ever without an error.
const STARTING = 16_000;
const ANSWERING = 10_000;

export class Engine {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watchdog;
  /** @type {Map<number, {resolve: (reply: string) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #lastId = 0;
  #started = false;

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
      this.#fail("browser", String(error));
      return;
    }
    this.#worker.addEventListener("message", (event) => this.#hear(event.data));
    this.#worker.addEventListener("error", (event) => {
      this.#fail(this.#started ? "stopped" : "network", event.message || "the worker did not start");
    });
    this.#tell({ type: "start", engine: files.href });
  }

  stop() {
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#started = false;
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
        return this.listener.progress(message.loaded, message.total);
      case "trouble":
        this.#watch();
        return this.listener.trouble(message.what, message.detail);
      case "ready":
        this.#started = true;
        return this.listener.ready(message.way);
      case "kept":
        if (this.#waiting.size) this.#watch();
        return this.listener.kept();
      case "reply": {
        const asked = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (this.#waiting.size) this.#watch();
        return asked?.resolve(message.reply);
      }
      case "failed":
        return this.#fail(message.reason, message.detail);
    }
  }

  #watch() {
    clearTimeout(this.#watchdog);
    const fail = () => this.#fail(this.#started ? "stopped" : "network", "nothing heard from the worker");
    this.#watchdog = setTimeout(fail, this.#started ? ANSWERING : STARTING);
  }

  /**
   * @param {Reason} reason
   * @param {string} detail for the console; the page has a sentence for each reason
   */
  #fail(reason, detail) {
    this.stop();
    this.listener.failed(reason, detail);
  }
}

// The page's side of the worker: start it, ask it, notice when it has died or hangs.

/** @typedef {import("./messages.js").ToWorker} ToWorker */
/** @typedef {import("./messages.js").FromWorker} FromWorker */
/** @typedef {import("./messages.js").Reason} Reason */
/** @typedef {import("./messages.js").Start} Start */
/** @typedef {import("./messages.js").Way} Way */
/**
 * @typedef {object} Listener
 * @property {(loaded: number, total: number) => void} progress
 * @property {(what: "retry" | "fallback", detail: string) => void} trouble
 * @property {(way: Way) => void} ready
 * @property {() => void} kept the next visit can start from what this one kept
 * @property {(reason: Reason, detail: string) => void} failed
 */

// Milliseconds after which nothing heard is a hang: Pyodide can wait for ever without an error. The worker itself
// gives up a silent network sooner; while it computes it can't speak, and a slow machine takes its time.
const LOADING = 13_000;
const COMPUTING = 20_000;
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
  /** @type {Way | undefined} the way to start that is being computed */
  #computing;
  /** @type {Start | undefined} */
  #order;

  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
  }

  /**
   * @param {URL} files where the engine's files lie
   * @param {string} [key] of the engine that fits the page
   */
  start(files, key) {
    this.#begin({ type: "start", engine: files.href, key, skip: [] });
  }

  /** @param {Start} order */
  #begin(order) {
    this.stop();
    this.#order = order;
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
    this.#tell(order);
  }

  stop() {
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#started = false;
    this.#computing = undefined;
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
    this.#computing = message.type === "computing" ? message.way : undefined;
    this.#started ||= message.type === "ready";
    if (message.type === "reply") this.#deliver(message.id, message.reply);
    if (!this.#started || this.#waiting.size) this.#watch();
    if (message.type === "failed") this.#fail(message.reason, message.detail);
    else if (message.type === "progress") this.listener.progress(message.loaded, message.total);
    else if (message.type === "trouble") this.listener.trouble(message.what, message.detail);
    else if (message.type === "ready") this.listener.ready(message.way);
    else if (message.type === "kept") this.listener.kept();
  }

  /**
   * @param {number} id
   * @param {string} reply
   */
  #deliver(id, reply) {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    asked?.resolve(reply);
  }

  #watch() {
    clearTimeout(this.#watchdog);
    const limit = this.#started ? ANSWERING : this.#computing ? COMPUTING : LOADING;
    this.#watchdog = setTimeout(() => this.#hang(), limit);
  }

  #hang() {
    const [way, order] = [this.#computing, this.#order];
    if (!way || !order) return this.#fail(this.#started ? "stopped" : "network", "nothing heard from the worker");
    // What hangs can't be talked to: a new worker goes on with the other ways.
    this.listener.trouble("fallback", `the start “${way}” hangs`);
    this.#begin({ ...order, skip: [...order.skip, way] });
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

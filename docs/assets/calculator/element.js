// <eligibility-calculator>: reads the form, asks the engine, shows the reply.
// It owns no words: every sentence stands in the page, or comes with the reply.

import { Engine } from "./engine.js";
import { AnswerForm } from "./form.js";
import { Offline } from "./offline.js";
import { StartReport } from "./report.js";
import { Result } from "./result.js";
import { Typing } from "./typing.js";

/** @typedef {import("./result.js").Exploration} Exploration */
/** @typedef {import("./result.js").Value} Value */
/** @typedef {{ok: true, value: unknown} | {ok: false, error: {code: string, field: string, message: string}}} Reply */

const ENGINE_FILES = new URL("../../../engine/", import.meta.url);

class EligibilityCalculator extends HTMLElement {
  #form = new AnswerForm(this);
  #result = new Result(this, this.#form);
  #report = new StartReport(this);
  #engine = new Engine({
    progress: (loaded, total) => this.#report.progress(loaded, total),
    trouble: (what, detail) => {
      console.warn("calculator:", detail);
      this.#report.trouble(what);
    },
    ready: (way) => {
      this.dataset.way = way;
      this.#report.end();
      this.#show("ready");
      this.#assess();
    },
    kept: () => {
      this.dataset.kept = "";
      this.#offline.keep();
    },
    failed: (reason, detail) => this.#fail(reason, detail),
  });
  #offline = new Offline(this, () => this.#form.handOver());
  /** @type {import("./messages.js").Reason | undefined} */
  #failure;
  #asking = false;
  #changedSince = false;
  #typing = new Typing(this.#form, () => this.#changed());

  connectedCallback() {
    const form = this.#form.element;
    this.#form.takeOver();
    this.#form.setToday();
    this.#typing.follow();
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => this.#cleared()));
    this.querySelector("[data-action=retry]")?.addEventListener("click", () => this.#retry());
    this.querySelector("[data-action=save]")?.addEventListener("click", () => this.#save());
    for (const link of document.querySelectorAll("nav.languages a"))
      link.addEventListener("click", (event) => this.#leave(/** @type {MouseEvent} */ (event)));
    this.#show("idle");
    // Who saves data decides with the first answer.
    if (/** @type {{connection?: {saveData?: boolean}}} */ (navigator).connection?.saveData) return;
    if ("requestIdleCallback" in window) requestIdleCallback(() => this.#startOnce(), { timeout: 2000 });
    else setTimeout(() => this.#startOnce(), 500);
  }

  disconnectedCallback() {
    this.#engine.stop();
  }

  /**
   * Ask the engine anything, as text. For the tests, which compare it with CPython.
   * @param {string} request
   */
  ask(request) {
    return this.#engine.ask(request);
  }

  #startOnce() {
    if (this.dataset.engine === "idle") this.#start();
  }

  #start() {
    this.#show("loading");
    this.#failure = undefined;
    this.#report.begin();
    this.#engine.start(ENGINE_FILES, this.dataset.engineKey || undefined);
  }

  /**
   * @param {import("./messages.js").Reason} reason
   * @param {string} detail for the console
   */
  #fail(reason, detail) {
    console.warn("calculator:", detail);
    this.#engine.stop();
    this.#failure = reason;
    this.#report.failed(reason);
    this.#show("failed");
    this.#offline.look();
  }

  #retry() {
    // The same page would fail in the same way.
    if (this.#failure === "outdated") return void this.#offline.renew();
    this.#start();
    // The button is gone; whoever used the keyboard goes on from here.
    /** @type {HTMLElement | null} */ (this.querySelector(".engine"))?.focus();
  }

  /** @param {"idle" | "loading" | "ready" | "failed"} state */
  #show(state) {
    this.dataset.engine = state;
    for (const part of this.querySelectorAll("[data-when]"))
      /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-when") !== state;
    if (state === "failed") this.#result.hide();
  }

  /** @param {MouseEvent} event on a link to the page in another language */
  #leave(event) {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!elsewhere) this.#form.handOver();
  }

  #changed() {
    this.#startOnce();
    this.#assess();
  }

  #cleared() {
    this.#form.setToday();
    this.#form.lead();
    this.#typing.end();
  }

  async #assess() {
    try {
      await this.#assessOnce();
    } catch (error) {
      // A reply that this page can't show is of other rules than its own: no verdict is better than half of one.
      this.#asking = false;
      this.#fail("outdated", String(error));
    }
  }

  /** @returns {Promise<void>} */
  async #assessOnce() {
    if (this.dataset.engine !== "ready") return;
    // One question at a time: whoever types faster than the engine answers gets the answer to the last state.
    this.#changedSince = this.#asking;
    if (this.#asking) return;
    const { on, answers } = this.#form.read();
    if (!on) return this.#result.hide();
    this.#asking = true;
    const params = { ruleset: this.getAttribute("ruleset"), on, locale: this.dataset.locale, answers };
    const reply = await this.#ask("assess", params);
    this.#asking = false;
    if (this.#changedSince) return this.#assessOnce();
    // Or the engine has stopped and said so.
    if (reply === undefined) return;
    if (!reply.ok) {
      const { field, code, message } = reply.error;
      this.#form.showError(field, code, message);
      return this.#result.hide();
    }
    const value = /** @type {Value} */ (reply.value);
    this.#form.showOnly(value.asked);
    this.#result.show(value);
    await this.#explore(params, value);
  }

  /**
   * Show what would change the verdict, after the verdict itself.
   * @param {object} params
   * @param {Value} value the verdict; what no longer belongs to the one that is shown is dropped
   */
  async #explore(params, value) {
    const reply = await this.#ask("explore", params);
    if (reply?.ok && value === this.#result.value) this.#result.showChanges(/** @type {Exploration} */ (reply.value));
  }

  /**
   * @param {string} method
   * @param {object} params
   * @returns {Promise<Reply | undefined>}
   */
  async #ask(method, params) {
    const text = await this.#engine.ask(JSON.stringify({ method, params })).catch(() => undefined);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** Hand the value over as a file; it goes nowhere else. */
  #save() {
    const { value } = this.#result;
    if (!value) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
    link.download = `csp-eligibility-${value.on}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  }
}

customElements.define("eligibility-calculator", EligibilityCalculator);

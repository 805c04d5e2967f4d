// <eligibility-calculator>: reads the form, asks the engine, shows the reply.
// It owns no words: every sentence stands in the page, or comes with the reply.

import { Engine } from "./engine.js";
import { parseNumber } from "./numbers.js";
import { keepForOffline } from "./offline.js";
import { StartReport } from "./report.js";

/** @typedef {{title: string, url: string, version_label: string, grade: string, grade_label: string}} Citation */
/**
 * @typedef {{requirement: string, status: string, status_label: string, kind_label: string,
 *   decided_by_label: string, label: string, explanation: string, citation: Citation, anchor: string}} Finding
 */
/**
 * @typedef {{requirement: string, kind: string, kind_label: string, action: string, why: string,
 *   where: string}} Step
 */
/**
 * @typedef {{verdict: string, verdict_label: string, verdict_explanation: string, disclaimer: string,
 *   on: string, in_force_since: string, in_force_since_label: string, in_force_since_grade_label: string,
 *   sources_label: string, company?: {text: string}, findings: Finding[],
 *   next_steps: Step[], missing: string[], asked: string[]}} Value
 */
/** @typedef {{question: string, question_label: string, label: string}} Change */
/** @typedef {{explanation: string, changes: Change[]}} Exploration */
/** @typedef {{ok: true, value: Value} | {ok: false, error: {code: string, field: string, message: string}}} Reply */

const ENGINE_FILES = new URL("../../../engine/", import.meta.url);

class EligibilityCalculator extends HTMLElement {
  #report = new StartReport(this);
  #engine = new Engine({
    progress: (loaded, total) => this.#report.progress(loaded, total),
    trouble: (what, detail) => {
      console.warn("calculator:", detail);
      this.#report.trouble(what);
    },
    ready: (way) => {
      this.dataset.way = way;
      this.#show("ready");
      this.#assess();
      if (way === "kept") keepForOffline(this);
    },
    kept: () => keepForOffline(this),
    failed: (reason, detail) => {
      console.warn("calculator:", detail);
      this.#report.failed(reason);
      this.#show("failed");
    },
  });
  /** @type {Value | undefined} the value that is shown */
  #value;
  #asking = false;
  #changedSince = false;

  connectedCallback() {
    this.#setToday();
    this.form.addEventListener("input", () => this.#changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", () => setTimeout(() => this.#cleared()));
    this.querySelector("[data-action=retry]")?.addEventListener("click", () => this.#start());
    this.querySelector("[data-action=save]")?.addEventListener("click", () => this.#save());
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

  get form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  #startOnce() {
    if (this.dataset.engine === "idle") this.#start();
  }

  #start() {
    this.#show("loading");
    this.#report.begin();
    this.#engine.start(ENGINE_FILES);
  }

  /** @param {"idle" | "loading" | "ready" | "failed"} state */
  #show(state) {
    this.dataset.engine = state;
    for (const part of this.querySelectorAll("[data-when]"))
      /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-when") !== state;
    if (state === "failed") this.#showResult(false);
  }

  /** @param {boolean} shown the result, or else the checklist that stands in for it */
  #showResult(shown) {
    this.#one(".result").hidden = !shown;
    this.#one(".checklist").hidden = shown;
  }

  #changed() {
    this.#startOnce();
    this.#assess();
  }

  #cleared() {
    this.#setToday();
    this.#changed();
  }

  #setToday() {
    const day = /** @type {HTMLInputElement} */ (this.form.elements.namedItem("on"));
    const now = new Date();
    const two = (/** @type {number} */ figure) => String(figure).padStart(2, "0");
    day.value ||= `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** @returns {Promise<void>} */
  async #assess() {
    if (this.dataset.engine !== "ready") return;
    // One question at a time: whoever types faster than the engine answers gets the answer to the last state.
    this.#changedSince = this.#asking;
    if (this.#asking) return;
    const { on, ...answers } = this.#answers();
    if (!on) return;
    this.#asking = true;
    const params = { ruleset: this.getAttribute("ruleset"), on, locale: this.dataset.locale, answers };
    const reply = await this.#ask("assess", params);
    this.#asking = false;
    if (this.#changedSince) return this.#assess();
    // Or the engine has stopped and said so.
    if (reply === undefined) return;
    if (!reply.ok) return this.#showError(reply.error.field, reply.error.message);
    this.#showValue(reply.value);
    await this.#explore(params, reply.value);
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

  /**
   * Show what would change the verdict, after the verdict itself.
   * @param {object} params
   * @param {Value} value the verdict; what no longer belongs to the one that is shown is dropped
   */
  async #explore(params, value) {
    const reply = await this.#ask("explore", params);
    if (!reply?.ok || value !== this.#value) return;
    const { explanation, changes } = /** @type {Exploration} */ (/** @type {unknown} */ (reply.value));
    this.#text(this, "changes-summary", explanation);
    this.#list("changes", changes.map((change) => this.#change(change)));
    this.#one("[data-part=changes-section]").hidden = value.verdict === "likely-eligible";
  }

  /** Hand the value over as a file; it goes nowhere else. */
  #save() {
    if (!this.#value) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(this.#value, null, 2)], { type: "application/json" }));
    link.download = `csp-eligibility-${this.#value.on}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  }

  /** @returns {Record<string, string | number | boolean>} what the form holds; open questions are left out */
  #answers() {
    /** @type {Record<string, string | number | boolean>} */
    const answers = {};
    for (const question of this.form.querySelectorAll("[data-question]")) {
      const name = question.getAttribute("data-question") ?? "";
      const control = this.form.elements.namedItem(name);
      const text = control && "value" in control ? String(control.value).trim() : "";
      const answer = text ? this.#read(question.getAttribute("data-type"), text) : undefined;
      const input = question.querySelector("input");
      // A date typed halfway has no value, but it is not empty either.
      const unreadable = text ? answer === undefined : Boolean(input?.validity.badInput);
      this.#mark(question, unreadable);
      if (answer !== undefined) answers[name] = answer;
    }
    return answers;
  }

  /**
   * @param {string | null} type
   * @param {string} text
   */
  #read(type, text) {
    if (type === "number" || type === "integer") {
      const value = parseNumber(text, this.dataset.decimal ?? ".", this.dataset.group ?? ",");
      return type === "integer" && !Number.isInteger(value) ? undefined : value;
    }
    if (text === "true" || text === "false") return text === "true";
    return text;
  }

  /**
   * @param {Element} question
   * @param {boolean} invalid
   * @param {string} [message] instead of the one that stands in the page
   */
  #mark(question, invalid, message) {
    const error = /** @type {HTMLElement | null} */ (question.querySelector(".error"));
    if (error) {
      error.dataset.own ??= error.textContent ?? "";
      error.textContent = message ?? error.dataset.own;
      error.hidden = !invalid;
    }
    for (const control of question.querySelectorAll("input, select"))
      if (invalid) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
  }

  /**
   * @param {string} field
   * @param {string} message
   */
  #showError(field, message) {
    const question = this.form.querySelector(`[data-question="${CSS.escape(field)}"]`);
    if (question) this.#mark(question, true, message);
    this.#showResult(false);
  }

  /** @param {Value} value */
  #showValue(value) {
    const result = this.#one(".result");
    this.#value = value;
    result.dataset.verdict = value.verdict;
    for (const label of this.querySelectorAll("[data-part=verdict-label]")) label.textContent = value.verdict_label;
    this.#text(this, "verdict-explanation", value.verdict_explanation);
    this.#text(this, "since", value.in_force_since_label);
    this.#text(this, "since-grade", value.in_force_since_grade_label);
    this.#text(this, "sources", value.sources_label);
    this.#text(this, "company", value.company?.text ?? "");
    this.#text(this, "disclaimer", value.disclaimer);
    this.#list("steps", value.next_steps.map((step) => this.#step(step)));
    this.#list("missing", value.missing.map((name) => this.#openQuestion(name)));
    this.#list("findings", value.findings.map((finding) => this.#finding(finding)));
    for (const question of this.form.querySelectorAll("[data-question]")) {
      const name = question.getAttribute("data-question") ?? "";
      /** @type {HTMLElement} */ (question).hidden = name !== "on" && !value.asked.includes(name);
    }
    this.#showResult(true);
  }

  /** @param {Finding} finding */
  #finding(finding) {
    const item = this.#copy("finding");
    item.dataset.requirement = finding.requirement;
    item.dataset.status = finding.status;
    this.#text(item, "label", finding.label);
    this.#text(item, "status", finding.status_label);
    this.#text(item, "kind", finding.kind_label);
    this.#text(item, "decided-by", finding.decided_by_label);
    this.#text(item, "explanation", finding.explanation);
    this.#text(item, "source", finding.citation.title).setAttribute("href", finding.citation.url);
    this.#text(item, "version", finding.citation.version_label);
    this.#text(item, "grade", finding.citation.grade_label).dataset.grade = finding.citation.grade;
    this.#one("[data-part=rule]", item).setAttribute("href", `../${this.getAttribute("ruleset")}/#${finding.anchor}`);
    return item;
  }

  /** @param {Step} step */
  #step(step) {
    const item = this.#copy("step");
    item.dataset.step = step.requirement;
    this.#text(item, "action", step.action);
    this.#text(item, "kind", step.kind === "recommended" ? step.kind_label : "");
    this.#text(item, "where", step.where);
    this.#text(item, "why", step.why);
    return item;
  }

  /** @param {Change} change */
  #change(change) {
    const item = this.#copy("change");
    item.dataset.change = change.question;
    this.#leadTo(change.question, this.#text(item, "question", change.question_label));
    this.#text(item, "answer", change.label);
    return item;
  }

  /** @param {string} name */
  #openQuestion(name) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#";
    link.textContent = this.#question(name).querySelector("legend, label")?.textContent ?? "";
    this.#leadTo(name, link);
    item.dataset.missing = name;
    item.append(link);
    return item;
  }

  /** @param {string} name */
  #question(name) {
    return this.#one(`[data-question="${CSS.escape(name)}"]`);
  }

  /**
   * Let a link lead to the control of a question.
   * @param {string} name
   * @param {HTMLElement} link
   */
  #leadTo(name, link) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const question = this.#question(name);
      question.scrollIntoView({ block: "center" });
      /** @type {HTMLElement | null} */ (question.querySelector("input, select"))?.focus({ preventScroll: true });
    });
  }

  /**
   * @param {string} name
   * @returns {HTMLElement} a copy of what a template of the page holds
   */
  #copy(name) {
    const template = /** @type {HTMLTemplateElement} */ (this.#one(`template[data-part=${name}]`));
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    return /** @type {HTMLElement} */ (copy.firstElementChild);
  }

  /**
   * @param {string} name
   * @param {HTMLElement[]} items
   */
  #list(name, items) {
    this.#one(`[data-part=${name}]`).replaceChildren(...items);
    const section = /** @type {HTMLElement | null} */ (this.querySelector(`[data-part=${name}-section]`));
    if (section) section.hidden = items.length === 0;
  }

  /**
   * @param {HTMLElement} parent
   * @param {string} name
   * @param {string} text
   */
  #text(parent, name, text) {
    const part = this.#one(`[data-part=${name}]`, parent);
    part.textContent = text;
    part.hidden = text === "";
    return part;
  }

  /**
   * @param {string} selector
   * @param {HTMLElement} parent
   * @returns {HTMLElement}
   */
  #one(selector, parent = this) {
    const found = /** @type {HTMLElement | null} */ (parent.querySelector(selector));
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  }
}

customElements.define("eligibility-calculator", EligibilityCalculator);

// Shows a reply of the engine: its words, put into the places and templates that the page holds for them.

import { update } from "./list.js";

/** @typedef {import("./form.js").AnswerForm} AnswerForm */
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

export class Result {
  /** @type {Value | undefined} the value that is shown */
  value;

  /**
   * @param {HTMLElement} calculator
   * @param {AnswerForm} form
   */
  constructor(calculator, form) {
    this.calculator = calculator;
    this.form = form;
  }

  /** @param {Value} value */
  show(value) {
    this.value = value;
    this.#one(".result").dataset.verdict = value.verdict;
    for (const label of this.calculator.querySelectorAll("[data-part=verdict-label]")) write(label, value.verdict_label);
    this.#text("verdict-explanation", value.verdict_explanation);
    this.#text("since", value.in_force_since_label);
    this.#text("since-grade", value.in_force_since_grade_label);
    this.#text("sources", value.sources_label);
    this.#text("company", value.company?.text ?? "");
    this.#text("disclaimer", value.disclaimer);
    this.#showSteps(value.next_steps);
    this.#showMissing(value.missing);
    this.#showFindings(value.findings);
    this.#toggle(true);
  }

  /** Show the checklist instead, which says what to do without a verdict. */
  hide() {
    this.value = undefined;
    this.#toggle(false);
  }

  /**
   * Show what would change the verdict that is shown.
   * @param {Exploration} exploration
   */
  showChanges({ explanation, changes }) {
    this.#text("changes-summary", explanation);
    const create = (/** @type {Change} */ change) => this.#leading(this.#copy("change"), change.question);
    update(this.#list("changes"), "change", changes, ({ question }) => question, create, (item, change) => {
      this.#text("question", change.question_label, item);
      this.#text("answer", change.label, item);
    });
    this.#one("[data-part=changes-section]").hidden = this.value?.verdict === "likely-eligible";
  }

  /** @param {boolean} shown */
  #toggle(shown) {
    this.#one(".result").hidden = !shown;
    this.#one(".verdict-bar").hidden = !shown;
    this.#one(".checklist").hidden = shown;
  }

  /** @param {Finding[]} findings */
  #showFindings(findings) {
    const page = `../${this.calculator.getAttribute("ruleset")}/`;
    const create = () => this.#copy("finding");
    update(this.#list("findings"), "requirement", findings, ({ requirement }) => requirement, create, (item, finding) => {
      item.dataset.status = finding.status;
      this.#text("label", finding.label, item);
      this.#text("status", finding.status_label, item);
      this.#text("kind", finding.kind_label, item);
      this.#text("decided-by", finding.decided_by_label, item);
      this.#text("explanation", finding.explanation, item);
      this.#text("title", finding.citation.title, item);
      this.#one("[data-part=source]", item).setAttribute("href", finding.citation.url);
      this.#text("version", finding.citation.version_label, item);
      this.#text("grade", finding.citation.grade_label, item).dataset.grade = finding.citation.grade;
      this.#one("[data-part=rule]", item).setAttribute("href", `${page}#${finding.anchor}`);
    });
  }

  /** @param {Step[]} steps */
  #showSteps(steps) {
    const create = () => this.#copy("step");
    update(this.#list("steps", steps.length), "step", steps, ({ requirement }) => requirement, create, (item, step) => {
      this.#text("action", step.action, item);
      this.#text("kind", step.kind === "recommended" ? step.kind_label : "", item);
      this.#text("where", step.where, item);
      this.#text("why", step.why, item);
    });
  }

  /** @param {string[]} names */
  #showMissing(names) {
    const create = (/** @type {string} */ name) => this.#leading(this.#copy("open-question"), name);
    update(this.#list("missing", names.length), "missing", names, (name) => name, create, (item, name) => {
      this.#text("question", this.form.label(name), item);
    });
  }

  /**
   * Let an item's link lead to the control of a question.
   * @param {HTMLElement} item
   * @param {string} name
   */
  #leading(item, name) {
    this.#one("a", item).addEventListener("click", (event) => {
      event.preventDefault();
      this.form.lead(name);
    });
    return item;
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
   * @param {number} [entries] a section without any is not shown
   */
  #list(name, entries) {
    if (entries !== undefined) this.#one(`[data-part=${name}-section]`).hidden = entries === 0;
    return this.#one(`[data-part=${name}]`);
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {HTMLElement} [parent]
   */
  #text(name, text, parent) {
    const part = this.#one(`[data-part=${name}]`, parent);
    write(part, text);
    part.hidden = text === "";
    return part;
  }

  /**
   * @param {string} selector
   * @param {HTMLElement} parent
   * @returns {HTMLElement}
   */
  #one(selector, parent = this.calculator) {
    const found = /** @type {HTMLElement | null} */ (parent.querySelector(selector));
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  }
}

/**
 * @param {Element} element
 * @param {string} text
 */
function write(element, text) {
  // What has not changed is not read out again.
  if (element.textContent !== text) element.textContent = text;
}

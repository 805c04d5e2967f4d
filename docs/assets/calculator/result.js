// Shows a reply of the engine: its words, put into the places and templates that the page holds for them.

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
    this.#list("steps", value.next_steps.map((step) => this.#step(step)));
    this.#list("missing", value.missing.map((name) => this.#openQuestion(name)));
    this.#list("findings", value.findings.map((finding) => this.#finding(finding)));
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
    this.#list("changes", changes.map((change) => this.#change(change)));
    this.#one("[data-part=changes-section]").hidden = this.value?.verdict === "likely-eligible";
  }

  /** @param {boolean} shown */
  #toggle(shown) {
    this.#one(".result").hidden = !shown;
    this.#one(".verdict-bar").hidden = !shown;
    this.#one(".checklist").hidden = shown;
  }

  /** @param {Finding} finding */
  #finding(finding) {
    const item = this.#copy("finding");
    item.dataset.requirement = finding.requirement;
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
    const page = `../${this.calculator.getAttribute("ruleset")}/`;
    this.#one("[data-part=rule]", item).setAttribute("href", `${page}#${finding.anchor}`);
    return item;
  }

  /** @param {Step} step */
  #step(step) {
    const item = this.#copy("step");
    item.dataset.step = step.requirement;
    this.#text("action", step.action, item);
    this.#text("kind", step.kind === "recommended" ? step.kind_label : "", item);
    this.#text("where", step.where, item);
    this.#text("why", step.why, item);
    return item;
  }

  /** @param {Change} change */
  #change(change) {
    const item = this.#copy("change");
    item.dataset.change = change.question;
    this.#leadTo(change.question, this.#text("question", change.question_label, item));
    this.#text("answer", change.label, item);
    return item;
  }

  /** @param {string} name */
  #openQuestion(name) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#";
    link.textContent = this.form.label(name);
    this.#leadTo(name, link);
    item.dataset.missing = name;
    item.append(link);
    return item;
  }

  /**
   * Let a link lead to the control of a question.
   * @param {string} name
   * @param {HTMLElement} link
   */
  #leadTo(name, link) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.form.lead(name);
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
    const section = /** @type {HTMLElement | null} */ (this.calculator.querySelector(`[data-part=${name}-section]`));
    if (section) section.hidden = items.length === 0;
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

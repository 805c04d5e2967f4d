// The calculator's form: what it holds, what in it can't be read, and which of its questions matter.

import { parseNumber } from "./numbers.js";

/** @typedef {Record<string, string | number | boolean>} Answers */

// Answers go along to the page in another language, and are taken out of here when they arrive.
const HANDED_OVER = "csp-guide-answers";

export class AnswerForm {
  /** @param {HTMLElement} calculator */
  constructor(calculator) {
    this.calculator = calculator;
    this.element = /** @type {HTMLFormElement} */ (calculator.querySelector("form"));
  }

  /** The day of the assessment is today, until the reader chooses another. */
  setToday() {
    const day = this.#control("on");
    const now = new Date();
    const two = (/** @type {number} */ figure) => String(figure).padStart(2, "0");
    day.value ||= `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** @returns {{on: string | undefined, answers: Answers}} what the form holds; open questions are left out */
  read() {
    /** @type {Answers} */
    const answers = {};
    for (const question of this.#questions()) {
      const name = question.getAttribute("data-question") ?? "";
      const answer = this.#answer(question);
      // The day alone has to be there.
      this.#mark(question, answer === null || (name === "on" && answer === undefined));
      if (answer !== null && answer !== undefined) answers[name] = answer;
    }
    const { on, ...others } = answers;
    return { on: /** @type {string | undefined} */ (on), answers: others };
  }

  /**
   * Tell whether a control holds something that may be half of what its reader is typing.
   * @param {EventTarget | null} control
   */
  isHalfTyped(control) {
    if (!(control instanceof HTMLInputElement)) return false;
    // While a year is typed, a date holds the years 2, 20 and 202.
    if (control.type === "date") return control.validity.badInput || control.value < "1000";
    const question = control.closest("[data-question]");
    return question !== null && this.#answer(question) === null;
  }

  /**
   * Show what is wrong with an answer beside its control.
   * @param {string} name
   * @param {string} code
   * @param {string} message for where the page has no sentence of its own for the code
   */
  showError(name, code, message) {
    const question = this.#question(name);
    if (question) this.#mark(question, true, code, message);
  }

  /** @param {string[]} names of the questions that matter */
  showOnly(names) {
    for (const question of this.#questions()) {
      const name = question.getAttribute("data-question") ?? "";
      question.hidden = name !== "on" && !names.includes(name);
    }
  }

  /**
   * @param {string} name
   * @returns {string} the question, as the page words it
   */
  label(name) {
    return this.#question(name)?.querySelector("legend, label")?.textContent ?? "";
  }

  /** @param {string} [name] of a question, the first one if none is named */
  lead(name) {
    const question = name === undefined ? this.#questions()[0] : this.#question(name);
    question?.scrollIntoView({ block: "center" });
    /** @type {HTMLElement | null} */ (question?.querySelector("input, select"))?.focus({ preventScroll: true });
  }

  /** Leave the answers for the page in another language, which this tab is about to show. */
  handOver() {
    const { on, answers } = this.read();
    try {
      sessionStorage.setItem(HANDED_OVER, JSON.stringify({ on, ...answers }));
    } catch {
      // Storage is refused: the other page starts empty.
    }
  }

  /** Take the answers that another language's page has left. */
  takeOver() {
    try {
      const left = sessionStorage.getItem(HANDED_OVER);
      sessionStorage.removeItem(HANDED_OVER);
      for (const [name, answer] of Object.entries(JSON.parse(left ?? "{}"))) {
        const text = typeof answer === "number" ? String(answer).replace(".", this.#separators().decimal) : String(answer);
        this.#control(name).value = text;
      }
    } catch {
      // Storage is refused, or holds what we did not write.
    }
  }

  /**
   * @param {Element} question
   * @returns {string | number | boolean | null | undefined} null for what can't be read, undefined for no answer
   */
  #answer(question) {
    const text = this.#control(question.getAttribute("data-question") ?? "").value.trim();
    const type = question.getAttribute("data-type");
    // A date typed halfway has no value, but it is not empty either.
    if (!text) return question.querySelector("input")?.validity.badInput ? null : undefined;
    if (type === "number" || type === "integer") {
      const { decimal, group } = this.#separators();
      const number = parseNumber(text, decimal, group);
      return number === undefined || (type === "integer" && !Number.isInteger(number)) ? null : number;
    }
    return text === "true" || text === "false" ? text === "true" : text;
  }

  /**
   * @param {Element} question
   * @param {boolean} invalid
   * @param {string} [code] what is wrong
   * @param {string} [message]
   */
  #mark(question, invalid, code = "unreadable", message = "") {
    const error = /** @type {HTMLElement | null} */ (question.querySelector(".error"));
    const sentences = /** @type {HTMLElement[]} */ ([...question.querySelectorAll("[data-error]")]);
    const other = sentences.find((sentence) => sentence.dataset.error === "");
    if (other && other.textContent !== message) other.textContent = message;
    const said = sentences.find((sentence) => sentence.dataset.error === code && sentence.textContent) ?? other;
    for (const sentence of sentences) sentence.hidden = sentence !== said;
    if (error) error.hidden = !invalid;
    for (const control of question.querySelectorAll("input, select"))
      if (invalid) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
  }

  #separators() {
    const { decimal = ".", group = "," } = this.calculator.dataset;
    return { decimal, group };
  }

  #questions() {
    return /** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll("[data-question]"));
  }

  /** @param {string} name */
  #question(name) {
    return /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-question="${CSS.escape(name)}"]`));
  }

  /** @param {string} name */
  #control(name) {
    return /** @type {HTMLInputElement | RadioNodeList} */ (this.element.elements.namedItem(name));
  }
}

// How the start goes, for those who see it and those who hear it. The sentences stand in the page.

// Milliseconds after which whoever waits is told what else there is.
const LONG = 12_000;

export class StartReport {
  #heard = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;

  /** @param {HTMLElement} calculator */
  constructor(calculator) {
    this.calculator = calculator;
  }

  begin() {
    this.#heard = 0;
    this.#only("data-trouble", undefined);
    this.progress(0, 0);
    this.end();
    this.#patience = setTimeout(() => this.#long(true), LONG);
  }

  end() {
    clearTimeout(this.#patience);
    this.#long(false);
  }

  /**
   * @param {number} loaded
   * @param {number} total
   */
  progress(loaded, total) {
    const { locale } = this.calculator.dataset;
    const bar = this.calculator.querySelector("progress");
    const bytes = this.calculator.querySelector("[data-part=bytes]");
    const spoken = this.calculator.querySelector("[data-part=percent]");
    const share = total ? Math.min(loaded / total, 1) : 0;
    // More may turn out to be needed; a bar that runs backwards tells nobody anything.
    if (bar) bar.value = total ? Math.max(bar.value, share) : 0;
    const size = (/** @type {number} */ count, /** @type {Intl.NumberFormatOptions} */ options) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, ...options }).format(count / 1e6);
    const figures = `${size(loaded, {})} / ${size(total, { style: "unit", unit: "megabyte" })}`;
    if (bytes) bytes.textContent = total ? figures : "";
    // Once in a quarter: whoever listens is told, and not interrupted.
    const quarter = Math.floor(share * 4) / 4;
    if (spoken && (!total || quarter > this.#heard))
      spoken.textContent = total ? new Intl.NumberFormat(locale, { style: "percent" }).format(quarter) : "";
    this.#heard = Math.max(this.#heard, quarter);
  }

  /** @param {"retry" | "fallback"} what */
  trouble(what) {
    this.#only("data-trouble", what);
  }

  /** @param {import("./messages.js").Reason} reason */
  failed(reason) {
    this.end();
    this.#only("data-reason", reason);
  }

  /** @param {boolean} shown */
  #long(shown) {
    const part = /** @type {HTMLElement | null} */ (this.calculator.querySelector("[data-part=long]"));
    if (part) part.hidden = !shown;
  }

  /**
   * @param {string} attribute
   * @param {string | undefined} value of the one part that is shown
   */
  #only(attribute, value) {
    for (const part of this.calculator.querySelectorAll(`[${attribute}]`))
      /** @type {HTMLElement} */ (part).hidden = part.getAttribute(attribute) !== value;
  }
}

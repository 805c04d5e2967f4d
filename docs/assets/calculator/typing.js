// When somebody has finished typing an answer: what is half typed is no mistake yet.

/** @typedef {import("./form.js").AnswerForm} AnswerForm */

// Who types has paused, and may have finished.
const PAUSE = 1000;

export class Typing {
  #form;
  #changed;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  #pressed = false;

  /**
   * @param {AnswerForm} form
   * @param {() => void} changed called when there are answers to assess
   */
  constructor(form, changed) {
    this.#form = form;
    this.#changed = changed;
  }

  /** Follow what is typed into the form from now on. */
  follow() {
    const form = this.#form.element;
    form.addEventListener("input", ({ target }) => this.#typed(target));
    form.addEventListener("focusout", () => this.#left());
    for (const kind of ["pointerdown", "pointerup", "pointercancel"])
      document.addEventListener(kind, () => (this.#pressed = kind === "pointerdown"), { capture: true });
  }

  /** Take the answers as they are. */
  end() {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#changed();
  }

  /** @param {EventTarget | null} control */
  #typed(control) {
    clearTimeout(this.#pause);
    if (this.#form.isHalfTyped(control)) this.#pause = setTimeout(() => this.end(), PAUSE);
    else this.end();
  }

  /** Who leaves a field has finished typing. */
  #left() {
    if (this.#pause === undefined) return;
    const end = () => setTimeout(() => this.end());
    // An error that appears moves what is below it: not from under a finger that is pressing it.
    if (this.#pressed) document.addEventListener("pointerup", end, { once: true });
    else end();
  }
}

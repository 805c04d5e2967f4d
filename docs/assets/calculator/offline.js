// Keeps the calculator for visits without network, where the browser allows it, and offers a newer release.

// A service worker that is asked answers at once, or is dead.
const PATIENCE = 5000;

export class Offline {
  /** @type {ServiceWorkerRegistration | undefined} */
  #registration;

  /**
   * @param {HTMLElement} calculator
   * @param {() => void} leave is called before the page is loaded anew
   */
  constructor(calculator, leave) {
    this.calculator = calculator;
    this.leave = leave;
    this.#part("update")
      ?.querySelector("button")
      ?.addEventListener("click", () => this.renew());
  }

  /** Keep the pages too, now that the engine is kept. */
  keep() {
    const script = new URL("../../../service-worker.js", import.meta.url);
    return this.#with((workers) => workers.register(script, { updateViaCache: "none" }));
  }

  /** Look for a newer release without keeping anything: this one may not work. */
  look() {
    return this.#with(async (workers) => {
      const registration = await workers.getRegistration();
      registration?.update().catch(() => {}); // without network there is none
      return registration;
    });
  }

  /** Show the host's present release: the one that is waiting if there is one, else whatever a reload brings. */
  async renew() {
    const { waiting } = this.#registration ?? {};
    if (waiting && !(await this.#takeOver(waiting))) {
      const others = this.#part("others");
      if (others) others.hidden = false;
      return;
    }
    this.leave();
    location.reload();
  }

  /** @param {(workers: ServiceWorkerContainer) => Promise<ServiceWorkerRegistration | undefined>} find */
  async #with(find) {
    // Private windows, plain http and old browsers refuse: a help, never a need.
    if (!navigator.serviceWorker) return;
    try {
      const registration = await find(navigator.serviceWorker);
      if (!registration || registration === this.#registration) return;
      this.#registration = registration;
      registration.addEventListener("updatefound", () =>
        registration.installing?.addEventListener("statechange", () => this.#offer()),
      );
      // One that was found before we listened.
      registration.installing?.addEventListener("statechange", () => this.#offer());
      this.#offer();
    } catch (error) {
      console.warn("calculator:", String(error));
    }
  }

  #offer() {
    const notice = this.#part("update");
    if (notice && this.#registration?.waiting && navigator.serviceWorker.controller) notice.hidden = false;
  }

  /**
   * @param {ServiceWorker} waiting
   * @returns {Promise<boolean>} whether it answers from now on; not while other pages of the old release are open
   */
  #takeOver(waiting) {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      navigator.serviceWorker.addEventListener("controllerchange", () => resolve(true), { once: true });
      port1.onmessage = ({ data }) => data === "others are open" && resolve(false);
      setTimeout(resolve, PATIENCE, true);
      waiting.postMessage("take over", [port2]);
    });
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement | null} */ (this.calculator.querySelector(`[data-part=${name}]`));
  }
}

// Keeps the calculator for visits without network, where the browser allows it, and offers a newer release.

/** @param {HTMLElement} calculator */
export async function keepForOffline(calculator) {
  // Private windows, plain http and old browsers refuse: a help, never a need.
  if (!navigator.serviceWorker) return;
  try {
    const script = new URL("../../../service-worker.js", import.meta.url);
    const registration = await navigator.serviceWorker.register(script, { updateViaCache: "none" });
    offer(calculator, registration);
  } catch (error) {
    console.warn("calculator:", String(error));
  }
}

/**
 * @param {HTMLElement} calculator
 * @param {ServiceWorkerRegistration} registration
 */
function offer(calculator, registration) {
  const notice = /** @type {HTMLElement | null} */ (calculator.querySelector("[data-part=update]"));
  const look = () => {
    if (notice && registration.waiting && navigator.serviceWorker.controller) notice.hidden = false;
  };
  notice?.querySelector("button")?.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take over");
  });
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  look();
}

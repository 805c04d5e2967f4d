// The overlay of the translator's preview. It owns no words: they stand in overlay.html.

/** @typedef {{key: string, file: string, line: number, state: string, message: string, former: string}} Entry */

const overlay = /** @type {HTMLElement} */ (document.getElementById("l10n"));
/** @type {Entry[]} */
const entries = JSON.parse(document.getElementById("l10n-entries")?.textContent ?? "[]");
const byKey = new Map(entries.map((entry) => [entry.key, entry]));

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (overlay.querySelector(`[data-part="${name}"]`));
/** @param {Entry} entry */
const elementOf = (entry) => {
  const found = [...document.querySelectorAll(`[data-l10n="${CSS.escape(entry.key)}"]`)];
  return /** @type {HTMLElement | undefined} */ (found.find((element) => element.checkVisibility()) ?? found[0]);
};

/**
 * @param {Entry} entry
 * @param {Element} [element]
 */
function show(entry, element) {
  for (const shown of document.querySelectorAll(".l10n-shown")) shown.classList.remove("l10n-shown");
  element?.classList.add("l10n-shown");
  for (const state of overlay.querySelectorAll("strong[data-state]"))
    /** @type {HTMLElement} */ (state).hidden = state.getAttribute("data-state") !== entry.state;
  part("message").textContent = entry.message;
  part("former").textContent = entry.former;
  part("former-line").hidden = !entry.former;
  part("place").textContent = entry.line ? `${entry.file}:${entry.line}` : entry.file;
  part("entry").hidden = false;
}

for (const element of document.querySelectorAll("[data-l10n]")) {
  const state = byKey.get(element.getAttribute("data-l10n") ?? "")?.state;
  if (state) element.setAttribute("data-l10n-state", state);
}

for (const entry of entries.filter(({ state }) => state !== "translated")) {
  const template = /** @type {HTMLTemplateElement} */ (part("item"));
  const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const button = /** @type {HTMLElement} */ (item.querySelector("button"));
  button.textContent = entry.message;
  button.addEventListener("click", () => {
    const element = elementOf(entry);
    element?.scrollIntoView({ block: "center" });
    show(entry, element);
  });
  part("list").append(item);
}

for (const kind of ["mouseover", "focusin"])
  document.addEventListener(kind, ({ target }) => {
    const element = /** @type {Element} */ (target).closest("[data-l10n]");
    const entry = byKey.get(element?.getAttribute("data-l10n") ?? "");
    if (entry && element) show(entry, element);
  });

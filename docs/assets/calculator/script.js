// Runs the runtime's script from the very bytes that were checked. A policy may forbid that (script-src without
// blob:); then it is imported by its address, and the browser asks its cache or the host for it again.

/** @typedef {import("./manifest.js").Bytes} Bytes */
/** @typedef {import("./python.js").LoadPyodide} LoadPyodide */

const PATIENCE = 4000;

/** The script could not be loaded, although its bytes are at hand. */
export class ScriptError extends Error {}

/**
 * @param {Bytes} bytes checked
 * @param {string} address where the same bytes lie
 * @returns {Promise<LoadPyodide>}
 */
export async function imported(bytes, address) {
  const own = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return (await import(own)).loadPyodide;
  } catch {
    // Browsers remember an import that failed: the second one goes by another address.
    return await inTime(address).catch(() => inTime(`${address}?again`));
  } finally {
    URL.revokeObjectURL(own);
  }
}

/**
 * @param {string} address
 * @returns {Promise<LoadPyodide>}
 */
async function inTime(address) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(reject, PATIENCE, new Error("nothing arrives"))));
  try {
    return /** @type {{loadPyodide: LoadPyodide}} */ (await Promise.race([import(address), late])).loadPyodide;
  } catch (error) {
    throw new ScriptError(`${address}: ${error}`);
  } finally {
    clearTimeout(timer);
  }
}

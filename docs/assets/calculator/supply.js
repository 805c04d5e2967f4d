// Answers what Pyodide asks the network for with what the worker already holds and has checked.

// No host: whatever is not supplied fails at once.
export const NOWHERE = "https://engine.invalid/";

/**
 * @typedef {object} Supplies
 * @property {WebAssembly.Module} program the program, without its data
 * @property {Uint8Array<ArrayBuffer>} [data] goes into memory at `dataAt`; a snapshot brings its own
 * @property {number} dataAt
 * @property {Uint8Array<ArrayBuffer>} [library] the standard library; a snapshot needs none
 */

/**
 * @template T
 * @param {Supplies} supplies
 * @param {() => Promise<T>} start
 * @returns {Promise<T>} what `start` gives; refused when the program can't be instantiated, which Pyodide keeps to itself
 */
export async function supplied({ program, data, dataAt, library }, start) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  /** @type {(reason: unknown) => void} */
  let refuse = () => {};
  const broken = new Promise((_, reject) => (refuse = reject));
  self.fetch = async (request, options) => {
    const address = String(request instanceof Request ? request.url : request);
    if (!address.startsWith(NOWHERE)) return fetch(request, options);
    return new Response(address.endsWith("python_stdlib.zip") ? library : undefined);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const instance = await WebAssembly.instantiate(program, imports);
      const memory = /** @type {WebAssembly.Memory} */ (imports?.env?.memory);
      if (data) new Uint8Array(memory.buffer).set(data, dataAt);
      return { instance, module: program };
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  try {
    return /** @type {T} */ (await Promise.race([start(), broken]));
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

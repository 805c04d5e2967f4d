// Answers what Pyodide asks the network for with what the worker already holds and has checked.

// No host: whatever is not supplied fails at once.
export const NOWHERE = "https://engine.invalid/";

/**
 * What a start needs may still be on its way: Pyodide gets ready meanwhile, and runs no Python before it is there.
 * @typedef {object} Supplies
 * @property {Promise<WebAssembly.Module>} program the program, without its data
 * @property {Promise<Uint8Array<ArrayBuffer>>} [data] goes into memory at `dataAt`; a snapshot brings its own
 * @property {number} dataAt
 * @property {Promise<Uint8Array<ArrayBuffer>>} [library] the standard library; a snapshot needs none
 * @property {Promise<unknown>} [snapshot] the snapshot, unpacked
 */

/**
 * @template T
 * @param {Supplies} supplies
 * @param {() => Promise<T>} start
 * @returns {Promise<T>} what `start` gives; refused when a supply is, or the program can't be instantiated, which
 *   Pyodide keeps to itself
 */
export async function supplied({ program, data, dataAt, library, snapshot }, start) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  /** @type {(reason: unknown) => void} */
  let refuse = () => {};
  const broken = new Promise((_, reject) => (refuse = reject));
  // A start that was refused waits for ever, rather than complain where nobody listens.
  const never = new Promise(() => {});
  const arrived = Promise.all([program, data, library, snapshot]).catch((reason) => (refuse(reason), never));
  self.fetch = async (request, options) => {
    const address = String(request instanceof Request ? request.url : request);
    if (!address.startsWith(NOWHERE)) return fetch(request, options);
    await arrived;
    return new Response(address.endsWith("python_stdlib.zip") ? await library : undefined);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    await arrived;
    const module = await program;
    try {
      const instance = await WebAssembly.instantiate(module, imports);
      const memory = /** @type {WebAssembly.Memory} */ (imports?.env?.memory);
      if (data) new Uint8Array(memory.buffer).set(await data, dataAt);
      return { instance, module };
    } catch (error) {
      refuse(error);
      return never;
    }
  };
  const started = /** @type {T} */ (await Promise.race([start(), broken]));
  // One that was refused may still ask, and must find no host.
  self.fetch = fetch;
  WebAssembly.instantiateStreaming = instantiateStreaming;
  return started;
}

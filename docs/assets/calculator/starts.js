// The two ways to start Python from what is at hand: from a snapshot of its memory, or from its library.

import { memorySize, pack, unpack } from "./memory.js";
import { snapshot, startFromLibrary, startFromSnapshot } from "./python.js";
import { NOWHERE, supplied } from "./supply.js";

/** @typedef {import("./manifest.js").Bytes} Bytes */
/**
 * @typedef {{manifest: import("./manifest.js").Manifest, loadPyodide: import("./python.js").LoadPyodide,
 *   program: Promise<WebAssembly.Module>}} Runtime
 */
/**
 * `memory` takes what there is to keep, at once; what it gives makes that ready, in a time that readers need not wait for.
 * @typedef {{pyodide: import("./python.js").Pyodide, memory: () => () => Bytes}} Started
 */

const SMALLEST_PROGRAM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** It can't start, for a reason that has a name. */
export class StartError extends Error {
  /**
   * @param {import("./messages.js").Reason} reason
   * @param {unknown} detail
   */
  constructor(reason, detail) {
    super(String(detail));
    this.reason = reason;
  }
}

/** Where WebAssembly is missing or forbidden, Pyodide would wait for ever. */
export function needWebAssembly() {
  try {
    new WebAssembly.Module(SMALLEST_PROGRAM);
  } catch (error) {
    throw new StartError("browser", error);
  }
}

/**
 * @param {Runtime} runtime
 * @param {Promise<Bytes>} packed the snapshot
 * @param {number} [size] of its memory; where nobody knows, the snapshot itself tells, once it is there
 * @returns {Promise<Started>}
 */
export async function fromSnapshot({ manifest, loadPyodide, program }, packed, size) {
  const memory = new Uint8Array(size ?? memorySize(await packed));
  const unpacked = packed.then((taken) => unpack(taken, memory));
  const files = unpacked.then((snapshot) => snapshot.files);
  files.catch(() => {}); // the supplies tell
  const start = () => startFromSnapshot(loadPyodide, NOWHERE, manifest.lock, { memory, files });
  const pyodide = await supplied({ program, dataAt: manifest.data_at, snapshot: unpacked }, start);
  const taken = await packed;
  return { pyodide, memory: () => () => taken };
}

/**
 * @param {Runtime} runtime
 * @param {Promise<Bytes[]>} files data, library and package
 * @param {() => void} halfway is called when Python runs and the calculator is about to be imported
 * @returns {Promise<Started>}
 */
export async function fromLibrary({ manifest, loadPyodide, program }, files, halfway) {
  const [data, library, wheel] = [0, 1, 2].map((at) => files.then((found) => /** @type {Bytes} */ (found[at])));
  const archive = /** @type {Promise<Bytes>} */ (wheel).then(({ buffer }) => buffer);
  archive.catch(() => {}); // the supplies tell
  const start = () => startFromLibrary(loadPyodide, NOWHERE, manifest.lock, archive, halfway);
  const pyodide = await supplied({ program, data, library, dataAt: manifest.data_at }, start);
  return {
    pyodide,
    memory() {
      const taken = snapshot(pyodide);
      return () => pack(taken);
    },
  };
}

// Starts Python and answers requests, in a worker, so that the page never waits. The ways to start, best
// first: from the snapshot this browser kept; from a downloaded one or from the library, whichever the line's
// speed favours, and then from the other. A fault in one leads to the next.

import { DamagedError, Downloads } from "./download.js";
import * as kept from "./kept.js";
import { pack, unpack } from "./memory.js";
import { bridge, snapshot, startFromLibrary, startFromSnapshot } from "./python.js";
import { NOWHERE, supplied } from "./supply.js";

/** @typedef {import("./download.js").Bytes} Bytes */
/** @typedef {import("./download.js").Manifest} Manifest */
/** @typedef {import("./messages.js").FromWorker} FromWorker */
/** @typedef {import("./messages.js").ToWorker} ToWorker */
/** @typedef {import("./messages.js").Way} Way */
/** @typedef {import("./python.js").LoadPyodide} LoadPyodide */
/** @typedef {{manifest: Manifest, downloads: Downloads, loadPyodide: LoadPyodide, program: Promise<WebAssembly.Module>}} Parts */
/** @typedef {{pyodide: import("./python.js").Pyodide, memory?: () => Bytes}} Started */

// Bytes in a second from which a downloaded snapshot, though larger, starts sooner: decisions/0007-first-visit.md.
const FAST_LINE = 1_500_000;
const NEEDS = { snapshot: ["snapshot"], library: ["data", "library", "calculator"] };
const SMALLEST_PROGRAM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** @type {((request: string) => string) | undefined} */
let handle;

/** @param {FromWorker} message */
function tell(message) {
  self.postMessage(message);
}

/** @param {string} engine where the engine's files lie, with a slash at the end */
async function start(engine) {
  // Where WebAssembly is missing or forbidden, Pyodide would wait for ever.
  try {
    new WebAssembly.Module(SMALLEST_PROGRAM);
  } catch (error) {
    return tell({ type: "failed", reason: "browser", detail: String(error) });
  }
  const downloads = new Downloads(engine, {
    progress: (loaded, total) => tell({ type: "progress", loaded, total }),
    retry: (detail) => tell({ type: "trouble", what: "retry", detail }),
  });
  const own = await kept.open(engine);
  // What was kept is started while the host says whether it is still the present state.
  const [manifest, started] = await Promise.all([
    downloads.manifest().catch(Error),
    own && fromKept(own, downloads).catch(Error),
  ]);
  if (own && started && (manifest instanceof Error || own.manifest.key === manifest.key)) {
    if (!(started instanceof Error)) return ready("kept", started.pyodide);
    tell({ type: "trouble", what: "fallback", detail: started.message });
  }
  if (own) await kept.forget(engine);
  if (manifest instanceof Error) throw manifest;
  await startAnew(engine, manifest, downloads);
}

/**
 * @param {kept.Opened} own
 * @param {Downloads} downloads
 */
async function fromKept({ manifest, code, memory, checked }, downloads) {
  downloads.expect(manifest, ["python"]);
  const [{ loadPyodide }, program, packed] = await Promise.all([
    downloads.script(manifest).then((address) => import(address)),
    code.then((bytes) => WebAssembly.compile(bytes)),
    memory,
    checked,
  ]);
  return fromSnapshot(manifest, loadPyodide, program, packed);
}

/**
 * @param {string} engine
 * @param {Manifest} manifest
 * @param {Downloads} downloads
 */
async function startAnew(engine, manifest, downloads) {
  downloads.expect(manifest, ["python", "code"]);
  const compiling = downloads.program(manifest);
  compiling.catch(() => {}); // awaited below
  const { loadPyodide } = await import(await downloads.script(manifest));
  /** @type {("snapshot" | "library")[]} */
  const ways = downloads.speed > FAST_LINE ? ["snapshot", "library"] : ["library", "snapshot"];
  /** @type {unknown} */
  let failure;
  for (const way of ways) {
    if (failure) tell({ type: "trouble", what: "fallback", detail: String(failure) });
    try {
      downloads.expect(manifest, NEEDS[way]);
      const files = Promise.all(NEEDS[way].map((role) => downloads.file(manifest, role)));
      files.catch(() => {}); // awaited after the program
      const { module, bytes } = await compiling;
      const started = await (way === "snapshot"
        ? fromSnapshot(manifest, loadPyodide, module, (await files)[0])
        : fromLibrary(manifest, loadPyodide, module, await files));
      // Before the first question: no answer is ever in what is kept.
      const memory = started.memory();
      ready(way, started.pyodide);
      if (await kept.write(engine, { manifest, code: bytes, memory: memory() })) tell({ type: "kept" });
      return;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/**
 * @param {Manifest} manifest
 * @param {LoadPyodide} loadPyodide
 * @param {WebAssembly.Module} program
 * @param {Bytes} packed
 */
async function fromSnapshot(manifest, loadPyodide, program, packed) {
  const supplies = { program, dataAt: manifest.data_at };
  const start = () => startFromSnapshot(loadPyodide, NOWHERE, manifest.lock, unpack(packed));
  const pyodide = await supplied(supplies, start);
  return { pyodide, memory: () => () => packed };
}

/**
 * @param {Manifest} manifest
 * @param {LoadPyodide} loadPyodide
 * @param {WebAssembly.Module} program
 * @param {Bytes[]} files as `NEEDS` lists them
 */
async function fromLibrary(manifest, loadPyodide, program, [data, library, wheel]) {
  const supplies = { program, data, library, dataAt: manifest.data_at };
  const pyodide = await supplied(supplies, () =>
    startFromLibrary(loadPyodide, NOWHERE, manifest.lock, /** @type {Bytes} */ (wheel).buffer),
  );
  return {
    pyodide,
    memory() {
      const taken = snapshot(pyodide);
      return () => pack(taken);
    },
  };
}

/**
 * @param {Way} way
 * @param {import("./python.js").Pyodide} pyodide
 */
function ready(way, pyodide) {
  handle = bridge(pyodide);
  tell({ type: "ready", way });
}

self.addEventListener("message", async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  try {
    if (data.type === "start") await start(data.engine);
    else if (handle) tell({ type: "reply", id: data.id, reply: handle(data.request) });
  } catch (error) {
    const reason = handle ? "stopped" : error instanceof DamagedError ? "damaged" : "network";
    tell({ type: "failed", reason, detail: String(error) });
  }
});

// Starts Python and answers requests, in a worker, so that the page never waits. The ways to start, best
// first: from what this browser kept; from a downloaded snapshot or from the library, whichever the line's
// speed favours, and then from the other. A fault in one leads to the next.

import { Downloads } from "./download.js";
import * as kept from "./kept.js";
import { DamagedError, plain } from "./manifest.js";
import { bridge } from "./python.js";
import { imported, ScriptError } from "./script.js";
import { fromLibrary, fromSnapshot, needWebAssembly, StartError } from "./starts.js";
// What those import in turn, asked for at once: each level of imports is a journey to the host.
import "./line.js";
import "./memory.js";
import "./packing.js";
import "./supply.js";

/** @typedef {import("./manifest.js").Bytes} Bytes */
/** @typedef {import("./manifest.js").Manifest} Manifest */
/** @typedef {import("./messages.js").FromWorker} FromWorker */
/** @typedef {import("./messages.js").Start} Start */
/** @typedef {import("./messages.js").ToWorker} ToWorker */
/** @typedef {import("./messages.js").Way} Way */
/** @typedef {import("./starts.js").Started} Started */

// Bytes in a second from which a downloaded snapshot, though larger, starts sooner: decisions/0007-first-visit.md.
const FAST_LINE = 1_750_000;
/** @type {kept.Part[]} */
const LIBRARY = ["data", "library", "calculator"];
const NEEDS = { snapshot: ["snapshot"], library: LIBRARY };

/** @type {((request: string) => string) | undefined} */
let handle;

/** @param {FromWorker} message */
function tell(message) {
  self.postMessage(message);
}

/** @param {Start} order */
async function start({ engine, key, skip }) {
  needWebAssembly();
  const downloads = new Downloads(engine, {
    progress: (loaded, total) => tell({ type: "progress", loaded, total }),
    retry: (detail) => tell({ type: "trouble", what: "retry", detail }),
  });
  // A page without a key is a preview, and takes whatever the host has.
  const present = key ? undefined : await downloads.manifest();
  const wanted = key ?? /** @type {Manifest} */ (present).key;
  if (skip.includes("kept")) await kept.forget(engine, wanted);
  const own = await kept.open(engine, wanted);
  if (own && (await startFromKept(engine, own))) return;
  const manifest = present ?? (await downloads.manifest());
  // The page is older than the files, or newer: its form may not fit these rules.
  if (manifest.key !== wanted) throw new StartError("outdated", `the host has ${manifest.key}, the page wants ${wanted}`);
  await startAnew(engine, manifest, downloads, skip);
}

/**
 * @param {string} engine
 * @param {kept.Kept} own
 * @returns {Promise<boolean>} whether it has started
 */
async function startFromKept(engine, own) {
  const { manifest, parts } = own;
  /** @type {Started} */
  let started;
  /** @type {Bytes} */
  let python;
  /** @type {{bytes: Bytes, checked: Promise<unknown>}} */
  let code;
  try {
    tell({ type: "computing", way: "kept" });
    const read = (/** @type {kept.Part[]} */ names) => {
      const reading = Promise.all(names.map((name) => own.checked(name)));
      reading.catch(() => {}); // awaited by the start
      return reading;
    };
    const files = read(parts.memory ? ["memory"] : LIBRARY);
    [python, code] = await Promise.all([own.checked("python"), own.read("code")]);
    const compiled = WebAssembly.compile(code.bytes);
    compiled.catch(() => {}); // what is damaged is reported by the check
    const program = code.checked.then(() => compiled);
    program.catch(() => {}); // the same
    const loadPyodide = await imported(python, engine + plain(manifest, "python").name);
    const runtime = { manifest, loadPyodide, program };
    started = parts.memory
      ? await fromSnapshot(runtime, files.then(([memory]) => /** @type {Bytes} */ (memory)))
      : await fromLibrary(runtime, files, () => tell({ type: "computing", way: "kept" }));
  } catch (error) {
    tell({ type: "trouble", what: "fallback", detail: String(error) });
    // A network that fails says nothing about what was kept.
    if (!(error instanceof ScriptError)) await kept.forget(engine, manifest.key);
    return false;
  }
  await ready("kept", started, engine, manifest, { python, code: code.bytes });
  return true;
}

/**
 * @param {string} engine
 * @param {Manifest} manifest
 * @param {Downloads} downloads
 * @param {Way[]} skip
 */
async function startAnew(engine, manifest, downloads, skip) {
  downloads.expect(manifest, ["python", "code"]);
  const loading = downloads.program(manifest);
  const program = loading.then(({ compiled }) => compiled);
  program.catch(() => {}); // awaited by the start
  const python = await downloads.file(manifest, "python");
  const fast = downloads.speed(manifest) > FAST_LINE;
  const ways = /** @type {("snapshot" | "library")[]} */ (fast ? ["snapshot", "library"] : ["library", "snapshot"]);
  const left = ways.filter((way) => !skip.includes(way));
  const bring = (/** @type {"snapshot" | "library"} */ way) => {
    downloads.expect(manifest, NEEDS[way]);
    const coming = Promise.all(NEEDS[way].map((role) => downloads.file(manifest, role)));
    coming.catch(() => {}); // awaited by the start
    return coming;
  };
  // The script takes its time to be read; the line need not wait for it.
  let downloading = left[0] && bring(left[0]);
  const loadPyodide = await imported(python, engine + plain(manifest, "python").name);
  /** @type {unknown} */
  let failure;
  for (const way of left) {
    if (failure) {
      tell({ type: "trouble", what: "fallback", detail: String(failure) });
      downloading = bring(way);
    }
    try {
      const files = /** @type {Promise<Bytes[]>} */ (downloading);
      const computing = () => tell({ type: "computing", way });
      Promise.all([loading, files]).then(computing, () => {});
      const runtime = { manifest, loadPyodide, program };
      const started = await (way === "snapshot"
        ? fromSnapshot(runtime, files.then(([packed]) => /** @type {Bytes} */ (packed)), manifest.memory_size)
        : fromLibrary(runtime, files, computing));
      return await ready(way, started, engine, manifest, { python, code: (await loading).bytes });
    } catch (error) {
      failure = error;
    }
  }
  throw failure ?? new StartError("slow", "each way to start has hung");
}

/**
 * @param {Way} way
 * @param {Started} started
 * @param {string} engine
 * @param {Manifest} manifest
 * @param {{python: Bytes, code: Bytes}} parts
 */
async function ready(way, { pyodide, memory }, engine, manifest, parts) {
  // Before the first question: no answer is ever in what is kept.
  const packed = memory();
  handle = bridge(pyodide);
  tell({ type: "ready", way });
  try {
    if (await kept.write(engine, manifest, { memory: packed(), ...parts })) tell({ type: "kept" });
  } catch {
    // Nothing is kept: the next visit is a first one.
  }
}

self.addEventListener("message", async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  try {
    if (data.type === "start") await start(data);
    else if (handle) tell({ type: "reply", id: data.id, reply: handle(data.request) });
  } catch (error) {
    const before = error instanceof StartError ? error.reason : error instanceof DamagedError ? "damaged" : "network";
    tell({ type: "failed", reason: handle ? "stopped" : before, detail: String(error) });
  }
});

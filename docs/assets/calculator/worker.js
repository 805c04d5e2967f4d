// Starts Python and answers requests, in a worker, so that the page never waits. The ways to start, best
// first: from what this browser kept; from a downloaded snapshot or from the library, whichever the line's
// speed favours, and then from the other. A fault in one leads to the next.

import { Downloads } from "./download.js";
import * as kept from "./kept.js";
import { DamagedError, plain } from "./manifest.js";
import { bridge } from "./python.js";
import { imported, ScriptError } from "./script.js";
import { fromLibrary, fromSnapshot, needWebAssembly, StartError } from "./starts.js";

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
    [python, code] = await Promise.all([own.checked("python"), own.read("code")]);
    const compiled = WebAssembly.compile(code.bytes);
    compiled.catch(() => {}); // awaited below
    const loadPyodide = await imported(python, engine + plain(manifest, "python").name);
    await code.checked;
    const runtime = { manifest, loadPyodide, program: await compiled };
    const read = (/** @type {kept.Part[]} */ names) => Promise.all(names.map((name) => own.checked(name)));
    started = parts.memory
      ? await fromSnapshot(runtime, await read(["memory"]))
      : await fromLibrary(runtime, await read(LIBRARY), () => tell({ type: "computing", way: "kept" }));
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
  loading.catch(() => {}); // awaited below
  const python = await downloads.file(manifest, "python");
  /** @type {("snapshot" | "library")[]} */
  const ways = downloads.speed(manifest) > FAST_LINE ? ["snapshot", "library"] : ["library", "snapshot"];
  const loadPyodide = await imported(python, engine + plain(manifest, "python").name);
  /** @type {unknown} */
  let failure;
  for (const way of ways) {
    if (skip.includes(way)) continue;
    if (failure) tell({ type: "trouble", what: "fallback", detail: String(failure) });
    try {
      downloads.expect(manifest, NEEDS[way]);
      const downloading = Promise.all(NEEDS[way].map((role) => downloads.file(manifest, role)));
      downloading.catch(() => {}); // awaited after the program
      const [{ compiled, bytes: code }, files] = [await loading, await downloading];
      tell({ type: "computing", way });
      const runtime = { manifest, loadPyodide, program: await compiled };
      const started = await (way === "snapshot"
        ? fromSnapshot(runtime, files)
        : fromLibrary(runtime, files, () => tell({ type: "computing", way })));
      return await ready(way, started, engine, manifest, { python, code });
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

// What this browser keeps between visits: the program and a snapshot of started Python, made
// before the first answer is asked about. One set, for one runtime and one state of the rules.

import { digest } from "./download.js";

/** @typedef {import("./download.js").Bytes} Bytes */
/** @typedef {import("./download.js").Manifest} Manifest */
/** @typedef {{manifest: Manifest, code: Bytes, memory: Bytes}} Kept */

const NAME = "csp-guide-engine";
const DIGEST = "x-sha256";

/**
 * @param {string} engine where the engine's files lie: sites of one host keep theirs apart
 * @returns {Promise<Kept | undefined>} nothing where storage is refused, empty or damaged
 */
export async function read(engine) {
  try {
    if (!(await caches.has(NAME))) return undefined;
    const cache = await caches.open(NAME);
    const [manifest, code, memory] = await Promise.all(
      ["manifest", "code", "memory"].map(async (part) => {
        const response = await cache.match(address(engine, part));
        if (!response) throw new Error(`no ${part} is kept`);
        const bytes = new Uint8Array(await response.arrayBuffer());
        if ((await digest(bytes)) !== response.headers.get(DIGEST)) throw new Error(`the kept ${part} is damaged`);
        return bytes;
      }),
    );
    if (!manifest || !code || !memory) return undefined;
    return { manifest: JSON.parse(new TextDecoder().decode(manifest)), code, memory };
  } catch {
    await forget(engine);
    return undefined;
  }
}

/**
 * Keep a set in place of the one before; where the browser refuses, keep nothing.
 * @param {string} engine
 * @param {Kept} set
 * @returns {Promise<boolean>} whether it is kept
 */
export async function write(engine, { manifest, code, memory }) {
  try {
    await forget(engine);
    const cache = await caches.open(NAME);
    const text = new TextEncoder().encode(JSON.stringify(manifest));
    // The manifest comes last: without it the others are not looked at.
    for (const [part, bytes] of /** @type {[string, Bytes][]} */ ([["code", code], ["memory", memory], ["manifest", text]]))
      await cache.put(address(engine, part), new Response(bytes, { headers: { [DIGEST]: await digest(bytes) } }));
    return true;
  } catch {
    await forget(engine);
    return false;
  }
}

/** @param {string} engine */
export async function forget(engine) {
  try {
    const cache = await caches.open(NAME);
    await Promise.all(["manifest", "code", "memory"].map((part) => cache.delete(address(engine, part))));
  } catch {
    // Storage is refused: there is nothing to forget.
  }
}

/**
 * @param {string} engine
 * @param {string} part
 */
function address(engine, part) {
  return `${engine}kept/${part}`;
}

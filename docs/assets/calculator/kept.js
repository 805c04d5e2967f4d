// What this browser keeps between visits: the program and a snapshot of started Python, made
// before the first answer is asked about. One set, for one runtime and one state of the rules.

import { digest } from "./download.js";

/** @typedef {import("./download.js").Bytes} Bytes */
/** @typedef {import("./download.js").Manifest} Manifest */
/** @typedef {{manifest: Manifest, code: Bytes, memory: Bytes}} Kept */
/** @typedef {{manifest: Manifest, code: Promise<Bytes>, memory: Promise<Bytes>, checked: Promise<unknown>}} Opened */

const NAME = "csp-guide-engine";
const DIGEST = "x-sha256";

/**
 * @param {string} engine where the engine's files lie: sites of one host keep theirs apart
 * @returns {Promise<Opened | undefined>} nothing where storage is refused or empty. Nothing may be used before
 *   `checked`, which is refused when what was kept is damaged; until then it can be made ready.
 */
export async function open(engine) {
  try {
    if (!(await caches.has(NAME))) return undefined;
    const cache = await caches.open(NAME);
    const manifest = await cache.match(address(engine, "manifest"));
    if (!manifest) return undefined;
    const [code, memory] = ["code", "memory"].map((part) => read(cache, address(engine, part)));
    if (!code || !memory) return undefined;
    const checked = Promise.all([code, memory].map(async (part) => (await part).checked));
    checked.catch(() => {}); // awaited by whoever uses it
    const bytes = async (/** @type {typeof code} */ part) => (await part).bytes;
    return { manifest: await manifest.json(), code: bytes(code), memory: bytes(memory), checked };
  } catch {
    return undefined;
  }
}

/**
 * @param {Cache} cache
 * @param {string} part
 */
async function read(cache, part) {
  const response = await cache.match(part);
  if (!response) throw new Error(`${part} is not kept`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const checked = digest(bytes).then((found) => {
    if (found !== response.headers.get(DIGEST)) throw new Error(`${part} is damaged`);
  });
  checked.catch(() => {}); // awaited by whoever uses it
  return { bytes, checked };
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

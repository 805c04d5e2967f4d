// What this browser keeps between visits, so that the next one needs no network: for a release's engine one set,
// under the engine's key. A set that was started from holds the script, the program and the memory of started
// Python, taken before the first answer. One that the service worker fetched for a release that nobody has seen
// yet holds what Python starts from.

import { DamagedError, digest } from "./manifest.js";

/** @typedef {import("./manifest.js").Bytes} Bytes */
/** @typedef {import("./manifest.js").Manifest} Manifest */
/** @typedef {"python" | "code" | "memory" | "data" | "library" | "calculator"} Part */
/** @typedef {{manifest: Manifest, parts: Partial<Record<Part, string>>}} Index with the hash of each part */

const NAME = "csp-guide-engine";

export class Kept {
  /**
   * @param {Cache} cache
   * @param {string} folder
   * @param {Index} index
   */
  constructor(cache, folder, { manifest, parts }) {
    this.cache = cache;
    this.folder = folder;
    this.manifest = manifest;
    this.parts = parts;
  }

  /**
   * Read a part. Its bytes may be made ready at once, but nothing may run before `checked`.
   * @param {Part} part
   * @returns {Promise<{bytes: Bytes, checked: Promise<unknown>}>}
   */
  async read(part) {
    const response = await this.cache.match(this.folder + part);
    if (!response) throw new DamagedError(`${part} is not kept`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const checked = digest(bytes).then((found) => {
      if (found !== this.parts[part]) throw new DamagedError(`${part} is damaged`);
    });
    checked.catch(() => {}); // awaited by whoever uses it
    return { bytes, checked };
  }

  /** @param {Part} part */
  async checked(part) {
    const { bytes, checked } = await this.read(part);
    await checked;
    return bytes;
  }
}

/**
 * @param {string} engine where the engine's files lie: sites of one host keep theirs apart
 * @param {string} key
 * @returns {Promise<Kept | undefined>} nothing where storage is refused, or nothing is kept under this key
 */
export async function open(engine, key) {
  try {
    if (!(await caches.has(NAME))) return undefined;
    const cache = await caches.open(NAME);
    const folder = `${engine}kept/${key}/`;
    const index = await cache.match(`${folder}manifest`);
    return index && new Kept(cache, folder, await index.json());
  } catch {
    return undefined;
  }
}

/**
 * Keep a set, then drop those before it; where the browser refuses, keep nothing.
 * @param {string} engine
 * @param {Manifest} manifest
 * @param {Partial<Record<Part, Bytes>>} parts
 * @returns {Promise<boolean>} whether it is kept
 */
export async function write(engine, manifest, parts) {
  // Pages in two tabs write one after the other.
  if (navigator.locks) return navigator.locks.request(NAME, () => writeAlone(engine, manifest, parts));
  return writeAlone(engine, manifest, parts);
}

/**
 * @param {string} engine
 * @param {Manifest} manifest
 * @param {Partial<Record<Part, Bytes>>} parts
 */
async function writeAlone(engine, manifest, parts) {
  if ((await open(engine, manifest.key))?.parts.memory) return true;
  try {
    // Memory comes first: by it `dropOthers` knows a set that was cut short.
    await put(engine, manifest, parts).catch(async () => {
      // There may be room for one set, not for two; and WebKit may have a cache that takes what it never gives back.
      await caches.delete(NAME);
      await put(engine, manifest, parts);
    });
    await dropOthers(engine, manifest.key, Object.keys(parts));
    return true;
  } catch {
    await forget(engine, manifest.key);
    return false;
  }
}

/**
 * @param {string} engine
 * @param {Manifest} manifest
 * @param {Partial<Record<Part, Bytes>>} parts
 */
async function put(engine, manifest, parts) {
  const cache = await caches.open(NAME);
  const folder = `${engine}kept/${manifest.key}/`;
  const entries = /** @type {[Part, Bytes][]} */ (Object.entries(parts));
  const hashes = Object.fromEntries(await Promise.all(entries.map(async ([part, bytes]) => [part, await digest(bytes)])));
  for (const [part, bytes] of entries) {
    const type = part === "python" ? "text/javascript" : "application/octet-stream";
    await cache.put(folder + part, new Response(bytes, { headers: { "content-type": type } }));
  }
  // The index comes last: without it the parts are not looked at, and it fits no others.
  await cache.put(`${folder}manifest`, new Response(JSON.stringify({ manifest, parts: hashes })));
  // Nobody is told that it is kept before it can be read.
  const set = await open(engine, manifest.key);
  await Promise.all(entries.map(([part]) => set?.checked(part)));
  if (!set) throw new Error("what was written is not there");
}

/**
 * Drop the sets that other releases were started from, and of this one's whatever is not named.
 * @param {string} engine
 * @param {string} key
 * @param {string[]} parts
 */
async function dropOthers(engine, key, parts) {
  const cache = await caches.open(NAME);
  const folder = `${engine}kept/`;
  const found = (await cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(folder));
  const old = found.filter((url) => url.endsWith("/memory")).map((url) => url.slice(0, -"memory".length));
  const own = `${folder}${key}/`;
  const keep = [...parts, "manifest"].map((part) => own + part);
  for (const url of found)
    if (url.startsWith(own) ? !keep.includes(url) : old.some((set) => url.startsWith(set))) await cache.delete(url);
}

/**
 * @param {string} engine
 * @param {string} key
 */
export async function forget(engine, key) {
  try {
    const cache = await caches.open(NAME);
    for (const { url } of await cache.keys()) if (url.startsWith(`${engine}kept/${key}/`)) await cache.delete(url);
  } catch {
    // Storage is refused: there is nothing to forget.
  }
}

// Fetches the engine's files: in the form that costs least here, checked against the manifest, and once more
// when that fails.

import { Line, wasAtHand } from "./line.js";
import { check, packed, plain } from "./manifest.js";
import { Content } from "./packing.js";

/** @typedef {import("./manifest.js").Bytes} Bytes */
/** @typedef {import("./manifest.js").EngineFile} EngineFile */
/** @typedef {import("./manifest.js").Manifest} Manifest */
/** @typedef {{progress: (loaded: number, total: number) => void, retry: (detail: string) => void}} Watcher */

const PAUSE = 500;

/** The host has no brotli for this file: no fault, but another name to ask for. */
class NotCompressedError extends Error {}

export class Downloads {
  #line = new Line((bytes) => this.#count(bytes));
  #loaded = 0;
  #told = 0;
  /** @type {Map<string, number>} bytes to come, by role */
  #expected = new Map();
  // A host that sends brotli does it for whatever has a copy beside it; else we ask for the gzip copy by name.
  #negotiates = false;

  /**
   * @param {string} engine where the files lie, with a slash at the end
   * @param {Watcher} watcher
   */
  constructor(engine, watcher) {
    this.engine = engine;
    this.watcher = watcher;
  }

  /** @returns {Promise<Manifest>} always the host's present one */
  manifest() {
    return this.#patiently("manifest", async (cache) => {
      const always = cache === "default" ? "no-cache" : cache;
      const bytes = await this.#line.receive(`${this.engine}manifest.json`, always, (response) => {
        this.#negotiates = response.headers.get("content-encoding") === "br";
        return { scale: 0, content: new Content(false) };
      });
      return JSON.parse(new TextDecoder().decode(bytes));
    });
  }

  /**
   * Announce what will be asked for, so that progress can be told.
   * @param {Manifest} manifest
   * @param {string[]} roles
   */
  expect(manifest, roles) {
    for (const role of roles) this.#expected.set(role, this.#choice(manifest, role).size);
  }

  /**
   * @param {Manifest} manifest
   * @returns {number} bytes in a second, so far; 0 where the files come from the browser's own cache
   */
  speed(manifest) {
    return wasAtHand(this.engine + this.#name(manifest, "python")) ? 0 : this.#line.speed;
  }

  /**
   * @param {Manifest} manifest
   * @param {string} role
   * @returns {Promise<Bytes>} the file's content, as the manifest says it is
   */
  file(manifest, role) {
    return this.#patiently(role, (cache) => this.#unpacked(manifest, role, cache));
  }

  /**
   * @param {Manifest} manifest
   * @returns {Promise<{compiled: Promise<WebAssembly.Module>, bytes: Bytes}>} compiled while it arrives, given out
   *   once it is checked
   */
  program(manifest) {
    return this.#patiently("code", async (cache) => {
      const { readable, writable } = new TransformStream();
      const typed = new Response(readable, { headers: { "content-type": "application/wasm" } });
      const compiled = WebAssembly.compileStreaming(typed);
      compiled.catch(() => {}); // what arrives wrong is reported by the check
      return { bytes: await this.#unpacked(manifest, "code", cache, writable), compiled };
    });
  }

  /**
   * @param {Manifest} manifest
   * @param {string} role
   */
  #choice(manifest, role) {
    return packed(manifest, role, this.#negotiates ? "br" : "gzip");
  }

  /**
   * @param {Manifest} manifest
   * @param {string} role
   */
  #name(manifest, role) {
    return this.#negotiates ? plain(manifest, role).name : packed(manifest, role, "gzip").name;
  }

  /**
   * @param {Manifest} manifest
   * @param {string} role
   * @param {RequestCache} cache
   * @param {WritableStream<Bytes>} [copyTo] takes the content as it arrives
   * @returns {Promise<Bytes>}
   */
  async #unpacked(manifest, role, cache, copyTo) {
    const whole = plain(manifest, role);
    try {
      const bytes = await this.#line.receive(this.engine + this.#name(manifest, role), cache, (response) => {
        const encoding = response.headers.get("content-encoding");
        if (this.#negotiates && !encoding) throw new NotCompressedError();
        const sent = packed(manifest, role, encoding === "br" ? "br" : "gzip");
        this.#expected.set(role, sent.size);
        // Some hosts call a .gz file an encoding, and the browser has undone it.
        return { scale: encoding ? sent.size / whole.size : 1, content: new Content(!encoding, copyTo) };
      });
      await check(bytes, whole);
      return bytes;
    } catch (error) {
      if (!(error instanceof NotCompressedError)) throw error;
      this.#negotiates = false;
      return this.#unpacked(manifest, role, cache, copyTo);
    }
  }

  /** @param {number} bytes */
  #count(bytes) {
    this.#loaded += bytes;
    const total = Array.from(this.#expected.values()).reduce((sum, size) => sum + size, 0);
    // Once in a hundredth: the page has other things to do than to count pieces.
    const loaded = Math.round(this.#loaded);
    if (!total || (loaded < total && Math.abs(loaded - this.#told) < total / 100)) return;
    this.#told = loaded;
    this.watcher.progress(loaded, total);
  }

  /**
   * @template T
   * @param {string} what
   * @param {(cache: RequestCache) => Promise<T>} attempt
   * @returns {Promise<T>}
   */
  async #patiently(what, attempt) {
    try {
      return await attempt("default");
    } catch (error) {
      if (this.#line.isDead) throw error;
      this.watcher.retry(`${what}: ${error}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return attempt("reload");
  }
}

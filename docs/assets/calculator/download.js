// Fetches the engine's files: counted, checked against the manifest, tried again when the network fails.

/** @typedef {{name: string, role: string, size: number, sha256: string, encoding?: string, of?: string}} EngineFile */
/** @typedef {{key: string, data_at: number, lock: import("pyodide").Lockfile, files: EngineFile[]}} Manifest */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{progress: (loaded: number, total: number) => void, retry: (detail: string) => void}} Watcher */

// Nothing arriving for so long is a fault: a hang never ends by itself.
const SILENCE = 4500;
const PAUSES = [500];

/** A file that is not what the manifest says. */
export class DamagedError extends Error {}

export class Downloads {
  #loaded = 0;
  #total = 0;
  #lastByte = performance.now();
  /** @type {number | undefined} */
  #firstByte;

  /**
   * @param {string} engine where the files lie, with a slash at the end
   * @param {Watcher} watcher
   */
  constructor(engine, watcher) {
    this.engine = engine;
    this.watcher = watcher;
    // A host that sends brotli does it for whatever has a copy beside it; else we ask for the gzip copy by name.
    this.negotiates = false;
  }

  /** @returns {Promise<Manifest>} always the host's present one */
  async manifest() {
    return this.#patiently("manifest", async (again) => {
      const { bytes, response } = await this.#receive("manifest.json", { cache: again ? "reload" : "no-cache" });
      this.negotiates = response.headers.get("content-encoding") === "br";
      return JSON.parse(new TextDecoder().decode(bytes));
    });
  }

  /**
   * @param {Manifest} manifest
   * @param {string[]} roles
   */
  expect(manifest, roles) {
    for (const role of roles) this.#total += this.#choice(manifest, role).size;
  }

  /** Bytes in a second, so far. */
  get speed() {
    return this.#firstByte === undefined ? 0 : (1000 * this.#loaded) / (this.#lastByte - this.#firstByte + 1);
  }

  /**
   * @param {Manifest} manifest
   * @param {string} role
   * @returns {Promise<Bytes>} the file's content, as the manifest says it is
   */
  file(manifest, role) {
    return this.#patiently(role, (again) => this.#decoded(manifest, role, again));
  }

  /**
   * @param {Manifest} manifest
   * @returns {Promise<{module: WebAssembly.Module, bytes: Bytes}>} compiled while it arrives, given out once it is checked
   */
  program(manifest) {
    return this.#patiently("code", async (again) => {
      const { readable, writable } = new TransformStream();
      const typed = new Response(readable, { headers: { "content-type": "application/wasm" } });
      const compiled = WebAssembly.compileStreaming(typed);
      compiled.catch(() => {}); // what arrives wrong is reported by the check
      const bytes = await this.#decoded(manifest, "code", again, writable);
      return { module: await compiled, bytes };
    });
  }

  /**
   * The script is imported by its address, which the browser's cache answers with what was just checked.
   * @param {Manifest} manifest
   * @returns {Promise<string>} its address
   */
  script(manifest) {
    const file = plain(manifest, "python");
    return this.#patiently("python", async (again) => {
      const { bytes } = await this.#receive(file.name, { cache: again ? "reload" : "default" });
      await check(bytes, file);
      return this.engine + file.name;
    });
  }

  /**
   * @param {Manifest} manifest
   * @param {string} role
   * @returns {EngineFile} the copy that will be asked for
   */
  #choice(manifest, role) {
    const { name } = plain(manifest, role);
    const encoding = this.negotiates || role === "python" ? "br" : "gzip";
    const found = manifest.files.find((file) => file.of === name && file.encoding === encoding);
    if (!found) throw new DamagedError(`the manifest lists no ${encoding} copy of ${name}`);
    return found;
  }

  /**
   * @param {Manifest} manifest
   * @param {string} role
   * @param {boolean} again
   * @param {WritableStream<Bytes>} [copyTo] takes the content as it arrives
   * @returns {Promise<Bytes>}
   */
  async #decoded(manifest, role, again, copyTo) {
    const whole = plain(manifest, role);
    const copy = this.#choice(manifest, role);
    const decoder = new TransformStream();
    let unpacked = /** @type {ReadableStream<Bytes>} */ (decoder.readable);
    /** @type {Promise<ArrayBuffer> | undefined} */
    let content;
    const start = (/** @type {Response} */ response) => {
      // Some hosts call a .gz file an encoding, and the browser has undone it.
      const encoded = response.headers.has("content-encoding");
      if (copy.encoding === "br" && !encoded) {
        this.negotiates = false;
        throw new Error(`${whole.name} is not compressed here`);
      }
      if (copy.encoding === "gzip" && !encoded) unpacked = unpacked.pipeThrough(new DecompressionStream("gzip"));
      if (copyTo) {
        const [one, other] = unpacked.tee();
        other.pipeTo(copyTo).catch(() => {});
        unpacked = one;
      }
      content = new Response(unpacked).arrayBuffer();
      content.catch(() => {});
      return encoded || copy.encoding === "br" ? whole : copy;
    };
    const name = copy.encoding === "gzip" ? copy.name : whole.name;
    const writer = decoder.writable.getWriter();
    try {
      const { bytes, expected } = await this.#receive(name, { cache: again ? "reload" : "default" }, start, writer);
      if (expected) await check(bytes, expected);
      await writer.close();
    } catch (error) {
      writer.abort(error).catch(() => {});
      throw error;
    }
    return new Uint8Array(/** @type {ArrayBuffer} */ (await content));
  }

  /**
   * @param {string} name
   * @param {RequestInit} options
   * @param {(response: Response) => EngineFile} [start]
   * @param {WritableStreamDefaultWriter<Bytes>} [writer]
   */
  async #receive(name, options, start, writer) {
    const giveUp = new AbortController();
    let heard = performance.now();
    // A line that is busy with our other files is not silent.
    const watch = setInterval(() => {
      if (performance.now() - Math.max(heard, this.#lastByte) > SILENCE) giveUp.abort(new Error(`${name}: silence`));
    }, 250);
    try {
      const response = await fetch(this.engine + name, { ...options, signal: giveUp.signal });
      if (!response.ok || !response.body) throw new Error(`${name}: ${response.status}`);
      const expected = start?.(response);
      /** @type {Bytes[]} */
      const pieces = [];
      const reader = response.body.getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        heard = performance.now();
        this.#count(read.value.byteLength);
        pieces.push(read.value);
        writer?.write(read.value).catch(() => {});
      }
      return { bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()), response, expected };
    } finally {
      clearInterval(watch);
    }
  }

  /** @param {number} bytes */
  #count(bytes) {
    this.#lastByte = performance.now();
    this.#firstByte ??= this.#lastByte;
    this.#loaded += bytes;
    this.watcher.progress(this.#loaded, this.#total);
  }

  /**
   * @template T
   * @param {string} what
   * @param {(again: boolean) => Promise<T>} attempt
   * @returns {Promise<T>}
   */
  async #patiently(what, attempt) {
    for (const pause of PAUSES) {
      try {
        return await attempt(false);
      } catch (error) {
        this.watcher.retry(`${what}: ${error}`);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    return attempt(true);
  }
}

/**
 * @param {Manifest} manifest
 * @param {string} role
 * @returns {EngineFile} the file itself, not a compressed copy
 */
export function plain(manifest, role) {
  const found = manifest.files.find((file) => file.role === role && !file.encoding);
  if (!found) throw new DamagedError(`the manifest lists no ${role}`);
  return found;
}

/**
 * @param {Bytes} bytes
 * @param {{name: string, size: number, sha256: string}} file
 */
export async function check(bytes, { name, size, sha256 }) {
  if (bytes.byteLength !== size || (await digest(bytes)) !== sha256)
    throw new DamagedError(`${name} is not what the manifest says`);
}

/**
 * @param {Bytes} bytes
 * @returns {Promise<string>} SHA-256 in hexadecimal
 */
export async function digest(bytes) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

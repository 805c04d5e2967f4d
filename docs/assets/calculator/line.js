// The line to the host: brings files, counts what arrives, measures its speed, notices when it falls silent.

/** @typedef {{giveUp: AbortController, silence: number}} Attempt */
/**
 * @typedef {object} Arriving
 * @property {number} scale what a byte counts for: a browser that unpacks what it received gives us more bytes
 * @property {import("./packing.js").Content} content takes what arrives, as it arrives
 */

// Milliseconds in which nothing arrives, after which one file is asked for again, or nothing is any more. A hang
// never ends by itself, and whoever waits is told within 15 seconds, whatever was tried until then.
const SILENCE = 4000;
const PATIENCE = 11_500;
const TICK = 250;

export class Line {
  /** @type {Set<Attempt>} */
  #open = new Set();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;
  #ticked = 0;
  #silence = 0;
  #arrived = 0;
  #firstByte = 0;
  #lastByte = 0;

  /** @param {(bytes: number) => void} count is told what has arrived, and takes back what was in vain */
  constructor(count) {
    this.count = count;
  }

  /** Whether it has been silent for so long that there is no use in asking again. */
  get isDead() {
    return this.#silence > PATIENCE;
  }

  /** Bytes in a second, so far. */
  get speed() {
    return this.#arrived ? (1000 * this.#arrived) / (this.#lastByte - this.#firstByte + 1) : 0;
  }

  /**
   * @param {string} address
   * @param {RequestCache} cache
   * @param {(response: Response) => Arriving} begin sees the answer before its content; what it throws ends the matter
   * @returns {Promise<import("./manifest.js").Bytes>} the content
   */
  async receive(address, cache, begin) {
    const attempt = { giveUp: new AbortController(), silence: 0 };
    /** @type {Arriving | undefined} */
    let arriving;
    let counted = 0;
    this.#watch(attempt);
    try {
      const response = await fetch(address, { cache, signal: attempt.giveUp.signal });
      if (!response.ok || !response.body) throw new Error(`${address}: ${response.status}`);
      arriving = begin(response);
      const reader = response.body.getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        const bytes = read.value.byteLength * arriving.scale;
        counted += bytes;
        this.#hear(bytes);
        arriving.content.take(read.value);
      }
      return await arriving.content.whole();
    } catch (error) {
      this.count(-counted);
      arriving?.content.abort(error);
      attempt.giveUp.abort(); // whatever is still coming
      throw error;
    } finally {
      this.#open.delete(attempt);
      if (!this.#open.size) clearInterval(this.#clock);
    }
  }

  /** @param {number} bytes */
  #hear(bytes) {
    this.#lastByte = performance.now();
    if (!this.#arrived) this.#firstByte = this.#lastByte;
    this.#arrived += bytes;
    this.#silence = 0;
    // A line that is busy with another file is not silent.
    for (const attempt of this.#open) attempt.silence = 0;
    this.count(bytes);
  }

  /** @param {Attempt} attempt */
  #watch(attempt) {
    if (!this.#open.size) {
      this.#ticked = performance.now();
      this.#clock = setInterval(() => this.#tick(), TICK);
    }
    this.#open.add(attempt);
  }

  #tick() {
    const now = performance.now();
    // While we computed, or the machine slept, nobody listened.
    const passed = Math.min(now - this.#ticked, 2 * TICK);
    this.#ticked = now;
    this.#silence += passed;
    for (const attempt of this.#open) {
      attempt.silence += passed;
      if (attempt.silence > SILENCE || this.isDead) attempt.giveUp.abort(new Error("nothing arrives"));
    }
  }
}

/**
 * @param {string} address
 * @returns {boolean} whether the browser had it already: that says nothing about the line
 */
export function wasAtHand(address) {
  const timing = /** @type {PerformanceResourceTiming | undefined} */ (performance.getEntriesByName(address).at(-1));
  return timing !== undefined && timing.transferSize < timing.encodedBodySize;
}

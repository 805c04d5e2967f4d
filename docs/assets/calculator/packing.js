// Puts together what arrives of a file, with gzip undone meanwhile where it is the host's copy that is packed.

import { DamagedError } from "./manifest.js";

/** @typedef {import("./manifest.js").Bytes} Bytes */

export class Content {
  /** @type {Bytes[]} */
  #pieces = [];
  /** @type {WritableStreamDefaultWriter<Bytes> | undefined} */
  #packed;
  #unpacked = Promise.resolve();
  /** @type {WritableStreamDefaultWriter<Bytes> | undefined} */
  #copy;

  /**
   * @param {boolean} packed whether what is about to arrive is gzip
   * @param {WritableStream<Bytes>} [copyTo] takes the content as it arrives
   */
  constructor(packed, copyTo) {
    this.#copy = copyTo?.getWriter();
    if (!packed) return;
    const { readable, writable } = new DecompressionStream("gzip");
    this.#packed = /** @type {WritableStream<Bytes>} */ (writable).getWriter();
    this.#unpacked = this.#collect(/** @type {ReadableStream<Bytes>} */ (readable).getReader());
    this.#unpacked.catch(() => {}); // awaited once everything has been taken
  }

  /** @param {Bytes} piece */
  take(piece) {
    if (this.#packed) this.#packed.write(piece).catch(() => {});
    else this.#add(piece);
  }

  /** @returns {Promise<Bytes>} the content, once everything has been taken */
  async whole() {
    try {
      await this.#packed?.close();
      await this.#unpacked;
    } catch (error) {
      throw new DamagedError(`not gzip: ${error}`);
    }
    this.#copy?.close().catch(() => {});
    return joined(this.#pieces);
  }

  /** @param {unknown} error */
  abort(error) {
    this.#packed?.abort(error).catch(() => {});
    this.#copy?.abort(error).catch(() => {});
  }

  /** @param {ReadableStreamDefaultReader<Bytes>} reader */
  async #collect(reader) {
    for (let read = await reader.read(); !read.done; read = await reader.read()) this.#add(read.value);
  }

  /** @param {Bytes} piece */
  #add(piece) {
    this.#pieces.push(piece);
    this.#copy?.write(piece).catch(() => {});
  }
}

/**
 * @param {Bytes[]} pieces
 * @returns {Bytes}
 */
export function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

// Undoes gzip while a file arrives, and hands its content on meanwhile.

/** @typedef {import("./manifest.js").Bytes} Bytes */

export class Unpacking {
  #packing = new TransformStream();
  #writer = this.#packing.writable.getWriter();
  /** @type {Promise<ArrayBuffer> | undefined} */
  #content;

  /** @param {WritableStream<Bytes>} [copyTo] takes the content as it arrives */
  constructor(copyTo) {
    this.copyTo = copyTo;
  }

  /** @param {boolean} packed whether what is about to arrive is gzip */
  begin(packed) {
    const stream = /** @type {ReadableStream<Bytes>} */ (this.#packing.readable);
    let content = packed ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
    if (this.copyTo) {
      const [one, other] = content.tee();
      other.pipeTo(this.copyTo).catch(() => {});
      content = one;
    }
    this.#content = new Response(content).arrayBuffer();
    this.#content.catch(() => {}); // awaited once the file is checked
  }

  /** @param {Bytes} piece */
  take(piece) {
    this.#writer.write(piece).catch(() => {});
  }

  /** @returns {Promise<Bytes>} the content, once everything has been taken */
  async whole() {
    await this.#writer.close();
    return new Uint8Array(/** @type {ArrayBuffer} */ (await this.#content));
  }

  /** @param {unknown} error */
  abort(error) {
    this.#writer.abort(error).catch(() => {});
  }
}

// A snapshot of a started Python in a form to keep and to send: its memory, half of which is zeros that this
// leaves out, and the files that its modules read, which a snapshot of memory alone would lose.

import { DamagedError } from "./manifest.js";
import { joined } from "./packing.js";

const PAGE = 4096;

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{memory: Bytes, files: [string, Bytes][]}} Snapshot */

/**
 * @param {Snapshot} snapshot
 * @returns {Bytes} length of the head, the head, pages, files. The head is JSON: the memory's size, runs of pages
 *   (first, count), and files (path, size).
 */
export function pack({ memory, files }) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.byteLength >>> 2);
  /** @type {[number, number][]} */
  const runs = [];
  for (let page = 0; page * PAGE < memory.byteLength; page++) {
    if (isEmpty(words, (page * PAGE) >>> 2)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === page) last[1]++;
    else runs.push([page, 1]);
  }
  const sizes = files.map(([path, content]) => [path, content.byteLength]);
  const head = new TextEncoder().encode(JSON.stringify({ size: memory.byteLength, runs, files: sizes }));
  return joined([
    new Uint8Array(Uint32Array.of(head.byteLength).buffer),
    head,
    ...runs.map(([page, count]) => memory.subarray(page * PAGE, (page + count) * PAGE)),
    ...files.map(([, content]) => content),
  ]);
}

/**
 * @param {Bytes} packed
 * @returns {number} bytes of the memory, once unpacked
 */
export function memorySize(packed) {
  return headOf(packed).head.size;
}

/**
 * @param {Bytes} packed
 * @param {Bytes} [memory] room for the memory, all zeros
 * @returns {Snapshot}
 */
export function unpack(packed, memory = new Uint8Array(memorySize(packed))) {
  const { head, end } = headOf(packed);
  if (memory.byteLength !== head.size) throw new DamagedError("the snapshot's memory has another size");
  let at = end;
  const take = (/** @type {number} */ bytes) => packed.subarray(at, (at += bytes));
  for (const [page, count] of head.runs) memory.set(take(Math.min(count * PAGE, head.size - page * PAGE)), page * PAGE);
  return { memory, files: head.files.map(([path, bytes]) => [path, take(bytes)]) };
}

/** @param {Bytes} packed */
function headOf(packed) {
  const end = 4 + new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  /** @type {{size: number, runs: [number, number][], files: [string, number][]}} */
  const head = JSON.parse(new TextDecoder().decode(packed.subarray(4, end)));
  return { head, end };
}

/**
 * @param {Uint32Array} words
 * @param {number} start
 */
function isEmpty(words, start) {
  const end = Math.min(start + PAGE / 4, words.length);
  for (let at = start; at < end; at++) if (words[at]) return false;
  return true;
}

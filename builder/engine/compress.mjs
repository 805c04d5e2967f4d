// Prints a file compressed with brotli. Usage: node compress.mjs FILE QUALITY
// Node's own, so that the pinned Node gives the same bytes on every machine.

import fs from "node:fs";
import zlib from "node:zlib";

const [, , file, quality] = process.argv;
const content = fs.readFileSync(file);
const params = {
  [zlib.constants.BROTLI_PARAM_QUALITY]: Number(quality),
  [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
  [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
};
fs.writeSync(1, zlib.brotliCompressSync(content, { params }));

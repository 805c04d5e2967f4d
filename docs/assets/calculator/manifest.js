// What the host says about the engine's files, and whether bytes are what it says.

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{name: string, role: string, size: number, sha256: string, encoding?: string, of?: string}} EngineFile */
/** @typedef {{key: string, data_at: number, memory_size: number, lock: import("pyodide").Lockfile, files: EngineFile[]}} Manifest */

/** Bytes that are not what was announced. */
export class DamagedError extends Error {}

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
 * @param {Manifest} manifest
 * @param {string} role
 * @param {string} encoding
 * @returns {EngineFile} the file's copy that is compressed in this way
 */
export function packed(manifest, role, encoding) {
  const { name } = plain(manifest, role);
  const found = manifest.files.find((file) => file.of === name && file.encoding === encoding);
  if (!found) throw new DamagedError(`the manifest lists no ${encoding} copy of ${name}`);
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

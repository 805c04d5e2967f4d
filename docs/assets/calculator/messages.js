// What the page and its worker say to each other. Types only: nothing here runs.

/**
 * @typedef {{type: "start", engine: string} | {type: "ask", id: number, request: string}} ToWorker
 */
/**
 * Bytes are counted as they arrive; `total` is what the manifest announces.
 * @typedef {{type: "progress", loaded: number, total: number}
 *   | {type: "ready"}
 *   | {type: "reply", id: number, reply: string}
 *   | {type: "failed", reason: string}} FromWorker
 */

export {};

// What the page and its worker say to each other. Types only: nothing here runs.

/**
 * @typedef {{type: "start", engine: string} | {type: "ask", id: number, request: string}} ToWorker
 */
/**
 * Why the engine could not start or go on: the page has a sentence for each.
 * @typedef {"network" | "damaged" | "browser" | "stopped"} Reason
 */
/**
 * How Python was started: from the browser's own snapshot, from the downloaded one, or from its library.
 * @typedef {"kept" | "snapshot" | "library"} Way
 */
/**
 * Bytes are counted as they arrive; `total` is what the manifest announces for the way that was chosen.
 * `trouble` says that something is tried again: a download, or the start in another way.
 * @typedef {{type: "progress", loaded: number, total: number}
 *   | {type: "trouble", what: "retry" | "fallback", detail: string}
 *   | {type: "ready", way: Way}
 *   | {type: "kept"}
 *   | {type: "reply", id: number, reply: string}
 *   | {type: "failed", reason: Reason, detail: string}} FromWorker
 */

export {};

// What the page and its worker say to each other. Types only: nothing here runs.

/**
 * How Python was started: from what the browser kept, from the downloaded snapshot, or from its library.
 * @typedef {"kept" | "snapshot" | "library"} Way
 */
/**
 * `engine` is where the files lie; `key` names the engine that the page was built with; `skip` holds the ways
 * that hung before.
 * @typedef {{type: "start", engine: string, key?: string, skip: Way[]}} Start
 */
/**
 * @typedef {Start | {type: "ask", id: number, request: string}} ToWorker
 */
/**
 * Why the engine could not start or go on: the page has a sentence for each.
 * @typedef {"network" | "damaged" | "browser" | "slow" | "outdated" | "stopped"} Reason
 */
/**
 * Bytes are counted as they cross the line; `total` is what the manifest announces for the way that was chosen.
 * `trouble` says that something is tried again: a download, or the start in another way. `computing` says that
 * everything has arrived, and nothing may be heard for a while.
 * @typedef {{type: "progress", loaded: number, total: number}
 *   | {type: "trouble", what: "retry" | "fallback", detail: string}
 *   | {type: "computing", way: Way}
 *   | {type: "ready", way: Way}
 *   | {type: "kept"}
 *   | {type: "reply", id: number, reply: string}
 *   | {type: "failed", reason: Reason, detail: string}} FromWorker
 */

export {};

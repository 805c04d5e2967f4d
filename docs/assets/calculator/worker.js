// The one file that knows Pyodide. It runs in a module worker, so that the page never waits for it.

/** @typedef {import("./messages.js").ToWorker} ToWorker */
/** @typedef {import("./messages.js").FromWorker} FromWorker */
/** @typedef {{name: string, role: string, size: number, sha256: string}} EngineFile */

/** @type {((request: string) => string) | undefined} */
let handle;

/** @param {FromWorker} message */
function tell(message) {
  self.postMessage(message);
}

/**
 * Count every byte that is fetched from now on. Pyodide fetches by itself and reports nothing.
 * @param {number} total
 */
function countBytes(total) {
  const original = self.fetch.bind(self);
  let loaded = 0;
  self.fetch = async (...request) => {
    const response = await original(...request);
    if (!response.body) return response;
    const counted = response.body.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          loaded += chunk.byteLength;
          tell({ type: "progress", loaded: Math.min(loaded, total), total });
          controller.enqueue(chunk);
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(counted, { status, statusText, headers });
  };
}

/**
 * @param {string} url
 * @returns {Promise<Response>}
 */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** @param {string} engine where the engine's files lie, with a slash at the end */
async function start(engine) {
  /** @type {{files: EngineFile[]}} */
  const manifest = await (await fetched(`${engine}manifest.json`)).json();
  countBytes(manifest.files.reduce((sum, file) => sum + file.size, 0));
  const wheel = manifest.files.find((file) => file.role === "calculator");
  if (!wheel) throw new Error("the manifest lists no calculator");
  /** @type {typeof import("pyodide")} */
  const { loadPyodide } = await import(`${engine}pyodide.mjs`);
  const [pyodide, archive] = await Promise.all([
    loadPyodide({ indexURL: engine }),
    fetched(engine + wheel.name).then((response) => response.arrayBuffer()),
  ]);
  pyodide.unpackArchive(archive, "wheel");
  // Text goes in and text comes out: no proxy of a Python object ever crosses.
  handle = pyodide.pyimport("csp_eligibility.bridge").handle;
  tell({ type: "ready" });
}

self.addEventListener("message", async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  try {
    if (data.type === "start") await start(data.engine);
    else if (handle) tell({ type: "reply", id: data.id, reply: handle(data.request) });
  } catch (error) {
    tell({ type: "failed", reason: String(error) });
  }
});

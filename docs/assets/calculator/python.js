// The one file that knows Pyodide. It starts Python with the calculator imported, in one of two ways. The
// page's worker runs it, and so does the build, which makes the snapshot that pages download.

/** @typedef {import("pyodide").PyodideAPI} Pyodide */
/** @typedef {typeof import("pyodide").loadPyodide} LoadPyodide */
/** @typedef {import("pyodide").Lockfile} Lock */
/** @typedef {import("./memory.js").Snapshot} Snapshot */

// Frozen into every snapshot, so the same everywhere.
const ENVIRONMENT = { PYTHONHASHSEED: "0", LANG: "C.UTF-8", TZ: "UTC", HOME: "/home/pyodide" };

// Everything is imported and every catalogue read before the library is let go. A late import then fails
// at once and by its name; from a snapshot, which has no library, it would fail in riddles.
const PREPARE = `
def prepare():
    import gc, random, sys, zipimport
    from csp_eligibility import bridge, messages
    for locale in messages.locales():
        messages.catalogue(locale)
    random.seed(0)
    sys.path.clear()
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()
    gc.collect()
prepare()
del prepare
`;

/**
 * Start Python from its library, as Pyodide does anywhere. The instance can give a snapshot.
 * @param {LoadPyodide} loadPyodide
 * @param {string} place where the runtime's files lie
 * @param {Lock} lock the lock file that names the package
 * @param {ArrayBuffer | Promise<ArrayBuffer>} wheel the package; Pyodide's own loading of packages rules out a snapshot
 * @param {(pyodide: Pyodide) => void} [beforePreparing] looks at the whole library, while it is there
 * @returns {Promise<Pyodide>}
 */
export async function startFromLibrary(loadPyodide, place, lock, wheel, beforePreparing) {
  const pyodide = await loadPyodide({
    indexURL: place,
    packageBaseUrl: place,
    lockFileContents: lock,
    env: { ...ENVIRONMENT },
    stdout: () => {},
    _makeSnapshot: true,
  });
  pyodide.unpackArchive(await wheel, "wheel");
  beforePreparing?.(pyodide);
  pyodide.runPython(PREPARE);
  return pyodide;
}

/**
 * @param {Pyodide} pyodide an instance that was started from its library
 * @returns {Snapshot}
 */
export function snapshot(pyodide) {
  const { FS } = pyodide;
  /** @type {[string, Uint8Array<ArrayBuffer>][]} */
  const files = [];
  const look = (/** @type {string} */ folder) => {
    for (const name of FS.readdir(folder).sort()) {
      const path = `${folder}/${name}`;
      if (name === "." || name === "..") continue;
      if (FS.isDir(FS.stat(path).mode)) look(path);
      else if (!name.endsWith(".pyc")) files.push([path, FS.readFile(path)]);
    }
  };
  look(pyodide.runPython("import csp_eligibility, os; os.path.dirname(os.path.dirname(csp_eligibility.__file__))"));
  return { memory: /** @type {Uint8Array<ArrayBuffer>} */ (pyodide.makeMemorySnapshot()), files };
}

/**
 * Start Python from a snapshot that an instance of the same runtime gave.
 * @param {LoadPyodide} loadPyodide
 * @param {string} place where the runtime's files lie
 * @param {Lock} lock
 * @param {{memory: Snapshot["memory"], files: Snapshot["files"] | Promise<Snapshot["files"]>}} snapshot
 * @returns {Promise<Pyodide>}
 */
export async function startFromSnapshot(loadPyodide, place, lock, { memory, files }) {
  const pyodide = await loadPyodide({
    indexURL: place,
    packageBaseUrl: place,
    lockFileContents: lock,
    env: { ...ENVIRONMENT },
    stdout: () => {},
    _loadSnapshot: memory,
  });
  for (const [path, content] of await files) {
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    pyodide.FS.writeFile(path, content);
  }
  return pyodide;
}

/**
 * @param {Pyodide} pyodide
 * @returns {(request: string) => string} text goes in and text comes out: no proxy ever crosses
 */
export function bridge(pyodide) {
  return pyodide.pyimport("csp_eligibility.bridge").handle;
}

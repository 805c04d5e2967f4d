// Runs Python under Node for the build. Usage: node start.mjs modules|snapshot|imports RUNTIME FOLDER
// RUNTIME is the module that holds loadPyodide; FOLDER holds its WebAssembly, library, package and lock file.
// `modules` prints the names of the modules that a started calculator holds, but for frozen ones; `snapshot` prints
// the packed snapshot; `imports` imports each module of library and package and prints what fails.

import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { pack } from "../../docs/assets/calculator/memory.js";
import { snapshot, startFromLibrary } from "../../docs/assets/calculator/python.js";

// The linker of Pyodide is written as a CommonJS script.
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = "/";

// No clock and no chance in what is made: the same inputs give the same bytes.
const DAY = 315_532_800_000;
Date.now = () => DAY;
performance.now = () => 0;
globalThis.require("node:crypto").randomFillSync = (view) => view.fill(0);
Object.defineProperty(process, "argv", { value: ["node", "engine", ...process.argv.slice(2)] });

// Frozen modules are part of the program, whether the library holds them or not.
const HELD = `
import sys
" ".join(sorted(
    name for name, module in sys.modules.items()
    if getattr(getattr(module, "__spec__", None), "origin", "frozen") not in ("frozen", None)
))
`;
const IMPORT_ALL = `
import csp_eligibility, importlib, pathlib, zipfile
failed = []
package = pathlib.Path(csp_eligibility.__file__).parents[1]
names = zipfile.ZipFile("/lib/python313.zip").namelist()
for name in names + [str(file.relative_to(package)) for file in package.rglob("*.pyc")]:
    module = name.removesuffix("c").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    try:
        importlib.import_module(module)
    except Exception as error:
        failed.append(f"{module}: {error}")
"; ".join(failed)
`;

const [, , what, runtime, folder] = process.argv;
const { loadPyodide } = await import(pathToFileURL(runtime).href);
const lock = JSON.parse(fs.readFileSync(`${folder}/pyodide-lock.json`, "utf8"));
let found = "";
const [wheel] = fs.readdirSync(folder).filter((name) => name.endsWith(".whl"));
const archive = new Uint8Array(fs.readFileSync(`${folder}/${wheel}`)).buffer;
const pyodide = await startFromLibrary(loadPyodide, `${folder}/`, lock, archive, (started) => {
  started.runPython("from csp_eligibility import bridge, messages\nfor name in messages.locales(): messages.catalogue(name)");
  if (what === "modules") found = started.runPython(HELD);
  if (what === "imports") found = started.runPython(IMPORT_ALL);
});
fs.writeSync(1, what === "snapshot" ? pack(snapshot(pyodide)) : found);

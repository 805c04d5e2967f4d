// Pyodide as its documentation shows it, in a worker: loadPyodide, loadPackage, import, call.
import { loadPyodide } from "/stock/pyodide.mjs";
import { REQUEST } from "./work.js";

const pyodide = await loadPyodide();
await pyodide.loadPackage("csp-eligibility");
self.postMessage(pyodide.pyimport("csp_eligibility.bridge").handle(REQUEST));

import { done } from "./work.js";
new Worker(new URL("stock-worker.js", import.meta.url), { type: "module" }).onmessage = ({ data }) => done(data);

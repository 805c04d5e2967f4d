// Keeps the calculator's pages for visits without network, one release at a time and whole: they all come from
// this release, or none does. The worker of the calculator keeps the engine (docs/assets/calculator/kept.js); for a
// release that it has not started yet, what it needs for that is fetched here, before this release answers. Built;
// see builder/service_worker.py.

const RELEASE = "{{ release }}";
/** The engine that fits these pages. */
const KEY = "{{ key }}";
/** Address below the site's root, and SHA-256. */
const FILES = new Map({{ files }});

const SCOPE = self.registration.scope;
const OURS = `csp-guide-pages ${SCOPE} `;
const ENGINE = "csp-guide-engine";
const PARTS = ["python", "code", "data", "library", "calculator"];
const kept = (key, part) => `${SCOPE}engine/kept/${key}/${part}`;

async function digest(content) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function loadPages() {
  return Promise.all(
    Array.from(FILES, async ([path, sha256]) => {
      const url = new URL(path, SCOPE);
      const response = await fetch(url, { cache: "no-cache" });
      const found = await digest(await response.clone().arrayBuffer());
      if (!response.ok || found !== sha256) throw new Error(`${path} is not of this release`);
      return [url, response];
    }),
  );
}

async function keep() {
  const contents = await loadPages();
  await keepEngine();
  const cache = await caches.open(OURS + RELEASE);
  await Promise.all(contents.map(([url, response]) => cache.put(url, response)));
}

async function keepEngine() {
  const cache = await caches.open(ENGINE);
  if (await cache.match(kept(KEY, "manifest"))) return;
  const response = await fetch(`${SCOPE}engine/manifest.json`, { cache: "no-cache" });
  const manifest = await response.json();
  if (manifest.key !== KEY) throw new Error("the engine is not of this release");
  // Asked for as the calculator's worker does: what the browser's own cache has is not loaded again.
  const negotiates = response.headers.get("content-encoding") === "br";
  const sets = await earlierSets(cache);
  const parts = {};
  for (const part of PARTS) {
    const { name, sha256 } = manifest.files.find(({ role, encoding }) => role === part && !encoding);
    const earlier = sets.find(({ parts }) => parts[part] === sha256);
    const content = earlier
      ? await (await cache.match(kept(earlier.manifest.key, part))).arrayBuffer()
      : await loaded(`${SCOPE}engine/${name}`, negotiates);
    if ((await digest(content)) !== sha256) throw new Error(`${name} is not what the manifest says`);
    const type = part === "python" ? "text/javascript" : "application/octet-stream";
    await cache.put(kept(KEY, part), new Response(content, { headers: { "content-type": type } }));
    parts[part] = sha256;
  }
  await cache.put(kept(KEY, "manifest"), new Response(JSON.stringify({ manifest, parts })));
}

/** Return the indexes of what is kept for other releases; drop what was fetched for one that never came. */
async function earlierSets(cache) {
  const sets = [];
  const addresses = (await cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(`${SCOPE}engine/kept/`));
  for (const key of new Set(addresses.map((url) => url.split("/").at(-2)))) {
    const index = await (await cache.match(kept(key, "manifest")))?.json();
    // A page may be writing one just now, memory first.
    const started = addresses.includes(kept(key, "memory"));
    if (started && index) sets.push(index);
    else if (!started) for (const url of addresses) if (url.startsWith(kept(key, ""))) await cache.delete(url);
  }
  return sets;
}

async function loaded(address, negotiates) {
  const response = await fetch(negotiates ? address : `${address}.gz`);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const packed = !negotiates && !response.headers.has("content-encoding");
  return new Response(packed ? response.body.pipeThrough(new DecompressionStream("gzip")) : response.body).arrayBuffer();
}

async function dropOthers() {
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && name !== OURS + RELEASE) await caches.delete(name);
}

async function answer(request, name, address) {
  try {
    // Whatever a host says that its answers depend on: there is one of each.
    const found = await (await caches.open(name)).match(address, { ignoreSearch: true, ignoreVary: true });
    if (found) return found;
  } catch {
    // Storage fails: there is still the host.
  }
  return fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const scope = new URL(SCOPE);
  if (request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  const path = pathname.slice(scope.pathname.length);
  if (FILES.has(path)) event.respondWith(answer(request, OURS + RELEASE, request));
  // Where a policy wants the runtime's script from an address.
  else if (/^engine\/python-\w+\.js$/.test(path)) event.respondWith(answer(request, ENGINE, kept(KEY, "python")));
});
self.addEventListener("message", (event) => {
  if (event.data !== "take over") return;
  // A page of the old release that is still open elsewhere must not get the new one's files.
  const others = async () => {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    return pages.filter(({ url }) => url.startsWith(SCOPE)).length > 1;
  };
  event.waitUntil(others().then((open) => (open ? event.ports[0]?.postMessage("others are open") : self.skipWaiting())));
});

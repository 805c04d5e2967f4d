// Keeps the calculator's pages for visits without network, one release at a time and whole: they all come from
// this release, or none does. The worker of the calculator keeps the engine itself (kept.js). Built; see
// builder/service_worker.py.

const RELEASE = "{{ release }}";
/** Address below the site's root, and SHA-256. */
const FILES = new Map({{ files }});

const OURS = `csp-guide-pages ${self.registration.scope} `;

async function keep() {
  const contents = await Promise.all(
    Array.from(FILES, async ([path, sha256]) => {
      const url = new URL(path, self.registration.scope);
      const response = await fetch(url, { cache: "no-cache" });
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
      const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      if (!response.ok || hex !== sha256) throw new Error(`${path} is not of this release`);
      return [url, response];
    }),
  );
  const cache = await caches.open(OURS + RELEASE);
  await Promise.all(contents.map(([url, response]) => cache.put(url, response)));
}

async function dropOthers() {
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && name !== OURS + RELEASE) await caches.delete(name);
}

async function answer(request) {
  const cache = await caches.open(OURS + RELEASE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  const scope = new URL(self.registration.scope);
  if (method !== "GET" || origin !== scope.origin) return;
  if (FILES.has(pathname.slice(scope.pathname.length))) event.respondWith(answer(event.request));
});
self.addEventListener("message", (event) => {
  if (event.data !== "take over") return;
  // A page of the old release that is still open elsewhere must not get the new one's files.
  const alone = async () => (await self.clients.matchAll({ type: "window" })).length < 2;
  event.waitUntil(alone().then((only) => only && self.skipWaiting()));
});

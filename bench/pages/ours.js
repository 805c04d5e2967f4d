// The same work as the other pages', by the site's own engine. The folder to take it from stands in the address.
const folder = new URLSearchParams(location.search).get("from") ?? "site";
const [{ Engine }, { REQUEST, done }] = await Promise.all([
  import(`/${folder}/en-US/assets/calculator/engine.js`),
  import("./work.js"),
]);
const engine = new Engine({
  progress() {},
  trouble(_, detail) {
    console.warn(detail);
  },
  kept() {
    document.body.dataset.kept = "";
  },
  failed: (reason, detail) => done(`failed: ${reason}: ${detail}`),
  ready: async (way) => done(await engine.ask(REQUEST), way, (request) => engine.ask(request)),
});
engine.start(new URL("/site/engine/", location.href));

// What each way to run Python in a page is asked to do, and where it leaves the result.
export const REQUEST = JSON.stringify({
  method: "assess",
  params: { ruleset: "direct-bill", on: "2026-11-22", locale: "fr-FR", answers: { applicant: "new", csp_revenue_usd: 900000 } },
});

/** From the start of the navigation to the first verdict. */
export function done(reply, way = "", ask = undefined) {
  globalThis.ask = ask;
  globalThis.result = { ms: performance.now(), verdict: reply.startsWith("{") ? JSON.parse(reply).value?.verdict : reply, way };
}

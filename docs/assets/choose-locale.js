// The root page: send the reader to the best of the locales it links to, by the browser's languages.
// A classic script: it runs as soon as the list of links is there.
document.addEventListener("DOMContentLoaded", () => {
  const links = [...document.querySelectorAll("a[data-locale]")];
  const primary = (/** @type {string | undefined} */ tag) => (tag ?? "").toLowerCase().split("-")[0];
  for (const wanted of navigator.languages) {
    const exact = links.find((link) => link.getAttribute("data-locale")?.toLowerCase() === wanted.toLowerCase());
    const near = links.find((link) => primary(link.getAttribute("data-locale") ?? "") === primary(wanted));
    const href = (exact ?? near)?.getAttribute("href");
    if (href) return location.replace(href + location.hash);
  }
  const first = links[0]?.getAttribute("href");
  if (first) location.replace(first + location.hash);
});

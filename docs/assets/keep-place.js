// The same place in the other language: headings and rules have the same ids in all of them.
for (const link of document.querySelectorAll("nav.languages a"))
  link.addEventListener("click", () => {
    /** @type {HTMLAnchorElement} */ (link).hash = location.hash;
  });

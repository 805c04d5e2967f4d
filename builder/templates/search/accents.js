
// Added by the guide: a word with accents is also found without them, as it is often typed.
// Both forms go into the index, so that whoever types the accents finds no less than before.
(() => {
  const lunr = /** @type {any} */ (globalThis).lunr;
  const addPlain = (/** @type {any} */ token) => {
    const text = token.toString();
    const plain = text.normalize("NFD").replace(/\p{M}/gu, "");
    return plain === text ? token : [token, token.clone(() => plain)];
  };
  lunr.Pipeline.registerFunction(addPlain, "plain");
  for (const [name, language] of Object.entries(lunr)) {
    if (typeof language !== "function" || !language.stemmer) continue;
    const extended = function (/** @type {unknown[]} */ ...given) {
      // @ts-expect-error lunr's plugins are called with the index's builder as `this`
      const builder = /** @type {any} */ (this);
      language.apply(builder, given);
      builder.pipeline.before(language.stemmer, addPlain);
    };
    lunr[name] = Object.assign(extended, language);
  }
})();

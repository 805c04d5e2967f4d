// Numbers as people write them in their language. What could mean two things is refused, never guessed:
// 1,5 is one and a half in French and a slip in English, and 1.234 is a thousand to some and one to others.

/** Spaces that group figures: typed ones, and the two that French typography uses. */
const SPACES = " \u00a0\u202f";

/**
 * @param {string} text
 * @param {string} decimal the language's decimal separator
 * @param {string} group the language's group separator
 * @returns {number | undefined} undefined for anything but one number ≥ 0, written as the language does
 */
export function parseNumber(text, decimal, group) {
  const point = escaped(decimal);
  const gap = `[${SPACES}${escaped(group)}]`;
  const plain = new RegExp(`^\\d+(?:${point}\\d+)?$`);
  // One kind of gap throughout, three figures after each: 12,34,567 is no slip we should repair.
  const grouped = new RegExp(`^[1-9]\\d{0,2}(${gap})\\d{3}(?:\\1\\d{3})*(?:${point}\\d+)?$`);
  // Three figures may be thousandths or thousands, whatever the language: people write as others do, too.
  const twoWays = new RegExp(`^[1-9]\\d{0,2}${point}\\d{3}$`);
  const trimmed = text.trim();
  if (twoWays.test(trimmed)) return undefined;
  const gaps = trimmed.match(grouped);
  if (!gaps && !plain.test(trimmed)) return undefined;
  const figures = gaps?.[1] ? trimmed.replaceAll(gaps[1], "") : trimmed;
  return Number(figures.replace(decimal, "."));
}

/** @param {string} character */
function escaped(character) {
  return character.replace(/[\\^$.*+?()[\]{}|-]/g, "\\$&");
}

// Keeps a list of the page in step with what it shows. What stays remains the same element: it is not laid out
// anew, and a link in it keeps the focus.

/**
 * @template T
 * @param {HTMLElement} list
 * @param {string} key of the data attribute that holds an item's name
 * @param {T[]} entries
 * @param {(entry: T) => string} name unique among the entries
 * @param {(entry: T) => HTMLElement} create makes an item, which `fill` completes
 * @param {(item: HTMLElement, entry: T) => void} fill
 */
export function update(list, key, entries, name, create, fill) {
  const children = /** @type {HTMLElement[]} */ ([...list.children]);
  const before = new Map(children.map((item) => [item.dataset[key] ?? "", item]));
  const items = entries.map((entry) => {
    const item = before.get(name(entry)) ?? create(entry);
    item.dataset[key] = name(entry);
    fill(item, entry);
    return item;
  });
  for (const item of children) if (!items.includes(item)) item.remove();
  items.forEach((item, at) => {
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
  });
}

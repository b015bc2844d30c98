// A page becomes the one that was printed after it: what is alike in both is left alone, and what the reader looks at does
// not move.

/** Makes one element into another, and adds the elements of it that have changed to a list. */
export function become(old, fresh, changed) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !["tabindex", "aria-current"].includes(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && name !== "tabindex") old.setAttribute(name, value);
  }
  const parts = fresh.matches("p, h1, h2, h3, th, td, dt, dd, caption") ? [] : [...fresh.children];
  if (parts.length === 0) {
    if (old.innerHTML !== fresh.innerHTML) {
      old.replaceChildren(...fresh.childNodes);
      changed.push(old);
    }
    return;
  }
  // What is alike at the beginning and at the end stays; between, what has come or gone does.
  const had = [...old.children];
  const alike = (a, b) => a.localName === b.localName && a.textContent === b.textContent;
  let head = 0;
  while (head < had.length && head < parts.length && alike(had[head], parts[head])) head += 1;
  let tail = 0;
  while (tail < had.length - head && tail < parts.length - head && alike(had.at(-1 - tail), parts.at(-1 - tail))) tail += 1;
  const [left, right] = [had.slice(head, had.length - tail), parts.slice(head, parts.length - tail)];
  const paired = left.length === right.length && left.every((element, at) => element.localName === right[at].localName);
  const pairs = [...had.slice(0, head), ...had.slice(had.length - tail)].map((element, at) => [
    element,
    parts[at < head ? at : parts.length - tail + (at - head)],
  ]);
  if (paired) left.forEach((element, at) => pairs.push([element, right[at]]));
  else {
    const before = had[head + left.length] ?? null;
    left.forEach((element) => element.remove());
    right.forEach((element) => old.insertBefore(element, before));
    changed.push(...right);
  }
  for (const [element, other] of pairs) become(element, other, changed);
}

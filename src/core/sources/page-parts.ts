/** The most bytes of names in one page for a window; pages of honest names have a tenth of it. */
export const mostPageBytes = 2 ** 20;

/** Returns items in parts of at most `mostPageBytes`, in order; a larger item is a part by itself. */
export function* pageParts<T>(items: readonly T[], sizeOf: (item: T) => number): Generator<readonly T[], void> {
  let from = 0;
  let bytes = 0;
  for (const [at, item] of items.entries()) {
    const size = sizeOf(item);
    if (at > from && bytes + size > mostPageBytes) {
      yield items.slice(from, at);
      from = at;
      bytes = 0;
    }
    bytes += size;
  }
  if (from < items.length) yield items.slice(from);
}

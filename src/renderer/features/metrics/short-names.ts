/** The characters that fit in the legend of a narrow chart, beside a value. */
const longest = 8;
const separators = new Set('-._:/');

/**
 * Returns names for a legend: long names without the words that all of them begin or end with.
 * `ip-10-0-0-40.eu.internal` beside `ip-10-0-0-41.eu.internal` is `…40`.
 */
export function shortNames(names: readonly string[]): readonly string[] {
  const isLong = (all: readonly string[]): boolean => all.some((name) => name.length > longest);
  if (new Set(names).size < Math.max(2, names.length) || !isLong(names)) return names;
  const reversed = names.map((name) => [...name].reverse().join(''));
  const end = sharedWords(reversed);
  const headed = names.map((name) => name.slice(0, name.length - end));
  if (!isLong(headed)) return headed;
  const start = sharedWords(headed);
  return start === 0 ? headed : headed.map((name) => `…${name.slice(start)}`);
}

/** Returns the length of the common beginning up to a separator, shorter than every name. */
function sharedWords(names: readonly string[]): number {
  const [first = ''] = names;
  const most = Math.min(...names.map((name) => name.length)) - 1;
  let shared = 0;
  for (let at = 0; at < most && names.every((name) => name[at] === first[at]); at += 1) {
    if (separators.has(first[at] ?? '')) shared = at + 1;
  }
  return shared;
}

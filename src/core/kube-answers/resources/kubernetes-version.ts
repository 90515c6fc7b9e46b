const pattern = /^v?(\d{1,3})\.(\d{1,4})\.(\d{1,5})(?:[-+].*)?$/;

/** Returns the newest of some versions as `v1.33.4`, without what a vendor appends; `null` where none is one. */
export function newestVersion(texts: readonly string[]): string | null {
  const versions = texts.flatMap((text) => {
    const [whole, ...parts] = pattern.exec(text.slice(0, 100)) ?? [];
    return whole === undefined ? [] : [parts.map(Number)];
  });
  const [newest] = versions.sort((one, other) => compare(other, one));
  return newest === undefined ? null : `v${newest.join('.')}`;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, place) => part !== other[place]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

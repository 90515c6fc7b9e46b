/** What the contract takes. */
export const tagLimits = { count: 32, length: 64 } as const;

/** The tags with those typed after them, each once, as they were first written. */
export function addTags(tags: readonly string[], typed: string): readonly string[] {
  const words = typed.split(',').map((word) => word.trim().slice(0, tagLimits.length));
  const all = [...tags, ...words.filter((word) => word !== '')];
  const isFirst = (tag: string, at: number): boolean =>
    all.findIndex((other) => other.toLowerCase() === tag.toLowerCase()) === at;
  return all.filter(isFirst).slice(0, tagLimits.count);
}

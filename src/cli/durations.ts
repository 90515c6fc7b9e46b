const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration as etcdctl spells it: `5s`, `1m30s`, `500ms`. Throws where it is none, or is not above 0. */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === text;
  const total = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (milliseconds[unit ?? ''] ?? 0), 0);
  if (!isWhole || total <= 0) throw new Error('it is a duration above zero, such as 5s, 1m30s or 500ms');
  return total;
}

import { InvalidArgumentError } from 'commander';

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Returns the milliseconds of a duration as etcdctl spells it: `5s`, `1m30s`, `500ms`. Throws where it is invalid, or
 * not above 0.
 */
export function parseDuration(text: string): number {
  const part = /(\d+(?:\.\d+)?)(ms|s|m|h)/y;
  let total = 0;
  while (part.lastIndex < text.length) {
    const [, count, unit] = part.exec(text) ?? [];
    if (count === undefined) throw notDuration();
    total += Number(count) * (milliseconds[unit ?? ''] ?? 0);
  }
  if (total <= 0) throw notDuration();
  return total;
}

/** Parses the duration of a flag. Fails with `InvalidArgumentError`. */
export function duration(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function notDuration(): Error {
  return new Error('It is a duration above zero, such as 5s, 1m30s or 500ms');
}

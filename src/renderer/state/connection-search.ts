import type { ConnectionSummary } from '../../contract/connections/summary.ts';

/** Puts running sandboxes first, then what was opened last; those that were never opened keep their order behind them. */
export function recentFirst(connections: readonly ConnectionSummary[]): readonly ConnectionSummary[] {
  const at = ({ origin, lastOpenedAt }: ConnectionSummary): number =>
    origin === 'sandbox' ? Number.POSITIVE_INFINITY : (lastOpenedAt ?? 0);
  return connections.toSorted((a, b) => (at(a) === at(b) ? 0 : at(b) - at(a)));
}

/**
 * Returns the connections that have every word of a text in their name, tags or endpoints, in their order: first those
 * whose name begins with the text, then those that have its first word in their name.
 */
export function findConnections(connections: readonly ConnectionSummary[], text: string): readonly ConnectionSummary[] {
  const whole = text.trim().toLowerCase();
  const words = whole.split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return connections;
  const found = connections.filter((summary) => {
    const all = searched(summary);
    return words.every((word) => all.includes(word));
  });
  const rank = ({ profile }: ConnectionSummary): number => {
    const name = profile.name.toLowerCase();
    if (name.startsWith(whole)) return 0;
    return name.includes(first) ? 1 : 2;
  };
  return found.toSorted((a, b) => rank(a) - rank(b));
}

const searched = ({ profile }: ConnectionSummary): string =>
  [profile.name, ...profile.tags, ...profile.endpoints, profile.discovery?.domain ?? ''].join('\n').toLowerCase();

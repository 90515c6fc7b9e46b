import type { ConnectionSummary } from '../../../contract/connections/summary.ts';

/** What stands in the list of connections: a connection, or the head of those with one tag. */
export type ConnectionEntry =
  | {
      readonly kind: 'connection';
      readonly key: string;
      readonly summary: ConnectionSummary;
      /** Whether its first tag is the head that it stands beneath. */
      readonly isGrouped: boolean;
    }
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly tag: string;
      readonly count: number;
      readonly isOpen: boolean;
    };

/** With more connections than this, those of one tag stand together. */
export const groupedFrom = 10;

/** Lists connections in their order. */
export const plainEntries = (
  connections: readonly ConnectionSummary[],
  isGrouped = false,
): readonly ConnectionEntry[] =>
  connections.map((summary) => ({ kind: 'connection', key: summary.profile.id, summary, isGrouped }));

/**
 * Lists connections beneath their first tag, the groups in the order of their first connections. Those without any have
 * the group of the empty tag. There are no groups where there are few connections, or no tags.
 */
export function groupedEntries(
  connections: readonly ConnectionSummary[],
  collapsed: ReadonlySet<string>,
): readonly ConnectionEntry[] {
  const groups = new Map<string, ConnectionSummary[]>();
  for (const summary of connections) {
    const tag = summary.profile.tags[0] ?? '';
    const members = groups.get(tag);
    if (members === undefined) groups.set(tag, [summary]);
    else members.push(summary);
  }
  if (connections.length <= groupedFrom || (groups.size === 1 && groups.has(''))) return plainEntries(connections);
  return [...groups].flatMap(([tag, members]) => {
    const isOpen = !collapsed.has(tag);
    const head = { kind: 'group', key: `tag ${tag}`, tag, count: members.length, isOpen } as const;
    return [head, ...(isOpen ? plainEntries(members, true) : [])];
  });
}

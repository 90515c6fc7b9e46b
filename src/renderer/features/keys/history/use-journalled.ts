import { useQuery } from '@tanstack/react-query';
import type { JournalEntry } from '../../../../contract/journal.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { useApi } from '../../../state/api.tsx';
import { useChangeCount } from '../../../state/changes-made.ts';

/** A key's history is looked through from its newest states on. */
const newest = 500;

/** An entry of the journal, and when its act began. */
export type Journalled = Pick<JournalEntry, 'id' | 'at'>;

const none: ReadonlyMap<number, Journalled> = new Map();

/** Returns the journal's entries of the newest acts on keys of this cluster by the revision of each. */
export function useJournalled(): ReadonlyMap<number, Journalled> {
  const api = useApi();
  const { connection, origin } = useSource();
  const { clusterId } = origin;
  const made = useChangeCount(connection);
  const filter = { clusterId, kind: 'keys', outcome: null, from: null, until: null, text: null } as const;
  const { data } = useQuery({
    queryKey: ['journalled revisions', clusterId, made],
    enabled: connection !== null && clusterId !== null,
    queryFn: async ({ signal }) => {
      const { entries } = await api.journal.list({ connection: null, before: null, limit: newest, filter }, { signal });
      return new Map(
        entries.flatMap(({ id, at, revision }) => (revision === null ? [] : [[revision, { id, at }] as const])),
      );
    },
    gcTime: 0,
  });
  return data ?? none;
}

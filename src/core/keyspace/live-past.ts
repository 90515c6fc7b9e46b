import type { RevisionSighting } from '../../contract/history.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { head } from '../etcd/kv.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../ports.ts';
import type { SourcePast } from '../sources/source-past.ts';
import { statesOfKey } from './key-history.ts';
import { leaseSightings } from './node-leases.ts';
import { oldestRevision, timelineOf } from './timeline.ts';

/** What the past of a connection's cluster needs beside it. */
export interface LivePastParts {
  readonly journal: Pick<Journal, 'list'>;
  readonly clock: Clock;
}

const mostJournalEntries = 200;

/** Returns the past of a connection's cluster. Its times come from contacts, the journal and Kubernetes' node leases. */
export function livePast(
  held: Pick<OpenConnection, 'client' | 'sightings'>,
  connection: ConnectionId,
  { journal, clock }: LivePastParts,
): SourcePast {
  const { client } = held;
  const journalSightings = async (): Promise<readonly RevisionSighting[]> => {
    const { entries } = await journal.list({ connection, before: null, limit: mostJournalEntries });
    return entries.flatMap(({ revision, at }) => (revision === null ? [] : [{ revision, at }]));
  };
  return {
    async timeline(options) {
      const oldest = await oldestRevision(client, options?.signal);
      const { revision } = await head(client, options);
      const now = { revision, at: clock.now() };
      const span = { from: oldest, to: revision };
      const told = await Promise.all([
        // Lease sightings are optional: a failure leaves them out.
        leaseSightings(client, span, options?.signal).catch(() => []),
        journalSightings().catch(() => []),
      ]);
      return timelineOf(oldest, now, [held.sightings(), ...told]);
    },
    states: (key, signal) => statesOfKey(client, key, signal),
  };
}

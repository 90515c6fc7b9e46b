import { EtcdeckError } from '../../contract/failure.ts';
import type { HistoryApi, KeyHistoryPage, KeyState, RevisionSighting } from '../../contract/history.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { head } from '../etcd/kv.ts';
import type { Journal } from '../journal/journal.ts';
import type { Ports } from '../ports.ts';
import { paced } from '../streams/paced.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { statesOfKey } from './key-history.ts';
import { leaseSightings } from './node-leases.ts';
import { oldestRevision, timelineOf } from './timeline.ts';

/** What reading the past needs. */
export interface HistoryParts {
  readonly open: OpenConnections;
  readonly codecs: ValueCodecs;
  readonly journal: Pick<Journal, 'list'>;
  readonly ports: Pick<Ports, 'clock'>;
}

const pageStates = 50;
const pageBytes = 1_000_000;
const mostJournalEntries = 200;

/** Reads the past of open connections' clusters. */
export function createHistory({ open, codecs, journal, ports }: HistoryParts): HistoryApi {
  const journalSightings = async (connection: ConnectionId): Promise<readonly RevisionSighting[]> => {
    const { entries } = await journal.list({ connection, before: null, limit: mostJournalEntries });
    return entries.flatMap(({ revision, at }) => (revision === null ? [] : [{ revision, at }]));
  };
  // STAND-IN: only live sources so far.
  const connectionOf = (source: KeySource): ConnectionId => {
    if (source.kind === 'live') return source.connection;
    throw new EtcdeckError({ code: 'BadRequest', message: 'a bundle has no history' });
  };
  return {
    async timeline({ source }, options) {
      const connection = connectionOf(source);
      const opened = open.require(connection);
      const { client } = opened;
      const oldest = await oldestRevision(client, options?.signal);
      const { revision } = await head(client, options);
      const now = { revision, at: ports.clock.now() };
      const span = { from: oldest, to: revision };
      const told = await Promise.all([
        // Lease sightings are optional: a failure leaves them out.
        leaseSightings(client, span, options?.signal).catch(() => []),
        journalSightings(connection).catch(() => []),
      ]);
      return timelineOf(oldest, now, [opened.sightings(), ...told]);
    },
    ofKey: ({ source, key, reveal }, options) =>
      stoppable(options?.signal, async function* (signal): AsyncGenerator<KeyHistoryPage, void> {
        const { client } = open.require(connectionOf(source));
        let states: KeyState[] = [];
        let bytes = 0;
        const isDue = paced();
        for await (const state of statesOfKey(client, key, signal)) {
          if (state.kind === 'end') {
            yield { states, complete: state.isComplete, reachedRevision: state.reachedRevision };
            return;
          }
          states.push(
            state.kind === 'put' ? { kind: 'put', entry: await codecs.toEntry(state.entry, { reveal }) } : state,
          );
          bytes += state.kind === 'put' ? state.entry.value.length : 0;
          if (!isDue() && states.length < pageStates && bytes < pageBytes) continue;
          const reachedRevision = state.kind === 'put' ? state.entry.modRevision : state.revision;
          yield { states, complete: false, reachedRevision };
          states = [];
          bytes = 0;
        }
      }),
  };
}

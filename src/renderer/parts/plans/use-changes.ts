import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Api } from '../../../contract/api.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { JournalEntry } from '../../../contract/journal.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import { useApi } from '../../state/api.tsx';
import { useChangeCount } from '../../state/changes-made.ts';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { useStore } from '../../state/store.ts';
import { equalBytes } from '../../ui/byte-text.ts';
import { undoRefusals } from './undo-refusals.ts';
import { isToldByKey, type KeyNow, type UndoState, undoState } from './undo-state.ts';

/** As many as one looks through; older ones are in the journal. */
export const mostChanges = 30;
/** Enough that those of another cluster behind the same connection leave some. */
const mostEntries = 100;

/** What was written here to the open connection's cluster, the newest first, as the journal has it. */
export interface Changes {
  readonly entries: readonly JournalEntry[];
  /** Writes of this window that are not looked up yet. */
  readonly unlisted: number;
  /** There are older ones. */
  readonly hasMore: boolean;
  /** They outlive etcdeck's host. */
  readonly isKept: boolean;
  readonly failure: Failure | null;
  /** Looks again: other windows, and the command line, write as well. */
  readonly refresh: () => void;
}

/** Of a file: nothing is written to it. */
export const noChanges: Changes = {
  entries: [],
  unlisted: 0,
  hasMore: false,
  isKept: true,
  failure: null,
  refresh: () => undefined,
};

/**
 * Looks the changes up when the connection is shown, and from then on while `isWatched`: a page of the journal is read and
 * unsealed each time, which is too much for every save.
 */
export function useChanges(isWatched: boolean): Changes {
  const api = useApi();
  const { id, state } = useConnection();
  const made = useChangeCount(id);
  const [listed, setListed] = useState(made);
  if (isWatched && listed !== made) setListed(made);
  const { data, error, refetch } = useQuery({
    queryKey: ['changes', id, listed],
    queryFn: ({ signal }) => api.journal.list({ connection: id, before: null, limit: mostEntries }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const { clusterId } = state;
  const ofCluster = (data?.entries ?? []).filter(
    ({ outcome, subject, clusterId: of }) =>
      outcome !== 'failed' && subject.kind !== 'snapshots' && (clusterId === null || of === clusterId),
  );
  return {
    entries: ofCluster.slice(0, mostChanges),
    unlisted: made - listed,
    hasMore: ofCluster.length > mostChanges || (data?.entries.length ?? 0) === mostEntries,
    isKept: data?.isKept ?? true,
    failure: error === null ? null : failureOf(error),
    refresh: () => void refetch(),
  };
}

/**
 * Returns how each of some entries of a connection can be undone. Reads the key of entries that wrote only one, without its value; the
 * state of the others is read when the operator wants to undo them. `among`: entries that may be undos of them.
 */
export function useUndoStates(
  connection: ConnectionId | null,
  entries: readonly JournalEntry[],
  among: readonly JournalEntry[] = entries,
): ReadonlyMap<string, UndoState> {
  const api = useApi();
  const refusals = useStore(undoRefusals);
  const told = entries.filter(isToldByKey);
  const { data } = useQuery({
    queryKey: ['keys of changes', connection, told.map((entry) => entry.id)],
    enabled: connection !== null,
    queryFn: async ({ signal }) => {
      const of = async (entry: JournalEntry) => [entry.id, await keyNow(api, connection, entry, signal)] as const;
      return new Map(await Promise.all(told.map(of)));
    },
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return new Map(
    entries.map((entry) => {
      const refusal = refusals.get(entry.id) ?? null;
      return [entry.id, undoState(entry, { entries: among, refusal, keyNow: data?.get(entry.id) })];
    }),
  );
}

/** `undefined` where the user may not look. */
async function keyNow(
  api: Pick<Api, 'keys'>,
  connection: ConnectionId | null,
  { subject }: JournalEntry,
  signal: AbortSignal,
): Promise<KeyNow | undefined> {
  if (connection === null || subject.kind !== 'keys') return undefined;
  const { firstKey } = subject;
  const request = { source: liveKeys(connection), prefix: firstKey, after: null, limit: 1, readsValues: false };
  try {
    // The first of all that begin with a key is the key itself, where it exists.
    for await (const { rows, isPartial } of api.keys.list(request, { signal })) {
      const [row] = rows;
      if (row !== undefined && equalBytes(row.key, firstKey)) return row;
      // It may be among what the user may not read.
      return isPartial === true ? undefined : null;
    }
    return null;
  } catch {
    return undefined;
  }
}

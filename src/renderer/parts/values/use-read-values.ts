import { useQuery } from '@tanstack/react-query';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { KeyEntry } from '../../../contract/keys.ts';
import { useApi } from '../../state/api.tsx';
import { toHex } from '../../ui/byte-text.ts';
import { type Reading, type ReadKey, readValue } from './read-value.ts';

/** Decodes values for a view that only shows them. */
export function useReadValues(connection: ConnectionId, entries: readonly (KeyEntry | null)[], reading: Reading) {
  const api = useApi();
  // A revision of a key never changes, but it may be covered or not.
  const names = entries.map((entry) =>
    entry === null ? null : `${toHex(entry.key)}@${entry.modRevision}${entry.isMasked ? ' covered' : ''}`,
  );
  return useQuery({
    queryKey: ['values read', connection, names, reading],
    queryFn: ({ signal }): Promise<readonly (ReadKey | null)[]> =>
      Promise.all(entries.map((entry) => entry && readValue(api, liveKeys(connection), entry, reading, { signal }))),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

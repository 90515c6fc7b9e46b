import { useQuery } from '@tanstack/react-query';
import type { KeyEntry } from '../../../contract/keys.ts';
import { useApi } from '../../state/api.tsx';
import { toHex } from '../../ui/byte-text.ts';
import { keysOf, type SourceId } from '../source/source-id.ts';
import { type Reading, type ReadKey, readValue } from './read-value.ts';

/** Decodes values for a view that only shows them. */
export function useReadValues(source: SourceId, entries: readonly (KeyEntry | null)[], reading: Reading) {
  const api = useApi();
  // A revision of a key never changes, but it may be covered or not.
  const names = entries.map((entry) =>
    entry === null ? null : `${toHex(entry.key)}@${entry.modRevision}${entry.isMasked ? ' covered' : ''}`,
  );
  return useQuery({
    queryKey: ['values read', source, names, reading],
    queryFn: ({ signal }): Promise<readonly (ReadKey | null)[]> =>
      Promise.all(entries.map((entry) => entry && readValue(api, keysOf(source), entry, reading, { signal }))),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

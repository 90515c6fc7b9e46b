import { useQuery } from '@tanstack/react-query';
import type { KeySource } from '../../../contract/key-source.ts';
import { type Reading, type ReadKey, readValue } from '../../app/values/read-value.ts';
import { useApi } from '../../state/api.tsx';
import { toHex } from '../../ui/byte-text.ts';

/** A key as it was at a revision, which never changes; `null` where it did not exist then. */
export function usePastKey(source: KeySource, key: Uint8Array | null, reading: Reading) {
  const api = useApi();
  const { connection } = source;
  return useQuery({
    queryKey: ['past key', source, key === null ? null : toHex(key), reading],
    enabled: key !== null && source.revision !== null,
    queryFn: async ({ signal }): Promise<ReadKey | null> => {
      if (key === null) return null;
      const { entry } = await api.keys.get({ source, key, reveal: reading.reveal }, { signal });
      return entry === null ? null : readValue(api, connection, entry, reading, { signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

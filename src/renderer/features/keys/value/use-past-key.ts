import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '../../../../contract/failure.ts';
import type { KeySource } from '../../../../contract/key-source.ts';
import { standingOf } from '../../../parts/source/source-id.ts';
import { plainReading, type Reading, type ReadKey, readValue } from '../../../parts/values/read-value.ts';
import { useApi } from '../../../state/api.tsx';
import { failureOf } from '../../../state/failure.ts';
import { toHex } from '../../../ui/byte-text.ts';

/** A key that does not change: at a past revision, or in a file; and how it is read. */
export interface PastKey {
  readonly isReading: boolean;
  /** `null` where the key did not exist then. */
  readonly read: ReadKey | null;
  readonly failure: Failure | null;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  readonly onRetry: () => void;
}

/** Reads a key of a source that does not change. What is revealed of one key is revealed of no other. */
export function usePastKey(source: KeySource, key: Uint8Array | null): PastKey {
  const api = useApi();
  const name = key === null ? null : toHex(key);
  const [chosen, setChosen] = useState({ name, reading: plainReading });
  const reading = chosen.name === name ? chosen.reading : plainReading;
  const query = useQuery({
    queryKey: ['past key', source, name, reading],
    enabled: key !== null && standingOf(source) !== 'head',
    queryFn: async ({ signal }): Promise<ReadKey | null> => {
      if (key === null) return null;
      const { entry } = await api.keys.get({ source, key, reveal: reading.reveal }, { signal });
      return entry === null ? null : readValue(api, source, entry, reading, { signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return {
    isReading: query.isPending,
    read: query.data ?? null,
    failure: query.error === null ? null : failureOf(query.error),
    reading,
    onReading: (next) => setChosen({ name, reading: next }),
    onRetry: () => void query.refetch(),
  };
}

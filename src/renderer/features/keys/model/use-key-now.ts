import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useSource } from '../../../parts/source/source.tsx';
import { keysOf } from '../../../parts/source/source-id.ts';
import { useApi } from '../../../state/api.tsx';
import { toHex } from '../../../ui/byte-text.ts';

/** Reads a key as it is now, in a file as it is last, for a dialog about it. */
export function useKeyNow(key: Uint8Array, reveal: boolean) {
  const api = useApi();
  const { id } = useSource();
  const dialog = useId();
  return useQuery({
    queryKey: ['key now', dialog, id, toHex(key), reveal],
    queryFn: ({ signal }) => api.keys.get({ source: keysOf(id), key, reveal }, { signal }),
    gcTime: 0,
  });
}

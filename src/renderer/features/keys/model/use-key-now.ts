import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { liveKeys } from '../../../../contract/key-source.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { toHex } from '../../../ui/byte-text.ts';

/** Reads a key as it is now, for a dialog about it. */
export function useKeyNow(key: Uint8Array, reveal: boolean) {
  const api = useApi();
  const { id } = useConnection();
  const dialog = useId();
  return useQuery({
    queryKey: ['key now', dialog, id, toHex(key), reveal],
    queryFn: ({ signal }) => api.keys.get({ source: liveKeys(id), key, reveal }, { signal }),
    gcTime: 0,
  });
}

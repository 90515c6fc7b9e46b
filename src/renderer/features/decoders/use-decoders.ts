import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useApi } from '../../state/api.tsx';
import { decodersChanged } from '../../state/decoders-changed.ts';

/** Returns the operator's decoders, in order, with their files read. */
export function useDecoders() {
  const api = useApi();
  return useQuery({ queryKey: ['decoders'], queryFn: ({ signal }) => api.decoders.list({}, { signal }) });
}

/** Returns the message types in some files. */
export function useMessages(files: readonly string[]) {
  const api = useApi();
  return useQuery({
    queryKey: ['proto messages', files],
    enabled: files.length > 0,
    queryFn: async ({ signal }) => (await api.decoders.messages({ files }, { signal })).messages,
    gcTime: 0,
    retry: false,
  });
}

/** Returns what lists the decoders again, and has every value that is shown read by them. */
export function useDecodersDidChange(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    decodersChanged.update((before) => before + 1);
    await queries.invalidateQueries();
  }, [queries]);
}

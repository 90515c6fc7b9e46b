import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { isLab } from '../../../state/screens.ts';

/** The peer URL for a member to add to a lab, which carries only its own; `null` where the connection is of none. */
export function useFreePeerURL(): string | null {
  const api = useApi();
  const { id } = useConnection();
  const { data } = useQuery({
    queryKey: ['free peer URL', id],
    enabled: isLab(id),
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const labs = await api.lab.list({}, { signal });
      return labs.find(({ connection }) => connection === id)?.freePeerURL ?? null;
    },
  });
  return data ?? null;
}

import { useQuery } from '@tanstack/react-query';
import type { OwnAccess } from '../../contract/access.ts';
import { useApi } from './api.tsx';
import { useConnection } from './connection.tsx';

/** How long core keeps the answer. */
const freshMs = 15_000;

/**
 * Returns what the connection's user may do, as etcd last answered; `null` while that is not known. Asked only where there
 * is a user or a client certificate.
 */
export function useOwnAccess(): OwnAccess | null {
  const api = useApi();
  const { id, profile } = useConnection();
  const { user, tls, ssh } = profile;
  const { data } = useQuery({
    queryKey: ['access', id],
    queryFn: ({ signal }) => api.access.own({ connection: id }, { signal }),
    enabled: user !== null || tls.certFile !== null || tls.certPem !== undefined || ssh !== null,
    staleTime: freshMs,
  });
  return data ?? null;
}

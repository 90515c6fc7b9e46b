import { useQuery } from '@tanstack/react-query';
import type { OwnAccess } from '../../contract/access.ts';
import { useApi } from './api.tsx';
import { useConnection } from './connection.tsx';

/** As long as core keeps the answer. */
const freshMs = 15_000;

/**
 * What the connection's user may do, as etcd told last; `null` while that is not known. Asked when something that shows it
 * appears, and only where there is a user or a client certificate to ask about.
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

import { useQuery } from '@tanstack/react-query';
import type { OwnAccess } from '../../contract/access.ts';
import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import { useApi } from './api.tsx';
import { useConnectionIfOpen } from './connection.tsx';

/** How long core keeps the answer. */
const freshMs = 15_000;

/** Whether there is a user or a client certificate to ask about. */
const hasIdentity = ({ user, tls, ssh }: ConnectionProfile): boolean =>
  user !== null || tls.certFile !== null || tls.certPem !== undefined || ssh !== null;

/**
 * Returns what the connection's user may do, as etcd told last; `null` while that is not known, and of a file. Asked when
 * something that shows it appears.
 */
export function useOwnAccess(): OwnAccess | null {
  const api = useApi();
  const open = useConnectionIfOpen();
  const { data } = useQuery({
    queryKey: ['access', open?.id],
    queryFn: ({ signal }) => (open === null ? null : api.access.own({ connection: open.id }, { signal })),
    enabled: open !== null && hasIdentity(open.profile),
    staleTime: freshMs,
  });
  return data ?? null;
}

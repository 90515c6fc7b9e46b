import { useQuery } from '@tanstack/react-query';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { CertificateChain } from '../../../contract/connections/certificates.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';

const hourMs = 3_600_000;
const noSecrets = {};

/**
 * The certificates of the open connection: its files, and what each https endpoint shows, the members' own too. Looked at
 * once an hour. `null` where they were not looked at: connecting reports what cannot be read.
 */
export function useCertificates({ members }: ClusterStatus): readonly CertificateChain[] | null {
  const api = useApi();
  const { id, profile } = useConnection();
  const own = members.flatMap(({ endpoint }) => (endpoint?.startsWith('https://') ? [endpoint] : []));
  const endpoints = [...new Set([...profile.endpoints, ...own])].sort();
  const isTls = profile.endpoints.every((endpoint) => endpoint.startsWith('https://'));
  const chains = useQuery({
    queryKey: ['certificates', id, endpoints],
    queryFn: ({ signal }) =>
      api.connections.inspect({ draft: { ...profile, endpoints }, secrets: noSecrets }, { signal }),
    enabled: isTls,
    staleTime: hourMs,
    refetchInterval: hourMs,
    retry: false,
    // While the endpoints become known; another connection has other certificates.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });
  return chains.data ?? null;
}

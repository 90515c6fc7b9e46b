import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConnectionDraft, ConnectionSecrets } from '../../contract/connections/profile.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { useApi } from './api.tsx';
import { forgetEditsOf } from './unsaved.ts';

const connectionsKey = ['connections'] as const;

/** Returns the connections to choose from. Dials nothing. */
export function useConnections() {
  const api = useApi();
  return useQuery({ queryKey: connectionsKey, queryFn: ({ signal }) => api.connections.list({}, { signal }) });
}

/** Returns the connections as they were last listed, for components that only name one; sends no request. */
export function useListedConnections() {
  const api = useApi();
  const list = ({ signal }: { readonly signal: AbortSignal }) => api.connections.list({}, { signal });
  return useQuery({ queryKey: connectionsKey, queryFn: list, enabled: false }).data ?? [];
}

/** Reads the list again, after something that may have changed it. */
export function useRefreshConnections(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: connectionsKey });
}

export function useSaveConnection() {
  const api = useApi();
  const refresh = useRefreshConnections();
  return useMutation({
    mutationFn: (request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets }) =>
      api.connections.save(request),
    onSuccess: refresh,
  });
}

export function useRemoveConnection() {
  const api = useApi();
  const refresh = useRefreshConnections();
  return useMutation({
    mutationFn: (connection: ConnectionId) => api.connections.remove({ connection }),
    onSuccess: (_, connection) => {
      forgetEditsOf(connection);
      return refresh();
    },
  });
}

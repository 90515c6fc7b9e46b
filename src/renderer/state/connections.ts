import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '../../contract/api.ts';
import type { ConnectionDraft, ConnectionSecrets } from '../../contract/connections/profile.ts';
import type { ConnectionSummary } from '../../contract/connections/summary.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { useApi } from './api.tsx';
import { forgetEditsOf } from './unsaved.ts';

const connectionsKey = ['connections'] as const;

/** How long a list holds for the next screen that shows it: a start lists once. */
const LISTED_MS = 1_000;

export const connectionsQuery = (api: Api) =>
  queryOptions({
    queryKey: connectionsKey,
    queryFn: ({ signal }) => api.connections.list({}, { signal }),
    staleTime: LISTED_MS,
  });

/** Returns the connections to choose from. Dials nothing. */
export function useConnections() {
  return useQuery(connectionsQuery(useApi()));
}

/**
 * Finds one connection. A list that lacks it may be from before it was saved, by another window or program: it is read
 * again before the connection counts as gone.
 */
export function useConnection(id: ConnectionId) {
  const isWanted = ({ profile }: ConnectionSummary): boolean => profile.id === id;
  const { data, error, isFetching } = useQuery({
    ...connectionsQuery(useApi()),
    refetchOnMount: ({ state }) => (state.data?.some(isWanted) === true ? true : 'always'),
  });
  const found = data?.find(isWanted) ?? null;
  return { found, error, isSought: found === null && isFetching };
}

/** Returns the connections as they were last listed, for components that only name one; sends no request. */
export function useListedConnections() {
  return useQuery({ ...connectionsQuery(useApi()), enabled: false }).data ?? [];
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

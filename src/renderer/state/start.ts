import type { QueryClient } from '@tanstack/react-query';
import type { Api } from '../../contract/api.ts';
import { connectionsQuery } from './connections.ts';
import { createQueryClient } from './query.ts';
import { hostQuery, settingsQuery } from './settings.tsx';

/** Asks for what every screen begins with, before there is one. */
export function askAtStart(api: Api): QueryClient {
  const queries = createQueryClient();
  void queries.prefetchQuery(hostQuery(api));
  void queries.prefetchQuery(settingsQuery(api));
  void queries.prefetchQuery(connectionsQuery(api));
  return queries;
}

import { QueryClient } from '@tanstack/react-query';

/**
 * Caches the answers of single calls. Nothing is fetched again by itself: live data comes as a stream, and other requests
 * are sent when the operator does something.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        staleTime: 0,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });

import { QueryClient } from '@tanstack/react-query';

/**
 * Answers of single calls. Nothing is asked again by itself: what is live comes as a stream, and whatever else costs a
 * request is asked when the operator does something.
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

import { useInfiniteQuery } from '@tanstack/react-query';
import type { Failure } from '../../../contract/failure.ts';
import type { JournalEntry, JournalledKey } from '../../../contract/journal.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';

const pageSize = 100;

/** The keys of an entry that were read so far, as they were before. */
export interface EntryKeysRead {
  readonly keys: readonly JournalledKey[];
  readonly isLoading: boolean;
  readonly failure: Failure | null;
  readonly hasMore: boolean;
  readonly readMore: () => void;
  readonly retry: () => void;
}

/** Reads the keys of an entry, a hundred at a time. Their values are forgotten once they are no longer shown. */
export function useEntryKeys({ id, connection }: JournalEntry, reveal: boolean): EntryKeysRead {
  const api = useApi();
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['keys of an entry', id, reveal],
    queryFn: ({ pageParam, signal }) =>
      api.journal.entry({ connection, id, from: pageParam, limit: pageSize, reveal }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return {
    keys: data?.pages.flatMap(({ keys }) => keys) ?? [],
    isLoading: isFetching,
    failure: error === null ? null : failureOf(error),
    hasMore: hasNextPage,
    readMore: () => void fetchNextPage(),
    retry: () => void refetch(),
  };
}

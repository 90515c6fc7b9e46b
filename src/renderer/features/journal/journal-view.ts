import { useInfiniteQuery } from '@tanstack/react-query';
import type { Failure } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { JournalEntry, JournalFilter } from '../../../contract/journal.ts';
import { useApi } from '../../state/api.tsx';
import { useChangeCount } from '../../state/changes-made.ts';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';

const pageSize = 200;
const newest: string | null = null;

/** What the screen shows: a filter, over this connection's entries or all. */
export interface JournalView extends Pick<JournalFilter, 'kind' | 'outcome'> {
  readonly text: string;
  readonly isOfEvery: boolean;
}

/** The newest entries of the open connection, whatever they are. */
export const wholeJournal: JournalView = { kind: null, outcome: null, text: '', isOfEvery: false };

export const isFiltering = ({ kind, outcome, text }: JournalView): boolean =>
  kind !== null || outcome !== null || text !== '';

/** The entries read so far, newest first. */
export interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  readonly damaged: number;
  readonly isKept: boolean;
  readonly isLoading: boolean;
  readonly failure: Failure | null;
  readonly hasOlder: boolean;
  readonly readOlder: () => void;
  readonly refresh: () => void;
}

/** Reads the journal page by page, and anew when this window has written. */
export function useJournal(view: JournalView): ReadJournal {
  const api = useApi();
  const { id } = useConnection();
  const made = useChangeCount(id);
  const connection: ConnectionId | null = view.isOfEvery ? null : id;
  const { kind, outcome, text } = view;
  const filter: JournalFilter | undefined = isFiltering(view)
    ? { clusterId: null, kind, outcome, from: null, until: null, text: text === '' ? null : text }
    : undefined;
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['journal', connection, filter, made],
    queryFn: ({ pageParam, signal }) =>
      api.journal.list(
        { connection, before: pageParam, limit: pageSize, ...(filter === undefined ? {} : { filter }) },
        { signal },
      ),
    initialPageParam: newest,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const pages = data?.pages ?? [];
  return {
    entries: pages.flatMap(({ entries }) => entries),
    damaged: Math.max(0, ...pages.map(({ damaged }) => damaged)),
    isKept: pages[0]?.isKept ?? true,
    isLoading: isFetching,
    failure: error === null ? null : failureOf(error),
    hasOlder: hasNextPage,
    readOlder: () => void fetchNextPage(),
    refresh: () => void refetch(),
  };
}

import { useInfiniteQuery } from '@tanstack/react-query';
import type { RequestOf } from '../../../contract/api.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { ClusterId, ConnectionId } from '../../../contract/ids.ts';
import type { JournalEntry, JournalFilter } from '../../../contract/journal.ts';
import { useApi } from '../../state/api.tsx';
import { useChangeCount } from '../../state/changes-made.ts';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';

const pageSize = 200;
const newest: string | null = null;

/** Over which connections entries were written that are shown. */
export const scopeWords = {
  cluster: 'This cluster',
  connection: 'This connection',
  every: 'Every connection',
} as const;

/** One of them. */
export type JournalScope = keyof typeof scopeWords;

export const isScope = (name: string): name is JournalScope => Object.hasOwn(scopeWords, name);

/** What the screen shows: a filter, and over which connections. */
export interface JournalView extends Pick<JournalFilter, 'kind' | 'outcome'> {
  readonly text: string;
  readonly scope: JournalScope;
}

/** The newest entries of the cluster, whatever they are, and whichever connection they were written over. */
export const wholeJournal: JournalView = { kind: null, outcome: null, text: '', scope: 'cluster' };

export const isFiltering = ({ kind, outcome, text }: JournalView): boolean =>
  kind !== null || outcome !== null || text !== '';

/** What core is asked for. A connection whose cluster is not known yet shows what was written over itself. */
export function askedFor(
  view: JournalView,
  id: ConnectionId,
  clusterId: ClusterId | null,
): { readonly connection: ConnectionId | null; readonly filter?: JournalFilter } {
  const { kind, outcome, text, scope } = view;
  const ofCluster = scope === 'cluster' ? clusterId : null;
  const connection = scope === 'every' || ofCluster !== null ? null : id;
  if (ofCluster === null && !isFiltering(view)) return { connection };
  const words = text === '' ? null : text;
  return { connection, filter: { clusterId: ofCluster, kind, outcome, from: null, until: null, text: words } };
}

/** The entries read so far, newest first. */
export interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  readonly damaged: number;
  readonly isKept: boolean;
  readonly isLoading: boolean;
  readonly failure: Failure | null;
  readonly hasOlder: boolean;
  readonly readOlder: () => void;
  /** What core was asked for, for an export of the same entries. */
  readonly asked: Pick<RequestOf<'journal.list'>, 'connection' | 'filter'>;
  readonly refresh: () => void;
}

/** Reads the journal page by page, and anew when this window has written. */
export function useJournal(view: JournalView): ReadJournal {
  const api = useApi();
  const { id, state } = useConnection();
  const made = useChangeCount(id);
  const asked = askedFor(view, id, state.clusterId);
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['journal', asked, made],
    queryFn: ({ pageParam, signal }) => api.journal.list({ ...asked, before: pageParam, limit: pageSize }, { signal }),
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
    asked,
    readOlder: () => void fetchNextPage(),
    refresh: () => void refetch(),
  };
}

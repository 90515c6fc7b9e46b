import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { LeaseId } from '../../../contract/ids.ts';
import { type LeaseListNotice, mostFollowedLeases } from '../../../contract/leases.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { LatestStream } from '../../state/latest-stream.ts';
import { useStore } from '../../state/store.ts';
import { useStreamFold } from '../../state/use-stream.ts';
import { LeaseBook } from './lease-book.ts';
import type { LeaseRow } from './lease-rows.ts';

/** So few are all asked at once: it takes a moment. */
const fewLeases = 500;
/** How long the list rests before those in view are asked. */
const restMs = 150;

interface Listed {
  readonly ids: readonly LeaseId[];
  readonly end: Extract<LeaseListNotice, { readonly kind: 'listed' }> | null;
}

const nothing: Listed = { ids: [], end: null };

const withNotice = (before: Listed, notice: LeaseListNotice): Listed =>
  notice.kind === 'ids' ? { ...before, ids: [...before.ids, ...notice.ids] } : { ...before, end: notice };

/** Asking for all leases: how far it is. */
export interface LeaseSurvey {
  readonly phase: 'none' | 'running' | 'done';
  readonly done: number;
  readonly failure: Failure | null;
}

const noSurvey: LeaseSurvey = { phase: 'none', done: 0, failure: null };

export interface Leases {
  /** In the order of the server; `null` until there is one. */
  readonly rows: readonly LeaseRow[] | null;
  readonly isReading: boolean;
  /** Set once the list is whole. */
  readonly end: Listed['end'];
  readonly failure: Failure | null;
  readonly survey: LeaseSurvey;
  readonly refresh: () => void;
  readonly askForAll: () => void;
  readonly stopAsking: () => void;
  /** Has these leases asked, and followed from then on. */
  readonly follow: (inView: readonly LeaseRow[]) => void;
}

/** The leases of the open connection's cluster: their ids at once, and more of those in view or of all on demand. */
export function useLeases(): Leases {
  const api = useApi();
  const { id: connection } = useConnection();
  const [asked, setAsked] = useState(0);
  const [wantsAll, setWantsAll] = useState(false);
  const [survey, setSurvey] = useState(noSurvey);
  const [inView, setInView] = useState('');
  const book = useMemo(() => new LeaseBook(), []);
  const changes = useStore(book.changes);
  const list = useStreamFold<LeaseListNotice, Listed>({
    key: `${connection} ${asked}`,
    open: (signal) => api.leases.list({ connection }, { signal }),
    initial: nothing,
    fold: withNotice,
  });
  const { ids, end } = list.value;
  // The list before stays while the next is read.
  const [kept, setKept] = useState<Listed | null>(null);
  if (end !== null && kept?.end !== end) setKept({ ids, end });
  const shown = kept?.ids ?? null;
  const total = end?.total ?? null;
  const surveyed = total !== null && total > 0 && (wantsAll || total <= fewLeases) ? `${connection} ${asked}` : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked goes by the list's number
  useEffect(() => {
    setSurvey(noSurvey);
    if (surveyed === null) return;
    const stream = new LatestStream();
    setSurvey({ phase: 'running', done: 0, failure: null });
    void stream
      .read(
        (signal) => api.leases.survey({ connection }, { signal }),
        ({ states, done }) => {
          book.take(states);
          setSurvey({ phase: 'running', done, failure: null });
        },
      )
      .then((how) => {
        if (how === 'left') return;
        setSurvey((before) =>
          how === 'ended' ? { ...before, phase: 'done' } : { ...before, phase: 'none', failure: how },
        );
      });
    return () => stream.stop();
  }, [surveyed]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that is read again is asked again
  useEffect(() => {
    if (inView === '') return;
    const stream = new LatestStream();
    // Its parts were ids before they were joined.
    const leases = inView.split(' ').map((id) => id as LeaseId);
    const timer = setTimeout(() => {
      void stream.read(
        (signal) => api.leases.follow({ connection, leases }, { signal }),
        (states) => book.take(states),
      );
    }, restMs);
    return () => {
      clearTimeout(timer);
      stream.stop();
    };
  }, [api, connection, inView, asked]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` counts what the book has taken
  const rows = useMemo(
    () => shown?.map((id): LeaseRow => ({ id, known: book.of(id) })) ?? null,
    [shown, book, changes],
  );
  return {
    rows,
    isReading: list.phase === 'opening' || list.phase === 'streaming',
    end: kept?.end ?? null,
    failure: list.phase === 'failed' ? list.failure : null,
    survey,
    refresh: useCallback(() => setAsked((count) => count + 1), []),
    askForAll: useCallback(() => setWantsAll(true), []),
    stopAsking: useCallback(() => setWantsAll(false), []),
    follow: useCallback(
      (rows) => setInView([...new Set(rows.map(({ id }) => id))].slice(0, mostFollowedLeases).join(' ')),
      [],
    ),
  };
}

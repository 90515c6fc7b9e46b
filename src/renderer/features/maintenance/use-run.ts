import { useState } from 'react';
import { type StreamState, useStream } from '../../state/use-stream.ts';

/** Something that is asked for by a click and may take long. */
export interface Run<T> {
  readonly isBegun: boolean;
  readonly isRunning: boolean;
  /** The last notice, kept while it is asked for again; `null` before the first. */
  readonly latest: T | null;
  readonly failure: StreamState<T>['failure'];
  /** Begins it, or begins it anew. */
  readonly begin: () => void;
  readonly cancel: () => void;
}

/** Holds a stream from a click until its end, or until it is cancelled. `key` names what it is about. */
export function useRun<T>(key: string, open: (signal: AbortSignal) => AsyncIterable<T>): Run<T> {
  const [run, setRun] = useState<{ readonly key: string; readonly count: number } | null>(null);
  const isBegun = run !== null && run.key === key;
  const { value, phase, failure } = useStream({ key: isBegun ? `${key}/${run.count}` : null, open });
  return {
    isBegun,
    isRunning: isBegun && (phase === 'opening' || phase === 'streaming'),
    latest: isBegun ? value : null,
    failure: isBegun ? failure : null,
    begin: () => setRun((before) => ({ key, count: (before?.count ?? 0) + 1 })),
    cancel: () => setRun(null),
  };
}

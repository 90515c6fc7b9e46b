import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../contract/failure.ts';
import { failureOf, isCancelled } from './failure.ts';

export interface StreamState<A> {
  readonly phase: 'opening' | 'streaming' | 'ended' | 'failed';
  /** The fold of the values so far; kept while the stream is reopened. */
  readonly value: A;
  /** Why it failed, while `failed`; why it failed last, while it is reopened by itself. */
  readonly failure: Failure | null;
}

export interface StreamOptions<T, A> {
  /** Names what is streamed: another key opens another stream, `null` opens none. */
  readonly key: string | null;
  readonly open: (signal: AbortSignal) => AsyncIterable<T>;
  readonly initial: A;
  readonly fold: (before: A, value: T) => A;
  /** Reopens the stream this long after a failure that may pass by itself. */
  readonly retryAfterMs?: number;
}

/**
 * Holds a stream as long as the component is mounted, and folds what it brings. What arrives within one frame is folded
 * together and drawn once, so that a fast stream costs no more than the screen can show.
 */
export function useStreamFold<T, A>(options: StreamOptions<T, A>): StreamState<A> & { readonly restart: () => void } {
  const { key } = options;
  const latest = useRef(options);
  latest.current = options;
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<{ readonly key: string | null; readonly state: StreamState<A> }>({
    key,
    state: { phase: 'opening', value: options.initial, failure: null },
  });
  const shown = useRef(held);
  shown.current = held;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens the same stream anew.
  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    let frame: number | undefined;
    let state: StreamState<A> =
      shown.current.key === key
        ? { ...shown.current.state, phase: 'opening' }
        : { phase: 'opening', value: latest.current.initial, failure: null };
    setHeld({ key, state });

    const draw = (): void => {
      frame = undefined;
      setHeld({ key, state });
    };
    const change = (next: StreamState<A>): void => {
      state = next;
      frame ??= requestAnimationFrame(draw);
    };
    const follow = async (): Promise<void> => {
      let value = latest.current.initial;
      try {
        for await (const item of latest.current.open(controller.signal)) {
          if (controller.signal.aborted) return;
          value = latest.current.fold(value, item);
          change({ phase: 'streaming', value, failure: null });
        }
        change({ ...state, phase: 'ended' });
      } catch (error) {
        if (controller.signal.aborted) return;
        if (isCancelled(error)) return change({ ...state, phase: 'ended' });
        const failure = failureOf(error);
        change({ ...state, phase: 'failed', failure });
        const wait = latest.current.retryAfterMs;
        // A window that lost its host can only be reloaded.
        const mayPass = failure.retry && failure.code !== 'BackendClosed';
        if (wait !== undefined && mayPass) retry = setTimeout(() => setAttempt((n) => n + 1), wait);
      }
    };
    void follow();
    return () => {
      controller.abort();
      clearTimeout(retry);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [key, attempt]);

  const restart = useCallback(() => setAttempt((n) => n + 1), []);
  // The first render with another key still holds the old key's state.
  const state: StreamState<A> =
    held.key === key ? held.state : { phase: 'opening', value: options.initial, failure: null };
  return { ...state, restart };
}

/** Holds a stream of which only the latest value counts; `null` until the first. */
export function useStream<T>(options: {
  readonly key: string | null;
  readonly open: (signal: AbortSignal) => AsyncIterable<T>;
  readonly retryAfterMs?: number;
}): StreamState<T | null> & { readonly restart: () => void } {
  return useStreamFold<T, T | null>({ ...options, initial: null, fold: (_before, value) => value });
}

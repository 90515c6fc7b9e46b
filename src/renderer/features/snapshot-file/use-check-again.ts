import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { insideKey, type ToldInside } from '../../parts/snapshots/use-snapshot-inside.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf, isCancelled } from '../../state/failure.ts';

/** A check of a file that can be begun again. */
export interface CheckAgain {
  /** In percent; `null` while nothing is checked. */
  readonly progress: number | null;
  /** When it ended last, in milliseconds since 1970; `null`: not since the screen is shown. */
  readonly doneAt: number | null;
  readonly failure: Failure | null;
  readonly start: () => void;
  readonly stop: () => void;
}

const idle = { progress: null, failure: null, doneAt: null } as const;

/** Reads a snapshot whole once more, whatever is known of it, and shows what that says. Ends with the screen. */
export function useCheckAgain(file: string): CheckAgain {
  const api = useApi();
  const queries = useQueryClient();
  const [state, setState] = useState<Pick<CheckAgain, 'progress' | 'failure' | 'doneAt'>>(idle);
  const running = useRef<AbortController | null>(null);
  const stop = useCallback((): void => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const start = async (): Promise<void> => {
    stop();
    const controller = new AbortController();
    running.current = controller;
    const show = (next: typeof state): void => {
      if (running.current === controller) setState(next);
    };
    show({ ...idle, progress: 0 });
    try {
      for await (const step of api.snapshots.read({ file, isFresh: true }, { signal: controller.signal })) {
        if (step.kind === 'read') {
          const { report } = step;
          // A file that cannot be read through any more says nothing of what is inside: what it said stays.
          queries.setQueryData<ToldInside>(insideKey(file), (before) => {
            const inside = report.inside ?? before?.inside;
            return inside === undefined ? before : { inside, report };
          });
        } else {
          show({ ...idle, progress: Math.min(100, (step.doneBytes / Math.max(1, step.totalBytes)) * 100) });
        }
      }
      show({ ...idle, doneAt: Date.now() });
    } catch (error) {
      show({ ...idle, failure: isCancelled(error) || controller.signal.aborted ? null : failureOf(error) });
    }
  };
  return { ...state, start: () => void start(), stop };
}

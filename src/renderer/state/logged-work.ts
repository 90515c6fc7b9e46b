import type { Failure } from '../../contract/failure.ts';
import { failureOf, isCancelled } from './failure.ts';
import { createStore, type Store } from './store.ts';
import { cancelTask, startTask, type TaskResult } from './tasks.ts';

/** Long work that a dialog shows while it is open, and that goes on when the dialog is closed. */
export interface LoggedWork<A> {
  readonly phase: 'running' | 'done' | 'failed' | 'cancelled';
  /** The fold of its notices so far. */
  readonly value: A;
  readonly failure: Failure | null;
  /** When it began, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly cancel: () => void;
}

/** The last work on each subject, such as a file. */
export interface LoggedWorks<N, A> {
  readonly all: Store<ReadonlyMap<string, LoggedWork<A>>>;
  readonly start: (work: {
    readonly subject: string;
    readonly title: string;
    readonly open: (signal: AbortSignal) => AsyncIterable<N>;
    /** The task's result; throws where the notices ended before there was one. */
    readonly result: (value: A) => TaskResult;
    /** What the task centre shows of the notices so far. */
    readonly detail: (value: A) => string;
    readonly onDidEnd?: () => void;
  }) => void;
}

/** Keeps what each work has said, for as long as the window lives. Works of one subject follow each other. */
export function createLoggedWorks<N, A>(initial: A, fold: (before: A, notice: N) => A): LoggedWorks<N, A> {
  const all = createStore<ReadonlyMap<string, LoggedWork<A>>>(new Map());
  return {
    all,
    start({ subject, title, open, result, detail, onDidEnd }) {
      if (all.get().get(subject)?.phase === 'running') return;
      const change = (changes: Partial<LoggedWork<A>>): void =>
        all.update((before) => {
          const now = before.get(subject);
          return now === undefined ? before : new Map(before).set(subject, { ...now, ...changes });
        });
      let task = 0;
      const begun: LoggedWork<A> = {
        phase: 'running',
        value: initial,
        failure: null,
        startedAt: Date.now(),
        cancel: () => cancelTask(task),
      };
      all.update((before) => new Map(before).set(subject, begun));
      task = startTask({
        title,
        subject,
        run: async ({ signal, report }) => {
          let value = initial;
          try {
            for await (const notice of open(signal)) {
              value = fold(value, notice);
              change({ value });
              report({ detail: detail(value), done: 0, total: null });
            }
            const ended = result(value);
            change({ phase: 'done' });
            return ended;
          } catch (error) {
            const isStopped = isCancelled(error) || signal.aborted;
            change(isStopped ? { phase: 'cancelled' } : { phase: 'failed', failure: failureOf(error) });
            throw error;
          } finally {
            onDidEnd?.();
          }
        },
      });
    },
  };
}

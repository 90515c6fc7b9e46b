import type { Failure } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { failureOf, isCancelled } from './failure.ts';
import { type ConnectionLabel, shownConnection } from './shown-connection.ts';
import { createStore } from './store.ts';
import { showToast, type ToastWords } from './toasts.ts';

/** How far a task is; `total` is `null` where it is not known. */
export interface TaskProgress {
  readonly detail: string;
  readonly done: number;
  readonly total: number | null;
}

/** The result of a task: what it has done, a sentence about that, and something to copy such as a file's path. */
export interface TaskResult {
  /** What it is called from now on: `Deleted 5 keys below /x/`. */
  readonly title: string;
  /** `null`: there is nothing more to say. */
  readonly text: string | null;
  /** It ended before all of it was done. */
  readonly isStopped?: boolean;
  readonly copy?: { readonly label: string; readonly text: string };
  /** What can still be done: `Rule it out`. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** The journal's entry, which says whether it can be undone. */
  readonly journalEntry?: string;
}

export interface Task {
  readonly id: number;
  /** What is under way: `Deleting /x/…`; once it is done, what was done. */
  readonly title: string;
  /** What a screen finds the task by, within its connection; `null`: no screen looks for it. */
  readonly subject: string | null;
  /** The connection that it works on; `null`: on none. */
  readonly of: ConnectionLabel | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** `null` while it runs. */
  readonly endedAt: number | null;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** What follows when it is stopped, where that is not at once. */
  readonly stopNote: string | null;
  /** It was asked to stop, and has not ended yet. */
  readonly isStopping: boolean;
  readonly progress: TaskProgress | null;
  readonly result: TaskResult | null;
  readonly failure: Failure | null;
}

export interface TaskWork {
  /** What is under way: `Deleting /x/…`. */
  readonly title: string;
  /** What of the connection it works on: `snapshot`. Two tasks of one subject are the same work done twice. */
  readonly subject?: string;
  /** What follows when it is stopped, where that is not at once: `Stops after the step under way`. */
  readonly stopNote?: string;
  /** Does the work, reports its progress, and stops when the signal is aborted. */
  readonly run: (work: {
    readonly signal: AbortSignal;
    readonly report: (progress: TaskProgress) => void;
    /** Shows a notice of the task's own connection, which may have been left meanwhile. */
    readonly tell: (toast: ToastWords) => void;
  }) => Promise<TaskResult>;
}

export const tasks = createStore<readonly Task[]>([]);

const controllers = new Map<number, AbortController>();
let lastId = 0;

const change = (id: number, changes: Partial<Task>): void =>
  tasks.update((before) => before.map((task) => (task.id === id ? { ...task, ...changes } : task)));

/**
 * Starts long work on the connection shown. It outlives the screen that started it, and is shown and cancelled in the task
 * centre.
 */
export function startTask({ title, subject, stopNote, run }: TaskWork): number {
  lastId += 1;
  const id = lastId;
  const controller = new AbortController();
  controllers.set(id, controller);
  const of = shownConnection.get();
  const task: Task = {
    id,
    title,
    subject: subject ?? null,
    of,
    startedAt: Date.now(),
    endedAt: null,
    state: 'running',
    stopNote: stopNote ?? null,
    isStopping: false,
    progress: null,
    result: null,
    failure: null,
  };
  tasks.update((before) => [task, ...before]);
  const end = (ended: Pick<Task, 'state'> & Partial<Task>): void =>
    change(id, { ...ended, isStopping: false, endedAt: Date.now() });
  void run({
    signal: controller.signal,
    report: (progress) => change(id, { progress }),
    tell: (toast) => showToast(toast, of),
  })
    .then(
      (result) => end({ state: 'done', title: result.title, result }),
      (error: unknown) =>
        isCancelled(error) || controller.signal.aborted
          ? end({ state: 'cancelled' })
          : end({ state: 'failed', failure: failureOf(error) }),
    )
    .finally(() => controllers.delete(id));
  return id;
}

/** Returns the last task on a subject of a connection, or on one that is of none (`null`), running or ended. */
export const lastTask = (all: readonly Task[], connection: ConnectionId | null, subject: string): Task | null =>
  all.find((task) => task.subject === subject && (task.of?.id ?? null) === connection) ?? null;

export function cancelTask(id: number): void {
  const controller = controllers.get(id);
  if (controller === undefined) return;
  change(id, { isStopping: true });
  controller.abort();
}

/** Clears what has ended from the list. */
export function clearEndedTasks(): void {
  tasks.update((before) => before.filter((task) => task.state === 'running'));
}

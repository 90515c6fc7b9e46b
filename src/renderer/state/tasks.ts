import type { Failure } from '../../contract/failure.ts';
import { failureOf, isCancelled } from './failure.ts';
import { createStore } from './store.ts';

/** How far a task is; `total` is `null` where nobody knows. */
export interface TaskProgress {
  readonly detail: string;
  readonly done: number;
  readonly total: number | null;
}

/** What came of it: a sentence, and something to copy such as a file's path. */
export interface TaskResult {
  readonly text: string;
  readonly copy?: { readonly label: string; readonly text: string };
  /** What can still be done about it: `Undo`. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface Task {
  readonly id: number;
  readonly title: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: TaskProgress | null;
  readonly result: TaskResult | null;
  readonly failure: Failure | null;
}

export interface TaskWork {
  readonly title: string;
  /** Does the work, says how far it is, and stops when the signal says so. */
  readonly run: (work: {
    readonly signal: AbortSignal;
    readonly report: (progress: TaskProgress) => void;
  }) => Promise<TaskResult>;
}

export const tasks = createStore<readonly Task[]>([]);

const controllers = new Map<number, AbortController>();
let lastId = 0;

const change = (id: number, changes: Partial<Task>): void =>
  tasks.update((before) => before.map((task) => (task.id === id ? { ...task, ...changes } : task)));

/** Starts long work that outlives the screen that asked for it. It is seen, and cancelled, in the task centre. */
export function startTask({ title, run }: TaskWork): number {
  lastId += 1;
  const id = lastId;
  const controller = new AbortController();
  controllers.set(id, controller);
  const task: Task = { id, title, state: 'running', progress: null, result: null, failure: null };
  tasks.update((before) => [task, ...before]);
  void run({ signal: controller.signal, report: (progress) => change(id, { progress }) })
    .then(
      (result) => change(id, { state: 'done', result }),
      (error: unknown) =>
        isCancelled(error) || controller.signal.aborted
          ? change(id, { state: 'cancelled' })
          : change(id, { state: 'failed', failure: failureOf(error) }),
    )
    .finally(() => controllers.delete(id));
  return id;
}

export function cancelTask(id: number): void {
  controllers.get(id)?.abort();
}

/** Clears what has ended from the list. */
export function clearEndedTasks(): void {
  tasks.update((before) => before.filter((task) => task.state === 'running'));
}

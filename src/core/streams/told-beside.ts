import { Queue } from './queue.ts';

/**
 * Yields what work tells while it runs beside the generator, so that whoever closes its host need not wait for a consumer
 * that has stopped pulling. A consumer that leaves aborts the work's signal, and goes on when the work has ended.
 * `running` holds the work until then.
 */
export async function* toldBeside<T>(
  outer: AbortSignal,
  running: Set<Promise<unknown>>,
  work: (tell: (notice: T) => void, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<T, void> {
  const left = new AbortController();
  const notices = new Queue<T>();
  const settled = work((notice) => notices.put(notice), AbortSignal.any([outer, left.signal])).then(
    () => notices.close(),
    (error: unknown) => notices.close(error),
  );
  running.add(settled);
  void settled.then(() => running.delete(settled));
  try {
    yield* notices;
  } finally {
    left.abort();
    await settled;
  }
}

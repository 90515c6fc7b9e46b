import type { SavedSnapshot, SnapshotProgress } from '../../contract/snapshots.ts';

/** A window draws each notice, on a machine that may be busy with the save itself. */
const leastMs = 250;

/**
 * Tells how a save stands, four times a second at most, and then what was saved. The save does not wait for its
 * consumer: a member holds back its database's free pages for as long as it sends. Leaving cancels it and waits until
 * nothing is left of it.
 */
export async function* withProgress(
  file: string,
  signal: AbortSignal,
  save: (
    signal: AbortSignal,
    onDidReceive: (receivedBytes: number, totalBytes: number) => void,
  ) => Promise<SavedSnapshot>,
): AsyncGenerator<SnapshotProgress, void> {
  const leaving = new AbortController();
  let newest: SnapshotProgress | null = null;
  let wake: () => void = () => undefined;
  const saving = save(AbortSignal.any([signal, leaving.signal]), (receivedBytes, totalBytes) => {
    const isFirst = newest === null;
    newest = { kind: 'receiving', file, receivedBytes, totalBytes };
    // The loop below waits for its time by itself once there is one.
    if (isFirst) wake();
  });
  let isOver = false;
  const end = (): void => {
    isOver = true;
    wake();
  };
  saving.then(end, end);
  try {
    for (let dueAt = 0; !isOver; ) {
      const waitMs = dueAt - performance.now();
      if (newest !== null && waitMs <= 0) {
        const progress: SnapshotProgress = newest;
        newest = null;
        dueAt = performance.now() + leastMs;
        yield progress;
        continue;
      }
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (newest !== null) timer = setTimeout(resolve, waitMs);
      });
      clearTimeout(timer);
    }
    yield { kind: 'saved', snapshot: await saving };
  } finally {
    leaving.abort();
    await saving.catch(() => undefined);
  }
}

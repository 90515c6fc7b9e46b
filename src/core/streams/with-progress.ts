/** A window draws each notice, on a machine that may be busy with the work itself. */
const leastMs = 250;

/**
 * Tells how some work stands, four times a second at most, and returns its result. The work does not wait for its
 * consumer: a member holds back its database's free pages for as long as it sends. Leaving cancels it and waits until
 * nothing is left of it.
 */
export async function* withProgress<Progress, Result>(
  signal: AbortSignal,
  work: (signal: AbortSignal, onDidProgress: (progress: Progress) => void) => Promise<Result>,
): AsyncGenerator<Progress, Result> {
  const leaving = new AbortController();
  let newest: { readonly progress: Progress } | null = null;
  let wake: () => void = () => undefined;
  const working = work(AbortSignal.any([signal, leaving.signal]), (progress) => {
    const isFirst = newest === null;
    newest = { progress };
    // The loop below waits for its time by itself once there is one.
    if (isFirst) wake();
  });
  let isOver = false;
  const end = (): void => {
    isOver = true;
    wake();
  };
  working.then(end, end);
  try {
    for (let dueAt = 0; !isOver; ) {
      const waitMs = dueAt - performance.now();
      if (newest !== null && waitMs <= 0) {
        // The compiler does not see that the work sets it.
        const { progress }: { readonly progress: Progress } = newest;
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
    return await working;
  } finally {
    leaving.abort();
    await working.catch(() => undefined);
  }
}

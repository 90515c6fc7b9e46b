/**
 * Runs steps one after another, each in a task of its own, so that the window draws and answers between them. Returns what
 * leaves out the steps that have not run.
 */
export function inTasks(steps: readonly (() => void)[]): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const runFrom = (at: number): void => {
    const step = steps[at];
    if (step === undefined) return;
    timer = setTimeout(() => {
      step();
      runFrom(at + 1);
    });
  };
  runFrom(0);
  return () => clearTimeout(timer);
}

/** Resolves in a later task. */
export const nextTask = (): Promise<void> => new Promise((resolve) => inTasks([resolve]));

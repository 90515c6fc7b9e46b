/**
 * Awaits all answers, and returns them in the order of the questions. Where some are missing after `graceMs`, `report` gets
 * those that arrived, and again with each that arrives later. Fails with the first that fails.
 */
export async function collectAnswers<K, V>(
  asked: ReadonlyMap<K, Promise<V>>,
  graceMs: number,
  report: (soFar: ReadonlyMap<K, V>) => void,
): Promise<ReadonlyMap<K, V>> {
  const arrived = new Map<K, V>();
  let isLate = false;
  const tell = (): void => {
    if (isLate && arrived.size > 0 && arrived.size < asked.size) report(new Map(arrived));
  };
  const timer = setTimeout(() => {
    isLate = true;
    tell();
  }, graceMs);
  try {
    const all = await Promise.all(
      [...asked].map(async ([key, answering]) => {
        const answer = await answering;
        arrived.set(key, answer);
        tell();
        return [key, answer] as const;
      }),
    );
    return new Map(all);
  } finally {
    // A question that failed leaves others open.
    isLate = false;
    clearTimeout(timer);
  }
}

import { useEffect, useState } from 'react';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { commandFinder, type FoundCommands } from '../../state/commands.ts';
import { failureOf } from '../../state/failure.ts';
import { useStore } from '../../state/store.ts';
import { useIsRested } from '../../state/use-rested.ts';

/** Nothing is asked before typing has rested this long. */
const restMs = 150;

interface Held {
  readonly query: string;
  readonly found: FoundCommands;
}

/** Returns what is found for a text; `null` where no screen can look for it, `'waiting'` before the first answer. */
export function useFound(query: string): FoundCommands | 'waiting' | null {
  const finder = useStore(commandFinder);
  const [held, setHeld] = useState<Held | null>(null);
  const isRested = useIsRested(query, restMs);
  useEffect(() => {
    if (!isRested || finder === null || query.trim() === '') return;
    const controller = new AbortController();
    const follow = async (): Promise<void> => {
      try {
        for await (const found of finder.find(query, controller.signal)) {
          if (controller.signal.aborted) return;
          setHeld({ query, found });
        }
      } catch (error) {
        if (controller.signal.aborted) return;
        const note = describeFailure(failureOf(error)).title;
        setHeld({ query, found: { named: null, hits: [], note, isLooking: false } });
      }
    };
    void follow();
    return () => controller.abort();
  }, [finder, query, isRested]);
  if (finder === null || query.trim() === '') return null;
  return held?.query === query ? held.found : 'waiting';
}

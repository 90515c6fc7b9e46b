import { startTransition, useEffect, useState } from 'react';

/**
 * Returns how many parts of something are shown: one more in each task, where it is in turn. The window draws and answers
 * between them, and what a part measures of itself is measured with the others not there yet.
 */
export function useTurns(count: number, isInTurn: boolean): number {
  const [shown, setShown] = useState(0);
  useEffect(() => {
    if (isInTurn && shown < count) startTransition(() => setShown(shown + 1));
  }, [shown, count, isInTurn]);
  return isInTurn ? shown : count;
}

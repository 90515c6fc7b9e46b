import { useState } from 'react';
import type { Failure } from '../../contract/failure.ts';

/** Runs the action of a dialog: busy while it is under way, then the failure that the dialog shows. */
export function useConfirm(act: () => Promise<Failure | null>): {
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  readonly confirm: () => void;
} {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const confirm = (): void => {
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    void act()
      .then(setFailure)
      .finally(() => setIsBusy(false));
  };
  return { isBusy, failure, confirm };
}

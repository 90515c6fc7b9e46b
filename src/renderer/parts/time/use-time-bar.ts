import { type RefObject, useMemo, useRef, useState } from 'react';
import { useSource } from '../source/source.tsx';
import { readAt } from '../source/source-choice.ts';

/** The time bar of a screen, and the button that shows it. */
export interface ScreenTime {
  readonly isShown: boolean;
  /** Shows the bar, or closes it and goes back to now. */
  readonly show: (isShown: boolean) => void;
  /** Takes the focus when what had it in the bar is gone. */
  readonly button: RefObject<HTMLButtonElement | null>;
}

/** Returns the time bar of this screen: shown when it was asked for, and always while the past is shown. */
export function useTimeBar(): ScreenTime {
  const { id, choice } = useSource();
  const [isAsked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const isShown = isAsked || choice.revision !== null;
  return useMemo(
    () => ({
      isShown,
      show: (shows) => {
        setAsked(shows);
        if (!shows) readAt(id, null);
      },
      button,
    }),
    [id, isShown],
  );
}

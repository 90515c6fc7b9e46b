import { useEffect, useRef } from 'react';
import { createStore, useStore } from './store.ts';

/** What a screen lets others begin on it, now or once it is shown. */
export interface Desk<Acts> {
  readonly ask: (begin: (acts: Acts) => void) => void;
  /** Begins what is asked for, once; called by the screen. */
  readonly useAsked: (acts: Acts) => void;
}

export function createDesk<Acts>(): Desk<Acts> {
  const asked = createStore<((acts: Acts) => void) | null>(null);
  return {
    ask: (begin) => asked.update(() => begin),
    useAsked(acts) {
      const begin = useStore(asked);
      const latest = useRef(acts);
      latest.current = acts;
      useEffect(() => {
        if (begin === null) return;
        asked.update(() => null);
        begin(latest.current);
      }, [begin, asked.update]);
    },
  };
}

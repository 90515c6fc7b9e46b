import { useEffect, useRef } from 'react';
import { createStore, useStore } from '../../state/store.ts';
import type { AccessActs } from './access-acts.ts';
import type { AccessDialog } from './access-dialogs.ts';

/** What can be begun on the screen. */
export interface AccessDesk {
  readonly acts: AccessActs;
  readonly open: (dialog: AccessDialog) => void;
  readonly showUser: (name: string) => void;
  readonly showRole: (name: string) => void;
}

type Begin = (desk: AccessDesk) => void;

const asked = createStore<Begin | null>(null);

/** Asks the screen to begin something, now or once it is shown. */
export function askAccess(begin: Begin): void {
  asked.update(() => begin);
}

/** Begins what is asked for, once. */
export function useAsked(desk: AccessDesk): void {
  const begin = useStore(asked);
  const latest = useRef(desk);
  latest.current = desk;
  useEffect(() => {
    if (begin === null) return;
    asked.update(() => null);
    begin(latest.current);
  }, [begin]);
}

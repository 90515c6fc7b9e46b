import { createStore } from './store.ts';

/** What the shell can lay over any screen, one at a time. `sandbox-now` starts one without asking how many members. */
export type Overlay = 'palette' | 'shortcuts' | 'sandbox' | 'sandbox-now' | 'new-cluster' | 'decoders';

export const overlay = createStore<Overlay | null>(null);

export const showOverlay = (which: Overlay | null): void => overlay.update(() => which);

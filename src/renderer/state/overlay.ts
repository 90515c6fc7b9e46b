import { createStore } from './store.ts';

/** Which of the shell's own overlays is open. */
export const overlay = createStore<'palette' | 'shortcuts' | null>(null);

export const showOverlay = (which: 'palette' | 'shortcuts' | null): void => overlay.update(() => which);

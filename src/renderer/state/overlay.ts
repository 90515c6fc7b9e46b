import type { Place } from './screens.ts';
import { createStore } from './store.ts';

/** A screen of a workbench, and what it is asked to show. */
export interface SandboxScreen {
  readonly place: Place;
  readonly focus: string | null;
}

/** What the shell can lay over any screen, one at a time. `sandbox-now` starts one without asking how many members. */
export type Overlay = 'palette' | 'shortcuts' | 'sandbox' | 'sandbox-now' | 'new-cluster' | 'decoders' | 'about';

export const overlay = createStore<Overlay | null>(null);

/** The screen that a sandbox was asked for: shown once it has started. `null`: the first one. */
export const afterSandbox = createStore<SandboxScreen | null>(null);

export function showOverlay(which: Overlay | null): void {
  afterSandbox.update(() => null);
  overlay.update(() => which);
}

/** Offers a sandbox, to go on at a screen of it. */
export function showSandboxFor(screen: SandboxScreen): void {
  showOverlay('sandbox');
  afterSandbox.update(() => screen);
}

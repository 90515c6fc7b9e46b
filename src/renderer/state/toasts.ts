import type { ConnectionId } from '../../contract/ids.ts';
import { type ConnectionLabel, shownConnection } from './shown-connection.ts';
import { createStore } from './store.ts';

/** What a notice says. */
export interface ToastWords {
  readonly tone: 'ok' | 'warn' | 'bad' | 'neutral';
  readonly text: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** What it is about: what is told of it later takes its place. */
  readonly about?: string;
}

export interface Toast extends ToastWords {
  readonly id: number;
  /** The connection that it is of; `null`: of none. */
  readonly of: ConnectionLabel | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export const toasts = createStore<readonly Toast[]>([]);

let lastId = 0;

/**
 * Tells something that has happened and needs no answer. It hides no work and goes away by itself, unless it is bad. It is
 * of the connection shown; what is told later than it was asked for names the one that it was asked of.
 */
export function showToast(toast: ToastWords, of: ConnectionLabel | null = shownConnection.get()): void {
  lastId += 1;
  const shown = { ...toast, id: lastId, of, at: Date.now() };
  toasts.update((before) => {
    const others = before.filter(({ about }) => about === undefined || about !== toast.about);
    return [...others.slice(-3), shown];
  });
}

export function dismissToast(id: number): void {
  toasts.update((before) => before.filter((toast) => toast.id !== id));
}

/** Removes what was told of a connection that is left, but for what somebody has to have read. */
export function leaveToasts(connection: ConnectionId): void {
  toasts.update((before) => before.filter(({ of, tone }) => of?.id !== connection || tone === 'bad'));
}

/** Removes what is told where it can be read now, but for what somebody has to have read. */
export function dismissDone(): void {
  toasts.update((before) => before.filter(({ tone }) => tone === 'bad'));
}

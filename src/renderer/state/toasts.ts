import type { ConnectionId } from '../../contract/ids.ts';
import { type ConnectionLabel, shownConnection } from './shown-connection.ts';
import { createStore } from './store.ts';

/** What a notice says. */
export interface ToastWords {
  readonly tone: 'ok' | 'warn' | 'bad' | 'neutral';
  readonly text: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** What it is about: a later notice about the same takes its place. */
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
 * Shows a notice of something that has happened. It goes away by itself after some seconds; a bad one is folded to a
 * button instead, until it is dismissed. It belongs to the connection shown; a notice that comes late names the
 * connection that it was asked of.
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

/** Removes the notices of a connection that was left, except those that must be read. */
export function leaveToasts(connection: ConnectionId): void {
  toasts.update((before) => before.filter(({ of, tone }) => of?.id !== connection || tone === 'bad'));
}

/** Removes the notices that can be read elsewhere now, except those that must be read. */
export function dismissDone(): void {
  toasts.update((before) => before.filter(({ tone }) => tone === 'bad'));
}

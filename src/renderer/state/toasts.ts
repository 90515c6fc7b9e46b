import { createStore } from './store.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'ok' | 'warn' | 'bad' | 'neutral';
  readonly text: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** What it is about: what is told of it later takes its place. */
  readonly about?: string;
}

export const toasts = createStore<readonly Toast[]>([]);

let lastId = 0;

/** Tells something that has happened and needs no answer. It hides no work and goes away by itself, unless it is bad. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  lastId += 1;
  const shown = { ...toast, id: lastId };
  toasts.update((before) => {
    const others = before.filter(({ about }) => about === undefined || about !== toast.about);
    return [...others.slice(-3), shown];
  });
}

export function dismissToast(id: number): void {
  toasts.update((before) => before.filter((toast) => toast.id !== id));
}

import { useSyncExternalStore } from 'react';

/** A value that is changed in one place and drawn in several. */
export interface Store<T> {
  readonly get: () => T;
  readonly update: (change: (before: T) => T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    update(change) {
      const next = change(value);
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Draws again only when a part of a value changes, which has to be the same where nothing in it has. */
export const useStorePart = <T, P>(store: Store<T>, part: (value: T) => P): P =>
  useSyncExternalStore(store.subscribe, () => part(store.get()));

export const useStore = <T>(store: Store<T>): T => useSyncExternalStore(store.subscribe, store.get);

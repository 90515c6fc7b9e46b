import { useEffect } from 'react';
import type { ConnectionId } from '../../contract/ids.ts';
import { createStore, useStore } from './store.ts';

/** How often this window has written to each connection. */
const counts = createStore<ReadonlyMap<ConnectionId, number>>(new Map());

type Listener = (connection: ConnectionId, by: object | null) => void;

const listeners = new Set<Listener>();

/** Records that something was, or may have been, written to a connection; `by` shows it already. */
export function didChange(connection: ConnectionId, by: object | null = null): void {
  counts.update((before) => new Map(before).set(connection, (before.get(connection) ?? 0) + 1));
  for (const listener of [...listeners]) listener(connection, by);
}

/** Counts the writes of this window to a connection; a file has none. */
export function useChangeCount(connection: ConnectionId | null): number {
  const all = useStore(counts);
  return connection === null ? 0 : (all.get(connection) ?? 0);
}

/** Calls back after each write of this window to a connection but `own`, wherever in the window it was asked for. */
export function useOnChange(connection: ConnectionId | null, own: object, onChange: () => void): void {
  useEffect(() => {
    const listener: Listener = (changed, by) => {
      if (changed === connection && by !== own) onChange();
    };
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [connection, own, onChange]);
}

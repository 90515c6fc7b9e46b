import type { ConnectionId } from '../../../contract/ids.ts';
import type { SavedSnapshot } from '../../../contract/snapshots.ts';
import { createStore } from '../../state/store.ts';

/** A snapshot that this window has saved. */
export interface SavedHere {
  readonly connection: ConnectionId;
  readonly snapshot: SavedSnapshot;
  /** When it was whole, in milliseconds since 1970. */
  readonly at: number;
}

/** Every snapshot saved since the window was opened, newest first. */
export const savedSnapshots = createStore<readonly SavedHere[]>([]);

export const addSavedSnapshot = (saved: SavedHere): void => savedSnapshots.update((before) => [saved, ...before]);

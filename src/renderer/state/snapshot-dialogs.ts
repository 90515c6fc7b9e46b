import type { ConnectionId } from '../../contract/ids.ts';
import { createStore } from './store.ts';

/** A dialog about one snapshot that several screens open. */
export interface SnapshotDialog {
  readonly kind: 'restore' | 'rehearse';
  /** A path on the machine where core runs. */
  readonly file: string;
  /** The connection whose cluster it is of; `null`: that is not known. */
  readonly connection: ConnectionId | null;
}

export const snapshotDialog = createStore<SnapshotDialog | null>(null);

export const showSnapshotDialog = (dialog: SnapshotDialog | null): void => snapshotDialog.update(() => dialog);

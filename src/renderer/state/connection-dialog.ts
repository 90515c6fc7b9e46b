import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { createStore } from './store.ts';

/** A dialog about connections that several screens open. */
export type ConnectionDialog =
  | { readonly kind: 'import' }
  /** The connections chosen at first. */
  | { readonly kind: 'export'; readonly connections: readonly ConnectionId[] }
  | { readonly kind: 'certificates'; readonly profile: ConnectionProfile };

export const connectionDialog = createStore<ConnectionDialog | null>(null);

export const showConnectionDialog = (dialog: ConnectionDialog | null): void => connectionDialog.update(() => dialog);

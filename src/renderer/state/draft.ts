import type { ConnectionDraft, ConnectionSecrets } from '../../contract/connections/profile.ts';

/** A connection that was read and is not saved yet. */
export interface UnsavedConnection {
  readonly draft: ConnectionDraft;
  readonly secrets: ConnectionSecrets;
}

let waiting: UnsavedConnection | null = null;

/** Leaves a connection for the form that is opened next. */
export function leaveForForm(connection: UnsavedConnection): void {
  waiting = connection;
}

/** Takes what was left, once, so that secrets are not kept longer than it takes to open the form. */
export function takeForForm(): UnsavedConnection | null {
  const taken = waiting;
  waiting = null;
  return taken;
}

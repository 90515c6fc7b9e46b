import type { ConnectionId } from '../../../../contract/ids.ts';

/** Returns the connection that keys are edited on. Keys of a file, which has none, are never edited. */
export function editedConnection(connection: ConnectionId | null): ConnectionId {
  if (connection === null) throw new Error('the keys of a file are not edited');
  return connection;
}

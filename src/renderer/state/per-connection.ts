import type { ConnectionId } from '../../contract/ids.ts';

/** Makes one object for each connection of an api: the same one as long as the window lives. */
export function perConnection<A extends object, T>(
  create: (api: A, connection: ConnectionId) => T,
): (api: A, connection: ConnectionId) => T {
  const made = new WeakMap<A, Map<ConnectionId, T>>();
  return (api, connection) => {
    const ofApi = made.get(api) ?? new Map<ConnectionId, T>();
    made.set(api, ofApi);
    const known = ofApi.get(connection);
    if (known !== undefined) return known;
    const fresh = create(api, connection);
    ofApi.set(connection, fresh);
    return fresh;
  };
}

import type { OpenConnection } from '../connections/held/open-connections.ts';
import { clusterOf } from './journal.ts';
import type { Begun } from './records.ts';
import { ownWriter } from './writer-process.ts';

/** Returns the part of an entry's first record that is the same for every subject; `at` in milliseconds since 1970. */
export function beginningOf(
  connection: OpenConnection,
  id: string,
  at: number,
): Pick<Begun, 'kind' | 'id' | 'at' | 'connection' | 'connectionName' | 'clusterId' | 'writer'> {
  const { id: of, profile } = connection;
  const writer = ownWriter();
  return {
    ...{ kind: 'begun', id, at, connection: of, connectionName: profile.name, clusterId: clusterOf(connection) },
    ...(writer === null ? {} : { writer }),
  };
}

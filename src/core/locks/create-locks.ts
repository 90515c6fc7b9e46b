import type { LocksApi } from '../../contract/locks.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import type { Clock } from '../ports.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { listLocks } from './list-locks.ts';

/** Creates the search for locks and elections of open connections' clusters. */
export function createLocks(parts: {
  readonly open: OpenConnections;
  readonly clock: Clock;
  readonly codecs: Pick<ValueCodecs, 'toEntry'>;
}): LocksApi {
  const { open, clock, codecs } = parts;
  return {
    list: ({ connection }, options) =>
      stoppable(options?.signal, async function* (signal) {
        const { client, closed } = open.require(connection);
        yield* listLocks({ client, clock, codecs }, AbortSignal.any([signal, closed]));
      }),
  };
}

import type { SourcesApi } from '../../contract/sources.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import type { Ports } from '../ports.ts';
import { stoppable } from '../streams/stoppable.ts';
import { liveOf } from './sources.ts';

/** Opening the keys of open connections. */
export function createSourcesApi(open: OpenConnections, { clock }: Pick<Ports, 'clock'>): SourcesApi {
  return {
    open: ({ source }, options) =>
      stoppable(options?.signal, async function* (signal) {
        const { connection, revision } = liveOf(source);
        const held = open.require(connection);
        const origin = {
          name: held.profile.name,
          clusterId: held.state().clusterId,
          isKine: false,
          dataTime: revision === null ? clock.now() : null,
          canWrite: revision === null,
          canWatch: true,
          hasHistory: true,
          canReadWithoutQuorum: true,
        };
        yield { kind: 'opened', origin } as const;
        const ended = AbortSignal.any([signal, held.closed]);
        await new Promise<void>((resolve) => {
          if (ended.aborted) resolve();
          else ended.addEventListener('abort', () => resolve(), { once: true });
        });
      }),
  };
}

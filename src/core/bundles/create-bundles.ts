import { isAbsolute } from 'node:path';
import type { BundlesApi } from '../../contract/bundles.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { head } from '../etcd/kv.ts';
import { liveOf, type Sources } from '../keyspace/sources.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { exportBundle } from './export-bundle.ts';

/** Bundles of keys, written from any source. */
export function createBundles(
  open: OpenConnections,
  sources: Sources,
  codecs: Pick<ValueCodecs, 'holdsSecret'>,
): BundlesApi {
  return {
    export: (request, options) =>
      stoppable(options?.signal, async function* (signal) {
        const { file, source } = request;
        if (file !== null && !isAbsolute(file)) {
          throw new EtcdeckError({ code: 'BadRequest', message: `${file} is not an absolute path` });
        }
        const { clusterId } = await head(open.require(liveOf(source).connection).client, { signal });
        yield* exportBundle({ sources, codecs, clusterId }, request, signal);
      }),
  };
}

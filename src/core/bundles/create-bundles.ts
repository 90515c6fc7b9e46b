import { isAbsolute } from 'node:path';
import type { BundlesApi } from '../../contract/bundles.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { exportBundle } from './export-bundle.ts';

/** Bundles of keys, written from any source. */
export function createBundles(sources: OpenSources, codecs: Pick<ValueCodecs, 'holdsSecret'>): BundlesApi {
  return {
    export: (request, options) =>
      stoppable(options?.signal, async function* (signal) {
        const { file, source } = request;
        if (file !== null && !isAbsolute(file)) {
          throw new EtcdeckError({ code: 'BadRequest', message: `${file} is not an absolute path` });
        }
        const { whole, coverage } = sources.require(source);
        yield* exportBundle({ source: whole, coverage, codecs }, request, signal);
      }),
  };
}

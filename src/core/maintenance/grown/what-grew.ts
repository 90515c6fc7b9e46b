import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { GrownNotice } from '../../../contract/maintenance.ts';
import { spanOf } from '../../sources/key-span.ts';
import { breathe } from '../../streams/breath.ts';
import { paced } from '../../streams/paced.ts';
import type { MaintenanceParts } from '../maintenance-parts.ts';
import { GrownPrefixes } from './grown-prefixes.ts';

const mostPrefixes = 100;
const everything = new Uint8Array();

/**
 * Reads every key that the user may read, at one revision, and sums up their sizes. etcd tells the size of a value by the
 * value alone, so that all of them are read. Where a compaction takes the revision away meanwhile, what was read until
 * then is a part.
 */
export async function* whatGrew(
  { sources }: Pick<MaintenanceParts, 'sources'>,
  connection: ConnectionId,
  outer: AbortSignal,
): AsyncGenerator<GrownNotice, void> {
  const source = sources.require(liveKeys(connection));
  const signal = AbortSignal.any([outer, source.closed]);
  const grown = new GrownPrefixes(source.registries(), mostPrefixes);
  const isDue = paced();
  let isWhole = true;
  let scanned = 0;
  try {
    for await (const { entries, isPartial } of source.readable.pin().entries(spanOf(everything), { signal })) {
      for (const entry of entries) grown.add(entry);
      scanned += entries.length;
      isWhole &&= isPartial !== true;
      if (isDue()) yield { kind: 'progress', scanned };
      await breathe();
    }
  } catch (error) {
    if (!(error instanceof EtcdeckError && error.code === 'Compacted')) throw error;
    isWhole = false;
  }
  yield { kind: 'grown', ...grown.finish(), isWhole };
}

import type { CallOptions } from '../../contract/abort.ts';
import type { ComparedKeys } from '../../contract/compare.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { keyspaceOf, liveKeys } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { compareBytes, concatBytes } from '../bytes/bytes.ts';
import { entriesNamed } from '../sources/entries-named.ts';
import { spanOf } from '../sources/key-span.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { differingKeys, valuesOf } from './differing-keys.ts';
import type { WritePlanner } from './write-planner.ts';

/** Keys of a source, and the place in a connection's keys that they are written to. */
export interface CopiedKeys {
  readonly from: ComparedKeys;
  /** The names after the source's prefix; `null`: all of them. */
  readonly names: readonly Uint8Array[] | null;
  readonly connection: ConnectionId;
  readonly to: Uint8Array;
  /** Whether keys that the source lacks are deleted. */
  readonly deletesExtra: boolean;
}

/** A part of the entries to write. `scanned`: how many keys were looked at for it. */
export interface CopiedPart {
  readonly entries: readonly KeyValue[];
  readonly revision: number;
  readonly scanned: number;
}

/** Yields the entries to write, in parts; plans the deletion of keys that the source lacks on the way. */
export async function* copiedEntries(
  sources: OpenSources,
  { from, names, connection, to, deletesExtra }: CopiedKeys,
  planner: WritePlanner,
  options: CallOptions,
): AsyncGenerator<CopiedPart, void> {
  const source = sources.require(from.source).whole;
  if (names !== null) {
    for await (const part of entriesNamed(source, from.prefix, names, options)) {
      if (deletesExtra)
        await planner.deleteExisting(
          part.missing.map((name) => concatBytes(to, name)),
          options,
        );
      yield part;
    }
    return;
  }
  const isSameKeyspace =
    keyspaceOf(from.source) === keyspaceOf(liveKeys(connection)) && compareBytes(from.prefix, to) === 0;
  if (!deletesExtra && !isSameKeyspace) {
    for await (const { entries, revision } of source.entries(spanOf(from.prefix), options)) {
      yield { entries, revision, scanned: entries.length };
    }
    return;
  }
  const left = { source, prefix: from.prefix };
  const right = { source: sources.require(liveKeys(connection)).whole, prefix: to };
  for await (const page of differingKeys(left, right, { isSameKeyspace }, options)) {
    for await (const entries of valuesOf(source, page, options)) {
      yield { entries, revision: page.revision, scanned: 0 };
    }
    if (deletesExtra) await planner.delete(page.extra, options);
    yield { entries: [], revision: page.revision, scanned: page.scanned };
  }
}

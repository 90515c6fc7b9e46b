import type { CallOptions } from '../../contract/abort.ts';
import type { ComparedKeys } from '../../contract/compare.ts';
import { atRevision, pastRevision } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { compareBytes, concatBytes } from '../bytes/bytes.ts';
import type { Sources } from './sources.ts';

/** Asked at once; each may bring a value of more than a megabyte. */
const atOnce = 16;

/** Some keys by their names, in order, all at one revision, and the names that are not there. */
export async function* entriesNamed(
  sources: Sources,
  { source, prefix }: ComparedKeys,
  names: readonly Uint8Array[],
  options: CallOptions,
): AsyncGenerator<{
  readonly entries: readonly KeyValue[];
  readonly missing: readonly Uint8Array[];
  readonly revision: number;
  readonly scanned: number;
}> {
  const sorted = [...names]
    .sort(compareBytes)
    .filter((name, place, all) => place === 0 || compareBytes(all[place - 1] ?? name, name) !== 0);
  let revision = pastRevision(source);
  for (let at = 0; at < sorted.length; ) {
    // The first answer says which revision the others are asked at.
    const part = sorted.slice(at, at + (revision === null ? 1 : atOnce));
    const pinned = sources(atRevision(source, revision));
    const found = await Promise.all(part.map((name) => pinned.get(concatBytes(prefix, name), options)));
    revision ??= found[0]?.revision ?? null;
    yield {
      entries: found.flatMap(({ entry }) => (entry === null ? [] : [entry])),
      missing: part.filter((_, place) => found[place]?.entry === null),
      revision: revision ?? 0,
      scanned: part.length,
    };
    at += part.length;
  }
}

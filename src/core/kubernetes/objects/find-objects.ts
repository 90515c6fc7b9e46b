import type { CallOptions } from '../../../contract/abort.ts';
import type { ObjectSearchNotice } from '../../../contract/kubernetes.ts';
import { textFinder } from '../../keyspace/text-part.ts';
import { objectsPrefix, toObject } from '../../registries/list-registry.ts';
import { spanOf } from '../../sources/key-span.ts';
import { pageParts } from '../../sources/page-parts.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import { breathe } from '../../streams/breath.ts';
import { paced } from '../../streams/paced.ts';
import { stoppable } from '../../streams/stoppable.ts';

/** Which objects of a resource to find. */
export interface FindRequest {
  readonly registry: Uint8Array;
  readonly resource: Uint8Array;
  readonly namespace: string | null;
  readonly text: string;
  readonly after: Uint8Array | null;
  readonly limit: number;
}

const mostLooked = 250_000;

/** Finds a resource's objects whose names contain a text, by their keys alone. */
export function findObjects(
  source: SourceReader,
  { registry, resource, namespace, text, after, limit }: FindRequest,
  options?: CallOptions,
): AsyncIterable<ObjectSearchNotice> {
  const span = spanOf(objectsPrefix(resource, namespace), after);
  const find = textFinder(text, true);
  return stoppable(options?.signal, async function* (signal): AsyncGenerator<ObjectSearchNotice, void> {
    let looked = 0;
    let total: number | null = null;
    let revision = 0;
    let partial: { readonly isPartial?: true } = {};
    let left = limit;
    const isDue = paced();
    for await (const page of source.keys(span, { signal })) {
      revision = page.revision;
      if (page.isPartial) partial = { isPartial: true };
      total ??= page.total;
      const objects = page.keys.map((key) => toObject(registry, key));
      const places = objects.flatMap(({ namespace: own, name }, place) =>
        find(`${own ?? ''}/${name}`) < 0 ? [] : [place],
      );
      const kept = places.slice(0, left);
      left -= kept.length;
      const found = kept.flatMap((place) => objects[place] ?? []);
      for (const part of pageParts(found, ({ key }) => key.key.length)) yield { kind: 'objects', objects: part };
      const last = left === 0 ? kept.at(-1) : undefined;
      looked += last === undefined ? objects.length : last + 1;
      const next = (last === undefined ? objects.at(-1) : objects[last])?.key.key ?? null;
      if (left === 0 || looked >= mostLooked) {
        yield { kind: 'ended', reason: left === 0 ? 'limit' : 'bound', looked, total, next, revision, ...partial };
        return;
      }
      if (isDue()) yield { kind: 'progress', looked, total };
      await breathe();
    }
    yield { kind: 'ended', reason: 'complete', looked, total: looked, next: null, revision, ...partial };
  });
}

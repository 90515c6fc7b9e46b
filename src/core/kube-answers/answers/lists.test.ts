import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AnswersWorld,
  answersWorld,
  asMetadata,
  asProtobuf,
  asTable,
  objectsIn,
  wholeList,
} from '../../../testing/kubernetes/answers-world.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import type { StoredEntry } from '../kube-answers.ts';
import type { Served } from '../resources/served-resource.ts';

describe('a list', () => {
  let world: AnswersWorld;
  let pods: Served;
  let entries: readonly StoredEntry[];

  beforeAll(async () => {
    world = await answersWorld({ now: Date.UTC(2026, 10, 30) });
    pods = world.served('v1', 'pods');
    const running = objectsIn(new URL('../reference/running-objects.yaml', import.meta.url));
    entries = running
      .filter((json) => json.startsWith('{"apiVersion":"v1","kind":"Pod",'))
      .map((json, place) => world.stored(json, place + 100));
  });

  const listOf = (accept: string, some = entries, includeObject: string | null = null) =>
    wholeList(world, pods, accept, some, { revision: 500, includeObject });

  it.each([['application/json'], [asTable], [asMetadata]])('is the same in parts as whole: %s', async (accept) => {
    const whole = await listOf(accept);
    for (const taken of [1, 3, 7]) {
      const list = world.answers.list(pods, world.answers.form(pods, accept, null));
      list.begin({ resourceVersion: 500, continue: null, remainingItemCount: null });
      const parts: Uint8Array[] = [];
      for (const [place, entry] of entries.entries()) {
        list.add(await world.answers.open(pods, entry));
        if (place % taken === 0) parts.push(list.take());
      }
      parts.push(...list.end());
      expect(Buffer.concat(parts).toString()).toBe(whole.toString());
    }
  });

  it('is whole however much it holds before it is taken', async () => {
    const many = Array.from({ length: 40 }, () => entries).flat();
    const list = world.answers.list(pods, world.answers.form(pods, 'application/json', null));
    list.begin({ resourceVersion: 500, continue: null, remainingItemCount: null });
    for (const entry of many) list.add(await world.answers.open(pods, entry));
    expect(list.ready).toBeGreaterThan(2 ** 18);
    const { items }: { items: readonly unknown[] } = JSON.parse(Buffer.concat(list.end()).toString());
    expect(items).toHaveLength(many.length);
  });

  it('has elements without kind and apiVersion, and its own revision', async () => {
    const text = (await listOf('application/json')).toString();
    expect(
      text.startsWith('{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"500"},"items":[{"metadata":'),
    ).toBe(true);
    const { items }: { items: readonly { metadata: { resourceVersion: string }; kind?: string }[] } = JSON.parse(text);
    expect(items.map(({ metadata }) => metadata.resourceVersion)).toEqual(
      entries.map((_, place) => String(place + 100)),
    );
    expect(items.some(({ kind }) => kind !== undefined)).toBe(false);
  });

  it('is the same object in protobuf, whose elements keep their bytes', async () => {
    const bytes = await listOf(asProtobuf);
    expect(decodeObject(world.schema, bytes).json).toBe((await listOf('application/json')).toString().trimEnd());
  });

  it('says where it goes on', async () => {
    for (const accept of ['application/json', asProtobuf, asTable]) {
      const list = world.answers.list(pods, world.answers.form(pods, accept, null));
      list.begin({ resourceVersion: 5, continue: 'next', remainingItemCount: 3 });
      const bytes = Buffer.concat(list.end());
      const text = accept === asProtobuf ? decodeObject(world.schema, bytes).json : bytes.toString();
      expect(text).toContain('"metadata":{"resourceVersion":"5","continue":"next","remainingItemCount":3}');
    }
  });

  it('is empty as Go prints an empty one', async () => {
    expect((await listOf('application/json', [])).toString()).toContain('"items":[]}\n');
    expect((await listOf(asMetadata, [])).toString()).toContain('"items":null}\n');
    expect((await listOf(asTable, [])).toString()).toContain('"rows":[]}\n');
  });

  it('has of a row what was asked for', async () => {
    const rowOf = async (includeObject: string) => {
      const [row]: { object: { kind: string; metadata: object; spec?: object } | null }[] = JSON.parse(
        (await listOf(asTable, entries.slice(0, 1), includeObject)).toString(),
      ).rows;
      return row?.object;
    };
    expect(await rowOf('None')).toBeNull();
    expect(await rowOf('Metadata')).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'running' } });
    expect(await rowOf('Object')).toMatchObject({ kind: 'Pod', spec: { nodeName: 'node-1' } });
  });
});

import { expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import { bundleKeys, type KeySource, liveKeys } from '../../../../contract/key-source.ts';
import type { ObjectSearchNotice, RegistryObject } from '../../../../contract/kubernetes.ts';
import { aConnection } from '../../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { bytesOf } from '../../../ui/byte-text.ts';
import { ObjectSearch } from './object-search.ts';
import { nothingFound, searchWords } from './object-search-words.ts';

const anObject = (name: string): RegistryObject => ({
  key: { key: bytesOf(`/registry/pods/shop/${name}`), createRevision: 1, modRevision: 1, version: 1 },
  namespace: 'shop',
  name,
});

const ended = (changes: Partial<Extract<ObjectSearchNotice, { kind: 'ended' }>> = {}): ObjectSearchNotice => ({
  kind: 'ended',
  reason: 'complete',
  looked: 10,
  total: 10,
  next: null,
  revision: 7,
  ...changes,
});

const aSearch = (...answers: readonly (readonly (ObjectSearchNotice | EtcdeckError)[])[]) =>
  aSearchOf(liveKeys(aConnection), answers);

function aSearchOf(source: KeySource, answers: readonly (readonly (ObjectSearchNotice | EtcdeckError)[])[]) {
  const left = [...answers];
  const findObjects = vi.fn(async function* (_request: unknown) {
    for (const notice of left.shift() ?? []) {
      if (notice instanceof EtcdeckError) throw notice;
      yield notice;
    }
  });
  const search = new ObjectSearch(scriptedApi({ kubernetes: { findObjects } }), {
    source,
    registry: bytesOf('/registry/'),
    resource: bytesOf('/registry/pods/'),
    namespace: null,
    text: 'web',
  });
  const names = () => search.state.get().rows.map(({ name }) => name);
  return { search, findObjects, names };
}

it('finds all, and says how many it looked at', async () => {
  const { search, names } = aSearch([
    { kind: 'objects', objects: [anObject('web-0')] },
    { kind: 'progress', looked: 2_000, total: 43_210 },
    { kind: 'objects', objects: [anObject('web-1')] },
    ended({ looked: 43_210, total: 43_210 }),
  ]);
  await search.goOn();
  expect(names()).toEqual(['web-0', 'web-1']);
  expect(searchWords(search.state.get(), 2)).toBe('2 found, 43,210 looked at');
});

it('says that there may be objects which the user may not read', async () => {
  const { search } = aSearch([ended({ looked: 3, total: 3, isPartial: true })]);
  await search.goOn();
  expect(nothingFound(search.state.get())).toBe('None of the 3 objects that you may read is called so.');
});

it('goes on behind what it looked at, at the same revision', async () => {
  const next = bytesOf('/registry/pods/shop/m');
  const { search, findObjects, names } = aSearch(
    [
      { kind: 'objects', objects: [anObject('web-0')] },
      ended({ reason: 'bound', looked: 250_000, total: 600_000, next }),
    ],
    [{ kind: 'objects', objects: [anObject('web-1')] }, ended({ looked: 350_000, total: 350_000 })],
  );
  await search.goOn();
  expect(searchWords(search.state.get(), 1)).toBe('at least 1 found, 250,000 of 600,000 looked at');
  expect(nothingFound(search.state.get())).toMatch(/^None of the first 250,000 of 600,000 objects is called so\./);
  await search.goOn();
  expect(findObjects.mock.lastCall?.[0]).toMatchObject({ after: next, source: { revision: 7 } });
  expect(names()).toEqual(['web-0', 'web-1']);
  expect(searchWords(search.state.get(), 2)).toBe('2 found, 600,000 looked at');
});

it('tries a part that failed again, and repeats nothing', async () => {
  const cut = new EtcdeckError({ code: 'Unavailable', message: 'gone' });
  const { search, names } = aSearch(
    [{ kind: 'objects', objects: [anObject('web-0')] }, { kind: 'progress', looked: 5, total: 10 }, cut],
    [{ kind: 'objects', objects: [anObject('web-0')] }, ended()],
  );
  await search.goOn();
  expect(search.state.get()).toMatchObject({ phase: 'failed', failure: { code: 'Unavailable' } });
  await search.goOn();
  expect(search.state.get()).toMatchObject({ phase: 'ended', looked: 10, failure: null });
  expect(names()).toEqual(['web-0']);
});

it('asks of a file no revision, which it has one only of', async () => {
  const file = bundleKeys('/home/ops/etcd-keys.yaml');
  const { search, findObjects } = aSearchOf(file, [[ended({ next: bytesOf('/registry/pods/shop/web-0') })], [ended()]]);
  await search.goOn();
  await search.goOn();
  expect(findObjects).toHaveBeenCalledTimes(2);
  for (const [request] of findObjects.mock.calls) expect(request).toHaveProperty('source', file);
});

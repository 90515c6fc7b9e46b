import { expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyGlance, ObjectGlance } from '../../contract/glance.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { FoundCommands } from '../state/commands.ts';
import { aConnection } from '../testing/memory-keyspace.ts';
import { fedStream, scriptedApi } from '../testing/scripted-api.ts';
import { bytesOf, utf8Of } from '../ui/byte-text.ts';
import { findNames } from './find-names.tsx';

const aKey = (key: string) => ({ key: bytesOf(key), createRevision: 1, modRevision: 1, version: 1 });

async function* these<T>(notices: readonly (T | EtcdeckError)[]): AsyncGenerator<T> {
  for (const notice of notices) {
    if (notice instanceof EtcdeckError) throw notice;
    yield notice;
  }
}

async function found(keys: readonly (KeyGlance | EtcdeckError)[], objects: readonly (ObjectGlance | EtcdeckError)[]) {
  const [onKey, onObject] = [vi.fn(), vi.fn()];
  const api = scriptedApi({
    keys: { glance: () => these(keys) },
    kubernetes: { glance: () => these(objects) },
  });
  const place = { api, source: liveKeys(aConnection), within: bytesOf(''), onKey, onObject };
  let last: FoundCommands | null = null;
  for await (const now of findNames(place, 'web', new AbortController().signal)) last = now;
  if (last === null) throw new Error('it said nothing');
  return { ...last, onKey, onObject };
}

const ended = (looked: number, isComplete = true) => ({ kind: 'ended', looked, isComplete }) as const;

it('offers the key, keys like it and objects like it, each once', async () => {
  const pod = { key: bytesOf('/registry/pods/shop/web'), resource: 'pods', namespace: 'shop', name: 'web' };
  const { named, hits, note, onKey, onObject } = await found(
    [
      { kind: 'exact', isThere: true },
      { kind: 'keys', keys: [aKey('web/1'), aKey('/registry/pods/shop/web')] },
      ended(40),
    ],
    [{ kind: 'objects', objects: [pod, { ...pod, key: bytesOf('/registry/nodes/web'), namespace: null }] }, ended(2)],
  );
  expect(named?.title).toBe('Go to key web');
  expect(hits.map(({ title, group }) => `${title}, ${group}`)).toHaveLength(3);
  expect(note).toBe('Looked at all 42 names.');
  named?.run();
  expect(utf8Of(onKey.mock.calls[0]?.[0])).toBe('web');
  hits.find(({ group }) => group === 'pods')?.run();
  expect(utf8Of(onObject.mock.calls[0]?.[0])).toBe('/registry/nodes/web');
});

it('says that a key is not there, and how far it looked', async () => {
  const { named, hits, note } = await found([{ kind: 'exact', isThere: false }, ended(50_000, false)], [ended(0)]);
  expect(named).toBeNull();
  expect(hits).toEqual([]);
  expect(note).toBe('Looked at 50,000 names only; there may be more.');
});

it('offers a key that it could not look for', async () => {
  const denied = new EtcdeckError({ code: 'PermissionDenied', message: 'etcdserver: permission denied' });
  const { named, note } = await found([denied], [ended(0)]);
  expect(named?.group).toBe('it could not be looked for');
  expect(note).toMatch(/^Not all names could be looked at\. /);
});

it('offers a key that is long in coming', async () => {
  const keys = fedStream<KeyGlance>();
  const api = scriptedApi({ keys: { glance: () => keys.open() }, kubernetes: { glance: () => these([ended(0)]) } });
  const nothing = () => undefined;
  const place = { api, source: liveKeys(aConnection), within: bytesOf(''), onKey: nothing, onObject: nothing };
  for await (const { named } of findNames(place, 'web', new AbortController().signal)) {
    if (named === undefined) continue;
    expect(named?.group).toBe('there is no answer yet');
    break;
  }
});

it('does not say that nothing is like it where the key is there', async () => {
  const { hits, note } = await found([{ kind: 'exact', isThere: true }, ended(40)], [ended(2)]);
  expect(hits).toEqual([]);
  expect(note).toBe('Looked at all 42 names.');
});

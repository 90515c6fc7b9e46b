import { describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import { liveKeys } from '../../../../contract/key-source.ts';
import { aConnection, MemoryKeyspace } from '../../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { bytesOf, utf8Of } from '../../../ui/byte-text.ts';
import { KeyList } from './key-list.ts';

function aList(keyspace: MemoryKeyspace, changes: { readonly prefix?: string; readonly revision?: number } = {}) {
  const api = scriptedApi(keyspace.api);
  const source = liveKeys(aConnection, changes.revision ?? null);
  const list = new KeyList(api, { source, prefix: bytesOf(changes.prefix ?? ''), readsValues: true });
  const keys = (): readonly (string | null)[] => list.state.get().rows.map(({ meta }) => utf8Of(meta.key));
  return { list, keys };
}

function aKeyspace(count: number): MemoryKeyspace {
  const keyspace = new MemoryKeyspace();
  for (let i = 0; i < count; i++) keyspace.put(`/n/${String(i).padStart(5, '0')}`, 'value');
  return keyspace;
}

describe('KeyList', () => {
  it('reads the first part, then more, and says when it has all', async () => {
    const { list } = aList(aKeyspace(1_500));
    await list.refresh();
    expect(list.state.get()).toMatchObject({ phase: 'ready', isComplete: false });
    expect(list.state.get().rows).toHaveLength(1_000);
    await list.loadMore();
    expect(list.state.get()).toMatchObject({ phase: 'ready', isComplete: true });
    expect(list.state.get().rows).toHaveLength(1_500);
    expect(list.state.get().rows[7]?.meta).toMatchObject({ bytes: 5, modRevision: 9, version: 1 });
  });

  it('reads as much again as it had', async () => {
    const keyspace = aKeyspace(1_500);
    const { list } = aList(keyspace);
    await list.refresh();
    await list.loadMore();
    keyspace.delete('/n/00000');
    await list.refresh();
    expect(list.state.get().rows).toHaveLength(1_499);
    expect(list.state.get().isComplete).toBe(true);
  });

  it('keeps its rows when reading again fails', async () => {
    const keyspace = aKeyspace(3);
    const { list } = aList(keyspace);
    await list.refresh();
    keyspace.failing.set('list with values', new EtcdeckError({ code: 'Unavailable', message: 'gone' }));
    await list.refresh();
    expect(list.state.get()).toMatchObject({ phase: 'failed', failure: { code: 'Unavailable' } });
    expect(list.state.get().rows).toHaveLength(3);
  });

  it('shows what is written here in its place, and nothing of it in the past', async () => {
    const keyspace = aKeyspace(2);
    const now = aList(keyspace);
    const past = aList(keyspace, { revision: keyspace.revision });
    await now.list.refresh();
    await past.list.refresh();
    for (const key of ['/n/00000x', '/z', '/n/00001']) {
      const { value: _, ...meta } = keyspace.put(key, 'new');
      for (const { list } of [now, past]) list.apply({ key: meta.key, meta, modRevision: meta.modRevision });
    }
    expect(now.keys()).toEqual(['/n/00000', '/n/00000x', '/n/00001', '/z']);
    expect(now.list.state.get().rows[2]?.meta.version).toBe(2);
    now.list.apply({ key: bytesOf('/n/00000x'), meta: null, modRevision: 9 });
    expect(now.keys()).toEqual(['/n/00000', '/n/00001', '/z']);
    expect(past.keys()).toEqual(['/n/00000', '/n/00001']);
  });
});

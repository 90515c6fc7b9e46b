import type { IEvent } from 'etcd3';
import { describe, expect, it } from 'vitest';
import { RevisionAssembly, toWatchEvent } from './watch-events.ts';

const event = (revision: number, key: string): IEvent => ({
  type: 'Put',
  kv: {
    key: Buffer.from(key),
    value: Buffer.from('v'),
    create_revision: '1',
    mod_revision: String(revision),
    version: '1',
    lease: '0',
  },
  // Absent messages are null on the wire, which etcd3's type does not say.
  prev_kv: null as unknown as IEvent['prev_kv'],
});

const names = (events: readonly IEvent[]): string[] => events.map(({ kv }) => `${kv.mod_revision}${kv.key}`);

describe('fragments', () => {
  it('are given revision by revision, each whole', () => {
    const assembly = new RevisionAssembly();
    expect(names(assembly.add([event(5, 'a'), event(6, 'a'), event(6, 'b')], true))).toEqual(['5a']);
    expect(names(assembly.add([event(6, 'c')], true))).toEqual([]);
    expect(names(assembly.add([event(6, 'd'), event(7, 'a')], true))).toEqual(['6a', '6b', '6c', '6d']);
    expect(names(assembly.add([event(8, 'a')], false))).toEqual(['7a', '8a']);
    expect(names(assembly.add([event(9, 'a')], false))).toEqual(['9a']);
  });

  it('give nothing while there is nothing', () => {
    const assembly = new RevisionAssembly();
    expect(assembly.add([], true)).toEqual([]);
    expect(assembly.add([], false)).toEqual([]);
  });
});

describe('an event', () => {
  it('of a put carries the key as it became, in memory of its own', () => {
    const response = Buffer.from('....key');
    const put = { ...event(7, ''), kv: { ...event(7, '').kv, key: response.subarray(4), lease: '255' } };
    const { entry } = toWatchEvent(put) as Extract<ReturnType<typeof toWatchEvent>, { type: 'put' }>; // by its type
    expect(entry).toMatchObject({ modRevision: 7, lease: '00000000000000ff', key: new Uint8Array(Buffer.from('key')) });
    expect(entry.key.buffer.byteLength).toBe(3);
  });

  it('of a deletion carries its revision and what was there', () => {
    const gone: IEvent = { ...event(9, 'k'), type: 'Delete', prev_kv: event(4, 'k').kv };
    expect(toWatchEvent(gone)).toMatchObject({ type: 'delete', modRevision: 9, previous: { modRevision: 4 } });
    expect(toWatchEvent({ ...gone, prev_kv: event(4, 'k').prev_kv })).toMatchObject({ previous: null });
  });
});

import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { WatchNotice } from '../../contract/watches.ts';
import { EtcdClient } from '../etcd/client.ts';
import { KeyReader } from '../etcd/key-reader.ts';
import { type WatchRange, watch } from '../etcd/watch.ts';
import { toNoted } from '../journal/records.ts';
import { settleFailed, untilDecided } from './settle-lost.ts';

vi.mock(import('../etcd/watch.ts'));

const client = new EtcdClient({ endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null });
afterEach(() => vi.restoreAllMocks());

const { signal } = new AbortController();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const at = (createRevision: number, modRevision: number, value = 'value'): KeyValue => ({
  key: bytes('key'),
  value: bytes(value),
  createRevision,
  modRevision,
  version: modRevision - createRevision + 1,
  lease: null,
});
const gone = new EtcdeckError({ code: 'Compacted', message: 'the history is gone' });

/** A cluster where the key is as it is now, and was as it was, and whose history begins behind a revision. */
function aHistory(now: KeyValue, then: KeyValue, compactRevision: number): void {
  vi.spyOn(client, 'call').mockResolvedValue({ answer: undefined, endpoint: '', latencyMs: 0 });
  vi.spyOn(KeyReader.prototype, 'all').mockImplementation(async (_, { revision } = {}) => {
    if (revision !== undefined && revision < compactRevision) throw gone;
    const found = revision === undefined ? now : revision < then.modRevision ? null : then;
    return { found: [found], revision: compactRevision + 1 };
  });
  vi.mocked(watch).mockImplementation(async function* (
    _: EtcdClient,
    { startRevision }: WatchRange,
  ): AsyncGenerator<WatchNotice<KeyValue>, void> {
    if ((startRevision ?? 0) <= compactRevision) yield { kind: 'compacted', compactRevision };
    else yield { kind: 'event', event: { type: 'put', entry: then, previous: null } };
  });
}

it('follows a creation on where the one that is there was made in a part of the history that is gone', async () => {
  // It is deleted then, and the transaction lands at 20.
  aHistory(at(5, 8), at(20, 20), 7);
  const lost = { changes: [toNoted({ key: bytes('key'), before: null, after: bytes('value') })], since: 1 };
  expect(await untilDecided(client, lost, signal)).toEqual({ kind: 'done', revision: 20 });
});

it.each([
  ['is not done, and conflicts with the key', 0, { kind: 'notDone', failure: { code: 'Conflict' } }],
  ['cannot happen any more where the change is compacted', 20, { kind: 'untold' }],
])('a lost overwrite of a key that somebody else has changed %s', async (_, compactRevision, settled) => {
  aHistory(at(5, 10, 'theirs'), at(5, 9, 'theirs'), compactRevision);
  const lost = {
    changes: [toNoted({ key: bytes('key'), before: at(5, 8, 'before'), after: bytes('value') })],
    since: 8,
  };
  const failure = new EtcdeckError({ code: 'OutcomeUnknown', message: 'cut' });
  const found = await settleFailed(failure, client, lost, { patienceMs: 0, signal });
  expect(found).toMatchObject(settled);
  if (found.kind === 'notDone') expect(found.failure.detail).toEqual({ currentModRevision: 10, key: 'key' });
});

/** Two keys: one is changed at 5, and at 9 both are written as the lost transaction would have written them. */
function twoKeys(): void {
  const states = [
    [9, [at(3, 9, 'a'), at(4, 9, 'b')]],
    [5, [at(3, 5, 'theirs'), at(4, 4, 'before')]],
    [4, [at(3, 3, 'before'), at(4, 4, 'before')]],
  ] as const;
  vi.spyOn(client, 'call').mockResolvedValue({ answer: undefined, endpoint: '', latencyMs: 0 });
  vi.spyOn(KeyReader.prototype, 'all').mockImplementation(async (keys, { revision = 9 } = {}) => {
    const found = states.find(([since]) => since <= revision)?.[1] ?? [];
    return { found: keys.map((key) => found[key[0] === bytes('a')[0] ? 0 : 1] ?? null), revision: 9 };
  });
  vi.mocked(watch).mockImplementation(async function* (_, { key }): AsyncGenerator<WatchNotice<KeyValue>, void> {
    const isFirst = key[0] === bytes('a')[0];
    if (isFirst) yield { kind: 'event', event: { type: 'put', entry: at(3, 5, 'theirs'), previous: null } };
    yield { kind: 'event', event: { type: 'put', entry: at(isFirst ? 3 : 4, 9), previous: null } };
  });
}

it('a lost transaction is not done where the same was written later, after another of its keys had changed', async () => {
  twoKeys();
  const [a, b] = [at(3, 3, 'before'), at(4, 4, 'before')].map((before, place) => {
    const name = bytes(['a', 'b'][place] ?? '');
    return toNoted({ key: name, before: { ...before, key: name }, after: name });
  });
  if (a === undefined || b === undefined) throw new Error('there are two');
  for (const changes of [
    [a, b],
    [b, a],
  ]) {
    expect(await untilDecided(client, { changes, since: 4 }, signal)).toEqual({ kind: 'notDone' });
  }
});

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
    return { found: [revision === undefined ? now : then], revision: compactRevision + 1 };
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

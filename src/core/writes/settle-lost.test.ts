import { expect, it, vi } from 'vitest';
import { EtcdError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { WatchNotice } from '../../contract/watches.ts';
import { EtcdClient } from '../etcd/client.ts';
import { KeyReader } from '../etcd/key-reader.ts';
import { type WatchRange, watch } from '../etcd/watch.ts';
import { toNoted } from '../journal/records.ts';
import { untilDecided } from './settle-lost.ts';

vi.mock(import('../etcd/watch.ts'));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const at = (revision: number, version: number): KeyValue => ({
  key: bytes('key'),
  value: bytes('value'),
  createRevision: revision,
  modRevision: revision + version - 1,
  version,
  lease: null,
});

it('follows a creation on where the one that is there was made in a part of the history that is gone', async () => {
  const client = new EtcdClient({ endpoints: ['http://127.0.0.1:1'], tls: null, user: null, password: null });
  // The key was created at 5, and all up to 7 is compacted. It is deleted then, and the transaction lands at 20.
  vi.spyOn(KeyReader.prototype, 'all').mockImplementation(async (_, { revision } = {}) => {
    if (revision === 5) throw new EtcdError({ code: 'Compacted', message: 'the history is gone' });
    return revision === 20 ? { found: [at(20, 1)], revision: 21 } : { found: [at(5, 4)], revision: 8 };
  });
  vi.mocked(watch).mockImplementation(async function* (
    _: EtcdClient,
    { startRevision }: WatchRange,
  ): AsyncGenerator<WatchNotice<KeyValue>, void> {
    if ((startRevision ?? 0) <= 7) yield { kind: 'compacted', compactRevision: 7 };
    else yield { kind: 'event', event: { type: 'put', entry: at(20, 1), previous: null } };
  });
  const lost = { changes: [toNoted({ key: bytes('key'), before: null, after: bytes('value') })], since: 1 };
  expect(await untilDecided(client, lost, new AbortController().signal)).toEqual({ kind: 'done', revision: 20 });
  client.close();
});

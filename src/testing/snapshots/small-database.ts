import { type BoltForm, usualForm, writeBolt } from './bolt-writer.ts';
import { bytesField, etcdBuckets, numberField, type StoredRevision } from './etcd-database.ts';

/** The states of a few hundred keys, with deletions, new lives, values of several pages, and transactions. */
export function* manyRevisions(keys = 300): Generator<StoredRevision, void> {
  const states = new Map<string, { createRevision: number; version: number }>();
  let main = 2;
  for (let turn = 0; turn < keys * 3; turn++) {
    const pod = (turn * 7919) % keys;
    const key = `/registry/pods/namespace-${pod % 7}/pod-${pod}`;
    const state = states.get(key);
    if (state !== undefined && turn % 11 === 0) {
      states.delete(key);
      yield { main, key };
    } else {
      const next =
        state === undefined ? { createRevision: main, version: 1 } : { ...state, version: state.version + 1 };
      states.set(key, next);
      const value = turn % 97 === 0 ? Buffer.alloc(9_000, turn) : `value ${turn}`.repeat(1 + (turn % 5));
      yield { main, key, value, ...next, lease: turn % 13 === 0 ? 0x7a00_0000_0000_0001n + BigInt(turn) : 0n };
      // A transaction writes several keys at one revision.
      if (turn % 17 === 0) {
        const other = `/transactions/${turn}`;
        yield { main, sub: 1, key: other, value: '', createRevision: main, version: 1 };
      }
    }
    main++;
  }
}

/** The buckets beside the keys, as a cluster of three with users has them. */
export const sampleEntries = {
  members: [
    [
      '8e9e05c52164694d',
      '{"id":10276657743932975437,"peerURLs":["http://10.0.0.1:2380"],"name":"a","clientURLs":["http://10.0.0.1:2379"]}',
    ],
    ['91bc3c398fb3c146', '{"id":10501334649042878790,"peerURLs":["http://10.0.0.2:2380"],"isLearner":true}'],
  ],
  members_removed: [['fd422379fda50e48', 'removed']],
  cluster: [['clusterVersion', '3.5.0']],
  auth: [
    ['authEnabled', Uint8Array.of(1)],
    ['authRevision', Buffer.alloc(8, 1)],
  ],
  authUsers: [
    [
      'root',
      Buffer.concat([
        ...bytesField(1, Buffer.from('root')),
        ...bytesField(2, Buffer.from('$2a$10$hash')),
        ...bytesField(3, Buffer.from('root')),
      ]),
    ],
  ],
  authRoles: [
    [
      'reader',
      Buffer.concat([
        ...bytesField(1, Buffer.from('reader')),
        ...bytesField(2, Buffer.concat([...bytesField(2, Buffer.from('/a/')), ...bytesField(3, Buffer.from('/a0'))])),
        ...bytesField(
          2,
          Buffer.concat([
            ...numberField(1, 2n),
            ...bytesField(2, Buffer.from('/b')),
            ...bytesField(3, Uint8Array.of(0)),
          ]),
        ),
      ]),
    ],
  ],
  alarm: [[Buffer.concat([...numberField(1, 0x8e9e_05c5_2164_694dn), ...numberField(2, 1n)]), '']],
  lease: [
    [
      Buffer.from('7a0000000000000e', 'hex'),
      Buffer.concat([...numberField(1, 0x7a00_0000_0000_000en), ...numberField(2, 600n)]),
    ],
  ],
} as const;

/** Writes a database with all of these. */
export function writeSmallDatabase(file: string, form: BoltForm = usualForm): void {
  writeBolt(file, etcdBuckets({ revisions: manyRevisions(), entries: sampleEntries }), form);
}

import type { BoltBucket } from './bolt-writer.ts';

/** A revision of a key to write into a key bucket: a deletion where it has no value. */
export interface StoredRevision {
  readonly main: number;
  readonly sub?: number;
  readonly key: string | Uint8Array;
  readonly value?: string | Uint8Array;
  readonly createRevision?: number;
  readonly version?: number;
  readonly lease?: bigint;
}

/** What an etcd database holds, beside nothing at all. */
export interface EtcdContents {
  readonly revisions: Iterable<StoredRevision>;
  readonly scheduledCompact?: number;
  readonly finishedCompact?: number;
  /** Entries of further buckets, and of those that every database has. */
  readonly entries?: Readonly<Record<string, readonly (readonly [string | Uint8Array, string | Uint8Array])[]>>;
}

const names = 'alarm auth authRevision authRoles authUsers cluster lease members members_removed'.split(' ');

const bytesOf = (of: string | Uint8Array): Uint8Array => (typeof of === 'string' ? Buffer.from(of) : of);

/** Returns the buckets of a database as etcd writes it. */
export function etcdBuckets({
  revisions,
  scheduledCompact,
  finishedCompact = scheduledCompact,
  entries = {},
}: EtcdContents): readonly BoltBucket[] {
  const meta: (readonly [string, Uint8Array])[] = [['consistent_index', Buffer.alloc(8, 1)]];
  if (finishedCompact !== undefined) meta.push(['finishedCompactRev', revisionKey(finishedCompact, 0)]);
  if (scheduledCompact !== undefined) meta.push(['scheduledCompactRev', revisionKey(scheduledCompact, 0)]);
  const others = [...new Set([...names, ...Object.keys(entries)])].filter((name) => name !== 'meta' && name !== 'key');
  return [
    ...others.map((name) => ({ name, entries: sorted(entries[name] ?? []) })),
    { name: 'meta', entries: sorted([...meta, ...(entries.meta ?? [])]) },
    { name: 'key', entries: keyEntries(revisions) },
  ];
}

function sorted(
  entries: readonly (readonly [string | Uint8Array, string | Uint8Array])[],
): readonly (readonly [Uint8Array, Uint8Array])[] {
  return entries
    .map(([key, value]) => [bytesOf(key), bytesOf(value)] as const)
    .sort(([a], [b]) => Buffer.compare(a, b));
}

function* keyEntries(revisions: Iterable<StoredRevision>): Generator<readonly [Uint8Array, Uint8Array], void> {
  for (const revision of revisions) {
    const isDeletion = revision.value === undefined;
    yield [revisionKey(revision.main, revision.sub ?? 0, isDeletion), keyValueOf(revision)];
  }
}

/** Returns a key of the key bucket. */
export function revisionKey(main: number, sub: number, isDeletion = false): Uint8Array {
  const key = Buffer.alloc(isDeletion ? 18 : 17);
  key.writeBigUInt64BE(BigInt(main), 0);
  key[8] = 0x5f;
  key.writeBigUInt64BE(BigInt(sub), 9);
  if (isDeletion) key[17] = 0x74;
  return key;
}

/** Returns an etcd `KeyValue` message; of a deletion, which has a key only. */
export function keyValueOf({
  main,
  key,
  value,
  createRevision = main,
  version = 1,
  lease = 0n,
}: StoredRevision): Uint8Array {
  if (value === undefined) return Buffer.concat(bytesField(1, bytesOf(key)));
  return Buffer.concat([
    ...bytesField(1, bytesOf(key)),
    ...numberField(2, BigInt(createRevision)),
    ...numberField(3, BigInt(main)),
    ...numberField(4, BigInt(version)),
    ...bytesField(5, bytesOf(value)),
    ...numberField(6, BigInt.asUintN(64, lease)),
  ]);
}

/** Returns a field of bytes, which proto3 leaves out where it is empty. */
export function bytesField(field: number, bytes: Uint8Array): readonly Uint8Array[] {
  return bytes.length === 0 ? [] : [varint(BigInt(field * 8 + 2)), varint(BigInt(bytes.length)), bytes];
}

/** Returns a field of a number, which proto3 leaves out where it is 0. */
export function numberField(field: number, number: bigint): readonly Uint8Array[] {
  return number === 0n ? [] : [varint(BigInt(field * 8)), varint(number)];
}

function varint(number: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = number;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

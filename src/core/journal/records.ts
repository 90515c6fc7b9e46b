import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ClusterId, ConnectionId, LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';

const bytes = z.instanceof(Uint8Array<ArrayBufferLike>);
const acts = z.preprocess(
  // Older records call a repair `cure`.
  (act) => (act === 'cure' ? 'repair' : act),
  z.enum([
    'put',
    'delete',
    'copy',
    'putBack',
    'move',
    'import',
    'undo',
    'object',
    'repair',
    'transaction',
    'fence',
    'moveLeader',
    'memberAdd',
    'memberPromote',
    'memberRemove',
    'memberReplace',
    'memberUpdate',
    'defragment',
    'compact',
    'reclaim',
    'disarm',
    'downgrade',
    'checkPerformance',
    'userAdd',
    'userDelete',
    'userChangePassword',
    'userGrantRole',
    'userRevokeRole',
    'roleAdd',
    'roleDelete',
    'roleGrantPermission',
    'roleRevokePermission',
    'authEnable',
    'authDisable',
    'leaseGrant',
    'leaseRevoke',
    'saveSnapshot',
    'restoreMember',
  ]),
);
const keysSubject = z.object({
  kind: z.literal('keys'),
  /** The keys of the first transaction. */
  keyCount: z.number(),
  firstKey: bytes,
});
const operationsSubject = z.object({
  kind: z.enum(['members', 'maintenance', 'access', 'leases', 'snapshots']),
  what: z.string(),
  verb: z.literal('Cancelled').optional(),
});
// The brand only says that the text was such an id when it was written.
const connectionId = z.string().transform((text) => text as ConnectionId);
const clusterId = z.string().transform((text) => text as ClusterId);
const leaseId = z.string().transform((text) => text as LeaseId);

/** Older records are of keys only, and have the keys in place of a subject. */
const withSubject = (record: unknown): unknown => {
  if (typeof record !== 'object' || record === null || 'subject' in record) return record;
  if (!('keyCount' in record) || !('firstKey' in record)) return record;
  const { keyCount, firstKey, ...rest } = record;
  return { ...rest, subject: { kind: 'keys', keyCount, firstKey } };
};
const begun = z.object({
  kind: z.literal('begun'),
  id: z.string(),
  at: z.number(),
  connection: connectionId,
  connectionName: z.string(),
  clusterId: clusterId.nullable(),
  act: acts,
  subject: z.discriminatedUnion('kind', [keysSubject, operationsSubject]),
  /** The process that writes it; absent from older records, and where processes cannot be identified. */
  writer: z.object({ machine: z.string(), pid: z.number(), startedAt: z.string() }).optional(),
  /** The entry that it undoes. */
  undoes: z.string().optional(),
  /** The file with its first values; `null` for operations, which have none. */
  values: z.string().nullable(),
  /** The number of keys or steps of the whole act; absent from older records. */
  total: z.number().optional(),
  /** The equal lines of etcdctl; absent from older records. */
  etcdctl: z.array(z.string()).optional(),
});
/** One step of operations: about to be sent, or its outcome. A step that stays `sent` has an unknown outcome. */
const step = z.object({
  kind: z.literal('step'),
  id: z.string(),
  step: z.number(),
  state: z.enum(['sent', 'done', 'notDone']),
});
const ended = z.object({
  kind: z.literal('ended'),
  id: z.string(),
  outcome: z.enum(['done', 'stopped', 'unknown', 'failed']),
  revision: z.number().nullable(),
  /** The number of keys or steps that were done, or whose outcome is unknown. */
  keyCount: z.number(),
  /** The first of the keys that were done; absent where it is the one that the entry began with. */
  firstDone: bytes.optional(),
  mayStillHappen: z.boolean().optional(),
  /** How the outcome became known, and when; absent from older records. */
  settled: z.enum(['answer', 'history', 'correction']).optional(),
  settledAt: z.number().optional(),
});

/** A record of the log, which is kept longer than the values. */
export const logRecord = z.preprocess(withSubject, z.discriminatedUnion('kind', [begun, step, ended]));

const change = z.object({
  key: bytes,
  before: z
    .object({
      /** `null`: the journal keeps no values. */
      value: bytes.nullable(),
      createRevision: z.number(),
      modRevision: z.number(),
      version: z.number(),
      lease: leaseId.nullable(),
    })
    .nullable(),
  /** The hash of the value written; `null` for a deletion, and empty where the journal keeps no values. */
  after: bytes.nullable(),
});
/** Which transaction of its entry, from 0 on. Older records lack it, and stand in the order of events. */
const place = z.number().optional();
const noted = z.object({
  kind: z.literal('noted'),
  id: z.string(),
  place,
  /** The revision at which the keys were as noted. */
  since: z.number().optional(),
  /** `false`: it does not compare the modRevisions of its keys; absent where it does. */
  isGuarded: z.boolean().optional(),
  changes: z.array(change),
});
const confirmed = z.object({ kind: z.literal('confirmed'), id: z.string(), place, revision: z.number() });
/**
 * `notDone`: it wrote nothing, and cannot. `untold`: it can write nothing any more, and nothing tells whether it did.
 */
const closed = z.object({
  kind: z.literal('closed'),
  id: z.string(),
  place: z.number(),
  verdict: z.enum(['notDone', 'untold']),
});

/** A record of the values: the changes of a transaction about to be sent, or its outcome. */
export const valuesRecord = z.discriminatedUnion('kind', [noted, confirmed, closed]);

/** A record of the log: an entry's beginning, a step of it, or its end. */
export type LogRecord = z.output<typeof logRecord>;
/** A record of the values: one transaction, or its outcome. */
export type ValuesRecord = z.output<typeof valuesRecord>;
/** The first record of an entry. */
export type Begun = z.output<typeof begun>;
/**
 * The last record of an entry, and again where its outcome was corrected. An entry without one has an unknown outcome.
 */
export type Ended = z.output<typeof ended>;
/** One key with its previous value. */
export type NotedChange = z.output<typeof change>;

/** Returns a change as it is noted: with the previous value, and a digest of the new one. */
export function toNoted(change: {
  readonly key: Uint8Array;
  readonly before: KeyValue | null;
  readonly after: Uint8Array | null;
}): NotedChange {
  const { key, before, after } = change;
  return { key, before, after: after === null ? null : digestOf(after) };
}

/** Returns a noted change without its value before, and without a digest that would let the new one be guessed. */
export function withoutValues({ key, before, after }: NotedChange): NotedChange {
  return { key, before: before === null ? null : { ...before, value: null }, after: after === null ? null : noDigest };
}

const noDigest = new Uint8Array();

/** Whether a change tells a value by its digest. */
export const hasDigest = ({ after }: NotedChange): boolean => after === null || after.length > 0;

/** Returns the SHA-256 of a value, which identifies it. */
export function digestOf(value: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(value).digest());
}

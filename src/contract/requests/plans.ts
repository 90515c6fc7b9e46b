import { z } from 'zod';
import { REQUEST_KEYS } from '../limits.ts';
import { longestTTL, mostLeasesRevoked, type PlanToken } from '../plans.ts';
import { accessName, rangeEnd } from './access.ts';
import { memberName, memberURLs } from './cluster.ts';
import { chosenKeys, comparedKeys, key } from './key-source.ts';
import {
  bytes,
  connectionId,
  expectedRevision,
  leaseId,
  line,
  memberId,
  path,
  revision,
  VALUE_BYTES,
} from './schema.ts';
import { transaction } from './transactions.ts';

// The cast is sound: the brand only says that the text was checked, which has just been done.
const token = line(128)
  .min(1)
  .transform((text) => text as PlanToken);
const onExisting = z.enum(['overwrite', 'skip', 'refuse']);
/** How much history stays, in milliseconds: at most a century. */
const keepMs = z.number().int().min(0).max(3_155_760_000_000);
/** etcd hashes no more than 72 bytes of a password. */
const password = z.string().min(1).max(1_024);
/** A text of the largest size that a window may send at once. */
const text = z.string().max(VALUE_BYTES);

/** The requests of `PlansApi`, checked. */
export const plansRequests = {
  planKey: z.strictObject({
    connection: connectionId,
    key,
    expectedModRevision: expectedRevision,
    put: z
      .strictObject({
        value: z.union([z.literal('keep'), bytes(VALUE_BYTES)]),
        lease: z.union([z.literal('keep'), leaseId, z.null()]),
      })
      .nullable(),
  }),
  planDelete: z.strictObject({ connection: connectionId, keys: chosenKeys }),
  planCopy: z.strictObject({
    from: comparedKeys,
    names: z.array(key).max(REQUEST_KEYS).nullable(),
    connection: connectionId,
    to: key,
    isMove: z.boolean(),
    onExisting,
    deletesExtra: z.boolean(),
  }),
  planPutBack: z.strictObject({
    from: comparedKeys,
    names: z.array(key).max(REQUEST_KEYS).nullable(),
    connection: connectionId,
    leases: z.enum(['none', 'grant']),
    closure: z.boolean(),
    onExisting,
    deletesExtra: z.boolean(),
  }),
  planImport: z.strictObject({
    connection: connectionId,
    bundle: z.union([
      z.strictObject({ kind: z.literal('file'), file: path }),
      z.strictObject({ kind: z.literal('text'), text }),
    ]),
    to: key.nullable(),
    onExisting,
  }),
  planTransaction: z.strictObject({ connection: connectionId, transaction, isGuarded: z.boolean() }),
  planUndo: z.strictObject({ connection: connectionId, journalEntry: line(128).min(1) }),
  planFence: z.strictObject({ connection: connectionId, journalEntry: line(128).min(1) }),
  planObject: z.strictObject({
    connection: connectionId,
    key,
    yaml: text,
    showsManagedFields: z.boolean(),
    expectedModRevision: expectedRevision,
  }),
  planRepair: z.strictObject({
    connection: connectionId,
    key,
    repair: z.union([
      z.strictObject({ kind: z.literal('removeFinalizer'), finalizer: line(1_024).min(1) }),
      z.strictObject({ kind: z.literal('dropDeletionTimestamp') }),
      z.strictObject({ kind: z.literal('deleteOrphan') }),
    ]),
  }),
  planMoveLeader: z.strictObject({ connection: connectionId, member: memberId.nullable() }),
  planMemberAdd: z.strictObject({
    connection: connectionId,
    name: memberName,
    peerURLs: memberURLs,
    isLearner: z.boolean(),
  }),
  planMemberPromote: z.strictObject({ connection: connectionId, member: memberId }),
  planMemberRemove: z.strictObject({ connection: connectionId, member: memberId }),
  planMemberReplace: z.strictObject({
    connection: connectionId,
    member: memberId,
    name: memberName,
    peerURLs: memberURLs,
  }),
  planMemberUpdate: z.strictObject({ connection: connectionId, member: memberId, peerURLs: memberURLs }),
  planDefragment: z.strictObject({ connection: connectionId, members: z.array(memberId).min(1).max(32).nullable() }),
  planCompact: z.strictObject({
    connection: connectionId,
    to: z.union([z.strictObject({ revision }), z.strictObject({ keepMs })]),
    isPhysical: z.boolean(),
  }),
  planReclaim: z.strictObject({ connection: connectionId, keepMs }),
  planDisarm: z.strictObject({ connection: connectionId, alarm: z.enum(['NOSPACE', 'CORRUPT']) }),
  planDowngrade: z.strictObject({ connection: connectionId, to: line(32).nullable() }),
  planCheckPerformance: z.strictObject({ connection: connectionId, load: z.enum(['s', 'm', 'l', 'xl']) }),
  planUserAdd: z.strictObject({ connection: connectionId, user: accessName, password: password.nullable() }),
  planUserDelete: z.strictObject({ connection: connectionId, user: accessName }),
  planUserChangePassword: z.strictObject({ connection: connectionId, user: accessName, password }),
  planUserGrantRole: z.strictObject({ connection: connectionId, user: accessName, role: accessName }),
  planUserRevokeRole: z.strictObject({ connection: connectionId, user: accessName, role: accessName }),
  planRoleAdd: z.strictObject({ connection: connectionId, role: accessName }),
  planRoleDelete: z.strictObject({ connection: connectionId, role: accessName }),
  planRoleGrantPermission: z.strictObject({
    connection: connectionId,
    role: accessName,
    key,
    end: rangeEnd,
    canRead: z.boolean(),
    canWrite: z.boolean(),
  }),
  planRoleRevokePermission: z.strictObject({ connection: connectionId, role: accessName, key, end: rangeEnd }),
  planAuthEnable: z.strictObject({ connection: connectionId, rootPassword: password }),
  planAuthDisable: z.strictObject({ connection: connectionId }),
  planLeaseGrant: z.strictObject({ connection: connectionId, ttl: z.number().int().min(1).max(longestTTL) }),
  planLeaseRevoke: z.strictObject({
    connection: connectionId,
    leases: z.array(leaseId).min(1).max(mostLeasesRevoked),
  }),
  execute: z.strictObject({ token, confirmation: z.string().max(VALUE_BYTES).nullable() }),
  discard: z.strictObject({ token }),
};

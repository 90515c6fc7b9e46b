import { z } from 'zod';
import { labExperiments } from '../lab/experiments.ts';
import { mostLabMembers } from '../lab.ts';
import { bytes, connectionId, KEY_BYTES, line, nothing, path, VALUE_BYTES } from './schema.ts';

const ofLab = { connection: connectionId };
const name = z
  .string()
  .max(63)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'is not a name of letters, digits, dots, hyphens and underscores');
const etcd = path.nullable();

const act = z.union([
  z.strictObject({
    kind: z.enum(['stop', 'kill', 'freeze', 'thaw', 'restart', 'wipe']),
    member: name,
  }),
  z.strictObject({
    kind: z.literal('link'),
    from: name,
    to: name,
    both: z.boolean(),
    state: z.enum(['open', 'cut', 'held']),
    delayMs: z.number().int().min(0).max(10_000),
  }),
  z.strictObject({
    kind: z.literal('partition'),
    groups: z.array(z.array(name).max(mostLabMembers)).min(1).max(mostLabMembers),
  }),
  z.strictObject({ kind: z.literal('heal') }),
  z.strictObject({
    kind: z.literal('quota'),
    member: name,
    bytes: z
      .number()
      .int()
      .min(1)
      .max(2 ** 40)
      .nullable(),
  }),
  z.strictObject({ kind: z.literal('version'), member: name, etcd: path }),
  z.strictObject({ kind: z.literal('grow'), name, etcd }),
  z.strictObject({ kind: z.literal('addLearner'), name, etcd }),
  z.strictObject({ kind: z.literal('promote'), member: name }),
  z.strictObject({ kind: z.literal('remove'), member: name }),
  z.strictObject({ kind: z.literal('startAdded'), peerURL: line(2_048), name, etcd }),
  z.strictObject({ kind: z.literal('moveLeader'), to: name }),
]);

/** The requests of `LabApi`, checked. */
export const labRequests = {
  programs: nothing,
  list: nothing,
  start: z.strictObject({
    members: z.array(z.strictObject({ name, etcd })).min(1).max(mostLabMembers),
    snapshot: path.nullable(),
  }),
  stop: z.strictObject(ofLab),
  act: z.strictObject({ ...ofLab, act }),
  undo: z.strictObject({ ...ofLab, record: z.number().int().min(1) }),
  reset: z.strictObject(ofLab),
  follow: z.strictObject(ofLab),
  write: z.strictObject({ ...ofLab, via: name, key: bytes(KEY_BYTES), value: bytes(VALUE_BYTES) }),
  experiment: z.strictObject({ ...ofLab, experiment: z.enum(labExperiments) }),
  check: z.strictObject({ ...ofLab, run: z.boolean() }),
  runbook: z.strictObject(ofLab),
};

import type { KeysReport, OperationsReport } from '../../contract/execution.ts';
import type { ClusterId, MemberId } from '../../contract/ids.ts';
import type { OperationsBody } from '../../contract/operations.ts';
import type { KeysBody } from '../../contract/planned-changes.ts';
import type { Plan, PlanToken } from '../../contract/plans.ts';
import { bytesOf } from '../ui/byte-text.ts';
import { aConnection } from './builders.ts';

/** The changes of a plan to delete two keys beneath `/app/`. */
export const aKeysBody = (overrides: Partial<KeysBody> = {}): KeysBody => ({
  kind: 'keys',
  counts: { create: 0, overwrite: 0, delete: 2, skip: 0 },
  unread: 0,
  bytes: 0,
  transactions: 1,
  samples: [{ kind: 'delete', key: bytesOf('/app/a'), from: null, bytes: 0, expectedModRevision: 7 }],
  conflicts: [],
  malformed: [],
  ...overrides,
});

/** Returns a plan of these changes on the connection named `memory`, with a subject that fits them. */
export const aPlan = ({ body = aKeysBody(), ...overrides }: Partial<Plan> = {}): Plan => ({
  // Only core creates tokens and ids; here a test stands in for core.
  token: 'token' as PlanToken,
  connection: aConnection('memory').profile.id,
  clusterId: 'c1' as ClusterId,
  act: 'delete',
  subject: subjectOf(body),
  body,
  quorum: null,
  refused: null,
  consequences: [],
  figures: {},
  etcdctl: ['etcdctl del --prefix /app/'],
  kubectl: [],
  confirmation: null,
  revision: 9,
  expiresAt: 0,
  ...overrides,
});

/** Two steps, each about a member. */
const anOperationsBody = (): OperationsBody => ({
  kind: 'operations',
  oddPeerURLs: [],
  steps: ['etcd-2', 'etcd-3'].map((name) => ({
    name: `Move the leader to ${name}`,
    target: { kind: 'member', text: name, member: 'a2' as MemberId, endpoint: null },
    precondition: `Another member leads, and ${name} is a voting member that answers`,
    settledBy: 'asking which member leads',
    onFailure: 'stop',
    expectedMs: null,
  })),
});

/** Returns a plan to move the leader in two steps. */
export const anOperationsPlan = (overrides: Partial<Plan> = {}): Plan =>
  aPlan({
    act: 'moveLeader',
    body: anOperationsBody(),
    consequences: ['ChangesLeader'],
    etcdctl: ['etcdctl move-leader a2'],
    ...overrides,
  });

function subjectOf(body: Plan['body']): Plan['subject'] {
  if (body.kind === 'operations') {
    return { kind: 'members', what: 'the leader to etcd-3', stepCount: body.steps.length };
  }
  const { create, overwrite, delete: deleted } = body.counts;
  const firstKey = body.samples.find(({ kind }) => kind !== 'skip')?.key ?? new Uint8Array();
  return { kind: 'keys', keyCount: create + overwrite + deleted, firstKey };
}

/** Returns the report of two deleted keys. */
export const aSnapshotReport = (overrides: Partial<KeysReport> = {}): KeysReport => ({
  kind: 'keys',
  outcome: 'done',
  done: 2,
  notDone: 0,
  unknown: 0,
  mayStillHappen: false,
  failure: null,
  stoppedAt: null,
  revision: 10,
  journalEntry: 'j1',
  ...overrides,
});

/** Returns the report of two completed steps. */
export const anOperationsReport = (overrides: Partial<OperationsReport> = {}): OperationsReport => ({
  kind: 'operations',
  outcome: 'done',
  done: 2,
  notDone: 0,
  unknown: 0,
  mayStillHappen: false,
  failure: null,
  journalEntry: 'j1',
  results: [null, null],
  steps: [
    { state: 'done', wasAnswerLost: false },
    { state: 'done', wasAnswerLost: true },
  ],
  ...overrides,
});

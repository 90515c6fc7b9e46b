import type { ExecutionReport, Plan, PlanToken } from '../../contract/plans.ts';
import { bytesOf } from '../ui/byte-text.ts';
import { aConnection } from './builders.ts';

/** A plan to delete two keys beneath `/app/`, of the connection called `memory`. */
export const aPlan = (overrides: Partial<Plan> = {}): Plan => ({
  // Only core makes tokens; a test is core here.
  token: 'token' as PlanToken,
  connection: aConnection('memory').profile.id,
  act: 'delete',
  counts: { create: 0, overwrite: 0, delete: 2, skip: 0 },
  unread: 0,
  bytes: 0,
  transactions: 1,
  samples: [{ kind: 'delete', key: bytesOf('/app/a'), from: null, bytes: 0, expectedModRevision: 7 }],
  conflicts: [],
  malformed: [],
  consequences: [],
  etcdctl: ['etcdctl del --prefix /app/'],
  kubectl: [],
  confirmation: null,
  revision: 9,
  expiresAt: 0,
  ...overrides,
});

/** That both were deleted. */
export const aReport = (overrides: Partial<ExecutionReport> = {}): ExecutionReport => ({
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

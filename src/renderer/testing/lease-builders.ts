import type { LeaseId } from '../../contract/ids.ts';
import type { LeaseState } from '../../contract/leases.ts';
import type { Contest } from '../../contract/locks.ts';
import type { KnownLease, LeaseRow } from '../features/leases/lease-rows.ts';
import { bytesOf } from '../ui/byte-text.ts';

/** A lease's id, made up. */
export const aLeaseId = (at: number): LeaseId => `694d${at.toString(16).padStart(12, '0')}` as LeaseId;

interface AliveFacts {
  readonly grantedTTL?: number;
  readonly ttl?: number;
  readonly keyCount?: number | null;
  readonly firstKeys?: readonly string[];
}

/** A lease of a minute without keys. */
export const anAliveLease = (id: LeaseId, facts: AliveFacts = {}): LeaseState => {
  const { grantedTTL = 60, ttl = grantedTTL, firstKeys = [], keyCount = firstKeys.length } = facts;
  return { kind: 'alive', id, grantedTTL, ttl, keyCount, firstKeys: firstKeys.map(bytesOf), at: 0 };
};

export const aKnownLease = (facts: AliveFacts, cameAt: number): KnownLease => ({
  state: anAliveLease(aLeaseId(1), facts),
  cameAt,
});

export const aLeaseRow = (id: string, known: KnownLease | null): LeaseRow => ({ id: id as LeaseId, known });

interface ContenderFacts {
  readonly lease: LeaseId;
  readonly createRevision: number;
  readonly value?: string;
}

/** A lock or an election with those in line. */
export const aContest = (prefix: string, line: readonly ContenderFacts[]): Contest => ({
  prefix: bytesOf(prefix),
  inLine: line.length,
  line: line.map(({ lease, createRevision, value = '' }) => ({
    ...{ lease, createRevision, grantedTTL: 60, ttl: 50, at: 0, bytes: value.length },
    key: bytesOf(`${prefix}${lease}`),
    value: bytesOf(value),
  })),
});

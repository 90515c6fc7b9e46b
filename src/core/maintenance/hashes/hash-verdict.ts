import type { MemberId } from '../../../contract/ids.ts';
import type { HashComparison, MemberHash } from '../../../contract/maintenance.ts';

/**
 * Compares the hashes of the voting members. Only hashes of members that have compacted to the same revision compare.
 * `equal` takes an answer of every one of them.
 */
export function hashVerdict(voters: readonly MemberHash[]): Pick<HashComparison, 'verdict' | 'different'> {
  const groups = groupsOf(voters);
  const isDifferent = groups.some((hashes) => hashes.size > 1);
  const isWhole = groups.length === 1 && voters.every(({ hash }) => hash !== null);
  return {
    verdict: isDifferent ? 'different' : isWhole ? 'equal' : 'unknown',
    different: groups.flatMap(minorityOf),
  };
}

/** Of each compacted revision, the members by their hash. */
function groupsOf(voters: readonly MemberHash[]): readonly ReadonlyMap<number, readonly MemberId[]>[] {
  const groups = new Map<number, Map<number, MemberId[]>>();
  for (const { member, hash, compactRevision } of voters) {
    if (hash === null || compactRevision === null) continue;
    const hashes = groups.get(compactRevision) ?? new Map<number, MemberId[]>();
    groups.set(compactRevision, hashes);
    hashes.set(hash, [...(hashes.get(hash) ?? []), member]);
  }
  return [...groups.values()];
}

/** Returns the members that differ from more than half of them; none where no hash has so many. */
function minorityOf(hashes: ReadonlyMap<number, readonly MemberId[]>): readonly MemberId[] {
  const sets = [...hashes.values()];
  const count = sets.reduce((sum, members) => sum + members.length, 0);
  const most = sets.find((members) => members.length * 2 > count);
  return most === undefined ? [] : sets.filter((members) => members !== most).flat();
}

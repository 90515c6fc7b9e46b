import type { MemberStatus } from '../../../contract/cluster.ts';
import { freeBytes } from '../../../contract/free-bytes.ts';
import { memberName } from '../../../contract/member-name.ts';
import type { PlanConsequence } from '../../../contract/plan-consequences.ts';
import type { Plan } from '../../../contract/plans.ts';
import { defragmentMs } from '../defragment-time.ts';
import type { MemberQuota } from '../member-quotas.ts';

/** A gain below this part of the file is next to nothing. */
const leastPart = 1 / 50;
const leastBytes = 64 * 1024;

/** What follows from an act, and the figures for its words. */
export interface Outlook {
  readonly consequences: readonly PlanConsequence[];
  readonly figures: Plan['figures'];
}

/** Returns what follows from defragmenting these members, by the free pages that they have now. */
export function defragmentOutlook(targets: readonly MemberStatus[]): Outlook {
  const gain = sumOf(targets.map((row) => freeBytes(row) ?? 0));
  const isWorthIt = targets.some(isWorthwhile);
  const longestMs = Math.max(0, ...targets.map((row) => defragmentMs(inUseOf(row), row.version)));
  const needed = Math.max(0, ...targets.map(inUseOf));
  return {
    consequences: ['SilencesMembers', 'NeedsDisk', isWorthIt ? 'GainsSpace' : 'GainsNothing'],
    figures: { longestMs, needed, gain },
  };
}

/**
 * Returns what follows from reclaiming space. What a compaction frees is not known before it; where there is nothing to
 * compact, it is known which members stay above their quota.
 */
export function reclaimOutlook(
  targets: readonly MemberStatus[],
  quotas: readonly Pick<MemberQuota, 'row' | 'quota'>[],
  compacts: boolean,
): Outlook {
  const { consequences, figures } = defragmentOutlook(targets);
  if (compacts) {
    return {
      consequences: consequences.map((one) => (one === 'GainsNothing' ? 'GainsSpace' : one)),
      figures,
    };
  }
  const full = quotas
    .filter(({ row, quota }) => quota !== null && inUseOf(row) >= quota)
    .map(({ row }) => memberName(row));
  if (full.length === 0) return { consequences, figures };
  return { consequences: [...consequences, 'StillFull'], figures: { ...figures, members: full.join(', ') } };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const inUseOf = ({ dbSize, dbSizeInUse }: MemberStatus): number => dbSizeInUse ?? dbSize ?? 0;

const isWorthwhile = (row: MemberStatus): boolean =>
  (freeBytes(row) ?? 0) >= Math.max(leastBytes, (row.dbSize ?? 0) * leastPart);

import type { ClusterStatus } from '../../../contract/cluster.ts';
import { freeBytes } from '../../../contract/free-bytes.ts';
import type { ClusterSpace, MemberSpace } from '../../../contract/maintenance.ts';
import { formatBytes } from '../../ui/format.ts';

/** How much of its quota a member's file takes, from 0; `null`: not known. */
export const shareOf = ({ dbSize, quota }: MemberSpace): number | null =>
  dbSize === null || quota === null || quota <= 0 ? null : dbSize / quota;

export const nameOfSpace = ({ name, member }: MemberSpace): string => (name === '' ? member : name);

interface Sentence {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly text: string;
  readonly more: string;
}

const nearQuota = 0.8;

/** Says first whether the cluster has room. */
export function spaceSentence({ members }: ClusterSpace, { alarms }: Pick<ClusterStatus, 'alarms'>): Sentence {
  const fullest = members.toSorted((a, b) => (shareOf(b) ?? -1) - (shareOf(a) ?? -1))[0];
  const share = fullest === undefined ? null : shareOf(fullest);
  const free = members.reduce((sum, member) => sum + (freeBytes(member) ?? 0), 0);
  const won =
    free === 0
      ? 'Nothing is to be won by defragmenting.'
      : `Defragmenting would give back ${formatBytes(free)} in all.`;
  if (alarms.includes('CORRUPT'))
    return {
      tone: 'bad',
      text: 'The members’ data differ: writes are refused',
      more: 'Find the member that differs, and replace it.',
    };
  if (alarms.includes('NOSPACE'))
    return {
      tone: 'bad',
      text: 'Out of space: the cluster refuses writes',
      more: 'Reads, deletions and everything below still work.',
    };
  if (fullest === undefined || share === null)
    return {
      tone: 'ok',
      text: 'The members say what their databases take',
      more: `Their quotas are not known. ${won}`,
    };
  const [name, percent] = [nameOfSpace(fullest), `${Math.floor(share * 100)}%`];
  if (share >= nearQuota)
    return {
      tone: 'warn',
      text: `${name} has used ${percent} of its quota`,
      more: `At the quota the cluster refuses writes. ${won}`,
    };
  return {
    tone: 'ok',
    text: 'There is room',
    more: `The fullest member, ${name}, has used ${percent} of its quota. ${won}`,
  };
}

/** How fast a database grows. */
export function growthWords({ bytesPerHour }: NonNullable<MemberSpace['growth']>): string {
  if (Math.abs(bytesPerHour) < 1_024) return 'none';
  return `${bytesPerHour > 0 ? '+' : '−'}${formatBytes(Math.abs(bytesPerHour))}/h`;
}

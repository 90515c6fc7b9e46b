import type { ClusterStatus } from './cluster.ts';

/**
 * Whether writes work, judged by quorum and alarms: `noQuorum` stops them, and every member refuses them while any
 * member has the alarm NOSPACE (`noSpace`; deleting still works) or CORRUPT (`corrupt`).
 */
export type WritesCondition = 'working' | 'noQuorum' | 'noSpace' | 'corrupt';

/** Returns the condition that every screen and the command line show. */
export function writesCondition({ quorum, alarms }: Pick<ClusterStatus, 'quorum' | 'alarms'>): WritesCondition {
  if (!quorum.hasQuorum) return 'noQuorum';
  if (alarms.includes('CORRUPT')) return 'corrupt';
  return alarms.includes('NOSPACE') ? 'noSpace' : 'working';
}

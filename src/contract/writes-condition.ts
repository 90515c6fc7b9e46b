import type { ClusterStatus } from './cluster.ts';

/**
 * Whether writes work, as far as quorum and alarms tell: `noQuorum` stops them, and every member refuses them while
 * NOSPACE (`noSpace`; deleting goes on) or CORRUPT (`corrupt`) is raised for any.
 */
export type WritesCondition = 'working' | 'noQuorum' | 'noSpace' | 'corrupt';

/** Returns the one answer that every screen and the command line give. */
export function writesCondition({ quorum, alarms }: Pick<ClusterStatus, 'quorum' | 'alarms'>): WritesCondition {
  if (!quorum.hasQuorum) return 'noQuorum';
  if (alarms.includes('CORRUPT')) return 'corrupt';
  return alarms.includes('NOSPACE') ? 'noSpace' : 'working';
}

import type { MemberStatus } from './cluster.ts';

/** Returns what a defragmentation would give back of a member's database file, in bytes; `null`: not known. */
export const freeBytes = ({ dbSize, dbSizeInUse }: Pick<MemberStatus, 'dbSize' | 'dbSizeInUse'>): number | null =>
  dbSize === null || dbSizeInUse === null ? null : Math.max(0, dbSize - dbSizeInUse);

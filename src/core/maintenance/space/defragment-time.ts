import { versionParts } from '../../members/version-defects.ts';

/** Milliseconds a GiB in use, by minor version, measured on a busy machine. */
const perGiB: Readonly<Record<number, number>> = { 4: 12_000, 5: 10_000, 6: 6_000, 7: 7_000 };
const slowest = 12_000;
const leastMs = 100;

/** Returns how long a member is expected to take for its defragmentation, in milliseconds; `null`: its size is unknown. */
export function defragmentMs(version: string | null, dbSizeInUse: number | null): number | null {
  if (dbSizeInUse === null) return null;
  const minor = version === null ? undefined : versionParts(version)?.minor;
  const rate = (minor === undefined ? undefined : perGiB[minor]) ?? slowest;
  return Math.max(leastMs, Math.round((dbSizeInUse / 1024 ** 3) * rate));
}

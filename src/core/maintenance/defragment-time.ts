import { versionParts } from '../members/version-defects.ts';

const gib = 1024 ** 3;

/** Seconds for each GiB in use on an idle machine, by minor version; others as the last one. */
const secondsPerGib: Readonly<Record<number, number>> = { 4: 12, 5: 10, 6: 7 };
const latestSeconds = 7;
/** What even an empty database takes. */
const leastMs = 100;
/** A loaded machine took up to four times the time of an idle one. */
const margin = 2;

/** Returns how long a defragmentation is expected to take on an idle machine, in milliseconds, by the part in use. */
export function defragmentMs(inUse: number, version: string | null): number {
  const minor = version === null ? null : (versionParts(version)?.minor ?? null);
  // Of an unknown version the slowest is expected.
  const seconds = minor === null ? 12 : (secondsPerGib[minor] ?? latestSeconds);
  return Math.round(leastMs + (inUse / gib) * seconds * 1_000);
}

/** Returns how long to wait for the answer, in milliseconds: a minute, and another for each GiB of the file, twice. */
export function defragmentDeadlineMs(dbSize: number): number {
  return Math.round(margin * 60_000 * (1 + dbSize / gib));
}

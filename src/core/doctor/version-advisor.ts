import type { Finding } from '../../contract/findings.ts';
import type { MemberId } from '../../contract/ids.ts';
import { finding } from '../members/findings.ts';
import { versionParts } from '../members/version-defects.ts';
import type { Advisory, AdvisoryTable } from './advisories.ts';

/** A member whose version is known. */
export interface VersionedMember {
  readonly id: MemberId;
  readonly version: string;
}

type Parts = NonNullable<ReturnType<typeof versionParts>>;

const urgency = ['critical', 'warning', 'info'] as const;

/**
 * Returns the known defects of the members' versions, one finding for each version: its most urgent defect, the ids of
 * all, and the first release without any. The finding names a member only when versions differ.
 */
export function versionFindings(
  members: readonly VersionedMember[],
  table: AdvisoryTable,
  now: number,
): readonly Finding[] {
  const isOne = new Set(members.map(({ version }) => version)).size === 1;
  return (isOne ? members.slice(0, 1) : members).flatMap(({ id, version }) => {
    const parts = versionParts(version);
    if (parts === null) return [];
    const about = isOne ? {} : { member: id };
    return [...defectsOf(parts, table, about), ...endOf(parts, table, now, about)];
  });
}

function defectsOf(parts: Parts, { advisories }: AdvisoryTable, about: { readonly member?: MemberId }) {
  const found = advisories
    .flatMap((advisory) => {
      const fixedIn = fixIn(advisory, parts);
      return fixedIn === null ? [] : [{ advisory, fixedIn }];
    })
    .sort((a, b) => urgency.indexOf(a.advisory.severity) - urgency.indexOf(b.advisory.severity));
  const [worst] = found;
  if (worst === undefined) return [];
  const { id, title, severity } = worst.advisory;
  const fixedIn = spelt(found.map((one) => one.fixedIn).reduce((a, b) => (isBefore(a, b) ? b : a)));
  const ids = found.map(({ advisory }) => advisory.id).join(', ');
  const detail = { version: spelt(parts), id, title, fixedIn, defects: found.length, ids };
  return [finding('KnownDefect', severity, { ...about, detail })];
}

/** Returns whether a version has a defect; an unknown version does not count as having it. */
export function isAffected(advisory: Advisory, version: string): boolean {
  const parts = versionParts(version);
  return parts !== null && fixIn(advisory, parts) !== null;
}

/** Returns the first release without a defect, or `null` for a version that does not have it. */
function fixIn({ affected }: Advisory, parts: Parts): Parts | null {
  for (const { from, before } of affected) {
    const [first, fixed] = [from === undefined ? null : versionParts(from), versionParts(before)];
    if (fixed !== null && isBefore(parts, fixed) && (first === null || !isBefore(parts, first))) return fixed;
  }
  return null;
}

/** A minor version older than the table's first one has ended. */
function endOf({ minor, patch }: Parts, table: AdvisoryTable, now: number, about: { readonly member?: MemberId }) {
  const listed = table.maintenance.map((one) => ({ ...one, number: Number(one.minor.slice('3.'.length)) }));
  const [oldest] = listed;
  const own = listed.find(({ number }) => number === minor);
  const end = own ?? (oldest !== undefined && minor < oldest.number ? oldest : undefined);
  if (end === undefined || Date.parse(end.ended) > now) return [];
  return [
    finding('VersionEnded', 'warning', { ...about, detail: { version: spelt({ minor, patch }), ended: end.ended } }),
  ];
}

const isBefore = (a: Parts, b: Parts): boolean => a.minor < b.minor || (a.minor === b.minor && a.patch < b.patch);
const spelt = ({ minor, patch }: Parts): string => `3.${minor}.${patch}`;

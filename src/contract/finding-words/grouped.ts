import type { Finding } from '../findings.ts';
import { memberName } from '../member-name.ts';
import { findingWords } from './every-finding.ts';
import { exposureOfSeveral } from './exposure.ts';
import { fragmentedWords, nearQuotaOfSeveral } from './space.ts';
import { type FindingWords, type SayOfSeveral, shown, type Told } from './words.ts';

/** One matter: a finding, or the same one of several members. */
export interface GroupedFinding {
  /** The first stands for them. */
  readonly findings: readonly [Finding, ...Finding[]];
  readonly words: FindingWords;
}

const several: Readonly<Record<string, SayOfSeveral>> = { ...exposureOfSeveral, NearQuota: nearQuotaOfSeveral };

/** Returns the findings of each matter, in their order; the same finding of several members is one. */
export function mattersOf(findings: readonly Finding[]): readonly GroupedFinding['findings'][] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = groupKey(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap((group): readonly GroupedFinding['findings'][] => {
    // Several of one member, as of its URLs, stay apart.
    const members = new Set(group.map(({ member }) => member));
    return members.size < 2 ? group.map((one) => [one] as const) : [group];
  });
}

/** Returns the matters of `mattersOf` in words. `sayFailure`: as for `findingWords`. */
export const groupedFindings = (
  findings: readonly Finding[],
  status: Told,
  sayFailure?: Parameters<typeof findingWords>[2],
): readonly GroupedFinding[] =>
  mattersOf(findings).map((same) => ({
    findings: same,
    words: same.length > 1 ? wordsOfSeveral(same, status, sayFailure) : findingWords(same[0], status, sayFailure),
  }));

/** Findings that are of one matter have the same key: of one code, one urgency, and snoozed alike. */
function groupKey({ code, severity, member, detail, snoozed }: Finding): string {
  if (member === null || (code !== 'Fragmented' && !Object.hasOwn(several, code))) {
    return JSON.stringify([code, severity, member, detail, snoozed]);
  }
  // Certificates of one use that end at one time.
  const more = code === 'CertificateEnding' ? [detail.use ?? '', detail.days ?? ''] : [];
  return JSON.stringify([code, severity, ...more, snoozed]);
}

function wordsOfSeveral(
  findings: GroupedFinding['findings'],
  status: Told,
  sayFailure: Parameters<typeof findingWords>[2],
): FindingWords {
  const words = findingWords(findings[0], status, sayFailure);
  // Members are defragmented one after the other: the lines are in their order.
  if (findings[0].code === 'Fragmented') return { ...words, ...fragmentedWords(findings, status) };
  const say = several[findings[0].code];
  const names = findings.map(({ member: id }) => {
    const member = status.members.find((one) => one.id === id);
    return shown(member === undefined ? (id ?? 'a member') : memberName(member));
  });
  return say === undefined ? words : { ...words, ...say(findings, names) };
}

import { wordsOf } from '../failure-words/every-failure.ts';
import type { Finding, FindingCode } from '../findings.ts';
import { memberName } from '../member-name.ts';
import { alarmWords } from './alarms.ts';
import { exposureWords } from './exposure.ts';
import { memberWords } from './members.ts';
import { metricsWords } from './metrics.ts';
import { snapshotWords } from './snapshots.ts';
import { spaceWords } from './space.ts';
import { versionWords } from './versions.ts';
import { type FindingWords, type Say, shown, type Told } from './words.ts';

/** The compiler checks that it is complete. */
const words: Readonly<Record<FindingCode, Say>> = {
  ...memberWords,
  ...spaceWords,
  ...metricsWords,
  ...versionWords,
  ...exposureWords,
  ...snapshotWords,
  Alarm: alarmWords,
};

/**
 * Returns a finding in words, which the window, the command line and the report share. `sayFailure`: the words of the
 * failure behind it, where they are not the window's.
 */
export function findingWords(finding: Finding, status: Told, sayFailure = wordsOf): FindingWords {
  const member = status.members.find(({ id }) => id === finding.member) ?? null;
  const name = shown(member === null ? (finding.member ?? 'A member') : memberName(member));
  return { commands: [], ...words[finding.code]({ finding, status, member, name, sayFailure }) };
}

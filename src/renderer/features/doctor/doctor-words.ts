import type { Examination } from '../../../contract/doctor.ts';
import { mattersOf } from '../../../contract/finding-words/grouped.ts';
import type { Finding } from '../../../contract/findings.ts';
import { listed } from '../../../contract/member-words.ts';
import { plural } from '../../ui/format.ts';

interface Sentence {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly text: string;
  readonly more: string;
}

/** Whether anything is still being looked at for the first time. */
const isUnfinished = ({ checks }: Examination): boolean =>
  checks.some(({ state, at }) => at === null && (state === 'waiting' || state === 'running'));

/** The findings that are to be seen to, and those that are snoozed. */
export function parted(findings: readonly Finding[]) {
  return {
    awake: findings.filter(({ snoozed }) => snoozed === null),
    snoozed: findings.filter(({ snoozed }) => snoozed !== null),
  };
}

/** What was found, in a sentence. */
export function doctorSentence(examination: Examination): Sentence {
  const matters = mattersOf(parted(examination.findings).awake);
  const count = (severity: Finding['severity']): number =>
    matters.filter(([finding]) => finding.severity === severity).length;
  const [critical, warnings, hints] = [count('critical'), count('warning'), count('info')];
  const blind = examination.checks.filter(({ state }) => state === 'failed' || state === 'partial').length;
  const more = isUnfinished(examination)
    ? 'Not everything was looked at yet.'
    : blind > 0
      ? `${plural(blind, 'part')} could not be looked at, or not wholly: see beside.`
      : 'Everything that is followed was looked at.';
  const counts = [
    ...(critical > 0 ? [plural(critical, 'critical finding')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(hints > 0 ? [plural(hints, 'hint')] : []),
  ];
  if (critical + warnings > 0) return { tone: critical > 0 ? 'bad' : 'warn', text: listed(counts), more };
  if (hints > 0) return { tone: 'ok', text: `Nothing is wrong; ${plural(hints, 'hint')}`, more };
  return { tone: 'ok', text: isUnfinished(examination) ? 'Nothing so far' : 'Nothing is wrong', more };
}

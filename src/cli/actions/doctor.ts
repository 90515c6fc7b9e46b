import { resolve } from 'node:path';
import type { ClusterStatus } from '../../contract/cluster.ts';
import type { CheckState, Examination } from '../../contract/doctor.ts';
import type { EtcdctlProfile } from '../../contract/etcdctl-line.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { plural } from '../../contract/figures.ts';
import { findingWords } from '../../contract/finding-words/every-finding.ts';
import { commandText } from '../../contract/finding-words/finding-command.ts';
import { type GroupedFinding, groupedFindings, mattersOf } from '../../contract/finding-words/grouped.ts';
import type { Finding } from '../../contract/findings.ts';
import { joined, type Printable, printableLine, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import { wordsHere } from '../failure-words.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { createProgressLine } from '../progress-line.ts';

export interface DoctorOptions {
  readonly snapshotDir?: string;
  readonly hashkv: boolean;
}

interface Answer {
  readonly examination: Examination;
  /** Its members' names are in the words. */
  readonly status: ClusterStatus;
  /** Its flags are in the lines of etcdctl. */
  readonly profile: EtcdctlProfile;
}

export async function doctor(invocation: Invocation, { snapshotDir, hashkv }: DoctorOptions): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  const snapshotFolder = snapshotDir === undefined ? null : resolve(snapshotDir);
  const progress = createProgressLine(console, format);
  const answer = await invocation.withSession(async ({ api, connection, profile }): Promise<Answer> => {
    try {
      for await (const notice of api.doctor.examine({ connection, hashKV: hashkv, snapshotFolder }, { signal })) {
        if (notice.kind === 'examined') {
          // Of now, as the last findings are: seconds before, a leader may not have known yet that it lost its quorum.
          const status = await api.cluster.status({ connection }, { signal });
          return { examination: notice.examination, status, profile };
        }
        progress.show(progressWords(notice.checks));
      }
    } finally {
      progress.end();
    }
    throw new EtcdeckError({ code: 'Cancelled', message: 'the examination ended early', operation: 'doctor.examine' });
  });
  if (format === 'json') tellUndone(console, answer.examination);
  await console.print(format === 'json' ? jsonLine(toJson(answer)) : toText(answer));
  return isCritical(answer.examination) ? 1 : 0;
}

const isCritical = ({ findings }: Examination): boolean =>
  findings.some(({ severity, snoozed }) => severity === 'critical' && snoozed === null);

function progressWords(checks: readonly CheckState[]): Printable {
  const running = checks.filter(({ state }) => state === 'running').map(({ name }) => name);
  const done = checks.filter(({ state }) => state !== 'running' && state !== 'waiting').length;
  return words`${done} of ${checks.length} parts examined; now: ${running.join(', ') || 'the rest'}`;
}

function toJson({ examination, status }: Answer): unknown {
  const { at, clusterId, findings } = examination;
  return {
    at,
    clusterId,
    findings: findings.map((finding) => {
      const { title, evidence, source, remedy } = findingWords(finding, status, wordsHere);
      const { code, severity, member, snoozed } = finding;
      const said = { code, severity, member, message: title, evidence, source, remedy };
      return snoozed === null ? said : { ...said, snoozed };
    }),
  };
}

/** The shape of the answer is fixed; what could not be examined is said beside it. */
function tellUndone(console: Invocation['console'], { checks }: Examination): void {
  for (const { name, state, failure } of checks) {
    if ((state !== 'failed' && state !== 'partial') || failure === null) continue;
    const extent = state === 'failed' ? 'not examined' : 'examined in part';
    console.tell(jsonLine({ warning: { code: failure.code, message: `${name} ${extent}: ${failure.message}` } }));
  }
}

function toText({ examination, status, profile }: Answer): Printable {
  const { clusterId, findings, checks } = examination;
  const awake = findings.filter(({ snoozed }) => snoozed === null);
  const snoozed = findings.length - awake.length;
  const undone = checks.filter(({ state }) => state === 'failed' || state === 'partial');
  const parts = [
    words`cluster ${clusterId}: ${summaryOf(awake)}${snoozed === 0 ? '' : `, ${snoozed} more snoozed`}\n`,
    ...groupedFindings(awake, status, wordsHere).map((group) => findingText(group, profile)),
    ...(undone.length === 0 ? [] : [words`\nNot all could be examined:\n`]),
    ...undone.map(({ name, failure }) => words`  ${name}: ${failure?.message ?? 'not wholly'}\n`),
  ];
  return joined(parts);
}

function summaryOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing was found';
  const matters = mattersOf(findings);
  const count = (severity: Finding['severity']): number => matters.filter(([one]) => one.severity === severity).length;
  const [critical, warnings, hints] = [count('critical'), count('warning'), count('info')];
  return [
    ...(critical > 0 ? [`${critical} critical`] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(hints > 0 ? [plural(hints, 'hint')] : []),
  ].join(', ');
}

function findingText({ findings: [finding], words: said }: GroupedFinding, profile: EtcdctlProfile): Printable {
  const { title, evidence, source, remedy, commands } = said;
  const text = commands.length === 0 ? [] : commandText(profile, commands).split('\n');
  const lines = text.map((line) => words`    ${printableLine(line)}\n`);
  return joined([
    words`\n${finding.severity.toUpperCase()}  ${title}\n`,
    words`  ${evidence}\n  ${remedy}\n`,
    ...lines,
    words`  (${finding.code}; ${source})\n`,
  ]);
}

import type { HostLayout, Runbook, Survey, Survivor, WaysBack } from '../../contract/recovery.ts';
import { joined, type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { memberIdIn } from '../member-id.ts';
import { stepJson, stepsText } from '../runbook-steps.ts';
import { errorJson } from '../shared-json.ts';
import { table } from '../table.ts';

export interface RecoverOptions {
  readonly layout: HostLayout;
  readonly from?: string;
  readonly without: readonly string[];
}

export async function recover(invocation: Invocation, options: RecoverOptions): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  const { layout, from = null } = options;
  const found = await invocation.withSession(async ({ api, connection }) => {
    // Names are known from the survey only: a status authenticates, which takes a quorum.
    const survey = await api.recovery.survey({ connection }, { signal });
    const without = options.without.map((member) => memberIdIn(membersOf(survey), member));
    return { ...survey, ...(await api.recovery.waysBack({ connection, survey: survey.id, layout, from, without })) };
  }, 'tried');
  await console.print(format === 'json' ? jsonLine(toJson(found)) : toText(found));
  return found.from === null ? 1 : 0;
}

const membersOf = ({ survivors }: Survey) =>
  survivors.flatMap(({ id, name }) => (id === null ? [] : [{ id, name: name ?? '', peerURLs: [] }]));

type Found = Survey & WaysBack;

function toJson({ survivors, from, runbooks }: Found): unknown {
  return { survivors: survivors.map(survivorJson), best: from, runbooks: runbooks.map(runbookJson) };
}

function runbookJson({ kind, steps }: Runbook): unknown {
  return { kind, steps: steps.map(stepJson) };
}

function survivorJson(survivor: Survivor): unknown {
  const { endpoint, id, name, raftTerm, raftIndex, raftAppliedIndex, revision, reachable, failure } = survivor;
  const error = errorJson(failure);
  return { endpoint, id, name, raftTerm, raftIndex, raftAppliedIndex, revision, reachable, error };
}

function toText(found: Found): Printable {
  const { survivors, needsRoot, runbooks } = found;
  const heading = ['ENDPOINT', 'NAME', 'TERM', 'INDEX', 'APPLIED', 'REVISION', 'LACKS'];
  const rows = survivors.map((one) => [
    one.endpoint,
    one.name ?? '-',
    ...[one.raftTerm, one.raftIndex, one.raftAppliedIndex, one.revision].map(numberOf),
    one.reachable ? numberOf(one.behindBest) : 'unknown, perhaps nothing',
  ]);
  const silent = survivors.flatMap(({ endpoint, failure }) =>
    failure === null ? [] : [words`${endpoint}: ${failure.message}\n`],
  );
  const parts = [
    words`${summaryOf(found)}\n\n${table(heading, rows)}`,
    ...(silent.length === 0 ? [] : [words`\nWhat these hold is unknown, and may be more:\n${joined(silent)}`]),
    ...(needsRoot ? [words`\nAuth is on: saving a snapshot needs a client certificate of root.\n`] : []),
    ...runbooks.map(runbookText),
  ];
  return joined(parts);
}

const numberOf = (number: number | null): string => (number === null ? '?' : String(number));

function summaryOf({ hasQuorum, from, survivors }: Found): Printable {
  if (hasQuorum) return words`The cluster has a quorum: nothing has to be recovered.`;
  if (from === null) return words`No member answers. The data-dirs on the hosts are what is left.`;
  const name = survivors.find(({ endpoint }) => endpoint === from)?.name ?? from;
  return words`The cluster has no quorum. To recover from: ${name}, at ${from}. Restart no survivor before.`;
}

function runbookText({ kind, steps }: Runbook): Printable {
  return words`\n${titles[kind]}\n${stepsText(steps)}`;
}

const titles: Readonly<Record<Runbook['kind'], string>> = {
  restore: 'RESTORE: a snapshot of the survivor, into a new cluster',
  'force-new-cluster': "FORCE-NEW-CLUSTER: the survivor's own data, the others added again",
};

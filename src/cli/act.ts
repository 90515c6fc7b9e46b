import type { ExecutionNotice, ExecutionReport, OperationsReport } from '../contract/execution.ts';
import { EtcdeckError } from '../contract/failure.ts';
import { plural } from '../contract/figures.ts';
import type { MemberId } from '../contract/ids.ts';
import { lostFailure } from '../contract/lost-write.ts';
import type { MemberStart } from '../contract/member-start.ts';
import { addedMember } from '../contract/operations.ts';
import type { Plan, PlanNotice } from '../contract/plans.ts';
import { type Printable, printableLines, words } from '../core/terminal/printable.ts';
import type { ActOptions } from './act-flags.ts';
import { outcomeOf, planJson, planText, reportJson, reportText } from './act-words.ts';
import type { ExitCode } from './exit-codes.ts';
import { notDone, sendUnlocked } from './guard.ts';
import type { Invocation } from './invocation.ts';
import { jsonLine } from './json-line.ts';
import { planOf } from './planned-write.ts';
import { createProgressLine } from './progress-line.ts';
import type { Session } from './session.ts';
import { isYes } from './yes-or-no.ts';

/** An act on the cluster or its keys. */
export interface Act {
  /** Plans it. */
  readonly plan: (session: Session, signal: AbortSignal) => AsyncIterable<PlanNotice>;
  /** What is known of the member that it adds, for the answer; absent where it adds none. */
  readonly added?: AddedMember;
  /** What it brought about, for the answer; absent where that is its steps alone. */
  readonly answer?: (report: OperationsReport) => ActAnswer;
}

/** What an act adds to the answer. */
export interface ActAnswer {
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: Printable;
}

/** A member that an act adds. */
export interface AddedMember {
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly isLearner: boolean;
}

/**
 * Plans an act, asks unless it was told not to, executes it and prints the report. Where not everything was done, the
 * report is printed all the same, and the first failure ends the command.
 */
export async function runAct(invocation: Invocation, options: ActOptions, act: Act): Promise<ExitCode> {
  requireConsent(invocation, options);
  return await invocation.withSession(async (session) => {
    const { api, connection } = session;
    const { console, format, isHex, signal } = invocation;
    const plan = await planOf(act.plan(session, signal));
    if (options.plan) {
      await console.print(format === 'json' ? jsonLine(planJson(plan)) : planText(plan, isHex));
      return plan.refused === null ? 0 : 1;
    }
    if (plan.refused !== null) throw new EtcdeckError(plan.refused);
    if (!options.yes && !plan.consequences.includes('ChangesNothing')) {
      console.tell(planText(plan, isHex));
      if (!(await isConfirmed(invocation, plan))) return notDone(invocation);
    }
    if (options.unlock !== undefined) await api.connections.unlock({ connection, typedName: options.unlock });
    const { token, confirmation } = plan;
    const report = await sendUnlocked(invocation, session, () =>
      reportOf(invocation, plan, api.plans.execute({ token, confirmation }, { signal })),
    );
    if (report === null) return notDone(invocation);
    await printReport(invocation, session, { plan, report, added: act.added ?? null, answer: answerOf(act, report) });
    return 0;
  });
}

/** Fails where it is neither asked for as a plan nor agreed to, and there is no terminal to ask on. Costs nothing. */
function requireConsent({ console }: Invocation, { plan, yes }: ActOptions): void {
  if (plan && yes)
    throw new EtcdeckError({ code: 'BadRequest', message: '--plan does nothing and --yes does; give one' });
  if (plan || yes || console.canAsk) return;
  throw new EtcdeckError({
    code: 'BadRequest',
    message: 'there is no terminal to ask on: give --plan to see what it would do, and --yes to do it',
  });
}

async function isConfirmed(invocation: Invocation, { confirmation }: Plan): Promise<boolean> {
  if (confirmation === null) return await isYes(invocation, words`Do it?`);
  const { console, signal } = invocation;
  return (await console.ask(words`Type ${confirmation} to do it: `, signal)) === confirmation;
}

const answerOf = ({ answer }: Act, report: ExecutionReport): ActAnswer | undefined =>
  report.kind === 'operations' ? answer?.(report) : undefined;

async function reportOf(
  { console, format }: Invocation,
  plan: Plan,
  notices: AsyncIterable<ExecutionNotice>,
): Promise<ExecutionReport> {
  const progress = createProgressLine(console, format);
  try {
    for await (const notice of notices) {
      if (notice.kind === 'ended') return notice.report;
      if (notice.kind === 'progress') progress.show(words`${notice.done} of ${plural(notice.total, 'key')}`);
      const step = notice.kind === 'step' && plan.body.kind === 'operations' ? plan.body.steps[notice.step] : undefined;
      // The others take a moment.
      if (step !== undefined && step.expectedMs !== null) progress.show(words`${step.name}`);
    }
  } finally {
    progress.end();
  }
  throw new EtcdeckError({ code: 'Internal', message: 'an execution ended without a report' });
}

interface Done {
  readonly plan: Plan;
  readonly report: ExecutionReport;
  readonly added: AddedMember | null;
  readonly answer: ActAnswer | undefined;
}

async function printReport(
  invocation: Invocation,
  session: Session,
  { plan, report, added, answer }: Done,
): Promise<void> {
  const { console, format, isHex } = invocation;
  const member = report.kind === 'operations' ? addedMember(report.results) : null;
  const start = await startOf(invocation, session, added, member);
  const more =
    added === null || member === null
      ? {}
      : { member: { id: member, ...added }, start: start.value === null ? null : argsOf(start.value) };
  await console.print(
    format === 'json'
      ? jsonLine({ report: reportJson(plan, report), ...more, ...answer?.json })
      : words`${reportText(plan, report, isHex)}${start.value === null ? words`` : startText(start.value)}${answer?.text ?? words``}`,
  );
  const failure = failureOf(report) ?? start.failure;
  if (failure !== null) throw failure;
}

function failureOf(report: ExecutionReport): EtcdeckError | null {
  const outcome = outcomeOf(report);
  if (outcome === 'done') return null;
  const failure = report.failure ?? { code: 'Internal', message: 'not everything was done', retry: false };
  if (outcome === 'stopped') return new EtcdeckError(failure);
  return new EtcdeckError(lostFailure({ ...failure, code: 'OutcomeUnknown' }, report));
}

interface StartAnswer {
  readonly value: MemberStart | null;
  readonly failure: EtcdeckError | null;
}

/** Returns how the new member is started. It has been added, so that a failure must not hide the report. */
async function startOf(
  { signal }: Invocation,
  { api, connection }: Session,
  added: AddedMember | null,
  member: MemberId | null,
): Promise<StartAnswer> {
  if (added === null || member === null) return { value: null, failure: null };
  try {
    const request = { connection, member, name: added.name, clientURLs: [], dataDir: null };
    return { value: await api.cluster.memberStart(request, { signal }), failure: null };
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    return { value: null, failure: error };
  }
}

const argsOf = ({ args, env }: MemberStart): unknown => ({ args, env });

function startText({ command, warnings }: MemberStart): Printable {
  const empty = warnings.includes('DataDirMustBeEmpty') ? ', where its data-dir must be empty' : '';
  const paths = warnings.includes('AssumedTlsPaths')
    ? 'The paths of its certificates are guesses, the usual ones or after another member’s.\n'
    : '';
  const version = warnings.includes('VersionMustMatch')
    ? 'Its etcd has the minor version of the other members, or the next one.\n'
    : '';
  return words`Start it on its host${empty}:\n\n${printableLines(command)}\n\n${printableLines(paths + version)}`;
}

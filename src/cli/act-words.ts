import type { Quorum } from '../contract/cluster.ts';
import { consequenceWords } from '../contract/consequence-words.ts';
import type { ExecutionReport, OperationsReport } from '../contract/execution.ts';
import { plural } from '../contract/figures.ts';
import type { OperationsBody, PlannedStep, StepResult, StepState } from '../contract/operations.ts';
import type { Plan } from '../contract/plans.ts';
import { withoutFullStop } from '../contract/text-end.ts';
import { toBase64 } from '../core/bytes/base64.ts';
import { joined, type Printable, printableLine, words } from '../core/terminal/printable.ts';
import { readable } from './bytes.ts';
import { describeFailure } from './failure-words.ts';
import { plannedKeysJson, plannedKeysText, writtenKeysJson, writtenKeysText } from './keys-act-words.ts';
import { errorJson, quorumJson } from './shared-json.ts';
import { byteSize } from './table.ts';

/** How many keys a plan lists. */
const mostShown = 20;

/** A plan as JSON. */
export function planJson(plan: Plan): unknown {
  const { act, quorum, consequences, etcdctl, confirmation, refused, body } = plan;
  return {
    plan: {
      act,
      ...(body.kind === 'operations' ? { peerURLWarnings: body.oddPeerURLs } : {}),
      quorum: quorum === null ? null : { before: quorumJson(quorum.before), after: quorumJson(quorum.after) },
      ...{ consequences, etcdctl, confirmation },
      ...(body.kind === 'keys' ? plannedKeysJson(plan, body) : {}),
      ...(body.kind === 'operations' && body.attachedKeys !== undefined
        ? { attachedKeys: { count: body.attachedKeys.count, keys: body.attachedKeys.first.map(toBase64) } }
        : {}),
      refused: errorJson(refused),
    },
  };
}

/** A plan as text; `isHex` writes keys as bytes. */
export function planText(plan: Plan, isHex: boolean): Printable {
  const { quorum, consequences, etcdctl, confirmation, refused, body } = plan;
  const lines = [
    ...stepsOf(plan).map((step) => words`${step.name}.\n`),
    ...(body.kind === 'keys' ? plannedKeysText(body, isHex) : attachedKeysText(body, isHex)),
    ...(quorum === null
      ? []
      : [words`Quorum: ${quorumWords(quorum.before)}; afterwards ${quorumWords(quorum.after)}.\n`]),
    ...consequences.map((one) => words`${consequenceWords(one, plan).words}\n`),
    ...(etcdctl.length === 0 ? [] : [words`As etcdctl:\n`]),
    ...etcdctl.map((line) => words`    ${printableLine(line)}\n`),
    ...(confirmation === null ? [] : [words`${confirmation} has to be typed before it is done.\n`]),
    ...(refused === null ? [] : [words`Refused: ${describeFailure(refused)}\n`]),
  ];
  return joined(lines);
}

function attachedKeysText({ attachedKeys }: OperationsBody, isHex: boolean): readonly Printable[] {
  if (attachedKeys === undefined) return [];
  const shown = attachedKeys.first.slice(0, mostShown);
  const rest = attachedKeys.count - shown.length;
  return [
    ...shown.map((key) => words`delete    ${readable(key, isHex)}\n`),
    ...(rest > 0 ? [words`and ${plural(rest, 'more key')}\n`] : []),
  ];
}

function quorumWords({ voters, healthy, needed, tolerance, hasQuorum }: Quorum): string {
  const of = `${healthy} of ${voters} ${voters === 1 ? 'voting member' : 'voting members'} healthy, ${needed} needed`;
  return hasQuorum ? `${of}, ${tolerance} may fail` : `${of}: writes do not work`;
}

/** A report as JSON. */
export function reportJson(plan: Plan, report: ExecutionReport): unknown {
  if (report.kind === 'keys') return { outcome: outcomeOf(report), steps: [], ...writtenKeysJson(report) };
  const steps = stepsOf(plan).map(({ name }, at) => {
    const state = report.steps[at] ?? waiting;
    return { title: name, outcome: state.state, failure: errorJson('failure' in state ? state.failure : null) };
  });
  return { outcome: outcomeOf(report), steps };
}

/** A report as text; `isHex` writes keys as bytes. */
export function reportText(plan: Plan, report: ExecutionReport, isHex: boolean): Printable {
  if (report.kind === 'keys') return writtenKeysText(report, isHex);
  const lines = stepsOf(plan).map(({ name }, at) => {
    const state = report.steps[at] ?? waiting;
    const why = 'failure' in state ? `: ${withoutFullStop(state.failure.message)}` : '';
    return words`${name}: ${stateWords[state.state]}${why}${resultWords(report.results[at] ?? null)}.\n`;
  });
  return lines.length === 0 ? words`Nothing was to be done.\n` : joined(lines);
}

/** Returns the members that were defragmented, in the order done, as JSON. */
export function defragmentedJson({ results }: OperationsReport): unknown {
  return results.flatMap((result) =>
    result?.kind === 'defragmented' ? [{ id: result.member, before: result.before, after: result.after }] : [],
  );
}

function resultWords(result: StepResult | null): string {
  if (result?.kind !== 'defragmented') return '';
  const { before, after } = result;
  return before === null || after === null ? '' : `, ${byteSize(before)} before and ${byteSize(after)} now`;
}

/** Returns whether everything was done, something was not, or nobody knows. */
export const outcomeOf = ({ outcome, unknown }: ExecutionReport): 'done' | 'stopped' | 'unknown' =>
  unknown > 0 ? 'unknown' : outcome;

const waiting: StepState = { state: 'waiting' };

const stateWords: Readonly<Record<StepState['state'], string>> = {
  waiting: 'not begun',
  started: 'begun',
  done: 'done',
  skipped: 'was so already',
  failed: 'not done',
  unknown: 'unknown, it may still happen',
};

const stepsOf = ({ body }: Plan): readonly PlannedStep[] => (body.kind === 'operations' ? body.steps : []);

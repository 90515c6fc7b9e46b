import type { KeysReport } from '../contract/execution.ts';
import { EtcdeckError } from '../contract/failure.ts';
import { liveKeys } from '../contract/key-source.ts';
import type { KeyMeta } from '../contract/keys.ts';
import { lostFailure } from '../contract/lost-write.ts';
import type { PlanConsequence } from '../contract/plan-consequences.ts';
import type { MalformedObject } from '../contract/planned-changes.ts';
import type { Plan, PlanNotice, PlansApi } from '../contract/plans.ts';
import { words } from '../core/terminal/printable.ts';
import type { Invocation } from './invocation.ts';
import { jsonLine } from './json-line.ts';
import type { Session } from './session.ts';
import { isYes } from './yes-or-no.ts';

/** The value that a write puts at its key; `null` for a deletion. */
export type KeyPut = Parameters<PlansApi['planKey']>[0]['put'];

/** A key written by a plan: its previous value, and the revision of the write. */
export interface PlannedWrite {
  readonly before: KeyMeta | null;
  readonly revision: number;
}

/**
 * Writes one key of a Kubernetes registry: says what goes past the API server, and asks what the plan asks to be typed.
 * `isAsked` is false where the command said that it does not ask; stderr has the same text all the same. `null` where
 * the answer was no. Fails as the write itself does.
 */
export async function writePlanned(
  invocation: Invocation,
  { api, connection }: Session,
  write: { readonly key: Uint8Array; readonly expectedModRevision: number; readonly put: KeyPut },
  isAsked: boolean,
): Promise<PlannedWrite | null> {
  const options = { signal: invocation.signal };
  const source = liveKeys(connection);
  const { entry } = await api.keys.get({ source, key: write.key, reveal: false }, options);
  const plan = await planOf(api.plans.planKey({ connection, ...write }, options));
  for (const warning of warningsOf(plan)) tell(invocation, warning);
  if (isAsked && !(await isConfirmed(invocation, plan))) {
    await api.plans.discard({ token: plan.token });
    return null;
  }
  const report = await reportOf(api.plans.execute({ token: plan.token, confirmation: plan.confirmation }, options));
  if (report.revision === null) throw failureOf(report);
  return { before: entry, revision: report.revision };
}

/** Returns the plan that planning ends with. */
export async function planOf(notices: AsyncIterable<PlanNotice>): Promise<Plan> {
  for await (const notice of notices) if (notice.kind === 'planned') return notice.plan;
  throw new EtcdeckError({ code: 'Internal', message: 'planning ended without a plan' });
}

async function reportOf(notices: ReturnType<PlansApi['execute']>): Promise<KeysReport> {
  for await (const notice of notices) {
    if (notice.kind === 'ended' && notice.report.kind === 'keys') return notice.report;
  }
  throw new EtcdeckError({ code: 'Internal', message: 'an execution ended without a report' });
}

function failureOf(report: KeysReport): EtcdeckError {
  const failure = report.failure ?? { code: 'Internal', message: 'nothing was written', retry: false };
  if (report.unknown === 0) return new EtcdeckError(failure);
  return new EtcdeckError(lostFailure({ ...failure, code: 'OutcomeUnknown' }, report));
}

async function isConfirmed(invocation: Invocation, { confirmation }: Plan): Promise<boolean> {
  if (confirmation === null) return await isYes(invocation, words`Write it all the same?`);
  const { console, signal } = invocation;
  const typed = await console.ask(words`Type ${confirmation} to write it all the same: `, signal);
  return typed === confirmation;
}

interface Warning {
  readonly code: PlanConsequence;
  readonly message: string;
}

function warningsOf({ consequences, body }: Plan): readonly Warning[] {
  const malformed = body.kind === 'keys' ? body.malformed : [];
  return consequences.flatMap((code): readonly Warning[] => {
    if (code === 'MalformedObject') return malformed.map((one) => ({ code, message: faultOf(one) }));
    const message = consequenceWords[code];
    return message === undefined ? [] : [{ code, message }];
  });
}

const consequenceWords: Partial<Record<PlanConsequence, string>> = {
  BypassesKubernetes: 'this goes past the Kubernetes API server: nothing validates it, and no admission sees it',
  LosesLeases: 'the key is on a lease, and putting it back does not put it onto the lease again',
};

function faultOf({ fault, expected }: MalformedObject): string {
  switch (fault) {
    case 'NoObject':
      return 'the value is no object that an API server can read, and may keep it from listing the others';
    case 'OtherForm':
      return `the value is not stored as ${expected}, as it is for objects there`;
    case 'NotEncrypted':
      return 'the value is in clear, and the objects beside it are encrypted';
    case 'OtherKind':
      return `the value is no ${expected}, which the key is for`;
    case 'OtherName':
      return `the value has another name than ${expected}, the key's`;
    case 'OtherNamespace':
      return expected === null
        ? 'the value has a namespace, and its kind has none'
        : `the value has another namespace than ${expected}, the key's`;
    case 'OtherPlace':
      return `such objects do not stand at such a key, but at ${expected}`;
  }
}

function tell({ console, format }: Invocation, { code, message }: Warning): void {
  console.tell(format === 'json' ? jsonLine({ warning: { code, message } }) : words`etcdeck: ${message}.\n`);
}

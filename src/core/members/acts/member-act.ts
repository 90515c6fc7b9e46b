import { setTimeout } from 'node:timers/promises';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { PlannedStep } from '../../../contract/operations.ts';
import type { EtcdCallOptions, EtcdClient } from '../../etcd/client.ts';
import { currentMemberList, type Member, type ReconfigureOptions } from '../../etcd/cluster.ts';
import type { Operation, OperationVerdict } from '../../plans/operation.ts';
import { type MembershipChange, membershipCalls, membershipRefusal } from '../membership-rules.ts';
import { type AskStatus, freshMs, type SeenWorld } from '../world.ts';

/** Without quorum the server never answers. With it, it gives up a proposal after seven seconds. */
const actMs = 9_000;
/** How long to look at the member list after a lost answer: an election may be under way. */
const patienceMs = 10_000;
const listMs = 3_000;
const pauseMs = 500;
/** The server refuses a change until it has been connected to every member it needs for five seconds. */
const unhealthyMs = 15_000;

/** What a change of members works on. */
export interface ActingOn {
  readonly client: EtcdClient;
  readonly ask: AskStatus;
  /** Reads the world now. */
  readonly look: (signal: AbortSignal) => Promise<SeenWorld>;
}

/** One change of members. */
export interface MemberAct {
  readonly step: PlannedStep;
  readonly change: MembershipChange;
  /** Returns what a member list of now shows: `notDone` where it cannot happen any more. */
  verdict(members: readonly Member[]): OperationVerdict;
  /** Throws what speaks against it beside the rules for quorum. */
  refuse(seen: SeenWorld): void;
  /** Makes the call. */
  send(client: EtcdClient, options: ReconfigureOptions): Promise<void>;
}

/**
 * Makes an operation of a change of members. Its aim is a state of the member list. The world is read before it is sent,
 * and the list afterwards. It is sent once; only where the server says `Unhealthy`, which it does before it proposes
 * anything, the world is read again and it is sent again, for fifteen seconds.
 */
export function memberOperation(on: ActingOn, act: MemberAct): Operation {
  let last: { readonly seen: SeenWorld; readonly at: number } | null = null;
  const look = async (signal: AbortSignal): Promise<SeenWorld> => {
    const seen = await on.look(signal);
    last = { seen, at: performance.now() };
    return seen;
  };
  /** Whoever follows the execution may have let it wait since the check. */
  const lookAgain = async (signal: AbortSignal): Promise<SeenWorld> => {
    if (last !== null && performance.now() - last.at < freshMs) return last.seen;
    const seen = await look(signal);
    refuseNow(act, seen);
    return seen;
  };
  return {
    describe: () => act.step,
    async check(signal) {
      const seen = await look(signal);
      const verdict = seen.isListCurrent ? act.verdict(seen.members) : 'unknown';
      if (verdict === 'done') return 'met';
      refuseNow(act, seen);
      return 'needed';
    },
    async run(signal) {
      for (const giveUpAt = performance.now() + unhealthyMs; ; ) {
        const endpoint = addressee(await lookAgain(signal), act.change);
        try {
          await act.send(on.client, { endpoint, timeoutMs: actMs, signal });
          return await confirm(on.client, act, { endpoint, signal });
        } catch (error) {
          if (!isUnhealthy(error) || performance.now() > giveUpAt) throw error;
        }
        await setTimeout(pauseMs, undefined, { signal });
        last = null;
      }
    },
    async settle(signal) {
      for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; ) {
        const verdict = await verdictNow(on.client, act, { signal });
        if (verdict !== 'unknown' && verdict !== null) return verdict;
        await setTimeout(pauseMs, undefined, { signal });
      }
      // A request on its way may still reach a member.
      return 'unknown';
    },
  };
}

/** Throws why an act must not be made in the world as it is now. */
function refuseNow({ change, refuse }: MemberAct, seen: SeenWorld): void {
  refuse(seen);
  refuseChange(change, seen.world);
}

/** Throws why a change must not be made. */
export function refuseChange(change: MembershipChange, world: SeenWorld['world']): void {
  const refusal = membershipRefusal(change, world);
  if (refusal !== null) throw new EtcdeckError(refusal);
}

/**
 * Where a change is sent: the leader, whose connections to the others are the oldest. A leader that is removed may stop
 * before it has answered, so that another voting member is asked.
 */
function addressee({ world, leader, status }: SeenWorld, change: MembershipChange): string {
  if (change.kind !== 'remove' || change.member !== leader.id) return leader.endpoint;
  const others = world.members.filter(
    ({ id, isLearner, isAnswering }) => id !== leader.id && !isLearner && isAnswering,
  );
  const ids = new Set(others.map(({ id }) => id));
  return status.members.find(({ id, endpoint }) => ids.has(id) && endpoint !== null)?.endpoint ?? leader.endpoint;
}

/** Returns what the member list shows now; `null` where nobody returns it. */
async function verdictNow(
  client: EtcdClient,
  act: MemberAct,
  options: EtcdCallOptions,
): Promise<OperationVerdict | null> {
  const list = await currentMemberList(client, { timeoutMs: listMs, ...options }).catch(() => null);
  return list === null ? null : act.verdict(list.members);
}

/** Fails with `OutcomeUnknown` where no member list shows what a member has confirmed: settling it asks again. */
async function confirm(client: EtcdClient, act: MemberAct, options: EtcdCallOptions): Promise<void> {
  const verdict = await verdictNow(client, act, options);
  if (verdict === 'done') return;
  const shown = verdict === null ? 'no member has returned the member list since' : 'the member list does not show it';
  const message = `a member has confirmed it, and ${shown}`;
  const operation = membershipCalls[act.change.kind];
  throw new EtcdeckError({ code: 'OutcomeUnknown', message, operation, detail: { answer: 'confirmed' } });
}

function isUnhealthy(error: unknown): boolean {
  return error instanceof EtcdeckError && error.code === 'Unhealthy';
}

import { setTimeout } from 'node:timers/promises';
import type { MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { memberName } from '../../../contract/member-name.ts';
import type { PlannedStep } from '../../../contract/operations.ts';
import { moveLeader } from '../../etcd/maintenance.ts';
import type { Operation, OperationVerdict } from '../../plans/operation.ts';
import { requireMember } from '../require-member.ts';
import { freshMs, type Leader, leaderIn, type SeenWorld } from '../world.ts';
import type { ActingOn } from './member-act.ts';

/** The leader aborts a transfer after an election timeout, which operators set to some seconds at most. */
const transferMs = 10_000;
/** How long to look for the leader: an election may be under way. */
const patienceMs = 10_000;
const pauseMs = 250;

/** The leader, and the member that is to lead; the same where it does. */
interface Transfer {
  readonly leader: Leader;
  readonly target: MemberStatus;
}

const isMet = ({ leader, target }: Transfer): boolean => leader.id === target.id;

/** Moves leadership to a voting member. */
export class MoveLeader implements Operation {
  readonly #on: ActingOn;
  readonly #target: Pick<MemberStatus, 'id' | 'name' | 'peerURLs' | 'endpoint'>;
  /** What the last check found, and when. */
  #checked: { readonly leader: Leader; readonly target: MemberStatus; readonly at: number } | null = null;

  constructor(on: ActingOn, target: Pick<MemberStatus, 'id' | 'name' | 'peerURLs' | 'endpoint'>) {
    this.#on = on;
    this.#target = target;
  }

  describe(): PlannedStep {
    const { id, endpoint } = this.#target;
    const text = memberName(this.#target);
    return {
      name: `Move the leader to ${text}`,
      target: { kind: 'member', text, member: id, endpoint },
      precondition: `Another member leads, and ${text} is a voting member that answers`,
      settledBy: 'asking which member leads',
      onFailure: 'stop',
      expectedMs: null,
    };
  }

  async check(signal: AbortSignal): Promise<'needed' | 'met'> {
    return isMet(await this.#look(signal)) ? 'met' : 'needed';
  }

  async run(signal: AbortSignal): Promise<void> {
    // Whoever follows the execution may have let it wait since the check.
    const isFresh = this.#checked !== null && performance.now() - this.#checked.at < freshMs;
    const transfer = this.#checked !== null && isFresh ? this.#checked : await this.#look(signal);
    if (isMet(transfer)) return;
    const { leader, target } = transfer;
    await moveLeader(this.#on.client, leader.endpoint, target.id, { signal, timeoutMs: transferMs });
  }

  async #look(signal: AbortSignal): Promise<Transfer> {
    const transfer = requireTransfer(await this.#on.look(signal), this.#target.id);
    this.#checked = { ...transfer, at: performance.now() };
    return transfer;
  }

  /** A request in transit may still reach the leader: that another member leads now proves nothing final. */
  async settle(signal: AbortSignal): Promise<OperationVerdict> {
    for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; ) {
      // While members elect, asking them may fail: they are asked again.
      const leader = await this.#on.ask(signal).then(leaderIn, () => null);
      if (leader?.id === this.#target.id) return 'done';
      await setTimeout(pauseMs, undefined, { signal });
    }
    return 'unknown';
  }
}

/**
 * Returns the leader and the target member, which are the same where it already leads. Fails with `MemberNotFound`, and
 * with `BadLeaderTransferee` for a member that cannot lead now: its status alone may be older than its freezing.
 */
export function requireTransfer({ status, world, leader }: SeenWorld, member: MemberId): Transfer {
  const target = requireMember(status.members, member);
  if (target.isLearner) throw badTransferee(`${memberName(target)} is a learner`, member);
  const isAnswering = world.members.some((each) => each.id === member && each.isAnswering);
  if (!isAnswering) throw badTransferee(`${memberName(target)} does not answer`, member);
  return { leader, target };
}

/** Returns the follower that takes over soonest: a voting member that answers, the least behind; `null`: none does. */
export function bestFollower({ world, leader, status }: SeenWorld): MemberStatus | null {
  const followers = world.members.filter(
    ({ id, isLearner, isAnswering }) => id !== leader.id && !isLearner && isAnswering,
  );
  const lag = (behind: number | null): number => behind ?? Number.MAX_SAFE_INTEGER;
  const [best] = followers.sort((a, b) => lag(a.behind) - lag(b.behind));
  return status.members.find(({ id }) => id === best?.id) ?? null;
}

function badTransferee(message: string, member: MemberId): EtcdeckError {
  return new EtcdeckError({ code: 'BadLeaderTransferee', message, member, operation: 'moveLeader' });
}

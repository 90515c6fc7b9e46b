import { setTimeout } from 'node:timers/promises';
import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { PlannedStep } from '../../../contract/operations.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { moveLeader } from '../../etcd/maintenance.ts';
import type { Operation, OperationVerdict } from '../../plans/operation.ts';
import { nameOf } from '../member-name.ts';
import { requireMember } from '../require-member.ts';
import { type AskStatus, type Leader, leaderIn, requireLeader, type SeenWorld } from '../world.ts';

/** The leader aborts a transfer after an election timeout, which operators set to some seconds at most. */
const transferMs = 10_000;
/** How long to look for the leader: an election may be under way. */
const patienceMs = 10_000;
const pauseMs = 250;

/** Moves leadership to a voting member. */
export class MoveLeader implements Operation {
  readonly #client: EtcdClient;
  readonly #ask: AskStatus;
  readonly #target: Pick<MemberStatus, 'id' | 'name' | 'endpoint'>;
  /** The leader's endpoint as it was last checked. */
  #leaderEndpoint: string | null = null;

  constructor(client: EtcdClient, ask: AskStatus, target: Pick<MemberStatus, 'id' | 'name' | 'endpoint'>) {
    this.#client = client;
    this.#ask = ask;
    this.#target = target;
  }

  describe(): PlannedStep {
    const { id, endpoint } = this.#target;
    const text = nameOf(this.#target);
    return {
      name: `Move the leader to ${text}`,
      target: { kind: 'member', text, member: id, endpoint },
      precondition: `Another member leads, and ${text} is a voting member that answers`,
      settledBy: 'asking which member leads',
      onFailure: 'stop',
    };
  }

  async check(signal: AbortSignal): Promise<'needed' | 'met'> {
    const { leader, target } = requireTransfer(await this.#ask(signal), this.#target.id);
    this.#leaderEndpoint = leader.endpoint;
    return target.isLeader === true ? 'met' : 'needed';
  }

  async run(signal: AbortSignal): Promise<void> {
    if (this.#leaderEndpoint === null) throw new Error('a transfer is checked before it is sent');
    await moveLeader(this.#client, this.#leaderEndpoint, this.#target.id, { signal, timeoutMs: transferMs });
  }

  /** A request in transit may still reach the leader: that another member leads now proves nothing final. */
  async settle(signal: AbortSignal): Promise<OperationVerdict> {
    for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; ) {
      // While members elect, asking them may fail: they are asked again.
      const leader = await this.#ask(signal).then(leaderIn, () => null);
      if (leader?.id === this.#target.id) return 'done';
      await setTimeout(pauseMs, undefined, { signal });
    }
    return 'unknown';
  }
}

/**
 * Returns the leader and the target member, which are the same where it already leads. Fails with `MemberNotFound`,
 * `NoLeader`, and with `BadLeaderTransferee` for a member that cannot lead now.
 */
export function requireTransfer(
  status: ClusterStatus,
  member: MemberId,
): { readonly leader: Leader; readonly target: MemberStatus } {
  const target = requireMember(status.members, member);
  if (target.isLearner) throw badTransferee(`${nameOf(target)} is a learner`, member);
  const leader = requireLeader(status);
  if (target.healthy !== true) throw badTransferee(`${nameOf(target)} does not answer`, member);
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

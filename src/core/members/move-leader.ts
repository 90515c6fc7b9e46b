import { setTimeout } from 'node:timers/promises';
import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { PlannedStep } from '../../contract/operations.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { moveLeader } from '../etcd/maintenance.ts';
import type { Operation, OperationVerdict } from '../plans/operation.ts';

/** The leader aborts a transfer after an election timeout, which operators set to some seconds at most. */
const transferMs = 10_000;
/** How long to look for the leader: an election may be under way. */
const patienceMs = 10_000;
const pauseMs = 250;

/** Reads every member's status now. */
export type AskStatus = (signal: AbortSignal) => Promise<ClusterStatus>;

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
    if (this.#leaderEndpoint === null) throw noLeader();
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
): { readonly leader: MemberStatus; readonly target: MemberStatus } {
  const target = status.members.find(({ id }) => id === member);
  if (target === undefined) throw refused('MemberNotFound', `the cluster has no member ${member}`, member);
  if (target.isLearner) throw refused('BadLeaderTransferee', `${nameOf(target)} is a learner`, member);
  const leader = leaderIn(status);
  if (leader === null) throw noLeader();
  if (target.healthy !== true) throw refused('BadLeaderTransferee', `${nameOf(target)} does not answer`, member);
  return { leader, target };
}

/** Returns a member's name, or its id before it has one. */
export const nameOf = ({ name, id }: Pick<MemberStatus, 'id' | 'name'>): string => (name === '' ? id : name);

const leaderIn = ({ members }: ClusterStatus): MemberStatus | null =>
  members.find(({ isLeader }) => isLeader === true) ?? null;

function refused(code: 'MemberNotFound' | 'BadLeaderTransferee', message: string, member: MemberId): EtcdeckError {
  return new EtcdeckError({ code, message, member, operation: 'moveLeader' });
}

function noLeader(): EtcdeckError {
  const message = 'no member says that it leads, or the user may not ask';
  return new EtcdeckError({ code: 'NoLeader', message, operation: 'moveLeader' });
}

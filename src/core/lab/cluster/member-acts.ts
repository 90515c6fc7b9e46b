import { setTimeout } from 'node:timers/promises';
import type { ClusterApi, MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError, type Failure } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { PlanNotice, PlansApi } from '../../../contract/plans.ts';
import type { OpenConnection, OpenConnections } from '../../connections/held/open-connections.ts';
import { askVersion } from '../../members/command-line/member-version.ts';
import type { TellStep } from '../running-lab.ts';
import { labActRefused } from './version-rules.ts';

/** What changes of a lab's members need of core. */
export interface MemberActParts {
  readonly open: OpenConnections;
  readonly cluster: Pick<ClusterApi, 'status'>;
  readonly plans: Pick<
    PlansApi,
    'planMemberAdd' | 'planMemberPromote' | 'planMemberRemove' | 'planMoveLeader' | 'execute'
  >;
}

/** How an act tells its steps, and what stops it. */
export interface ActBounds {
  readonly tell: TellStep;
  readonly signal: AbortSignal;
}

/** How long a learner may take until it follows the leader. */
const catchUpMs = 60_000;
const pauseMs = 500;
const versionBounds = { timeoutMs: 2_000 };

/**
 * Changes the members of a lab as the Cluster screen does: with plans, whose rules for quorum hold here too, and with
 * entries in the journal. Members are named by their peer URLs.
 */
export class MemberActs {
  readonly #parts: MemberActParts;
  readonly #connection: ConnectionId;

  constructor(parts: MemberActParts, connection: ConnectionId) {
    this.#parts = parts;
    this.#connection = connection;
  }

  /** Returns the members as the cluster has them. */
  async members(signal: AbortSignal): Promise<readonly MemberStatus[]> {
    return await this.#held(() => this.#rows(signal));
  }

  async addLearner(name: string, peerURL: string, bounds: ActBounds): Promise<void> {
    const request = { connection: this.#connection, name, peerURLs: [peerURL], isLearner: true };
    await this.#held(() => this.#do(this.#parts.plans.planMemberAdd(request, bounds), bounds));
  }

  /** Promotes a learner as soon as it follows the leader, for a minute. */
  async promote(peerURL: string, bounds: ActBounds): Promise<void> {
    await this.#held(async () => {
      for (const giveUpAt = performance.now() + catchUpMs; ; ) {
        const { id: member } = await this.#require(peerURL, bounds.signal);
        try {
          const plan = this.#parts.plans.planMemberPromote({ connection: this.#connection, member }, bounds);
          return await this.#do(plan, bounds);
        } catch (error) {
          const isPassing = error instanceof EtcdeckError && error.retry;
          if (!isPassing || performance.now() >= giveUpAt) throw error;
        }
        await setTimeout(pauseMs, undefined, { signal: bounds.signal });
      }
    });
  }

  async remove(peerURL: string, bounds: ActBounds): Promise<void> {
    await this.#held(async () => {
      const { id: member } = await this.#require(peerURL, bounds.signal);
      const request = { connection: this.#connection, member };
      await this.#do(this.#parts.plans.planMemberRemove(request, bounds), bounds);
    });
  }

  async moveLeader(peerURL: string, bounds: ActBounds): Promise<void> {
    await this.#held(async () => {
      const { id: member } = await this.#require(peerURL, bounds.signal);
      const request = { connection: this.#connection, member };
      await this.#do(this.#parts.plans.planMoveLeader(request, bounds), bounds);
    });
  }

  /** Returns the version that the cluster has agreed on, as a member says it; `null` where none does. */
  async clusterVersion(endpoints: readonly string[]): Promise<string | null> {
    return await this.#held(async (connection) => {
      for (const endpoint of endpoints) {
        const said = await askVersion(connection, endpoint, versionBounds).catch(() => null);
        if (said?.cluster !== undefined && said.cluster !== null) return said.cluster;
      }
      return null;
    });
  }

  async #held<T>(work: (connection: OpenConnection) => Promise<T>): Promise<T> {
    const held = await this.#parts.open.hold(this.#connection);
    try {
      return await work(held.connection);
    } finally {
      held.close();
    }
  }

  async #rows(signal: AbortSignal): Promise<readonly MemberStatus[]> {
    return (await this.#parts.cluster.status({ connection: this.#connection }, { signal })).members;
  }

  async #require(peerURL: string, signal: AbortSignal): Promise<MemberStatus> {
    const found = (await this.#rows(signal)).find(({ peerURLs }) => peerURLs.includes(peerURL));
    if (found === undefined) throw labActRefused(`the cluster has no member at ${peerURL}`);
    return found;
  }

  /** Executes a plan. Fails as the plan is refused, or as its step fails. */
  async #do(notices: AsyncIterable<PlanNotice>, { tell, signal }: ActBounds): Promise<void> {
    const plan = await planIn(notices);
    if (plan.refused !== null) throw new EtcdeckError(plan.refused);
    const { token, confirmation, body } = plan;
    for await (const notice of this.#parts.plans.execute({ token, confirmation }, { signal })) {
      if (notice.kind === 'step' && notice.state.state === 'started' && body.kind === 'operations') {
        tell(body.steps[notice.step]?.name ?? '');
      }
      if (notice.kind === 'ended' && notice.report.outcome !== 'done') throw failed(notice.report.failure);
    }
  }
}

async function planIn(notices: AsyncIterable<PlanNotice>) {
  for await (const notice of notices) if (notice.kind === 'planned') return notice.plan;
  throw new Error('planning ended without a plan');
}

const failed = (failure: Failure | null): Error =>
  failure === null ? new Error('the plan was stopped') : new EtcdeckError(failure);

import type { ClusterStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { PlannedStep } from '../../../contract/operations.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { downgrade, downgradeTarget } from '../../etcd/downgrade.ts';
import { type AskStatus, type Leader, requireLeader } from '../../members/world.ts';
import type { Operation, OperationVerdict } from '../../plans/operation.ts';
import { pause } from '../../plans/pause.ts';

/** The server gives up a proposal after seven seconds. */
const actMs = 9_000;
const readMs = 3_000;
/** How long to look after a lost answer: an election may be under way. */
const patienceMs = 10_000;
const pauseMs = 500;

/** A downgrade to begin, or the one that is under way, to cancel: both as `3.6`. */
export type DowngradeAim = { readonly enable: string } | { readonly cancel: string };

/** Begins a downgrade of the cluster, which the server has validated just before, or cancels it. */
export class Downgrade implements Operation {
  readonly #client: EtcdClient;
  readonly #ask: AskStatus;
  readonly #aim: DowngradeAim;

  constructor(client: EtcdClient, ask: AskStatus, aim: DowngradeAim) {
    this.#client = client;
    this.#ask = ask;
    this.#aim = aim;
  }

  describe(): PlannedStep {
    const aim = this.#aim;
    return {
      name: 'enable' in aim ? `Enable the downgrade to ${aim.enable}` : `Cancel the downgrade to ${aim.cancel}`,
      target: { kind: 'cluster', text: 'the cluster' },
      precondition:
        'enable' in aim
          ? 'Every voting member answers, and the leader says that the cluster can be downgraded to it'
          : 'The downgrade is under way',
      settledBy: 'asking the leader which downgrade is under way',
      onFailure: 'stop',
      expectedMs: null,
    };
  }

  async check(signal: AbortSignal): Promise<'needed' | 'met'> {
    const status = await this.#ask(signal);
    const leader = requireLeader(status);
    const aim = this.#aim;
    if (this.#isReached(await this.#target(leader, signal))) return 'met';
    if ('enable' in aim) {
      refuseUnanswering(status);
      const options = { endpoint: leader.endpoint, timeoutMs: readMs, signal };
      await downgrade(this.#client, 'Validate', aim.enable, options);
    }
    return 'needed';
  }

  async run(signal: AbortSignal): Promise<void> {
    const { endpoint } = requireLeader(await this.#ask(signal));
    const options = { endpoint, timeoutMs: actMs, signal };
    if ('enable' in this.#aim) await downgrade(this.#client, 'Enable', this.#aim.enable, options);
    else await downgrade(this.#client, 'Cancel', '', options);
  }

  /** A request on its way may still reach the leader: that nothing has changed proves nothing final. */
  async settle(signal: AbortSignal): Promise<OperationVerdict> {
    for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; ) {
      // While members elect, asking them may fail: they are asked again.
      const isReached = await this.#ask(signal)
        .then(async (status) => this.#isReached(await this.#target(requireLeader(status), signal)))
        .catch(() => false);
      if (isReached) return 'done';
      await pause(pauseMs, signal);
    }
    return 'unknown';
  }

  #isReached(target: string | null): boolean {
    return 'enable' in this.#aim ? target !== null && isOfMinor(target, this.#aim.enable) : target === null;
  }

  async #target({ endpoint }: Leader, signal: AbortSignal): Promise<string | null> {
    return await downgradeTarget(this.#client, endpoint, { timeoutMs: readMs, signal });
  }
}

/** Fails with `Unhealthy` where a voting member does not answer: nobody knows which version it runs. */
export function refuseUnanswering({ quorum: { voters, healthy } }: ClusterStatus): void {
  if (healthy === voters) return;
  const message = `${healthy} of ${voters} voting members answer: the others have to be back first`;
  throw new EtcdeckError({ code: 'Unhealthy', message, operation: 'downgrade', retry: true });
}

const isOfMinor = (version: string, minor: string): boolean => version === minor || version.startsWith(`${minor}.`);

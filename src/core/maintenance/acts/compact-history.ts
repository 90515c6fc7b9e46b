import { EtcdeckError } from '../../../contract/failure.ts';
import type { PlannedStep, StepResult } from '../../../contract/operations.ts';
import { compact, head } from '../../etcd/kv.ts';
import { oldestRevision } from '../../keyspace/timeline.ts';
import { type Leader, requireLeader, statusWithLeader } from '../../members/world.ts';
import type { Operation, OperationVerdict } from '../../plans/operation.ts';
import { pause } from '../../plans/pause.ts';
import { defragmentDeadlineMs } from '../defragment-time.ts';
import type { MaintainingOn } from './maintaining.ts';

/** The server gives up a proposal after seven seconds. */
const plainMs = 9_000;
/** How long to read the history after a lost answer; an election may be under way. */
const patienceMs = 10_000;
const againMs = 500;
/** 300,000 superseded revisions took 20 to 27 seconds. */
const expectedPhysicalMs = 20_000;

/** The revision of a compaction. */
export interface Compaction {
  readonly revision: number;
  /** Whether the leader answers only after it has freed the pages. */
  readonly isPhysical: boolean;
}

/** Compacts to a revision. It is done once no older revision can be read, also by another client's compaction. */
export class CompactHistory implements Operation {
  readonly #on: MaintainingOn;
  readonly #compaction: Compaction;
  #leader: Leader | null = null;
  #result: StepResult | null = null;

  constructor(on: MaintainingOn, compaction: Compaction) {
    this.#on = on;
    this.#compaction = compaction;
  }

  describe(): PlannedStep {
    const { revision, isPhysical } = this.#compaction;
    return {
      name: `Compact to revision ${revision}${isPhysical ? ', and wait until the leader has freed its pages' : ''}`,
      target: { kind: 'cluster', text: 'the cluster' },
      precondition: 'A member leads, and the cluster has reached that revision',
      settledBy: 'asking for the oldest revision that can be read',
      onFailure: 'stop',
      expectedMs: isPhysical ? expectedPhysicalMs : null,
    };
  }

  async check(signal: AbortSignal): Promise<'needed' | 'met'> {
    const { client, ask } = this.#on;
    this.#leader = requireLeader(await statusWithLeader(ask, signal));
    const { revision } = this.#compaction;
    const { revision: headRevision } = await head(client, { endpoint: this.#leader.endpoint, signal });
    if (revision > headRevision) throw futureRevision(revision, headRevision);
    return (await oldestRevision(client, signal)) >= revision ? 'met' : 'needed';
  }

  async run(signal: AbortSignal): Promise<void> {
    const leader = this.#leader;
    if (leader === null) throw new Error('a compaction is checked before it is sent');
    const { isPhysical } = this.#compaction;
    const timeoutMs = isPhysical ? defragmentDeadlineMs(leader.dbSize ?? 0) : plainMs;
    try {
      await compact(this.#on.client, this.#compaction, { endpoint: leader.endpoint, timeoutMs, signal });
    } catch (error) {
      // Another client has compacted as far meanwhile.
      if (!(error instanceof EtcdeckError) || error.code !== 'Compacted') throw error;
    }
    this.#compacted();
  }

  async settle(signal: AbortSignal): Promise<OperationVerdict> {
    for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; ) {
      const oldest = await oldestRevision(this.#on.client, signal).catch(() => 0);
      if (oldest >= this.#compaction.revision) {
        this.#compacted();
        return 'done';
      }
      await pause(againMs, signal);
    }
    // A request on its way may still reach the leader.
    return 'unknown';
  }

  result(): StepResult | null {
    return this.#result;
  }

  #compacted(): void {
    this.#result = { kind: 'compacted', revision: this.#compaction.revision };
  }
}

/** Returns the failure of a compaction to a revision that the cluster has not reached. */
export function futureRevision(revision: number, headRevision: number): EtcdeckError {
  const message = `the cluster is at revision ${headRevision}, and has not reached ${revision}`;
  return new EtcdeckError({ code: 'FutureRev', message, operation: 'compact', detail: { headRevision } });
}

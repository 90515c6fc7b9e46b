import type { MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { memberName } from '../../../contract/member-name.ts';
import type { StepResult } from '../../../contract/operations.ts';
import { defragment, status } from '../../etcd/maintenance.ts';
import { requireMember } from '../../members/require-member.ts';
import type { SeenWorld } from '../../members/world.ts';
import type { Operation, OperationVerdict } from '../../plans/operation.ts';
import { pause } from '../../plans/pause.ts';
import { defragmentDeadlineMs, defragmentMs } from '../defragment-time.ts';
import { calmWorld, type Patience } from './calm-world.ts';
import { readDefragmentFigures } from './defragment-figures.ts';
import { type DefragmentTraces, defragmentShown } from './defragment-traces.ts';
import type { MaintainingOn } from './maintaining.ts';
import { freedPages } from './still-pages.ts';

/** Between two members, so that the one before catches up and its clients come back. */
const restMs = 5_000;
const patienceOfFirst: Patience = { laggingMs: 5_000, silentMs: 0 };
/** The member before has taken no entries while it was defragmented. */
const patienceOfNext: Patience = { laggingMs: 300_000, silentMs: 20_000 };
/** How old the world may be when the request is sent. */
const freshMs = 1_000;
const statusMs = 2_000;
const againMs = 500;
/** How long a member may answer nothing, its metrics included, once those could be read. */
const mostSilentMs = 20_000;
/** How long the request may still be on its way to a member that answers. */
const mostOpenMs = 15_000;
/** How many times its deadline a defragmentation is watched while the member says that it runs. */
const mostDeadlines = 10;

/** A member with an endpoint. */
type ReachedMember = MemberStatus & { readonly endpoint: string };

/** Where a step stands among the defragmentations of its plan. */
export interface DefragmentPlace {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Whether a compaction comes before it, whose pages have to be free first. */
  readonly isAfterCompaction: boolean;
}

/**
 * Defragments one member. Its aim is a database file without free pages, written after the request. Sent once: where the
 * answer is lost, the member's metrics and its status are watched until they show what became of it.
 */
export class DefragmentMember implements Operation {
  readonly #on: MaintainingOn;
  readonly #target: MemberStatus;
  readonly #place: DefragmentPlace;
  #checked: { readonly seen: SeenWorld; readonly at: number } | null = null;
  #before: DefragmentTraces = { figures: null, dbSize: null };
  #result: StepResult | null = null;

  constructor(on: MaintainingOn, target: MemberStatus, place: DefragmentPlace) {
    this.#on = on;
    this.#target = target;
    this.#place = place;
  }

  describe() {
    const { id, endpoint, dbSize, dbSizeInUse, version } = this.#target;
    const text = memberName(this.#target);
    const freed = this.#place.isAfterCompaction ? ', and the members have freed what was compacted' : '';
    const inUse = dbSizeInUse ?? dbSize;
    return {
      name: `Defragment ${text}`,
      target: { kind: 'member', text, member: id, endpoint },
      precondition: `Every member answers, and none is behind the leader${freed}`,
      settledBy: 'watching its metrics until it has ended, and asking for the size of its file',
      onFailure: 'stop',
      expectedMs: inUse === null ? null : defragmentMs(inUse, version),
    } as const;
  }

  async check(signal: AbortSignal): Promise<'needed'> {
    const { isFirst, isAfterCompaction } = this.#place;
    if (isAfterCompaction) await freedPages(this.#on, signal);
    if (!isFirst) await pause(restMs, signal);
    await this.#look(isFirst ? patienceOfFirst : patienceOfNext, signal);
    return 'needed';
  }

  async run(signal: AbortSignal): Promise<void> {
    const at = this.#checked;
    // Whoever follows the execution may have let it wait since the check.
    const seen =
      at !== null && performance.now() - at.at < freshMs ? at.seen : await this.#look(patienceOfFirst, signal);
    const row = this.#rowIn(seen);
    try {
      await defragment(this.#on.client, row.endpoint, { signal, timeoutMs: defragmentDeadlineMs(row.dbSize ?? 0) });
    } catch (error) {
      throw whereDiskIsFull(error);
    }
    this.#result = this.#resultOf(await this.#dbSize(row, signal));
  }

  async settle(signal: AbortSignal): Promise<OperationVerdict> {
    const checked = this.#checked;
    if (checked === null) return 'unknown';
    const row = this.#rowIn(checked.seen);
    const deadlineMs = defragmentDeadlineMs(this.#before.dbSize ?? 0);
    // Without metrics a member that is defragmented looks like one that hangs.
    const silentMs = this.#before.figures === null ? deadlineMs : mostSilentMs;
    const waitsMs = { running: mostDeadlines * deadlineMs, silent: silentMs, open: mostOpenMs } as const;
    for (let shown: keyof typeof waitsMs | null = null, since = performance.now(); ; ) {
      const now = await this.#traces(row, signal);
      const found = defragmentShown(this.#before, now);
      if (found === 'done') {
        this.#result = this.#resultOf(now.dbSize);
        return 'done';
      }
      if (found !== shown) since = performance.now();
      shown = found;
      if (performance.now() - since >= waitsMs[found]) return 'unknown';
      await pause(againMs, signal);
    }
  }

  result(): StepResult | null {
    return this.#result;
  }

  #resultOf(after: number | null): StepResult {
    return { kind: 'defragmented', member: this.#target.id, before: this.#before.dbSize, after };
  }

  async #look(patience: Patience, signal: AbortSignal): Promise<SeenWorld> {
    const { seen, refusal } = await calmWorld(this.#on, [this.#target.id], patience, signal);
    if (refusal !== null) throw new EtcdeckError(refusal);
    const row = this.#rowIn(seen);
    if (row.isLeader === true && !this.#place.isLast) {
      const message = `${memberName(row)} has come to lead since this was planned, and the leader is defragmented last: plan it again`;
      throw new EtcdeckError({ code: 'LeaderChanged', message, operation: 'defragment', retry: true });
    }
    this.#before = { figures: await readDefragmentFigures(this.#on.held, row, signal), dbSize: row.dbSize };
    this.#checked = { seen, at: performance.now() };
    return seen;
  }

  #rowIn({ status: { members } }: SeenWorld): ReachedMember {
    const row = requireMember(members, this.#target.id, 'defragment');
    if (row.endpoint !== null) return { ...row, endpoint: row.endpoint };
    const message = `${memberName(row)} has no endpoint`;
    throw new EtcdeckError({ code: 'Unhealthy', message, member: row.id, operation: 'defragment' });
  }

  async #traces(row: ReachedMember, signal: AbortSignal): Promise<DefragmentTraces> {
    const [figures, dbSize] = await Promise.all([
      readDefragmentFigures(this.#on.held, row, signal),
      this.#dbSize(row, signal),
    ]);
    return { figures, dbSize };
  }

  async #dbSize({ id, endpoint }: ReachedMember, signal: AbortSignal): Promise<number | null> {
    try {
      const told = await status(this.#on.client, endpoint, { signal, timeoutMs: statusMs });
      return told.memberId === id ? told.dbSize : null;
    } catch {
      return null;
    }
  }
}

/** The member has answered, and leaves its unfinished file. */
function whereDiskIsFull(error: unknown): unknown {
  if (!(error instanceof EtcdeckError) || !/no space left on device|tx closed/.test(error.message)) return error;
  const { message, endpoint, member } = error.toFailure();
  return new EtcdeckError({
    code: 'Unrecognised',
    message: `the member's disk is full (${message}): make room now, since it stops at its next growth; what it leaves is called db.tmp, in member/snap of its data-dir`,
    operation: 'defragment',
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(member === undefined ? {} : { member }),
  });
}

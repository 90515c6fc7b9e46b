import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterApi, ClusterStatus } from '../../contract/cluster.ts';
import type { CheckName, Examination, ExaminationNotice } from '../../contract/doctor.ts';
import type { Finding } from '../../contract/findings.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { MaintenanceApi } from '../../contract/maintenance.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { mostUrgentFirst, spaceFindings } from '../members/findings.ts';
import { SharedPoll } from '../members/shared-poll.ts';
import type { Ports } from '../ports.ts';
import { Queue } from '../streams/queue.ts';
import { CheckResults } from './check-results.ts';
import type { CommandLines } from './command-lines.ts';
import type { FindingLedger } from './finding-ledger.ts';
import { checkHashes } from './hash-check.ts';
import { checkHistory } from './history-check.ts';
import { LeaderChangesSeen } from './leader-changes-seen.ts';
import { MetricsCheck, withQuotas } from './metrics-check.ts';
import type { MemberReading } from './reading.ts';
import { lasting } from './rules/passing.ts';
import { quotaDiffers } from './rules/quota-differs.ts';
import { quotaForecast } from './rules/quota-forecast.ts';
import { SizesSeen } from './sizes-seen.ts';
import { checkSlowly } from './slow-checks.ts';
import { checkSnapshots, type SnapshotsKnown } from './snapshots-check.ts';

/** What the doctor of a cluster needs. */
export interface DoctorParts {
  readonly cluster: Pick<ClusterApi, 'status' | 'follow'>;
  readonly maintenance: Pick<MaintenanceApi, 'hashKV'>;
  readonly snapshots: SnapshotsKnown;
  readonly ledger: FindingLedger;
  readonly ports: Pick<Ports, 'clock' | 'resourcesFolder'>;
}

/** The optional parts of an examination. */
export interface ExaminationRequest {
  readonly hashKV: boolean;
  readonly snapshotFolder: string | null;
}

/** The last examination with what it read, for a report. */
export interface Examined {
  readonly examination: Examination;
  readonly status: ClusterStatus;
  readonly readings: readonly MemberReading[];
  readonly commandLines: CommandLines;
}

/** Between the two scrapes of an examination: longer than followers share one scrape. */
const betweenMs = 5_000;
const pollMs = 5_000;
const metricsMs = 30_000;
const slowMs = 10 * 60_000;

const slowNames = ['versions', 'certificates', 'exposure'] as const satisfies readonly CheckName[];
const spaceCodes: ReadonlySet<string> = new Set(['NearQuota', 'Fragmented']);

/** Examines one connection's cluster. Followers share one round of checks, which includes the results of examinations. */
export class ClusterDoctor {
  readonly #held: OpenConnection;
  readonly #parts: DoctorParts;
  readonly #changes = new LeaderChangesSeen();
  readonly #metrics: MetricsCheck;
  readonly #results: CheckResults;
  readonly #sizes = new SizesSeen();
  readonly #poll = new SharedPoll<Examination>((signal) => this.#round(signal));
  #run: { readonly signal: AbortSignal; readonly statuses: AsyncIterator<ClusterStatus> } | null = null;
  #before: ClusterStatus | null = null;
  #commandLines: CommandLines = new Map();
  #metricsAt = Number.NEGATIVE_INFINITY;
  #slowAt = Number.NEGATIVE_INFINITY;
  /** From the last examination's request. */
  #snapshotFolder: string | null = null;
  #isAtSnapshots = false;
  #last: Examined | null = null;

  constructor(held: OpenConnection, parts: DoctorParts) {
    this.#held = held;
    this.#parts = parts;
    this.#metrics = new MetricsCheck(held, this.#changes);
    this.#results = new CheckResults(parts.ports.clock);
    this.#results.skip('hash');
  }

  /** The last examination; `null` before the first one. */
  get last(): Examined | null {
    return this.#last;
  }

  /** Examines once. Fails only when no endpoint returns a member list. */
  async *examine(request: ExaminationRequest, signal: AbortSignal): AsyncGenerator<ExaminationNotice, void> {
    const notices = new Queue<ExaminationNotice>();
    const results = new CheckResults(this.#parts.ports.clock, () => {
      notices.put({ kind: 'checks', checks: results.checks });
    });
    const stop = new AbortController();
    const bounded = AbortSignal.any([signal, stop.signal]);
    this.#examined(request, results, bounded).then(
      (examination) => {
        notices.put({ kind: 'examined', examination });
        notices.close();
      },
      (error: unknown) => notices.close(error),
    );
    const onAbort = (): void => notices.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      yield* notices;
    } finally {
      signal.removeEventListener('abort', onAbort);
      stop.abort();
    }
  }

  /** Follows the findings until `signal` aborts: the members at each poll, other parts at their own intervals. */
  follow(signal: AbortSignal): AsyncGenerator<Examination, void> {
    return this.#poll.follow(pollMs, signal);
  }

  /** Gives the followers the last findings with the snoozes of now. */
  refresh(): void {
    if (this.#last !== null) this.#poll.give(this.#finished(this.#last.status, this.#results, this.#last.readings));
  }

  async #examined(request: ExaminationRequest, results: CheckResults, signal: AbortSignal): Promise<Examination> {
    const { hashKV, snapshotFolder } = request;
    const { cluster, maintenance, ports } = this.#parts;
    const connection = this.#held.id;
    this.#snapshotFolder = snapshotFolder;
    if (!hashKV) results.skip('hash');
    results.begin('status', 'metrics');
    const first = await cluster.status({ connection }, { signal });
    // Not the followers' metrics, whose scrapes are half a minute apart.
    const metrics = new MetricsCheck(this.#held, this.#changes);
    let last = first;
    await Promise.all([
      (async () => {
        await metrics.scrape(first, signal);
        await delay(betweenMs, undefined, { signal });
        last = await cluster.status({ connection }, { signal }).catch(() => first);
        await results.attempt('metrics', signal, async () => {
          await metrics.scrape(last, signal);
          return metrics.found(last);
        });
        // After the metrics: a member that computes its hash answers nothing else.
        if (hashKV) await results.attempt('hash', signal, () => checkHashes(maintenance, connection, signal));
      })(),
      this.#slow(first, results, signal),
      results.attempt('history', signal, () => checkHistory(this.#held, first, { clock: ports.clock, signal })),
      this.#snapshots(first, results, { folder: snapshotFolder, signal }),
    ]);
    this.#enterStatus(results, { before: first, now: last }, metrics.readings);
    this.#results.adopt(results);
    return this.#finished(last, results, metrics.readings);
  }

  async #slow(status: ClusterStatus, results: CheckResults, signal: AbortSignal): Promise<void> {
    results.begin(...slowNames);
    const { parts, commandLines } = await checkSlowly(this.#held, status, signal, this.#parts.ports);
    this.#commandLines = commandLines;
    for (const part of parts) results.enter(part);
  }

  #snapshots(
    { clusterId }: ClusterStatus,
    results: CheckResults,
    { folder, signal }: { readonly folder: string | null; readonly signal: AbortSignal },
  ): Promise<void> {
    const { snapshots, ports } = this.#parts;
    return results.attempt('snapshots', signal, () =>
      checkSnapshots({ connection: this.#held.id, clusterId, folder }, { snapshots, clock: ports.clock }, signal),
    );
  }

  /** Looks at the catalogue alone, a small file of this machine: a snapshot may have been saved since. */
  async #snapshotsAgain({ clusterId }: ClusterStatus, signal: AbortSignal): Promise<void> {
    if (this.#isAtSnapshots || this.#snapshotFolder !== null) return;
    this.#isAtSnapshots = true;
    const { snapshots, ports } = this.#parts;
    try {
      await this.#results.renew('snapshots', signal, () =>
        checkSnapshots(
          { connection: this.#held.id, clusterId, folder: null },
          { snapshots, clock: ports.clock },
          signal,
        ),
      );
    } finally {
      this.#isAtSnapshots = false;
    }
  }

  /** One round for all followers. Slow parts run on, and their findings come with a later round. */
  async #round(signal: AbortSignal): Promise<Examination> {
    const status = await this.#nextStatus(signal);
    const now = performance.now();
    this.#sizes.saw(status.members, status.at);
    if (now - this.#metricsAt >= metricsMs) {
      this.#metricsAt = now;
      this.#runOn(
        this.#results.attempt('metrics', signal, async () => {
          await this.#metrics.scrape(status, signal);
          return this.#metrics.foundTwice(status);
        }),
      );
    }
    if (now - this.#slowAt >= slowMs && isWhole(status)) {
      this.#slowAt = now;
      const { clock } = this.#parts.ports;
      this.#runOn(this.#slow(status, this.#results, signal));
      this.#runOn(this.#snapshots(status, this.#results, { folder: this.#snapshotFolder, signal }));
      this.#runOn(this.#results.attempt('history', signal, () => checkHistory(this.#held, status, { clock, signal })));
    } else if (Number.isFinite(this.#slowAt)) {
      this.#runOn(this.#snapshotsAgain(status, signal));
    }
    this.#enterStatus(this.#results, { before: this.#before, now: status }, this.#metrics.readings);
    this.#before = status;
    return this.#finished(status, this.#results, this.#metrics.readings);
  }

  /** A part fails only when it is stopped: the next follower starts it again. */
  #runOn(work: Promise<void>): void {
    work.catch(() => {
      this.#metricsAt = Number.NEGATIVE_INFINITY;
      this.#slowAt = Number.NEGATIVE_INFINITY;
    });
  }

  async #nextStatus(signal: AbortSignal): Promise<ClusterStatus> {
    if (this.#run?.signal !== signal) {
      const request = { connection: this.#held.id, intervalMs: pollMs };
      const statuses = this.#parts.cluster.follow(request, { signal })[Symbol.asyncIterator]();
      this.#run = { signal, statuses };
      this.#before = null;
    }
    const step = await this.#run.statuses.next();
    if (step.done === true) throw new Error('the status stream has ended');
    return step.value;
  }

  #enterStatus(
    results: CheckResults,
    { before, now }: { readonly before: ClusterStatus | null; readonly now: ClusterStatus },
    readings: readonly MemberReading[],
  ): void {
    const members = withQuotas(now.members, readings);
    const found: readonly Finding[] = [
      ...lasting(before, now).filter(({ code }) => !spaceCodes.has(code)),
      ...spaceFindings(members),
      ...quotaDiffers.find({ members, flags: quotasIn(this.#commandLines) }),
      ...quotaForecast.find({ members, sizes: this.#sizes.sizes }),
    ];
    const silent = now.members.find(({ failure, latencyMs }) => failure !== null && latencyMs === null);
    const state = silent === undefined ? 'done' : 'partial';
    const check = { name: 'status', state, failure: silent?.failure ?? null, at: now.at } as const;
    results.enter({ check, findings: found });
  }

  #finished(status: ClusterStatus, results: CheckResults, readings: readonly MemberReading[]): Examination {
    const { clusterId, at } = status;
    const findings = mostUrgentFirst(this.#parts.ledger.entered(clusterId, results.findings));
    const examination = { clusterId, at, findings, checks: results.checks };
    const seen = { ...status, members: withQuotas(status.members, readings) };
    this.#last = { examination, status: seen, readings, commandLines: this.#commandLines };
    return examination;
  }
}

/** Whether no answer is awaited: a member whose answer is late is not unhealthy. */
const isWhole = ({ members }: ClusterStatus): boolean =>
  members.every(({ healthy, failure }) => healthy !== null || failure !== null);

function quotasIn(commandLines: CommandLines): ReadonlyMap<MemberId, number> {
  return new Map([...commandLines].map(([member, flags]) => [member, Number(flags.get('quota-backend-bytes') ?? 0)]));
}

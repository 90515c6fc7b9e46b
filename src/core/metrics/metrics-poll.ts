import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterApi, MemberStatus } from '../../contract/cluster.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { MemberScrape, MetricsNotice } from '../../contract/metrics.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { Clock } from '../ports.ts';
import { ActMarks, type ActMarksParts } from './act-marks.ts';
import { type MemberFigures, ratesBetween, roundTripsIn } from './member-figures.ts';
import { MetricsHistory } from './metrics-history.ts';
import type { MetricsSample } from './prometheus-text.ts';
import { type MemberSample, scrapeMembers } from './scrape-members.ts';

const intervalMs = 5_000;
/** How often the member list is read while metrics are followed. */
const membersIntervalMs = 15_000;
/** A rate over a longer pause says nothing of the present. */
const longestStepMs = 30_000;
/** Members measure the round trips to their peers every 30 seconds. */
const roundTripsMs = 62_000;

/** The dependencies of `MetricsPoll`. */
export interface MetricsParts extends ActMarksParts {
  readonly cluster: Pick<ClusterApi, 'follow'>;
  readonly clock: Clock;
}

interface Run {
  readonly stop: AbortController;
  members: readonly MemberStatus[];
  failure: { readonly error: unknown } | null;
}

interface Known {
  readonly sample: MetricsSample;
  /** Samples of the last minute with round trips only, the oldest first. */
  readonly trips: readonly MetricsSample[];
  readonly figures: MemberFigures;
}

const noFigures: MemberFigures = { values: {}, peers: [] };

/** Scrapes one connection's members every five seconds while there are followers, who share it, and keeps an hour. */
export class MetricsPoll {
  readonly #connection: OpenConnection;
  readonly #parts: MetricsParts;
  readonly #history = new MetricsHistory();
  readonly #acts: ActMarks;
  readonly #known = new Map<MemberId, Known>();
  readonly #followers = new Set<() => void>();
  #leader: MemberId | null = null;
  #startedAt = Number.NEGATIVE_INFINITY;
  #run: Run | null = null;

  constructor(connection: OpenConnection, parts: MetricsParts) {
    this.#connection = connection;
    this.#parts = parts;
    this.#acts = new ActMarks(connection.id, parts);
  }

  /** Yields the kept hour, then each scrape and mark. Fails when no endpoint returns a member list. */
  async *follow(signal: AbortSignal): AsyncGenerator<MetricsNotice, void> {
    const history = this.#history;
    let wake = (): void => undefined;
    const follower = (): void => wake();
    signal.addEventListener('abort', follower);
    const run = this.#join(follower);
    try {
      let scrape = history.newestScrape;
      let mark = history.newestMark;
      yield { kind: 'history', scrapes: [...history.scrapesAfter(0)], marks: history.marksAfter(0) };
      while (!signal.aborted) {
        const marks = history.marksAfter(mark);
        const scrapes = [...history.scrapesAfter(scrape)];
        mark = history.newestMark;
        scrape = history.newestScrape;
        for (const one of marks) yield { kind: 'mark', mark: one };
        for (const one of scrapes) yield { kind: 'scrape', scrape: one };
        if (run.failure !== null) throw run.failure.error;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (signal.aborted || scrape < history.newestScrape || mark < history.newestMark || run.failure) resolve();
        });
      }
    } finally {
      signal.removeEventListener('abort', follower);
      this.#leave(follower);
    }
  }

  #join(follower: () => void): Run {
    this.#followers.add(follower);
    if (this.#run !== null) return this.#run;
    const run: Run = { stop: new AbortController(), members: [], failure: null };
    this.#run = run;
    void this.#repeat(run);
    return run;
  }

  #leave(follower: () => void): void {
    this.#followers.delete(follower);
    if (this.#followers.size > 0) return;
    this.#run?.stop.abort();
    this.#run = null;
  }

  #wakeAll(): void {
    for (const wake of this.#followers) wake();
  }

  async #repeat(run: Run): Promise<void> {
    const { signal } = run.stop;
    try {
      await this.#untilMembers(run);
      while (!signal.aborted) {
        const waitMs = this.#startedAt + intervalMs - performance.now();
        if (waitMs > 0) await delay(waitMs, undefined, { signal });
        this.#startedAt = performance.now();
        await this.#scrape(run.members, signal);
      }
    } catch (error) {
      if (!signal.aborted) this.#fail(run, error);
    }
  }

  #fail(run: Run, error: unknown): void {
    run.failure = { error };
    run.stop.abort();
    // The next follower starts a new run.
    if (this.#run === run) this.#run = null;
    this.#wakeAll();
  }

  /** Follows the members in the background; resolves with the first list. */
  #untilMembers(run: Run): Promise<void> {
    const { signal } = run.stop;
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      const follow = async (): Promise<void> => {
        const request = { connection: this.#connection.id, intervalMs: membersIntervalMs };
        for await (const { members } of this.#parts.cluster.follow(request, { signal })) {
          run.members = members;
          resolve();
        }
      };
      follow().catch((error: unknown) => {
        if (signal.aborted) return;
        if (run.members.length === 0) reject(error);
        else this.#fail(run, error);
      });
    });
  }

  async #scrape(members: readonly MemberStatus[], signal: AbortSignal): Promise<void> {
    const at = this.#parts.clock.now();
    const samples = await scrapeMembers(this.#connection, members, signal);
    const scrape = { at, members: samples.map((sample) => this.#scrapeOf(sample)) };
    this.#history.add(scrape);
    this.#markLeader(scrape);
    this.#wakeAll();
    // A keychain may have to be unlocked first; the next scrape does not wait for it.
    void this.#markActs(at);
  }

  async #markActs(now: number): Promise<void> {
    for (const mark of await this.#acts.look(now)) this.#history.addMark(mark);
    this.#wakeAll();
  }

  #scrapeOf({ member, url, failure, sample }: MemberSample): MemberScrape {
    if (sample === null) return { member, url, failure, ...noFigures };
    const known = this.#known.get(member);
    if (known?.sample === sample) return { member, url, failure, ...known.figures };
    const before = known !== undefined && sample.at - known.sample.at <= longestStepMs ? known.sample : null;
    const trips = (known?.trips ?? []).filter(({ at }) => sample.at - at <= roundTripsMs);
    const figures = ratesBetween(before, sample, trips[0] ?? before);
    this.#known.set(member, { sample, trips: [...trips, roundTripsIn(sample)], figures });
    return { member, url, failure, ...figures };
  }

  #markLeader({ at, members }: { readonly at: number; readonly members: readonly MemberScrape[] }): void {
    for (const id of this.#known.keys()) if (!members.some(({ member }) => member === id)) this.#known.delete(id);
    const leaders = members.filter(({ values }) => values.isLeader === 1);
    const [leader] = leaders;
    // With two leaders, one is cut off and has not noticed yet.
    if (leader === undefined || leaders.length > 1) return;
    if (this.#leader !== null && this.#leader !== leader.member) {
      this.#history.addMark({ at, kind: 'leader', member: leader.member });
    }
    this.#leader = leader.member;
  }
}

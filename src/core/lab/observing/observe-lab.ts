import type { LabEvent } from '../../../contract/lab/events.ts';
import { labFrameMs } from '../../../contract/lab/frames.ts';
import type { LabWriteNotice } from '../../../contract/lab/writes.ts';
import type { LabNotice } from '../../../contract/lab.ts';
import { EtcdClient } from '../../etcd/client.ts';
import type { LabWorld } from '../lab-world.ts';
import type { CommitGap } from './commit-gaps.ts';
import { EventLog } from './event-log.ts';
import { Followers, type StandingNotice } from './follow-past.ts';
import { KeptPast } from './kept-past.ts';
import { idleMs, LabObservation } from './lab-observation.ts';
import { lookSlowly } from './slow-look.ts';
import { type ObservedPut, writeObserved } from './write-path.ts';

/** What is observed of one running lab. */
export interface LabObserver {
  /**
   * Yields the standing notices, then the kept events and frames in chunks, then what comes. Ends when the lab stops. A
   * slow consumer gets larger chunks; one that is behind by more than is kept finds the gap in `seq`.
   */
  follow(signal: AbortSignal): AsyncGenerator<LabNotice, void>;
  /** Sets a standing notice: those who follow get it now, later ones at first. */
  show(notice: StandingNotice): void;
  /** Does `LabApi.write`. */
  write(put: ObservedPut, signal: AbortSignal): AsyncGenerator<LabWriteNotice, void>;
  /** The kept events whose `seq` is larger, oldest first. */
  eventsAfter(seq: number): readonly LabEvent[];
  /** The times in which no leader was followed by a majority, oldest first. */
  commitGaps(): readonly CommitGap[];
  /** Ends the polls, and every follower. The end of the world does so too. */
  close(): void;
}

/** How often alarms and the list of members are looked at, in milliseconds; and while nobody follows. */
const lookMs = 1_000;
const idleLookMs = 5_000;

/**
 * Observes a lab from now on: its members' answers, their logs, the messages between them, and what the lab does. A frame
 * is made every 100 ms while somebody follows or writes, and every second else, with the messages counted meanwhile.
 */
export function observeLab(world: LabWorld): LabObserver {
  return new Observer(world);
}

class Observer implements LabObserver {
  readonly #world: LabWorld;
  readonly #past = new KeptPast();
  readonly #observation: LabObservation;
  readonly #followers: Followers;
  readonly #stops: readonly (() => void)[];
  readonly #closing = new AbortController();
  readonly #retired: EtcdClient[] = [];
  #client: EtcdClient;
  #writes = 0;
  #following = 0;
  #frameTimer: NodeJS.Timeout | undefined;
  #lookTimer: NodeJS.Timeout | undefined;

  constructor(world: LabWorld) {
    this.#world = world;
    this.#client = new EtcdClient(world.target());
    this.#followers = new Followers(this.#past, (count) => {
      this.#following = count;
      this.#setPace();
    });
    this.#observation = new LabObservation(world, new EventLog(this.#past, () => this.#followers.wake()));
    this.#stops = [
      world.onLine((member, line) => this.#observation.heardLine(member, line)),
      world.onNews((news) => this.#observation.heardNews(news)),
      world.links.onMessages((messages) => this.#observation.sawMessages(messages)),
    ];
    world.closed.addEventListener('abort', () => this.close(), { once: true });
    this.#makeFrame();
    void this.#look();
    if (world.closed.aborted) this.close();
  }

  follow(signal: AbortSignal): AsyncGenerator<LabNotice, void> {
    return this.#followers.follow(signal);
  }

  show(notice: StandingNotice): void {
    this.#followers.show(notice);
  }

  eventsAfter(seq: number): readonly LabEvent[] {
    return this.#past.eventsAfter(seq).values;
  }

  commitGaps(): readonly CommitGap[] {
    return this.#observation.commitGaps;
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    clearTimeout(this.#frameTimer);
    clearTimeout(this.#lookTimer);
    for (const stop of this.#stops) stop();
    this.#observation.members.close();
    this.#followers.close();
    for (const client of [...this.#retired, this.#client]) client.close();
  }

  async *write(put: ObservedPut, signal: AbortSignal): AsyncGenerator<LabWriteNotice, void> {
    const { members } = this.#observation;
    this.#writes += 1;
    this.#setPace();
    const around = {
      world: this.#world,
      client: this.#client,
      onMessages: this.#world.links.onMessages.bind(this.#world.links),
      voters: () => members.voters().map(({ name }) => name),
      known: (name: string) => members.known(name, Date.now()),
    };
    try {
      yield* writeObserved(put, around, AbortSignal.any([signal, this.#closing.signal]));
    } finally {
      this.#writes -= 1;
      this.#setPace();
    }
  }

  get #isObserved(): boolean {
    return this.#following + this.#writes > 0;
  }

  #setPace(): void {
    if (this.#closing.signal.aborted) return;
    this.#observation.members.setPace(this.#isObserved ? labFrameMs : idleMs);
    this.#planFrame(labFrameMs);
  }

  #planFrame(afterMs: number): void {
    clearTimeout(this.#frameTimer);
    this.#frameTimer = setTimeout(() => this.#makeFrame(), afterMs);
  }

  #makeFrame(): void {
    const dueAt = performance.now() + (this.#isObserved ? labFrameMs : idleMs);
    this.#past.addFrame(this.#observation.frame());
    this.#followers.wake();
    this.#planFrame(Math.max(1, dueAt - performance.now()));
  }

  async #look(): Promise<void> {
    const observation = this.#observation;
    const now = Date.now();
    const changes = observation.membershipChanges;
    const answering = this.#world.members.filter(({ name }) => observation.members.known(name, now)?.answers === true);
    const leader = answering.find(({ name }) => name === observation.leader)?.endpoint ?? null;
    const endpoints = answering.map(({ endpoint }) => endpoint);
    const seen = await lookSlowly(this.#client, endpoints, leader, this.#closing.signal).catch(() => null);
    if (this.#closing.signal.aborted) return;
    if (seen === 'anew') {
      // A write may be under way with it.
      this.#retired.push(this.#client);
      this.#client = new EtcdClient(this.#world.target());
      observation.beganAnew();
    } else if (seen !== null) observation.looked(seen, changes);
    const soon = this.#isObserved || seen === null || seen === 'anew';
    this.#lookTimer = setTimeout(() => void this.#look(), soon ? lookMs : idleLookMs);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { LabWriteNotice, LabWriteStep, LabWriteWait } from '../../../contract/lab/writes.ts';
import { lostFailure } from '../../../contract/lost-write.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { cancelled, toEtcdeckError } from '../../etcd/failures.ts';
import { toNumber } from '../../etcd/ids.ts';
import { status } from '../../etcd/maintenance.ts';
import { Queue } from '../../streams/queue.ts';
import { fateOf } from '../../writes/settle-lost.ts';
import type { LabWorld, ObservedMessage, WorldMember } from '../lab-world.ts';
import { wallClock } from '../links/wall-clock.ts';
import { isEntryOf } from './entry-of-put.ts';
import { type SeenStep, WriteTrace } from './write-trace.ts';

/** A put of one key, sent through one member. */
export interface ObservedPut {
  /** The name of the member that it is sent through. */
  readonly via: string;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** etcd itself gives up after seven seconds. */
const longestMs = 9_000;
/** How long a write has to go on before it counts as waiting. */
const patienceMs = 500;
const waitLookMs = 100;
/** How long members that answer are waited for after the answer, until they have applied the entry. */
const applyMs = 2_000;
const applyLookMs = 20;
const statusMs = 1_000;
/** The links gather messages for 20 ms before they tell of them: steps are held back for so long, to be given in order. */
const gatherMs = 100;

/** Of steps seen at the same time. */
const order: readonly LabWriteStep[] = [
  'sent',
  'forwarded',
  'appendSent',
  'acknowledged',
  'committed',
  'applied',
  'answered',
];

/** What a write needs to know of its lab. */
export interface WriteSurroundings {
  readonly world: Pick<LabWorld, 'members' | 'closed'>;
  readonly client: EtcdClient;
  onMessages(listener: (messages: readonly ObservedMessage[]) => void): () => void;
  /** The members that vote, by name. */
  voters(): readonly string[];
  /** A member as it is known now; `null`: not at all. `leader`: whom it takes for the leader, by name. */
  known(name: string): { readonly id: string | null; readonly answers: boolean; readonly leader: string | null } | null;
}

/**
 * Puts a key through one member, once, and yields each step as it is seen. Times of messages are those of the proxies,
 * exact to a millisecond; that another member has applied the entry is seen some 20 ms later. What is not seen
 * is left out: with one member nothing passes a link.
 */
export async function* writeObserved(
  put: ObservedPut,
  around: WriteSurroundings,
  signal: AbortSignal,
): AsyncGenerator<LabWriteNotice, void> {
  const member = around.world.members.find(({ name }) => name === put.via);
  if (member === undefined) {
    throw new EtcdeckError({ code: 'BadRequest', message: 'the lab has no member of this name', operation: 'put' });
  }
  const notices = new Queue<LabWriteNotice>();
  const leaving = new AbortController();
  const write = new ObservedWrite(put, member.endpoint, around, notices, AbortSignal.any([signal, leaving.signal]));
  const running = write.run().then(
    () => notices.close(),
    (error: unknown) => notices.close(error),
  );
  try {
    yield* notices;
  } finally {
    leaving.abort();
    await running;
  }
}

class ObservedWrite {
  readonly #put: ObservedPut;
  readonly #endpoint: string;
  readonly #around: WriteSurroundings;
  readonly #notices: Queue<LabWriteNotice>;
  readonly #signal: AbortSignal;
  readonly #trace: WriteTrace;
  /** Steps that may not be given out yet: earlier ones may be on their way. */
  readonly #held: SeenStep[] = [];
  #startedAt = 0;
  #waiting: LabWriteWait | null = null;
  #revision: number | null = null;

  constructor(
    put: ObservedPut,
    endpoint: string,
    around: WriteSurroundings,
    notices: Queue<LabWriteNotice>,
    signal: AbortSignal,
  ) {
    this.#put = put;
    this.#endpoint = endpoint;
    this.#around = around;
    this.#notices = notices;
    this.#signal = signal;
    const via = around.known(put.via)?.id ?? null;
    this.#trace = new WriteTrace((data) => isEntryOf(data, { ...put, via }), around.voters);
  }

  async run(): Promise<void> {
    await this.#connect();
    this.#startedAt = wallClock();
    const ending = new AbortController();
    const either = AbortSignal.any([this.#signal, ending.signal]);
    const stop = this.#around.onMessages((messages) => this.#saw(messages));
    this.#step('sent', this.#startedAt, this.#put.via);
    // The answer itself tells that the member that was asked has applied it.
    const others = this.#around.world.members.filter(({ name }) => name !== this.#put.via);
    const applying = others.map((one) => this.#watchApplied(one, either));
    const beside = [this.#watchWaits(either), this.#releaseOnAndOn(either), ...applying];
    try {
      const failure = await this.#send();
      if (failure !== null && this.#signal.aborted) throw cancelled('put', this.#endpoint);
      const at = wallClock();
      const tookMs = this.#since(at);
      // What was told before the answer is on its way still. Where the lab stops meanwhile, the answer counts as well.
      await delay(gatherMs, undefined, { signal: either }).catch(() => undefined);
      if (failure === null) {
        this.#answered(at);
        const late = delay(applyMs, undefined, { signal: either }).catch(() => undefined);
        await Promise.race([Promise.all(applying), late]);
      }
      this.#release(Number.POSITIVE_INFINITY);
      this.#notices.put(this.#ended(failure, tookMs));
    } finally {
      stop();
      ending.abort();
      await Promise.allSettled(beside);
    }
  }

  /** Has the connection ready, so that the time of the write is its own. */
  async #connect(): Promise<void> {
    if (this.#around.known(this.#put.via)?.answers !== true) return;
    const bounds = { timeoutMs: statusMs, signal: this.#signal };
    await status(this.#around.client, this.#endpoint, bounds).catch(() => undefined);
  }

  /** Returns why it failed; `null`: it was written. */
  async #send(): Promise<EtcdeckError | null> {
    const { key, value } = this.#put;
    try {
      const { answer } = await this.#around.client.call(
        ({ kv }) => kv.put({ key: Buffer.from(key), value: Buffer.from(value) }),
        { endpoint: this.#endpoint, timeoutMs: longestMs, signal: this.#signal },
      );
      this.#revision = toNumber(answer.header.revision);
      return null;
    } catch (error) {
      return toEtcdeckError(error, { operation: 'put', isWrite: true, endpoint: this.#endpoint });
    }
  }

  #answered(at: number): void {
    // An answer says that the entry is committed, and applied by the member that gives it.
    if (this.#trace.answered()) this.#step('committed', at, this.#trace.leader ?? this.#put.via);
    this.#step('applied', at, this.#put.via);
    this.#step('answered', at, this.#put.via);
  }

  #ended(failure: EtcdeckError | null, tookMs: number): LabWriteNotice {
    if (failure === null) return { kind: 'ended', outcome: 'written', tookMs, revision: this.#revision, failure: null };
    const fate = fateOf(failure);
    const isRefused = fate === 'notDone';
    const said = failure.toFailure();
    return {
      kind: 'ended',
      outcome: isRefused ? 'refused' : 'unknown',
      tookMs,
      revision: null,
      failure: isRefused ? said : lostFailure(said, { journalEntry: null, mayStillHappen: true }),
    };
  }

  #saw(messages: readonly ObservedMessage[]): void {
    for (const message of messages) {
      this.#held.push(...this.#trace.take(message));
    }
  }

  /** Says why it does not go on, as often as that changes. */
  async #watchWaits(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#revision === null) {
      await delay(waitLookMs, undefined, { signal }).catch(() => undefined);
      const atMs = this.#since(wallClock());
      if (signal.aborted || this.#trace.isCommitted || atMs < patienceMs) continue;
      const reason = this.#waitsFor();
      if (reason === this.#waiting) continue;
      this.#waiting = reason;
      if (reason !== null) this.#notices.put({ kind: 'waiting', reason, atMs });
    }
  }

  #waitsFor(): LabWriteWait | null {
    const { via } = this.#put;
    const member = this.#around.known(via);
    if (member?.answers !== true) return 'silent';
    if (member.leader === null) return 'noLeader';
    // The leader holds it as well.
    const holders = this.#trace.acknowledgements + 1;
    return holders > this.#around.voters().length / 2 ? null : 'noMajority';
  }

  /**
   * Asks a member again and again how far it has applied the log, until that is as far as the entry. Where the entry is
   * known later than an answer that reaches so far, the answer counts.
   */
  async #watchApplied({ name, endpoint }: WorldMember, signal: AbortSignal): Promise<void> {
    const seen: { readonly at: number; readonly index: number; readonly revision: number }[] = [];
    while (!signal.aborted) {
      if (this.#around.known(name)?.answers === true) {
        const said = await status(this.#around.client, endpoint, { timeoutMs: statusMs, signal }).catch(() => null);
        const last = seen.at(-1);
        if (said !== null && said.raftAppliedIndex !== last?.index) {
          seen.push({ at: wallClock(), index: said.raftAppliedIndex, revision: said.revision });
        }
      } else if (this.#revision !== null) return;
      const { index, isCommitted } = this.#trace;
      const found = seen.find((one) => (index === null ? this.#hasRevision(one) : isCommitted && one.index >= index));
      if (found !== undefined) {
        this.#step('applied', found.at, name);
        return;
      }
      const isStuck = !isCommitted && this.#since(wallClock()) > patienceMs;
      await delay(isStuck ? waitLookMs : applyLookMs, undefined, { signal }).catch(() => undefined);
    }
  }

  #hasRevision({ revision }: { readonly revision: number }): boolean {
    return this.#revision !== null && revision >= this.#revision;
  }

  #step(step: LabWriteStep, at: number, member: string): void {
    this.#held.push({ step, at, member, peer: null, index: this.#trace.index });
  }

  /** Gives out the steps up to a time, in order. */
  #release(until: number): void {
    this.#held.sort((one, other) => one.at - other.at || order.indexOf(one.step) - order.indexOf(other.step));
    while (this.#held[0] !== undefined && this.#held[0].at <= until) {
      const { step, at, member, peer, index } = this.#held[0];
      this.#held.shift();
      this.#notices.put({ kind: 'step', step, atMs: this.#since(at), member, peer, index });
    }
  }

  async #releaseOnAndOn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#release(wallClock() - gatherMs);
      await delay(gatherMs / 2, undefined, { signal }).catch(() => undefined);
    }
  }

  #since(at: number): number {
    return Math.max(0, Math.round((at - this.#startedAt) * 100) / 100);
  }
}

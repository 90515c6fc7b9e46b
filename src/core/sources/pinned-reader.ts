import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdCallOptions, EtcdClient } from '../etcd/client.ts';
import { openRange, type RangeRequest } from '../etcd/kv.ts';
import type { RangeAnswer } from '../etcd/range-answer.ts';
import { rangeStream } from '../etcd/range-stream.ts';

/** The state of a cluster's keys to read. */
export interface LiveView {
  readonly revision: number | null;
  /** Whether one member may answer alone, from its own state. */
  readonly isSerializable: boolean;
}

type At = Pick<RangeRequest, 'revision' | 'serializable'>;
type UnpinnedRange = Omit<RangeRequest, keyof At>;

/** An answer, and its duration. */
interface ReadAnswer {
  readonly answer: RangeAnswer;
  readonly tookMs: number;
}

/** A member may have millions of keys to walk over before it answers. */
const timeoutMs = 30_000;

/** Whether the members of a client stream ranges, as far as it was tried. */
const hasStreams = new WeakMap<EtcdClient, boolean>();

/** Reads ranges, all at the revision of the first answer. */
export class PinnedReader {
  readonly #client: EtcdClient;
  readonly #view: LiveView;
  readonly #options: EtcdCallOptions;
  #pinned: number | null;
  /** Whether a member has answered at the pinned revision. */
  #isSettled: boolean;

  constructor(client: EtcdClient, view: LiveView, signal: Abort | undefined, isSettled = false) {
    this.#isSettled = isSettled;
    this.#client = client;
    this.#view = view;
    this.#options = { signal, timeoutMs };
    this.#pinned = view.revision;
  }

  /** 0 before the first answer. */
  get revision(): number {
    return this.#pinned ?? 0;
  }

  /** Reads a range. Once something was read, a read that a cut connection ended is repeated once. */
  async read(request: UnpinnedRange): Promise<ReadAnswer> {
    const isAgain = this.#isSettled;
    try {
      return await this.#read(request);
    } catch (error) {
      if (!isAgain || !isCut(error)) throw error;
      return await this.#read(request);
    }
  }

  async #read(request: UnpinnedRange): Promise<ReadAnswer> {
    const askedAt = performance.now();
    const { answer, revision } = await this.#at((at) => openRange(this.#client, { ...request, ...at }, this.#options));
    this.#pinned ??= revision;
    this.#isSettled = true;
    return { answer, tookMs: performance.now() - askedAt };
  }

  /** Returns whether the members stream ranges. Where unknown, tries it on `key`, which costs one round trip. */
  async canStream(key: Uint8Array): Promise<boolean> {
    const known = hasStreams.get(this.#client);
    if (known !== undefined) return known;
    try {
      await this.#pinByStream(key);
      return true;
    } catch (error) {
      if (!isStreamMissing(error)) throw error;
      return false;
    }
  }

  /**
   * Reads as `read` does, in parts. Fails with `Unimplemented` where a member has no streamed ranges, and remembers
   * that.
   */
  async stream(request: UnpinnedRange): Promise<AsyncIterable<RangeAnswer>> {
    if (this.#pinned === null) await this.#pinByStream(request.key);
    return await this.#stream(request);
  }

  /** Pins by a short stream first, because a stream has its revision only at its end. */
  async #pinByStream(key: Uint8Array): Promise<void> {
    const first = key.length === 0 ? Uint8Array.of(0) : key;
    for await (const { revision } of await this.#stream({ key: first, countOnly: true })) this.#pinned ??= revision;
  }

  async #stream(request: UnpinnedRange): Promise<AsyncIterable<RangeAnswer>> {
    try {
      const answers = await this.#at((at) => rangeStream(this.#client, { ...request, ...at }, this.#options));
      hasStreams.set(this.#client, true);
      this.#isSettled = true;
      return answers;
    } catch (error) {
      if (isStreamMissing(error)) hasStreams.set(this.#client, false);
      throw error;
    }
  }

  async #at<T>(ask: (at: At) => Promise<T>): Promise<T> {
    const { isSerializable } = this.#view;
    const revision = this.#pinned ?? 0;
    if (!this.#isSettled) return ask({ revision, serializable: isSerializable });
    try {
      // The keys of a revision never change, so any member that has it may answer alone, without a round of the leader.
      return await ask({ revision, serializable: true });
    } catch (error) {
      if (isSerializable || !(error instanceof EtcdeckError && error.code === 'FutureRev')) throw error;
      return ask({ revision, serializable: false });
    }
  }
}

/** Whether another attempt may succeed at once. */
export function isCut(error: unknown): boolean {
  return error instanceof EtcdeckError && error.retry && error.code !== 'DeadlineExceeded';
}

/** Whether a member is too old to stream ranges, or a proxy that cannot. */
export function isStreamMissing(error: unknown): boolean {
  return error instanceof EtcdeckError && error.code === 'Unimplemented';
}

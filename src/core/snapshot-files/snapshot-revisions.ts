import { EtcdeckError } from '../../contract/failure.ts';
import { compareBytes, copyBytes } from '../bytes/bytes.ts';
import type { PastState } from '../sources/source-past.ts';
import type { KeySpan } from '../sources/source-reader.ts';
import { breathe } from '../streams/breath.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { SnapshotMoment, type ValueReader } from './snapshot-moment.ts';

/** How far a snapshot's revisions reach. */
export interface RevisionRange {
  /** The store's revision. */
  readonly newest: number;
  /** The revision that history was compacted to; 0: never. */
  readonly compacted: number;
}

/** Screens of one file show few moments at once; each keeps 4 bytes a key. */
const mostMoments = 4;
/** How many states of a key are read together. */
const statesAtOnce = 16;

/** The keys of a snapshot, revision by revision. */
export class SnapshotRevisions {
  readonly newest: number;
  /** The oldest revision that can be read. */
  readonly oldest: number;
  readonly #index: SnapshotIndex;
  readonly #values: ValueReader;
  /** By revision; the one asked for last is the last one. */
  readonly #moments = new Map<number, Promise<SnapshotMoment>>();

  constructor(index: SnapshotIndex, values: ValueReader, { newest, compacted }: RevisionRange) {
    this.#index = index;
    this.#values = values;
    this.newest = newest;
    this.oldest = Math.max(1, compacted);
  }

  /** What the moments that are kept may take of memory, in bytes. */
  get bytes(): number {
    return mostMoments * Uint32Array.BYTES_PER_ELEMENT * this.#index.length;
  }

  /** Returns the keys at a revision. Fails with `Compacted` (`compactRevision` in the detail), `FutureRev` and as `SnapshotIndex.ready`. */
  async at(revision: number): Promise<SnapshotMoment> {
    if (revision > this.newest) {
      const message = `the snapshot's last revision is ${this.newest}`;
      throw new EtcdeckError({ code: 'FutureRev', message });
    }
    if (revision < this.oldest) {
      const detail = { compactRevision: this.oldest, of: 'snapshot' };
      const message = `the snapshot's history is compacted to revision ${this.oldest}`;
      throw new EtcdeckError({ code: 'Compacted', message, detail });
    }
    await this.#index.ready();
    const moment = this.#moments.get(revision) ?? SnapshotMoment.at(this.#index, this.#values, revision);
    this.#moments.delete(revision);
    this.#moments.set(revision, moment);
    moment.catch(() => this.#forget(revision, moment));
    const [first] = this.#moments.keys();
    if (first !== undefined && this.#moments.size > mostMoments) this.#moments.delete(first);
    return await moment;
  }

  /** A moment that could not be made is made anew when it is asked for again. */
  #forget(revision: number, moment: Promise<SnapshotMoment>): void {
    if (this.#moments.get(revision) === moment) this.#moments.delete(revision);
  }

  /** Yields a key's states that are not compacted, from the newest back, deletions included. */
  async *states(key: Uint8Array): AsyncGenerator<PastState, void> {
    await this.#index.ready();
    const place = this.#index.placeOf(key);
    // The empty key is what `--bump-revision` leaves behind.
    const isThere = key.length > 0 && place < this.#index.length && compareBytes(this.#index.key(place), key) === 0;
    const records = isThere ? this.#recordsOf(place) : [];
    for (let at = 0; at < records.length; at += statesAtOnce) {
      yield* await this.#statesOf(key, records.slice(at, at + statesAtOnce));
      await breathe();
    }
    yield { kind: 'end', reachedRevision: this.oldest, isComplete: true };
  }

  /** Yields states of the first keys of a span: of `keys` keys at most `each` values, evenly over their history. */
  async *sampled(
    { start, end }: KeySpan,
    most: { readonly keys: number; readonly each: number },
  ): AsyncGenerator<PastState, void> {
    await this.#index.ready();
    const first = this.#index.placeOf(start);
    const behind = end === null ? this.#index.length : this.#index.placeOf(end);
    for (let place = first; place < Math.min(behind, first + most.keys); place++) {
      const records = this.#recordsOf(place).filter((record) => !this.#index.isDeletion(record));
      const every = Math.ceil(records.length / most.each);
      const chosen = records.filter((_, at) => at % every === 0);
      yield* await this.#statesOf(this.#index.key(place), chosen);
      await breathe();
    }
  }

  /**
   * Returns a key's records, the newest first, up to the one that the oldest revision has: a compaction that was not
   * finished leaves others before it.
   */
  #recordsOf(place: number): readonly number[] {
    const { from, to } = this.#index.recordsOf(place);
    const records: number[] = [];
    for (let record = to - 1; record >= from; record--) {
      const main = this.#index.mainOf(record);
      if (main < this.oldest && this.#index.isDeletion(record)) break;
      records.push(record);
      if (main <= this.oldest) break;
    }
    return records;
  }

  async #statesOf(key: Uint8Array, records: readonly number[]): Promise<readonly PastState[]> {
    const puts = records.map((record) => (this.#index.isDeletion(record) ? null : this.#index.record(record)));
    const values = (await this.#values.read(puts.flatMap((put) => put ?? []))).values();
    return records.map((record, at): PastState => {
      const put = puts[at] ?? null;
      const value = put === null ? null : values.next().value;
      if (put === null || value === null || value === undefined) {
        return { kind: 'deleted', revision: this.#index.mainOf(record) };
      }
      const { createRevision, modRevision, version, lease } = put;
      return { kind: 'put', entry: { key: copyBytes(key, 0), createRevision, modRevision, version, lease, value } };
    });
  }
}

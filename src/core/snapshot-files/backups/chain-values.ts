import type { IndexedRecord } from '../snapshot-index.ts';
import type { ValueReader } from '../snapshot-moment.ts';
import type { SnapshotValues } from '../snapshot-values.ts';

/** The values of a full snapshot and of the increments behind it, whose places count on. */
export class ChainValues implements ValueReader {
  readonly #full: SnapshotValues;
  readonly #increments: SnapshotValues;
  readonly #base: number;

  constructor(full: SnapshotValues, increments: SnapshotValues, base: number) {
    this.#full = full;
    this.#increments = increments;
    this.#base = base;
  }

  async read(records: readonly Place[]): Promise<readonly Uint8Array[]> {
    const base = this.#base;
    const isOfFull = ({ valueOffset }: Place): boolean => valueOffset < base;
    const behind = records.filter((record) => !isOfFull(record));
    const moved = behind.map(({ valueOffset, ...record }) => ({ ...record, valueOffset: valueOffset - base }));
    const ofFull = (await this.#full.read(records.filter(isOfFull))).values();
    const ofIncrements = (await this.#increments.read(moved)).values();
    return records.map((record) => {
      const { value } = (isOfFull(record) ? ofFull : ofIncrements).next();
      if (value === undefined) throw new RangeError('a value was asked for and did not come');
      return value;
    });
  }
}

type Place = Pick<IndexedRecord, 'valueOffset' | 'valueLength' | 'valueHash'>;

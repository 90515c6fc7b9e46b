import type { KeyValue } from '../contract/keys.ts';
import type { WatchNotice } from '../contract/watches.ts';

/** Keys whose names contain their revision's serial number and how many keys it wrote. */
export const talliedPrefix = new TextEncoder().encode('soak/');

/**
 * Returns the keys to write as one revision, in one transaction, named by the writer's serial number. If nothing else
 * is written, the events beneath the prefix are those of every revision of the store.
 */
export function talliedEntries(
  serial: number,
  { size, valueBytes }: { readonly size: number; readonly valueBytes: number },
): readonly { readonly key: Uint8Array; readonly value: Uint8Array }[] {
  const value = new Uint8Array(valueBytes);
  return Array.from({ length: size }, (_, index) => ({
    key: new TextEncoder().encode(`soak/${serial}/${index}/${size}`),
    value,
  }));
}

interface Place {
  readonly revision: number;
  readonly serial: number;
  /** The key's place among the keys of its revision, and their number. */
  readonly index: number;
  readonly size: number;
}

/** Follows the events of `talliedEntries`, and throws when one is lost, repeated, or out of order. */
export class RevisionTally {
  #last: Place | null = null;
  #events = 0;

  constructor(readonly startRevision: number) {}

  get events(): number {
    return this.#events;
  }

  /** The last revision whose keys have all come. */
  get reached(): number {
    if (this.#last === null) return this.startRevision - 1;
    return isWhole(this.#last) ? this.#last.revision : this.#last.revision - 1;
  }

  take(notice: WatchNotice<KeyValue>): void {
    if (notice.kind === 'compacted') throw new Error(`compacted at ${notice.compactRevision}`);
    if (notice.kind !== 'event') return;
    if (notice.event.type === 'delete') throw new Error('nothing was deleted');
    const { key, modRevision: revision } = notice.event.entry;
    const [serial = 0, index = 0, size = 0] = Buffer.from(key).toString().split('/').slice(1).map(Number);
    const place = { revision, serial, index, size };
    if (!this.#isNext(place)) throw new Error(`behind ${JSON.stringify(this.#last)} came ${JSON.stringify(place)}`);
    this.#last = place;
    this.#events += 1;
  }

  #isNext({ revision, serial, index }: Place): boolean {
    const last = this.#last;
    if (last === null) return index === 0 && revision === this.startRevision;
    if (isWhole(last)) return index === 0 && revision === last.revision + 1;
    return revision === last.revision && serial === last.serial && index === last.index + 1;
  }
}

function isWhole({ index, size }: Place): boolean {
  return index === size - 1;
}

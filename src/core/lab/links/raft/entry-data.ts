import { WireReader } from '../../../kubernetes-storage/codec/wire-reader.ts';

/** How much of an entry is read: enough to tell whose it is, and little beside a large value. */
export const mostHeadBytes = 1_024;

/** Of how many entries of a message what they hold is carried: a member that catches up gets thousands at once. */
export const mostEntryData = 256;

/** The data of a raftpb.Entry, which comes last. */
const dataField = 4;

/**
 * Returns what an entry holds, from the entry's first bytes; a copy, as long as they go. Nothing where they are none of an
 * entry.
 */
export function entryData(entry: Uint8Array): Uint8Array {
  const head = entry.subarray(0, mostHeadBytes);
  const reader = new WireReader(head);
  try {
    while (reader.position < head.length) {
      const tag = reader.tag(head.length);
      if (tag >>> 3 === dataField && (tag & 7) === 2) {
        const length = reader.varint(head.length) >>> 0;
        // A copy, which a Buffer's own slice is not: a view would take the whole read along to the host.
        return new Uint8Array(head.subarray(reader.position, reader.position + length));
      }
      reader.skip(tag, head.length);
    }
  } catch {
    // What is cut off in front of its data has none to show.
  }
  return new Uint8Array();
}

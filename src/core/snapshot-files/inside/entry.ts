import type { Findings } from '../findings.ts';

/** An entry of a bucket beside the keys. Views, valid until the next page. */
export interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly page: number;
}

/** Takes the entries of a bucket, in order. */
export interface BucketReader {
  take(entry: Entry): void;
}

/** How many entries of a list are kept: a database may have a million leases. */
export const mostListed = 1_000;
/** How many bytes those entries have at most: etcd's are small, and a report crosses to the window as a whole. */
const mostListedBytes = 4 * 1024 * 1024;

/** How long a name or URL may be that a file brings. */
const mostText = 2_000;

/** Returns a text of a file, cut where it is longer than any that etcd writes. */
export const textOfEntry = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, mostText)).toString();

/**
 * Collects what the entries of a bucket are. Where `read` returns `null`, the entry is damaged; `undefined`: a later etcd
 * has written what this etcdeck does not know.
 */
export function listOf<T>(
  bucket: string,
  findings: Findings,
  read: (entry: Entry) => T | null | undefined,
): BucketReader & { readonly list: readonly T[]; readonly count: number } {
  const list: T[] = [];
  let count = 0;
  let bytes = 0;
  return {
    list,
    get count() {
      return count;
    },
    take(entry) {
      count++;
      const item = read(entry);
      if (item === null) {
        findings.add('EntryDamaged', entry.page, `entry ${count} of bucket ${bucket} is not what etcd writes`);
      } else if (item !== undefined && list.length < mostListed) {
        bytes += entry.key.length + entry.value.length;
        if (bytes <= mostListedBytes) list.push(item);
      }
    },
  };
}

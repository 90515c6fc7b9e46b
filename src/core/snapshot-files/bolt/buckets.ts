import { copyBytes } from '../../bytes/bytes.ts';
import { inlinePage } from './bolt-file.ts';
import { littleEndian64, viewOf } from './integers.ts';
import { isBucket, leafKeyAt, leafKeyLength, leafValueLength, type Page } from './page.ts';
import { leavesOf, type Walk } from './walk.ts';

/** A bucket's value begins with its root page and its sequence. */
const bucketHeader = 16;
/** etcd has eleven. */
const mostBuckets = 1_000;
const mostName = 100;

/** A bucket: the root page of its tree, or its only page, which lies in the value of its name. */
export interface Bucket {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly root: number | Page;
}

/** Returns the buckets of a database in the order of their names. */
export function bucketsOf(walk: Walk): readonly Bucket[] {
  const buckets: Bucket[] = [];
  for (const leaf of leavesOf(walk, walk.file.meta.root, 'the list of buckets')) {
    for (let index = 0; index < leaf.count; index++) {
      const bucket = bucketAt(walk, leaf, index);
      if (bucket !== null && buckets.length < mostBuckets) buckets.push(bucket);
    }
  }
  return buckets;
}

function bucketAt({ findings }: Walk, leaf: Page, index: number): Bucket | null {
  const at = leafKeyAt(leaf, index);
  const valueAt = at + leafKeyLength(leaf, index);
  const bytes = copyBytes(leaf.bytes, at, valueAt);
  const name = Buffer.from(bytes.subarray(0, mostName)).toString();
  const value = copyBytes(leaf.bytes, valueAt, valueAt + leafValueLength(leaf, index));
  if (!isBucket(leaf, index) || value.length < bucketHeader) {
    findings.add('EntryDamaged', leaf.id, `${nameToPrint(name)} in the list of buckets is no bucket`);
    return null;
  }
  const root = littleEndian64(viewOf(value), 0);
  if (root !== 0) return { bytes, name, root };
  const position = leaf.position + (valueAt - leaf.start) + bucketHeader;
  const page = inlinePage(copyBytes(value, bucketHeader), position);
  if (page.kind === 'page') return { bytes, name, root: page };
  findings.add(
    'PageDamaged',
    leaf.id,
    `page ${leaf.id}: the page inside of bucket ${nameToPrint(name)} ${page.reason}`,
  );
  return null;
}

/** Returns a bucket's name for a sentence: a damaged one has any characters. */
export const nameToPrint = (name: string): string => JSON.stringify(name);

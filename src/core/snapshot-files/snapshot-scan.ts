import type { SnapshotFigures, SnapshotInside } from '../../contract/snapshot-report.ts';
import { BoltFile, isMeta, newestMeta, readMetas } from './bolt/bolt-file.ts';
import { type Bucket, bucketsOf, nameToPrint } from './bolt/buckets.ts';
import { BytesWindow } from './bolt/bytes-window.ts';
import { checkFreelist } from './bolt/freelist.ts';
import { viewOf } from './bolt/integers.ts';
import type { BoltMeta } from './bolt/meta.ts';
import { isBucket, leafKeyAt, leafKeyLength, leafValueLength, type Page } from './bolt/page.ts';
import { PageSet } from './bolt/page-set.ts';
import { leavesOf, type Walk } from './bolt/walk.ts';
import { crcOver, crcStart, crcValue } from './crc32c.ts';
import { Findings } from './findings.ts';
import type { IncrementReader, IncrementsRead } from './increments/increment-reader.ts';
import type { HashColumns } from './index/record-hashes.ts';
import { Compactions, InsideReader } from './inside/inside.ts';
import { withKeys } from './inside/lease-keys.ts';
import { KeyBucket } from './key-bucket.ts';
import type { IndexColumns } from './snapshot-index.ts';
import type { OpenFile } from './whole-file.ts';

const leastRecords = 1_024;
const mostExpected = 2_000_000;

/** What a file's database tells, all of its hashes but HashKV. */
export interface ScannedKeys {
  readonly figures: Omit<SnapshotFigures, 'hashKV'>;
  readonly inside: SnapshotInside;
  readonly columns: IndexColumns;
  readonly hashes: HashColumns;
}

/** The size of a file's database, as its own header says. */
export interface DatabaseSize {
  readonly pages: number;
  readonly pageSize: number;
}

/** What one pass over a file found. */
export interface Scanned {
  /** `null`: it is no database, or has no keys that can be read. */
  readonly keys: ScannedKeys | null;
  /** `null`: it is no database. */
  readonly size: DatabaseSize | null;
  /** `null`: none were to be read. */
  readonly increments: IncrementsRead | null;
}

/**
 * Reads every page of a database once, in the order of its buckets and keys, and gives the bytes that were read so far as
 * it goes; then the increments that follow it. Nothing is allocated because a header announces it.
 */
export function* scan(
  { fd, bytes: fileBytes }: Pick<OpenFile, 'fd' | 'bytes'>,
  findings: Findings,
  increments: IncrementReader | null,
): Generator<number, Scanned> {
  const window = new BytesWindow(fd, fileBytes);
  const meta = openDatabase(window, fileBytes, findings);
  if (meta === null) return { keys: null, size: null, increments: null };
  const file = new BoltFile(window, fileBytes, meta);
  const used = new PageSet(file.pagesThere);
  const walk: Walk = { file, used, findings };
  const buckets = bucketsOf(walk);
  const compactions = compactionsIn(file, buckets);
  const bucketScan = new BucketScan(walk, compactions);
  for (const bucket of buckets) yield* bucketScan.bucket(bucket);
  checkFreelist(file, used, findings);
  const size = { pages: meta.pages, pageSize: meta.pageSize };
  for (const name of ['key', 'meta']) {
    if (buckets.some((bucket) => bucket.name === name)) continue;
    findings.add('BucketMissing', null, `there is no bucket ${nameToPrint(name)}`);
  }
  if (increments !== null) yield* bucketScan.follow(increments);
  return { keys: bucketScan.result(size), size, increments: increments?.finish() ?? null };
}

function openDatabase(window: BytesWindow, fileBytes: number, findings: Findings): BoltMeta | null {
  const metas = readMetas(window, fileBytes);
  const { first, second } = metas;
  const meta = newestMeta(metas);
  if (meta !== null) {
    if (!isMeta(first)) findings.add('MetaDamaged', 0, `meta page 0 is not valid: ${first.reason}`);
    if (!isMeta(second)) findings.add('MetaDamaged', 1, `meta page 1 is not valid: ${second.reason}`);
    return meta;
  }
  const isBigEndian = [first, second].some((one) => !isMeta(one) && one.isBigEndian);
  if (isBigEndian) {
    findings.add('BigEndian', 0, 'a big-endian machine (as s390x) wrote this database, and it can be read only there');
  } else if (!isMeta(first) && !isMeta(second)) {
    const message = `this is no database of etcd: its first meta page is not valid (${first.reason}), nor is its second one`;
    findings.add('NotADatabase', 0, message);
  }
  return null;
}

/** Reads the bucket `meta` ahead: what was compacted decides which records may be missing. */
function compactionsIn(file: BoltFile, buckets: readonly Bucket[]): Compactions {
  const compactions = new Compactions();
  const meta = buckets.find(({ name }) => name === 'meta');
  if (meta === undefined) return compactions;
  // What is wrong with it is found when it is its turn.
  const ahead: Walk = { file, used: new PageSet(file.pagesThere), findings: new Findings() };
  for (const page of leavesOf(ahead, meta.root, meta.name)) {
    for (let index = 0; index < page.count; index++) compactions.take(entryAt(page, index));
  }
  return compactions;
}

/** Reads the buckets, one after the other. */
class BucketScan {
  readonly #walk: Walk;
  readonly #compactions: Compactions;
  readonly #inside: InsideReader;
  #keys: KeyBucket | null = null;
  #status = crcStart;
  #records = 0;
  #bytes = 0;

  constructor(walk: Walk, compactions: Compactions) {
    this.#walk = walk;
    this.#compactions = compactions;
    this.#inside = new InsideReader(walk.findings);
  }

  *bucket({ bytes, name, root }: Bucket): Generator<number, void> {
    const { findings } = this.#walk;
    this.#status = crcOver(this.#status, viewOf(bytes), 0, bytes.length);
    const reader = this.#inside.readerOf(name);
    let records = 0;
    for (const page of leavesOf(this.#walk, root, `bucket ${nameToPrint(name)}`)) {
      records += page.count;
      for (let index = 0; index < page.count; index++) {
        if (!isBucket(page, index)) continue;
        findings.add('EntryDamaged', page.id, `entry ${index} of page ${page.id} says that it is a bucket`);
        break;
      }
      if (name === 'key') {
        this.#keys ??= new KeyBucket(this.#compactions.revision, findings, this.#recordsLike(page));
        this.#status = this.#keys.take(page, this.#status);
      } else {
        for (let index = 0; index < page.count; index++) {
          const at = leafKeyAt(page, index);
          const end = at + leafKeyLength(page, index) + leafValueLength(page, index);
          this.#status = crcOver(this.#status, page.view, at, end);
          reader?.take(entryAt(page, index));
        }
      }
      this.#bytes += page.length;
      yield this.#bytes;
    }
    this.#records += records;
    this.#inside.count(name, records);
  }

  /** Takes the records of increments, which all come after those of the file. */
  *follow(increments: IncrementReader): Generator<number, void> {
    if (this.#keys === null) return;
    for (const page of increments.pages(this.#keys.lastRevision)) {
      this.#keys.take(page, crcStart);
      this.#records += page.count;
      this.#bytes += page.length;
      yield this.#bytes;
    }
  }

  /** Returns how many records there were if every page were like this one. Memory that is not written to costs nothing. */
  #recordsLike({ count, length }: Page): number {
    const { pagesThere, meta } = this.#walk.file;
    const pages = (pagesThere * meta.pageSize) / length;
    return Math.max(leastRecords, Math.min(mostExpected, Math.ceil(count * pages)));
  }

  result({ pages, pageSize }: DatabaseSize): ScannedKeys | null {
    const bucket = this.#keys;
    if (bucket === null) return null;
    const { findings } = this.#walk;
    const { scheduled, finished, revision: compactRevision } = this.#compactions;
    const keys = bucket.figures();
    if (scheduled > finished) {
      findings.add('CompactionUnfinished', null, `a compaction to ${scheduled} had begun, and ended at ${finished}`);
    }
    if (bucket.bumps > 0) {
      findings.add('RevisionBumped', null, 'the revision was raised with --bump-revision when this was restored');
    }
    const hashes = bucket.hashColumns();
    const columns = bucket.index();
    const figures: ScannedKeys['figures'] = {
      hash: crcValue(this.#status),
      lastRevision: keys.lastRevision,
      revision: Math.max(keys.lastRevision, scheduled, finished),
      compactRevision,
      totalRecords: this.#records,
      totalLiveKeys: keys.liveKeys + (keys.hasEmptyKey ? 1 : 0),
      liveKeys: keys.liveKeys,
      revisions: keys.revisions,
      deletions: keys.deletions,
      databaseBytes: Math.min(pages * pageSize, Number.MAX_SAFE_INTEGER),
      pageSize,
    };
    const contents = this.#inside.contents();
    const inside = { ...contents, leases: withKeys(contents.leases, columns) };
    return { figures, inside, columns, hashes };
  }
}

function entryAt(page: Page, index: number): { key: Uint8Array; value: Uint8Array; page: number } {
  const at = leafKeyAt(page, index);
  const valueAt = at + leafKeyLength(page, index);
  const end = valueAt + leafValueLength(page, index);
  return { key: page.bytes.subarray(at, valueAt), value: page.bytes.subarray(valueAt, end), page: page.id };
}

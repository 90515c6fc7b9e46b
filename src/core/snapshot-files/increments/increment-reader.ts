import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import type { RevisionSighting } from '../../../contract/history.ts';
import type { BackupFile } from '../../files/backup-name.ts';
import type { Page } from '../bolt/page.ts';
import type { Findings } from '../findings.ts';
import { openFile } from '../whole-file.ts';
import { eventIn, type IncrementEvent, objectsOf } from './increment-events.ts';
import { type KeyRecord, leafPageOf, recordOf } from './leaf-page.ts';

/** etcd-backup-restore ends an increment after 10 MiB, unless it is configured otherwise. */
const mostFileBytes = 256 * 1024 * 1024;
const mostChainBytes = 2 * 1024 ** 3;
const hashBytes = 32;
const pageBytes = 1024 * 1024;
const pageRecords = 4_096;
const sightingsApartMs = 10_000;
const mostSightings = 20_000;

/** What is read beside a full snapshot. */
export interface IncrementsToRead {
  /** Each begins where the one before it ends. */
  readonly increments: readonly BackupFile[];
  /** Why others do not follow them; `null`: there are none. */
  readonly gap: string | null;
  /** The file that is made for the records; there must be none of this name. */
  readonly spool: string;
}

/** What was read of increments. */
export interface IncrementsRead {
  /** How many were read. */
  readonly count: number;
  /** The last revision of them; 0: none. */
  readonly revision: number;
  /** In the order of the events. */
  readonly sightings: readonly RevisionSighting[];
}

/**
 * Reads increments one after the other, and makes of their events leaf pages as a member's database would have them. The
 * chain ends at the first increment that is not whole.
 */
export class IncrementReader {
  readonly #asked: IncrementsToRead;
  readonly #findings: Findings;
  readonly #spool: number;
  /** Where the next page begins, counted as if the spool came behind the full snapshot. */
  #position: number;
  #bytes = 0;
  #count = 0;
  #revision = 0;
  #sub = 0;
  readonly #sightings: RevisionSighting[] = [];

  constructor(asked: IncrementsToRead, { base, findings }: { readonly base: number; readonly findings: Findings }) {
    this.#asked = asked;
    this.#findings = findings;
    this.#position = base;
    this.#spool = openSync(asked.spool, 'wx', 0o600);
  }

  /** Yields the records after a revision: the full snapshot may have more than its name says. */
  *pages(after: number): Generator<Page, void> {
    this.#revision = after;
    for (const increment of this.#asked.increments) {
      const reached = this.#revision;
      const seen = this.#sightings.length;
      const pages: Page[] = [];
      const fault = this.#take(increment, reached, pages);
      if (fault !== null) {
        this.#revision = reached;
        this.#sightings.length = seen;
        const message = `${basename(increment.file)} ${fault}: the history ends before it`;
        this.#findings.add('IncrementDamaged', null, message);
        return;
      }
      this.#count++;
      yield* pages;
    }
    if (this.#asked.gap !== null) this.#findings.add('IncrementMissing', null, this.#asked.gap);
  }

  /** Notes what was read, and closes the spool. */
  finish(): IncrementsRead {
    closeSync(this.#spool);
    const last = this.#sightings.at(-1);
    const read = { count: this.#count, revision: this.#revision, sightings: this.#sightings };
    if (read.count === 0) return read;
    const until = last === undefined ? '' : ` of ${new Date(last.at).toISOString()}`;
    const files = read.count === 1 ? '1 increment was' : `${read.count} increments were`;
    this.#findings.add(
      'IncrementsRead',
      null,
      `${files} read after the full snapshot, up to revision ${read.revision}${until}`,
    );
    return read;
  }

  /** Makes the pages of an increment; returns what is wrong with it, `null`: nothing. Its pages count only then. */
  #take(increment: BackupFile, after: number, pages: Page[]): string | null {
    const json = this.#unpacked(increment);
    if (typeof json === 'string') return json;
    const { from, to } = increment.name;
    let records: KeyRecord[] = [];
    let bytes = 0;
    let last: IncrementEvent | null = null;
    let least = from;
    for (const text of objectsOf(json)) {
      const event = text === null ? null : eventIn(text);
      if (event === null || event.key.length === 0) return 'holds something else than events';
      const { modRevision } = event;
      if (modRevision < least || modRevision > to) return `has an event of revision ${modRevision} out of its order`;
      least = modRevision;
      last = event;
      // An earlier file has it.
      if (modRevision <= after) continue;
      const record = recordOf(event, this.#subOf(modRevision));
      records.push(record);
      bytes += record.key.length + record.value.length;
      this.#see(event, false);
      if (bytes < pageBytes && records.length < pageRecords) continue;
      pages.push(this.#page(records));
      records = [];
      bytes = 0;
    }
    if (records.length > 0) pages.push(this.#page(records));
    if (last?.modRevision !== to) return `does not reach revision ${to}`;
    this.#see(last, true);
    return null;
  }

  #subOf(modRevision: number): number {
    this.#sub = modRevision === this.#revision ? this.#sub + 1 : 0;
    this.#revision = modRevision;
    return this.#sub;
  }

  #see({ modRevision, at }: IncrementEvent, isLast: boolean): void {
    if (at === null || this.#sightings.length >= mostSightings) return;
    const before = this.#sightings.at(-1);
    if (!isLast && before !== undefined && at - before.at < sightingsApartMs) return;
    if (before?.revision === modRevision && before.at === at) return;
    this.#sightings.push({ revision: modRevision, at });
  }

  #page(records: readonly KeyRecord[]): Page {
    const page = leafPageOf(records, this.#position);
    appendFileSync(this.#spool, page.bytes);
    this.#position += page.length;
    return page;
  }

  /** Returns the JSON of an increment, or what is wrong with it. */
  #unpacked({ file, name }: BackupFile): Uint8Array | string {
    if (name.packing === 'lzw') return 'is packed with LZW (.Z), which is not read here';
    const packed = packedBytesOf(file);
    if (typeof packed === 'string') return packed;
    let bytes: Uint8Array = packed;
    try {
      if (name.packing === 'gzip') bytes = gunzipSync(packed, { maxOutputLength: mostFileBytes });
      if (name.packing === 'zlib') bytes = inflateSync(packed, { maxOutputLength: mostFileBytes });
    } catch (error) {
      const isLarge = error instanceof RangeError;
      return isLarge ? `unpacks to more than ${mostFileBytes} bytes` : 'cannot be unpacked';
    }
    this.#bytes += bytes.length;
    if (this.#bytes > mostChainBytes)
      return `is one too many: more than ${mostChainBytes} bytes of events are not read`;
    const json = bytes.subarray(0, Math.max(0, bytes.length - hashBytes));
    const sum = createHash('sha256').update(json).digest();
    return sum.equals(bytes.subarray(json.length)) ? json : 'has another SHA-256 at its end than what is before it';
  }
}

/** Returns what is in a file, or why it is not read. */
function packedBytesOf(path: string): Uint8Array | string {
  try {
    const { fd, bytes, close } = openFile(path);
    try {
      if (bytes > mostFileBytes) return `has more than ${mostFileBytes} bytes`;
      const content = new Uint8Array(bytes);
      for (let at = 0; at < bytes; ) {
        const read = readSync(fd, content, at, bytes - at, at);
        if (read === 0) return 'was cut while it was read';
        at += read;
      }
      return content;
    } finally {
      close();
    }
  } catch {
    return 'cannot be read';
  }
}

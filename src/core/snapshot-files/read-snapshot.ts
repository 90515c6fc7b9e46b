import { realpath } from 'node:fs/promises';
import { EtcdeckError } from '../../contract/failure.ts';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { withPlainFile } from '../files/small-file.ts';
import type { Ports } from '../ports.ts';
import { startJob } from '../work/workers.ts';
import type { SnapshotKeysData } from './cache/check-columns.ts';
import { IndexCache } from './cache/index-cache.ts';
import type { StoredIndex } from './cache/stored-index.ts';
import { readDescription } from './description.ts';
import { Findings, integrityOf } from './findings.ts';
import { fingerprintOf, fingerprintOfOpen } from './fingerprint.ts';
import type { FileHashes } from './hash-job.ts';
import { type HashedRevision, hashKVOf } from './index/record-hashes.ts';
import { fileHashJob, snapshotJob } from './job-kinds.ts';
import { reportOf } from './report-of.ts';
import { shortcutsAt } from './shortcuts.ts';
import { SnapshotIndex } from './snapshot-index.ts';
import type { PassRequest, SnapshotPass } from './snapshot-job.ts';

/** A snapshot that was read whole: what it says of itself, and where its keys and values are. */
export interface ReadSnapshot {
  readonly report: SnapshotReport;
  /** `null` where no keys can be read. It is closed once it is not used any more. */
  readonly index: SnapshotIndex | null;
  /** Distinguishes this state of the file from a later one at the same path. */
  readonly fingerprint: string;
}

/** What reading takes. */
export interface SnapshotReadOptions {
  readonly signal: AbortSignal;
  readonly onDidRead: (doneBytes: number, totalBytes: number) => void;
  /** Reads the file although it was read before and has not changed. */
  readonly isFresh: boolean;
}

/** The ports that reading takes. */
export type ReadingPorts = Pick<Ports, 'workerFile' | 'settingsFolder' | 'log' | 'clock'>;

/** What a snapshot says of itself, and since when that is known. */
export interface DatedReport {
  readonly report: SnapshotReport;
  /** When the file was read, in milliseconds since 1970: in the past where it was known already. */
  readonly readAt: number;
}

/**
 * Reads a snapshot file whole in worker threads: hash, structure, every record, and the index; an unchanged file that was
 * read before is taken from the index that was kept. Opens the file read-only. Fails with `FileNotFound`,
 * `FileNotReadable`, `OutOfMemory`, `SnapshotChanged` where it changes meanwhile, and `Cancelled`; a damaged file is a
 * report.
 */
export async function readSnapshot(
  ports: ReadingPorts,
  file: string,
  options: SnapshotReadOptions,
): Promise<ReadSnapshot> {
  const state = await stateOf(file);
  const { path, fingerprint } = state;
  const known = options.isFresh ? null : await new IndexCache(ports).index(path, fingerprint);
  const read = known ?? (await readWhole(ports, state, options));
  return {
    report: await described({ ...read.report, file }),
    index: 'stored' in read ? keptIndex(read.stored, { ports, file, state, options }) : indexOf(read),
    fingerprint,
  };
}

const indexOf = ({ keys }: WholeSnapshot): SnapshotIndex | null => (keys === null ? null : new SnapshotIndex(keys));

interface Kept {
  readonly ports: ReadingPorts;
  readonly file: string;
  readonly state: FileState;
  readonly options: SnapshotReadOptions;
}

/** Returns an index of which parts are read later, and where they are damaged the file again. */
function keptIndex(stored: StoredIndex | null, { ports, file, state, options }: Kept): SnapshotIndex | null {
  if (stored === null) return null;
  const reread = async (): Promise<SnapshotKeysData> => {
    const { keys } = await readWhole(ports, state, { ...options, onDidRead: () => undefined });
    if (keys === null) throw new Error('a file that has not changed has the keys that it had');
    return keys;
  };
  return new SnapshotIndex(stored, { file, parts: stored.parts, reread });
}

/** Returns what a snapshot says of itself, as `readSnapshot` does, without its index. */
export async function readSnapshotReport(
  ports: ReadingPorts,
  file: string,
  options: SnapshotReadOptions,
): Promise<DatedReport> {
  const state = await stateOf(file);
  const known = options.isFresh ? null : await new IndexCache(ports).report(state.path, state.fingerprint);
  const { report, readAt } = known ?? (await readWhole(ports, state, options));
  return { report: await described({ ...report, file }), readAt };
}

/**
 * Returns the HashKV of the member that a snapshot is of, at a revision that the file has, for a member that has since
 * compacted to `compactRevision`; `null` where no keys can be read. Fails as `readSnapshot`.
 */
export async function hashOfSnapshot(
  ports: ReadingPorts,
  file: string,
  hashed: HashedRevision,
  { signal }: { readonly signal: AbortSignal },
): Promise<number | null> {
  const state = await stateOf(file);
  const known = await new IndexCache(ports).hashes(state.path, state.fingerprint);
  if (known !== null) return await hashKVOf(known, hashed);
  const { keys } = await readWhole(ports, state, { signal, onDidRead: () => undefined });
  return keys === null ? null : await hashKVOf(keys.hashes, hashed);
}

/** A file as it is found. */
export interface FileState {
  /** Its real path, which every link to it shares. */
  readonly path: string;
  readonly bytes: number;
  readonly fingerprint: string;
}

/** Returns a plain file's state. Fails with `FileNotFound` and `FileNotReadable`. */
export async function stateOf(file: string): Promise<FileState> {
  return await withPlainFile(file, async ({ handle, facts }) => ({
    path: await realpath(file),
    bytes: facts.size,
    fingerprint: await fingerprintOfOpen(handle),
  }));
}

/** Adds that the description beside a file is of other contents; anybody may have written either. */
async function described(report: SnapshotReport): Promise<SnapshotReport> {
  const { file, sha256, integrity } = report;
  const description = await readDescription(file);
  if (description === null || description.sha256 === sha256) return report;
  const differs = new Findings();
  const saved = new Date(description.at).toISOString();
  const message = `the description beside it, of a snapshot saved at ${saved}, is of other contents: its SHA-256 differs`;
  differs.add('DescriptionDiffers', null, message);
  return { ...report, integrity: integrityOf([integrity, { findings: differs.all(), found: differs.found }]) };
}

interface WholeSnapshot extends DatedReport {
  readonly keys: SnapshotKeysData | null;
}

async function readWhole(
  ports: ReadingPorts,
  { path, bytes, fingerprint }: FileState,
  options: Omit<SnapshotReadOptions, 'isFresh'>,
): Promise<WholeSnapshot> {
  const readAt = ports.clock.now();
  const [hashes, pass] = await passOver(ports, { path, bytes, fingerprint, increments: null }, options);
  const report = await reportOf({ file: path, bytes }, hashes, pass);
  const keys = pass.keys === null ? null : await withShortcuts(pass.keys, report.figures?.revision ?? 0);
  await new IndexCache(ports).keep(path, fingerprint, { report, readAt, keys });
  return { report, readAt, keys };
}

async function withShortcuts(keys: NonNullable<SnapshotPass['keys']>, revision: number): Promise<SnapshotKeysData> {
  const index = new SnapshotIndex({ columns: keys.columns, shortcuts: null });
  return { ...keys, shortcuts: await shortcutsAt(index, revision) };
}

/**
 * Reads a file, with the increments that follow it, in two threads at once: one in the order of the file, which also
 * brings it into memory. Fails as `readSnapshot`.
 */
export async function passOver(
  ports: ReadingPorts,
  { path, fingerprint, ...of }: FileState & Pick<PassRequest, 'increments'>,
  options: Omit<SnapshotReadOptions, 'isFresh'>,
): Promise<[FileHashes, SnapshotPass]> {
  const read = await runJobs(ports, { file: path, ...of }, options);
  if ((await fingerprintOf(path)) === fingerprint) return read;
  const message = `${path} changed while it was read`;
  throw new EtcdeckError({ code: 'SnapshotChanged', message, detail: { file: path } });
}

async function runJobs(
  ports: ReadingPorts,
  { file, bytes, increments }: PassRequest & Pick<FileState, 'bytes'>,
  { signal, onDidRead }: Omit<SnapshotReadOptions, 'isFresh'>,
): Promise<[FileHashes, SnapshotPass]> {
  const leaving = new AbortController();
  const either = AbortSignal.any([signal, leaving.signal]);
  const done = { hashed: 0, scanned: 0 };
  const told = (): void => onDidRead(Math.min(bytes, Math.floor((done.hashed + done.scanned) / 2)), bytes);
  const hash = async (): Promise<FileHashes> => {
    const job = await startJob(ports, fileHashJob, { file }, { signal: either });
    while (done.hashed < bytes) {
      const hashed = await job.take(null);
      // A file that was cut meanwhile has no more.
      if (hashed === done.hashed) break;
      done.hashed = hashed;
      told();
    }
    return await job.finish();
  };
  const pass = async (): Promise<SnapshotPass> => {
    const job = await startJob(ports, snapshotJob, { file, increments }, { signal: either });
    for (let isOver = false; !isOver; ) {
      const progress = await job.take(null);
      done.scanned = progress.doneBytes;
      told();
      isOver = progress.isOver;
    }
    return await job.finish();
  };
  try {
    return await Promise.all([hash(), pass()]);
  } finally {
    leaving.abort();
  }
}

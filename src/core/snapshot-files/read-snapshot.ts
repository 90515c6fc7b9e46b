import { realpath } from 'node:fs/promises';
import { EtcdeckError } from '../../contract/failure.ts';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import type { Ports } from '../ports.ts';
import { startJob } from '../work/workers.ts';
import { checkTrailer } from './check/trailer.ts';
import { Findings, integrityOf } from './findings.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { FileHashes } from './hash-job.ts';
import { type HashedRevision, hashKVOf } from './index/record-hashes.ts';
import { fileHashJob, snapshotJob } from './job-kinds.ts';
import { SnapshotIndex } from './snapshot-index.ts';
import type { SnapshotPass } from './snapshot-job.ts';
import { openFile } from './whole-file.ts';

/** A snapshot that was read whole: what it says of itself, and where its keys and values are. */
export interface ReadSnapshot {
  readonly report: SnapshotReport;
  /** `null` where no keys can be read. */
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

type ReadingPorts = Pick<Ports, 'workerFile' | 'settingsFolder' | 'log'>;

/**
 * Reads a snapshot file whole in worker threads: hash, structure, every record, and the index; an unchanged file that was
 * read before is taken from the index beside the catalogue. Opens the file read-only. Fails with `FileNotFound`,
 * `FileNotReadable`, `OutOfMemory`, `SnapshotChanged` where it changes meanwhile, and `Cancelled`; a damaged file is a
 * report.
 */
export async function readSnapshot(
  ports: ReadingPorts,
  file: string,
  options: SnapshotReadOptions,
): Promise<ReadSnapshot> {
  const { report, keys, fingerprint } = await readWhole(ports, file, options);
  return { report, index: keys === null ? null : new SnapshotIndex(keys.columns), fingerprint };
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
  const { keys } = await readWhole(ports, file, { signal, onDidRead: () => undefined, isFresh: false });
  return keys === null ? null : await hashKVOf(keys.hashes, hashed);
}

interface WholeSnapshot {
  readonly report: SnapshotReport;
  readonly keys: SnapshotPass['keys'];
  readonly fingerprint: string;
}

async function readWhole(ports: ReadingPorts, file: string, options: SnapshotReadOptions): Promise<WholeSnapshot> {
  const { bytes, close } = openFile(file);
  close();
  const path = await realpath(file);
  const fingerprint = await fingerprintOf(path);
  const [hashes, pass] = await runJobs(ports, path, bytes, options);
  if ((await fingerprintOf(path)) !== fingerprint) {
    throw new EtcdeckError({ code: 'SnapshotChanged', message: `${file} changed while it was read`, detail: { file } });
  }
  const trailer = new Findings();
  if (pass.size !== null) checkTrailer({ bytes, size: pass.size, hashes }, trailer);
  const integrity = integrityOf([pass, { findings: trailer.all(), found: trailer.found }]);
  const { keys } = pass;
  const report: SnapshotReport = {
    file,
    bytes,
    sha256: hashes.whole,
    figures: keys === null ? null : { ...keys.figures, hashKV: await hashKVOf(keys.hashes, keys.figures) },
    integrity,
    inside: keys?.inside ?? null,
  };
  return { report, keys, fingerprint };
}

/** Reads the file in two threads at once: one in the order of the file, which also brings it into memory. */
async function runJobs(
  ports: ReadingPorts,
  file: string,
  bytes: number,
  { signal, onDidRead }: SnapshotReadOptions,
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
    const job = await startJob(ports, snapshotJob, { file }, { signal: either });
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

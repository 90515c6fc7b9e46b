import { EtcdeckError } from '../../contract/failure.ts';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import type { Ports } from '../ports.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

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

/**
 * STAND-IN: reads a snapshot file whole in a worker thread: hash, structure, every record, and the index; an unchanged
 * file that was read before is taken from the index beside the catalogue. Opens the file read-only. Fails with
 * `FileNotFound`, `FileNotReadable`, `OutOfMemory` and `Cancelled`; a damaged file is a report.
 */
export async function readSnapshot(
  _ports: Pick<Ports, 'workerFile' | 'settingsFolder' | 'log'>,
  _file: string,
  _options: SnapshotReadOptions,
): Promise<ReadSnapshot> {
  throw new EtcdeckError({ code: 'Internal', message: 'not there yet' });
}

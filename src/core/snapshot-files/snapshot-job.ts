import type { SnapshotFinding } from '../../contract/snapshot-report.ts';
import type { StartJob } from '../work/job.ts';
import { Findings } from './findings.ts';
import { IncrementReader, type IncrementsToRead } from './increments/increment-reader.ts';
import { type Scanned, scan } from './snapshot-scan.ts';
import { openFile, readingFailure } from './whole-file.ts';

/** Not by time: on a busy machine there would be as many more turns, and each waits for the host. */
const turnBytes = 16 * 1024 * 1024;

/** What a pass over a file's database found, and what is wrong with it. */
export interface SnapshotPass extends Scanned {
  readonly findings: readonly SnapshotFinding[];
  readonly found: number;
}

/** How far a pass is. */
export interface PassProgress {
  readonly doneBytes: number;
  readonly isOver: boolean;
}

/** What a pass reads: a database, and the increments that follow it. */
export interface PassRequest {
  readonly file: string;
  readonly increments: IncrementsToRead | null;
}

/** Reads the database of a file, a turn at a time. */
export const startSnapshot: StartJob<PassRequest, null, PassProgress, SnapshotPass> = ({ file, increments }) => {
  const { fd, bytes, close } = openFile(file);
  const findings = new Findings();
  const reader = increments === null ? null : new IncrementReader(increments, { base: bytes, findings });
  const steps = scan({ fd, bytes }, findings, reader);
  let doneBytes = 0;
  let scanned: Scanned | null = null;
  const turn = (): void => {
    for (const until = doneBytes + turnBytes; doneBytes < until; ) {
      const step = steps.next();
      if (step.done === true) {
        scanned = step.value;
        return;
      }
      doneBytes = step.value;
    }
  };
  return {
    take() {
      try {
        turn();
        return { doneBytes, isOver: scanned !== null };
      } catch (error) {
        throw readingFailure(error, file);
      }
    },
    finish() {
      close();
      if (scanned === null) throw new Error('a pass is finished once it is over');
      return { ...scanned, findings: findings.all(), found: findings.found };
    },
    moves: (answer) => ('keys' in answer && answer.keys !== null ? buffersOf(answer.keys) : []),
  };
};

function buffersOf({ columns, hashes }: NonNullable<Scanned['keys']>): readonly ArrayBuffer[] {
  return [...Object.values(columns), ...Object.values(hashes)].map((column: ArrayBufferView) => {
    if (column.buffer instanceof ArrayBuffer) return column.buffer;
    throw new Error('no column is shared');
  });
}

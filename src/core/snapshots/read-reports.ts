import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { snapshotKeys } from '../../contract/key-source.ts';
import type { SnapshotReading, SnapshotReport } from '../../contract/snapshot-report.ts';
import type { SnapshotsApi } from '../../contract/snapshots.ts';
import { statOf } from '../files/file-stats.ts';
import { readFileReport, reportOfState } from '../snapshot-files/backups/read-backup.ts';
import type { ReadingPorts, SnapshotReadOptions } from '../snapshot-files/read-snapshot.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { paced } from '../streams/paced.ts';
import { Queue } from '../streams/queue.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { SnapshotCatalogue } from './catalogue/catalogue.ts';
import { verdictOf } from './verdict.ts';

/** Remembers the verdict on a file. */
export type DidCheck = SnapshotCatalogue['didCheck'];

/** Reads what snapshot files say of themselves. */
export function readReports(
  ports: ReadingPorts,
  sources: OpenSources,
  didCheck: DidCheck,
): Pick<SnapshotsApi, 'read' | 'inside'> {
  return {
    read: ({ file, isFresh }, options) =>
      stoppable(options?.signal, async function* (signal) {
        requireAbsolute(file);
        const steps = new Queue<SnapshotReading>();
        const isDue = paced();
        const onDidRead = (doneBytes: number, totalBytes: number): void => {
          if (isDue()) steps.put({ kind: 'reading', doneBytes, totalBytes });
        };
        readChecked(ports, file, { signal, onDidRead, isFresh }, didCheck).then(
          (report) => {
            steps.put({ kind: 'read', report });
            steps.close();
          },
          (error: unknown) => steps.close(error),
        );
        yield* steps;
      }),
    async inside({ file }) {
      const { closed: signal, fileState } = sources.require(snapshotKeys(file));
      if (fileState === null) throw new Error('a snapshot was read from files');
      const report = await reportOfState(ports, file, { fileState, signal });
      const { inside } = report;
      if (inside !== null) return { inside, report };
      throw new EtcdeckError({
        code: 'SnapshotInvalid',
        message: `no keys can be read from ${file}`,
        detail: { file },
      });
    },
  };
}

/** Reads a file whole, and has its verdict remembered: where that fails, it is in the log. */
async function readChecked(
  ports: ReadingPorts,
  file: string,
  options: SnapshotReadOptions,
  didCheck: DidCheck,
): Promise<SnapshotReport> {
  const before = await statOf(file);
  const { report, readAt } = await readFileReport(ports, file, options);
  if (before !== null && before !== 'unknown') {
    await didCheck(file, verdictOf(report, readAt), { ...before, sha256: report.sha256 }).catch((error: unknown) =>
      ports.log.warn('The catalogue does not remember what a check found', { file, reason: String(error) }),
    );
  }
  return report;
}

function requireAbsolute(file: string): void {
  if (isAbsolute(file)) return;
  throw new EtcdeckError({ code: 'BadRequest', message: `${file} is not an absolute path`, detail: { file } });
}

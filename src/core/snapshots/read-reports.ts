import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { snapshotKeys } from '../../contract/key-source.ts';
import type { SnapshotReading } from '../../contract/snapshot-report.ts';
import type { SnapshotsApi } from '../../contract/snapshots.ts';
import type { Ports } from '../ports.ts';
import { readSnapshotReport } from '../snapshot-files/read-snapshot.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { paced } from '../streams/paced.ts';
import { Queue } from '../streams/queue.ts';
import { stoppable } from '../streams/stoppable.ts';

/** Reads what snapshot files say of themselves. */
export function readReports(
  ports: Pick<Ports, 'workerFile' | 'settingsFolder' | 'log'>,
  sources: OpenSources,
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
        readSnapshotReport(ports, file, { signal, onDidRead, isFresh }).then(
          (report) => {
            steps.put({ kind: 'read', report });
            steps.close();
          },
          (error: unknown) => steps.close(error),
        );
        yield* steps;
      }),
    async inside({ file }) {
      const { closed: signal } = sources.require(snapshotKeys(file));
      const report = await readSnapshotReport(ports, file, { signal, onDidRead: () => undefined, isFresh: false });
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

function requireAbsolute(file: string): void {
  if (isAbsolute(file)) return;
  throw new EtcdeckError({ code: 'BadRequest', message: `${file} is not an absolute path`, detail: { file } });
}

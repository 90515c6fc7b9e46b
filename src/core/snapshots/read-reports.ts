import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { snapshotKeys } from '../../contract/key-source.ts';
import type { SnapshotReading } from '../../contract/snapshot-report.ts';
import type { SnapshotsApi, SnapshotVerdict } from '../../contract/snapshots.ts';
import type { Ports } from '../ports.ts';
import { readSnapshotReport } from '../snapshot-files/read-snapshot.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { paced } from '../streams/paced.ts';
import { Queue } from '../streams/queue.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { SnapshotCatalogue } from './catalogue/catalogue.ts';
import { verdictOf } from './verdict.ts';

/** What reading files takes, and the catalogue that remembers what they said. */
export interface ReadReportsParts {
  readonly ports: Pick<Ports, 'workerFile' | 'settingsFolder' | 'log' | 'clock'>;
  readonly sources: OpenSources;
  readonly catalogue: Pick<SnapshotCatalogue, 'didCheck'>;
}

/** Reads what snapshot files say of themselves. */
export function readReports({ ports, sources, catalogue }: ReadReportsParts): Pick<SnapshotsApi, 'read' | 'inside'> {
  const remember = async (file: string, verdict: SnapshotVerdict): Promise<void> => {
    try {
      await catalogue.didCheck(file, verdict);
    } catch (error) {
      ports.log.warn('The catalogue does not remember what a check found', { file, reason: String(error) });
    }
  };
  return {
    read: ({ file, isFresh }, options) =>
      stoppable(options?.signal, async function* (signal) {
        requireAbsolute(file);
        const steps = new Queue<SnapshotReading>();
        const isDue = paced();
        const onDidRead = (doneBytes: number, totalBytes: number): void => {
          if (isDue()) steps.put({ kind: 'reading', doneBytes, totalBytes });
        };
        const at = ports.clock.now();
        readSnapshotReport(ports, file, { signal, onDidRead, isFresh }).then(
          async (report) => {
            if (isFresh) await remember(file, verdictOf(report, at));
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

import type { Api } from '../contract/api.ts';
import { EtcdeckError } from '../contract/failure.ts';
import type { SnapshotReport } from '../contract/snapshot-report.ts';
import { words } from '../core/terminal/printable.ts';
import type { Invocation } from './invocation.ts';
import { createProgressLine } from './progress-line.ts';
import { byteSize } from './table.ts';

/** Reads a snapshot whole, whether it was read before or not, and shows the progress. */
export async function readReport(
  { console, format, signal }: Invocation,
  api: Pick<Api, 'snapshots'>,
  file: string,
): Promise<SnapshotReport> {
  const progress = createProgressLine(console, format);
  try {
    for await (const step of api.snapshots.read({ file, isFresh: true }, { signal })) {
      if (step.kind === 'read') return step.report;
      progress.show(words`${file}: ${byteSize(step.doneBytes)} of ${byteSize(step.totalBytes)}`);
    }
  } finally {
    progress.end();
  }
  throw new EtcdeckError({ code: 'Cancelled', message: 'reading ended early', operation: 'snapshots.read' });
}

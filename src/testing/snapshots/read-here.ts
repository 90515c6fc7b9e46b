import { statSync } from 'node:fs';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { startFileHash } from '../../core/snapshot-files/hash-job.ts';
import { reportOf } from '../../core/snapshot-files/report-of.ts';
import { type SnapshotPass, startSnapshot } from '../../core/snapshot-files/snapshot-job.ts';

/** What a file says, read in this thread: thousands of workers would take minutes to start. */
export async function readHere(
  file: string,
): Promise<{ readonly report: SnapshotReport; readonly pass: SnapshotPass }> {
  const hash = await startFileHash({ file });
  for (let done = -1, next = await hash.take(null); next !== done; next = await hash.take(null)) done = next;
  const job = await startSnapshot({ file, increments: null });
  for (let isOver = false; !isOver; ) isOver = (await job.take(null)).isOver;
  const pass = await job.finish();
  const report = await reportOf({ file, bytes: statSync(file).size }, await hash.finish(), pass);
  return { report, pass };
}

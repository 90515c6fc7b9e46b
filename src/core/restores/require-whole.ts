import { EtcdeckError } from '../../contract/failure.ts';
import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import { type ReadingPorts, readSnapshot } from '../snapshot-files/read-snapshot.ts';
import { laterIncrements } from './backup-facts.ts';
import type { HeldByFile } from './compare-served.ts';

/**
 * Reads a snapshot from which members are to be started. The caller closes its index. Fails with `SnapshotInvalid` for a
 * damaged file, for one that holds no keys that can be read, and as `laterIncrements` and `readSnapshot`.
 */
export async function requireWhole(
  file: string,
  {
    ports,
    signal,
    operation,
  }: { readonly ports: ReadingPorts; readonly signal: AbortSignal; readonly operation: string },
): Promise<{ readonly report: SnapshotReport; readonly held: HeldByFile }> {
  await laterIncrements(file);
  const options = { signal, isFresh: false, onDidRead: () => undefined };
  const { report, index, fingerprint } = await readSnapshot(ports, file, options);
  const { figures, integrity } = report;
  if (figures === null || index === null || integrity.verdict === 'damaged') {
    await index?.close();
    const reason = integrity.findings[0]?.message ?? 'it holds no keys that can be read';
    throw new EtcdeckError({ code: 'SnapshotInvalid', message: reason, operation, detail: { file, reason } });
  }
  return { report, held: { file, figures, index, fingerprint } };
}

/** Whether the file has no hash at its end, so that a restore refuses it with the check. */
export const hasNoHash = ({ integrity }: SnapshotReport): boolean =>
  integrity.findings.some(({ code }) => code === 'NoTrailer');

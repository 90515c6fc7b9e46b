import type { SnapshotReport } from '../../contract/snapshot-report.ts';
import type { SnapshotVerdict } from '../../contract/snapshots.ts';

/** Returns what the catalogue remembers of a report; `at`: when the file was read. */
export function verdictOf({ figures, integrity }: SnapshotReport, at: number): SnapshotVerdict {
  const { verdict, findings } = integrity;
  return {
    ...{ verdict, at },
    revision: figures?.revision ?? null,
    compactRevision: figures?.compactRevision ?? null,
    liveKeys: figures?.liveKeys ?? null,
    hashKV: figures?.hashKV ?? null,
    message: verdict === 'ok' ? null : (findings[0]?.message ?? null),
  };
}

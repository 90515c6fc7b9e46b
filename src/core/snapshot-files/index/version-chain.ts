import type { Findings } from '../findings.ts';
import type { RecordFacts } from './record-columns.ts';

/** The last record of a key before another one. */
export type RecordBefore = Pick<RecordFacts, 'main' | 'isDeletion' | 'createRevision' | 'version'>;

/**
 * Checks that a record of a key follows the one before: etcd counts a key's versions from 1 since it was created. What is
 * lost shows as a gap. A key's first record may be any that a compaction leaves.
 */
export function checkFollows(
  record: RecordFacts,
  before: RecordBefore | null,
  {
    compactRevision,
    findings,
    page,
  }: { readonly compactRevision: number; readonly findings: Findings; readonly page: number },
): void {
  const { main, sub, isDeletion, version, createRevision } = record;
  const missing = (what: string): void => {
    findings.add('RecordMissing', page, `revision ${main}_${sub} ${what}: a record is missing or altered`);
  };
  if (before === null && main <= compactRevision) return;
  if (before === null || before.isDeletion) {
    if (isDeletion) missing('deletes a key that is not there');
    else if (version !== 1) missing(`has version ${version} of a key that was not there before`);
    else if (createRevision !== main) missing(`is the first of a key that was created at ${createRevision}`);
    return;
  }
  if (isDeletion) return;
  if (version !== before.version + 1) missing(`has version ${version}, and the one before it ${before.version}`);
  else if (createRevision !== before.createRevision) {
    missing(`is of a key created at ${createRevision}, and the one before it at ${before.createRevision}`);
  }
}

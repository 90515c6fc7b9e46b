import type { CurrentRecord, RecordColumns } from './record-columns.ts';

/**
 * Returns what is wrong with how a record of a key follows the one before; `null`: nothing. etcd counts a key's versions
 * from 1 since it was created, so that what is lost shows as a gap. A key's first record may be any that a compaction
 * leaves. `before`: negative where there is none.
 */
export function checkFollows(
  { main, isDeletion, version, createRevision }: CurrentRecord,
  { records, before }: { readonly records: RecordColumns; readonly before: number },
  compactRevision: number,
): string | null {
  if (before < 0 && main <= compactRevision) return null;
  if (before < 0 || records.isDeletion[before] === 1) {
    if (isDeletion) return 'deletes a key that is not there';
    if (version !== 1) return `has version ${version} of a key that was not there before`;
    return createRevision === main ? null : `is the first of a key that was created at ${createRevision}`;
  }
  if (isDeletion) return null;
  const versionBefore = records.version[before] ?? 0;
  if (version !== versionBefore + 1) return `has version ${version}, and the one before it ${versionBefore}`;
  const createdBefore = records.createRevision[before] ?? 0;
  if (createRevision === createdBefore) return null;
  return `is of a key created at ${createRevision}, and the one before it at ${createdBefore}`;
}

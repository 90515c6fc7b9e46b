import type { RestoreStart } from '../../../contract/restores.ts';
import type { SnapshotIntegrity } from '../../../contract/snapshot-report.ts';
import { formatCount, plural } from '../../ui/format.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

/** Whether a file can be restored, in a chip and a sentence. */
export const integrityWords: Readonly<
  Record<SnapshotIntegrity['verdict'], { readonly tone: Tone; readonly chip: string; readonly text: string }>
> = {
  ok: {
    tone: 'ok',
    chip: 'checked ok',
    text: 'The file is whole: its hash and every record of it are as they were written.',
  },
  unverifiable: {
    tone: 'warn',
    chip: 'unverifiable',
    text: 'Nothing is wrong with the file, but it has no hash at its end that would prove its values. It is the copy of a data-dir, or was cut: prefer a saved snapshot.',
  },
  damaged: {
    tone: 'bad',
    chip: 'damaged',
    text: 'The file is damaged and is not restored: what is missing would stay missing. Choose another snapshot. What can still be read of it can be opened and put back key by key.',
  },
};

/** Why the revision is to be raised, or need not be. */
export function raiseWords({ bumpReason, behindLive }: Pick<RestoreStart, 'bumpReason' | 'behindLive'>): string {
  const behind =
    behindLive === null || behindLive <= 0
      ? ''
      : ` The live cluster is ${plural(behindLive, 'revision')} beyond the file.`;
  switch (bumpReason) {
    case 'kubernetes':
      return `Chosen because the file holds Kubernetes’ objects: controllers remember revisions, and would miss changes.${behind}`;
    case 'liveIsAhead':
      return `Chosen because clients have seen revisions that the file does not have.${behind}`;
    case 'none':
      return 'Needed only where clients remember revisions, as Kubernetes’ controllers do.';
  }
}

/** What comes back beside the keys. */
export function comesBack({
  isAuthEnabled,
  leases,
}: Pick<RestoreStart, 'isAuthEnabled' | 'leases'>): readonly string[] {
  return [
    isAuthEnabled
      ? 'Authentication is on in the file: users, roles and passwords come back as they were.'
      : 'Authentication is off in the file, and will be off.',
    leases === 0
      ? 'No lease is in the file.'
      : `${formatCount(leases)} ${leases === 1 ? 'lease comes' : 'leases come'} back with the whole time granted: keys that should have ended by now live on for it.`,
    'The contents of volumes are not in a snapshot.',
  ];
}

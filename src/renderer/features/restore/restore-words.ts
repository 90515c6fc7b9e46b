import type { RestoreStart } from '../../../contract/restores.ts';
import { formatCount, plural } from '../../ui/format.ts';

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

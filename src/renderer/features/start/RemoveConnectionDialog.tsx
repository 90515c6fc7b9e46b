import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useRemoveConnection } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { showToast } from '../../state/toasts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

interface RemoveConnectionDialogProps {
  readonly profile: ConnectionProfile;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks before a saved connection is forgotten, and says what came of it. */
export function RemoveConnectionDialog({ profile, isOpen, onClose }: RemoveConnectionDialogProps) {
  const remove = useRemoveConnection();
  const removeIt = (): void =>
    remove.mutate(profile.id, {
      onSuccess: () => showToast({ tone: 'neutral', text: `Removed ${profile.name}.` }, null),
      onError: (error) => {
        const { title, action } = describeFailure(failureOf(error));
        showToast({ tone: 'bad', text: `${profile.name} was not removed.`, detail: `${title} ${action}` }, null);
      },
      onSettled: onClose,
    });
  return (
    <ConfirmDialog
      title={`Remove ${profile.name}?`}
      confirm="Remove connection"
      isOpen={isOpen}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={removeIt}
    >
      The connection and its stored secrets are forgotten here. The cluster is not touched.
    </ConfirmDialog>
  );
}

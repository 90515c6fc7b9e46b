import Button from '@mui/material/Button';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import type { ObjectCure } from '../../../../contract/plans.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { showPlan } from '../../../state/plans.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { Notice } from '../../../ui/Notice.tsx';

interface Cure {
  readonly label: string;
  readonly doing: string;
  readonly cure: ObjectCure;
}

/** An object that waits to be deleted: why it waits, and what can be done when nobody else will. */
export function StuckNotice({ object, onDidCure }: { readonly object: ObjectView; readonly onDidCure: () => void }) {
  const api = useApi();
  const { id } = useConnection();
  const { deletionTimestamp, finalizers, entry } = object;
  const hasOwner = object.links.some(({ relation }) => relation === 'owner');
  const name = object.name?.name ?? escapeBytes(entry.key).text;
  const start = ({ label, doing, cure }: Cure): void =>
    showPlan({
      title: `${label} of ${name}?`,
      confirm: label,
      doing: `${doing} of ${name}`,
      plan: (options) => api.plans.planCure({ connection: id, key: entry.key, cure }, options),
      onDidEnd: onDidCure,
    });
  const button = (cure: Cure, text: string) => (
    <Button key={text} onClick={() => start(cure)}>
      {text}
    </Button>
  );
  const removals = finalizers.map((finalizer) =>
    button(
      { label: 'Remove finalizer', doing: 'Removing a finalizer', cure: { kind: 'removeFinalizer', finalizer } },
      `Remove ${finalizer}…`,
    ),
  );
  const orphan = button(
    { label: 'Delete orphan', doing: 'Deleting the orphan', cure: { kind: 'deleteOrphan' } },
    'Delete orphan…',
  );
  if (deletionTimestamp === null) {
    return hasOwner ? (
      <Notice tone="info" actions={orphan}>
        It has an owner. Where every owner is gone and nothing collects it, it can be deleted here.
      </Notice>
    ) : null;
  }
  return (
    <Notice
      tone="warn"
      actions={
        <>
          {removals}
          {button(
            {
              label: 'Drop deletionTimestamp',
              doing: 'Dropping the deletionTimestamp',
              cure: { kind: 'dropDeletionTimestamp' },
            },
            'Drop deletionTimestamp…',
          )}
        </>
      }
    >
      {finalizers.length === 0
        ? `Deleted at ${deletionTimestamp}, and still here.`
        : `Deleted at ${deletionTimestamp}. It stays until whoever set ${finalizers.join(', ')} takes that away.`}
    </Notice>
  );
}

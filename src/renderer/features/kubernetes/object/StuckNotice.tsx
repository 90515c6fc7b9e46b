import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import type { ObjectCure } from '../../../../contract/plans.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { showPlan } from '../../../state/plans.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { cureRequest } from './cure-request.ts';

/** An object that waits to be deleted: why it waits, and what can be done when nobody else will. */
export function StuckNotice({ object, onDidCure }: { readonly object: ObjectView; readonly onDidCure: () => void }) {
  const api = useApi();
  const { id } = useConnection();
  const { deletionTimestamp, finalizers } = object;
  if (deletionTimestamp === null) return null;
  // It is text of the object's own, and may be any.
  const at = Date.parse(deletionTimestamp);
  const cure = (chosen: ObjectCure): void =>
    showPlan(cureRequest({ api, connection: id, object, cure: chosen, onDidEnd: onDidCure }));
  return (
    <Notice
      tone="warn"
      actions={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {finalizers.map((finalizer) => (
            <Button key={finalizer} onClick={() => cure({ kind: 'removeFinalizer', finalizer })}>
              {`Remove ${finalizer}…`}
            </Button>
          ))}
          <Button onClick={() => cure({ kind: 'dropDeletionTimestamp' })}>Drop deletionTimestamp…</Button>
        </Box>
      }
    >
      Deleted {Number.isNaN(at) ? deletionTimestamp : <RelativeTime at={at} />}, and still here.{' '}
      {finalizers.length === 0
        ? 'No finalizer holds it.'
        : `It is held by ${finalizers.length === 1 ? 'the finalizer' : 'the finalizers'} ${finalizers.join(', ')}, for whoever set ${finalizers.length === 1 ? 'it' : 'them'} to take away.`}
    </Notice>
  );
}

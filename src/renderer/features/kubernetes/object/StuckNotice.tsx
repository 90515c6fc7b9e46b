import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import type { ObjectRepair } from '../../../../contract/plans.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { showPlan } from '../../../state/plans.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { repairRequest } from './repair-request.ts';

/** Says why an object that waits to be deleted waits, and offers repairs. */
export function StuckNotice({
  object,
  onDidRepair,
}: {
  readonly object: ObjectView;
  readonly onDidRepair: () => void;
}) {
  const api = useApi();
  const { id } = useConnection();
  const { deletionTimestamp, finalizers } = object;
  if (deletionTimestamp === null) return null;
  // The object's own text, which may be no time.
  const at = Date.parse(deletionTimestamp);
  const repair = (chosen: ObjectRepair): void =>
    showPlan(repairRequest({ api, connection: id, object, repair: chosen, onDidEnd: onDidRepair }));
  return (
    <Notice
      tone="warn"
      actions={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {finalizers.map((finalizer) => (
            <Button key={finalizer} onClick={() => repair({ kind: 'removeFinalizer', finalizer })}>
              {`Remove ${finalizer}…`}
            </Button>
          ))}
          <Button onClick={() => repair({ kind: 'dropDeletionTimestamp' })}>Drop deletionTimestamp…</Button>
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

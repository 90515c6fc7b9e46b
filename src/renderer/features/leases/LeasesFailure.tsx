import Box from '@mui/material/Box';
import type { Failure } from '../../../contract/failure.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** Why leases cannot be listed, and which permission is missing where it is that. */
export function LeasesFailure({ failure, onRetry }: { readonly failure: Failure; readonly onRetry: () => void }) {
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {failure.code === 'PermissionDenied' ? (
        <Notice tone="info">
          etcd lists leases to a user who may read every key that is attached to one. Only 3.4 lists them to all users.
        </Notice>
      ) : null}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <FailureView failure={failure} onRetry={onRetry} />
      </Box>
    </Box>
  );
}

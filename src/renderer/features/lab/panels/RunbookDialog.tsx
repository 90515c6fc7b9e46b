import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { RunbookSteps } from '../../../parts/cluster/RunbookSteps.tsx';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { LoadingBlock } from '../../../ui/LoadingState.tsx';

/** What was done in the lab, as commands for the cluster that it is a copy of. */
export function RunbookDialog({ onClose }: { readonly onClose: () => void }) {
  const api = useApi();
  const { id } = useConnection();
  const { data, error, refetch } = useQuery({
    queryKey: ['lab runbook', id],
    queryFn: ({ signal }) => api.lab.runbook({ connection: id }, { signal }),
    gcTime: 0,
  });
  return (
    <DialogFrame
      isOpen
      title="Runbook of this rehearsal"
      width={760}
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      {error !== null ? (
        <FailureView failure={failureOf(error)} layout="inline" onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingBlock label="Writing the runbook" height={200} />
      ) : data.length === 0 ? (
        <div>Nothing that was done here is a step of an operator.</div>
      ) : (
        <RunbookSteps
          about="The acts that were done here, as commands for the real cluster, with what was seen. Read each step before you run it."
          steps={data}
        />
      )}
    </DialogFrame>
  );
}

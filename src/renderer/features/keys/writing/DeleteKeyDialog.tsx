import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { guardedDeleteLine } from '../../../../contract/etcdctl-key-lines.ts';
import { WriteNote } from '../../../parts/access/WriteNote.tsx';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { UnlockHere } from '../../../parts/unlock/UnlockHere.tsx';
import { useConfirm } from '../../../parts/use-confirm.ts';
import { useConnection, useIsLocked } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { CommandLine } from '../../../ui/CommandLine.tsx';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { color } from '../../../ui/tokens.ts';
import type { KeyActions } from '../model/key-actions.ts';
import { useKeyNow } from '../model/use-key-now.ts';
import { KeyName } from '../naming/KeyName.tsx';

/** Shows the key as it is now before it is deleted, and deletes it at that revision. */
export function DeleteKeyDialog(props: {
  readonly keyBytes: Uint8Array;
  readonly actions: KeyActions;
  readonly onClose: () => void;
}) {
  const { keyBytes: key, actions, onClose } = props;
  const { profile } = useConnection();
  const isLocked = useIsLocked();
  const read = useKeyNow(key, false);
  const entry = read.data?.entry ?? null;
  const { isBusy, failure, confirm } = useConfirm(async () => {
    const refused = entry === null ? null : await actions.remove(entry);
    // The next click writes over the key as it is by then, so the operator has to see that first.
    if (refused?.code === 'Conflict') await read.refetch();
    return refused;
  });
  const line = entry === null ? null : guardedDeleteLine(profile, key, entry.modRevision);
  return (
    <DialogFrame
      isOpen
      title="Delete this key?"
      description={<KeyName bytes={key} />}
      width={560}
      onClose={onClose}
      actions={
        <>
          <Button autoFocus={!isLocked} onClick={onClose}>
            Cancel
          </Button>
          <Button variant="contained" color="error" disabled={entry === null || isBusy || isLocked} onClick={confirm}>
            Delete key
          </Button>
        </>
      }
    >
      <UnlockHere hasFocus />
      <WriteNote keyBytes={key} tone="warn" />
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      {read.isPending ? <LoadingRows label="Reading the key" rows={3} /> : null}
      {read.isError ? (
        <FailureView failure={failureOf(read.error)} layout="inline" onRetry={() => void read.refetch()} />
      ) : null}
      {read.isSuccess && entry === null ? <Box>This key does not exist any more.</Box> : null}
      {entry === null ? null : (
        <>
          <FactList
            facts={[
              { name: 'Mod revision', value: formatCount(entry.modRevision), isMono: true },
              { name: 'Size', value: formatBytes(entry.bytes) },
              entry.lease === null
                ? { name: 'Lease', value: 'none' }
                : { name: 'Lease', value: `${entry.lease} (putting the key back does not bring it back)` },
            ]}
          />
          <Box sx={{ color: color.muted }}>It is deleted only if it is still at this revision.</Box>
          {line === null ? null : <CommandLine label="etcdctl command" line={line} />}
        </>
      )}
    </DialogFrame>
  );
}
